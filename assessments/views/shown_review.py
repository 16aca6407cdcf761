"""A review in words, and what the person who looks can do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from accounts.domain.roles import Role
from accounts.models import User
from assessments.domain.review import Act, Standing, open_acts
from assessments.queries.reviews import PhaseReview


@dataclass(frozen=True, slots=True)
class Button:
    act: Act
    label: str | Promise
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """Acts that are possible together: for the same person, from the same standing."""

    buttons: Sequence[Button]
    hint: str | Promise
    label: str | Promise
    is_needed: bool = False


KINDS = (
    Kind(
        (Button(Act.ACCEPT, _lazy("Accept"), True), Button(Act.SEND_BACK, _lazy("Send back"), False)),
        _lazy("What you accept is locked until somebody reopens it. To send it back, say what is to be changed."),
        _lazy("What you have to say about it"),
    ),
    Kind(
        (Button(Act.SUBMIT, _lazy("Submit for review"), True),),
        _lazy("Nobody changes its answers until another owner or editor has decided, or you take it back."),
        _lazy("What the reviewer should know"),
    ),
    Kind(
        (Button(Act.WITHDRAW, _lazy("Take it back"), False),),
        _lazy("You submitted it, so somebody else decides. Taken back, its answers can be changed again."),
        _lazy("Why"),
    ),
    Kind(
        (Button(Act.REOPEN, _lazy("Reopen"), False),),
        _lazy("It is no longer accepted then, and its answers can be changed. Who submitted and who accepted is told."),
        _lazy("Why"),
        is_needed=True,
    ),
)


@dataclass(frozen=True, slots=True)
class OfferedForm:
    """For these phases, in one go. `typed` is what was sent with it and was not enough."""

    title: str
    kind: Kind
    phases: Sequence[PhaseReview]
    typed: str = ""

    @property
    def decides(self) -> bool:
        return any(button.act is Act.ACCEPT for button in self.kind.buttons)

    @property
    def seen(self) -> list[str]:
        return [f"{each.phase.id}:{each.review.revision}" for each in self.phases]


def offered_forms(
    phases: Sequence[PhaseReview], person: User, role: Role, *, sent: str = "", typed: str = ""
) -> list[OfferedForm]:
    """For each of what can be done the phases for which this person can do it now; deciding comes first.

    `sent` is the act of the form that was sent, with what was typed there.
    """
    found = []
    for kind in KINDS:
        fitting = [each for each in phases if kind.buttons[0].act in _acts(each, person, role)]
        if fitting:
            title = fitting[0].phase.title if len(fitting) == 1 else _sections(len(fitting))
            is_sent = any(button.act == sent for button in kind.buttons)
            found.append(OfferedForm(title, kind, fitting, typed if is_sent else ""))
    return found


def _acts(each: PhaseReview, person: User, role: Role) -> set[Act]:
    acts = open_acts(each.standing, role, is_submitter=each.review.submitted_by_id == person.pk)
    return acts - {Act.SUBMIT} if each.unanswered else acts


def _sections(count: int) -> str:
    return ngettext("%(count)d section", "%(count)d sections", count) % {"count": count}


def heading(phases: Sequence[PhaseReview]) -> str:
    total = len(phases)
    accepted, waiting = (
        sum(each.standing is standing for each in phases) for standing in (Standing.ACCEPTED, Standing.SUBMITTED)
    )
    if accepted == total:
        return _("Every section is accepted")
    if waiting:
        said = ngettext("%(count)d section waits for review", "%(count)d sections wait for review", waiting)
        return said % {"count": waiting}
    if accepted:
        return _("%(count)d of %(total)d sections are accepted") % {"count": accepted, "total": total}
    return _("Nothing is submitted for review yet")
