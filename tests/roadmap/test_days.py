"""No page breaks over a day at the end of the calendar: what cannot be meant is refused wherever days come in."""

from __future__ import annotations

from datetime import date

import pytest

from roadmap.choices import LeftOutChoice
from roadmap.domain.days import FIRST, LAST
from roadmap.domain.tickets import Trouble
from roadmap.files.jira_dates import Days
from roadmap.forms.plans import read_choices
from roadmap.models import Roadmap
from roadmap.operations.changing import Changes, change_actions
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.gates import phase_of
from tests.factories.roadmap import make_action, make_roadmap
from tests.test_routes import signed_in

BEYOND = ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"]


@pytest.fixture
def roadmap(db: None) -> Roadmap:
    return make_roadmap(make_workspace())


@pytest.mark.parametrize("day", BEYOND)
@pytest.mark.parametrize("page", ["new/", "{code}/settings/", "{code}/phases/discover/settings/"])
def test_forms_refuse_it_in_words(roadmap: Roadmap, page: str, day: str) -> None:
    address = f"/w/{roadmap.workspace.code}/roadmaps/{page.format(code=roadmap.code)}"
    fields = ["start_date", "horizon_date", "planned_end_date"]
    sent = {"title": "Payments", "revision": 1, **dict.fromkeys(fields, day)}
    answer = signed_in(owner_of(roadmap.workspace)).post(address, sent)
    assert answer.status_code == 422
    assert f"Choose a day from {FIRST} to {LAST}." in answer.content.decode()


def test_several_at_once_do_not_move_there(roadmap: Roadmap) -> None:
    action = make_action(roadmap, due_date=LAST)
    seen = {action.code: action.revision}
    done = change_actions(roadmap=roadmap, actor=owner_of(roadmap.workspace), seen=seen, changes=Changes(shift_days=1))
    assert [each.why for each in done.left] == [LeftOutChoice.OUT_OF_REACH]
    assert not done.actions


@pytest.mark.parametrize("day", BEYOND)
def test_files_and_plans_do_not_bring_it(day: str) -> None:
    assert Days([day]).read(day) == Trouble.NO_DAY
    assert read_choices([f"bcdfghjkmn 1 {min(day, '2026-01-01')} {max(day, '2026-01-01')}"]) is None


def test_first_and_last_days_are_drawn(roadmap: Roadmap) -> None:
    phase = phase_of(roadmap, "discover")
    phase.planned_start_date, phase.planned_end_date = FIRST, LAST
    phase.save()
    make_action(roadmap, start_date=FIRST, due_date=date(2026, 11, 30))
    make_action(roadmap, due_date=LAST)
    client = signed_in(owner_of(roadmap.workspace))
    for page in ("", "timeline/", "plan/", "progress/"):
        assert client.get(f"{roadmap.get_absolute_url()}{page}").status_code == 200
