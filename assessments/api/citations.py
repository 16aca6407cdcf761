"""Evidence cited for answers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import can_contribute
from assessments.api.answers import AnswerViewSet
from assessments.forms.citations import CiteForm
from assessments.operations.citations import cite_evidence, cite_new_evidence, remove_citation
from core.rest.bodies import FromForm
from core.rest.problems import FieldError, InvalidProblem
from evidence.files.refusals import RefusedFileError
from evidence.forms.evidence import NewEvidenceForm
from evidence.models import Evidence


class CitationViewSet(AnswerViewSet):
    """Shows the answer, with what its evidence makes of it."""

    noun = "Evidence"
    tag = "Answers"
    bodies: ClassVar[Any] = {
        "cite": FromForm(CiteForm),
        "cite_new": FromForm(NewEvidenceForm, name="CitedEvidence", without=["evidence_class"]),
    }
    creates = frozenset({"cite_new"})
    guarded = frozenset()
    may = dict.fromkeys(("cite", "cite_new", "uncite"), can_contribute)
    also_answers = {"cite": (409,), "uncite": (409,)}

    def cite(self, request: Request, **place: Any) -> Response:
        """Cite evidence that the workspace has already."""
        form = self.form(lambda data, files: CiteForm(data, assessment=self.assessment, question=self.question.id))
        cite_evidence(**self.where, actor=self.actor, evidence=form.cleaned_data["evidence"])
        return self.told()

    def cite_new(self, request: Request, **place: Any) -> Response:
        """Add evidence and cite it: both, or neither.

        `kind` is one of the pack's kinds of evidence, or document or measurement where none of these fits.
        """
        form = self.form(self._new_form)
        try:
            cite_new_evidence(**self.where, actor=self.actor, **form.values)
        except RefusedFileError as refused:
            raise InvalidProblem([FieldError("#/upload", str(refused.sentence))]) from None
        address = reverse("api_answer", args=self.here(self.question.id))
        return self.told(status=201, location=address)

    def uncite(self, request: Request, **place: Any) -> Response:
        """No longer cite it here. The evidence itself stays."""
        found = Evidence.objects.alive().get(workspace=self.workspace, code=self.kwargs["evidence_code"])
        remove_citation(**self.where, actor=self.actor, evidence=found)
        return self.told()

    def _new_form(self, data: Any, files: Any) -> NewEvidenceForm:
        pack = self.assessment.questions
        return NewEvidenceForm(
            data,
            files,
            workspace=self.workspace,
            kinds=pack.evidence_kinds,
            typical=self.question.evidence,
            default_validity=pack.validity_default_days,
            initial={"owner": self.actor.as_person},
        )
