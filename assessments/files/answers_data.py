"""A submission as docs/answers.schema.json has it: what `assessments.files.answers` reads, the other way round."""

from __future__ import annotations

from typing import Any

from assessments.domain.answers import UNANSWERED, Answer, Evidence, State
from assessments.domain.submission import Submission


def answers_data(submission: Submission) -> dict[str, Any]:
    head = {
        "organisation": submission.organisation,
        "title": submission.title,
        "scope": submission.scope.value,
        "as_of": submission.as_of.isoformat() if submission.as_of else "",
        "target": submission.targets.overall,
        "targets": dict(submission.targets.phases),
    }
    answers = {id_: _answer(said) for id_, said in submission.answers.items() if said != UNANSWERED}
    return {"assessment": _said(head), "answers": answers}


def _answer(answer: Answer) -> dict[str, Any]:
    return _said(
        {
            "level": answer.level,
            "unknown": answer.state is State.UNKNOWN,
            "not_applicable": answer.reason.value if answer.reason else "",
            "met": sorted(answer.met),
            "not_met": sorted(answer.not_met),
            "reason": answer.level_reason,
            "note": answer.note,
            "evidence": [_evidence(each) for each in answer.evidence],
        }
    )


def _evidence(item: Evidence) -> dict[str, Any]:
    return _said(
        {
            "class": item.evidence_class.value,
            "kind": item.kind,
            "title": item.title,
            "link": item.link,
            "reference": item.reference,
            "observed": item.observed.isoformat() if item.observed else "",
            "validity_days": item.validity_days,
        }
    )


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """Without what says nothing: an empty text, an empty list, False. Zero is a level."""
    return {key: value for key, value in values.items() if value or (value == 0 and value is not False)}
