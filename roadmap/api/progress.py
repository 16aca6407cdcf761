"""How far a roadmap is, and what of it goes out to other programs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from core.addresses import full_address
from core.downloads import attached
from core.rest.downloads import Download
from core.rest.problems import MALFORMED, Problem
from roadmap.api.door import RoadmapViewSet
from roadmap.api.figures import RoadmapProgressSerializer
from roadmap.domain.tickets import Ticket
from roadmap.files.github_script import github_script
from roadmap.files.jira_writing import jira_csv
from roadmap.forms.finding import ListForm
from roadmap.queries.actions import actions_of
from roadmap.queries.artifact_register import register_csv
from roadmap.queries.artifacts import register_of
from roadmap.queries.progress import moments_of, standing_of
from roadmap.queries.tickets import file_name, tickets_of
from roadmap.queries.wanted import wanted_of

FILTERS = {
    name: OpenApiParameter(name, str, description=says)
    for name, says in {
        "state": "Of actions in this state; all for those that are closed as well.",
        "phase": "Of this phase.",
        "owner": "Of the person with this code; nobody for what has no owner.",
        "q": "With these words in title or description.",
        "effort": "Of this effort: S, M or L.",
        "due": "overdue, soon or none.",
    }.items()
}


class ProgressViewSet(RoadmapViewSet):
    noun = "Progress"
    tag = "Roadmaps"
    serializer_class = RoadmapProgressSerializer

    def retrieve(self, request: Request, **place: Any) -> Response:
        """Read how far it is, what is late, and how far it was each week."""
        standing = standing_of(self.roadmap, self.workspace.today)
        phases = [{"phase": id_, "figures": found} for id_, found in standing.figures.phases.items()]
        return self.show({"standing": standing, "phases": phases, "history": moments_of(self.roadmap)})


class ExchangeViewSet(RoadmapViewSet):
    """On the way to other trackers. Without a filter, all actions."""

    noun = "Exchange"
    tag = "Roadmaps"
    serializer_class = RoadmapProgressSerializer
    answers = {
        "actions_to_jira": Download(("text/csv",), "Actions as Jira imports them."),
        "actions_to_github": Download(("text/x-shellscript",), "A script that makes an issue of each open action."),
        "artifact_register": Download(("text/csv",), "The register of artifacts."),
    }
    parameters = {"actions_to_jira": FILTERS, "actions_to_github": FILTERS}

    def actions_to_jira(self, request: Request, **place: Any) -> HttpResponseBase:
        """Download actions as a CSV file that Jira imports."""
        content = "".join(jira_csv(self.tickets())).encode()
        return attached(file_name(self.roadmap, "actions", "csv"), content, "text/csv; charset=utf-8")

    def actions_to_github(self, request: Request, **place: Any) -> HttpResponseBase:
        """Download a script that makes GitHub issues of open actions."""
        script = github_script(self.tickets(), roadmap=self.roadmap.title, day=self.workspace.today)
        return attached("github-issues.sh", "".join(script).encode(), "text/x-shellscript; charset=utf-8")

    def artifact_register(self, request: Request, **place: Any) -> HttpResponseBase:
        """Download the register of artifacts as a CSV file."""
        content = "".join(register_csv(self.roadmap, register_of(self.roadmap))).encode()
        return attached(file_name(self.roadmap, "artifacts", "csv"), content, "text/csv; charset=utf-8")

    def tickets(self) -> list[Ticket]:
        asked = self.request.query_params
        found = actions_of(self.roadmap)
        if any(asked.get(name) for name in FILTERS):
            form = ListForm(asked, roadmap=self.roadmap)
            if not form.is_valid():
                name, sentences = next(iter(form.errors.items()))
                raise Problem(MALFORMED, _("“%(name)s”: %(said)s") % {"name": name, "said": sentences[0]})
            wanted = replace(form.wanted, states=form.state_filter.states)
            found = wanted_of(self.roadmap, wanted, self.workspace.today)
        raw: Any = self.request._request
        return tickets_of(self.roadmap, list(found), partial(full_address, request=raw))
