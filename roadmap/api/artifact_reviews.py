"""The review of an artifact: asked for, accepted or sent back, and what was accepted cited."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.operations.locking import LockedError
from assessments.queries.locked import why_locked
from core.rest.bodies import FromForm, Instead
from core.rest.fields import Text
from core.rest.problems import FORBIDDEN, ConflictProblem, Problem
from roadmap.api.door import ArtifactsViewSet
from roadmap.api.item_serializers import ArtifactSerializer
from roadmap.domain.states import ArtifactStatus
from roadmap.forms.artifacts import AcceptForm, AskForm, CiteForm, SendBackForm
from roadmap.models import Artifact
from roadmap.operations.artifact_citing import cite_artifact
from roadmap.operations.artifact_reviews import (
    NoVersionError,
    OpenSentencesError,
    SettledError,
    accept_artifact,
    ask_for_review,
    send_back,
)
from roadmap.permissions import can_review, can_work
from roadmap.queries.artifact_questions import feeding_assessment, is_offered, served_by
from roadmap.queries.artifact_reviews import ruling_on
from roadmap.queries.artifacts import versions_of

REASON = "Needed where something of the definition of done is open."


class ArtifactReviewViewSet(ArtifactsViewSet):
    noun = "Artifact"
    serializer_class = ArtifactSerializer
    bodies = {
        "ask_review_of": FromForm(AskForm, name="ArtifactReview"),
        "accept": FromForm(
            AcceptForm,
            name="ArtifactAcceptance",
            instead={"reason": Instead(lambda **_options: Text(required=False, allow_blank=True, help_text=REASON))},
        ),
        "send_back": FromForm(SendBackForm, name="ArtifactSendBack"),
        "cite": FromForm(CiteForm, name="ArtifactCitations"),
    }
    guarded = frozenset({"ask_review_of", "accept", "send_back"})
    may = {"ask_review_of": can_work, "cite": can_work}
    also_answers = {"accept": (403,), "send_back": (403,)}
    refuses = {
        SettledError: gettext_lazy(
            "A review is asked for of a draft or of what is outdated; what is in review is accepted or sent back. "
            "Read it again."
        ),
        NoVersionError: gettext_lazy("There is no version yet. Add one first."),
        OpenSentencesError: gettext_lazy("Something of its definition of done was opened again. Read it again."),
    }

    def ask_review_of(self, request: Request, **place: Any) -> Response:
        """Ask somebody to review a draft, or what is outdated. They are told at once."""
        artifact = self.get_artifact()
        seen = self.seen(artifact)
        form = self.form(lambda data, files: AskForm(data, artifact=artifact), seen=seen)
        return self.show(ask_for_review(artifact=artifact, actor=self.actor, **form.values))

    def accept(self, request: Request, **place: Any) -> Response:
        """Accept its last version. It is recorded as evidence, for no answer yet.

        Its reviewer may, and who plans; nobody what they added themselves, as long as there is somebody else.
        """
        artifact = self.in_review()
        if not ruling_on(artifact, versions_of(artifact)[0], self.membership).may:
            raise Problem(FORBIDDEN, _("You added this version. Somebody else has to accept it."))
        seen = self.seen(artifact)
        form = self.form(lambda data, files: AcceptForm(data, artifact=artifact), seen=seen)
        accept_artifact(artifact=artifact, actor=self.actor, **form.values)
        return self.show(self.get_artifact())

    def send_back(self, request: Request, **place: Any) -> Response:
        """Send it back, and say what is missing. It is a draft again."""
        artifact = self.in_review()
        seen = self.seen(artifact)
        form = self.form(lambda data, files: SendBackForm(data, artifact=artifact), seen=seen)
        return self.show(send_back(artifact=artifact, actor=self.actor, **form.values))

    def cite(self, request: Request, **place: Any) -> Response:
        """Cite what was accepted for questions that it is evidence for: for all of these or for none."""
        artifact = self.get_artifact()
        assessment = feeding_assessment(self.roadmap)
        if assessment is None or not is_offered(artifact):
            raise ConflictProblem(_("It can be cited once it is accepted, where an assessment feeds the roadmap."))
        can_cite = [served.question.id for served in served_by(artifact, assessment) if served.can_cite]
        form = self.form(lambda data, files: CiteForm(data, can_cite=can_cite))
        questions = form.cleaned_data["questions"]
        try:
            cite_artifact(artifact=artifact, assessment=assessment, actor=self.actor, questions=questions)
        except LockedError as locked:
            raise ConflictProblem(why_locked(assessment, locked.phase)) from None
        return self.show(artifact)

    def in_review(self) -> Artifact:
        """Its reviewer may be somebody who only reads otherwise."""
        artifact = self.get_artifact()
        if not can_review(self.membership, artifact):
            raise Problem(FORBIDDEN, _("An artifact is accepted or sent back by its reviewer, or by who plans."))
        if artifact.standing != ArtifactStatus.IN_REVIEW:
            raise SettledError
        return artifact
