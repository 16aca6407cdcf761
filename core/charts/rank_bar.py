"""How often something came first, second, third and so on: one bar in pieces, the best place first and darkest."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from core.charts.svg import escaped

FILLS = ("#0E5A52", "#5F938D", "#98B9B5", "#C9DAD8", "#EBEFEC")
"""From the brand to the sunken surface; places after the last have its colour."""


def draw_rank_bar(shares: Sequence[Fraction], *, said: str) -> str:
    """As SVG that stretches with the page. `shares` are from 0 to 1, of place 1 on; `said` is what is read aloud."""
    left, drawn = Fraction(0), []
    for place, share in enumerate(shares, start=1):
        if share:
            step = min(place, len(FILLS))
            drawn.append(
                f'<rect data-r="{step}" x="{float(left * 100):.2f}" width="{float(share * 100):.2f}" height="10" '
                f'fill="{FILLS[step - 1]}"/>'
            )
        left += share
    return (
        f'<svg class="rankbar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
        f'aria-label="{escaped(said)}">{"".join(drawn)}</svg>'
    )
