"""From a decided evaluation to the report that is printed: reasons first, numbers second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.text import Truncator

from core.colour import DEFAULT_ACCENT, accent
from core.local import day, figure
from core.rounding import rounded
from core.words import count
from reports.builders.assessment import LONG_NAME, LONGEST_RUNNING_TITLE
from reports.builders.decision_prices import combined_grid, frontier_grid, price_grid, terms_of
from reports.builders.decision_record import (
    conflicts_grid,
    course_of,
    people_of,
    proposals_grid,
    versions_grid,
)
from reports.builders.decision_scores import (
    agenda_grid,
    agreement_of,
    dissents_of,
    gate_grids,
    group_grids,
    is_waived,
    missed_by,
    score_grids,
    waivers_of,
    weighed_by,
)
from reports.builders.decision_sure import (
    changes_of,
    rank_chart,
    robustness_grid,
    scenario_grids,
    sureness_of,
    version_grids,
    warnings_of,
)
from reports.decision_document import Cell, DecisionReport, Grid, VendorBlock
from reports.document import Cover, Figure
from reports.queries.decisions import Decided
from vendors.domain.robustness import Mode
from vendors.domain.stages import AwardKind
from vendors.models import Appraisal
from vendors.queries.money import money, share

NOBODY = "–"


def build_decision_report(decided: Decided, options: Mapping[str, Any], *, content_hash: str) -> DecisionReport:
    """`options` are those of a run; `content_hash` is the sha256 of the attached decision.json."""
    evaluation, award = decided.evaluation, decided.award
    cover = cover_of(decided, options, subject="Decision report")
    return DecisionReport(
        accent=accent(options.get("accent") or DEFAULT_ACCENT),
        cover=cover,
        running_title=Truncator(f"{cover.organisation} · {cover.title}").chars(LONGEST_RUNNING_TITLE),
        running_mark=" · ".join(cover.marks),
        headline=headline_of(decided),
        decided=f"Decided by {award.decided_by or 'a former member'} on {day(award.decided_date)}.",
        reasons=award.reasons,
        conditions=lines_of(award.conditions),
        purpose=evaluation.purpose,
        figures=_figures(decided),
        standing=_standing(decided),
        vendors=tuple(_vendor(decided, code) for code in decided.result.outcome.standings.order),
        gates=tuple(gate_grids(decided)),
        waivers=waivers_of(decided),
        weighed=weighed_by(decided),
        groups=tuple(group_grids(decided)),
        scores=tuple(score_grids(decided)),
        chart=rank_chart(decided),
        sureness=sureness_of(decided),
        robustness=robustness_grid(decided),
        changes=changes_of(decided),
        scenarios=tuple(scenario_grids(decided)),
        warnings=warnings_of(decided),
        agreement=agreement_of(decided),
        disagreement=agenda_grid(decided),
        dissents=dissents_of(decided),
        price_terms=terms_of(decided),
        prices=price_grid(decided),
        frontier=frontier_grid(decided),
        combined=combined_grid(decided),
        people=people_of(decided),
        course=course_of(decided),
        proposals=proposals_grid(decided),
        conflicts=conflicts_grid(decided),
        versions=versions_grid(decided),
        rankings=tuple(version_grids(decided)),
        content_hash=content_hash,
    )


def cover_of(decided: Decided, options: Mapping[str, Any], *, subject: str) -> Cover:
    marks = (("Draft", options.get("is_draft")), ("Confidential", options.get("is_confidential")))
    organisation, title = decided.evaluation.workspace.name, decided.evaluation.title
    return Cover(
        organisation=organisation,
        title=title,
        subject=subject,
        day=day(decided.award.decided_date),
        prepared_by="",
        has_logo=bool(options.get("logo")),
        has_consultant_logo=bool(options.get("consultant_logo")),
        marks=tuple(text for text, is_set in marks if is_set),
        is_long=len(organisation) > LONG_NAME or len(title) > LONG_NAME,
    )


def headline_of(decided: Decided) -> str:
    award = decided.award
    if not decided.awarded:
        return "No award is made"
    name = decided.result.names[decided.awarded]
    if award.kind == AwardKind.CONDITIONAL:
        return f"Awarded to {name}, on condition of a pilot of {count(award.pilot_days or 0, 'day')}"
    return f"Awarded to {name}"


def lines_of(text: str) -> tuple[str, ...]:
    return tuple(line.strip(" -•") for line in text.splitlines() if line.strip(" -•"))


def said_of(appraisal: Appraisal | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Strengths, weaknesses and risks, as far as anything is written of them."""
    if appraisal is None:
        return ()
    said = (
        ("Strengths", appraisal.strengths),
        ("Weaknesses", appraisal.weaknesses),
        ("Risks", appraisal.risks),
    )
    return tuple((title, lines_of(text)) for title, text in said if lines_of(text))


def _figures(decided: Decided) -> tuple[Figure, ...]:
    """Of the vendor that is awarded; without an award, of the field."""
    outcome, result = decided.result.outcome, decided.result
    ranked = len(outcome.standings.ranked)
    field = Figure("Proposals compared", str(len(outcome.vendors)), f"{ranked} of them with a rank")
    code = decided.awarded
    if not code:
        return (field, Figure("Evaluators", str(len(outcome.sheets)), "who handed in their scores"))
    total, rank, cost = outcome.standings.totals[code], outcome.standings.ranks[code], outcome.costs.get(code)
    found = [
        Figure("Quality", NOBODY if total.value is None else rounded(total.value, 1), "of 100"),
        Figure("Place by quality", str(rank or NOBODY), f"of {ranked} with a rank"),
    ]
    if rank and ranked > 1:
        part = outcome.robustness[Mode.BAND].share(code)
        found.append(Figure("First place", share(part), "of draws, weights ± 30 %"))
    if cost:
        years = count(result.evaluation.horizon_years, "year")
        whole = figure(int(rounded(cost.total, 0)))
        found.append(Figure("Cost", whole, f"{decided.evaluation.currency} over {years}"))
    return tuple(found)


def _standing(decided: Decided) -> Grid:
    """Who came where, on one glance."""
    outcome, result = decided.result.outcome, decided.result
    rows = []
    for code in outcome.standings.order:
        total, rank, cost = outcome.standings.totals[code], outcome.standings.ranks[code], outcome.costs.get(code)
        out = missed_by(outcome.model, total)
        note = f"excluded, misses: {out}" if out else "" if rank else "incomplete"
        note = "awarded" if code == decided.awarded else note
        note += f"{', ' if note else ''}with a waiver" if is_waived(total) else ""
        rows.append(
            (
                Cell(str(rank or NOBODY), "place"),
                Cell(result.names[code], "name total" if code == decided.awarded else "name"),
                Cell(NOBODY if total.value is None else rounded(total.value, 1), "number"),
                Cell(money(cost.total, decided.evaluation.currency) if cost else NOBODY, "money"),
                Cell(note, "remark good" if code == decided.awarded else "remark bad" if out else "remark"),
            )
        )
    head = (
        Cell("Place", "place"),
        Cell("Vendor", "name"),
        Cell("Quality", "number"),
        Cell("Cost", "money"),
        Cell("", "remark"),
    )
    return Grid(head, tuple(rows))


def _vendor(decided: Decided, code: str) -> VendorBlock:
    outcome = decided.result.outcome
    total, rank = outcome.standings.totals[code], outcome.standings.ranks[code]
    out = missed_by(outcome.model, total)
    value = NOBODY if total.value is None else f"{rounded(total.value, 1)} of 100"
    place = f"place {rank}" if rank else "excluded" if out else "incomplete"
    return VendorBlock(
        title=decided.result.names[code],
        standing=f"{value}, {place}"
        + (", with a waiver of a gate" if is_waived(total) else "")
        + (f". Misses: {out}." if out else ""),
        is_excluded=bool(out),
        is_awarded=code == decided.awarded,
        said=said_of(decided.appraisals.get(code)),
    )
