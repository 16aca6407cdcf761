"""Scenarios: named views on the weights, added, renamed, deleted and taken back."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.activity import last_person_at
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from core.undo import offer_undo
from vendors.forms.weights import ScenarioForm
from vendors.models import ModelVersion, RemovedPart, Weighting
from vendors.operations.criteria import NotEditableError
from vendors.operations.weights import (
    MOST_SCENARIOS,
    SCENARIO,
    NameTakenError,
    TooManyScenariosError,
    WeightingGoneError,
    add_scenario,
    delete_scenario,
    rename_scenario,
    restore_scenario,
)
from vendors.queries.seated import Seated
from vendors.queries.versions import editable_version
from vendors.views.door import moderating_or_refused
from vendors.views.weights import weights_url


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def weights_add(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    seated, version = _writing_or_404(request, evaluation_code)
    return _named(request, seated, ScenarioForm(request.POST or None, version=version))


@keeps_what_was_sent
@workspace_page()
@require_http_methods(["GET", "POST"])
def weights_rename(request: WorkspaceRequest, evaluation_code: str, weighting_code: str) -> HttpResponse:
    seated, version = _writing_or_404(request, evaluation_code)
    scenario = _scenario_or_404(version, weighting_code)
    return _named(request, seated, ScenarioForm(request.POST or None, version=version, scenario=scenario))


@workspace_page()
@require_POST
def weights_delete(request: WorkspaceRequest, evaluation_code: str, weighting_code: str) -> HttpResponse:
    seated, version = _writing_or_404(request, evaluation_code)
    scenario = _scenario_or_404(version, weighting_code)
    try:
        removed = delete_scenario(scenario=scenario, actor=request.user)
    except (NotEditableError, WeightingGoneError):
        _say_locked(request)
    else:
        undo = reverse("weights_restore", args=[request.workspace.code, evaluation_code, removed.code])
        offer_undo(request, _("The scenario “%(name)s” is deleted.") % {"name": removed.title}, undo)
    return redirect(weights_url(seated, version))


@workspace_page()
@require_POST
def weights_restore(request: WorkspaceRequest, evaluation_code: str, removed_code: str) -> HttpResponse:
    seated = moderating_or_refused(request, evaluation_code)
    found = RemovedPart.objects.filter(version__evaluation=seated.evaluation, kind=SCENARIO)
    removed = get_object_or_404(found.select_related("version"), code=removed_code)
    version = removed.version
    version.evaluation = seated.evaluation
    try:
        scenario = restore_scenario(removed=removed, actor=request.user)
    except NotEditableError:
        _say_locked(request)
    except NameTakenError:
        messages.error(request, _("There is a scenario of this name already. Rename that one first."))
    else:
        messages.success(request, _("The scenario “%(name)s” is back.") % {"name": scenario})
        return redirect(weights_url(seated, version, scenario=scenario.code))
    return redirect(weights_url(seated, version))


def _named(request: WorkspaceRequest, seated: Seated, form: ScenarioForm) -> HttpResponse:
    version, scenario = form.stored, form.scenario
    assert isinstance(version, ModelVersion)
    cancel = weights_url(seated, version, scenario=scenario.code if scenario else "")
    if form.is_valid():
        saved: list[Weighting] = []

        def write_and_note(**values: object) -> None:
            add = partial(add_scenario, version=version)
            write = partial(rename_scenario, scenario=scenario) if scenario else add
            saved.append(write(actor=request.user, **values))

        said = _("The scenario is renamed.") if scenario else _("The scenario is added. Now weigh as it would.")
        who = partial(last_person_at, request.workspace, seated.evaluation.code)
        try:
            if save_form(request, form, write_and_note, said=said, who=who):
                return redirect(weights_url(seated, version, scenario=saved[-1].code))
        except NotEditableError:
            form.add_error(None, _("The weights were locked meanwhile, so this cannot be saved any more."))
        except WeightingGoneError:
            form.add_error(None, _("Somebody else deleted this scenario meanwhile. Take it back first."))
        except NameTakenError:
            form.add_error("name", _("There is a scenario of this name already."))
        except TooManyScenariosError:
            form.add_error(None, _("There are %(most)d scenarios already, and no more.") % {"most": MOST_SCENARIOS})
    context = {"form": form, "seated": seated, "tab": "weights", "scenario": scenario, "cancel": cancel}
    return render(request, "vendors/weights_form.html", context, status=form.status)


def _writing_or_404(request: WorkspaceRequest, code: str) -> tuple[Seated, ModelVersion]:
    """403 for who does not moderate, 404 where no version is being written."""
    seated = moderating_or_refused(request, code)
    version = editable_version(seated.evaluation)
    if version is None:
        raise Http404
    return seated, version


def _scenario_or_404(version: ModelVersion, code: str) -> Weighting:
    found = next((each for each in version.weightings.all() if each.name and each.code == code), None)
    if found is None:
        raise Http404
    found.version = version
    return found


def _say_locked(request: WorkspaceRequest) -> None:
    messages.error(request, _("The weights were locked or changed meanwhile. Nothing was done."))
