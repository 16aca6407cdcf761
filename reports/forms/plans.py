"""What a report says and how it looks, and presets of the latter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from core.forms import RevisionForm
from core.models import Revisioned
from core.names import validate_name
from core.source.fields import MOST_LINES
from core.texts import TextField
from reports.choices import ChapterChoice, DetailChoice
from reports.domain.options import USUAL_CHAPTERS, Chapter, Detail
from reports.models import ReportPlan
from reports.models.plan import CHOICES
from reports.queries.comparisons import baselines_of

PHASE = "phase-"
"""What the names of fields begin with that hold a comment on a phase."""


class WordsField(TextField):
    """As long as an answers file may make it, so that a report is made of it in the time that one may take."""

    widget = forms.Textarea

    def __init__(self, label: Any, rows: int, hint: Any = "") -> None:
        super().__init__()
        self.label, self.help_text = label, hint
        self.validators.append(_validate_lines)
        self.widget.attrs["rows"] = rows


def _validate_lines(text: str) -> None:
    if text.count("\n") >= MOST_LINES:
        raise ValidationError(_("Use at most %(most)d lines."), params={"most": MOST_LINES})


class PlanForm(RevisionForm):
    """The comment on each phase is a field of its own, so that two people can write about two."""

    summary = WordsField(
        _("Summary in your own words"),
        9,
        _("Markdown. It stands first on page 2; leave it empty for what is generated."),
    )
    detail = forms.ChoiceField(label=_("Level of detail"), choices=DetailChoice.choices, widget=forms.RadioSelect)
    chapters = forms.MultipleChoiceField(
        label=_("Chapters"),
        choices=ChapterChoice.choices,
        required=False,
        help_text=_("As long as you leave the usual ones, they change with the level of detail."),
        widget=forms.CheckboxSelectMultiple,
    )

    baseline = forms.ChoiceField(
        label=_("What changed since"),
        required=False,
        help_text=_("Adds a chapter of one page or more that compares with this milestone: what moved, and why."),
    )

    class Meta:
        model = ReportPlan
        fields = [
            "summary",
            "has_generated",
            "detail",
            "chapters",
            "is_draft",
            "is_confidential",
            "prepared_by",
            "has_logo",
            "has_consultant_logo",
        ]
        labels = {
            "has_generated": _("Print the generated summary below your words"),
            "is_draft": _("Mark as draft"),
            "is_confidential": _("Mark as confidential"),
            "prepared_by": _("Prepared by"),
            "has_logo": _("Logo of the company or client"),
            "has_consultant_logo": _("Logo of the consultant"),
        }

    def clean(self) -> dict[str, Any]:
        """Whoever changes the level of detail and not the chapters means those that are usual in it."""
        cleaned = super().clean()
        before, now = self.stored.detail, cleaned.get("detail")  # type: ignore[attr-defined]
        if now and now != before and set(cleaned.get("chapters", [])) == set(USUAL_CHAPTERS[Detail(before)]):
            cleaned["chapters"] = [chapter.value for chapter in USUAL_CHAPTERS[Detail(now)]]
        return cleaned

    def __init__(self, data: Any = None, *, instance: ReportPlan) -> None:
        super().__init__(data, instance=instance)
        self.fields["prepared_by"].validators.append(validate_name)
        baselines = _baselines(instance.assessment)
        self.fields["baseline"].choices = [("", _("Leave this chapter out")), *baselines]  # type: ignore[attr-defined]
        self.has_baselines = bool(baselines)
        for phase in instance.assessment.questions.phases:
            self.fields[f"{PHASE}{phase.id}"] = WordsField(phase.title, 4)
        self.show_stored(instance)

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        said = {name.removeprefix(PHASE): values.pop(name) for name in list(values) if name.startswith(PHASE)}
        return {**values, "phase_comments": {phase: words for phase, words in said.items() if words}}

    def is_of_model(self, name: str) -> bool:
        return super().is_of_model(name) or name.startswith(PHASE)

    def stored_of(self, name: str, row: Revisioned) -> Any:
        if name.startswith(PHASE):
            return row.phase_comments.get(name.removeprefix(PHASE), "")  # type: ignore[attr-defined]
        return super().stored_of(name, row)

    @property
    def word_fields(self) -> list[BoundField]:
        return [self["summary"], self["has_generated"]]

    @property
    def baseline_fields(self) -> list[BoundField]:
        """None where there is no milestone to choose."""
        return [self["baseline"]] if self.has_baselines else []

    @property
    def phase_fields(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name.startswith(PHASE)]

    @property
    def choice_fields(self) -> list[BoundField]:
        return [self[name] for name in CHOICES]

    @property
    def usual(self) -> dict[str, tuple[Chapter, ...]]:
        """The chapters by the level of detail, for the page to tick."""
        return {detail.value: USUAL_CHAPTERS[detail] for detail in Detail}

    @property
    def shows_phases(self) -> bool:
        return any(field.value() or field.errors for field in self.phase_fields)


def _baselines(assessment: Assessment) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (group.title, [(side.milestone.code, side.known_as) for side in group.sides if side.milestone])
        for group in baselines_of(assessment)
    ]


class PresetNameForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the preset"),
        max_length=80,
        validators=[validate_name],
        error_messages={"required": _("Give the preset a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
