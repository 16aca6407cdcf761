"""What is to become of several actions, and which ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.codes import is_code
from core.models.revisions import LAST_REVISION
from roadmap.choices import ActionStateChoice, EffortChoice
from roadmap.forms.days import DayField
from roadmap.models import Roadmap
from roadmap.operations.changing import Changes, Seen
from roadmap.queries.roadmaps import people_of
from roadmap.queries.wanted import NOBODY

MOST_DAYS = 1000
LEAVE = ("", _("Leave as it is"))


class ChangeForm(forms.Form):
    """`seen` are the ticked actions with the revisions that were seen, each as CODE:REVISION."""

    to_state = forms.ChoiceField(label=_("State"), choices=[LEAVE, *ActionStateChoice.choices], required=False)
    to_owner = forms.ChoiceField(label=_("Owner"), required=False)
    to_phase = forms.ChoiceField(label=_("Phase"), required=False)
    to_effort = forms.ChoiceField(label=_("Effort"), choices=[LEAVE, *EffortChoice.choices], required=False)
    shift_days = forms.IntegerField(
        label=_("Move days by"),
        help_text=_("Start and due day together; with a minus to earlier ones."),
        required=False,
        min_value=-MOST_DAYS,
        max_value=MOST_DAYS,
    )
    to_due = DayField(label=_("Due"))
    delete = forms.BooleanField(label=_("Delete them"), required=False)

    def __init__(self, data: Any = None, *, roadmap: Roadmap, picks: Iterable[str] = ()) -> None:
        super().__init__(data)
        self.seen: Seen = dict(filter(None, map(_seen, picks)))
        self.people = {person.code: person for person in people_of(roadmap)}
        names = [(code, str(person)) for code, person in self.people.items()]
        phases = [(phase.id, phase.title) for phase in roadmap.questions.phases]
        self.fields["to_owner"].choices = [LEAVE, (NOBODY, _("Nobody")), *names]  # type: ignore[attr-defined]
        self.fields["to_phase"].choices = [LEAVE, *phases]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = self.cleaned_data
        if not self.seen:
            raise ValidationError(_("Tick the actions that are to be changed."))
        if not self.errors and not any(found.values()):
            raise ValidationError(_("Say what is to become of them."))
        if found.get("shift_days") and found.get("to_due"):
            self.add_error("to_due", _("Either move the days or set one."))
        if found.get("delete") and any(value for name, value in found.items() if name != "delete"):
            self.add_error("delete", _("What is deleted cannot be changed as well."))
        return found

    @property
    def changes(self) -> Changes:
        found = self.cleaned_data
        owner: User | None = self.people.get(found["to_owner"])
        return Changes(
            state=found["to_state"],
            owner=owner if found["to_owner"] else ...,
            phase=found["to_phase"],
            shift_days=found["shift_days"] or 0,
            due_date=found["to_due"],
            effort=found["to_effort"],
            is_deleted=found["delete"],
        )


def _seen(pick: str) -> tuple[str, int] | None:
    code, _colon, revision = pick.partition(":")
    if is_code(code) and revision.isdecimal() and len(revision) <= 10 and int(revision) <= LAST_REVISION:
        return code, int(revision)
    return None
