"""All evidence of a workspace, and one piece of it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import WorkspaceRequest, workspace_page
from accounts.permissions import can_contribute
from evidence.choices import Shown
from evidence.citing import effects_of, places_of
from evidence.domain.standing import Standing
from evidence.forms.register import RegisterForm
from evidence.permissions import can_delete_evidence
from evidence.queries.register import counts_of, owners_in, register_of, versions_of
from evidence.queries.wording import effect_sentence
from evidence.views.door import find_evidence

ROWS = 25


@workspace_page()
@require_GET
def evidence_list(request: WorkspaceRequest) -> HttpResponse:
    form = RegisterForm(request.GET, owners=owners_in(request.workspace))
    wanted = form.wanted
    counts = counts_of(request.workspace, wanted)
    paginator = Paginator(register_of(request.workspace, wanted), ROWS)
    paginator.count = counts[wanted.shown]  # known already
    page = paginator.get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    places = places_of(page.object_list)
    context = {
        "form": form,
        "page": page,
        "rows": [(evidence, places[evidence.pk]) for evidence in page],
        "chips": [(shown, shown.label, counts[shown]) for shown in Shown],
        "shown": wanted.shown,
        "counts": {shown.name: count for shown, count in counts.items()},
        "is_sought": bool(wanted.owner or wanted.search),
        "can_add": can_contribute(request.membership),
    }
    return render(request, "evidence/evidence_list.html", context, status=200 if form.is_valid() else 422)


@workspace_page()
@require_GET
def evidence_detail(request: WorkspaceRequest, evidence_code: str) -> HttpResponse:
    evidence = find_evidence(request, evidence_code)
    is_over = evidence.standing is Standing.LAPSED
    context = {
        "evidence": evidence,
        "versions": list(versions_of(evidence)) if evidence.version > 1 else [],
        "places": places_of([evidence])[evidence.pk],
        "effects": [
            (effect, effect_sentence(effect, is_over=is_over)) for effect in effects_of([evidence])[evidence.pk]
        ],
        "can_change": can_contribute(request.membership),
        "can_delete": can_delete_evidence(request.membership, evidence),
    }
    return render(request, "evidence/evidence_detail.html", context)
