"""A page that changes a workspace as every edit page does, for tests of what happens when two people save."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from accounts.models import Workspace
from config.urls import urlpatterns as real_pages
from core.conflicts import conflict_response
from core.forms import RevisionForm
from core.models import StaleWriteError


class WorkspaceForm(RevisionForm):
    class Meta:
        model = Workspace
        fields = ["name", "accent"]


def workspace_edit(request: HttpRequest, code: str) -> HttpResponse:
    workspace = Workspace.objects.get(code=code)
    form = WorkspaceForm(request.POST or None, instance=workspace)
    if form.is_valid():
        try:
            workspace.save_revision(seen=form.seen, **form.values)
        except StaleWriteError as stale:
            page = {"heading": "Workspace"}
            return conflict_response(request, form, stale, "confirm.html", page, saved_by="Grace")
        messages.success(request, "Saved.")
        return redirect("edit", code)
    return render(request, "confirm.html", {"heading": "Workspace", "form": form})


urlpatterns = [path("edit/<str:code>/", workspace_edit, name="edit"), *real_pages]
