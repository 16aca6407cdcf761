"""How a report is to look and what its author adds to it."""

from __future__ import annotations

from dataclasses import dataclass

from core.colour import DEFAULT_ACCENT


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """`logo` is the client's, `consultant_logo` the author's: names of image files beside the answers file, or empty.

    `summary` and the comments in `phases` (by phase id) are Markdown in the author's own words.
    """

    prepared_by: str = ""
    logo: str = ""
    consultant_logo: str = ""
    accent: str = DEFAULT_ACCENT
    confidential: bool = False
    draft: bool = False
    summary: str = ""
    phases: tuple[tuple[str, str], ...] = ()
