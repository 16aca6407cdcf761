"""Deciding what the next report of an assessment says and how it looks; presets of the latter."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.viewsets import WorkspaceViewSet
from accounts.permissions import can_edit
from assessments.api.bodies import entries
from assessments.api.door import AssessmentViewSet
from assessments.models import Assessment
from assessments.queries.sections import find_assessment
from core.rest.bodies import FromForm
from core.rest.fields import Text
from core.rest.problems import ConflictProblem, FieldError, InvalidProblem
from reports.api.plan_serializers import (
    AppliedPresetBody,
    ReportPlanSerializer,
    ReportPresetSerializer,
    TakenPartBody,
)
from reports.domain.summary import summarise
from reports.domain.summary_text import Paragraph, paragraphs_of, whole_text
from reports.forms.plans import PHASE, PlanForm, PresetNameForm
from reports.models import ReportPlan, ReportPreset
from reports.operations.plans import (
    NameTakenError,
    NotRestorableError,
    apply_preset,
    change_plan,
    delete_preset,
    rename_preset,
    restore_preset,
    save_preset,
    take_back,
    take_over,
)
from reports.queries.plans import find_preset, plan_of, presets_of
from reports.queries.results import assess

COMMENTS = entries("phase_comments", PHASE, Text, "Own words by the id of a phase, in Markdown.")


class ReportPlanViewSet(AssessmentViewSet):
    noun = "ReportPlan"
    tag = "Reports"
    serializer_class = ReportPlanSerializer
    bodies = {
        "partial_update": FromForm(PlanForm, name="ReportPlan", several={"phase_comments": COMMENTS}),
        "take_over": TakenPartBody,
        "apply": AppliedPresetBody,
    }
    guarded = frozenset({"partial_update", "take_over", "take_back", "apply"})
    may = dict.fromkeys(("retrieve", "partial_update", "take_over", "take_back", "apply"), can_edit)

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read what the next report says and how it looks; as long as nobody decided anything, what is usual."""
        return self.show_plan(plan_of(self.assessment))

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change what it says, or how it looks."""
        plan = plan_of(self.assessment)
        seen = self.seen(plan)
        form = self.form(lambda data, files: PlanForm(data, instance=plan), seen=seen)
        return self.show_plan(self.changed(change_plan, seen, **form.values))

    def take_over(self, request: Request, **place: Any) -> Response:
        """Take a part of the generated summary into the own words, below them; or all of it, instead of them."""
        plan = plan_of(self.assessment)
        seen, name = self.seen(plan), self.sent()["part"]
        part = next((each for each in self.parts if each.name == name), None)
        if name and part is None:
            raise ConflictProblem(_("The generated summary has nothing to say about this today."))
        said = {"summary": plan.summary, "has_generated": plan.has_generated}
        return self.show_plan(self.changed(take_over, seen, part=part, **said))

    def take_back(self, request: Request, **place: Any) -> Response:
        """Have the own words as they were before something was taken over; once more brings that back."""
        plan = plan_of(self.assessment)
        self.seen(plan)
        return self.show_plan(take_back(plan=plan, actor=self.actor, basis=whole_text(self.parts)))

    def apply(self, request: Request, **place: Any) -> Response:
        """Let it look as a preset says. What it says stays."""
        plan, code = plan_of(self.assessment), self.sent()["preset"]
        self.seen(plan)
        try:
            preset = find_preset(self.workspace, code)
        except ReportPreset.DoesNotExist:
            raise InvalidProblem([FieldError("#/preset", gettext("There is no such preset."))]) from None
        return self.show_plan(apply_preset(preset=preset, plan=plan, actor=self.actor))

    def changed(self, operation: Any, seen: int, **values: Any) -> ReportPlan:
        basis = whole_text(self.parts)
        stored: ReportPlan = operation(assessment=self.assessment, actor=self.actor, seen=seen, basis=basis, **values)
        return stored

    def show_plan(self, plan: ReportPlan) -> Response:
        return self.show(plan, parts=self.parts)

    @cached_property
    def parts(self) -> tuple[Paragraph, ...]:
        """Of the summary that is generated today."""
        assessed = assess(self.assessment, as_of=self.workspace.today)
        return paragraphs_of(summarise(assessed.result, assessed.submission.organisation))


class ReportPresetViewSet(WorkspaceViewSet):
    noun = "ReportPreset"
    tag = "Reports"
    serializer_class = ReportPresetSerializer
    bodies = {
        "create": FromForm(
            PresetNameForm,
            name="NewReportPreset",
            beside={"assessment": lambda: Text(help_text="The code of the assessment whose choices it keeps.")},
        ),
        "partial_update": FromForm(PresetNameForm, name="ReportPreset"),
    }
    answers = {"destroy": None}
    guarded = frozenset()
    unpaged = frozenset({"list"})
    may = dict.fromkeys(("list", "retrieve", "create", "partial_update", "destroy", "restore"), can_edit)
    refuses = {
        NameTakenError: _("There is a preset of this name already."),
        NotRestorableError: _("It cannot be brought back: it is gone for good, or another preset has its name."),
    }

    def list(self, request: Request, **place: Any) -> Response:
        return self.show_all(presets_of(self.workspace))

    def retrieve(self, request: Request, **place: Any) -> Response:
        return self.show(self.get_preset())

    def create(self, request: Request, **place: Any) -> Response:
        """Keep how the next report of an assessment looks, as that is stored, under a name."""
        form = self.form(lambda data, files: PresetNameForm(data))
        sent: Any = request.data
        try:
            assessment = find_assessment(self.workspace.pk, sent["assessment"])
        except Assessment.DoesNotExist:
            raise InvalidProblem([FieldError("#/assessment", gettext("There is no such assessment."))]) from None
        preset = save_preset(
            workspace=self.workspace,
            actor=self.actor,
            name=form.cleaned_data["name"],
            choices=plan_of(assessment).choices,
        )
        return self.made(preset, reverse("api_report_preset", args=[self.workspace.code, preset.code]))

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Give it another name."""
        preset = self.get_preset()
        form = self.form(lambda data, files: PresetNameForm(data, initial={"name": preset.name}))
        rename_preset(preset=preset, actor=self.actor, name=form.cleaned_data["name"])
        return self.show(preset)

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete it. It can be restored for 30 days."""
        delete_preset(preset=self.get_preset(also_deleted=True), actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion."""
        restore_preset(preset=self.get_preset(also_deleted=True), actor=self.actor)
        return self.show(self.get_preset())

    def get_preset(self, *, also_deleted: bool = False) -> ReportPreset:
        return find_preset(self.workspace, self.kwargs["code"], also_deleted=also_deleted)
