"""Choosing what stands for an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment, Citation
from evidence.models import Evidence
from evidence.queries.register import citable_evidence, titled

MOST_OFFERED = 50
"""Pieces in the list: a workspace may have thousands. The others are found by the words of their titles."""
_NONE = _("Choose one from the list.")


class FindForm(forms.Form):
    """Stands in the address, so it is always bound."""

    find = forms.CharField(label=_("Words of the title"), required=False, max_length=300, widget=forms.SearchInput)

    @property
    def words(self) -> str:
        """Nothing, where what was asked for makes no sense."""
        return str(self.cleaned_data["find"]) if self.is_valid() else ""


class CiteForm(forms.Form):
    """Evidence that the workspace has already, and that is not cited for the question yet.

    `offered` of it, whose titles hold `words`, stand in the list; each other one may be named all the same.
    """

    evidence = forms.ModelChoiceField(
        Evidence.objects.none(),
        to_field_name="code",
        label=_("Evidence"),
        empty_label=_("Choose"),
        error_messages={"required": _NONE, "invalid_choice": _NONE},
    )

    def __init__(self, data: Any = None, *, assessment: Assessment, question: str, words: str = "") -> None:
        super().__init__(data)
        cited = Citation.objects.filter(answer__assessment=assessment, answer__question=question).values("evidence")
        uncited = citable_evidence(assessment.workspace).exclude(pk__in=cited)
        found = list(titled(uncited, words)[: MOST_OFFERED + 1])
        self.offered, self.has_more = found[:MOST_OFFERED], len(found) > MOST_OFFERED
        field = self.fields["evidence"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = uncited
        field.choices = [("", field.empty_label), *((each.code, str(each)) for each in self.offered)]
