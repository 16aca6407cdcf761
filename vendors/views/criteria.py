"""The criteria of an evaluation, and the forms in which its parts are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.activity import last_person_at
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from vendors.domain.stages import Stage, VersionState
from vendors.forms.criteria import CriterionForm, GateForm, GroupForm, PartForm, ScaleForm
from vendors.models import CriteriaGroup, Criterion, Gate, ModelVersion
from vendors.operations.criteria import (
    NotEditableError,
    PartGoneError,
    add_criterion,
    add_gate,
    add_group,
    change_part,
    change_scale,
)
from vendors.queries.readiness import readiness_of
from vendors.queries.seated import Seated
from vendors.queries.versions import editable_version, version_in_force, versions_of
from vendors.views.door import moderating_or_refused, seated_or_404
from vendors.views.hidden_names import warn_of_names
from vendors.views.shown_criteria import mends_of, shown_gates, shown_groups


@workspace_page()
@require_GET
def criteria_detail(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    """Of the version in force, which before opening is the one that is written."""
    seated = seated_or_404(request, evaluation_code)
    version = version_in_force(seated.evaluation)
    at, versions = seated.evaluation.at, versions_of(seated.evaluation)
    context = {
        "seated": seated,
        "tab": "criteria",
        **criteria_context(seated, version),
        "versions": versions,
        "waiting": next((each for each in versions if not each.is_locked), None),
        "may_begin": seated.may_moderate and at not in {Stage.DRAFT, Stage.DECIDED},
    }
    return render(request, "vendors/criteria_detail.html", context)


def criteria_context(seated: Seated, version: ModelVersion) -> dict[str, Any]:
    """What templates/vendors/criteria_tree.html shows of a version, and whether this person may write it."""
    readiness = readiness_of(version)
    groups = shown_groups(version, readiness)
    may_write = seated.may_moderate and version.state == VersionState.DRAFT
    return {
        "version": version,
        "groups": groups,
        "gates": shown_gates(version),
        "criteria_count": sum(len(group.criteria) for group in groups),
        "mends": mends_of(seated.evaluation, version, readiness) if may_write else (),
        "may_write": may_write,
    }


def criteria_url(version: ModelVersion, fragment: str = "") -> str:
    """The page on which a version is written."""
    place = [version.evaluation.workspace.code, version.evaluation.code]
    is_first = version.number == 1
    url = (
        reverse("criteria_detail", args=place) if is_first else reverse("version_detail", args=[*place, version.number])
    )
    return f"{url}#{fragment}" if fragment else url


def writing_or_refused(request: WorkspaceRequest, code: str) -> tuple[Seated, ModelVersion]:
    """403 for who does not moderate, 404 where no version is being written."""
    seated = moderating_or_refused(request, code)
    version = editable_version(seated.evaluation)
    if version is None:
        raise Http404
    return seated, version


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def criteria_group_add(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated, version = writing_or_refused(request, evaluation_code)
    form = GroupForm(request.POST or None, version=version)
    write = partial(add_group, version=version, actor=request.user)
    return _written(request, seated, form, write, heading=_("A new group"))


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def criteria_group(request: WorkspaceRequest, evaluation_code: str, group: str) -> HttpResponse:
    seated, version = writing_or_refused(request, evaluation_code)
    row = _one(version.groups.all(), group)
    form = GroupForm(request.POST or None, version=version, part=row)
    write = partial(change_part, part=row, actor=request.user)
    return _written(request, seated, form, write, heading=row.title)


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def criteria_add(request: WorkspaceRequest, evaluation_code: str, group: str) -> HttpResponse:
    seated, version = writing_or_refused(request, evaluation_code)
    row = _one(version.groups.all(), group)
    form = CriterionForm(request.POST or None, version=version, group=row.key)
    write = partial(add_criterion, version=version, actor=request.user)
    return _written(request, seated, form, write, heading=_("A new criterion"))


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def criteria_change(request: WorkspaceRequest, evaluation_code: str, criterion: str) -> HttpResponse:
    seated, version = writing_or_refused(request, evaluation_code)
    row = _one([each for group in version.groups.all() for each in group.criteria.all()], criterion)
    form = CriterionForm(request.POST or None, version=version, part=row)
    write = partial(change_part, part=row, actor=request.user)
    return _written(request, seated, form, write, heading=row.title)


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def criteria_gate_add(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated, version = writing_or_refused(request, evaluation_code)
    form = GateForm(request.POST or None, version=version)
    write = partial(add_gate, version=version, actor=request.user)
    return _written(request, seated, form, write, heading=_("A new gate"))


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def criteria_gate(request: WorkspaceRequest, evaluation_code: str, gate: str) -> HttpResponse:
    seated, version = writing_or_refused(request, evaluation_code)
    row = _one(version.gates.all(), gate)
    form = GateForm(request.POST or None, version=version, part=row)
    write = partial(change_part, part=row, actor=request.user)
    return _written(request, seated, form, write, heading=_("Gate %(key)s") % {"key": row.key})


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def criteria_scale(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated, version = writing_or_refused(request, evaluation_code)
    form = ScaleForm(request.POST or None, version=version)
    write = partial(change_scale, version=version, actor=request.user)
    return _written(request, seated, form, write, heading=_("Scale and evidence"))


def _one[Part: (CriteriaGroup, Criterion, Gate)](parts: Iterable[Part], key: str) -> Part:
    found = next((part for part in parts if part.key == key), None)
    if found is None:
        raise Http404
    return found


def _written(
    request: WorkspaceRequest, seated: Seated, form: PartForm | ScaleForm, write: Callable[..., Any], *, heading: str
) -> HttpResponse:
    """The form, or, when it is saved, the page of the version; a part that was added or changed in view."""
    version = form.stored
    assert isinstance(version, ModelVersion)
    version.evaluation = seated.evaluation
    status = form.status
    if form.is_valid():
        saved = []

        def write_and_note(**values: Any) -> None:
            saved.append(write(**values))

        who = partial(last_person_at, request.workspace, seated.evaluation.code)
        try:
            if save_form(request, form, write_and_note, said=_("The criteria are saved."), who=who):
                warn_of_names(request, seated, form.cleaned_data.values())
                part = saved[-1] or getattr(form, "part", None)
                return redirect(criteria_url(version, part.key if part else ""))
            status = form.status
        except NotEditableError:
            status = _refused(form, _("The criteria were locked meanwhile, so this cannot be saved any more."))
        except PartGoneError:
            status = _refused(form, _("Somebody else removed this meanwhile. Take it back first, or add it anew."))
    context = {"form": form, "seated": seated, "tab": "criteria", "heading": heading, "cancel": criteria_url(version)}
    return render(request, "vendors/criteria_form.html", context, status=status)


def _refused(form: PartForm | ScaleForm, sentence: str) -> int:
    form.add_error(None, sentence)
    return 409
