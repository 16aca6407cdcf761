"""A page that changes a workspace as every edit page does, for tests of what happens when two people save."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from accounts.models import Workspace
from config.urls import urlpatterns as real_pages
from core.conflicts import save_form
from core.forms import RevisionForm


class WorkspaceForm(RevisionForm):
    class Meta:
        model = Workspace
        fields = ["name", "accent"]


def workspace_edit(request: HttpRequest, code: str) -> HttpResponse:
    workspace = Workspace.objects.get(code=code)
    form = WorkspaceForm(request.POST or None, instance=workspace)
    if form.is_valid() and save_form(request, form, workspace.save_revision, said="Saved.", who=lambda field: "Grace"):
        return redirect("edit", code)
    return render(request, "confirm.html", {"heading": "Workspace", "form": form}, status=form.status)


urlpatterns = [path("edit/<str:code>/", workspace_edit, name="edit"), *real_pages]
