"""Beginning an assessment, its settings, and copying it. What is asked depends on the pack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessments.choices import ScopeChoice
from assessments.domain.pace import minutes_for
from assessments.models import Assessment
from assessments.models.assessment import LONGEST_REASSESS_DAYS
from assessments.queries.assessments import owners_of
from assessments.words import duration
from catalog.domain.question_pack import QuestionPack
from core.forms import RevisionForm
from core.models import Revisioned
from core.names import validate_line

PHASE, PROFILE = "phase-", "profile-"
"""What the names of fields begin with that hold one entry of `phase_targets` and of `profile`."""


class TitleField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Title"),
            max_length=200,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            validators=[validate_line],
            error_messages={"required": _("Give the assessment a title.")},
            **options,
        )


class TargetField(forms.TypedChoiceField):
    """Its choices are the levels of the pack."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Target"),
            coerce=int,
            help_text=_("The level at which every question should stand one day."),
            error_messages={"required": _("Choose a target.")},
            **options,
        )


class InParts(forms.BaseForm):
    """What templates/assessments/assessment_fields.html shows one after the other."""

    @property
    def main_fields(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if not field.name.startswith((PHASE, PROFILE))]

    @property
    def phase_fields(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name.startswith(PHASE)]

    @property
    def profile_fields(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name.startswith(PROFILE)]

    @property
    def shows_phases(self) -> bool:
        """Closed as long as nothing was chosen there, and nothing is wrong."""
        return any(field.value() or field.errors for field in self.phase_fields)


class NewAssessmentForm(InParts, forms.Form):
    title = TitleField(help_text=_("What you will look for later, such as the product and the month."))
    scope = forms.ChoiceField(
        label=_("Questions"),
        widget=forms.RadioSelect,
        initial=ScopeChoice.FULL.value,
        error_messages={"required": _("Choose core or full.")},
    )
    target = TargetField()

    def __init__(self, data: Any = None, *, pack: QuestionPack, title: str) -> None:
        super().__init__(data, initial={"title": title, "target": pack.default_target})
        self.fields["scope"].choices = scopes(pack)  # type: ignore[attr-defined]
        add_pack_fields(self, pack)

    @property
    def values(self) -> dict[str, Any]:
        return {**folded(self.cleaned_data), "scope": ScopeChoice(self.cleaned_data["scope"])}


class AssessmentSettingsForm(InParts, RevisionForm):
    """Targets of phases and answers of the profile are fields of their own, so that two people can change two."""

    title = TitleField()
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    target = TargetField()
    reassess_days = forms.IntegerField(
        label=_("Days until it is time to assess again"),
        required=False,
        min_value=1,
        max_value=LONGEST_REASSESS_DAYS,
        help_text=_(
            "Counted from the last milestone; before there is one, from the last acceptance, else from the beginning. "
            "The owner is reminded then. Leave it empty, and nobody is."
        ),
    )
    field_order = ("title", "owner", "target", "reassess_days")

    class Meta:
        model = Assessment
        fields = ["title", "target", "reassess_days"]

    def __init__(self, data: Any = None, *, instance: Assessment) -> None:
        super().__init__(data, instance=instance)
        self.people = {user.code: user for user in owners_of(instance)}
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody")),
            *((code, str(user)) for code, user in self.people.items()),
        ]
        add_pack_fields(self, instance.questions)
        self.show_stored(instance)

    @property
    def values(self) -> dict[str, Any]:
        values = folded(super().values)
        return {**values, "owner": self.people.get(values["owner"])}

    def is_of_model(self, name: str) -> bool:
        return super().is_of_model(name) or name.startswith((PHASE, PROFILE))

    def stored_of(self, name: str, row: Revisioned) -> Any:
        if name.startswith(PHASE):
            return row.phase_targets.get(name.removeprefix(PHASE), "")  # type: ignore[attr-defined]
        if name.startswith(PROFILE):
            chosen = row.profile.get(name.removeprefix(PROFILE), [])  # type: ignore[attr-defined]
            return chosen if isinstance(self.fields[name], forms.MultipleChoiceField) else "".join(chosen[:1])
        if name == "owner":
            return row.owner.code if row.owner else ""  # type: ignore[attr-defined]
        return super().stored_of(name, row)

    @staticmethod
    def logged_as(name: str) -> str:
        """What a change of a field is called in the activity log."""
        return "phase_targets" if name.startswith(PHASE) else "profile" if name.startswith(PROFILE) else name


class DuplicateForm(forms.Form):
    title = TitleField()
    with_answers = forms.TypedChoiceField(
        label=_("Answers"),
        choices=[
            ("yes", _("Copy the answers with their notes and evidence, to say what has changed since")),
            ("no", _("Leave every question open, to begin afresh")),
        ],
        coerce=lambda value: value == "yes",
        initial="yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether to copy the answers.")},
    )


def scopes(pack: QuestionPack) -> list[tuple[str, str]]:
    """Core and full with what each costs; core only where the pack marks some questions and not all."""
    full, core = len(pack.questions), len(pack.core.questions)
    offered = [(ScopeChoice.FULL, full)] if core in {0, full} else [(ScopeChoice.CORE, core), (ScopeChoice.FULL, full)]
    return [(choice.value, f"{choice.label}. {_effort(number)}") for choice, number in offered]


def _effort(number: int) -> str:
    words = {"number": number, "time": duration(minutes_for(number))}
    return ngettext("%(number)d question, %(time)s.", "%(number)d questions, %(time)s.", number) % words


def add_pack_fields(form: forms.BaseForm, pack: QuestionPack) -> None:
    """The target as a choice among the pack's levels, one for each phase, and the questions of its profile."""
    levels = [(level.level, f"{level.level} – {level.name}") for level in pack.scale.levels]
    form.fields["target"].choices = levels  # type: ignore[attr-defined]
    for phase in pack.phases:
        form.fields[f"{PHASE}{phase.id}"] = forms.TypedChoiceField(
            label=phase.title, choices=[("", _("As overall")), *levels], coerce=int, empty_value=None, required=False
        )
    for question in pack.profile:
        options = [(option.id, option.title) for option in question.options]
        if question.multiple:
            field: forms.Field = forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple)
        else:
            field = forms.ChoiceField(choices=[("", _("Not said")), *options])
        field.label, field.required = question.title, False
        form.fields[f"{PROFILE}{question.id}"] = field


def folded(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """The values as an assessment stores them: targets of phases and the profile without what was left empty."""
    values: dict[str, Any] = {"phase_targets": {}, "profile": {}}
    for name, value in cleaned.items():
        if name.startswith(PHASE):
            if value is not None:
                values["phase_targets"][name.removeprefix(PHASE)] = value
        elif name.startswith(PROFILE):
            if value:
                values["profile"][name.removeprefix(PROFILE)] = value if isinstance(value, list) else [value]
        else:
            values[name] = value
    return values
