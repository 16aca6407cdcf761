"""The pages on which an assessment is answered, section by section."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_contribute
from assessments.choices import GroupKind, ReasonChoice
from assessments.domain.answers import Reason
from assessments.domain.filters import Show
from assessments.domain.suggestions import suggestion_for
from assessments.models import Assessment
from assessments.operations.locking import LockedError
from assessments.operations.sections import OpenQuestionsError, complete_section, reopen_section
from assessments.queries.locked import lock_in_words, why_locked
from assessments.queries.scoring import current_summary
from assessments.queries.sections import find_assessment, group_of, section_links, section_page
from assessments.views.shown import ShownQuestion, live_score
from catalog.domain.question_pack import Domain, Phase, QuestionPack

SHOW_LABELS = {
    Show.ALL: _("All"),
    Show.OPEN: _("Open"),
    Show.WITHOUT_EVIDENCE: _("Without evidence"),
    Show.TO_CONFIRM: _("To be confirmed"),
    Show.FLAGGED: _("Follow up"),
    Show.BELOW_TARGET: _("Below target"),
    Show.COMMENTED: _("Open comments"),
}


@workspace_page()
def section_detail(request: WorkspaceRequest, assessment_code: str, kind: str, group: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    return render_section(request, assessment, GroupKind(kind), group_or_404(assessment, kind, group), request.GET)


@workspace_page()
def section_first(request: WorkspaceRequest, assessment_code: str, kind: str) -> HttpResponse:
    """To the first section in which something is open; to the very first where nothing is."""
    assessment = assessment_or_404(request, assessment_code)
    links = section_links(assessment, GroupKind(kind), current_summary(assessment, request.workspace.today))
    wanted = next((link for link in links if link.part.counts.open), links[0])
    return redirect(section_url(assessment, GroupKind(kind), wanted.group.id))


@workspace_page()
def question_detail(request: WorkspaceRequest, assessment_code: str, question: str) -> HttpResponse:
    """To where a question is answered: its section, opened at it."""
    assessment = assessment_or_404(request, assessment_code)
    found = assessment.questions.question.get(question)
    if found is None:
        raise Http404
    return redirect(section_url(assessment, GroupKind.PHASE, found.phase, question=found.id))


@workspace_page(can_contribute)
@require_POST
def section_complete(request: WorkspaceRequest, assessment_code: str, kind: str, group: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    section = group_or_404(assessment, kind, group)
    try:
        complete_section(
            assessment=assessment, kind=GroupKind(kind), group=group, title=section.title, actor=request.user
        )
    except OpenQuestionsError as error:
        sentence = ngettext(
            "One question of this section has no answer yet. “I don’t know yet” is an answer, too.",
            "%(count)s questions of this section have no answer yet. “I don’t know yet” is an answer, too.",
            error.count,
        )
        messages.error(request, sentence % {"count": error.count})
        return redirect(section_url(assessment, GroupKind(kind), group, show=Show.OPEN.value))
    except LockedError as error:
        messages.error(request, why_locked(assessment, error.phase))
    return redirect(section_url(assessment, GroupKind(kind), group) + "#end")


@workspace_page(can_contribute)
@require_POST
def section_reopen(request: WorkspaceRequest, assessment_code: str, kind: str, group: str) -> HttpResponse:
    assessment = assessment_or_404(request, assessment_code)
    section = group_or_404(assessment, kind, group)
    try:
        reopen_section(
            assessment=assessment, kind=GroupKind(kind), group=group, title=section.title, actor=request.user
        )
    except LockedError as error:
        messages.error(request, why_locked(assessment, error.phase))
    return redirect(section_url(assessment, GroupKind(kind), group))


def render_section(
    request: WorkspaceRequest,
    assessment: Assessment,
    kind: GroupKind,
    group: Phase | Domain,
    wanted: QueryDict,
    *,
    instead: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `instead` is what the question that stands open shows of what could not be stored."""
    page = section_page(
        assessment,
        kind,
        group,
        show=show_of(wanted.get("show", "")),
        question=wanted.get("question", "")[:64],
        page=number_of(wanted.get("page", "")),
    )
    pack, may_answer = assessment.questions, can_contribute(request.membership)
    locks = {phase: lock_in_words(assessment, page.reviews[phase]) for phase in assessment.locked_phases}
    asked = {question.phase for question in pack.asked_in(group)}
    lines = [
        ShownQuestion(
            pack,
            line,
            is_open=line.question.id == page.open_id,
            suggestion=suggestion_for(line.question, assessment.profile) if line.result.state.is_open else None,
            open_comments=page.comments.get(line.question.id, 0),
            may_answer=may_answer and line.question.phase not in locks,
            lock=locks.get(line.question.phase, ""),
            **(instead or {} if line.question.id == page.open_id else {}),
        )
        for line in page.lines
    ]
    part = page.link.part
    context = {
        "assessment": assessment,
        "page": page,
        "questions": lines,
        "live": live_score(pack, page.result, part.with_evidence, page.summary.overall),
        "chips": chips(page.counts, page.show),
        "to_confirm": page.counts[Show.TO_CONFIRM],
        "reasons": [(value, label, Reason(value).needs_note) for value, label in ReasonChoice.choices],
        "scale": pack.scale,
        "may_answer": may_answer,
        "locks": [locks[phase] for phase in locks if phase in asked],
        "is_locked": asked <= locks.keys(),
        "review": page.reviews.get(group.id) if kind is GroupKind.PHASE else None,
    }
    return render(request, "assessments/section_detail.html", context, status=status)


def chips(counts: Mapping[Show, int], current: Show) -> list[tuple[str, object, int, bool]]:
    """The filters to choose from. Nobody is asked to confirm anything where nothing was carried over."""
    return [
        (show.value, label, counts[show], show is current)
        for show, label in SHOW_LABELS.items()
        if show is not Show.TO_CONFIRM or counts[show] or show is current
    ]


def section_url(assessment: Assessment, kind: GroupKind, group: str, **wanted: str) -> str:
    """The address of a section, at a question or with a filter where one is named."""
    address = reverse("section_detail", args=[assessment.workspace.code, assessment.code, kind.value, group])
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in wanted.items() if value})
    fragment = f"#{wanted['question']}" if wanted.get("question") else ""
    return f"{address}?{query.urlencode()}{fragment}" if query else address


def assessment_or_404(request: WorkspaceRequest, code: str) -> Assessment:
    try:
        assessment = find_assessment(request.workspace.pk, code)
    except Assessment.DoesNotExist:
        raise Http404 from None
    assessment.workspace = request.workspace
    return assessment


def group_or_404(assessment: Assessment, kind: str, id_: str) -> Phase | Domain:
    return asked_group_or_404(assessment.questions, kind, id_)


def asked_group_or_404(pack: QuestionPack, kind: str, id_: str) -> Phase | Domain:
    group = group_of(pack, GroupKind(kind), id_)
    if group is None or not any(getattr(question, kind) == id_ for question in pack.questions):
        raise Http404
    return group


def show_of(value: str) -> Show:
    """A filter that does not exist shows everything."""
    return Show(value) if value in list(Show) else Show.ALL


def number_of(value: str) -> int:
    """A page that makes no sense is the first one."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1
