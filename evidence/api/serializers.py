"""Evidence as the API shows it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from accounts.api.serializers import PersonSerializer
from core.addresses import full_address
from core.rest.fields import Moment, Score
from core.rest.serializers import Plain, Shown
from evidence.choices import CLASS_NAMES
from evidence.citing import Effect, Place
from evidence.domain.standing import Standing
from evidence.models import Evidence, EvidenceVersion
from evidence.queries.wording import effect_sentence


class StoredFileSerializer(Plain):
    """A file, by its content. `url` hands it to members."""

    code = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    media_type = serializers.CharField(read_only=True)
    size = serializers.IntegerField(read_only=True)
    sha256 = serializers.CharField(read_only=True)
    uploaded_at = Moment(read_only=True)
    url = serializers.URLField(read_only=True)


class CitingSerializer(Plain):
    """What cites it. `url` is where the API has that."""

    label = serializers.CharField(read_only=True)  # type: ignore[assignment]  # what a field is called in a form
    url = serializers.SerializerMethodField()
    page = serializers.SerializerMethodField()

    def get_url(self, place: Place) -> str:
        return full_address(place.api, self.context["request"]._request)

    def get_page(self, place: Place) -> str | None:
        """Null for what has no page of its own."""
        return full_address(place.url, self.context["request"]._request) if place.url else None


class EffectSerializer(Plain):
    """What its lapse does to the verified score of an assessment, or did.

    `before` is the score while it counts, `after` the same without it, `by_then` the score on the day after its last
    if nothing is renewed until then; null is no score.
    """

    title = serializers.CharField(read_only=True)
    before = Score(allow_null=True, read_only=True)
    after = Score(allow_null=True, read_only=True)
    by_then = Score(allow_null=True, read_only=True)
    sentence = serializers.SerializerMethodField()

    def get_sentence(self, effect: Effect) -> str:
        return effect_sentence(effect, is_over=self.context["is_over"])


class _WithFile(Shown):
    file = serializers.SerializerMethodField()

    def get_file(self, facts: Evidence | EvidenceVersion) -> StoredFileSerializer(allow_null=True):  # type: ignore[valid-type]
        if facts.stored_file is None:
            return None
        evidence = facts if isinstance(facts, Evidence) else facts.evidence
        codes = [evidence.workspace.code, evidence.code, facts.stored_file.code]
        shown: Any = facts.stored_file
        shown.url = full_address(reverse("api_evidence_file", args=codes), self.context["request"]._request)
        return StoredFileSerializer(shown).data


class EvidenceSerializer(_WithFile):
    """A piece of evidence in its current version. `standing` says whether it counts today, by the workspace's calendar.

    `kind` is the id of a kind that a pack names, where it was added beside a question. `lapses_date` is the last day
    on which it counts.
    """

    evidence_class = serializers.ChoiceField(choices=list(CLASS_NAMES.items()), read_only=True)
    standing = serializers.ChoiceField(choices=[each.value for each in Standing], read_only=True)
    owner = PersonSerializer(read_only=True)
    added_by = PersonSerializer(read_only=True)
    cited_in = CitingSerializer(many=True, source="places", read_only=True)

    class Meta:
        model = Evidence
        fields = [
            "code",
            "title",
            "evidence_class",
            "kind",
            "file",
            "link",
            "reference",
            "observed_date",
            "validity_days",
            "lapses_date",
            "standing",
            "owner",
            "added_by",
            "version",
            "cited_in",
            "revision",
            "created_at",
            "changed_at",
        ]


class EvidenceDetailSerializer(EvidenceSerializer):
    """With what its lapse does, before it comes and after."""

    effects = EffectSerializer(many=True, read_only=True)

    class Meta:
        model = Evidence
        fields = [*EvidenceSerializer.Meta.fields, "effects"]


class EvidenceVersionSerializer(_WithFile):
    """An earlier version, as it was."""

    replaced_by = PersonSerializer(read_only=True)

    class Meta:
        model = EvidenceVersion
        fields = [
            "number",
            "file",
            "link",
            "reference",
            "observed_date",
            "validity_days",
            "replaced_by",
            "replaced_at",
        ]
