"""Workbooks on their way into an evaluation, as the API shows them to who sent them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.rest.fields import Moment, Text, Whole
from core.rest.serializers import Body, Plain, Shown
from vendors.domain.importing import ImportKind, Line, Plan
from vendors.files.import_sheets import MOST_COLUMNS
from vendors.models import VendorImport
from vendors.queries.imports import written_by

KINDS = [each.value for each in ImportKind]


@dataclass(frozen=True)
class ShownImport:
    """`plan` is there as long as the file waits; `fingerprint` names what it shows."""

    found: VendorImport
    plan: Plan | None = None
    fingerprint: str | None = None

    @property
    def lines(self) -> Iterator[Line]:
        """Without those that change nothing."""
        if self.plan:
            yield from (each for each in self.plan.lines if each.is_new or each.is_change or each.trouble)

    @property
    def written(self) -> Mapping[str, int]:
        return written_by(self.found) if self.found.applied_at else {}


class VendorImportSerializer(Shown):
    """A file that you took over."""

    kind = serializers.ChoiceField(choices=KINDS, read_only=True)

    class Meta:
        model = VendorImport
        fields = ["code", "kind", "file_name", "made_at", "applied_at", "undone_at"]


class VendorImportLineSerializer(Plain):
    """What becomes of one row. `values` are what would be stored in place of what is in `before`.

    Nothing is taken of a row that has a `trouble`, a sentence.
    """

    row = serializers.IntegerField(read_only=True)
    name = serializers.CharField(read_only=True, allow_blank=True)
    is_new = serializers.BooleanField(read_only=True)
    values = serializers.SerializerMethodField()
    before = serializers.SerializerMethodField()
    trouble = serializers.CharField(read_only=True, allow_blank=True)

    @extend_schema_field({"type": "object", "additionalProperties": {}})
    def get_values(self, line: Line) -> dict[str, Any]:
        return dict(line.values)

    @extend_schema_field({"type": "object", "additionalProperties": {}})
    def get_before(self, line: Line) -> dict[str, Any]:
        return {name: line.before.get(name) for name in line.values}


class VendorImportPreviewSerializer(Plain):
    """What applying it would do now. `fingerprint` names that."""

    fingerprint = serializers.CharField(read_only=True)
    unchanged = serializers.IntegerField(source="plan.unchanged", read_only=True)
    lines: Any = VendorImportLineSerializer(many=True, read_only=True)


class OpenedVendorImportSerializer(Plain):
    """With a preview, as long as it waits to be applied; then how many things of each kind were written.

    `columns` are the numbers of the columns that are recognised, counted from 0; `headings` what stands above them.
    """

    code = serializers.CharField(source="found.code", read_only=True)
    kind = serializers.ChoiceField(choices=KINDS, source="found.kind", read_only=True)
    file_name = serializers.CharField(source="found.file_name", read_only=True)
    made_at = Moment(source="found.made_at", read_only=True)
    applied_at = Moment(source="found.applied_at", read_only=True, allow_null=True)
    undone_at = Moment(source="found.undone_at", read_only=True, allow_null=True)
    headings = serializers.SerializerMethodField()
    columns = serializers.SerializerMethodField()
    preview = serializers.SerializerMethodField()
    written = serializers.SerializerMethodField()

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_headings(self, shown: ShownImport) -> list[str]:
        return list(shown.found.rows[0][1]) if shown.found.rows else []

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "integer"}})
    def get_columns(self, shown: ShownImport) -> dict[str, int]:
        return dict(shown.found.mapping)

    @extend_schema_field(VendorImportPreviewSerializer(allow_null=True))
    def get_preview(self, shown: ShownImport) -> Any:
        return VendorImportPreviewSerializer(shown).data if shown.plan else None

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "integer"}})
    def get_written(self, shown: ShownImport) -> dict[str, int]:
        return dict(shown.written)


class UndoneVendorImportSerializer(Plain):
    """How many things were changed since the import, and stay as they are."""

    kept = serializers.IntegerField(read_only=True)


class ColumnsBody(Body):
    columns = serializers.DictField(
        child=Whole(min_value=0, max_value=MOST_COLUMNS, allow_null=True),
        help_text="By the name of what a column is, its number, counted from 0.",
    )


class ApplyVendorImportBody(Body):
    fingerprint = Text(max_length=64, help_text="That of the preview.")
