"""Why a question moved, in sentences that people understand."""

from __future__ import annotations

from django.utils.translation import gettext as _

from assessments.choices import ReasonChoice
from assessments.domain.answers import State
from assessments.domain.causes import Cause, Why
from assessments.domain.comparison import Comparison, QuestionChange
from assessments.domain.results import QuestionResult
from catalog.domain.question_pack import QuestionPack
from core.rounding import exactly
from core.words import lower_first

MOST_PIECES = 3
"""Titles of evidence that a sentence names."""


def causes_text(change: QuestionChange, found: Comparison) -> list[str]:
    """A sentence for each cause, the most important first."""
    return [_said(cause, change, found) for cause in change.causes]


def state_text(found: QuestionResult) -> str:
    """Where a question stands, inside a sentence."""
    if found.claimed is not None:
        return _("level %(level)d") % {"level": found.claimed}
    if found.state is State.NOT_APPLICABLE:
        return _("not applicable")
    return _("not known yet") if found.state is State.UNKNOWN else _("open")


def _said(cause: Cause, change: QuestionChange, found: Comparison) -> str:
    before, after = change.before, change.after
    if after is None:
        return _retired(change.question.id, found.after.pack)
    if before is None:
        return _("Newly asked: %(state)s") % {"state": state_text(after)}
    if cause.why.is_of_evidence:
        return _of_evidence(cause)
    if cause.why in _OF_THE_PACK:
        return _of_the_pack(cause.why, before, after, found)
    return _of_the_answer(cause.why, before, after)


_OF_THE_PACK = frozenset({Why.CAP_CHANGED, Why.TEXT_CHANGED, Why.WEIGHT_CHANGED, Why.PLACE_CHANGED})


def _retired(id_: str, pack: QuestionPack) -> str:
    entry = next((each for each in pack.retired_questions if each.id == id_), None)
    if entry is None:
        return _("No longer asked")
    return _("No longer asked: it went into %(into)s. %(reason)s") % {
        "into": ", ".join(entry.into),
        "reason": entry.reason,
    }


def _of_the_answer(why: Why, before: QuestionResult, after: QuestionResult) -> str:
    was = {"state": state_text(before)}
    match why:
        case Why.NOT_APPLICABLE:
            return _("Set to not applicable: %(reason)s") % {"reason": _ground(after)}
        case Why.APPLIES:
            return _("Applies again; it was not applicable: %(reason)s") % {"reason": _ground(before)}
        case Why.OTHER_GROUND:
            said = {"now": _ground(after), "before": _ground(before)}
            return _("Not applicable for another reason: %(now)s, no longer: %(before)s") % said
        case Why.ANSWERED:
            return _("Answered; it was %(state)s") % was
        case Why.BECAME_UNKNOWN:
            return _("Not known yet; it was %(state)s") % was
        case Why.BECAME_UNANSWERED:
            return _("No longer answered; it was %(state)s") % was
        case Why.LEVEL_RAISED:
            return _("Level raised from %(before)d to %(after)d") % _levels(before, after)
        case Why.LEVEL_LOWERED:
            return _("Level lowered from %(before)d to %(after)d") % _levels(before, after)
        case Why.TARGET_CHANGED:
            return _("Target changed from %(before)d to %(after)d") % {"before": before.target, "after": after.target}
        case _:
            raise ValueError(why)


def _levels(before: QuestionResult, after: QuestionResult) -> dict[str, int | None]:
    return {"before": before.claimed, "after": after.claimed}


def _ground(found: QuestionResult) -> str:
    """Why it does not apply, inside a sentence."""
    reason = found.answer.reason
    return lower_first(str(ReasonChoice(reason.value).label)) if reason else _("no reason given")


def _of_evidence(cause: Cause) -> str:
    said = {"pieces": _pieces(cause)}
    match cause.why:
        case Why.EVIDENCE_LAPSED:
            return _("Evidence lapsed: %(pieces)s") % said
        case Why.EVIDENCE_WITHDRAWN:
            return _("Evidence is no longer cited: %(pieces)s") % said
        case Why.EVIDENCE_UNDATED:
            return _("Evidence no longer has a date that counts: %(pieces)s") % said
        case Why.EVIDENCE_WEAKER:
            return _("Evidence is a document now, no measurement: %(pieces)s") % said
        case Why.EVIDENCE_RENEWED:
            return _("Evidence was renewed: %(pieces)s") % said
        case Why.EVIDENCE_CAME:
            return _("Evidence came: %(pieces)s") % said
        case _:
            return _("Evidence became stronger, a measurement: %(pieces)s") % said


def _pieces(cause: Cause) -> str:
    shown = list(dict.fromkeys(cause.pieces))
    named, more = ", ".join(shown[:MOST_PIECES]), len(shown) - MOST_PIECES
    return _("%(pieces)s and %(more)d more") % {"pieces": named, "more": more} if more > 0 else named


def _of_the_pack(why: Why, before: QuestionResult, after: QuestionResult, found: Comparison) -> str:
    earlier, later = before.question, after.question
    match why:
        case Why.CAP_CHANGED:
            return _("The pack now accepts level %(cap)d at most for what is shown") % {"cap": after.cap}
        case Why.TEXT_CHANGED if earlier.title != later.title:
            version = found.before.pack.version
            return _("Asked in other words; version %(version)s: “%(title)s”") % {
                "version": version,
                "title": earlier.title,
            }
        case Why.TEXT_CHANGED:
            return _("Its levels or criteria were reworded")
        case Why.WEIGHT_CHANGED:
            said = {"before": exactly(earlier.weight), "after": exactly(later.weight)}
            return _("Its weight changed from %(before)s to %(after)s") % said
        case _:
            said = {"before": _place(before, found.before.pack), "after": _place(after, found.after.pack)}
            return _("Moved from %(before)s to %(after)s") % said


def _place(found: QuestionResult, pack: QuestionPack) -> str:
    phase, domain = pack.phase[found.question.phase], pack.domain[found.question.domain]
    return _("%(phase)s, %(domain)s") % {"phase": phase.title, "domain": domain.title}
