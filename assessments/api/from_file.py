"""New assessments from a file of answers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.serializers import PersonSerializer
from accounts.api.viewsets import WorkspaceViewSet
from accounts.permissions import can_edit
from assessments.api.bodies import ID_OF_PACK, offer_named
from assessments.api.imports import faulty
from assessments.api.serializers import AssessmentSerializer
from assessments.choices import ScopeChoice
from assessments.forms.imports import NewFromFileForm, TitleForm
from assessments.models import AnswerImport
from assessments.operations.imports import NotWaitingError
from assessments.operations.new_from_file import begin_from_file, kept_submission, read_new
from assessments.queries.assessments import listing_of
from assessments.queries.imports import find_import
from catalog.domain.question_pack import QuestionPack
from catalog.queries import Offer, question_packs
from core.rest.bodies import FromForm
from core.rest.fields import Text
from core.rest.serializers import Shown
from core.source import BadInputError


class AnswerFileSerializer(Shown):
    """What a file holds of which a new assessment can be made."""

    made_by = PersonSerializer(allow_null=True, read_only=True)
    pack = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    scope = serializers.ChoiceField(choices=ScopeChoice.choices, read_only=True)
    answers = serializers.IntegerField(read_only=True)
    evidence = serializers.IntegerField(read_only=True)

    class Meta:
        model = AnswerImport
        fields = ["code", "file_name", "made_by", "made_at", "pack", "title", "scope", "answers", "evidence"]


class NewFromFileViewSet(WorkspaceViewSet):
    noun = "AnswerFile"
    tag = "Imports"
    serializer_class = AnswerFileSerializer
    bodies: ClassVar[Any] = {
        "create": FromForm(
            NewFromFileForm,
            without=["pack"],
            beside={"pack": lambda: Text(max_length=200, help_text=ID_OF_PACK)},
        ),
        "begin_from": FromForm(TitleForm, name="NewTitle"),
    }
    answers: ClassVar[Any] = {"begin_from": AssessmentSerializer}
    creates = frozenset({"create", "begin_from"})
    may = dict.fromkeys(("create", "retrieve", "begin_from"), can_edit)
    refuses = {NotWaitingError: _("This file does not wait any more. Send it again if you still need it.")}
    also_answers = {"retrieve": (409,)}

    def create(self, request: Request, **place: Any) -> Response:
        """Send a file of answers (XLSX, YAML or JSON), and see what it holds. No assessment is made yet."""
        sent: Any = request.data
        offer = offer_named(sent.get("pack"))
        form = self.form(lambda data, files: NewFromFileForm(data, files, offers=[offer]))
        upload = form.cleaned_data["file"]
        try:
            found = read_new(
                workspace=self.workspace,
                actor=self.actor,
                offer=form.offer,
                file_name=upload.name,
                data=upload.read(),
            )
        except BadInputError as error:
            raise faulty(error) from None
        address = reverse("api_answer_file", args=[self.workspace.code, found.code])
        return self.made(_told(found, form.offer), address)

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read what a file holds that waits."""
        return self.show(_told(*self._waiting()))

    def begin_from(self, request: Request, **place: Any) -> Response:
        """Make an assessment of it."""
        found, offer = self._waiting()
        form = self.form(lambda data, files: TitleForm(data))
        begun = begin_from_file(found=found, actor=self.actor, offer=offer, title=form.cleaned_data["title"])
        shown = listing_of(self.workspace).select_related("begun_from").get(pk=begun.pk)
        return self.made(shown, reverse("api_assessment", args=[self.workspace.code, begun.code]))

    def _waiting(self) -> tuple[AnswerImport, Offer[QuestionPack]]:
        """Raises NotWaitingError, also where its pack is not there any more."""
        found = find_import(self.workspace, self.kwargs["code"], self.actor)
        offer = next((each for each in question_packs() if each.name == found.content["pack"]), None)
        if found.applied_at or found.is_over or offer is None:
            raise NotWaitingError
        return found, offer


def _told(found: AnswerImport, offer: Offer[QuestionPack]) -> Any:
    told: Any = found
    submission = kept_submission(found, offer.content)
    told.pack, told.title, told.scope = offer.name, submission.title, submission.scope.value
    told.answers = len(submission.answers)
    told.evidence = sum(len(answer.evidence) for answer in submission.answers.values())
    return told
