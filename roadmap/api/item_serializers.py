"""Items of checklists, artifacts and their versions, as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.rest.serializers import Plain, Shown
from roadmap.choices import ArtifactActChoice, ArtifactStatusChoice
from roadmap.models import Artifact, ArtifactVersion, ChecklistItem
from roadmap.queries.checklists import text_of


class ItemSerializer(Shown):
    """What is to be ticked off. `checklist` is the id of a phase or of a list of the pack, `item` that of the pack's
    item; one's own has none. `questions` and `artifacts` are ids of what it has to do with."""

    text = serializers.SerializerMethodField()
    done_when = serializers.SerializerMethodField()
    questions = serializers.SerializerMethodField()
    artifacts = serializers.SerializerMethodField()
    owner = PersonSerializer(read_only=True, allow_null=True)
    done_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = ChecklistItem
        fields = [
            "code",
            "checklist",
            "item",
            "text",
            "done_when",
            "questions",
            "artifacts",
            "owner",
            "due_date",
            "note",
            "done_at",
            "done_by",
            "revision",
            "created_at",
            "changed_at",
        ]

    def get_text(self, item: ChecklistItem) -> str:
        return text_of(self.context["roadmap"], item).text

    def get_done_when(self, item: ChecklistItem) -> str:
        return text_of(self.context["roadmap"], item).done_when

    def get_questions(self, item: ChecklistItem) -> list[str]:
        return list(text_of(self.context["roadmap"], item).questions)

    def get_artifacts(self, item: ChecklistItem) -> list[str]:
        return list(text_of(self.context["roadmap"], item).artifacts)


class ArtifactSerializer(Shown):
    """A document that the roadmap asks for. `kind` is the id of the pack's artifact; one's own has none.

    `done_when` is its definition of done, and `ticks` are the places in it, from 0, of what is true. After
    `review_date` an accepted one is outdated. `evidence` is the code of what was recorded when it was accepted,
    `version` the number of the last version, 0 without any.
    """

    title = serializers.CharField(source="__str__", read_only=True)
    status = serializers.ChoiceField(source="standing", choices=ArtifactStatusChoice.choices, read_only=True)
    done_when: Any = serializers.ListField(source="sentences", child=serializers.CharField(), read_only=True)
    ticks: Any = serializers.ListField(child=serializers.IntegerField(), read_only=True)
    outline: Any = serializers.ListField(source="headings", child=serializers.CharField(), read_only=True)
    owner = PersonSerializer(read_only=True, allow_null=True)
    reviewer = PersonSerializer(read_only=True, allow_null=True)
    accepted_by = PersonSerializer(read_only=True, allow_null=True)
    evidence = serializers.SerializerMethodField()
    version = serializers.SerializerMethodField()

    class Meta:
        model = Artifact
        fields = [
            "code",
            "kind",
            "title",
            "phase",
            "status",
            "done_when",
            "ticks",
            "outline",
            "owner",
            "reviewer",
            "due_date",
            "review_date",
            "note",
            "version",
            "accepted_at",
            "accepted_by",
            "evidence",
            "revision",
            "created_at",
            "changed_at",
        ]

    def get_evidence(self, artifact: Artifact) -> str | None:
        """None once that was deleted."""
        found = artifact.evidence
        return found.code if found and not found.deleted_at else None

    def get_version(self, artifact: Artifact) -> int:
        return max((each.number for each in artifact.versions.all()), default=0)


class ServedSerializer(Plain):
    """A question that the artifact is evidence for, in the assessment that feeds the roadmap."""

    question = serializers.CharField(source="question.id", read_only=True)
    title = serializers.CharField(source="question.title", read_only=True)
    is_cited = serializers.BooleanField(read_only=True)
    is_locked = serializers.BooleanField(read_only=True)
    can_cite = serializers.BooleanField(read_only=True)


class VersionSerializer(Shown):
    """A file or a link, numbered from 1. `file` is the name under which it was sent, empty where there is a link."""

    file = serializers.SerializerMethodField()
    size = serializers.SerializerMethodField()
    added_by = PersonSerializer(read_only=True, allow_null=True)

    class Meta:
        model = ArtifactVersion
        fields = ["number", "file", "size", "link", "note", "added_at", "added_by"]

    def get_file(self, version: ArtifactVersion) -> str:
        return version.stored_file.name if version.stored_file else ""

    def get_size(self, version: ArtifactVersion) -> int | None:
        """In bytes."""
        return version.stored_file.size if version.stored_file else None


class EventSerializer(Plain):
    """One step of an artifact on its way; `is_own` where somebody accepted what they had added themselves."""

    act = serializers.ChoiceField(source="row.act", choices=ArtifactActChoice.choices, read_only=True)
    version = serializers.IntegerField(source="row.version", read_only=True, allow_null=True)
    open_count = serializers.IntegerField(source="row.open_count", read_only=True)
    reason = serializers.CharField(source="row.reason", read_only=True)
    by = PersonSerializer(source="row.by", read_only=True, allow_null=True)
    at = serializers.DateTimeField(source="row.at", read_only=True)
    is_own = serializers.BooleanField(read_only=True)
