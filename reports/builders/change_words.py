"""What changed between two results, in sentences: the finding, and on how much it rests."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.domain.causes import Why
from assessments.domain.comparison import Comparison, Move, PartChange
from assessments.words import score, written
from core.local import day
from core.rounding import rounded, told_apart


def signed(change: Fraction | None) -> str:
    """With its sign, and with more decimals where one would hide that it moved; "0.0" only where it did not."""
    if change is None:
        return score(None)
    least = next((places for places in range(1, 9) if abs(change) * 2 * 10**places >= 1), 0)
    shown = rounded(abs(change), least) if least else "0.0"
    return f"{'+' if change > 0 else '−' if change < 0 else ''}{written(shown)}"


def headline(found: Comparison) -> str:
    """The finding: from what to what, where it comes from, and what fell."""
    overall = found.overall
    change = overall.change()
    if change is None:
        return _("Nothing to compare: no question has a level on both sides")
    falls, rises = len(found.by_move[Move.DOWN]), len(found.by_move[Move.UP])
    if not change:
        parts = [
            _("Unchanged at %(score)s%(since)s") % {"score": score(overall.after.verified), "since": _since(found)}
        ]
        if rises:
            parts.append(_rose(rises))
    else:
        before, after = (written(text) for text in told_apart(overall.before.verified, overall.after.verified))
        parts = [
            _("From %(before)s to %(after)s%(since)s") % {"before": before, "after": after, "since": _since(found)}
        ]
        parts.append(_where_from(found.phases, change))
        if change < 0 and rises:
            parts.append(_rose(rises))
    if falls:
        parts.append(_fell(found, falls))
    return "; ".join(filter(None, parts))


def _since(found: Comparison) -> str:
    before, after = found.before.as_of, found.after.as_of
    return _(" since %(day)s") % {"day": day(before)} if before < after else ""


def _where_from(phases: Sequence[PartChange], change: Fraction) -> str:
    """The phase that made most of it, where one did."""
    same_way = [(phase.effect, phase) for phase in phases if phase.effect and (phase.effect > 0) == (change > 0)]
    if len(same_way) < 2:
        title = same_way[0][1].group.title if same_way and same_way[0][1].group else ""
        return _("all of it from %(phase)s") % {"phase": title} if len(phases) > 1 else ""
    effect, most = max(same_way, key=lambda pair: abs(pair[0]))
    if abs(effect) * 2 > sum(abs(each) for each, _phase in same_way) and most.group:
        return _("most of it from %(phase)s") % {"phase": most.group.title}
    return _("spread over %(count)d phases") % {"count": len(same_way)}


def _rose(number: int) -> str:
    return ngettext("%(count)d answer rose", "%(count)d answers rose", number) % {"count": number}


def _fell(found: Comparison, falls: int) -> str:
    lapsed = sum(change.is_decided_by(Why.EVIDENCE_LAPSED) for change in found.by_move[Move.DOWN])
    if lapsed == falls:
        return ngettext(
            "%(count)d answer fell because evidence lapsed", "%(count)d answers fell because evidence lapsed", falls
        ) % {"count": falls}
    said = ngettext("%(count)d answer fell", "%(count)d answers fell", falls) % {"count": falls}
    if lapsed:
        return _("%(said)s, %(lapsed)d of them because evidence lapsed") % {"said": said, "lapsed": lapsed}
    return said


def coverage_sentences(found: Comparison) -> list[str]:
    """On how many questions it rests, and what is not in it."""
    counts = found.coverage
    said = [
        ngettext(
            "%(count)d question is compared: it has a level on both sides.",
            "%(count)d questions are compared: they have a level on both sides.",
            counts.compared,
        )
        % {"count": counts.compared}
    ]
    parts = [
        text % {"count": number}
        for number, text in (
            (counts.new, _("%(count)d newly asked")),
            (counts.retired, _("%(count)d no longer asked")),
            (counts.only_after, _("%(count)d with a level only after")),
            (counts.only_before, _("%(count)d with a level only before")),
            (counts.without_level, _("%(count)d without a level on either side")),
        )
        if number
    ]
    if parts:
        said.append(_("Left out: %(parts)s.") % {"parts": ", ".join(parts)})
    return said
