"""The evidence of a workspace."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.viewsets import WorkspaceViewSet
from accounts.permissions import can_contribute
from core.rest.bodies import FromForm
from core.rest.downloads import Download
from core.rest.filters import require_valid
from core.rest.problems import FORBIDDEN, FieldError, InvalidProblem, Problem
from evidence.api.serializers import EvidenceDetailSerializer, EvidenceSerializer, EvidenceVersionSerializer
from evidence.choices import Shown
from evidence.citing import effects_of, places_of
from evidence.domain.kinds import KINDS
from evidence.domain.standing import Standing
from evidence.files.refusals import RefusedFileError
from evidence.forms.evidence import ChangeEvidenceForm, NewEvidenceForm, ReplaceEvidenceForm
from evidence.forms.register import RegisterForm
from evidence.models import Evidence
from evidence.operations.evidence import (
    NotRestorableError,
    add_evidence,
    change_evidence,
    delete_evidence,
    replace_evidence,
    restore_evidence,
)
from evidence.permissions import can_delete_evidence
from evidence.queries.register import file_of, find_evidence, owners_in, register_of, versions_of
from evidence.serving import file_response

FILTERS = {
    "show": OpenApiParameter(
        "show",
        str,
        enum=[each.value for each in Shown if each],
        description="What counts today, lapses within so many days, has lapsed, has no date, or is cited nowhere.",
    ),
    "search": OpenApiParameter("search", str, description="Words of the title."),
    "owner": OpenApiParameter("owner", str, description="The code of who owns it."),
}


class EvidenceDoor(WorkspaceViewSet):
    def get_evidence(self, *, also_deleted: bool = False) -> Evidence:
        """The one that the address names. Raises Evidence.DoesNotExist."""
        return find_evidence(self.workspace, self.kwargs["code"], also_deleted=also_deleted)


class EvidenceViewSet(EvidenceDoor):
    noun = "Evidence"
    plural = "Evidence"
    serializer_class = EvidenceSerializer
    bodies = {
        "create": FromForm(NewEvidenceForm, name="Evidence", without=["kind"]),
        "partial_update": FromForm(ChangeEvidenceForm, name="Evidence"),
        "replace": FromForm(ReplaceEvidenceForm, name="EvidenceVersion"),
    }
    answers = {"retrieve": EvidenceDetailSerializer, "destroy": None}
    guarded = frozenset({"partial_update", "replace", "destroy"})
    may = dict.fromkeys(("create", "partial_update", "replace", "destroy", "restore"), can_contribute)
    refuses = {NotRestorableError: gettext_lazy("It was deleted more than 30 days ago.")}
    parameters = {"list": FILTERS}
    sorts = {"title": "title", "created_at": "created_at", "changed_at": "changed_at"}

    def list(self, request: Request, **place: Any) -> Response:
        """List the evidence of a workspace, and what cites each."""
        form = RegisterForm(request.query_params, owners=owners_in(self.workspace))
        require_valid(form)
        return self.show_all(register_of(self.workspace, form.wanted).select_related("added_by"))

    def paginate_queryset(self, queryset: Any) -> Any:
        page: Any = super().paginate_queryset(queryset)
        return _with_places(page)

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read one piece of evidence, with what its lapse does to scores."""
        evidence: Any = self.get_evidence()
        evidence.effects = effects_of([evidence])[evidence.pk]
        return self._shown(evidence, is_over=evidence.standing is Standing.LAPSED)

    def create(self, request: Request, **place: Any) -> Response:
        """Add evidence: a file, a link, a reference, or several of these.

        Without a file it can come as JSON, too. It belongs to whoever adds it, unless `owner` says otherwise; what a
        service account adds belongs to nobody.
        """
        initial = {"owner": self.actor.as_person}
        form = self.form(lambda data, files: NewEvidenceForm(data, files, workspace=self.workspace, initial=initial))
        try:
            evidence = add_evidence(workspace=self.workspace, actor=self.actor, **form.values)
        except RefusedFileError as refused:
            raise _refused(refused) from None
        address = reverse("api_evidence", args=[self.workspace.code, evidence.code])
        return self._shown(evidence, status=201, location=address)

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Correct what is said of the current version. Its file stays: another file is another version."""
        evidence = self.get_evidence()
        seen = self.seen(evidence)
        form = self.form(lambda data, files: ChangeEvidenceForm(data, instance=evidence), seen=seen)
        change_evidence(evidence=evidence, actor=self.actor, seen=seen, **form.values)
        return self._shown(self.get_evidence())

    def replace(self, request: Request, **place: Any) -> Response:
        """Put a new version in its place, wherever it is cited. The earlier one is kept, with its file.

        Nothing is taken over but the title, the class, the owner and for how long it is valid. Without a file it can
        come as JSON, too.
        """
        evidence = self.get_evidence()
        seen = self.seen(evidence)
        form = self.form(lambda data, files: ReplaceEvidenceForm(data, files, evidence=evidence), seen=seen)
        try:
            replace_evidence(evidence=evidence, actor=self.actor, seen=seen, **form.values)
        except RefusedFileError as refused:
            raise _refused(refused) from None
        return self._shown(self.get_evidence())

    def destroy(self, request: Request, **place: Any) -> Response:
        """Delete it, as an editor or as who added it. It counts nowhere at once, and can be restored for 30 days."""
        evidence = self._deletable()
        self.seen(evidence)
        delete_evidence(evidence=evidence, actor=self.actor)
        return Response(status=204)

    def restore(self, request: Request, **place: Any) -> Response:
        """Take back its deletion, as an editor or as who added it. It is cited again wherever it was."""
        restore_evidence(evidence=self._deletable(also_deleted=True), actor=self.actor)
        return self._shown(self.get_evidence())

    def _deletable(self, *, also_deleted: bool = False) -> Evidence:
        evidence = self.get_evidence(also_deleted=also_deleted)
        if not can_delete_evidence(self.membership, evidence):
            raise Problem(FORBIDDEN, _("Evidence is deleted by editors, and by whoever added it."))
        return evidence

    def _shown(self, evidence: Evidence, *, status: int = 200, location: str = "", **context: Any) -> Response:
        return self.show(_with_places([evidence])[0], status=status, location=location, **context)


class EvidenceVersionViewSet(EvidenceDoor):
    noun = "EvidenceVersion"
    tag = "Evidence"
    serializer_class = EvidenceVersionSerializer
    sorts = {"number": "number"}
    order = ("-number",)

    def list(self, request: Request, **place: Any) -> Response:
        """List the earlier versions, the newest first."""
        return self.show_all(versions_of(self.get_evidence()))


class EvidenceFileViewSet(EvidenceDoor):
    noun = "EvidenceFile"
    tag = "Evidence"
    serializer_class = EvidenceSerializer
    answers = {"download": Download(tuple(kind.media_type for kind in KINDS))}

    def download(self, request: Request, **place: Any) -> HttpResponseBase:
        """Download the file of the current version or of an earlier one."""
        return file_response(file_of(self.get_evidence(), self.kwargs["file_code"]))


def _with_places(found: Any) -> Any:
    """Each knows what cites it, in as many queries as one would take."""
    places = places_of(found)
    for evidence in found:
        evidence.places = places[evidence.pk]
    return found


def _refused(refused: RefusedFileError) -> InvalidProblem:
    return InvalidProblem([FieldError("#/upload", str(refused.sentence))])
