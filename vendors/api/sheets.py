"""An evaluator's own sheet: read, scored cell by cell, handed in and taken back. There is no way to another's."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.request import Request
from rest_framework.response import Response

from core.rest.bodies import FromForm, Instead
from core.rest.fields import Whole
from vendors.api.door import EvaluationViewSet
from vendors.api.sheet_serializers import (
    HandingInBody,
    SheetScoreSerializer,
    SheetSerializer,
    ShownSheet,
    shown_score,
)
from vendors.domain.model import TOP
from vendors.forms.scores import ScoreForm
from vendors.models import Score
from vendors.operations.sheets import (
    IncompleteSheetError,
    SheetClosedError,
    reopen_sheet,
    save_score,
    submit_sheet,
)
from vendors.queries.own_sheet import OwnSheet, Place, own_sheet
from vendors.queries.seated import seated_in

LEVEL = Instead(
    lambda **options: Whole(min_value=0, max_value=TOP, allow_null=True, help_text="From 0 to 5.", **options),
    lambda level: "" if level is None else str(level),
)


def _missing(error: IncompleteSheetError) -> str:
    """Why it is not handed in like this."""
    sheet = error.sheet
    if sheet.undeclared:
        return _("Say first of every vendor whether you have a conflict of interest.")
    if sheet.unfinished:
        return _("Some scores lack something: the sheet says of each what.")
    if not sheet.done:
        return _("Nothing is scored yet.")
    return _("Something has no score. Score it, or say that it is left out.")


class SheetDoor(EvaluationViewSet):
    """For evaluators alone: 403 for everybody else in the workspace."""

    tag = "Sheets"
    refuses = {
        SheetClosedError: gettext_lazy(
            "Scoring has not begun or is over, or your scores are handed in: then take them back to change them."
        ),
        IncompleteSheetError: _missing,
    }

    def enter(self, request: Request, **place: Any) -> None:
        super().enter(request, **place)
        self.require(may=self.seated.participant is not None and self.seated.seat.is_evaluator)

    def get_sheet(self) -> OwnSheet | None:
        """As it is now."""
        assert self.seated.participant is not None
        return own_sheet(self.evaluation, self.seated.participant, self.seated.seat)


class SheetViewSet(SheetDoor):
    noun = "Sheet"
    serializer_class = SheetSerializer
    bodies = {"submit": HandingInBody}
    also_answers = {"retrieve": (403,)}

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read your own sheet, as an evaluator. Those of others are read in consensus."""
        return self.show_sheet()

    def submit(self, request: Request, **place: Any) -> Response:
        """Hand in your scores, all at once. Until consensus is open they can be taken back."""
        submit_sheet(evaluation=self.evaluation, membership=self.membership, **self.sent())
        return self.show_sheet()

    def reopen(self, request: Request, **place: Any) -> Response:
        """Take back what you handed in, to change it."""
        reopen_sheet(evaluation=self.evaluation, membership=self.membership)
        return self.show_sheet()

    def show_sheet(self) -> Response:
        self.seated = seated_in(self.membership, self.evaluation.code)
        assert self.seated.participant is not None
        return self.show(ShownSheet(self.seated.participant, self.seated.seat, self.get_sheet()))


class ScoreViewSet(SheetDoor):
    noun = "Score"
    serializer_class = SheetScoreSerializer
    bodies = {"partial_update": FromForm(ScoreForm, instead={"level": LEVEL})}
    also_answers = {"retrieve": (403,)}

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read what you gave a proposal on a criterion."""
        return self.show_score()

    def partial_update(self, request: Request, **place: Any) -> Response:
        """Score a proposal on a criterion. If-Match is "0" where you gave nothing yet.

        Everything may still be missing; what is lacking is told, and asked for when the sheet is handed in.
        """
        sheet, at = self.get_place()
        score = sheet.at(*at)
        seen = self.seen(self._row(sheet, at))
        first = {**score._asdict(), "level": LEVEL.as_typed(score.level)}
        form = self.form(lambda data, files: ScoreForm(data, initial=first), seen=seen)
        save_score(
            evaluation=self.evaluation,
            membership=self.membership,
            proposal=at.proposal,
            criterion=at.criterion.key,
            seen=seen,
            said=form.said,
        )
        return self.show_score()

    def show_score(self) -> Response:
        """As it is now."""
        sheet, at = self.get_place()
        return self.show(shown_score(sheet, at), tagged=self._row(sheet, at))

    def _row(self, sheet: OwnSheet, at: Place) -> Score:
        """As far as it is known here; revision 0 while there is none."""
        of = {"participant": self.seated.participant, "proposal": at.proposal, "criterion": at.criterion.key}
        return Score(**of, revision=sheet.at(*at).revision)

    def get_place(self) -> tuple[OwnSheet, Place]:
        """None of a proposal that the person does not score."""
        sheet = self.get_sheet()
        wanted = self.kwargs["proposal_code"], self.kwargs["criterion"]
        for each in sheet.places if sheet else ():
            if sheet and (each.proposal.code, each.criterion.key) == wanted:
                return sheet, each
        raise Http404
