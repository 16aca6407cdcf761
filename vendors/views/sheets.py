"""Scoring: an evaluator's own sheet, saved cell by cell, handed in and taken back. There is no page of another's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from core.local import clock
from core.models import StaleWriteError
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from vendors.choices import ConfidenceChoice, ProofChoice
from vendors.domain.stages import Stage
from vendors.forms.scores import WHAT_IS_LACKING, ScoreForm
from vendors.models import Score
from vendors.operations.sheets import IncompleteSheetError, SheetClosedError, reopen_sheet, save_score, submit_sheet
from vendors.queries.names import name_of
from vendors.queries.own_sheet import FIELDS, OwnScore, OwnSheet, Place, own_sheet
from vendors.queries.seated import Seated
from vendors.views.door import seated_or_404
from vendors.views.shown_sheet import LEVELS, ShownSheet, capped, values_of

type Instead = Mapping[tuple[int, str], Mapping[str, object]]


@workspace_page()
def sheet_detail(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated, sheet = _own(request, evaluation_code)
    return _render(request, seated, sheet, request.GET)


@workspace_page()
def sheet_cell(request: WorkspaceRequest, evaluation_code: str, proposal_code: str, criterion: str) -> HttpResponse:
    """To where it is scored: its criterion, at the vendor."""
    seated, sheet = _own(request, evaluation_code)
    place = _place_or_404(sheet, proposal_code, criterion)
    assert sheet is not None
    return redirect(ShownSheet(seated.evaluation, seated.seat, sheet, QueryDict()).address_of(place))


@keeps_what_was_sent
@workspace_page()
@require_POST
def sheet_save(request: WorkspaceRequest, evaluation_code: str, proposal_code: str, criterion: str) -> HttpResponse:
    """In the background the reply never holds the control being edited: it says what is stored and what is missing."""
    in_background = request.headers.get("Accept") == "application/json"
    seated, sheet = _own(request, evaluation_code)
    place = _place_or_404(sheet, proposal_code, criterion)
    form = ScoreForm(request.POST)
    if not form.is_valid():
        return _refused(request, seated, sheet, place, form, in_background=in_background)
    try:
        score = save_score(
            evaluation=seated.evaluation,
            membership=request.membership,
            proposal=place.proposal,
            criterion=criterion,
            seen=form.seen,
            said=form.said,
        )
    except SheetClosedError:
        return _closed(request, seated, sheet, place, form, in_background=in_background)
    except StaleWriteError as stale:
        return _collided(request, seated, place, form, stale.current, in_background=in_background)
    _seated, sheet = _own(request, evaluation_code)
    assert sheet is not None
    shown = ShownSheet(seated.evaluation, seated.seat, sheet, request.POST)
    if in_background:
        return JsonResponse(_told(score, shown))
    return redirect(shown.following(place))


@workspace_page()
@require_http_methods(["GET", "POST"])
def sheet_submit(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    """What is missing, and handing in."""
    seated, sheet = _own(request, evaluation_code)
    leaves_unscored = "leave" in request.POST
    is_refused = False
    if request.method == "POST":
        try:
            submit_sheet(evaluation=seated.evaluation, membership=request.membership, leaves_unscored=leaves_unscored)
        except SheetClosedError:
            messages.error(request, _closed_in_words(seated))
            return redirect("sheet_detail", request.workspace.code, evaluation_code)
        except IncompleteSheetError as error:
            sheet, is_refused = error.sheet, True
        else:
            undo = reverse("sheet_reopen", args=[request.workspace.code, evaluation_code])
            offer_undo(request, _("Your scores are handed in. Until consensus is open you can take them back."), undo)
            return redirect("sheet_detail", request.workspace.code, evaluation_code)
    if sheet is None or not sheet.total or seated.seat.has_submitted or seated.evaluation.at is not Stage.SCORING:
        return redirect("sheet_detail", request.workspace.code, evaluation_code)
    shown = ShownSheet(seated.evaluation, seated.seat, sheet, QueryDict())
    context = {
        "seated": seated,
        "tab": "scoring",
        "shown": shown,
        "sheet": sheet,
        "unscored": [_line(shown, place) for place in sheet.unscored],
        "unfinished": [(*_line(shown, place), WHAT_IS_LACKING[lack]) for place, lack in sheet.unfinished],
        "outdated": [_line(shown, place) for place in sheet.outdated],
        "is_refused": is_refused,
        "leaves_unscored": leaves_unscored,
    }
    return render(request, "vendors/sheet_submit.html", context, status=422 if is_refused else 200)


@workspace_page()
@require_POST
def sheet_reopen(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated, _sheet = _own(request, evaluation_code)
    try:
        reopen_sheet(evaluation=seated.evaluation, membership=request.membership)
    except SheetClosedError:
        messages.error(request, _closed_in_words(seated))
    else:
        messages.success(request, _("Your scores are yours again: hand them in when they are as you mean them."))
    return redirect("sheet_detail", request.workspace.code, evaluation_code)


def _own(request: WorkspaceRequest, code: str) -> tuple[Seated, OwnSheet | None]:
    """For evaluators alone: 403 for everybody else in the workspace."""
    seated = seated_or_404(request, code)
    if seated.participant is None or not seated.seat.is_evaluator:
        raise PermissionDenied
    return seated, own_sheet(seated.evaluation, seated.participant, seated.seat)


def _place_or_404(sheet: OwnSheet | None, proposal: str, criterion: str) -> Place:
    places = sheet.places if sheet else ()
    for each in places:
        if each.proposal.code == proposal and each.criterion.key == criterion:
            return each
    raise Http404


def _render(
    request: WorkspaceRequest,
    seated: Seated,
    sheet: OwnSheet | None,
    wanted: QueryDict,
    *,
    instead: Instead | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"seated": seated, "tab": "scoring", "sheet": sheet}
    if sheet is not None and sheet.total:
        shown = ShownSheet(seated.evaluation, seated.seat, sheet, wanted)
        may_score = seated.evaluation.at is Stage.SCORING and not seated.seat.has_submitted
        context |= {
            "shown": shown,
            "outdated": _outdated(shown),
            "cells": shown.cells(instead),
            "levels": [str(level) for level in LEVELS],
            "proofs": ProofChoice.choices,
            "confidences": ConfidenceChoice.choices,
            "may_score": may_score,
            "may_take_back": seated.evaluation.at is Stage.SCORING and seated.seat.has_submitted,
        }
    return render(request, "vendors/sheet_detail.html", context, status=status)


def _refused(
    request: WorkspaceRequest,
    seated: Seated,
    sheet: OwnSheet | None,
    place: Place,
    form: ScoreForm,
    *,
    in_background: bool,
) -> HttpResponse:
    if in_background:
        return JsonResponse({"sentence": form.first_error}, status=422)
    errors = {name: str(problems[0]) for name, problems in form.errors.items()}
    instead = {(place.proposal.pk, place.criterion.key): {"errors": errors, "typed": form.typed}}
    return _render(request, seated, sheet, request.POST, instead=instead, status=422)


def _closed(
    request: WorkspaceRequest,
    seated: Seated,
    sheet: OwnSheet | None,
    place: Place,
    form: ScoreForm,
    *,
    in_background: bool,
) -> HttpResponse:
    sentence = _closed_in_words(seated)
    if in_background:
        return JsonResponse({"sentence": sentence, "closed": True}, status=422)
    instead = {(place.proposal.pk, place.criterion.key): {"errors": {"": sentence}, "typed": form.typed}}
    return _render(request, seated, sheet, request.POST, instead=instead, status=409)


def _collided(
    request: WorkspaceRequest, seated: Seated, place: Place, form: ScoreForm, stored: Any, *, in_background: bool
) -> HttpResponse:
    """Only the person themselves can have saved it, in another window: both are shown, and nothing is overwritten."""
    if in_background:
        told = {"revision": stored.revision, "values": values_of(_as_own(stored)), "said": clock(stored.changed_at)}
        return JsonResponse(told, status=409)
    _seated, sheet = _own(request, seated.evaluation.code)
    instead = {(place.proposal.pk, place.criterion.key): {"typed": form.typed, "is_stale": True}}
    return _render(request, seated, sheet, request.POST, instead=instead, status=409)


def _told(score: Score, shown: ShownSheet) -> dict[str, Any]:
    """What a page needs to be true again without being loaded."""
    own = _as_own(score)
    return {
        "revision": score.revision,
        "said": _("Saved %(time)s") % {"time": clock(score.changed_at)},
        "lack": str(WHAT_IS_LACKING[own.lack]) if own.lack else "",
        "counts": capped(own, shown.sheet.version.unproven_cap),
        "sections": {each.section.key: each.done for each in shown.links},
        "done": shown.done,
        "total": shown.total,
        "outdated": _outdated(shown),
    }


def _outdated(shown: ShownSheet) -> dict[str, str] | None:
    """What is older than what a vendor handed in last, and where the first of it is; also while the page stays open."""
    found = shown.sheet.outdated
    if not found:
        return None
    said = ngettext(
        "%(n)d score is older than what its vendor handed in last.",
        "%(n)d scores are older than what their vendors handed in last.",
        len(found),
    )
    return {"said": said % {"n": len(found)}, "url": shown.address_of(found[0])}


def _as_own(score: Score) -> OwnScore:
    return OwnScore(*(getattr(score, field) for field in FIELDS))


def _line(shown: ShownSheet, place: Place) -> tuple[str, str, str]:
    """Address, vendor and criterion."""
    return shown.address_of(place), name_of(place.proposal, shown.seat), place.criterion.title


def _closed_in_words(seated: Seated) -> str:
    if seated.evaluation.at is Stage.DRAFT:
        return _("Not saved: scoring has not begun.")
    if seated.evaluation.at is not Stage.SCORING:
        return _("Not saved: consensus is open, and the sheets are closed.")
    return _("Not saved: your scores are handed in. Take them back to change them.")
