"""Instead of a file that takes long to write: a page that says so, and the job that writes it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from accounts.access import WorkspaceRequest
from assessments.models import Assessment
from assessments.operations.large_files import ask_for_file


def large_file(request: WorkspaceRequest, assessment: Assessment, kind: str, what: str | Promise) -> HttpResponse:
    """`what` is what the file holds, as a heading."""
    if request.method == "POST":
        return redirect(ask_for_file(kind=kind, assessment=assessment, actor=request.user))
    context = {"assessment": assessment, "what": what, "questions": len(assessment.questions.questions)}
    return render(request, "assessments/large_file.html", context)
