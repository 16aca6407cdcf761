"""What to do, on the page of results: steps, what to find out, what lapses, what is claimed and not shown, what if."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.choices import StateChoice
from assessments.domain.proof import possible_lifts
from assessments.domain.results import Gap, QuestionResult, Result
from assessments.domain.rulings import LAPSE_DAYS, action_for
from assessments.domain.summary import Summary, summarise
from assessments.domain.what_if import if_closed
from assessments.words import NOTHING, score, written
from catalog.domain.question_pack import Effort, EvidenceClass
from core.rounding import rounded, told_apart
from reports.builders.result_lines import Links, Planned, QuestionLine, question_line
from reports.builders.steps import find_lapsing

MOST_CLAIMS = 6
EFFORTS: dict[Effort, str | Promise] = {
    Effort.SMALL: gettext_lazy("small"),
    Effort.MEDIUM: gettext_lazy("medium"),
    Effort.LARGE: gettext_lazy("large"),
}

type Wanted = Callable[[QuestionResult], bool]
type Verified = Callable[[Summary], Fraction | None]
"""Which score a page is about: the whole's, a phase's or a domain's."""


@dataclass(frozen=True, slots=True)
class Step:
    """A gap at its place in the order. `because` says which question needs it first, if one does."""

    number: str
    line: QuestionLine
    where: str
    risk: str
    action: str
    effort: str
    artifact: str
    because: str
    priority: str
    is_chosen: bool
    planned: Planned | None


def steps_of(result: Result, wanted: Wanted, links: Links, chosen: Collection[str]) -> list[Step]:
    """All gaps in the order to close them, numbered as in the whole assessment."""
    return [
        _step(number, gap, result, links, chosen)
        for number, gap in enumerate(result.gaps, start=1)
        if wanted(gap.result)
    ]


def _step(number: int, gap: Gap, result: Result, links: Links, chosen: Collection[str]) -> Step:
    question, pack = gap.result.question, result.pack
    return Step(
        number=str(number),
        line=question_line(gap.result, result, links),
        where=pack.phase[question.phase].title,
        risk=question.risk,
        action=action_for(gap.result, result),
        effort=str(EFFORTS[question.effort]),
        artifact=pack.artifact[question.artifact].title if question.artifact else "",
        because=_("First, because %(id)s needs it") % {"id": gap.first_for} if gap.first_for else "",
        priority=written(rounded(gap.priority, 1)),
        is_chosen=question.id in chosen,
        planned=links.planned.get(question.id),
    )


@dataclass(frozen=True, slots=True)
class Change:
    title: str
    now: str
    then: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """`of` is what the page is about; `changes` are the other scores that would move."""

    count: int
    sentence: str
    changes: Sequence[Change]


def what_if(result: Result, chosen: Collection[str], verified: Verified, of: str) -> WhatIf:
    """What the verified scores would be if these gaps were closed; nothing is stored."""
    ids = [gap.result.question.id for gap in result.gaps if gap.result.question.id in chosen]
    if not ids:
        return WhatIf(0, "", ())
    then = if_closed(result, ids)
    now, later = _told_apart(verified(summarise(result)), verified(summarise(then)))
    said = {"n": len(ids), "now": now, "then": later, "of": of}
    sentence = ngettext(
        "If this gap is closed and shown, the verified score%(of)s is %(then)s instead of %(now)s.",
        "If these %(n)d gaps are closed and shown, the verified score%(of)s is %(then)s instead of %(now)s.",
        len(ids),
    )
    changes = [
        Change(before.group.title, *_told_apart(before.verified, after.verified))
        for before, after in zip(result.phases, then.phases, strict=True)
        if before.verified != after.verified
    ]
    if of:
        overall = _told_apart(result.overall.verified, then.overall.verified)
        changes = [Change(_("Overall"), *overall)]
    return WhatIf(len(ids), sentence % said, changes)


def _told_apart(now: Fraction | None, then: Fraction | None) -> tuple[str, str]:
    if now is None or then is None:
        return score(now), score(then)
    one, other = told_apart(now, then)
    return written(one), written(other)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    line: QuestionLine
    state: str
    why: str


def open_questions(result: Result, wanted: Wanted, links: Links) -> list[OpenQuestion]:
    return [
        OpenQuestion(question_line(found, result, links), str(StateChoice(found.state.value).label), found.question.why)
        for found in result.find_out
        if wanted(found)
    ]


@dataclass(frozen=True, slots=True)
class LapsingPiece:
    day: date
    title: str
    questions: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Lapsing:
    """`falls` says what becomes of the score if nothing is renewed."""

    days: int
    pieces: Sequence[LapsingPiece]
    falls: str


def lapsing_of(result: Result, wanted: Wanted, verified: Verified, links: Links) -> Lapsing | None:
    found = find_lapsing(result)
    inside = {each.question.id for each in result.questions if wanted(each)}
    pieces = sorted((day, title, id_) for day, id_, title in found.pieces if id_ in inside) if found else []
    if found is None or not pieces:
        return None
    now, then = _told_apart(verified(summarise(result)), verified(found.then))
    if now == then:
        falls = _("If nothing is renewed, the verified score stays at %(now)s.") % {"now": now}
    else:
        said = {"now": now, "then": then}
        falls = _("If nothing is renewed, the verified score falls from %(now)s to %(then)s.") % said
    rows = [
        LapsingPiece(day, title, [(id_, links.to_question(id_)) for _day, _title, id_ in same])
        for (day, title), same in groupby(pieces, key=lambda piece: piece[:2])
    ]
    return Lapsing(LAPSE_DAYS, rows, falls)


@dataclass(frozen=True, slots=True)
class Claim:
    """An answer that claims more than its evidence carries, and what would carry it."""

    line: QuestionLine
    how: str


@dataclass(frozen=True, slots=True)
class Claims:
    """`shown` are the furthest apart of `total`, over `answered` answers."""

    shown: Sequence[Claim]
    total: int
    answered: int


def claims_of(result: Result, wanted: Wanted, links: Links) -> Claims:
    answered = [found for found in result.questions if found.claimed is not None and wanted(found)]
    above = [found for found in answered if found.claimed != found.verified]
    above.sort(key=lambda found: ((found.verified or 0) - (found.claimed or 0), -found.question.impact))
    shown = [Claim(question_line(found, result, links), _how(found, result)) for found in above[:MOST_CLAIMS]]
    return Claims(shown, len(above), len(answered))


def _how(found: QuestionResult, result: Result) -> str:
    sentences = {
        EvidenceClass.DOCUMENT: _("A document would carry %(level)d."),
        EvidenceClass.MEASUREMENT: _("A measurement would carry %(level)d."),
    }
    lifts = possible_lifts(found, result.pack.evidence_caps)
    return " ".join(sentences[lift.evidence_class] % {"level": lift.level} for lift in lifts) or NOTHING
