"""A workbook for an evaluation: sent, its columns told, looked at, taken over or thrown away, and undone."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest.bodies import FromForm
from core.rest.problems import FieldError, InvalidProblem
from core.rest.serializers import escaped
from core.spreadsheets.package import RefusedWorkbookError
from vendors.api.door import EvaluationViewSet
from vendors.api.import_serializers import (
    ApplyVendorImportBody,
    ColumnsBody,
    OpenedVendorImportSerializer,
    ShownImport,
    UndoneVendorImportSerializer,
    VendorImportSerializer,
)
from vendors.domain.importing import ImportKind
from vendors.forms.imports import ColumnsForm, WorkbookForm
from vendors.models import VendorImport
from vendors.operations.imports import (
    ChangedSinceError,
    ComparedSinceError,
    NotWaitingError,
    OtherThanShownError,
    apply_import,
    choose_columns,
    discard_import,
    read_import,
    shown_as,
    undo_import,
)
from vendors.queries.imports import find_import, imports_of, is_over, kinds_for, plan_import


class EvaluationImportViewSet(EvaluationViewSet):
    """Of one's own files: that of an evaluator holds scores."""

    noun = "EvaluationImport"
    serializer_class = VendorImportSerializer
    bodies = {
        "create": FromForm(WorkbookForm, name="EvaluationImport"),
        "choose_columns": ColumnsBody,
        "apply": ApplyVendorImportBody,
    }
    guarded = frozenset()
    unpaged = frozenset({"list"})
    answers = {
        **dict.fromkeys(("retrieve", "create", "choose_columns", "apply"), OpenedVendorImportSerializer),
        "undo": UndoneVendorImportSerializer,
        "destroy": None,
    }
    also_answers = dict.fromkeys(("list", "retrieve"), (403,))
    refuses = {
        NotWaitingError: _("This file was taken over or undone before, or it is too late for it."),
        OtherThanShownError: _("Something has changed since the preview. Look at it again."),
        ComparedSinceError: _("The proposals were compared since, so the import stays. Withdraw a proposal instead."),
        ChangedSinceError: _("The criteria were changed since, so the import cannot be undone as a whole."),
    }

    def enter(self, request: Request, **place: Any) -> None:
        super().enter(request, **place)
        self.require(may=self.seated.may_read_in)

    def list(self, request: Request, **place: Any) -> Response:
        """List the last ten files that you took over, the latest first."""
        return self.show_all(imports_of(self.evaluation, self.actor))

    def create(self, request: Request, **place: Any) -> Response:
        """Send a workbook with vendors, criteria or your own scores, and see what it would change. Nothing is written.

        Columns are recognised by their headings; say otherwise which is what.
        """
        kinds = kinds_for(self.evaluation, self.seated.seat)
        form = self.form(lambda data, files: WorkbookForm(data, files, kinds=kinds))
        upload = form.cleaned_data["file"]
        try:
            found = read_import(
                evaluation=self.evaluation,
                membership=self.membership,
                kind=ImportKind(form.cleaned_data["kind"]),
                file_name=upload.name,
                data=upload.read(),
            )
        except RefusedWorkbookError as error:
            raise InvalidProblem([FieldError("#/file", str(error))]) from None
        address = reverse("api_evaluation_import", args=self.here(found.code))
        return self.show_import(found.code, status=201, location=address)

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read a file that waits, with what it would change now, or one that was taken over."""
        return self.show_import()

    def choose_columns(self, request: Request, **place: Any) -> Response:
        """Say which column is what, counted from 0. What is not named stays as it is; null is not in the file."""
        found, sent = self.get_import(), self.sent()["columns"]
        if found.applied_at or is_over(found):
            raise NotWaitingError
        first = ColumnsForm(found=found)
        if unknown := sorted(set(sent) - set(first.fields)):
            said = str(_("There is no such column in a file of this kind."))
            raise InvalidProblem([FieldError(f"#/columns/{escaped(name)}", said) for name in unknown])
        typed = {name: field.initial for name, field in first.fields.items()}
        typed |= {name: "" if place is None else str(place) for name, place in sent.items()}
        form = ColumnsForm(typed, found=found)
        if not form.is_valid():
            raise InvalidProblem(
                [FieldError(f"#/columns/{name}", str(each)) for name, all_ in form.errors.items() for each in all_]
            )
        choose_columns(found=found, mapping=form.mapping)
        return self.show_import()

    def apply(self, request: Request, **place: Any) -> Response:
        """Take it over: all rows without a trouble, as the preview of this fingerprint showed them."""
        apply_import(found=self.get_import(), membership=self.membership, shown=self.sent()["fingerprint"])
        return self.show_import()

    def undo(self, request: Request, **place: Any) -> Response:
        """Let what nobody has changed since be as it was before."""
        return self.show({"kept": undo_import(found=self.get_import(), membership=self.membership)})

    def destroy(self, request: Request, **place: Any) -> Response:
        """Forget a file that waits. What was taken over stays."""
        discard_import(found=self.get_import())
        return Response(status=204)

    def get_import(self, code: str = "") -> VendorImport:
        return find_import(self.evaluation, code or self.kwargs["import_code"], self.actor)

    def show_import(self, code: str = "", **options: Any) -> Response:
        """As it is now. One whose time is over has no preview."""
        found = self.get_import(code)
        if found.applied_at or is_over(found):
            return self.show(ShownImport(found), **options)
        plan = plan_import(found, self.seated.seat, self.seated.participant)
        return self.show(ShownImport(found, plan, shown_as(plan)), **options)
