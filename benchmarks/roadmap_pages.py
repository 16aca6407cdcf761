"""Processor time, queries and size of the pages of a roadmap with 200 actions, all checklists and all artifacts.

Run: .venv/bin/python -m benchmarks.roadmap_pages, or with the names of some pages behind it for only these.
"""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Iterable
from functools import partial
from unittest.mock import patch

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
os.environ["DATABASE_URL"] = ""
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    setup_databases,
    teardown_databases,
)
from django.urls import reverse  # noqa: E402

from accounts.domain.roles import Role  # noqa: E402
from benchmarks.measure import median_of, print_table  # noqa: E402
from core.charts.timeline import draw_timeline  # noqa: E402
from roadmap.models import Action, Roadmap  # noqa: E402
from roadmap.operations.calendars import make_feed  # noqa: E402
from roadmap.queries.expected import expected_of  # noqa: E402
from roadmap.queries.timeline import timeline_of  # noqa: E402
from roadmap.queries.wanted import Wanted  # noqa: E402
from roadmap.views.shown_timeline import show_timeline  # noqa: E402
from tests.factories.accounts import make_member, make_workspace, owner_of  # noqa: E402
from tests.factories.assessments import answer_everything, make_assessment  # noqa: E402
from tests.factories.pilots import make_check_in, make_pilot  # noqa: E402
from tests.factories.roadmap import fill_roadmap, make_roadmap  # noqa: E402

RUNS = 40
ACTIONS = 200
OF_ROADMAP = (
    "roadmap_detail",
    "action_list",
    "action_board",
    "roadmap_timeline",
    "checklist_list",
    "artifact_list",
    "plan_detail",
    "roadmap_progress",
    "pilot_list",
    "action_from_gaps",
    "action_create",
    "actions_exchange",
    "roadmap_settings",
)
OF_PHASE = ("phase_detail", "gate_pass")
OF_ACTION = ("action_detail", "action_settings", "action_close", "action_drop")
OF_ARTIFACT = ("artifact_detail", "artifact_change")
OF_PILOT = ("pilot_detail", "pilot_settings", "pilot_decide")


def main() -> None:
    # Without `setup_test_environment`, by which each template would leave a copy of its context for tests.
    settings.ALLOWED_HOSTS = ["testserver"]
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        workspace = make_workspace()
        for _number in range(4):
            make_member(workspace, Role.CONTRIBUTOR)
        assessment = make_assessment(workspace)
        answer_everything(assessment)
        roadmap = make_roadmap(workspace, assessment=assessment)
        fill_roadmap(roadmap, ACTIONS)
        client = Client()
        client.force_login(owner_of(workspace))
        head = (f"page, {ACTIONS} actions, {roadmap.items.count()} items", "processor time", "queries", "size, gzip")
        print_table(head, list(_pages(client, roadmap)))
        print()
        print_table(
            ("part", "processor time", "queries"), [_drawing(roadmap), _expecting(roadmap), *_moves(client, roadmap)]
        )
    finally:
        teardown_databases(databases, verbosity=0)


def _pages(client: Client, roadmap: Roadmap) -> Iterable[tuple[str, ...]]:
    addresses = _addresses(roadmap)
    for name in sys.argv[1:] or addresses:
        url = addresses[name]
        seconds = median_of(partial(client.get, url), RUNS)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(url)
        assert answer.status_code == 200, name
        size = len(gzip.compress(answer.content)) / 1000
        yield name, f"{seconds * 1000:.1f} ms", str(len(queries)), f"{size:.1f} kB"


def _addresses(roadmap: Roadmap) -> dict[str, str]:
    """Of every page that shows something of the roadmap, by the name of its route."""
    workspace, of = roadmap.workspace, (roadmap.workspace.code, roadmap.code)
    action = Action.objects.filter(roadmap=roadmap, state="doing", dependencies__isnull=False)[0]
    pilot = make_pilot(roadmap, days_ago=85)
    for days_ago in range(1, 85, 7):
        make_check_in(pilot, "99.7", "20", days_ago=days_ago)
    parts = {
        OF_ROADMAP: of,
        OF_PHASE: (*of, "discover"),
        OF_ACTION: (*of, action.code),
        OF_ARTIFACT: (*of, roadmap.artifacts.all()[0].code),
        OF_PILOT: (*of, pilot.code),
        ("item_detail",): (*of, roadmap.items.all()[0].code),
        ("roadmap_list", "workspace_detail", "calendar_list"): (workspace.code,),
        ("my_work",): (),
    }
    feed = make_feed(workspace=workspace, user=owner_of(workspace), roadmap=roadmap)
    found = {name: reverse(name, args=args) for names, args in parts.items() for name in names}
    return {**found, "calendar_feed": feed.path}


def _drawing(roadmap: Roadmap) -> tuple[str, ...]:
    """The SVG of the timeline alone, from the places of the bars to the text."""
    timeline = timeline_of(roadmap, Wanted(), today=roadmap.workspace.today)
    with patch("roadmap.views.shown_timeline.draw_timeline", wraps=draw_timeline) as drawn:
        show_timeline(roadmap, timeline, today=roadmap.workspace.today, scale="weeks")
    seconds = median_of(partial(draw_timeline, *drawn.call_args.args, **drawn.call_args.kwargs), RUNS)
    return f"SVG of the timeline, {len(timeline.actions)} bars", f"{seconds * 1000:.1f} ms", "0"


def _expecting(roadmap: Roadmap) -> tuple[str, ...]:
    seconds = median_of(partial(expected_of, roadmap), RUNS)
    with CaptureQueriesContext(connection) as queries:
        expected_of(roadmap)
    return "the score that is expected", f"{seconds * 1000:.1f} ms", str(len(queries))


def _moves(client: Client, roadmap: Roadmap) -> Iterable[tuple[str, ...]]:
    """To the top of another column and back, and once where the column has to be numbered anew."""
    action = Action.objects.filter(roadmap=roadmap, state="to_do")[0]
    url = reverse("action_move", args=[roadmap.workspace.code, roadmap.code, action.code])

    def move() -> None:
        action.refresh_from_db()
        to = "doing:first" if action.state == "to_do" else "to_do:first"
        client.post(url, {"revision": action.revision, "to": to}, headers={"X-Part": "board"})

    def queries() -> str:
        with CaptureQueriesContext(connection) as found:
            move()
        return str(_asked(found) - 1)  # but that of `move`

    yield "moving a card", f"{median_of(move, RUNS) * 1000:.1f} ms", queries()
    action.refresh_from_db()
    after = Action.objects.filter(roadmap=roadmap, state=action.state).exclude(pk=action.pk)[0]
    Action.objects.filter(roadmap=roadmap, state=action.state).update(position=1)
    sent = {"revision": action.revision, "to": f"{action.state}:after:{after.code}"}
    with CaptureQueriesContext(connection) as found:
        client.post(url, sent, headers={"X-Part": "board"})
    yield "moving it where there is no gap", "", str(_asked(found))


def _asked(found: CaptureQueriesContext) -> int:
    """Without the marks of transactions."""
    return sum(query["sql"].split()[0] not in {"BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"} for query in found)


if __name__ == "__main__":
    main()
