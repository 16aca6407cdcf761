"""The parts of a model, each in a form of its own. What was changed by others meanwhile is told by the version."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from core.forms import RevisionForm
from core.models import Revisioned
from vendors.domain.model import TOP
from vendors.forms.texts import LineField, TextField
from vendors.models import CriteriaGroup, Criterion, Gate, ModelVersion

ANCHOR = "anchor_"
LEVEL = "level_"


class PartForm(RevisionForm):
    """Of one part, which is there already or, with `key` empty, is to be added to the version."""

    model: type[CriteriaGroup | Criterion | Gate]

    class Meta:
        model = ModelVersion
        fields: list[str] = []

    def __init__(self, data: Any = None, *, version: ModelVersion, part: Any = None, **first: Any) -> None:
        self.version, self.part, self.first = version, part, first
        super().__init__(data, instance=version)
        self.prepare(version)
        self.show_stored(version)

    def prepare(self, version: ModelVersion) -> None:
        """What the fields offer depends on the version."""

    def is_of_model(self, name: str) -> bool:
        return name != "revision"

    def stored_of(self, name: str, row: Revisioned) -> Any:
        """As the part is by then in `row`; whoever adds one begins with `first`, whatever else has changed."""
        if self.part is None:
            return self.first.get(name, self.fields[name].initial)
        part = self.part
        if row is not self.version:
            part = self.model._base_manager.filter(version=row.pk, key=part.key).first() or part
        return self.field_of(name, part)

    def field_of(self, name: str, part: Any) -> Any:
        return model_to_dict(part, fields=[name])[name]


class GroupForm(PartForm):
    model = CriteriaGroup
    title = LineField(label=_("Title"), error_messages={"required": _("Give the group a title.")})
    minimum = forms.IntegerField(
        label=_("Minimum value"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("From 0 to 100. A vendor whose value in this group is lower is excluded, whatever its total."),
    )


class CriterionForm(PartForm):
    model = Criterion
    title = LineField(label=_("Title"), error_messages={"required": _("Give the criterion a title.")})
    group = forms.ChoiceField(label=_("Group"))
    question = TextField(label=_("Question to the vendor"), required=False)
    asks_vendor = forms.BooleanField(
        label=_("Put the question to the vendors"),
        required=False,
        initial=True,
        help_text=_("Without it, evaluators find out for themselves."),
    )
    evidence_kinds = forms.MultipleChoiceField(
        label=_("Evidence that would show it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_applicable = forms.BooleanField(
        label=_("It applies"),
        required=False,
        initial=True,
        help_text=_("What does not apply is left out for all vendors alike, and the others share its weight."),
    )
    not_applicable_reason = TextField(label=_("Why it does not apply"), required=False, rows=2)

    def prepare(self, version: ModelVersion) -> None:
        self.groups = {group.key: group for group in version.groups.all()}
        self.fields["group"].choices = [(key, row.title) for key, row in self.groups.items()]  # type: ignore[attr-defined]
        kinds = version.evidence_kinds
        self.fields["evidence_kinds"].choices = list(kinds.items())  # type: ignore[attr-defined]
        if not kinds:
            del self.fields["evidence_kinds"]
        for level in range(TOP + 1):
            self.fields[f"{ANCHOR}{level}"] = TextField(
                label=_("%(level)d") % {"level": level},
                required=False,
                rows=2,
                help_text=version.levels[level] if level < len(version.levels) else "",
            )

    def anchors(self) -> list[Any]:
        return [self[f"{ANCHOR}{level}"] for level in range(TOP, -1, -1)]

    def field_of(self, name: str, part: Criterion) -> Any:
        if name.startswith(ANCHOR):
            level = int(name.removeprefix(ANCHOR))
            return part.anchors[level] if level < len(part.anchors) else ""
        if name == "group":
            return part.group.key
        return super().field_of(name, part)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("is_applicable") and not cleaned.get("not_applicable_reason"):
            self.add_error("not_applicable_reason", ValidationError(_("Say why the criterion does not apply.")))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        anchors = [values.pop(f"{ANCHOR}{level}") for level in range(TOP + 1)]
        if values["is_applicable"]:
            values["not_applicable_reason"] = ""
        return {**values, "anchors": anchors, "group": self.groups[values["group"]]}


class GateForm(PartForm):
    model = Gate
    text = TextField(label=_("What must be"), error_messages={"required": _("Say what a vendor must fulfil.")})
    how_to_check = TextField(label=_("How to check it"), required=False)
    criterion = forms.ChoiceField(
        label=_("Belongs to"), required=False, help_text=_("It stands beside this criterion where scores are given.")
    )

    def prepare(self, version: ModelVersion) -> None:
        offered = [(each.key, each.title) for group in version.groups.all() for each in group.criteria.all()]
        self.fields["criterion"].choices = [("", _("No criterion")), *offered]  # type: ignore[attr-defined]


class ScaleForm(RevisionForm):
    """What the levels mean in general, what a claim counts at most, and the kinds of evidence."""

    evidence_kinds = TextField(
        label=_("Kinds of evidence"),
        required=False,
        rows=6,
        help_text=_("One a line, such as “Reference call”. Each criterion can then say which of them would show it."),
    )

    class Meta:
        model = ModelVersion
        fields = ["unproven_cap"]
        help_texts = {"unproven_cap": _("A score that rests on a claim nobody verified counts as this level at most.")}

    def __init__(self, data: Any = None, *, version: ModelVersion) -> None:
        super().__init__(data, instance=version)
        for level in range(TOP + 1):
            self.fields[f"{LEVEL}{level}"] = LineField(
                label=_("Level %(level)d means") % {"level": level}, required=False, max_length=300
            )
        self.fields["unproven_cap"] = forms.TypedChoiceField(
            label=_("Most that a claim counts"),
            coerce=int,
            choices=[(level, str(level)) for level in range(TOP + 1)],
            help_text=self.fields["unproven_cap"].help_text,
        )
        self.order_fields([*(f"{LEVEL}{level}" for level in range(TOP, -1, -1)), "unproven_cap", "evidence_kinds"])
        self.show_stored(version)

    def is_of_model(self, name: str) -> bool:
        return name != "revision"

    def stored_of(self, name: str, row: Revisioned) -> Any:
        assert isinstance(row, ModelVersion)
        if name.startswith(LEVEL):
            level = int(name.removeprefix(LEVEL))
            return row.levels[level] if level < len(row.levels) else ""
        if name == "evidence_kinds":
            return "\n".join(row.evidence_kinds.values())
        return super().stored_of(name, row)

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        levels = [values.pop(f"{LEVEL}{level}") for level in range(TOP + 1)]
        titles = [line.strip() for line in values["evidence_kinds"].splitlines() if line.strip()]
        return {**values, "levels": levels if any(levels) else [], "evidence_kinds": self._kinds(titles)}

    def _kinds(self, titles: list[str]) -> dict[str, str]:
        """By the ids that they have already; a new one gets its number."""
        assert isinstance(self.stored, ModelVersion)
        known = {title: id_ for id_, title in self.stored.evidence_kinds.items()}
        found: dict[str, str] = {}
        for title in dict.fromkeys(titles):
            number = len(found) + 1
            while (fresh := f"kind_{number}") in found or fresh in known.values():
                number += 1
            found[known.get(title, fresh)] = title
        return found
