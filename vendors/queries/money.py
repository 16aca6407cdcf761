"""Amounts as people read them: exact until here, then in whole units of the currency."""

from __future__ import annotations

from fractions import Fraction

from core.local import figure
from core.rounding import percent, rounded

BESIDE = "\N{NO-BREAK SPACE}"
"""Keeps a number and its unit on one line."""


def money(amount: Fraction, currency: str) -> str:
    """EUR 160,000."""
    return f"{currency}{BESIDE}{figure(int(rounded(amount, 0)))}"


def share(value: Fraction) -> str:
    """A share from 0 to 1 as a whole percentage with its sign: 87 %."""
    return f"{percent(value)}{BESIDE}%"


def finely(value: Fraction) -> str:
    """The same with one decimal, as weights need it: 12.5 %."""
    return f"{rounded(value * 100, 1)}{BESIDE}%"
