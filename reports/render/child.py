"""The process that makes one PDF: limits itself, renders, says what it did. Started by path, so it sees only libraries.

Input and output are files in the working directory; how it ended is its exit code.
"""

from __future__ import annotations

import json
import logging
import mimetypes
import os
import select
import shutil
import sys
import threading
import traceback
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcherResponse

PAGE, JOB, OUTCOME, PDF = "page.html", "job.json", "outcome.json", "report.pdf"
FAILED, NO_PANGO, NO_MEMORY, NO_TITLE = 1, 3, 4, 5
SCHEME = "report:"

NICENESS = 10
"""Whoever waits for a page goes first: a report takes seconds anyway."""
_MOST_SKIPPED = 100
_MOST_OF_AN_ADDRESS = 200
_LARGEST_PDF = 512 * 1024**2
_SIZES = Path("/proc/self/statm")
_MILLISECONDS_BETWEEN_LOOKS = 20
_MORE_BETWEEN_LOOKS = 64 * 1024**2
"""What may be added between two looks at the size; only what asks for more at once is refused it by the system."""


class OnlyGiven:
    """WeasyPrint's way to files: those it was given, by name. It has no code for networks or for other files.

    WeasyPrint asks for an instance of its URLFetcher, or what looks like one; building that one costs 25 ms, for
    certificates that are never used.
    """

    _fail_on_errors = False  # what is refused is left out, and the page is made without it

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files
        self.skipped: list[str] = []

    def __call__(self, url: str) -> URLFetcherResponse:
        from weasyprint.urls import URLFetcherResponse

        name = url.removeprefix(SCHEME)
        if not url.startswith(SCHEME) or name not in self.files:
            shown = url[:_MOST_OF_AN_ADDRESS]
            if shown not in self.skipped and len(self.skipped) < _MOST_SKIPPED:
                self.skipped.append(shown)
            raise ValueError("not among the files of this page")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(self.files[name]).read_bytes(), {"Content-Type": kind})


def main() -> int:
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    job = json.loads(Path(JOB).read_bytes())
    threading.Thread(target=watch, args=[job["memory_bytes"]], daemon=True).start()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    try:
        import weasyprint  # noqa: F401
    except OSError:
        traceback.print_exc()
        return NO_PANGO
    # Only now: a library that finds no memory while it is loaded looks like one that is not there.
    limit(job["memory_bytes"], job["cpu_seconds"])
    sys.addaudithook(refuse_to_reach_out)
    try:
        return render(job)
    except MemoryError:
        return NO_MEMORY
    except Exception:  # noqa: BLE001 - whatever it was, it goes to the log and the exit code
        traceback.print_exc()
        return FAILED


def watch(memory_bytes: int) -> None:
    """Ends this process as soon as it is too large, or nobody waits for it.

    Larger than it may be, it ends here and not where the system refuses it memory: libraries in C break off at that
    anywhere, mostly without a word. And nobody waits when the other end of our output is closed: the parent was killed
    outright. Then its folder, the working directory, is left to us to remove.
    """
    if not hasattr(select, "poll"):
        return  # Windows: only the limit of time
    output = select.poll()
    output.register(sys.stdout, 0)  # asking for nothing, told of its end
    while not output.poll(_MILLISECONDS_BETWEEN_LOOKS):
        if size() > memory_bytes:
            os._exit(NO_MEMORY)
    shutil.rmtree(Path.cwd(), ignore_errors=True)
    os._exit(FAILED)


def size() -> int:
    """The bytes that RLIMIT_AS counts; 0 where nobody says."""
    try:
        return int(_SIZES.read_bytes().split()[0]) * os.sysconf("SC_PAGESIZE")
    except FileNotFoundError:
        return 0  # macOS, which has no limit on memory either


def limit(memory_bytes: int, cpu_seconds: int) -> None:
    """Set here and not by the parent before exec: that is not safe in a process with threads."""
    try:
        import resource
    except ImportError:
        return  # Windows: only the parent's timeout
    for kind, soft, hard in (
        (resource.RLIMIT_AS, memory_bytes + _MORE_BETWEEN_LOOKS, memory_bytes + _MORE_BETWEEN_LOOKS),
        (resource.RLIMIT_CPU, cpu_seconds, cpu_seconds + 5),
        (resource.RLIMIT_FSIZE, _LARGEST_PDF, _LARGEST_PDF),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        try:
            resource.setrlimit(kind, (soft, hard))
        except (ValueError, OSError):
            continue  # macOS has no limit on memory; a lower limit set from outside stays


def refuse_to_reach_out(event: str, _arguments: tuple[Any, ...]) -> None:
    """A second lock behind the fetcher: whatever a library tries, no connection is opened and no program started."""
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork")):
        raise PermissionError(f"{event} is refused while a PDF is made")


def render(job: dict[str, Any]) -> int:
    import weasyprint

    fetcher = OnlyGiven(job["files"])
    page = weasyprint.HTML(string=Path(PAGE).read_text(encoding="utf-8"), url_fetcher=fetcher)
    document = page.render()
    if not document.metadata.title or not document.metadata.lang:
        return NO_TITLE
    attachments = [
        weasyprint.Attachment(
            file_obj=Path(attached["path"]).open("rb"),  # noqa: SIM115 - read while the PDF is written
            name=attached["name"],
            description=attached["description"],
            created=datetime.fromisoformat(attached["made_at"]),
            modified=datetime.fromisoformat(attached["made_at"]),
            url_fetcher=fetcher,
        )
        for attached in job["attachments"]
    ]
    # Tagged, but not declared to be PDF/UA: no validator has looked at it.
    document.write_pdf(PDF, attachments=attachments, pdf_tags=True)
    outcome = {"pages": len(document.pages), "skipped": fetcher.skipped}
    Path(OUTCOME).write_text(json.dumps(outcome), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
