"""The words of Rungs on the forms of django-allauth."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("Mail address"),
    "email": _("Mail address"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "code": _("Code"),
}
NOT_AN_ADDRESS = _("Write a mail address, like name@company.com.")
NEW_PASSWORD_HELP = _("At least 12 characters. Three or four words that have nothing to do with each other are good.")


class InOurWords(forms.Form):
    """Goes before a form of allauth: labels instead of placeholders, and help that fits one line.

    allauth's own help lists what each validator wants, and repeats the link "Forgot your password?" in a place where
    a screen reader reads it with the field.
    """

    labels: dict[str, Any] = {}
    help_texts: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in (labels := LABELS | self.labels):
                field.label = labels[name]
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = NOT_AN_ADDRESS
            if isinstance(field.widget, forms.PasswordInput):
                field.help_text = ""
            if name in self.help_texts:
                field.help_text = self.help_texts[name]
