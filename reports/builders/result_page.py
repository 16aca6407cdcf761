"""The results of an assessment as a page shows them: of the whole, or of one phase or domain."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.results import Counts, GroupResult, Measure, Overall, QuestionResult, Result
from assessments.domain.summary import Summary
from assessments.words import score
from core.charts.lines import draw_axis, draw_scale
from core.rounding import percent
from reports.builders.assessment import sorted_by_gap
from reports.builders.charts import draw_radar, scale_of, score_row
from reports.builders.result_lines import (
    SHOWN,
    GroupLine,
    HeatLine,
    Links,
    Number,
    QuestionLine,
    group_lines,
    heat_lines,
    number_of,
    question_lines,
    reach_of,
)
from reports.builders.result_steps import (
    Claims,
    Lapsing,
    OpenQuestion,
    Step,
    WhatIf,
    claims_of,
    lapsing_of,
    open_questions,
    steps_of,
    what_if,
)
from reports.domain.summary import headline, is_rounded_up_a_level

FIRST_STEPS = 10
RADAR_WIDTH = 400
"""On a phone it is about as wide, so that its letters keep their size."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers at the top. `low` and `high` are None where nothing is open."""

    verified: Number
    claimed: Number
    target: Number
    low: Number | None
    high: Number | None
    level_name: str
    difference: str
    percent: str
    counts: Counts
    with_evidence: int
    far_below: int
    scale: SafeString


@dataclass(frozen=True, slots=True)
class Charts:
    """Of the whole assessment. Phases and domains stand with the widest gap first."""

    phases: Sequence[GroupLine]
    domains: Sequence[GroupLine]
    radar: SafeString
    heat: Sequence[HeatLine]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """`charts` are there for the whole, `questions` for a part of it."""

    headline: str
    figures: Figures
    axis: SafeString
    charts: Charts | None
    questions: Sequence[QuestionLine]
    claims: Claims
    first: Sequence[Step]
    later: Sequence[Step]
    what_if: WhatIf
    find_out: Sequence[OpenQuestion]
    lapsing: Lapsing | None

    @property
    def has_score(self) -> bool:
        return bool(self.figures.verified.terms)


def build_page(result: Result, links: Links, chosen: Collection[str], when: str) -> ResultPage:
    """Of the whole assessment; `chosen` are the gaps to close in thought, `when` the day in words, such as today."""
    scale = scale_of(result.pack)
    charts = Charts(
        phases=group_lines(sorted_by_gap(result.phases), "phase", links, scale),
        domains=group_lines(sorted_by_gap(result.domains), "domain", links, scale),
        radar=draw_radar(result, score, RADAR_WIDTH),
        heat=heat_lines(result, links),
    )
    found = steps_of(result, _any, links, chosen)
    return ResultPage(
        headline=headline(result, score, when),
        figures=_figures(result, result.overall, result.questions, "overall", _("Overall")),
        axis=SafeString(draw_axis(scale)),
        charts=charts if result.overall.verified is not None else None,
        questions=(),
        claims=claims_of(result, _any, links),
        first=found[:FIRST_STEPS],
        later=found[FIRST_STEPS:],
        what_if=what_if_whole(result, chosen),
        find_out=open_questions(result, _any, links),
        lapsing=lapsing_of(result, _any, _overall, links),
    )


def build_group_page(
    result: Result, kind: str, id_: str, links: Links, chosen: Collection[str], when: str
) -> ResultPage:
    """Of one phase or domain."""
    group = group_in(result, kind, id_)
    inside = {found.question.id for found in group.questions}

    def wanted(found: QuestionResult) -> bool:
        return found.question.id in inside

    def verified(of: Summary) -> Fraction | None:
        return _verified_of_group(of, kind, id_)

    found = steps_of(result, wanted, links, chosen)
    return ResultPage(
        headline=_group_headline(group, when),
        figures=_figures(result, group, group.questions, f"{kind}:{id_}", group.group.title),
        axis=SafeString(draw_axis(scale_of(result.pack))),
        charts=None,
        questions=question_lines(group.questions, result, links),
        claims=claims_of(result, wanted, links),
        first=found[:FIRST_STEPS],
        later=found[FIRST_STEPS:],
        what_if=what_if_group(result, kind, id_, chosen),
        find_out=open_questions(result, wanted, links),
        lapsing=lapsing_of(result, wanted, verified, links),
    )


def what_if_whole(result: Result, chosen: Collection[str]) -> WhatIf:
    return what_if(result, chosen, _overall, "")


def what_if_group(result: Result, kind: str, id_: str, chosen: Collection[str]) -> WhatIf:
    of = _(" of %(title)s") % {"title": group_in(result, kind, id_).group.title}
    return what_if(result, chosen, lambda each: _verified_of_group(each, kind, id_), of)


def group_in(result: Result, kind: str, id_: str) -> GroupResult:
    groups = result.phases if kind == "phase" else result.domains
    return next(group for group in groups if group.group.id == id_)


def _any(_found: QuestionResult) -> bool:
    return True


def _overall(summary: Summary) -> Fraction | None:
    return summary.overall.scores.verified


def _verified_of_group(summary: Summary, kind: str, id_: str) -> Fraction | None:
    return (summary.phases if kind == "phase" else summary.domains)[id_].scores.verified


def _figures(
    result: Result, scored: GroupResult | Overall, questions: Sequence[QuestionResult], place: str, title: str
) -> Figures:
    verified, claimed, target = (number_of(scored, measure, place) for measure in SHOWN)
    counts = result.counts if isinstance(scored, Overall) else scored.counts
    is_settled = not reach_of(scored)
    drawn = draw_scale(score_row(title, scored, score), slug="scale", title=title, scale=scale_of(result.pack))
    share = scored.percent_to_target if isinstance(scored, Overall) else None
    difference = None
    if scored.claimed is not None and scored.verified is not None and scored.claimed != scored.verified:
        difference = scored.claimed - scored.verified
    return Figures(
        verified=verified,
        claimed=claimed,
        target=target,
        low=None if is_settled else number_of(scored, Measure.LOW, place),
        high=None if is_settled else number_of(scored, Measure.HIGH, place),
        level_name=_level_name(result, verified, scored),
        difference="" if difference is None else score(difference),
        percent="" if share is None else percent(share),
        counts=counts,
        with_evidence=sum(
            found.claimed is not None and any(item.counts for item in found.evidence) for found in questions
        ),
        far_below=sum(found.gap > 1 for found in questions),
        scale=SafeString(drawn),
    )


def _level_name(result: Result, verified: Number, scored: GroupResult | Overall) -> str:
    if verified.level is None:
        return ""
    name = result.pack.scale.name(verified.level)
    if isinstance(scored, Overall) and is_rounded_up_a_level(scored):
        return _("%(level)s, just under the next") % {"level": name}
    return name


def _group_headline(group: GroupResult, when: str) -> str:
    title, counts = group.group.title, group.counts
    if group.verified is None:
        if not counts.open:
            return _("%(title)s: not applicable as a whole") % {"title": title}
        return _("%(title)s: no question is answered with a level yet") % {"title": title}
    said = {
        "title": title,
        "when": when,
        "verified": score(group.verified),
        "target": score(group.target),
        "behind": sum(found.gap > 0 for found in group.questions),
        "answered": counts.answered,
    }
    if not said["behind"]:
        return _("%(title)s: %(verified)s %(when)s, and every answer reaches its target") % said
    sentence = ngettext(
        "%(title)s: %(verified)s %(when)s against a target of %(target)s, "
        "%(behind)d of %(answered)d answer below its own",
        "%(title)s: %(verified)s %(when)s against a target of %(target)s, "
        "%(behind)d of %(answered)d answers below theirs",
        counts.answered,
    )
    return sentence % said
