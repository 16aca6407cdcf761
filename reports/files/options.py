"""Reads the `report` part of an answers file."""

from __future__ import annotations

from assessments.files.answers import LONGEST_NOTE
from catalog.domain.question_pack import QuestionPack
from core.colour import DEFAULT_ACCENT, is_colour
from core.source import Fields, quoted
from reports.domain.options import OF_A_WORKSPACE, Chapter, Detail, ReportOptions


def read_report_options(top: Fields, pack: QuestionPack) -> ReportOptions:
    """The options as far as they could be read; all of them may be left out."""
    item = top.mapping("report", "report", required=False)
    comments = item.mapping("phases", "report, phases", required=False)
    accent = item.text("accent", required=False, default=DEFAULT_ACCENT)
    if accent and not is_colour(accent):
        item.fault("accent", f"must be a colour like #0E5A52, not {quoted(accent)}.")
    return ReportOptions(
        prepared_by=item.text("prepared_by", required=False, longest=200),
        logo=_file_name(item, "logo"),
        consultant_logo=_file_name(item, "consultant_logo"),
        accent=accent,
        confidential=item.flag("confidential"),
        draft=item.flag("draft"),
        summary=item.text("summary", required=False, longest=LONGEST_NOTE, lines=True),
        phases=tuple(
            (phase.id, comments.text(phase.id, longest=LONGEST_NOTE, lines=True))
            for phase in pack.phases
            if comments.has(phase.id)
        ),
        detail=Detail(item.choice("detail", [*Detail], required=False) or Detail.FULL),
        chapters=_chapters(item),
        generated_summary=item.flag("generated_summary", default=True),
    )


def _chapters(item: Fields) -> tuple[Chapter, ...] | None:
    """In the order in which they are printed, whatever the file's; None where it does not choose."""
    if not item.has("chapters"):
        return None
    named = item.texts("chapters")
    offered = [chapter for chapter in Chapter if chapter not in OF_A_WORKSPACE]
    unknown = [name for name in named if name not in offered]
    if unknown:
        item.fault("chapters", f"must name chapters out of {', '.join(offered)}, not {quoted(unknown[0])}.")
    return tuple(chapter for chapter in Chapter if chapter in named)


def _file_name(item: Fields, key: str) -> str:
    """A file beside the answers file, which may come from somebody else and reaches nothing outside its folder."""
    name = item.text(key, required=False, longest=200)
    if "/" in name or "\\" in name or name.startswith("."):
        item.fault(key, f"must be the name of an image in the same folder as the answers file, not {quoted(name)}.")
        return ""
    return name
