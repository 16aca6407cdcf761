"""Scoring version 1: from answers to maturity, claimed and verified, as docs/scoring.md describes it.

Pure and exact. Sums run over whole numbers (see `QuestionPack.whole_weights`) and become fractions at the end.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from assessments.domain.answers import UNANSWERED, Answer, State, Targets
from assessments.domain.evidence import best_cap, judge
from assessments.domain.gaps import order_gaps
from assessments.domain.results import Counts, GroupResult, Overall, QuestionResult, Result
from catalog.domain.question_pack import Domain, Phase, Question, QuestionPack

SCORING_VERSION = 1


def score(pack: QuestionPack, answers: Mapping[str, Answer], targets: Targets, *, as_of: date) -> Result:
    """The result of these answers on this day. Questions without an answer are unanswered."""
    questions = score_questions(pack, pack.questions, answers, targets, as_of=as_of)
    by_phase: dict[str, list[QuestionResult]] = {phase.id: [] for phase in pack.phases}
    by_domain: dict[str, list[QuestionResult]] = {domain.id: [] for domain in pack.domains}
    for result in questions:
        by_phase[result.question.phase].append(result)
        by_domain[result.question.domain].append(result)
    phases = tuple(_group_result(pack, phase, phase.weight, by_phase[phase.id]) for phase in pack.phases)
    domains = tuple(_group_result(pack, domain, None, by_domain[domain.id]) for domain in pack.domains)
    return Result(
        pack=pack,
        scoring_version=SCORING_VERSION,
        as_of=as_of,
        targets=targets,
        overall=_overall(pack, phases, questions),
        counts=_add_counts(phase.counts for phase in phases),
        phases=phases,
        domains=domains,
        questions=tuple(questions),
        gaps=order_gaps(questions, {phase.id: number for number, phase in enumerate(pack.phases)}),
        find_out=tuple(result for result in questions if result.state.is_open),
    )


def score_group(
    pack: QuestionPack, group: Phase | Domain, answers: Mapping[str, Answer], targets: Targets, *, as_of: date
) -> GroupResult:
    """One phase or domain alone, as `score` has it among all of them. Needs only the answers of its questions."""
    asked = pack.asked_in(group)
    weight = group.weight if isinstance(group, Phase) else None
    return _group_result(pack, group, weight, score_questions(pack, asked, answers, targets, as_of=as_of))


def overall_mean(pack: QuestionPack, scores: Mapping[str, Fraction | None]) -> Fraction | None:
    """An overall score from that of each phase, by its id."""
    return _weighted_mean((phase.weight, scores.get(phase.id)) for phase in pack.phases)


def score_questions(
    pack: QuestionPack, questions: Sequence[Question], answers: Mapping[str, Answer], targets: Targets, *, as_of: date
) -> list[QuestionResult]:
    """These questions alone, as `score` has them among all."""
    caps, default_days = pack.evidence_caps, pack.validity_default_days
    target_of = {phase.id: targets.of(phase.id) for phase in pack.phases}
    found = []
    for question in questions:
        answer = answers.get(question.id, UNANSWERED)
        judged = tuple([judge(item, on=as_of, default_days=default_days) for item in answer.evidence])
        cap = best_cap(judged, caps) if judged else caps.none
        claimed = answer.level if answer.state is State.ANSWERED else None
        verified = None if claimed is None else min(claimed, cap)
        target = target_of[question.phase]
        found.append(QuestionResult(question, answer, answer.state, claimed, verified, target, cap, judged))
    return found


def _group_result(
    pack: QuestionPack, group: Phase | Domain, weight: Fraction | None, results: Sequence[QuestionResult]
) -> GroupResult:
    """Weighted means over the questions with a level; the range also fills in the open ones."""
    weights = pack.whole_weights
    answered = not_applicable = unknown = 0
    claimed = verified = target = answered_weight = open_weight = 0
    for result in results:
        w = weights[result.question.id]
        if result.claimed is not None and result.verified is not None:
            answered += 1
            answered_weight += w
            claimed += w * result.claimed
            verified += w * result.verified
            target += w * result.target
        elif result.state is State.NOT_APPLICABLE:
            not_applicable += 1
        else:
            unknown += result.state is State.UNKNOWN
            open_weight += w
    return GroupResult(
        group=group,
        weight=weight,
        questions=tuple(results),
        counts=Counts(answered, not_applicable, unknown, len(results) - answered - not_applicable - unknown),
        claimed=_ratio(claimed, answered_weight),
        verified=_ratio(verified, answered_weight),
        target=_ratio(target, answered_weight),
        low=_ratio(claimed + open_weight * pack.scale.min, answered_weight + open_weight),
        high=_ratio(claimed + open_weight * pack.scale.max, answered_weight + open_weight),
    )


def _overall(pack: QuestionPack, phases: Sequence[GroupResult], questions: Sequence[QuestionResult]) -> Overall:
    verified = _weighted_mean((phase.weight, phase.verified) for phase in phases)
    return Overall(
        claimed=_weighted_mean((phase.weight, phase.claimed) for phase in phases),
        verified=verified,
        target=_weighted_mean((phase.weight, phase.target) for phase in phases),
        low=_weighted_mean((phase.weight, phase.low) for phase in phases),
        high=_weighted_mean((phase.weight, phase.high) for phase in phases),
        percent_to_target=_percent_to_target(pack, questions),
        level=None if verified is None else math.floor(verified),
    )


def _percent_to_target(pack: QuestionPack, questions: Iterable[QuestionResult]) -> Fraction | None:
    """1 − sum(w·max(0, target − verified)) / sum(w·target) over questions with a level: 0 to 1, None for 0/0."""
    weights = pack.whole_weights
    missing = wanted = 0
    for result in questions:
        if result.verified is not None:
            w = weights[result.question.id]
            missing += w * max(0, result.target - result.verified)
            wanted += w * result.target
    return 1 - Fraction(missing, wanted) if wanted else None


def _weighted_mean(pairs: Iterable[tuple[Fraction | None, Fraction | None]]) -> Fraction | None:
    """sum(W·S) / sum(W) over the phases that have a score."""
    total = weight_sum = Fraction(0)
    for weight, value in pairs:
        if weight is not None and value is not None:
            total += weight * value
            weight_sum += weight
    return total / weight_sum if weight_sum else None


def _ratio(numerator: int, denominator: int) -> Fraction | None:
    return Fraction(numerator, denominator) if denominator else None


def _add_counts(counts: Iterable[Counts]) -> Counts:
    return Counts(*map(sum, zip(*counts, strict=True)))
