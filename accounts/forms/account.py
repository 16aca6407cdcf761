"""What people say about themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none at run time
    class Meta:
        model = User
        fields = ["name", "wants_digest"]
        labels = {"wants_digest": _("Mail me a digest of my notices")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        if not settings.HAS_MAIL:
            del self.fields["wants_digest"]
