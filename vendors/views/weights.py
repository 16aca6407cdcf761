"""How the criteria are weighed: by one method or another, for what counts and for every scenario."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import WorkspaceRequest, workspace_page
from accounts.queries.activity import last_person_at
from core.conflicts import save_form
from core.resend import keeps_what_was_sent
from vendors.choices import MethodChoice
from vendors.domain.stages import VersionState
from vendors.forms.weights import WeightsForm
from vendors.models import ModelVersion, Weighting
from vendors.operations.criteria import NotEditableError
from vendors.operations.weights import WeightingGoneError, weigh
from vendors.queries.seated import Seated
from vendors.queries.versions import chosen_weighting, current_versions
from vendors.queries.weights import Way, race_of, way_of, ways_of
from vendors.views.door import moderating_or_refused, seated_or_404
from vendors.views.shown_weights import HOW, Shown
from vendors.views.weights_beside import Beside, Column

LOOK = "look"
"""Sent by the button that shows what typed judgements come to, without saving them."""


@dataclass(frozen=True)
class Looked:
    """What the address asks for: a version, one of its weightings, and a method. `versions` are all one may look at."""

    seated: Seated
    versions: tuple[ModelVersion, ...]
    version: ModelVersion
    weighting: Weighting
    method: MethodChoice

    @property
    def may_weigh(self) -> bool:
        return self.seated.may_moderate and self.version.state == VersionState.DRAFT

    def url(self, weighting: Weighting, method: str = "") -> str:
        scenario = weighting.code if weighting.name else ""
        return weights_url(self.seated, self.version, scenario=scenario, by=method)

    @property
    def query(self) -> str:
        """Of the address of this page."""
        return self.url(self.weighting, self.method.value).partition("?")[2]


def weights_url(seated: Seated, version: ModelVersion, **asked: str) -> str:
    place = reverse("weights_detail", args=[seated.evaluation.workspace.code, seated.evaluation.code])
    given = {name: value for name, value in asked.items() if value}
    return f"{place}?{urlencode({'version': str(version.number), **given})}"


def looked_or_404(request: WorkspaceRequest, seated: Seated) -> Looked:
    """Unless it is told which: for who writes a version that one, and for everybody else the one in force."""
    versions = tuple(current_versions(seated.evaluation))
    number = request.GET.get("version")
    usual = versions[-1] if seated.may_moderate else versions[0]
    version = next((each for each in versions if str(each.number) == number), None) if number else usual
    if version is None:
        raise Http404
    scenario = request.GET.get("scenario")
    weighting = next((each for each in version.weightings.all() if each.name and each.code == scenario), None)
    if scenario and weighting is None:
        raise Http404
    weighting = weighting or chosen_weighting(version)
    weighting.version = version
    method = request.GET.get("by") or weighting.method
    if method not in MethodChoice.values:
        raise Http404
    return Looked(seated, versions, version, weighting, MethodChoice(method))


@workspace_page()
@require_GET
def weights_detail(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    looked = looked_or_404(request, seated_or_404(request, evaluation_code))
    return _page(request, looked, way_of(looked.version, looked.weighting, looked.method), _form(looked))


@keeps_what_was_sent
@workspace_page()
@require_POST
def weights_save(request: WorkspaceRequest, evaluation_code: str) -> HttpResponse:
    """Save what was typed, or only look at what it comes to."""
    looked = looked_or_404(request, moderating_or_refused(request, evaluation_code))
    form = _form(looked, request.POST)
    if form is None:
        messages.error(request, _("The weights were locked meanwhile, so nothing was saved."))
        return redirect(looked.url(looked.weighting))
    if form.is_valid() and LOOK not in request.POST and _saved(request, looked, form):
        return redirect(looked.url(looked.weighting))
    way = (
        way_of(looked.version, form.typed)
        if form.is_valid()
        else way_of(looked.version, looked.weighting, looked.method)
    )
    return _page(request, looked, way, form)


def _form(looked: Looked, data: Any = None) -> WeightsForm | None:
    if not looked.may_weigh:
        return None
    return WeightsForm(data, version=looked.version, weighting=looked.weighting, method=looked.method)


def _saved(request: WorkspaceRequest, looked: Looked, form: WeightsForm) -> bool:
    write = partial(weigh, weighting=looked.weighting, actor=request.user, method=looked.method)
    who = partial(last_person_at, request.workspace, looked.seated.evaluation.code)
    try:
        return save_form(request, form, write, said=_("The weights are saved."), who=who)
    except NotEditableError:
        form.add_error(None, _("The weights were locked meanwhile, so this cannot be saved any more."))
    except WeightingGoneError:
        form.add_error(None, _("Somebody else deleted this scenario meanwhile. Take it back first."))
    return False


def _page(request: WorkspaceRequest, looked: Looked, way: Way, form: WeightsForm | None) -> HttpResponse:
    version, weighting = looked.version, looked.weighting
    ways, in_use = ways_of(version, weighting, way), MethodChoice(weighting.method)
    methods = [
        Column(str(method.label), ways[method], looked.url(weighting, method.value), _note(ways[method]))
        for method in MethodChoice
    ]
    views = [(each, way if each.pk == weighting.pk else way_of(version, each)) for each in version.weightings.all()]
    scenarios = [
        Column(each.name or _("What counts"), found, looked.url(each), _lack(each, found)) for each, found in views
    ]
    model = next((each.way.model for each in [*methods, *scenarios] if each.way.model), None)
    race = race_of(looked.seated.evaluation, looked.seated.seat, model) if model else None
    context = {
        "seated": looked.seated,
        "tab": "weights",
        "looked": looked,
        "shown": Shown(version, way, form),
        "form": form,
        "how": HOW[looked.method],
        "in_use": in_use,
        "methods": Beside(version, methods, list(MethodChoice).index(in_use), race),
        "scenarios": Beside(version, scenarios, 0, race, with_criteria=False),
        "scenarios_at": [each.pk for each in version.weightings.all()].index(weighting.pk),
        "is_unsaved": bool(form and form.is_bound),
    }
    return render(request, "vendors/weights_detail.html", context, status=form.status if form else 200)


def _lack(weighting: Weighting, way: Way) -> str:
    """Why a scenario is no help yet."""
    if way.failures and weighting.name:
        return _("left out of the result until complete")
    return _("contradicts itself without a reason") if way.contradictory and not way.weighting.reason else ""


def _note(way: Way) -> str:
    if way.failures:
        return _("not entered yet")
    return _("restated from what is in use") if way.restated else ""
