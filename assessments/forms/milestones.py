"""What a milestone is called, and what is begun from one."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.assessments import TitleField
from assessments.models import Assessment
from core.texts import TextField


class MilestoneForm(forms.Form):
    title = TitleField(help_text=_("What it is called in lists and comparisons, such as the quarter."))
    note = TextField()

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["title"].error_messages["required"] = str(_("Give the milestone a title."))
        self.fields["note"].label = _("Note")
        self.fields["note"].help_text = _("Why now, and what has been done since the last one. It is frozen, too.")
        self.fields["note"].widget = forms.Textarea(attrs={"rows": 4})


class BeginForm(forms.Form):
    title = TitleField()


def suggested_title(assessment: Assessment, day: date) -> str:
    """The quarter; the day where the quarter has a milestone already."""
    quarter = f"{day.year} Q{(day.month + 2) // 3}"
    is_taken = assessment.milestones.alive().filter(title=quarter).exists()
    return day.isoformat() if is_taken else quarter
