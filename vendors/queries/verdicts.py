"""Who leads, how sure that is, and why somebody has no rank: in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.rounding import rounded
from core.words import listed
from vendors.domain.gates import GateState
from vendors.domain.robustness import Robustness, Word
from vendors.domain.scoring import Total
from vendors.domain.trying import Placing
from vendors.queries.money import share
from vendors.queries.result import Result


def verdict(result: Result, placed: Sequence[Placing], band: Robustness) -> str:
    """What was found, in one sentence; labelled where it may still change."""
    said = _verdict(result, placed, band)
    return _("Provisional: %(said)s") % {"said": said} if result.is_provisional else said


def _verdict(result: Result, placed: Sequence[Placing], band: Robustness) -> str:
    names, standings = result.names, result.outcome.standings
    leaders = [each.vendor for each in placed if each.rank == 1]
    if not placed:
        return _("No proposal to compare")
    if not leaders:
        everybody_out = all(total.is_excluded for total in standings.totals.values())
        if everybody_out:
            return _("Every proposal is excluded")
        return _("no proposal can be ranked yet") if result.is_provisional else _("No proposal can be ranked yet")
    if len(leaders) > 1:
        return _("%(names)s share first place") % {"names": listed([names[each] for each in leaders], _("and"))}
    (leader,) = leaders
    ranked = [each.vendor for each in placed if each.rank is not None]
    if len(ranked) == 1:
        return _("%(name)s is the only proposal that can be ranked") % {"name": names[leader]}
    alone = band.share_alone(leader)
    if result.outcome.word_for(alone) is Word.TIE:
        two = {"first": names[leader], "second": names[ranked[1]]}
        return _("%(first)s and %(second)s are a tie: decide by judgement") % two
    said = {"name": names[leader], "share": share(alone)}
    return _("%(name)s leads, and holds first place in %(share)s of weightings") % said


def points(low: Fraction, high: Fraction) -> str:
    """A total from 0 to 100, or its range while something is missing."""
    return rounded(low, 1) if low == high else f"{rounded(low, 1)}–{rounded(high, 1)}"


def why_unranked(result: Result, total: Total) -> str:
    """Which gate was missed, which group is below its minimum, or what is still missing."""
    texts = {group.code: group.title for group in result.outcome.model.groups}
    if total.is_excluded:
        lapsed = {each.gate.code for each in total.gates if each.state is GateState.LAPSED}
        reasons = [
            (_("“%(gate)s” is waived no longer") if each.gate.code in lapsed else _("“%(gate)s” is not met"))
            % {"gate": each.gate.text.rstrip(".")}
            for each in total.gates
            if each.state.excludes
        ]
        reasons += [_("“%(group)s” is below its minimum") % {"group": texts[code]} for code in total.missed_groups]
        return _("Excluded: %(reasons)s") % {"reasons": listed(reasons, _("and"))}
    missing = []
    if total.missing:
        count = len(total.missing)
        missing.append(ngettext("%(n)d criterion is not scored", "%(n)d criteria are not scored", count) % {"n": count})
    if total.open_gates:
        count = len(total.open_gates)
        missing.append(ngettext("%(n)d gate is not checked", "%(n)d gates are not checked", count) % {"n": count})
    return _("No rank yet: %(reasons)s") % {"reasons": listed(missing, _("and"))}
