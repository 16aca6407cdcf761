"""The chapter “What changed since”, of a report that has a baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString

from assessments.domain.comparison import Comparison, Move, PartChange, QuestionChange, compare
from assessments.domain.results import QuestionResult, Result
from core.charts.dumbbells import dumbbells
from core.local import day, surroundings
from reports.builders.cause_words import causes_text, state_text
from reports.builders.change_words import coverage_sentences, headline
from reports.builders.charts import scale_of
from reports.builders.comparison_page import PartLine, change_row, part_line
from reports.document import ChangesChapter, ChangeScores, Moved, MovedRow
from reports.domain.baseline import Baseline
from reports.domain.options import Detail

FOR_A_BOARD = {Move.UP: 3, Move.DOWN: 3, Move.OTHER: 0}
"""How many questions a report for a board names, so that the chapter stays a page."""
WIDE, WIDE_FOR_A_BOARD = 640, 760
"""Of the drawing; it fills the page, so the wider it is, the lower it gets."""


def build_changes(baseline: Baseline, result: Result, detail: Detail) -> ChangesChapter:
    """Written as the rest of the report is, wherever the reader of its preview is. Raises IncomparableError."""
    found = compare(baseline.result, result)
    is_for_board = detail is Detail.BOARD
    most = FOR_A_BOARD if is_for_board else dict.fromkeys(Move, len(found.questions))
    width = WIDE_FOR_A_BOARD if is_for_board else WIDE
    with translation.override(result.pack.language), surroundings(settings.LANGUAGE_CODE, ZoneInfo("UTC")):
        return _chapter(found, baseline, most, width)


def _chapter(found: Comparison, baseline: Baseline, most: Mapping[Move, int], width: int) -> ChangesChapter:
    scale = scale_of(found.after.pack)
    rows = [change_row(part) for part in (found.overall, *found.phases)]
    finding = headline(found)
    drawn = dumbbells(rows, slug="changes", title=finding, scale=scale, width=width) if found.coverage.compared else ""
    total = part_line(found.overall, scale)
    return ChangesChapter(
        headline=finding,
        baseline=f"{baseline.title}, {day(baseline.result.as_of)}",
        coverage=" ".join(coverage_sentences(found)),
        reported=f"{total.reported.before} then and {total.reported.after} now",
        chart=SafeString(drawn),
        total=_scores(total),
        phases=tuple(_scores(part_line(part, scale)) for part in found.phases),
        domains=tuple(_scores(part_line(part, scale)) for part in _by_change(found.domains)),
        moved=tuple(
            _moved(title, found.by_move[move], found, most[move])
            for move, title in ((Move.UP, "What rose"), (Move.DOWN, "What fell"), (Move.OTHER, "Other changes"))
            if found.by_move[move]
        ),
        content_hash=baseline.content_hash,
    )


def _by_change(parts: Sequence[PartChange]) -> list[PartChange]:
    return sorted(parts, key=lambda part: -abs(part.change() or Fraction(0)))


def _scores(line: PartLine) -> ChangeScores:
    return ChangeScores(
        title=line.title,
        before=line.verified.before,
        after=line.verified.after,
        change=line.verified.change,
        way=line.verified.way,
        claimed=line.claimed.change,
        reported=f"{line.reported.before} to {line.reported.after}",
        compared=str(line.compared),
    )


def _moved(title: str, changes: Sequence[QuestionChange], found: Comparison, most: int) -> Moved:
    return Moved(title, tuple(_row(change, found) for change in changes[:most]), max(0, len(changes) - most))


def _row(change: QuestionChange, found: Comparison) -> MovedRow:
    before, after = change.before, change.after
    return MovedRow(
        id=change.question.id,
        title=change.question.title,
        before=before.verified if before else None,
        after=after.verified if after else None,
        before_text=_words(before),
        after_text=_words(after),
        causes=tuple(causes_text(change, found)),
    )


def _words(found: QuestionResult | None) -> str:
    return state_text(found) if found else "not asked"
