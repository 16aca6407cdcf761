"""The result as data: the numbers of the page, under the locked weights or others that somebody tries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from vendors.domain.changes import CriterionMove, ModelChange
from vendors.domain.outcome import Outcome, Standings
from vendors.domain.robustness import Mode, Robustness
from vendors.domain.trying import placings
from vendors.forms.trying import Tried
from vendors.queries.changes import Change, Side
from vendors.queries.result import Result
from vendors.queries.tips import show_tips, show_warnings
from vendors.queries.verdicts import verdict, why_unranked

type Rows = list[dict[str, Any]]


def shown_outcome(result: Result, tried: Tried) -> dict[str, Any]:
    outcome, weights = result.outcome, tried.weights
    placed = placings(outcome, weights)
    drawn = outcome.robustness_under(weights)
    leaders = [each.vendor for each in placed if each.rank == 1]
    warnings, further = show_warnings(result)
    return {
        "version": result.version.number,
        "content_hash": result.version.content_hash,
        "is_provisional": result.is_provisional,
        "is_tried": tried.is_other,
        "verdict": verdict(result, placed, drawn[Mode.BAND]),
        "word": outcome.word_for(drawn[Mode.BAND].share_alone(leaders[0])) if leaders else None,
        "placings": [
            {
                "proposal": each.vendor,
                "name": result.names[each.vendor],
                "rank": each.rank,
                "low": each.low,
                "high": each.high,
                "is_excluded": outcome.standings.totals[each.vendor].is_excluded,
                "why": "" if each.rank else why_unranked(result, outcome.standings.totals[each.vendor]),
            }
            for each in placed
        ],
        "robustness": [_robustness(outcome, found, leaders) for found in drawn.values()],
        "changes": [each.text for each in show_tips(result)],
        "warnings": [*warnings, *further],
        "flips": list(_flips(outcome)),
        "left_out": _left_out(result),
        "agreement": outcome.agreement,
        "scenarios": _standings(outcome.by_scenario),
        "versions": _standings({str(number): each for number, each in outcome.by_version.items()}),
        "matrix": _matrix(outcome, weights),
        "gates": [
            {"gate": each.gate.code, "proposal": vendor, "state": each.state.value}
            for vendor in outcome.standings.order
            for each in outcome.standings.totals[vendor].gates
        ],
        "groups": [
            {
                "group": each.code,
                "proposal": vendor,
                "value": each.value,
                "low": each.low,
                "high": each.high,
                "minimum": each.minimum,
                "floor": each.floor.value,
            }
            for vendor in outcome.standings.order
            for each in outcome.standings.totals[vendor].groups
        ],
        "value": _value(outcome) or None,
    }


def _robustness(outcome: Outcome, found: Robustness, leaders: list[str]) -> dict[str, Any]:
    vendors = list(found.ranks)
    return {
        "mode": found.mode.value,
        "draws": found.draws,
        "seed": found.seed,
        "word": outcome.word_for(found.share_alone(leaders[0])) if leaders else None,
        "vendors": [
            {
                "proposal": vendor,
                "alone": found.share_alone(vendor),
                "places": [
                    {"place": place, "share": found.share(vendor, place), "error": found.error(vendor, place)}
                    for place in range(1, len(vendors) + 1)
                ],
            }
            for vendor in vendors
        ],
        "wins": [{"proposal": one, "over": other, "share": found.win_share(one, other)} for one, other in found.wins],
    }


def _flips(outcome: Outcome) -> Iterator[dict[str, Any]]:
    for is_group, flips in ((False, outcome.flips), (True, outcome.flips_of_groups)):
        for each in flips:
            yield {"part": each.part, "is_group": is_group, "weight": each.weight, "at": each.at}


def _left_out(result: Result) -> Rows | None:
    found = result.outcome.left_out
    if found is None:
        return None
    return [
        {
            "participant": code,
            "person": result.people[code],
            "first": [vendor for vendor in result.outcome.vendors if vendor in without.first],
            "changes_the_first": code in found.deciding,
        }
        for code, without in found.without.items()
    ]


def _standings(named: Mapping[str, Standings]) -> Rows:
    return [
        {
            "name": name,
            "standings": [
                {
                    "proposal": vendor,
                    "rank": each.ranks[vendor],
                    "low": each.totals[vendor].low,
                    "high": each.totals[vendor].high,
                }
                for vendor in each.order
            ],
        }
        for name, each in named.items()
    ]


def _matrix(outcome: Outcome, weights: Mapping[str, Fraction]) -> Rows:
    order, totals = outcome.standings.order, outcome.standings.totals

    def cell(vendor: str, criterion: str) -> dict[str, Any]:
        value, agreed = totals[vendor].values[criterion], outcome.agreed.get(vendor, {}).get(criterion)
        return {"proposal": vendor, "level": _level(value), "agreed": agreed.level if agreed else None}

    return [
        {
            "criterion": each.code,
            "group": group.code,
            "title": each.title,
            "weight": weights[each.code],
            "cells": [cell(vendor, each.code) for vendor in order],
        }
        for group in outcome.model.groups
        for each in group.criteria
        if each.code in weights
    ]


def _value(outcome: Outcome) -> Rows:
    """The cheapest first; of the ranked that have a price."""
    found = outcome.frontier
    per_point = {vendor: step.per_point for step in found.steps for vendor in step.vendors}
    return [
        {
            "proposal": vendor,
            "cost": outcome.costs[vendor].total,
            "quality": outcome.standings.totals[vendor].low,
            "standing": found.standings[vendor].value,
            "beaten_by": list(found.better.get(vendor, ())),
            "per_point": per_point.get(vendor),
            "combined": outcome.combined.get(vendor),
            "combined_rank": outcome.combined_ranks.get(vendor),
        }
        for vendor in sorted(found.standings, key=lambda each: outcome.costs[each].total)
    ]


def shown_change(change: Change) -> dict[str, Any]:
    titles = {each.code: each.title for side in (change.before, change.after) for each in side.model.criteria}

    def cost(side: Side, vendor: int) -> Fraction | None:
        found = side.costs.get(vendor)
        return found.total if found else None

    return {
        "previous": change.before.evaluation.code,
        "vendors": [
            {
                "vendor": change.after.proposals[vendor].vendor.code,
                "name": change.after.proposals[vendor].vendor.name,
                "rank_before": change.before.ranks[vendor],
                "rank_after": change.after.ranks[vendor],
                "total_before": each.before.value,
                "total_after": each.after.value,
                "total": each.total,
                "of_scores": each.of_scores,
                "of_model": each.of_model,
                "cost_before": cost(change.before, vendor),
                "cost_after": cost(change.after, vendor),
                "failed_gates_before": each.before.failed_gates,
                "failed_gates_after": each.after.failed_gates,
                "missed_groups_before": each.before.missed_groups,
                "missed_groups_after": each.after.missed_groups,
                "criteria": [
                    {
                        "criterion": moved.code,
                        "title": titles[moved.code],
                        "level_before": _level(moved.before),
                        "level_after": _level(moved.after),
                        "effect": moved.effect,
                    }
                    for moved in each.criteria
                ],
            }
            for vendor, each in change.vendors.items()
        ],
        "model": _model(change.model, titles),
        "added": change.added,
        "gone": change.gone,
        "has_same_currency": change.has_same_currency,
    }


def _model(change: ModelChange, titles: Mapping[str, str]) -> dict[str, Any]:
    kinds = {
        CriterionMove.ADDED: change.added,
        CriterionMove.DROPPED: change.dropped,
        CriterionMove.REWORDED: change.reworded,
        CriterionMove.REWEIGHTED: change.reweighted,
    }
    return {
        "criteria": [
            {
                "criterion": code,
                "title": titles[code],
                "change": kind.value,
                "weight_before": change.weights[code][0],
                "weight_after": change.weights[code][1],
            }
            for kind, codes in kinds.items()
            for code in codes
        ],
        "cap_before": change.caps[0],
        "cap_after": change.caps[1],
    }


def _level(value: Fraction | None) -> Fraction | None:
    """On the scale from 0 to 5."""
    return None if value is None else value / 20
