"""Evidence as people describe it. The forms check, operations write."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Workspace
from catalog.domain.question_pack import EvidenceClass, EvidenceKind
from core.forms import RevisionField, RevisionForm
from evidence.choices import ClassChoice
from evidence.forms.facts import NOWHERE, FactsForm, UploadForm, observed_field, title_field, validity_field
from evidence.models import Evidence
from evidence.models.evidence import DEFAULT_VALIDITY

_CLASS = _("Choose document or measurement.")


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def __init__(self, **options: Any) -> None:
        super().__init__(
            User.objects.none(),
            required=False,
            empty_label=_("Nobody"),
            error_messages={"invalid_choice": _("This person does not belong to the workspace.")},
            **options,
        )


def owner_field() -> PersonField:
    return PersonField(label=_("Owner"), help_text=_("Is reminded before it lapses."))


def members_of(workspace: Workspace, *, and_also: int | None = None) -> Any:
    """`and_also` is the key of who may have left."""
    return (
        User.objects.filter(Q(memberships__workspace=workspace, is_service=False) | Q(pk=and_also))
        .distinct()
        .order_by("name", "email")
    )


class NewEvidenceForm(UploadForm):
    """For a page of its own, and beside an answer: there `kinds` are those of the question, and take the class's place.

    `default_validity` is that of the pack. `values` is what `add_evidence` takes.
    """

    title = title_field()
    evidence_class = forms.ChoiceField(
        label=_("Class"),
        choices=ClassChoice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _CLASS, "invalid_choice": _CLASS},
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        error_messages={"required": _("Choose what it is."), "invalid_choice": _("Choose what it is.")},
    )
    observed_date = observed_field()
    validity_days = validity_field()
    owner = owner_field()
    field_order = [
        "title",
        "evidence_class",
        "kind",
        "upload",
        "link",
        "reference",
        "observed_date",
        "validity_days",
        "owner",
    ]

    def __init__(
        self,
        *arguments: Any,
        workspace: Workspace,
        kinds: Sequence[EvidenceKind] = (),
        typical: Collection[str] = (),
        default_validity: int = DEFAULT_VALIDITY,
        **keywords: Any,
    ) -> None:
        super().__init__(*arguments, **keywords)
        self.today = workspace.today
        self.fields["observed_date"].widget.attrs["max"] = self.today
        self.fields["validity_days"].initial = default_validity
        self.fields["owner"].queryset = members_of(workspace)  # type: ignore[attr-defined]
        self.kinds = {kind.id: kind for kind in kinds}
        if kinds:
            del self.fields["evidence_class"]
            self.fields["kind"].choices = _kind_choices(kinds, typical)  # type: ignore[attr-defined]
        else:
            del self.fields["kind"]

    @property
    def values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        if self.kinds:
            chosen = self.kinds.get(values["kind"])
            values["evidence_class"] = chosen.evidence_class.value if chosen else values["kind"]
            values["kind"] = chosen.id if chosen else ""
        return values


def _kind_choices(kinds: Sequence[EvidenceKind], typical: Collection[str]) -> list[tuple[str, Any]]:
    """What is typical first, then the others; in both by class, each with a choice for what the pack does not name.

    No kind has the id of a class: ids are unique.
    """
    groups: list[tuple[str, Any]] = [("", _("Choose what it is"))]
    expected = {
        EvidenceClass.DOCUMENT: _("Typical for this question: documents"),
        EvidenceClass.MEASUREMENT: _("Typical for this question: measurements"),
    }
    for class_, heading in expected.items():
        if of_class := [
            (kind.id, kind.title) for kind in kinds if kind.evidence_class is class_ and kind.id in typical
        ]:
            groups.append((str(heading), of_class))
    other = {
        EvidenceClass.DOCUMENT: (ClassChoice.DOCUMENT.label, _("Another document")),
        EvidenceClass.MEASUREMENT: (ClassChoice.MEASUREMENT.label, _("Another measurement")),
    }
    for class_, (label, another) in other.items():
        of_class = [(kind.id, kind.title) for kind in kinds if kind.evidence_class is class_ and kind.id not in typical]
        groups.append((str(label), [*of_class, (class_.value, another)]))
    return groups


class ChangeEvidenceForm(FactsForm, RevisionForm):
    """What is said of the current version; another file is another version."""

    title = title_field()
    observed_date = observed_field()
    validity_days = validity_field()
    owner = owner_field()

    class Meta:
        model = Evidence
        fields = ["title", "evidence_class", "link", "reference", "observed_date", "validity_days", "owner"]
        labels = {"evidence_class": _("Class")}
        widgets = {"evidence_class": forms.RadioSelect}
        error_messages = {"evidence_class": {"required": _CLASS}}

    def __init__(self, *arguments: Any, instance: Evidence, **keywords: Any) -> None:
        super().__init__(*arguments, instance=instance, **keywords)
        self.today = instance.workspace.today
        self.fields["observed_date"].widget.attrs["max"] = self.today
        self.fields["evidence_class"].choices = ClassChoice.choices  # type: ignore[attr-defined]
        self.fields["owner"].queryset = members_of(  # type: ignore[attr-defined]
            instance.workspace, and_also=instance.owner_id
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.instance.stored_file_id and not self.has_place():
            self.add_error(None, NOWHERE)
        return cleaned


class ReplaceEvidenceForm(UploadForm):
    """The next version. Its fields begin empty: what was true of the last one need not be of this."""

    revision = RevisionField()
    observed_date = observed_field()
    validity_days = validity_field()
    field_order = ["upload", "link", "reference", "observed_date", "validity_days", "revision"]

    # As components/form_errors.html asks for.
    is_stale = False
    saved_by = ""

    def __init__(self, *arguments: Any, evidence: Evidence, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.initial.update(revision=evidence.revision, validity_days=evidence.validity_days)
        self.today = evidence.workspace.today
        self.fields["observed_date"].widget.attrs["max"] = self.today

    @property
    def seen(self) -> int:
        return int(self.cleaned_data["revision"])

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def begin_again_at(self, revision: int) -> None:
        """Somebody else was first: what was typed stays, and the next attempt has seen what is stored now."""
        self.is_stale = True
        data = cast(QueryDict, self.data).copy()
        data["revision"] = str(revision)
        self.data = data
