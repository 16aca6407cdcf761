"""The executive summary, made of the findings: each sentence says only what the result says.

Numbers in sentences are shown with one decimal, as everywhere; levels are whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter

from assessments.domain.evidence import Standing
from assessments.domain.results import Counts, Gap, GroupResult, Overall, Result
from assessments.domain.rulings import action_for
from catalog.domain.question_pack import Effort
from core.rounding import for_people, percent
from core.words import agree, count, listed, lower_first

WIDEST = 3
EFFORT = {Effort.SMALL: "small", Effort.MEDIUM: "medium", Effort.LARGE: "large"}
WITHOUT = ("answer has", "answers have")


@dataclass(frozen=True, slots=True)
class WideGap:
    """One of the widest gaps and what it puts at risk."""

    question: str
    title: str
    levels: str
    risk: str


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One of the first things to do. `effort` is a word; `because` names the question that needs it first, if any."""

    question: str
    title: str
    action: str
    effort: str
    because: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The headline is a finding. Each list may be empty; its sentences never are. `before_steps` may be, too."""

    headline: str
    where_we_stand: tuple[str, ...]
    claimed_and_verified: tuple[str, ...]
    widest_gaps: tuple[WideGap, ...]
    before_steps: str
    first_steps: tuple[FirstStep, ...]
    not_known: tuple[str, ...]


def summarise(result: Result, organisation: str) -> Summary:
    """The summary of this result, for this organisation or, where that is empty, "the product"."""
    return Summary(
        headline=headline(result),
        where_we_stand=_where_we_stand(result, organisation or "The product"),
        claimed_and_verified=_claimed_and_verified(result),
        widest_gaps=tuple(_wide_gap(gap) for gap in widest_gaps(result)),
        before_steps=_before_steps(result),
        first_steps=tuple(_first_step(gap, result) for gap in result.gaps[:WIDEST]),
        not_known=_not_known(result),
    )


def widest_gaps(result: Result) -> list[Gap]:
    """The three gaps of most levels; of equal ones those with more impact, then those to close first."""
    return sorted(result.gaps, key=lambda gap: (-gap.gap, -gap.result.question.impact))[:WIDEST]


def headline(result: Result, say: Callable[[Fraction | None], str] = for_people, when: str = "today") -> str:
    """The finding in one line; `say` writes a score, and `when` is the day of the result in words."""
    overall, counts = result.overall, result.counts
    if overall.verified is None or overall.target is None:
        if not result.find_out:
            return "Every question is not applicable"
        return "Nothing is answered yet" if counts.unanswered else "Nothing is known yet"
    now = f"{say(overall.verified)} {when} against a target of {say(overall.target)}"
    if is_too_few(counts):
        return f"{now}, from {counts.answered} of {count(counts.total, 'question')}: too few for a verdict"
    behind = [lower_first(group.group.title) for group in furthest_behind(result.domains)]
    if not result.gaps:
        return f"{now}: every answer reaches its target"
    if not behind:
        below = agree(len(result.gaps), "answer is below its own target", "answers are below their own target")
        return f"{now} on average, and {below}"
    return f"{now}, with {listed(behind)} furthest behind"


def is_too_few(counts: Counts) -> bool:
    """Whether what is open weighs more than what is known."""
    return counts.open * 2 > counts.total


def furthest_behind(groups: tuple[GroupResult, ...]) -> list[GroupResult]:
    """The three groups that are most below their target on average, widest first."""
    behind = [(_shortfall(group), group) for group in groups]
    return [group for gap, group in sorted(behind, key=lambda pair: -pair[0])[:WIDEST] if gap > 0]


def _shortfall(group: GroupResult) -> Fraction:
    if group.target is None or group.verified is None:
        return Fraction(0)
    return group.target - group.verified


def _where_we_stand(result: Result, name: str) -> tuple[str, ...]:
    overall, scale = result.overall, result.pack.scale
    if overall.verified is None or overall.level is None:
        return (f"{name} has no score yet: no question is answered with a level.", _settled(result.counts))
    at = "just under" if is_rounded_up_a_level(overall) else "at"
    score = f"{name} stands {at} {for_people(overall.verified)} of {scale.max} after its evidence was checked"
    sentences = [
        f"{score}: level {overall.level}, {scale.name(overall.level)}.",
        f"The target is {for_people(overall.target)}.",
    ]
    if overall.percent_to_target is not None:
        share = percent(overall.percent_to_target)
        sentences.append(f"Question by question, {share} percent of what the targets ask for is reached.")
    settled = [phase for phase in result.phases if not is_too_few(phase.counts)]
    scored = [(phase.verified, phase.group.title) for phase in settled if phase.verified is not None]
    if len({for_people(value) for value, _ in scored}) > 1:
        best, worst = max(scored, key=itemgetter(0)), min(scored, key=itemgetter(0))
        strongest = f"The strongest phase is {best[1]} at {for_people(best[0])}"
        sentences.append(f"{strongest}, the weakest {worst[1]} at {for_people(worst[0])}.")
    return (*sentences, _settled(result.counts))


def is_rounded_up_a_level(overall: Overall) -> bool:
    """Whether the score as shown looks like the next level: 3.96 is shown as 4.0, and is level 3."""
    return overall.level is not None and Fraction(for_people(overall.verified)) >= overall.level + 1


def _settled(counts: Counts) -> str:
    if counts.answered == counts.total > 1:
        return f"All {counts.total} questions have a level."
    parts = [
        agree(number, *words)
        for number, words in (
            (counts.answered, ("has a level", "have a level")),
            (counts.not_applicable, ("is not applicable", "are not applicable")),
            (counts.open, ("is open", "are open")),
        )
        if number
    ]
    return f"Of {count(counts.total, 'question')}, {listed(parts)}."


def _claimed_and_verified(result: Result) -> tuple[str, ...]:
    overall = result.overall
    if overall.verified is None:
        return ()
    answered = [found for found in result.questions if found.claimed is not None]
    above = [found for found in answered if found.claimed != found.verified]
    claimed = f"The answers claim {for_people(overall.claimed)}"
    sentences = [f"{claimed}; {for_people(overall.verified)} is left once evidence is checked."]
    if not above:
        sentences = [f"{claimed}, and none claims more than is accepted for its evidence."]
    elif len(answered) > 1:
        how_many = agree(len(above), "claims", "claim")
        sentences.append(f"Of {count(len(answered), 'answer')}, {how_many} more than is accepted for their evidence.")
    bare = sum(not any(judged.counts for judged in found.evidence) for found in answered)
    if bare:
        cap = result.pack.evidence_caps.none
        none = f"None of the {bare} answers has" if bare == len(answered) > 1 else f"{agree(bare, *WITHOUT)} no"
        evidence = "evidence that counts on this day"
        sentences.append(f"{none} {evidence}; without it, level {cap} is the most that is accepted.")
    return (*sentences, *_evidence_that_does_not_count(result))


def _evidence_that_does_not_count(result: Result) -> tuple[str, ...]:
    judged = [item for found in result.questions for item in found.evidence]
    said = {Standing.LAPSED: ("has lapsed", "have lapsed"), Standing.NO_DATE: ("has no date", "have no date")}
    said[Standing.FUTURE] = ("lies in the future", "lie in the future")
    numbers = {standing: sum(item.standing is standing for item in judged) for standing in said}
    parts = [agree(number, *said[standing]) for standing, number in numbers.items() if number]
    if not parts:
        return ()
    total = f"Of {count(len(judged), 'piece')} of evidence"
    if len(parts) == 1:
        return (f"{total}, {parts[0]} and {'does' if sum(numbers.values()) == 1 else 'do'} not count.",)
    return (f"{total}, {sum(numbers.values())} do not count: {listed(parts)}.",)


def _wide_gap(gap: Gap) -> WideGap:
    result = gap.result
    return WideGap(
        question=result.question.id,
        title=result.question.title,
        levels=f"level {result.verified} verified, target {result.target}",
        risk=result.question.risk,
    )


def _before_steps(result: Result) -> str:
    """Where most is open, closing gaps is not what comes first."""
    if not result.gaps or not is_too_few(result.counts):
        return ""
    settle = f"settle the {count(result.counts.open, 'open question')} first, with those who know"
    return f"Most is not answered yet: {settle}. What is known already asks for this:"


def _first_step(gap: Gap, result: Result) -> FirstStep:
    """In words that tell something to who does not know the questions by their ids."""
    question = gap.result.question
    later = result.pack.question[gap.first_for].title if gap.first_for else ""
    because = f"first, because “{later}” ({gap.first_for}) needs it" if later else ""
    return FirstStep(question.id, question.title, action_for(gap.result, result), EFFORT[question.effort], because)


def _not_known(result: Result) -> tuple[str, ...]:
    counts, overall = result.counts, result.overall
    if not counts.open:
        return ("No question is open.",) if counts.answered else ()
    if counts.unknown and counts.unanswered:
        split = f"{counts.unknown} not known to those who answered, {counts.unanswered} not answered"
        sentences = [f"{counts.open} questions are open: {split}."]
    elif counts.unknown:
        sentences = [f"{agree(counts.unknown, 'question is', 'questions are')} not known to those who answered."]
    else:
        sentences = [f"{agree(counts.unanswered, 'question is', 'questions are')} not answered yet."]
    if overall.low is not None:
        low, high = for_people(overall.low), for_people(overall.high)
        sentences.append(f"Whatever they turn out to be, the claimed score will lie between {low} and {high}.")
    by_open = sorted(result.phases, key=lambda phase: -phase.counts.open)
    if counts.answered and len(by_open) > 1 and by_open[0].counts.open > by_open[1].counts.open:
        sentences.append(f"The phase {by_open[0].group.title} has most of them, {by_open[0].counts.open}.")
    return tuple(sentences)
