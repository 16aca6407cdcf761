"""What changed between two results, as a page shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.domain.comparison import Comparison, Means, Move, PartChange, QuestionChange
from assessments.domain.results import Measure, QuestionResult
from assessments.words import NOTHING, score, written
from core.charts.dumbbells import draw_dumbbell
from core.charts.lines import draw_axis
from core.charts.scores import ChangeRow, Scale, Value
from core.rounding import told_apart
from reports.builders.cause_words import causes_text, state_text
from reports.builders.change_words import coverage_sentences, headline, signed
from reports.builders.charts import scale_of

type Leads = Callable[[str], str]
"""The address of a question by its id; empty where the page has none for it."""


@dataclass(frozen=True, slots=True)
class Ends:
    """A score before and after as they are printed, and the change; `way` is up, down or empty."""

    before: str
    after: str
    change: str
    way: str

    @property
    def went(self) -> SafeString:
        """The change as a page shows it. Made here and not in a template, since there are dozens on a page."""
        if self.way:
            said = _("up") if self.way == "up" else _("down")
            return format_html(WENT, self.way, self.change, said)
        return format_html('<span class="muted num">{}</span>', self.change)


WENT = '<span class="went went--{} num">{}<span class="sr"> {}</span></span>'


@dataclass(frozen=True, slots=True)
class PartLine:
    """`effect` is what it adds to the overall change; for phases."""

    title: str
    bar: SafeString
    verified: Ends
    claimed: Ends
    reported: Ends
    effect: str
    compared: int


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """`ends` are the verified levels before and after, or in words why there is none."""

    id: str
    title: str
    url: str
    where: str
    ends: SafeString
    causes: Sequence[str]
    effect: SafeString


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """`whole` has everything; phases and domains stand with those that moved most first."""

    headline: str
    whole: PartLine
    phases: Sequence[PartLine]
    domains: Sequence[PartLine]
    axis: SafeString
    coverage: Sequence[str]

    @property
    def is_compared(self) -> bool:
        return bool(self.whole.compared)


def build_comparison(found: Comparison) -> ComparisonPage:
    scale = scale_of(found.after.pack)
    return ComparisonPage(
        headline=headline(found),
        whole=part_line(found.overall, scale),
        phases=part_lines(found.phases, scale),
        domains=part_lines(found.domains, scale),
        axis=SafeString(draw_axis(scale)),
        coverage=coverage_sentences(found),
    )


def part_lines(parts: Iterable[PartChange], scale: Scale) -> list[PartLine]:
    """Those that moved most first, those without a compared question last."""
    ordered = sorted(parts, key=lambda part: (not part.compared, -abs(part.change() or Fraction(0))))
    return [part_line(part, scale) for part in ordered]


def change_row(part: PartChange) -> ChangeRow:
    """Of the verified score, for a drawing."""
    verified = ends_of(part.before, part.after, Measure.VERIFIED)
    before, after = part.before.verified, part.after.verified
    return ChangeRow(
        label=part.group.title if part.group else _("Overall"),
        before=None if before is None else Value(before, verified.before),
        after=None if after is None else Value(after, verified.after),
        change=verified.change,
    )


def ends_of(before: Means, after: Means, measure: Measure) -> Ends:
    """With more decimals where two scores would look equal and are not."""
    one, other = getattr(before, measure.value), getattr(after, measure.value)
    if one is None or other is None:
        return Ends(score(one), score(other), NOTHING, "")
    was, now = told_apart(one, other)
    way = "up" if other > one else "down" if other < one else ""
    return Ends(written(was), written(now), signed(other - one), way)


def part_line(part: PartChange, scale: Scale) -> PartLine:
    row = change_row(part)
    return PartLine(
        title=row.label,
        bar=SafeString(draw_dumbbell(row, scale=scale)),
        verified=ends_of(part.before, part.after, Measure.VERIFIED),
        claimed=ends_of(part.before, part.after, Measure.CLAIMED),
        reported=ends_of(part.reported_before, part.reported_after, Measure.VERIFIED),
        effect="" if part.effect is None else signed(part.effect),
        compared=part.compared,
    )


def wanted(found: Comparison, show: str) -> Sequence[QuestionChange]:
    """Those of a filter: of one kind of move, or all that moved."""
    if show in {move.value for move in Move}:
        return found.by_move[Move(show)]
    return [change for move in (Move.UP, Move.DOWN, Move.OTHER) for change in found.by_move[move]]


def change_lines(changes: Iterable[QuestionChange], found: Comparison, leads: Leads) -> list[ChangeLine]:
    return [_change_line(change, found, leads) for change in changes]


def _change_line(change: QuestionChange, found: Comparison, leads: Leads) -> ChangeLine:
    question = change.question
    pack = found.after.pack if change.after else found.before.pack
    phase, domain = pack.phase[question.phase], pack.domain[question.domain]
    effect = ""
    if change.effect:
        said = _("%(effect)s overall") % {"effect": signed(change.effect)}
        effect = format_html('<p class="went went--{} small num">{}</p>', change.move.value, said)
    return ChangeLine(
        id=question.id,
        title=question.title,
        url=leads(question.id),
        where=_("%(phase)s, %(domain)s") % {"phase": phase.title, "domain": domain.title},
        ends=format_html(ENDS, _standing(change.before), _("then"), _standing(change.after)),
        causes=causes_text(change, found),
        effect=SafeString(effect),
    )


ENDS = '<p class="levels">{}<span aria-hidden="true">→</span><span class="sr"> {} </span>{}</p>'


def _standing(found: QuestionResult | None) -> SafeString:
    if found is None or found.claimed is None:
        return format_html('<span class="muted small">{}</span>', state_text(found) if found else _("not asked"))
    level = format_html('<span class="scored num" data-l="{0}">{0}</span>', found.verified)
    if found.claimed == found.verified:
        return level
    return level + format_html(' <span class="small">{}</span>', _("of %(level)d claimed") % {"level": found.claimed})
