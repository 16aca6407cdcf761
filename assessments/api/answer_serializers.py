"""Answers as the API shows them, one by one or all at once.

A tree has thousands of fields, so they are put together by hand; `AnswerSerializer` says of them what they are.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from accounts.models import User
from assessments.choices import ReasonChoice, StateChoice
from assessments.models import AnswerVersion, Assessment
from assessments.models.answer import Said
from assessments.queries.sections import Line
from core.rest.fields import Day, Moment
from core.rest.serializers import Plain, Shown
from evidence.choices import ClassChoice
from evidence.domain.standing import Standing, standing_on
from evidence.models import Evidence

STANDINGS = [each.value for each in Standing]


class CitedSerializer(Plain):
    """What is cited for an answer. `standing` says whether it counts today, by the workspace's calendar."""

    code = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    evidence_class = serializers.ChoiceField(choices=ClassChoice.choices, read_only=True)
    kind = serializers.CharField(read_only=True)
    link = serializers.CharField(read_only=True)
    reference = serializers.CharField(read_only=True)
    file_name = serializers.CharField(allow_null=True, read_only=True)
    observed_date = Day(allow_null=True, read_only=True)
    lapses_date = Day(allow_null=True, read_only=True)
    standing = serializers.ChoiceField(choices=STANDINGS, read_only=True)


class ChoiceSerializer(Plain):
    """A choice that was carried over from `from`, and waits for somebody to confirm it."""

    state = serializers.ChoiceField(choices=StateChoice.choices, read_only=True)
    level = serializers.IntegerField(allow_null=True, read_only=True)
    reason = serializers.CharField(read_only=True)
    level_reason = serializers.CharField(read_only=True)
    met = serializers.ListField(child=serializers.CharField(), read_only=True)
    not_met = serializers.ListField(child=serializers.CharField(), read_only=True)

    def get_fields(self) -> dict[str, Any]:
        return {"from": serializers.CharField(read_only=True), **super().get_fields()}


class AnswerSerializer(Plain):
    """What is said of a question, what is cited for it, and what that comes to.

    `claimed` is the level that was chosen, `verified` the one that evidence carries today, both null unless the
    question was answered with a level. `met` and `not_met` are ids of criteria. While `is_locked`, its phase is under
    review or accepted, and nobody changes it.
    """

    question = serializers.CharField(read_only=True)
    state = serializers.ChoiceField(choices=StateChoice.choices, read_only=True)
    level = serializers.IntegerField(allow_null=True, read_only=True)
    reason = serializers.ChoiceField(choices=[("", ""), *ReasonChoice.choices], read_only=True)
    level_reason = serializers.CharField(read_only=True)
    met = serializers.ListField(child=serializers.CharField(), read_only=True)
    not_met = serializers.ListField(child=serializers.CharField(), read_only=True)
    note = serializers.CharField(read_only=True)
    is_flagged = serializers.BooleanField(read_only=True)
    carried = ChoiceSerializer(allow_null=True, read_only=True)
    claimed = serializers.IntegerField(allow_null=True, read_only=True)
    verified = serializers.IntegerField(allow_null=True, read_only=True)
    target = serializers.IntegerField(read_only=True)
    evidence = CitedSerializer(many=True, read_only=True)
    is_locked = serializers.BooleanField(read_only=True)
    revision = serializers.IntegerField(read_only=True)
    changed_by = PersonSerializer(allow_null=True, read_only=True)
    changed_at = Moment(allow_null=True, read_only=True)

    def to_representation(self, line: Line) -> dict[str, Any]:
        shown = shown_answer(line, self.context["assessment"])
        names: Any = self.fields
        return {name: shown[name] for name in names}


class AnswerVersionSerializer(Shown):
    """What an answer said from one revision on. `evidence` is what was cited from then on, where that changed."""

    carried = ChoiceSerializer(allow_null=True, read_only=True)
    met = serializers.ListField(child=serializers.CharField(), read_only=True)
    not_met = serializers.ListField(child=serializers.CharField(), read_only=True)
    evidence: Any = serializers.ListField(
        child=serializers.DictField(child=serializers.CharField()), allow_null=True, read_only=True
    )
    saved_by = PersonSerializer(allow_null=True, read_only=True)

    class Meta:
        model = AnswerVersion
        fields = [
            "revision",
            "state",
            "level",
            "reason",
            "level_reason",
            "met",
            "not_met",
            "note",
            "is_flagged",
            "carried",
            "evidence",
            "saved_by",
            "saved_at",
            "restored_from",
            "is_imported",
            "is_confirmation",
        ]


def shown_answer(line: Line, assessment: Assessment) -> dict[str, Any]:
    row, result, today = line.answer, line.result, assessment.workspace.today
    return {
        "question": row.question,
        **_said(row),
        "note": row.note,
        "is_flagged": row.is_flagged,
        "carried": row.carried,
        "claimed": result.claimed,
        "verified": result.verified,
        "target": result.target,
        "evidence": [shown_cited(citation.evidence, today) for citation in line.citations],
        "is_locked": line.question.phase in assessment.locked_phases,
        "revision": row.revision,
        "changed_by": shown_person(row.changed_by),
        "changed_at": shown_moment(row.changed_at),
    }


def _said(said: Said) -> dict[str, Any]:
    return {
        "state": said.state,
        "level": said.level,
        "reason": said.reason,
        "level_reason": said.level_reason,
        "met": said.met,
        "not_met": said.not_met,
    }


def shown_cited(piece: Evidence, today: date) -> dict[str, Any]:
    observed, lapses = piece.observed_date, piece.lapses_date
    return {
        "code": piece.code,
        "title": piece.title,
        "evidence_class": piece.evidence_class,
        "kind": piece.kind,
        "link": piece.link,
        "reference": piece.reference,
        "file_name": piece.stored_file.name if piece.stored_file else None,
        "observed_date": observed and observed.isoformat(),
        "lapses_date": lapses and lapses.isoformat(),
        "standing": standing_on(today, observed, lapses).value,
    }


def shown_person(user: User | None) -> dict[str, str] | None:
    return {"code": user.code, "name": str(user)} if user else None


def shown_moment(at: datetime | None) -> str | None:
    """As `core.rest.fields.Moment` writes it."""
    return at.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z" if at else None
