"""What a review allows: from where which act leads where, and who may do it. docs/review.md has it as a table."""

from __future__ import annotations

from enum import StrEnum

from accounts.domain.roles import Role


class Standing(StrEnum):
    """Where a phase of an assessment stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"

    @property
    def is_locked(self) -> bool:
        """Nobody changes what somebody is looking at, or has put their name to."""
        return self in {Standing.SUBMITTED, Standing.ACCEPTED}


class Act(StrEnum):
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    SEND_BACK = "send_back"
    REOPEN = "reopen"


_STEPS = {
    (Standing.DRAFT, Act.SUBMIT): Standing.SUBMITTED,
    (Standing.SENT_BACK, Act.SUBMIT): Standing.SUBMITTED,
    (Standing.SUBMITTED, Act.WITHDRAW): Standing.DRAFT,
    (Standing.SUBMITTED, Act.ACCEPT): Standing.ACCEPTED,
    (Standing.SUBMITTED, Act.SEND_BACK): Standing.SENT_BACK,
    (Standing.ACCEPTED, Act.REOPEN): Standing.DRAFT,
}
_LEAST = {
    Act.SUBMIT: Role.CONTRIBUTOR,
    Act.WITHDRAW: Role.CONTRIBUTOR,
    Act.ACCEPT: Role.EDITOR,
    Act.SEND_BACK: Role.EDITOR,
    Act.REOPEN: Role.EDITOR,
}


def after(standing: Standing, act: Act) -> Standing | None:
    """Where the act leads; None where it cannot be done from here."""
    return _STEPS.get((standing, act))


def has_right(role: Role, act: Act) -> bool:
    return role.includes(_LEAST[act])


def is_right_person(act: Act, *, is_submitter: bool) -> bool:
    """Whoever submitted takes it back themselves; it is decided by somebody else."""
    if act is Act.WITHDRAW:
        return is_submitter
    return not (is_submitter and act in {Act.ACCEPT, Act.SEND_BACK})


def open_acts(standing: Standing, role: Role, *, is_submitter: bool) -> set[Act]:
    """What this person can do now."""
    return {
        act
        for act in Act
        if after(standing, act) and has_right(role, act) and is_right_person(act, is_submitter=is_submitter)
    }
