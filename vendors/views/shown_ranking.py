"""Who leads, how sure that is, and who is not ranked and why: the first thing that the page of the result says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.charts.rank_bar import FILLS, draw_rank_bar
from core.rounding import rounded
from vendors.domain.robustness import Mode, Robustness, Word
from vendors.domain.trying import Placing, placings
from vendors.queries.money import share
from vendors.queries.result import Result
from vendors.queries.verdicts import points, verdict, why_unranked

TONES = {Word.ROBUST: "ok", Word.LEANING: "info", Word.TIE: "warn"}


def words() -> dict[Word, str]:
    return {Word.ROBUST: _("Robust"), Word.LEANING: _("Leaning"), Word.TIE: _("A tie")}


def mode_names() -> dict[Mode, str]:
    return {Mode.BAND: _("Within ±30 %"), Mode.ORDER_KEPT: _("Same order"), Mode.FREE: _("Any weights")}


def mode_hints() -> dict[Mode, str]:
    return {
        Mode.BAND: _("How often each vendor takes each place when every weight moves by up to 30 %."),
        Mode.ORDER_KEPT: _(
            "How often each vendor takes each place when the criteria keep their order of importance, and nothing else."
        ),
        Mode.FREE: _("How often each vendor takes each place when every set of weights is as likely as any other."),
    }


@dataclass(frozen=True)
class Place:
    """One row of the ranking. `why` is there for whoever has no rank; `is_out` where it is excluded."""

    code: str
    name: str
    rank: str
    total: str
    bar: SafeString | str
    why: str
    is_out: bool


@dataclass(frozen=True)
class Sureness:
    """How sure the first place is in one mode."""

    mode: Mode
    name: str
    share: str
    error: str
    word: str
    tone: str
    is_shown: bool


@dataclass(frozen=True)
class Ranking:
    heading: str
    places: Sequence[Place]
    hint: str
    sureness: Sequence[Sureness]
    steps: Sequence[tuple[int, str]]
    """Of the legend: the shade and the place that it stands for."""


def show_ranking(result: Result, weights: Mapping[str, Fraction], mode: Mode) -> Ranking:
    """Under these weights: the locked ones, or others that somebody tries."""
    placed = placings(result.outcome, weights)
    found = result.outcome.robustness_under(weights)
    count = sum(each.rank is not None for each in placed)
    return Ranking(
        heading=verdict(result, placed, found[Mode.BAND]),
        places=[_place(result, each, found[mode], count) for each in placed],
        hint=mode_hints()[mode],
        sureness=[_sureness(result, found[each], placed[0].vendor, mode) for each in mode_names()] if count > 1 else [],
        steps=[(place, _step(place, count)) for place in range(1, min(count, len(FILLS)) + 1)],
    )


def _step(place: int, count: int) -> str:
    """The last shade stands for all places from it on."""
    said = ordinal(place)
    return _("%(place)s and lower") % {"place": said} if place == len(FILLS) < count else said


def ordinal(place: int) -> str:
    known = {1: _("1st"), 2: _("2nd"), 3: _("3rd"), 4: _("4th"), 5: _("5th")}
    return known.get(place) or _("%(place)dth") % {"place": place}


def _place(result: Result, placing: Placing, found: Robustness, count: int) -> Place:
    total, name = result.outcome.standings.totals[placing.vendor], result.names[placing.vendor]
    bar: SafeString | str = ""
    if placing.rank is not None and count > 1:
        shares = [found.share(placing.vendor, place) for place in range(1, count + 1)]
        said = ", ".join(
            _("place %(place)d in %(share)s") % {"place": place, "share": share(each)}
            for place, each in enumerate(shares, start=1)
            if each
        )
        bar = mark_safe(draw_rank_bar(shares, said=f"{name}: {said}"))
    return Place(
        code=placing.vendor,
        name=name,
        rank="–" if placing.rank is None else str(placing.rank),
        total=points(placing.low, placing.high),
        bar=bar,
        why="" if placing.rank is not None else why_unranked(result, total),
        is_out=total.is_excluded,
    )


def _sureness(result: Result, found: Robustness, leader: str, shown: Mode) -> Sureness:
    alone = found.share_alone(leader)
    word = result.outcome.word_for(alone)
    return Sureness(
        mode=found.mode,
        name=mode_names()[found.mode],
        share=share(alone),
        error=f"± {rounded(Fraction(found.error(leader)) * 100, 1)}",
        word=words()[word],
        tone=TONES[word],
        is_shown=found.mode is shown,
    )
