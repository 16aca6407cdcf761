"""Evaluations as a whole: begun, opened, changed and deleted."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.operations import pack_of
from catalog.queries import criteria_packs
from core.models.revisions import LAST_REVISION
from core.rest.bodies import FromForm, Instead
from core.rest.fields import Text, Truth, Whole
from core.rest.serializers import Body
from vendors.api.door import EvaluationViewSet
from vendors.api.serializers import EvaluationDetailSerializer, EvaluationSerializer
from vendors.domain.stages import Stage
from vendors.forms.evaluations import EvaluationSettingsForm, NewEvaluationForm
from vendors.forms.reevaluation import AgainForm
from vendors.models import Evaluation
from vendors.operations.criteria import NotEditableError
from vendors.operations.evaluations import (
    KnowsPricesError,
    NotRestorableError,
    SettingClosedError,
    change_evaluation,
    create_evaluation,
    delete_evaluation,
    restore_evaluation,
)
from vendors.operations.opening import AlreadyOpenError, NotReadyError, open_evaluation
from vendors.operations.participants import TooLateError, hide_names
from vendors.operations.reevaluation import evaluate_again
from vendors.permissions import can_begin
from vendors.queries.evaluations import evaluations_of, possible_moderators
from vendors.queries.reevaluation import vendors_to_ask

OF_PACK = (
    "The criteria to begin with, such as vendor-selection@1.0.0; null for none, and without it the first there is."
)


class OpeningBody(Body):
    model_revision = Whole(
        min_value=1, max_value=LAST_REVISION, help_text="That of version 1 of the model, as you looked at it."
    )


class NamesBody(Body):
    are_hidden = Truth(help_text="Whether evaluators read “Vendor 1” until quality is locked.")


class EvaluationFilters(FilterSet):
    class Meta:
        model = Evaluation
        fields = ["stage"]


class EvaluationsViewSet(EvaluationViewSet):
    noun = "Evaluation"
    serializer_class = EvaluationSerializer
    filterset_class = EvaluationFilters
    bodies = {
        "create": FromForm(
            NewEvaluationForm,
            instead={"pack": Instead(lambda **_options: Text(required=False, allow_null=True, help_text=OF_PACK))},
        ),
        "partial_update": FromForm(EvaluationSettingsForm, name="Evaluation"),
        "evaluate_again": FromForm(AgainForm, name="EvaluationAgain"),
        "open": OpeningBody,
        "hide_names": NamesBody,
    }
    may = {"create": can_begin, "evaluate_again": can_begin}
    creates = frozenset({"create", "evaluate_again"})
    moderated = frozenset({"destroy", "restore", "open", "hide_names"})
    of_deleted = frozenset({"restore"})
    answers = {
        **dict.fromkeys(
            ("retrieve", "create", "partial_update", "restore", "open", "hide_names", "evaluate_again"),
            EvaluationDetailSerializer,
        ),
        "destroy": None,
    }
    also_answers = {"open": (412,)}
    refuses = {
        NotRestorableError: _("It was deleted more than 30 days ago."),
        KnowsPricesError: _("This person enters prices since a moment ago, and cannot moderate."),
        SettingClosedError: _("The evaluation went on meanwhile: one of these stays as it is at its stage."),
        AlreadyOpenError: _("The evaluation is open already."),
        NotReadyError: _("There is something to mend in the model: its version says what."),
        NotEditableError: _("The criteria are locked."),
        TooLateError: _("The evaluation is open: evaluators have seen the names, or have not, by now."),
    }
    sorts = {"title": "title", "created_at": "created_at", "changed_at": "changed_at"}

    def get_queryset(self) -> Any:
        return evaluations_of(self.workspace).select_related("previous")

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one evaluation: its settings, how far it is, and what you are in it."""
        return self.show_evaluation()

    def create(self, request: Request, **place: Any) -> Response:
        """Begin an evaluation, with the criteria of a pack or from scratch. Whoever begins it moderates it."""
        form = self.form(lambda data, files: NewEvaluationForm(data, offers=criteria_packs()))
        made = create_evaluation(
            workspace=self.workspace,
            actor=self.actor,
            title=form.cleaned_data["title"],
            purpose=form.cleaned_data["purpose"],
            pack=pack_of(form.offer) if form.offer else None,
        )
        address = reverse("api_evaluation", args=[self.workspace.code, made.code])
        return self.show_evaluation(made.code, status=201, location=address)

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Change its settings, as its moderator or as an owner of the workspace.

        Deadline and late proposals are settled once consensus is open; what is to be decided, and from where on a
        result has its word, once quality is locked.
        """
        self.require(may=self.seated.may_appoint)
        seen = self.seen(self.evaluation)
        people = possible_moderators(self.workspace, self.evaluation)
        form = self.form(
            lambda data, files: EvaluationSettingsForm(data, instance=self.evaluation, people=people), seen=seen
        )
        change_evaluation(evaluation=self.evaluation, actor=self.actor, seen=seen, **form.values)
        return self.show_evaluation()

    def evaluate_again(self, request: Request, **place: Any) -> Response:
        """Begin a new evaluation with the same model, once quality of this one is locked. Whoever begins it moderates.

        `vendors` are codes of those to ask again; without it, those that stood to the end.
        """
        self.unseal(seen=self.evaluation.at.is_from(Stage.LOCKED))
        offered, ticked = vendors_to_ask(self.evaluation)
        first = {"title": self.evaluation.title, "purpose": self.evaluation.purpose}
        form = self.form(lambda data, files: AgainForm(data, offered=offered, ticked=ticked, initial=first))
        made = evaluate_again(previous=self.evaluation, actor=self.actor, **form.values)
        address = reverse("api_evaluation", args=[self.workspace.code, made.code])
        return self.show_evaluation(made.code, status=201, location=address)

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete it, as its moderator. It can be restored for 30 days."""
        self.seen(self.evaluation)
        delete_evaluation(evaluation=self.evaluation, actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion."""
        restore_evaluation(evaluation=self.evaluation, actor=self.actor)
        return self.show_evaluation()

    def open(self, request: Request, **place: Any) -> Response:
        """Lock its model, and let its evaluators begin. Read version 1 before: it says what is to mend."""
        seen = self.sent()["model_revision"]
        open_evaluation(evaluation=self.evaluation, actor=self.actor, seen=seen)
        return self.show_evaluation()

    def hide_names(self, request: Request, **place: Any) -> Response:
        """Hide the vendors' names from the evaluators, or show them, before the evaluation is opened."""
        hide_names(evaluation=self.evaluation, actor=self.actor, **self.sent())
        return self.show_evaluation()
