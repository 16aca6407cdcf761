"""The chapter of a decision report that says who took part, what happened when, and by which version of the model."""

from __future__ import annotations

from datetime import datetime

from core.local import clock, day
from reports.decision_document import Cell, Grid
from reports.queries.decisions import Decided
from vendors.domain.stages import Part

NOBODY = "–"


def course_of(decided: Decided) -> tuple[tuple[str, str], ...]:
    """What happened when, as far as it did; by the clock of the workspace."""
    evaluation = decided.evaluation
    facts = (
        ("Proposals due", evaluation.deadline_at),
        ("Criteria and weights locked, scoring begun", evaluation.opened_at),
        ("Individual scores opened to each other", evaluation.consensus_at),
        ("Every score settled, prices opened", evaluation.locked_at),
        ("Decided", decided.award.decided_at),
    )
    return tuple((name, _moment(decided, at)) for name, at in facts if at)


def proposals_grid(decided: Decided) -> Grid:
    """When each proposal came, and which came late."""
    result = decided.result
    rows = []
    for code in result.outcome.standings.order:
        proposal = result.proposals[code]
        at = _moment(decided, proposal.submitted_at) if proposal.submitted_at else "no day is recorded"
        rows.append(
            (Cell(result.names[code], "name"), Cell(at, "of"), Cell("late" if proposal.is_late else "", "remark mind"))
        )
    return Grid((Cell("Proposal", "name"), Cell("Handed in", "of"), Cell("", "remark")), tuple(rows))


def _moment(decided: Decided, at: datetime) -> str:
    here = at.astimezone(decided.evaluation.workspace.zone)
    return f"{day(here)}, {clock(here)}"


def people_of(decided: Decided) -> tuple[tuple[str, str], ...]:
    evaluators = [each for each in decided.participants if each.part == Part.EVALUATOR]
    clerks = [each for each in decided.participants if each.part == Part.PRICE_CLERK]
    done = [str(each) for each in evaluators if each.submitted_at]
    idle = [str(each) for each in evaluators if not each.submitted_at]
    facts = (
        ("Moderator", str(decided.evaluation.moderator or NOBODY)),
        ("Evaluators who scored", ", ".join(done)),
        ("Asked, without handing in", ", ".join(idle)),
        ("Price clerk", ", ".join(map(str, clerks))),
    )
    return tuple((name, said) for name, said in facts if said)


def conflicts_grid(decided: Decided) -> Grid | None:
    rows = tuple(
        (Cell(str(each.participant), "name"), Cell(str(each.proposal.vendor), "of"), Cell(each.text, "reason"))
        for each in decided.conflicts
    )
    head = (Cell("Evaluator", "name"), Cell("Vendor", "of"), Cell("Conflict", "reason"))
    return Grid(head, rows) if rows else None


def versions_grid(decided: Decided) -> Grid:
    rows = tuple(
        (
            Cell(str(each.number), "place"),
            Cell(day(each.locked_at.astimezone(decided.evaluation.workspace.zone)) if each.locked_at else "", "when"),
            Cell(each.reason or "as it was opened", "reason"),
            Cell(each.content_hash, "hash"),
        )
        for each in decided.result.versions
    )
    head = (Cell("Version", "place"), Cell("Locked", "when"), Cell("Why", "reason"), Cell("Content hash", "hash"))
    return Grid(head, rows)
