"""What is said about an action, and why one is given up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.texts import TextField


class SaidField(TextField):
    """A text that must be there."""

    widget = forms.Textarea

    def __init__(self, label: Any, missing: Any) -> None:
        super().__init__()
        self.required, self.label = True, label
        self.error_messages["required"] = missing
        self.widget.attrs.update(rows=3)


class CommentForm(forms.Form):
    text = SaidField(_("Comment"), _("Write what you want to say."))
