"""What a vendor gets for what it handed in: a text that says all of it, and whose SHA-256 is printed on the receipt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from django.utils.translation import gettext as _

from vendors.models import PortalDocument, Submission
from vendors.queries.portal import AS_A_WHOLE, Draft

LINE = "-" * 72


def receipt_text(submission: Submission, draft: Draft, *, chance: str) -> str:
    """`chance` is a random number in it, so that nobody who knows the hash can try what a document says."""
    return "\n".join(_lines(submission, draft, chance)).replace("\r\n", "\n") + "\n"


def _lines(submission: Submission, draft: Draft, chance: str) -> Iterator[str]:
    proposal = submission.proposal
    at = submission.submitted_at.astimezone(UTC)
    yield _("Receipt for a proposal")
    yield ""
    yield _("To: %(workspace)s") % {"workspace": proposal.evaluation.workspace}
    yield _("About: %(evaluation)s") % {"evaluation": proposal.evaluation}
    yield _("From: %(vendor)s") % {"vendor": proposal.vendor}
    yield _("Receipt: %(code)s, number %(number)d of this vendor") % {
        "code": submission.code,
        "number": submission.number,
    }
    yield _("Handed in: %(at)s UTC") % {"at": f"{at:%Y-%m-%d %H:%M:%S}"}
    yield _("After the deadline: %(late)s") % {"late": _("yes") if submission.is_late else _("no")}
    yield _("Random number: %(number)s") % {"number": chance}
    yield from ("", LINE, _("What is proposed"), "", draft.answers[AS_A_WHOLE].text or _("(nothing)"))
    for key, question in draft.questionnaire.questions.items():
        yield from ("", LINE, f"[{key}] {question.title}", question.text, "")
        yield draft.answers[key].text or _("(no answer)")
    yield from ("", LINE, _("Documents"))
    for document in draft.documents:
        yield from _document(document)
    if not draft.documents:
        yield _("(none)")


def _document(document: PortalDocument) -> Iterator[str]:
    yield ""
    yield f"{document.title}{f' [{document.criterion}]' if document.criterion else ''}"
    words = {"name": document.file.name, "size": document.file.size}
    yield (
        _("%(name)s, %(size)d bytes, about the price") if document.is_price else _("%(name)s, %(size)d bytes")
    ) % words
    yield f"SHA-256 {document.file.sha256}"
