"""Signatures and comments, as they are printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.formats import date_format

from assessments.domain.review import Standing
from catalog.domain.question_pack import QuestionPack
from reports.builders.author_text import author_text
from reports.document import AssessmentReport, CommentRow, SignatureRow, TalkBlock
from reports.domain.record import Record, Signature, Talk

STATES = {
    Standing.SUBMITTED: "waits for review",
    Standing.SENT_BACK: "sent back",
    Standing.ACCEPTED: "accepted",
}
NAMELESS = "a former member"


def with_record(report: AssessmentReport, record: Record, pack: QuestionPack) -> AssessmentReport:
    return replace(
        report,
        signatures=tuple(_signature(each, pack) for each in record.signatures),
        talks=tuple(_talk(each, pack) for each in record.talks),
    )


def _signature(signature: Signature, pack: QuestionPack) -> SignatureRow:
    return SignatureRow(
        phase=pack.phase[signature.phase].title,
        state=STATES[Standing(signature.state)],
        submitted=_who(signature.submitted_by, signature.submitted),
        decided=_who(signature.decided_by, signature.decided),
    )


def _who(name: str, day: date | None) -> str:
    """The day stays on one line."""
    return f"{name or NAMELESS}, {_day(day).replace(' ', '\N{NO-BREAK SPACE}')}" if day else ""


def _talk(talk: Talk, pack: QuestionPack) -> TalkBlock:
    comments = (CommentRow(each.author or NAMELESS, _day(each.day), author_text(each.text)) for each in talk.comments)
    return TalkBlock(talk.question, pack.question[talk.question].title, talk.is_open, tuple(comments))


def _day(day: date) -> str:
    return date_format(day, "j F Y")
