"""Assessments as a whole."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, FilterSet
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.viewsets import WorkspaceViewSet
from accounts.permissions import can_edit
from assessments.api.bodies import ID_OF_PACK, OF_PACK, SCOPE, TARGET, offer_named
from assessments.api.serializers import AssessmentSerializer
from assessments.forms.assessments import AssessmentSettingsForm, DuplicateForm, NewAssessmentForm
from assessments.models import Assessment
from assessments.operations.assessments import (
    NotRestorableError,
    change_assessment,
    create_assessment,
    delete_assessment,
    duplicate_assessment,
    restore_assessment,
)
from assessments.queries.assessments import listing_of
from assessments.queries.sections import find_assessment
from catalog.operations import pack_of
from core.rest.bodies import FromForm, Instead
from core.rest.fields import Text, Truth

WITH_ANSWERS = Instead(
    lambda **options: Truth(**options, help_text="Copy the answers with their notes and evidence."),
    lambda value: "yes" if value else "no",
)


class AssessmentFilters(FilterSet):
    title = CharFilter(lookup_expr="icontains", label="Words of it.")
    owner = CharFilter("owner__code", label="A person's code.")
    pack = CharFilter("pack__code")

    class Meta:
        model = Assessment
        fields = ["title", "owner", "pack", "scope"]


class AssessmentsViewSet(WorkspaceViewSet):
    noun = "Assessment"
    serializer_class = AssessmentSerializer
    filterset_class = AssessmentFilters
    bodies = {
        "create": FromForm(
            NewAssessmentForm,
            instead={"target": TARGET, "scope": SCOPE},
            several=OF_PACK,
            beside={"pack": lambda: Text(max_length=200, help_text=ID_OF_PACK)},
        ),
        "partial_update": FromForm(
            AssessmentSettingsForm, name="Assessment", instead={"target": TARGET}, several=OF_PACK
        ),
        "duplicate": FromForm(DuplicateForm, name="AssessmentCopy", instead={"with_answers": WITH_ANSWERS}),
    }
    creates = frozenset({"create", "duplicate"})
    may = dict.fromkeys(("create", "partial_update", "destroy", "restore", "duplicate"), can_edit)
    answers = {"destroy": None}
    refuses = {NotRestorableError: gettext_lazy("It was deleted more than 30 days ago.")}
    sorts = {"title": "title", "created_at": "created_at", "changed_at": "changed_at"}

    def get_queryset(self) -> Any:
        return listing_of(self.workspace).select_related("begun_from")

    def create(self, request: Request, **place: Any) -> Response:
        """Create an assessment, in which every question is open."""
        sent: Any = request.data
        offer = offer_named(sent.get("pack"))
        form = self.form(lambda data, files: NewAssessmentForm(data, pack=offer.content, title=""))
        made = create_assessment(workspace=self.workspace, actor=self.actor, pack=pack_of(offer), **form.values)
        return self._made(made)

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change its title, owner, targets, profile, and when one is reminded. Pack and scope stay."""
        assessment = self.get_assessment()
        seen = self.seen(assessment)
        form = self.form(lambda data, files: AssessmentSettingsForm(data, instance=assessment), seen=seen)
        change_assessment(assessment=assessment, actor=self.actor, seen=seen, **form.values)
        return self.show(self.get_object())

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete it. It can be restored for 30 days."""
        assessment = self.get_assessment()
        self.seen(assessment)
        delete_assessment(assessment=assessment, actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion."""
        deleted = Assessment.objects.get(workspace=self.workspace, code=self.kwargs["code"])
        deleted.workspace = self.workspace
        restore_assessment(assessment=deleted, actor=self.actor)
        return self.show(self.get_object())

    def duplicate(self, request: Request, **place: Any) -> Response:
        """Copy it, with its answers and their evidence or without."""
        assessment = self.get_assessment()
        form = self.form(lambda data, files: DuplicateForm(data))
        return self._made(duplicate_assessment(assessment=assessment, actor=self.actor, **form.cleaned_data))

    def get_assessment(self) -> Assessment:
        assessment = find_assessment(self.workspace.pk, self.kwargs["code"])
        assessment.workspace = self.workspace
        return assessment

    def _made(self, assessment: Assessment) -> Response:
        address = reverse("api_assessment", args=[self.workspace.code, assessment.code])
        return self.made(self.get_queryset().get(pk=assessment.pk), address)
