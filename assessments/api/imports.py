"""Answers as a workbook: handed out, and taken in when it comes back."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any, ClassVar

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import can_contribute
from assessments.api.door import AssessmentViewSet
from assessments.api.import_serializers import ApplyBody, ImportSerializer, OpenedImportSerializer
from assessments.domain.imports import Pick
from assessments.files.answers_data import answers_data
from assessments.forms.answers import WHAT_IS_LACKING
from assessments.forms.imports import ImportForm
from assessments.models import AnswerImport
from assessments.operations.imports import (
    ChangedSincePreviewError,
    NotWaitingError,
    OpenChoicesError,
    OtherAssessmentError,
    UnfinishedAnswerError,
    apply_import,
    discard_import,
    read_import,
    undo_import,
)
from assessments.operations.large_files import ANSWERS, ask_for_file, write_answers
from assessments.queries.exchange import XLSX, file_name, filed_answers, is_large
from assessments.queries.imports import find_import, is_of_earlier_version, plan_import
from core.downloads import attached
from core.rest.bodies import FromForm
from core.rest.downloads import Download
from core.rest.problems import ConflictProblem, FieldError, InvalidProblem
from core.source import BadInputError
from jobs.api.answers import accepted
from jobs.api.serializers import JobSerializer


class ImportViewSet(AssessmentViewSet):
    noun = "Import"
    serializer_class = ImportSerializer
    bodies: ClassVar[Any] = {"create": FromForm(ImportForm), "apply": ApplyBody}
    answers: ClassVar[Any] = {
        "create": OpenedImportSerializer,
        "retrieve": OpenedImportSerializer,
        "destroy": None,
    }
    guarded = frozenset()
    may = dict.fromkeys(("retrieve", "create", "apply", "destroy", "undo"), can_contribute)
    refuses = {
        NotWaitingError: gettext_lazy("This file does not wait any more, or can be undone no more. Look at it again."),
        ChangedSincePreviewError: gettext_lazy("Somebody has changed answers since. Look at the preview again."),
        OpenChoicesError: gettext_lazy("Both sides changed some answers. Pick for each of these what stays."),
    }
    order = ("-applied_at", "-pk")

    def list(self, request: Request, **place: Any) -> Response:
        """List the files whose answers were taken in, the latest first."""
        applied = self.assessment.imports.filter(applied_at__isnull=False)
        return self.show_all(applied.defer("content").select_related("made_by"))

    def create(self, request: Request, **place: Any) -> Response:
        """Send a workbook that was exported here, and see what it would change. Nothing is written yet."""
        form = self.form(ImportForm)
        upload, is_other_meant = form.cleaned_data["file"], form.cleaned_data["is_other_meant"]
        try:
            found = read_import(
                assessment=self.assessment,
                actor=self.actor,
                file_name=upload.name,
                data=upload.read(),
                is_other_meant=is_other_meant,
            )
        except BadInputError as error:
            raise faulty(error) from None
        except OtherAssessmentError:
            said = _("This workbook was exported from another assessment. If you mean it, say so.")
            raise InvalidProblem([FieldError("#/is_other_meant", said)]) from None
        return self._shown(found, status=201, location=reverse("api_import", args=self.here(found.code)))

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read a file that waits, with what it would change, or one that was taken in, with what it did."""
        return self._shown(self._import())

    def apply(self, request: Request, **place: Any) -> Response:
        """Take its answers in: all that the preview of this fingerprint showed, or nothing."""
        found, sent = self._import(), self.sent()
        picks = {(each["question"], each["unit"]): Pick(each["pick"]) for each in sent.get("picks", ())}
        if "pick_all" in sent and not found.applied_at:
            collisions = ((line.question.id, unit) for line in plan_import(found).lines for unit in line.collisions)
            picks = {**dict.fromkeys(collisions, Pick(sent["pick_all"])), **picks}
        try:
            applied = apply_import(found=found, actor=self.actor, picks=picks, fingerprint=sent["fingerprint"])
        except UnfinishedAnswerError as error:
            said = _("%(question)s could not stand with what you chose. %(lack)s")
            raise ConflictProblem(said % {"question": error.question, "lack": WHAT_IS_LACKING[error.lack]}) from None
        return self.show(applied)

    def destroy(self, request: Request, **place: Any) -> Response:
        """Forget a file that waits. What was taken in stays."""
        discard_import(found=self._import())
        return Response(status=204)

    def undo(self, request: Request, **place: Any) -> Response:
        """Let each answer that nobody has changed since say again what it said before."""
        return self.show(undo_import(found=self._import(), actor=self.actor))

    def _import(self) -> AnswerImport:
        return find_import(self.workspace, self.kwargs["code"], self.actor, self.assessment)

    def _shown(self, found: AnswerImport, **options: Any) -> Response:
        is_waiting = not found.applied_at and not found.is_over and not is_of_earlier_version(found)
        opened: Any = found
        opened.left_out = found.content["left_out"]
        opened.preview = plan_import(found) if is_waiting else None
        return self.show(opened, **options)


class AnswerFileViewSet(AssessmentViewSet):
    noun = "Workbook"
    tag = "Imports"
    serializer_class = JobSerializer
    answers: ClassVar[Any] = {
        "download": Download((XLSX,)),
        "download_json": Download(("application/json",)),
        "ask_for": JobSerializer,
    }
    statuses = {"ask_for": 202}
    also_answers = {"download": (409,)}

    def download(self, request: Request, **place: Any) -> HttpResponseBase:
        """Download the answers as a workbook, to be filled in and sent back.

        That of a large assessment takes longer than a request may: 409. Ask for it by POST.
        """
        if is_large(self.assessment):
            raise ConflictProblem(_("This workbook takes longer than a request may. Ask for it by POST."))
        made = BytesIO()
        write_answers(self.assessment, made)
        return attached(file_name(self.assessment, "answers", "xlsx"), made.getvalue(), XLSX)

    def ask_for(self, request: Request, **place: Any) -> Response:
        """Let a job write the workbook."""
        return accepted(self, ask_for_file(kind=ANSWERS, assessment=self.assessment, actor=self.actor))

    def download_json(self, request: Request, **place: Any) -> HttpResponseBase:
        """Download the answers as the file that the headless job takes."""
        data = json.dumps(answers_data(filed_answers(self.assessment)[0]), ensure_ascii=False, indent=2) + "\n"
        return attached(file_name(self.assessment, "answers", "json"), data.encode(), "application/json")


def faulty(error: BadInputError) -> InvalidProblem:
    """Every fault of a file, with where in it that is."""
    return InvalidProblem([FieldError("#/file", str(fault)) for fault in error.faults] or [_unreadable()])


def _unreadable() -> FieldError:
    return FieldError("#/file", _("This is no file of answers."))
