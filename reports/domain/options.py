"""How a report is to look and what its author adds to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.colour import DEFAULT_ACCENT


class Detail(StrEnum):
    """`BOARD` is for people who decide: a page per matter, and no questions one by one."""

    BOARD = "board"
    FULL = "full"


class Chapter(StrEnum):
    """What can be left out. Cover, summary and the proof of what was computed are in every report."""

    METHOD = "method"
    RESULTS = "results"
    STEPS = "steps"
    PHASES = "phases"
    OPEN = "open"
    COMMENTS = "comments"
    RESOLVED_COMMENTS = "resolved_comments"
    APPENDIX = "appendix"


OF_A_WORKSPACE = (Chapter.COMMENTS, Chapter.RESOLVED_COMMENTS)
"""What people said to each other: no file of answers holds it, and no report has it unless somebody chose it."""

USUAL_CHAPTERS = {
    Detail.FULL: tuple(chapter for chapter in Chapter if chapter not in OF_A_WORKSPACE),
    Detail.BOARD: (Chapter.RESULTS, Chapter.PHASES, Chapter.STEPS, Chapter.OPEN),
}
"""What a report has unless its author chose: for a board no more than six pages."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """`logo` is the client's, `consultant_logo` the author's: names of image files, or empty.

    `summary` and the comments in `phases` (by phase id) are Markdown in the author's own words. They stand before the
    generated summary, or instead of it where `generated_summary` is off. Without `chapters` the report has those that
    are usual in its detail.
    """

    prepared_by: str = ""
    logo: str = ""
    consultant_logo: str = ""
    accent: str = DEFAULT_ACCENT
    confidential: bool = False
    draft: bool = False
    summary: str = ""
    phases: tuple[tuple[str, str], ...] = ()
    detail: Detail = Detail.FULL
    chapters: tuple[Chapter, ...] | None = None
    generated_summary: bool = True

    @property
    def chosen_chapters(self) -> tuple[Chapter, ...]:
        return USUAL_CHAPTERS[self.detail] if self.chapters is None else self.chapters

    @property
    def prints_generated_summary(self) -> bool:
        """Without own words there is nothing that could take its place."""
        return self.generated_summary or not self.summary
