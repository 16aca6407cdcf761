"""From a scored assessment to the report's document."""

from __future__ import annotations

from fractions import Fraction

from django.utils.formats import date_format
from django.utils.text import Truncator

from assessments.domain.answers import Scope
from assessments.domain.results import GroupResult, Measure, Result
from assessments.domain.submission import Submission
from catalog.domain.question_pack import EvidenceCaps, QuestionPack
from core.colour import accent
from core.rounding import exactly, for_people, percent, rounded
from core.words import count, listed
from reports.builders.author_text import author_text
from reports.builders.changes import build_changes
from reports.builders.charts import build_charts
from reports.builders.questions import build_open_question, build_question
from reports.builders.steps import build_due, build_effect, build_gaps, build_lapses, build_next_steps, by_impact
from reports.document import (
    AssessmentReport,
    Cover,
    Figure,
    GateLine,
    LevelRow,
    PhaseChapter,
    ScoreRow,
    TermRow,
    TermTable,
)
from reports.domain.baseline import Baseline
from reports.domain.options import Detail, ReportOptions
from reports.domain.summary import is_rounded_up_a_level, summarise

LONG_NAME = 45
"""Characters of a name that fit two lines of the cover in large letters."""
LONGEST_RUNNING_TITLE = 90
MEASURES = (Measure.CLAIMED, Measure.VERIFIED, Measure.TARGET)


def build_report(
    result: Result,
    submission: Submission,
    options: ReportOptions,
    *,
    pack_hash: str,
    content_hash: str,
    baseline: Baseline | None = None,
) -> AssessmentReport:
    """The whole report. `content_hash` is the sha256 of the attached results.json; raises IncomparableError for a
    baseline on another scale.
    """
    pack = result.pack
    cover = _cover(result, submission, options)
    by_gap = sorted_by_gap(result.domains)
    lapses = build_lapses(result)
    find_out = by_impact(result.find_out) if options.detail is Detail.BOARD else result.find_out
    not_applicable = [found for found in result.questions if found.answer.reason is not None]
    return AssessmentReport(
        detail=options.detail,
        chapters=options.chosen_chapters,
        has_generated=options.prints_generated_summary,
        language=pack.language,
        accent=accent(options.accent),
        cover=cover,
        running_title=_running_title(cover),
        running_mark=" · ".join(cover.marks),
        is_core=submission.scope is Scope.CORE,
        own_words=author_text(options.summary),
        summary=summarise(result, submission.organisation),
        figures=_figures(result),
        charts=build_charts(result, by_gap),
        phase_rows=tuple(score_row(phase) for phase in result.phases),
        domain_rows=tuple(score_row(domain) for domain in by_gap),
        overall_row=_overall_row(result),
        steps=build_next_steps(result, options.detail),
        steps_effect=build_effect(result, options.detail),
        gaps=build_gaps(result),
        lapses=lapses,
        due=build_due(result, lapses),
        phases=_phase_chapters(result, options),
        changes=build_changes(baseline, result, options.detail) if baseline else None,
        open_questions=tuple(build_open_question(found, pack) for found in find_out),
        not_applicable=tuple(build_open_question(found, pack) for found in not_applicable),
        levels=tuple(LevelRow(level.level, level.name, level.rule) for level in pack.scale.levels),
        caps=_caps(pack.evidence_caps),
        validity_days=pack.validity_default_days,
        counting_rules=tuple(rule.text for rule in pack.counting_rules),
        glossary=_glossary(pack),
        overall_terms=_overall_terms(result),
        percent_to_target=_percent_terms(result),
        retired=tuple((retired.id, f"{listed(retired.into)}. {retired.reason}") for retired in pack.retired_questions),
        counts=result.counts,
        scope_note=pack.scope_note,
        pack=f"{pack.title} ({pack.code} {pack.version})",
        pack_hash=pack_hash,
        scoring_version=result.scoring_version,
        content_hash=content_hash,
    )


def _caps(caps: EvidenceCaps) -> tuple[tuple[str, int], ...]:
    return (
        ("Without evidence that counts", caps.none),
        ("With a document", caps.document),
        ("With a measurement or record", caps.measurement),
    )


def _glossary(pack: QuestionPack) -> tuple[tuple[str, str], ...]:
    entries = ((term.term, term.meaning) for term in pack.glossary)
    return tuple(sorted(entries, key=lambda entry: entry[0].lower()))


def _running_title(cover: Cover) -> str:
    return Truncator(" · ".join(filter(None, (cover.organisation, cover.title)))).chars(LONGEST_RUNNING_TITLE)


def sorted_by_gap(groups: tuple[GroupResult, ...]) -> list[GroupResult]:
    """The widest shortfall first; groups without a score last, in their own order."""

    def shortfall(group: GroupResult) -> Fraction:
        return (
            group.target - group.verified if group.target is not None and group.verified is not None else Fraction(-1)
        )

    return sorted(groups, key=lambda group: -shortfall(group))


def _cover(result: Result, submission: Submission, options: ReportOptions) -> Cover:
    marks = [text for text, is_set in (("Draft", options.draft), ("Confidential", options.confidential)) if is_set]
    return Cover(
        organisation=submission.organisation,
        title=submission.title or "Assessment",
        subject=f"{result.pack.title}, core questions" if submission.scope is Scope.CORE else result.pack.title,
        day=date_format(result.as_of, "j F Y"),
        prepared_by=options.prepared_by,
        has_logo=bool(options.logo),
        has_consultant_logo=bool(options.consultant_logo),
        marks=tuple(marks),
        is_long=len(submission.organisation) > LONG_NAME or len(submission.title) > LONG_NAME,
    )


def _figures(result: Result) -> tuple[Figure, ...]:
    overall, counts, scale = result.overall, result.counts, result.pack.scale
    level_name = "" if overall.level is None else f"Level {overall.level}, {scale.name(overall.level)}"
    if is_rounded_up_a_level(overall):
        level_name = f"{level_name}: just under {for_people(overall.verified)}"
    reached = (
        "" if overall.percent_to_target is None else f"{percent(overall.percent_to_target)} % reached, by question"
    )
    span = _range(overall.low, overall.high)
    target = Fraction(result.targets.overall) if overall.target is None else overall.target
    return (
        Figure("Verified", for_people(overall.verified), level_name, overall.level),
        Figure("Claimed", for_people(overall.claimed), f"{span} once nothing is open" if counts.open and span else ""),
        Figure("Target", for_people(target), reached),
        Figure(
            "Questions settled",
            f"{counts.answered + counts.not_applicable} of {counts.total}",
            f"{counts.not_applicable} not applicable, {counts.open} open",
        ),
    )


def score_row(group: GroupResult) -> ScoreRow:
    counts = group.counts
    return ScoreRow(
        title=group.group.title,
        claimed=for_people(group.claimed),
        verified=for_people(group.verified),
        target=for_people(group.target),
        range=_range(group.low, group.high) if counts.open else "",
        settled=f"{counts.answered + counts.not_applicable} of {counts.total}",
        below_target=str(sum(found.gap > 0 for found in group.questions)),
        weight="" if group.weight is None else exactly(group.weight),
        level=None if group.verified is None else int(group.verified),
    )


def _overall_row(result: Result) -> ScoreRow:
    overall, counts = result.overall, result.counts
    return ScoreRow(
        title="Overall",
        claimed=for_people(overall.claimed),
        verified=for_people(overall.verified),
        target=for_people(overall.target),
        range=_range(overall.low, overall.high) if counts.open else "",
        settled=f"{counts.answered + counts.not_applicable} of {counts.total}",
        below_target=str(len(result.gaps)),
        weight="",
        level=overall.level,
    )


def _range(low: Fraction | None, high: Fraction | None) -> str:
    return "" if low is None or high is None else f"{for_people(low)} to {for_people(high)}"


def _phase_chapters(result: Result, options: ReportOptions) -> tuple[PhaseChapter, ...]:
    comments = dict(options.phases)
    return tuple(
        _phase_chapter(phase, number, result, comments.get(phase.group.id, ""))
        for number, phase in enumerate(result.phases, start=1)
    )


def _phase_chapter(phase: GroupResult, place: int, result: Result, comment: str) -> PhaseChapter:
    source = result.pack.phase[phase.group.id]
    return PhaseChapter(
        id=phase.group.id,
        number=place,
        title=phase.group.title,
        finding=_phase_finding(phase),
        objective=source.objective,
        comment=author_text(comment),
        row=score_row(phase),
        gate=_gate(phase, result),
        questions=tuple(build_question(found, result) for found in phase.questions),
        terms=_phase_terms(phase),
    )


def _phase_finding(phase: GroupResult) -> str:
    if phase.verified is None:
        return "Not applicable as a whole." if not phase.counts.open else "No question is answered with a level yet."
    behind = [found for found in phase.questions if found.gap]
    if not behind:
        return f"{for_people(phase.verified)} verified: every answer reaches its target."
    widest = sorted(behind, key=lambda found: (-found.gap, -found.question.impact))[:3]
    names = listed([found.question.id for found in widest])
    return (
        f"{for_people(phase.verified)} verified against a target of {for_people(phase.target)}: "
        f"{count(len(behind), 'answer')} below target, {names} furthest."
    )


def _gate(phase: GroupResult, result: Result) -> tuple[GateLine, ...]:
    """What of the phase's exit gate can be read off the answers. Artifacts and decisions are not in them."""
    gate = result.pack.phase[phase.group.id].exit_gate
    wanted = f"Verified score of the phase at least {exactly(gate.verified_score)}"
    if phase.verified is None:
        lines = [GateLine("open", f"{wanted}; there is no score yet.")]
    else:
        is_met = phase.verified >= gate.verified_score
        lines = [GateLine("met" if is_met else "not met", f"{wanted}; it is {for_people(phase.verified)}.")]
    by_id = {found.question.id: found for found in result.questions}
    for line in gate.questions:
        found, wanted = by_id.get(line.question), f"{line.question} verified at level {line.level} or higher"
        if found is None:
            lines.append(GateLine("open", f"{wanted}; it is not among the core questions."))
        elif found.answer.reason is not None:
            lines.append(GateLine("met", f"{wanted}; it is not applicable."))
        elif found.verified is None:
            lines.append(GateLine("open", f"{wanted}; it is not answered with a level."))
        else:
            is_met = found.verified >= line.level
            lines.append(GateLine("met" if is_met else "not met", f"{wanted}; it is {found.verified}."))
    return tuple(lines)


def _phase_terms(phase: GroupResult) -> TermTable:
    """The weights and levels that make the phase's means; questions without a level do not enter them."""
    answered = [found for found in phase.questions if found.claimed is not None]
    rows = tuple(
        TermRow(
            found.question.id,
            found.question.title,
            exactly(found.question.weight),
            (str(found.claimed), str(found.verified), str(found.target)),
        )
        for found in answered
    )
    weights = sum((found.question.weight for found in answered), Fraction(0))
    return TermTable(rows, exactly(weights), tuple(_exact(phase.score(measure)) for measure in MEASURES))


def _overall_terms(result: Result) -> TermTable:
    scored = [phase for phase in result.phases if phase.verified is not None]
    rows = tuple(
        TermRow(
            phase.group.id,
            phase.group.title,
            exactly(phase.weight or Fraction(0)),
            tuple(_exact(phase.score(measure)) for measure in MEASURES),
        )
        for phase in scored
    )
    overall = result.overall
    weights = sum((phase.weight or Fraction(0) for phase in scored), Fraction(0))
    return TermTable(
        rows, exactly(weights), tuple(_exact(v) for v in (overall.claimed, overall.verified, overall.target))
    )


def _exact(value: Fraction | None) -> str:
    """Three decimals where terms are shown, so that a reader with a pencil can follow the rounding."""
    return for_people(None) if value is None else rounded(value, 3)


def _percent_terms(result: Result) -> str:
    """How the share of the targets that is reached comes about, as a sum with its numbers."""
    if result.overall.percent_to_target is None:
        return ""
    answered = [found for found in result.questions if found.verified is not None]
    missing = sum((found.question.weight * found.gap for found in answered), Fraction(0))
    wanted = sum((found.question.weight * found.target for found in answered), Fraction(0))
    return f"1 − {exactly(missing)} / {exactly(wanted)} = {rounded(result.overall.percent_to_target, 3)}"
