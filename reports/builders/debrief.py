"""What a vendor that was not chosen is told: how its own proposal was judged, and nothing of anybody else.

Every number here comes from this proposal and the model alone. A text of ours that names somebody else, be it another
vendor or a person, or compares, is left out whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator

from catalog.domain.statements import statements_of
from core.colour import DEFAULT_ACCENT, accent
from core.local import day
from core.rounding import for_data, rounded
from core.words import count
from reports.builders.assessment import LONGEST_RUNNING_TITLE
from reports.builders.decision import cover_of, said_of
from reports.builders.decision_scores import is_waived, missed_by, state_of
from reports.decision_document import Cell, CriterionBlock, Debrief, Grid, GroupBlock
from reports.document import Figure
from reports.domain.discretion import names_of_others
from reports.queries.decisions import Decided
from vendors.domain.gates import GateState
from vendors.domain.model import TOP, Criterion
from vendors.domain.scoring import Total, counted
from vendors.queries.money import finely

GOOD = 4


@dataclass(frozen=True, slots=True)
class Told:
    """What is said to one vendor in words, after everything that names somebody was taken out of it."""

    said: tuple[tuple[str, tuple[str, ...]], ...]
    reasons: Mapping[str, str]
    notes: Mapping[str, str]
    left_out: int


def told_to(decided: Decided, code: str) -> Told:
    """By criterion the reasons of agreed scores, by gate what was found."""
    names = [name for other, name in decided.result.names.items() if other != code]
    names += [str(each) for each in (*decided.participants, decided.evaluation.moderator) if each]
    others = names_of_others(names, own=decided.result.names[code])
    said = tuple((title, others.leave(lines)) for title, lines in said_of(decided.appraisals.get(code)))
    reasons = {key: row.reason for (vendor, key), row in decided.agreed.items() if vendor == code}
    notes = {key: row.note for (vendor, key), row in decided.findings.items() if vendor == code}
    lines = [line for _title, some in said_of(decided.appraisals.get(code)) for line in some]
    return Told(
        said=tuple((title, lines) for title, lines in said if lines),
        reasons={key: text for key, text in reasons.items() if not others.are_in(text)},
        notes={key: text for key, text in notes.items() if not others.are_in(text)},
        left_out=sum(others.are_in(text) for text in (*lines, *reasons.values(), *notes.values())),
    )


def build_debrief(decided: Decided, code: str, options: Mapping[str, Any], *, content_hash: str) -> Debrief:
    """`content_hash` is the sha256 of the attached debrief.json."""
    name, told = decided.result.names[code], told_to(decided, code)
    cover = cover_of(decided, options, subject=f"Debrief for {name}")
    total = decided.result.outcome.standings.totals[code]
    return Debrief(
        accent=accent(options.get("accent") or DEFAULT_ACCENT),
        cover=cover,
        running_title=Truncator(f"{cover.organisation} · {cover.title} · {name}").chars(LONGEST_RUNNING_TITLE),
        running_mark=" · ".join(cover.marks),
        headline="Your proposal was not chosen" if decided.awarded else "No proposal was chosen",
        opening=_opening(decided, name, total),
        figures=_figures(decided, code, total),
        said=told.said,
        gates=_gates(total, told),
        groups=tuple(_groups(decided, code, total, told)),
        levels=_levels(decided),
        method=_method(decided),
        content_hash=content_hash,
    )


def debrief_data(decided: Decided, code: str) -> dict[str, Any]:
    """The same as data: the same input gives the same bytes."""
    evaluation, outcome, told = decided.evaluation, decided.result.outcome, told_to(decided, code)
    total = outcome.standings.totals[code]
    return {
        "evaluation": {"code": evaluation.code, "title": evaluation.title, "organisation": evaluation.workspace.name},
        "vendor": decided.result.names[code],
        "is_awarded": False,
        "decided_on": decided.award.decided_date.isoformat(),
        "model_hash": decided.result.version.content_hash,
        "weights": {criterion: for_data(weight) for criterion, weight in outcome.weights.items()},
        "total": for_data(total.value),
        "groups": {each.code: for_data(each.value) for each in total.groups},
        "gates": {each.gate.code: each.state.value for each in total.gates},
        "levels": {criterion: _level(decided, code, criterion) for criterion in outcome.weights},
        "reasons": {criterion: told.reasons.get(criterion, "") for criterion in outcome.weights},
        "said": {title: list(lines) for title, lines in told.said},
    }


def _opening(decided: Decided, name: str, total: Total) -> tuple[str, ...]:
    who, title = decided.evaluation.workspace.name, decided.evaluation.title
    decided_on = day(decided.award.decided_date)
    said = [f"{who} thanks {name} for its proposal to “{title}”, decided on {decided_on}. This is how it was judged."]
    if out := missed_by(decided.result.outcome.model, total):
        said.append(f"It was excluded, whatever its score, since it does not meet: {out}.")
    said.append(
        "Every proposal was judged by the same criteria, weights and levels. Nothing is said here of any other "
        "proposal, and nothing of this one is said to any other vendor."
    )
    return tuple(said)


def _figures(decided: Decided, code: str, total: Total) -> tuple[Figure, ...]:
    levels = [_level(decided, code, criterion) for criterion in decided.result.outcome.weights]
    good = sum(level is not None and level >= GOOD for level in levels)
    met = sum(each.state in (GateState.MET, GateState.WAIVED) for each in total.gates)
    found = [
        Figure("Quality", "–" if total.value is None else rounded(total.value, 1), "of 100"),
        Figure("Scored 4 or 5", str(good), f"of {count(len(levels), 'criterion', 'criteria')}"),
    ]
    if total.gates:
        found.append(
            Figure("Gates met or waived" if is_waived(total) else "Gates met", str(met), f"of {len(total.gates)}")
        )
    return tuple(found)


def _gates(total: Total, told: Told) -> Grid | None:
    rows = tuple(
        (Cell(each.gate.text, "name"), state_of(each), Cell(told.notes.get(each.gate.code, ""), "reason"))
        for each in total.gates
    )
    return (
        Grid((Cell("Gate", "name"), Cell("Found", "state"), Cell("What it rests on", "reason")), rows) if rows else None
    )


def _groups(decided: Decided, code: str, total: Total, told: Told) -> Sequence[GroupBlock]:
    outcome = decided.result.outcome
    values = {each.code: each for each in total.groups}
    return [
        GroupBlock(
            title=group.title,
            said=f"Weight {finely(values[group.code].weight)}; "
            + ("not complete" if (value := values[group.code].value) is None else f"{rounded(value, 1)} of 100")
            + (f", where at least {group.minimum} was asked for" if group.minimum is not None else ""),
            criteria=tuple(
                _criterion(decided, code, each, told) for each in group.criteria if each.code in outcome.weights
            ),
        )
        for group in outcome.model.groups
        if group.code in values
    ]


def _criterion(decided: Decided, code: str, criterion: Criterion, told: Told) -> CriterionBlock:
    """With the text of the level reached, or of the next one below that has any, and of the next one above.

    A text that builds on others comes with them: who lost must not have to ask what "As 3, …" means.
    """
    level = _level(decided, code, criterion.code)
    texts = [*criterion.anchors, *[""] * (TOP + 1)]
    reached = next((each for each in range(level, -1, -1) if texts[each]), None) if level is not None else None
    above = next((each for each in range((level or 0) + 1, TOP + 1) if texts[each]), None)
    return CriterionBlock(
        title=f"{criterion.title} ({finely(decided.result.outcome.weights[criterion.code])})",
        level="–" if level is None else str(level),
        reached=(*_capped(decided, code, criterion.code), *(_numbered(texts, reached) if reached is not None else ())),
        next_level=f"For {above}: {texts[above]}" if above else "",
        reason=told.reasons.get(criterion.code, ""),
        css="open" if level is None else f"l{level}",
    )


def _capped(decided: Decided, code: str, criterion: str) -> tuple[str, ...]:
    """Where a claim counts less than what it was agreed to be worth."""
    score, level = decided.result.outcome.agreed.get(code, {}).get(criterion), _level(decided, code, criterion)
    if score is None or level is None or level == score.level:
        return ()
    return (f"{score.level} was claimed and counts {level}, since it could not be verified.",)


def _numbered(texts: Sequence[str], level: int) -> tuple[str, ...]:
    """One by one with their levels where there is more than one."""
    found = [(each, text) for each, text in statements_of(texts, level) if text]
    return tuple(f"{each}: {text}" for each, text in found) if len(found) > 1 else (texts[level],)


def _level(decided: Decided, code: str, criterion: str) -> int | None:
    outcome = decided.result.outcome
    score = outcome.agreed.get(code, {}).get(criterion)
    return counted(score, outcome.model.cap) if score else None


def _levels(decided: Decided) -> Grid:
    rules = enumerate(decided.result.outcome.model.levels)
    rows = tuple((Cell(str(level), "place"), Cell(rule, "name")) for level, rule in rules if rule)
    return Grid((Cell("Level", "place"), Cell("When", "name")), rows)


def _method(decided: Decided) -> tuple[str, ...]:
    version, cap = decided.result.version, decided.result.outcome.model.cap
    return (
        "Evaluators scored each for themselves, then agreed on one whole number for each criterion.",
        "A score is worth score ÷ 5 × 100, and the total is the sum of these values by their weights.",
        f"A claim that could not be verified counts at most {cap}. Prices were sealed until every score was settled.",
        f"The criteria and weights are locked; the SHA-256 of their content is {version.content_hash}.",
    )
