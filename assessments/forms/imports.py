"""Files of answers as people send them. What they hold is read by operations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.files.load import WORKBOOK_LIMITS
from catalog.domain.question_pack import QuestionPack
from catalog.queries import Offer

XLSX_ONLY = ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SIZE = {"size": WORKBOOK_LIMITS.size // 1024**2}


class FileField(forms.FileField):
    def __init__(self, *, accept: str, help_text: Any) -> None:
        super().__init__(
            label=_("File"),
            help_text=help_text,
            max_length=200,
            widget=forms.FileInput(attrs={"accept": accept}),
            error_messages={
                "required": _("Choose a file."),
                "empty": _("This file is empty."),
                "max_length": _("The name of this file is too long; shorten it."),
            },
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if found and found.size > WORKBOOK_LIMITS.size:
            raise forms.ValidationError(_("This file is larger than %(size)d MB."), params=_SIZE)
        return found


class ImportForm(forms.Form):
    """Into an assessment that is there."""

    file = FileField(accept=XLSX_ONLY, help_text=_("An Excel workbook (.xlsx) of at most %(size)d MB.") % _SIZE)
    is_other_meant = forms.BooleanField(
        label=_("It was exported from another assessment, and that is meant"),
        help_text=_("Then every answer that differs is shown as a change: nobody knows which of the two is newer."),
        required=False,
    )


class NewFromFileForm(forms.Form):
    """Of which a new assessment is made. `pack` is there only where there is a choice."""

    file = FileField(
        accept=f"{XLSX_ONLY},.yaml,.yml,.json",
        help_text=_("An answers workbook (.xlsx), or answers as YAML or JSON, of at most %(size)d MB.") % _SIZE,
    )
    pack = forms.ChoiceField(label=_("Questions of"), error_messages={"required": _("Choose a pack.")})

    def __init__(self, *arguments: Any, offers: Sequence[Offer[QuestionPack]], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.offers = {offer.name: offer for offer in offers}
        choices = [(name, f"{offer.content.title} {offer.content.version}") for name, offer in self.offers.items()]
        self.fields["pack"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            del self.fields["pack"]

    @property
    def offer(self) -> Offer[QuestionPack]:
        return self.offers[self.cleaned_data.get("pack") or next(iter(self.offers))]


class TitleForm(forms.Form):
    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give the assessment a title.")}
    )
