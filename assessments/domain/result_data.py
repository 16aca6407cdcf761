"""A result as plain data: `results.json`, described by docs/results.schema.json.

Scores, targets and priorities are text with four decimals, missing ones null; levels, caps and counts are integers.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from assessments.domain.answers import Answer
from assessments.domain.evidence import JudgedEvidence
from assessments.domain.results import Counts, Gap, GroupResult, QuestionResult, Result
from assessments.domain.rulings import action_for
from assessments.domain.submission import Submission
from core.rounding import for_data


def result_data(result: Result, submission: Submission, pack_hash: str) -> dict[str, Any]:
    """Everything the result says, and of the submission what it rests on."""
    return {
        "assessment": {
            "organisation": submission.organisation,
            "title": submission.title or result.pack.title,
            "scope": submission.scope.value,
            "target": for_data(result.targets.overall),
            "targets": {phase: for_data(level) for phase, level in result.targets.phases},
        },
        "pack": {"code": result.pack.code, "version": result.pack.version, "hash": pack_hash},
        "scoring_version": result.scoring_version,
        "as_of": result.as_of.isoformat(),
        "overall": _overall(result),
        "completion": _completion(result.counts),
        "phases": [_group(phase) for phase in result.phases],
        "domains": [_group(domain) for domain in result.domains],
        "gaps": [_gap(gap, result) for gap in result.gaps],
        "find_out": [{"question": found.question.id, "state": found.state.value} for found in result.find_out],
        "questions": [_question(question) for question in result.questions],
    }


def _overall(result: Result) -> dict[str, Any]:
    overall = result.overall
    return {
        "claimed": for_data(overall.claimed),
        "verified": for_data(overall.verified),
        "low": for_data(overall.low),
        "high": for_data(overall.high),
        "target": for_data(overall.target),
        "percent_to_target": for_data(overall.percent_to_target),
        "level": overall.level,
        "level_name": None if overall.level is None else result.pack.scale.name(overall.level),
    }


def _completion(counts: Counts) -> dict[str, Any]:
    return counts._asdict() | {"total": counts.total}


def _group(group: GroupResult) -> dict[str, Any]:
    return {
        "id": group.group.id,
        "title": group.group.title,
        "claimed": for_data(group.claimed),
        "verified": for_data(group.verified),
        "low": for_data(group.low),
        "high": for_data(group.high),
        "target": for_data(group.target),
        "weight": None if group.weight is None else exact_number(group.weight),
        "counts": _completion(group.counts),
    }


def _gap(gap: Gap, whole: Result) -> dict[str, Any]:
    result = gap.result
    return {
        "question": result.question.id,
        "claimed": result.claimed,
        "verified": result.verified,
        "target": for_data(result.target),
        "gap": gap.gap,
        "impact": result.question.impact,
        "effort": result.question.effort.value,
        "priority": for_data(gap.priority),
        "value": gap.value,
        "first_for": gap.first_for,
        "action": action_for(result, whole),
    }


def _question(result: QuestionResult) -> dict[str, Any]:
    return {
        "id": result.question.id,
        "state": result.state.value,
        "level": result.claimed,
        "claimed": result.claimed,
        "verified": result.verified,
        "target": for_data(result.target),
        "cap": result.cap,
        "weight": exact_number(result.question.weight),
        **_said(result.answer),
        "evidence": [_evidence(judged) for judged in result.evidence],
    }


def _said(answer: Answer) -> dict[str, Any]:
    return {
        "not_applicable": answer.reason.value if answer.reason else None,
        "note": answer.note,
        "reason": answer.level_reason,
        "met": sorted(answer.met),
        "not_met": sorted(answer.not_met),
    }


def _evidence(judged: JudgedEvidence) -> dict[str, Any]:
    evidence = judged.evidence
    return {
        "class": evidence.evidence_class.value,
        "kind": evidence.kind,
        "title": evidence.title,
        "link": evidence.link or None,
        "reference": evidence.reference or None,
        "observed": evidence.observed.isoformat() if evidence.observed else None,
        "valid_until": judged.valid_until.isoformat() if judged.valid_until else None,
        "counts": judged.counts,
        "why": judged.standing.value,
    }


def exact_number(value: Fraction) -> int | float:
    """A weight as the number that was written in the pack: whole, or a decimal."""
    return int(value) if value.denominator == 1 else float(value)
