"""The fields that a new piece of evidence, its correction and its next version share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms.activity import DayField
from core.links import is_web_link
from core.local import day
from core.names import validate_line
from evidence.files.refusals import ALLOWED
from evidence.models.evidence import DEFAULT_VALIDITY, LONGEST_VALIDITY

NOWHERE = _("Add a file, a link or a reference, so that others can find it.")
_VALIDITY = _("Write a number of days from 1 to 3650.")


def observed_field() -> DayField:
    return DayField(
        label=_("Observed on"),
        help_text=_("The day on which it was so, not that of the upload. Without it, it counts for nothing."),
    )


def title_field() -> forms.CharField:
    return forms.CharField(
        label=_("Title"),
        max_length=300,
        validators=[validate_line],
        error_messages={"required": _("Give it a title by which others recognise it.")},
    )


def validity_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Valid for, in days"),
        min_value=1,
        max_value=LONGEST_VALIDITY,
        initial=DEFAULT_VALIDITY,
        help_text=_("After that it lapses, unless a newer version replaces it."),
        error_messages=dict.fromkeys(["required", "invalid", "min_value", "max_value"], _VALIDITY),
    )


class FactsForm(forms.Form):
    """`today` is the workspace's."""

    today: date
    link = forms.CharField(
        label=_("Link"),
        required=False,
        max_length=2000,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        help_text=_("Where it can be read, such as a page of your wiki."),
    )
    reference = forms.CharField(
        label=_("Reference"),
        required=False,
        max_length=500,
        validators=[validate_line],
        help_text=_("How to find it where no link leads, such as a ticket’s number."),
    )

    def clean_link(self) -> str:
        link = str(self.cleaned_data["link"])
        if link and not is_web_link(link):
            raise forms.ValidationError(_("Write a link that starts with https:// or http://."))
        return link

    def clean_observed_date(self) -> date | None:
        observed: date | None = self.cleaned_data["observed_date"]
        if observed and observed > self.today:
            raise forms.ValidationError(
                _("This day is in the future; today is %(today)s."), params={"today": day(self.today)}
            )
        return observed

    def has_place(self) -> bool:
        """Whether it can be found. A field that is wrong counts: what is wrong with it is said already."""
        found = self.cleaned_data
        return any(found.get(name) or name in self.errors for name in ("link", "reference", "upload"))


class UploadForm(FactsForm):
    """With a file, whose content the operation checks."""

    upload = forms.FileField(
        label=_("File"),
        required=False,
        error_messages={"empty": _("This file is empty.")},
    )

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        largest = _("At most %(size)d MB.") % {"size": settings.LARGEST_UPLOAD // 1024**2}
        self.fields["upload"].help_text = f"{_('A file, a link or a reference is needed.')} {ALLOWED} {largest}"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.has_place():
            self.add_error(None, NOWHERE)
        return cleaned
