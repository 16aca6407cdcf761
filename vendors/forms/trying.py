"""Weights that somebody tries out, from the address of the page of the result."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from django.utils.translation import gettext as _

from core.rounding import rounded
from vendors.domain.flips import moved
from vendors.domain.outcome import Outcome
from vendors.domain.weights import WeightError, shares

NAMED = "w-"
MOST, PLACES = 1000, 4


@dataclass(frozen=True)
class Tried:
    """`weights` are effective ones: the locked ones unless something else was asked for that can be tried.

    `typed` is what stands in the fields, by criterion: scaled, unless `fault` says what is wrong with it.
    """

    weights: Mapping[str, Fraction]
    typed: Mapping[str, str]
    is_other: bool = False
    fault: str = ""


def tried_of(outcome: Outcome, asked: Mapping[str, str]) -> Tried:
    """Either each weight, as `w-…`, which are scaled to a sum of 100 %, or the new weight of one `criterion` or `group`
    in per cent, as `to`, with the others in proportion."""
    locked = outcome.weights
    if "to" in asked:
        groups = {group.code: outcome.criteria_of(group.code) for group in outcome.model.groups}
        part = tuple(code for code in locked if code == asked.get("criterion"))
        return _moved(locked, part or groups.get(asked.get("group", ""), ()), asked["to"])
    typed = {code: asked.get(NAMED + code, shown(weight)).strip() for code, weight in locked.items()}
    if typed == _typed(locked):
        return Tried(locked, typed)
    try:
        weights = shares({code: _number(text) for code, text in typed.items()})
    except InvalidOperation:
        return Tried(locked, typed, fault=_("Each weight is a number from 0 to %(most)d.") % {"most": MOST})
    except WeightError:
        return Tried(locked, typed, fault=_("At least one criterion has to weigh something."))
    return Tried(weights, _typed(weights), is_other=True)


def shown(weight: Fraction) -> str:
    """In per cent, with one decimal."""
    return rounded(weight * 100, 1)


def _moved(locked: Mapping[str, Fraction], criteria: Collection[str], to: str) -> Tried:
    try:
        weights = moved(locked, criteria, _number(to) / 100)
    except (InvalidOperation, ValueError):
        return Tried(locked, _typed(locked), fault=_("That weight cannot be tried."))
    return Tried(weights, _typed(weights), is_other=True)


def _typed(weights: Mapping[str, Fraction]) -> dict[str, str]:
    return {code: shown(weight) for code, weight in weights.items()}


def _number(text: str) -> Fraction:
    """Raises InvalidOperation."""
    found = Decimal(text.replace(",", "."))
    if not found.is_finite() or not 0 <= found <= MOST:
        raise InvalidOperation
    return Fraction(round(found, PLACES))
