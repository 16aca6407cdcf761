"""From HTML to PDF. Nothing else in this product knows WeasyPrint.

It works in a process of its own: there it slows down no request, gives its memory back, and can be stopped. The process
gets neither our environment nor a network, and of files only those that it is handed.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reports.render import child

logger = logging.getLogger(__name__)

_CHILD = Path(child.__file__)
_KEPT_OF_STDERR = 4000
_PASSED_ON = (
    "HOME",
    "SYSTEMROOT",
    "LD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
)
"""What libraries and fonts are found by; everything else in our environment may be a secret."""

_WITHOUT_PANGO = (
    "PDFs need Pango, which is not installed here. "
    "On Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
    "On macOS: brew install pango."
)

_GLIB_WITHOUT_MEMORY = ("failed to allocate", "creating thread")
"""What GLib says before it aborts: libraries in C raise no MemoryError."""


class RenderError(Exception):
    """No PDF came out. The text is one sentence for people; `detail` is what the process said last, for the log."""

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(sentence)
        self.detail = detail


class TooLongError(RenderError):
    """The page needs more time or memory than it may have: it is too long, or has something in it that is."""


class PangoMissingError(RenderError):
    """The library that sets text is not installed on this machine."""


@dataclass(frozen=True, slots=True)
class RenderLimits:
    """What one PDF may cost. 400 pages of tables take about 30 seconds and 0.7 GiB; who knows of more says so."""

    memory_bytes: int = 2 * 1024**3
    cpu_seconds: int = 60
    wall_seconds: float = 90


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF. `made_at` is written into it, so it must be the data's time and not the clock's."""

    name: str
    content: bytes
    description: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """`skipped` are the addresses in the page that were not among its files, and so were neither read nor drawn."""

    content: bytes
    pages: int
    skipped: tuple[str, ...]


_DEFAULT_LIMITS = RenderLimits()


def render_pdf(
    html: str,
    *,
    files: Mapping[str, bytes | Path] | None = None,
    attachments: Sequence[Attachment] = (),
    limits: RenderLimits = _DEFAULT_LIMITS,
    scratch: Path | None = None,
) -> RenderedPdf:
    """The page as a tagged PDF with bookmarks; the same input gives the same bytes.

    It is made in a folder below `scratch`, else below the system's, which is gone afterwards unless all is killed.

    The page names its files as `report:<name>`, with the names of `files`; nothing else is fetched. Title, author,
    language and date are the page's own: <title> and <html lang> are required, <meta name="author"> and
    <meta name="dcterms.created"> may follow. Raises RenderError.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="rungs-render-", dir=scratch) as name:
            folder = Path(name)
            _hand_over(folder, html, files or {}, attachments, limits)
            said = _run(folder, limits)
            outcome = json.loads((folder / child.OUTCOME).read_bytes())
            content = (folder / child.PDF).read_bytes()
    except OSError as error:
        raise RenderError(f"The PDF was not made: {error}.") from error
    if said:
        logger.debug("WeasyPrint: %s", said)
    skipped = tuple(outcome["skipped"])
    if skipped:
        logger.warning("Left out of a PDF, since they are not among its files: %s", ", ".join(skipped))
    return RenderedPdf(content, outcome["pages"], skipped)


def _hand_over(
    folder: Path,
    html: str,
    files: Mapping[str, bytes | Path],
    attachments: Sequence[Attachment],
    limits: RenderLimits,
) -> None:
    """Writes what the process needs into its folder; files that have a path are read where they are."""
    paths = {}
    for place, (name, source) in enumerate(files.items()):
        path = source
        if isinstance(source, bytes):
            path = folder / f"file-{place}"
            path.write_bytes(source)
        paths[name] = str(path)
    attached = []
    for place, attachment in enumerate(attachments):
        path = folder / f"attachment-{place}"
        path.write_bytes(attachment.content)
        attached.append(
            {
                "name": attachment.name,
                "path": str(path),
                "description": attachment.description,
                "made_at": attachment.made_at.astimezone(UTC).isoformat(),
            }
        )
    job = {
        "files": paths,
        "attachments": attached,
        "memory_bytes": limits.memory_bytes,
        "cpu_seconds": limits.cpu_seconds,
    }
    (folder / child.PAGE).write_text(html, encoding="utf-8")
    (folder / child.JOB).write_text(json.dumps(job), encoding="utf-8")


def _run(folder: Path, limits: RenderLimits) -> str:
    """What the process said while it made the PDF."""
    said = folder / "stderr"
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment |= {"LANG": "C.UTF-8", "TMPDIR": str(folder)}
    # Isolated (-I), it is not led by PYTHON* variables or by modules in its folder.
    command = [sys.executable, "-I", "-X", "utf8", str(_CHILD)]
    try:
        with said.open("wb") as stderr:
            done = subprocess.run(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,  # never read; by its end we notice the process's, at once, and the process ours
                stderr=stderr,
                timeout=limits.wall_seconds,
                check=False,
            )
    except subprocess.TimeoutExpired as late:
        sentence = f"The PDF was not ready after {limits.wall_seconds:g} seconds, so the work on it was stopped."
        raise TooLongError(sentence, _tail(said)) from late
    if done.returncode:
        raise _error(done.returncode, _tail(said), limits)
    return _tail(said)


def _tail(said: Path) -> str:
    return said.read_bytes()[-_KEPT_OF_STDERR:].decode("utf-8", "replace").strip()


def _error(code: int, said: str, limits: RenderLimits) -> RenderError:
    if code == child.NO_PANGO:
        return PangoMissingError(_WITHOUT_PANGO, said)
    if code == child.NO_MEMORY or any(words in said for words in _GLIB_WITHOUT_MEMORY):
        gibibytes = limits.memory_bytes / 1024**3
        return TooLongError(
            f"The PDF needed more than {gibibytes:.1f} GiB of memory, so the work on it was stopped.", said
        )
    if code == -getattr(signal, "SIGXCPU", 0):
        sentence = f"The PDF took more than {limits.cpu_seconds} seconds of computing, so the work on it was stopped."
        return TooLongError(sentence, said)
    if code == child.NO_TITLE:
        return RenderError("The PDF was not made: its page has no title or no language.", said)
    if code < 0:
        return RenderError("The program that makes PDFs broke off, so there is no PDF.", said)
    return RenderError("The PDF could not be laid out.", said)
