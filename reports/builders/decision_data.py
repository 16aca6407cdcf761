"""A decided evaluation as data, which is attached to its report: the same input gives the same bytes."""

from __future__ import annotations

from typing import Any

from core.rounding import for_data
from reports.queries.decisions import Decided
from vendors.domain.robustness import Mode


def decision_data(decided: Decided) -> dict[str, Any]:
    """People and vendors by name; numbers as text with four decimals, levels as they were agreed."""
    evaluation, award, result, outcome = decided.evaluation, decided.award, decided.result, decided.result.outcome
    names = result.names
    return {
        "evaluation": {"code": evaluation.code, "title": evaluation.title, "organisation": evaluation.workspace.name},
        "decision": {
            "kind": award.kind,
            "vendor": names.get(decided.awarded),
            "reasons": award.reasons,
            "conditions": award.conditions,
            "pilot_days": award.pilot_days,
            "by": str(award.decided_by or ""),
            "on": award.decided_date.isoformat(),
        },
        "versions": [
            {"number": each.number, "reason": each.reason, "hash": each.content_hash} for each in result.versions
        ],
        "weights": {code: for_data(weight) for code, weight in outcome.weights.items()},
        "vendors": [_vendor(decided, code) for code in outcome.standings.order],
        "robustness": {
            mode.value: {names[code]: for_data(found.share(code)) for code in outcome.standings.ranked}
            for mode, found in outcome.robustness.items()
        },
        "seed": outcome.robustness[Mode.BAND].seed,
        "scores": {
            result.people[person]: [
                {
                    "vendor": names[cell.vendor],
                    "criterion": cell.criterion,
                    "level": score.level,
                    "verified": score.is_verified,
                }
                for cell, score in sorted(sheet.items())
            ]
            for person, sheet in outcome.sheets.items()
        },
        "conflicts": [
            {"evaluator": str(each.participant), "vendor": str(each.proposal.vendor), "text": each.text}
            for each in decided.conflicts
        ],
    }


def _vendor(decided: Decided, code: str) -> dict[str, Any]:
    outcome = decided.result.outcome
    total, cost, said = outcome.standings.totals[code], outcome.costs.get(code), decided.appraisals.get(code)
    return {
        "name": decided.result.names[code],
        "rank": outcome.standings.ranks[code],
        "total": for_data(total.value),
        "groups": {each.code: for_data(each.value) for each in total.groups},
        "gates": {each.gate.code: each.state.value for each in total.gates},
        "agreed": {
            criterion: {"level": score.level, "verified": score.is_verified}
            for criterion, score in outcome.agreed.get(code, {}).items()
        },
        "cost": for_data(cost.total) if cost else None,
        "strengths": said.strengths if said else "",
        "weaknesses": said.weaknesses if said else "",
        "risks": said.risks if said else "",
    }
