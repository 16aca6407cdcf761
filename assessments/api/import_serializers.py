"""Files of answers on their way in, as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from assessments.domain.imports import Pick
from assessments.domain.merging import UNITS
from assessments.models import AnswerImport
from assessments.queries.imports import Line
from core.rest.fields import OneOf, Text
from core.rest.serializers import Body, Plain, Shown

UNIT = [(unit, unit) for unit in UNITS]


def _texts() -> Any:
    return serializers.ListField(child=serializers.CharField(), read_only=True)


class ImportLineSerializer(Plain):
    """What would become of one answer: `stored` is what it says, `wanted` what it would say.

    `collisions` are units that both sides changed, of which `open` wait for a pick; where nothing is picked the stored
    one stays in `wanted`. A line that `lacks` something, or is locked, is left as it is.
    """

    question = serializers.CharField(source="question.id", read_only=True)
    units = _texts()
    collisions = _texts()
    open = _texts()
    stored = serializers.DictField(source="answer.contents", read_only=True)
    wanted = serializers.DictField(source="values", read_only=True)
    filed = serializers.DictField(source="filed.said", read_only=True)
    cited = serializers.SerializerMethodField()
    uncited = serializers.SerializerMethodField()
    added = serializers.SerializerMethodField()
    lacks = serializers.CharField(source="lack", allow_null=True, read_only=True)
    is_locked = serializers.BooleanField(read_only=True)

    def get_cited(self, line: Line) -> list[str]:
        return [piece.code for piece in line.cited]

    def get_uncited(self, line: Line) -> list[str]:
        return [piece.code for piece in line.uncited]

    def get_added(self, line: Line) -> list[str]:
        """Titles of evidence that is new to the workspace."""
        return [item.title for item in line.added]


class PreviewSerializer(Plain):
    """What applying it would do to the answers as they are now. `fingerprint` names that state."""

    fingerprint = serializers.CharField(read_only=True)
    unchanged = serializers.IntegerField(read_only=True)
    lines = ImportLineSerializer(many=True, read_only=True)


class ImportChangeSerializer(Plain):
    """What applying it did to one answer: its revisions before and after, and codes of evidence."""

    question = serializers.CharField(read_only=True)
    before = serializers.IntegerField(read_only=True)
    after = serializers.IntegerField(read_only=True)
    cited = _texts()
    uncited = _texts()
    added = _texts()


class ImportSerializer(Shown):
    """A file of answers. `kept` are questions whose answers undoing left alone, for others have changed them since."""

    made_by = PersonSerializer(allow_null=True, read_only=True)
    changes = ImportChangeSerializer(many=True, read_only=True)
    kept = _texts()

    class Meta:
        model = AnswerImport
        fields = ["code", "file_name", "made_by", "made_at", "applied_at", "undone_at", "changes", "kept"]


class OpenedImportSerializer(ImportSerializer):
    """With a preview, as long as it waits to be applied. `left_out` answers are to questions that are not asked."""

    left_out = serializers.IntegerField(read_only=True)
    preview = PreviewSerializer(allow_null=True, read_only=True)

    class Meta(ImportSerializer.Meta):
        fields = [*ImportSerializer.Meta.fields, "left_out", "preview"]


class PickBody(Body):
    question = Text(max_length=64)
    unit = OneOf(choices=UNIT)
    pick = OneOf(choices=[(pick.value, pick.value) for pick in Pick])


class ApplyBody(Body):
    """`fingerprint` is that of the preview. `picks` say what stays where both sides changed the same."""

    fingerprint = Text(max_length=64)
    picks = serializers.ListField(child=PickBody(), required=False, max_length=20_000)
    pick_all = OneOf(
        choices=[(pick.value, pick.value) for pick in Pick], required=False, help_text="Where nothing else is picked."
    )
