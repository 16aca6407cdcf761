"""A roadmap as a workbook: numbers are numbers, days are days, and what people wrote stays text."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from roadmap.models import Pilot, PilotMeasure, Roadmap, Snapshot
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.roadmap import fill_roadmap, make_action, make_roadmap

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap() -> Roadmap:
    return make_roadmap(make_workspace(), title="=Checkout")


@pytest.fixture
def page(client: Client, roadmap: Roadmap) -> Client:
    client.force_login(owner_of(roadmap.workspace))
    return client


def book_of(page: Client, roadmap: Roadmap) -> Any:
    from openpyxl import load_workbook

    answer = page.get(f"/w/{roadmap.workspace.code}/roadmaps/{roadmap.code}/roadmap.xlsx")
    assert answer["Content-Disposition"].endswith('.xlsx"')
    return load_workbook(BytesIO(answer.content))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    """By column; a day is stored as a midnight."""
    head, *rows = sheet.iter_rows(values_only=True)
    days = [[cell.date() if isinstance(cell, datetime) else cell for cell in row] for row in rows]
    return [dict(zip(head, row, strict=True)) for row in days]


def test_workbook_has_all_of_the_roadmap(page: Client, roadmap: Roadmap) -> None:
    action = make_action(
        roadmap, title='=HYPERLINK("x")', gap=2, impact=5, due_date=date(2026, 11, 30), external_id="007"
    )
    Snapshot.objects.create(
        roadmap=roadmap, day_date=date(2026, 11, 16), value=10, done_value=4, figures={"days": [3, 9]}
    )
    pilot = Pilot.objects.create(
        roadmap=roadmap, title="Canaries", services=["api"], start_date=date(2026, 9, 1), end_date=date(2026, 11, 30)
    )
    PilotMeasure.objects.create(pilot=pilot, name="Failures", unit="%", start_value="22.5", target_value="10")
    over = roadmap.workspace.today - timedelta(days=1)
    roadmap.artifacts.filter(kind=roadmap.questions.artifacts[0].id).update(status="accepted", review_date=over)
    book = book_of(page, roadmap)
    assert book.sheetnames == [
        "Overview",
        "Phases",
        "Gates",
        "Actions",
        "Checklists",
        "Artifacts",
        "Snapshots",
        "Pilots",
    ]
    (row,) = rows_of(book["Actions"])
    assert (row["Code"], row["Action"], row["Value"]) == (action.code, '=HYPERLINK("x")', 10)
    assert row["Id elsewhere"] == "007"
    assert row["Due"] == date(2026, 11, 30)
    assert book["Actions"]["B2"].data_type == "s"
    assert rows_of(book["Overview"])[0] == {"Item": "Roadmap", "Value": "=Checkout"}
    assert rows_of(book["Snapshots"]) == [
        {"Day": date(2026, 11, 16), "Value that is meant": 10, "Value done": 4, "Person-days done": 3}
    ]
    assert [(each["Measure"], each["At the start"], each["Target"]) for each in rows_of(book["Pilots"])] == [
        ("Failures", 22.5, 10)
    ]
    assert len(rows_of(book["Phases"])) == 6
    assert len(rows_of(book["Checklists"])) == roadmap.items.count()
    assert sorted({each["Status"] for each in rows_of(book["Artifacts"])}) == ["Not started", "Outdated"]
    assert len(rows_of(book["Artifacts"])) == 25
    assert {each["Met"] for each in rows_of(book["Gates"])} == {"no"}


def test_head_stays_in_sight_and_columns_are_wide_enough(page: Client, roadmap: Roadmap) -> None:
    fill_roadmap(roadmap, 30)
    for sheet in book_of(page, roadmap):
        assert sheet.freeze_panes in ("B2", "C2")
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(sheet.column_dimensions[cell.column_letter].width >= 6 for cell in sheet[1])
