"""The timeline shows what is planned and what waits for what, as a drawing with links and as a table."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from roadmap.models import Action, Dependency, GatePassing, Roadmap
from tests.factories.accounts import make_member, make_workspace
from tests.factories.roadmap import close_action, make_action, make_roadmap

pytestmark = pytest.mark.django_db

SVG = {"s": "http://www.w3.org/2000/svg"}


@pytest.fixture
def roadmap() -> Roadmap:
    return make_roadmap(make_workspace())


def page(roadmap: Roadmap, query: str = "", role: Role = Role.VIEWER) -> str:
    client = Client()
    client.force_login(make_member(roadmap.workspace, role))
    return client.get(reverse("roadmap_timeline", args=[roadmap.workspace.code, roadmap.code]) + query).text


def drawing(text: str) -> ElementTree.Element:
    found = text[text.index('<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-timeline"') :]
    return ElementTree.fromstring(found[: found.index("</svg>") + 6])


def names(svg: ElementTree.Element) -> list[str]:
    return [link.get("aria-label", "") for link in svg.findall(".//s:a", SVG)]


def test_bar_is_a_link_that_says_all_there_is_to_say(roadmap: Roadmap) -> None:
    today = roadmap.workspace.today
    backups = make_action(roadmap, title="Backups", due_date=date(2027, 1, 15))
    drill = make_action(
        roadmap,
        title="Drill",
        start_date=today - timedelta(days=20),
        due_date=today - timedelta(days=3),
        state="doing",
        progress=40,
    )
    Dependency.objects.create(action=drill, needed=backups)
    text = page(roadmap)
    assert "1 action is overdue" in text
    said = names(drawing(text))
    assert len(said) == 2
    assert said[0].startswith("Drill, ")
    assert said[0].endswith(", In progress, 40 %, 3 days overdue, needs Backups")
    assert said[1] == "Backups, due 15 Jan 2027, To do, 0 %"
    assert drawing(text).findall(".//s:a", SVG)[0].get("href") == drill.get_absolute_url()
    assert drawing(text).findall(".//s:path[@class='chart-clash']", SVG), "it begins before what it needs ends"


def test_table_says_the_same_and_what_has_no_day_can_be_planned(roadmap: Roadmap) -> None:
    make_action(roadmap, title="Drill", start_date=date(2027, 1, 4), due_date=date(2027, 1, 15))
    undated = make_action(roadmap, title="Some day")
    close_action(make_action(roadmap, title="Done without a day"))
    text = page(roadmap, role=Role.EDITOR)
    table = text[text.index("The same as a table") :]
    assert "Drill" in table
    assert "15 Jan 2027" in table
    assert "1 action without a due day" in text
    plan = reverse("action_settings", args=[roadmap.workspace.code, roadmap.code, undated.code])
    assert f'href="{plan}"' in text
    assert "Done without a day" not in text
    assert f'href="{plan}"' not in page(roadmap)


def test_phase_shows_what_was_meant_what_was_and_its_gate(roadmap: Roadmap) -> None:
    row = roadmap.phases.get(phase="discover")
    row.started_date = date(2026, 9, 14)
    row.save()
    GatePassing.objects.create(phase=row, passed_at="2026-10-20T12:00:00Z")
    svg = drawing(page(roadmap))
    said = [band.get("aria-label", "") for band in svg.findall(".//s:g[@role='img']", SVG)]
    assert len(said) == 6
    assert "planned 7 Sep 2026 – 18 Oct 2026, started 14 Sep 2026, gate passed 20 Oct 2026" in said[0]
    assert "gate not passed" in said[1]


def test_timeline_shows_what_is_asked_for(roadmap: Roadmap) -> None:
    make_action(roadmap, title="One", phase="discover", due_date=date(2027, 1, 15))
    make_action(roadmap, title="Two", phase="architect", due_date=date(2027, 1, 15))
    svg = drawing(page(roadmap, "?phase=architect"))
    assert [name.split(",")[0] for name in names(svg)] == ["Two"]
    assert len(svg.findall(".//s:g[@role='img']", SVG)) == 1
    narrow, wide = (float(drawing(page(roadmap, f"?scale={scale}")).get("width") or 0) for scale in ("months", "weeks"))
    assert narrow < wide
    assert "Nothing matches" in page(roadmap, "?q=neither")


def test_title_cannot_break_out_of_the_drawing(roadmap: Roadmap) -> None:
    make_action(roadmap, title='"><script>x</script>', due_date=date(2027, 1, 15))
    assert Action.objects.get().title in names(drawing(page(roadmap)))[0]
