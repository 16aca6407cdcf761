"""Whether a PDF is one of our reports, and as we made it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from enum import Enum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User, Workspace
from core.codes import is_code
from reports.files.pdf_streams import AttachedFile, PdfStreams, read_streams
from reports.models import ReportRun

_STARTS_WITHIN = 1024
_MOST_PRINTED = 100
_ENCRYPTED = re.compile(rb"/Encrypt\s{0,8}(?:\d{1,10} \d{1,5} R|<<)")
_RESULTS = re.compile(rb'\s*\{\s*"(assessment"\s*:\s*\{\s*"organisation|(roadmap|evaluation)"\s*:\s*\{\s*"code)"\s*:')
"""How the results that are attached to a report begin, of whatever version and of whatever it is a report."""


class Verdict(Enum):
    """`UNCHANGED` is certain. A file is `CHANGED` when the results or the record of a report of ours are attached to
    it, or its content hash is printed, and it is not that report byte for byte. Who forges one may leave all of that
    out, and then it is `FOREIGN`.
    """

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Verified:
    """`run` is the report that the file is, or was made from.

    `content_hash` is that of the attached results, if any; `is_printed` whether the pages print it, None where that
    cannot be read.
    """

    verdict: Verdict
    sha256: str
    run: ReportRun | None = None
    content_hash: str = ""
    is_printed: bool | None = None

    @property
    def has_its_results(self) -> bool:
        return self.run is not None and self.run.content_hash == self.content_hash

    @property
    def is_deleted(self) -> bool:
        """The file says what it says all the same."""
        return self.run is not None and (self.run.deleted_at is not None or self.run.is_closed)


class RefusedPdfError(Exception):
    """`args[0]` says in a sentence why the file cannot be one of ours."""


def all_reports() -> QuerySet[ReportRun]:
    """Also deleted ones: whether a file is genuine does not depend on whether a list still shows it."""
    made: QuerySet[ReportRun] = ReportRun.objects.finished()
    return made.select_related(
        "workspace", "stored_file", "asked_by", "assessment", "roadmap", "evaluation__award"
    ).order_by("-pk")


def reports_visible_to(user: User) -> QuerySet[ReportRun]:
    return all_reports().filter(workspace__in=Workspace.objects.visible_to(user).values("pk"))


def verify_pdf(content: bytes, *, among: QuerySet[ReportRun]) -> Verified:
    """What can be said by these reports alone. Raises RefusedPdfError for what is none of anybody's."""
    sha256 = hashlib.sha256(content).hexdigest()
    if run := among.filter(stored_file__sha256=sha256).first():
        return Verified(Verdict.UNCHANGED, sha256, run, run.content_hash)
    _require_readable(content)
    found = read_streams(content)
    if any(attached.is_too_large for attached in found.attached):
        raise RefusedPdfError(_("What is attached to this PDF is larger than anything that a report holds."))
    run = _made_from(among, found)
    results = [each.sha256 for each in found.attached if _RESULTS.match(each.head)]
    content_hash = run.content_hash if run and run.content_hash in results else next(iter(results), "")
    is_printed = content_hash in found.printed_hashes if content_hash and found.printed_hashes else None
    if run is None and b"%%EOF" not in content:
        raise RefusedPdfError(_("This PDF is not whole: its end is missing."))
    verdict = Verdict.CHANGED if run else Verdict.FOREIGN
    return Verified(verdict, sha256, run, content_hash, is_printed)


def _require_readable(content: bytes) -> None:
    if not content:
        raise RefusedPdfError(_("This file is empty."))
    if b"%PDF-" not in content[:_STARTS_WITHIN]:
        raise RefusedPdfError(_("This is not a PDF."))
    if _ENCRYPTED.search(content):
        raise RefusedPdfError(_("This PDF is encrypted. Rungs makes none that is: ask for the file as it was made."))


def _codes(attached: list[AttachedFile]) -> list[str]:
    """Of the reports that an attached record names; see reports.operations.runs."""
    found = []
    for each in attached:
        if each.size == len(each.head):
            try:
                record = json.loads(each.head)
            except (ValueError, RecursionError):
                continue
            code = record.get("report") if isinstance(record, dict) else None
            if isinstance(code, str) and is_code(code):
                found.append(code)
    return found


def _made_from(among: QuerySet[ReportRun], found: PdfStreams) -> ReportRun | None:
    """The report whose results are attached, and of several with the same the one that is named; else that one, and
    else the one whose content hash is printed: pages that were taken over into a new file bring along no attachments.
    """
    hashes = [attached.sha256 for attached in found.attached]
    named = among.filter(code__in=_codes(found.attached))
    same = among.filter(content_hash__in=hashes)
    printed = among.filter(content_hash__in=sorted(found.printed_hashes)[:_MOST_PRINTED])
    return named.filter(content_hash__in=hashes).first() or same.first() or named.first() or printed.first()
