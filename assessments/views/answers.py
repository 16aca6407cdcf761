"""Saving an answer: from a form of the page, or in the background while somebody answers on."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_contribute
from assessments.choices import GroupKind, StateChoice
from assessments.domain.filters import Show, next_to_answer
from assessments.domain.results import GroupResult
from assessments.forms.answers import FIELD_OF_LACK, NOT_APPLICABLE, UNKNOWN, WHAT_IS_LACKING, AnswerForm
from assessments.models import Answer, Assessment
from assessments.operations.answers import (
    CollisionError,
    IncompleteAnswerError,
    Saved,
    lock_answer,
    save_locked_answer,
)
from assessments.operations.locking import LockedError
from assessments.queries.history import was_asked
from assessments.queries.locked import why_locked
from assessments.queries.renewal import asks_otherwise
from assessments.views.sections import assessment_or_404, group_or_404, render_section, section_url
from assessments.views.shown import Both, controls_of, in_short, label_of, last_change, live_score, proof_in_words
from catalog.domain.question_pack import QuestionPack
from core.local import clock
from core.resend import keeps_what_was_sent


@keeps_what_was_sent
@workspace_page(can_contribute)
@require_POST
def answer_save(request: WorkspaceRequest, assessment_code: str, question: str) -> HttpResponse:
    """In the background the reply never holds the control being edited: it says what is stored, and the score."""
    in_background = request.headers.get("Accept") == "application/json"
    try:
        with transaction.atomic():
            answer = lock_answer(request.workspace, assessment_code, question)
            pack = answer.assessment.questions
            if asks_otherwise(answer.assessment, question, request.POST.get("version", answer.assessment.pack.version)):
                return _asked_otherwise(request, answer.assessment, question, in_background=in_background)
            form = AnswerForm(request.POST, question=pack.question[question], scale=pack.scale)
            saved = (
                save_locked_answer(answer, actor=request.user, seen=form.seen, said=form.said)
                if form.is_valid()
                else None
            )
    except Answer.DoesNotExist:
        if in_background and was_asked(request.workspace, assessment_code, question):
            return _no_longer_asked(question)
        raise Http404 from None
    except LockedError as error:
        return _locked(request, assessment_code, question, error.phase, in_background=in_background)
    except CollisionError as collision:
        return _collided(request, collision, form, in_background=in_background)
    except IncompleteAnswerError as error:
        form.add_error(FIELD_OF_LACK[error.lack], WHAT_IS_LACKING[error.lack])
        saved = None
    if saved is None:
        return _refused(request, answer, form, in_background=in_background)
    if in_background:
        return JsonResponse(_told(saved, _kind(request.POST)))
    return redirect(after(saved, request.POST))


def after(saved: Saved, sent: QueryDict) -> str:
    """To the next open question of the section; to its end where none is left."""
    kind = _kind(sent)
    part = _part(saved, kind)
    here = saved.answer.question
    following = here if "stay" in sent else next_to_answer(part.questions, here)
    address = section_url(saved.answer.assessment, kind, part.group.id, show=sent.get("show", ""), question=following)
    return address if following else f"{address}#end"


def _refused(request: WorkspaceRequest, answer: Answer, form: AnswerForm, *, in_background: bool) -> HttpResponse:
    errors = {name: str(problems[0]) for name, problems in form.errors.items()}
    if in_background:
        return JsonResponse({"errors": errors, "sentence": form.first_error}, status=422)
    return page_again(request, answer.assessment, answer.question, {"errors": errors, "typed": form.typed}, status=422)


def _locked(
    request: WorkspaceRequest, assessment_code: str, question: str, phase: str, *, in_background: bool
) -> HttpResponse:
    """Nothing is stored, and nothing that was typed is lost: a script keeps it, and the page shows it."""
    assessment = assessment_or_404(request, assessment_code)
    sentence = why_locked(assessment, phase)
    if in_background:
        return JsonResponse({"errors": {}, "sentence": sentence, "locked": True}, status=422)
    pack = assessment.questions
    typed = {"choice": _typed_choice(request.POST, pack), "note": request.POST.get("note", "")}
    typed["level_reason"] = request.POST.get("level_reason", "")
    return page_again(request, assessment, question, {"unsaved": typed}, status=409)


def _asked_otherwise(
    request: WorkspaceRequest, assessment: Assessment, question: str, *, in_background: bool
) -> HttpResponse:
    """What was typed is about the question as it was. It is shown beside the question as it is, to be saved again."""
    sentence = _("Not saved: a newer version of the pack asks this otherwise.")
    if in_background:
        again = _("Load the page again to see it, and save what still holds.")
        return JsonResponse({"errors": {}, "sentence": f"{sentence} {again}"}, status=422)
    pack = assessment.questions
    form = AnswerForm(request.POST, question=pack.question[question], scale=pack.scale)
    errors = {"version": " ".join([sentence, _("Look at it as it is now, and save what still holds.")])}
    return page_again(request, assessment, question, {"errors": errors, "typed": form.typed}, status=409)


def _no_longer_asked(question: str) -> HttpResponse:
    """A script lets go of it once the person does; everything else that it keeps can be sent."""
    sentence = _("Not saved: the newer version of the pack no longer asks %(question)s.") % {"question": question}
    return JsonResponse({"errors": {}, "sentence": sentence, "gone": True}, status=422)


def _typed_choice(sent: QueryDict, pack: QuestionPack) -> str:
    """In words; empty where what was sent is none that the page has."""
    choice = sent.get("choice", "")
    if level := next((level for level in pack.scale.levels if str(level.level) == choice), None):
        return f"{level.level} {level.name}"
    states = {UNKNOWN: StateChoice.UNKNOWN, NOT_APPLICABLE: StateChoice.NOT_APPLICABLE}
    return str(states[choice].label) if choice in states else ""


def _collided(
    request: WorkspaceRequest, collision: CollisionError, form: AnswerForm, *, in_background: bool
) -> HttpResponse:
    """Of what does not collide, what both changed is shown merged: whoever chooses now overwrites nothing else."""
    answer = collision.current
    by = str(answer.changed_by or "")
    both = [_both(unit, answer, form) for unit in collision.units]
    wanted = controls_of(collision.wanted)
    if not in_background:
        instead = {"conflicts": both, "conflict_by": by, "typed": wanted}
        return page_again(request, answer.assessment, answer.question, instead, status=409)
    told = {
        "revision": answer.revision,
        "units": collision.units,
        "html": render_to_string("assessments/conflict.html", {"conflicts": both, "conflict_by": by}, request),
        "values": wanted,
        "stored": controls_of(answer.contents),
    }
    return JsonResponse(told, status=409)


def page_again(
    request: WorkspaceRequest, assessment: Assessment, question: str, instead: dict[str, Any], *, status: int
) -> HttpResponse:
    """The page with all that was typed, and what is the matter with it."""
    kind = _kind(request.POST)
    id_ = getattr(assessment.questions.question[question], kind.value)
    wanted = QueryDict(mutable=True)
    wanted.update({"question": question, "show": request.POST.get("show", "")})
    group = group_or_404(assessment, kind, id_)
    return render_section(request, assessment, kind, group, wanted, instead=instead, status=status)


def _both(unit: str, answer: Answer, form: AnswerForm) -> Both:
    said, pack = form.said, answer.assessment.questions
    match unit:
        case "note":
            return Both(unit, _("Note"), said["note"] or _("(empty)"), answer.note or _("(empty)"))
        case "is_flagged":
            words = {True: _("Yes"), False: _("No")}
            return Both(unit, _("Follow up"), words[said["is_flagged"]], words[answer.is_flagged])
        case _:
            typed = in_short(pack, said["state"], said["level"], said["reason"])
            return Both(unit, _("Answer"), typed, in_short(pack, answer.state, answer.level, answer.reason))


def _told(saved: Saved, kind: GroupKind) -> dict[str, Any]:
    """What a page needs to be true again without being loaded."""
    answer, pack = saved.answer, saved.answer.assessment.questions
    part = _part(saved, kind)
    parts = saved.summary.phases if kind is GroupKind.PHASE else saved.summary.domains
    live = live_score(pack, part, parts[part.group.id].with_evidence, saved.summary.overall)
    return {
        "revision": answer.revision,
        "merged": saved.is_merged,
        "said": _("Saved %(time)s") % {"time": clock(answer.changed_at)} if answer.changed_at else "",
        "changed": last_change(answer),
        "still_open": live.still_open_in_words,
        "label": label_of(pack, answer.state, answer.level),
        "level": answer.level,
        "is_waiting": answer.carried is not None,
        "proof": proof_in_words(pack, saved.question, has_evidence=bool(saved.question.evidence)),
        "values": controls_of(answer.contents),
        "live": render_to_string("assessments/live.html", {"live": live, "scale": pack.scale}),
        "done": live.done,
        "total": live.total,
        "verified": live.verified,
        "sections": {
            id_: [each.counts.answered + each.counts.not_applicable, each.counts.total] for id_, each in parts.items()
        },
        "counts": {
            show.value: sum(
                show.includes(
                    found,
                    is_flagged=False,
                    is_waiting=found.question.id in saved.around.waiting,
                    is_commented=False,
                )
                for found in part.questions
            )
            for show in (Show.OPEN, Show.TO_CONFIRM, Show.WITHOUT_EVIDENCE, Show.BELOW_TARGET)
        },
    }


def _part(saved: Saved, kind: GroupKind) -> GroupResult:
    """The section of the question that was answered."""
    return saved.around.phase if kind is GroupKind.PHASE else saved.around.domain


def _kind(sent: QueryDict) -> GroupKind:
    """How the page that sends this has its sections."""
    return GroupKind.DOMAIN if sent.get("by") == GroupKind.DOMAIN else GroupKind.PHASE
