"""The plan's page proposes, shows what if without changing anything, and its days can be taken over in part."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain.roles import Role
from core.charts.columns import Column, ColumnWords, draw_columns
from core.charts.scores import Value
from roadmap.models import AcceptedPlan, Action, Dependency, Roadmap
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.roadmap import fill_roadmap, make_action, make_roadmap
from tests.test_query_budget import queries_of

pytestmark = pytest.mark.django_db

YEAR = "?capacity=20&start=2027-01-01&horizon=2027-12-31"


@pytest.fixture
def roadmap() -> Roadmap:
    return make_roadmap(make_workspace())


@pytest.fixture
def client(roadmap: Roadmap) -> Client:
    client = Client()
    client.force_login(owner_of(roadmap.workspace))
    return client


def address(roadmap: Roadmap, name: str = "plan_detail", **more: str) -> str:
    return reverse(name, kwargs={"workspace_code": roadmap.workspace.code, "roadmap_code": roadmap.code, **more})


def text_of(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def choices_in(html: str) -> list[str]:
    return re.findall(r'name="take" value="([^"]+)"', html)


def test_plan_says_what_fits_and_why_not(client: Client, roadmap: Roadmap) -> None:
    small = make_action(roadmap, title="Small", effort_days=20, impact=5)
    large = make_action(roadmap, title="Large", effort_days=1000)
    behind = make_action(roadmap, title="Behind", needs=[large])
    answer = client.get(address(roadmap) + YEAR)
    text = text_of(answer.text)
    assert "1 of 3 open actions fit by 31 Dec 2027" in text
    assert choices_in(answer.text) == [f"{small.code} 1 2027-01-01 2027-01-31"]
    assert "No capacity before the horizon: it takes 1,000 person-days, and 219.8 are left." in text
    assert "Waits for “Large”, which does not fit." in text
    assert not Action.objects.exclude(due_date=None).exists()
    assert behind.revision == 1


def test_plan_shows_the_first_of_what_does_not_fit_and_leads_to_the_rest(client: Client, roadmap: Roadmap) -> None:
    codes = [action.code for action in fill_roadmap(roadmap, 60) if action.is_open]
    asked = f"{address(roadmap)}{YEAR.replace('capacity=20', 'capacity=1')}&phase="
    found = client.get(asked).text
    everything = client.get(f"{asked}&all=left").text
    left = [
        code for code in codes if f'name="first" value="{code}"' in everything and code not in str(choices_in(found))
    ]
    shown = [code for code in left if f'name="first" value="{code}"' in found]
    assert shown == left[:30]
    assert f"{len(left)} do not fit" in text_of(found)
    assert f"Show {len(left) - 30} more" in text_of(found)
    assert "all=left#left" in found
    assert 'name="all" value="left"' in everything
    assert "Show" not in text_of(everything)
    ticked = client.get(f"{asked}&first={left[-1]}").text
    assert f'name="first" value="{left[-1]}" checked' in ticked
    assert f"Show {len(left) - 31} more" in text_of(ticked)


def test_what_if_leaves_out_and_puts_first_without_changing(client: Client, roadmap: Roadmap) -> None:
    better, worse = make_action(roadmap, title="Better", impact=5), make_action(roadmap, title="Worse", impact=1)
    needing = make_action(roadmap, title="Needing", needs=[better])
    first = client.get(f"{address(roadmap)}{YEAR}&first={worse.code}").text
    assert [choice.split()[0] for choice in choices_in(first)] == [worse.code, better.code, needing.code]
    without = client.get(f"{address(roadmap)}{YEAR}&without={better.code}").text
    assert [choice.split()[0] for choice in choices_in(without)] == [worse.code]
    assert "Needs “Better”, which is open and not in this plan." in text_of(without)
    assert "Left out by you" in without


def test_present_days_beyond_capacity_are_told(client: Client, roadmap: Roadmap) -> None:
    for _number in range(3):
        make_action(roadmap, effort_days=20, start_date=date(2027, 3, 1), due_date=date(2027, 3, 31))
    text = text_of(client.get(address(roadmap) + YEAR).text)
    assert "The present days need 60 person-days in March 2027, where there are 20.4." in text


def test_bad_input_is_told_and_kept(client: Client, roadmap: Roadmap) -> None:
    answer = client.get(address(roadmap) + "?capacity=none&start=2027-02-01&horizon=2027-01-01")
    assert answer.status_code == 422
    assert "The horizon must come after the day from which to plan." in answer.text
    assert 'value="none"' in answer.text
    assert client.get(address(roadmap) + "?start=9999-12-30&horizon=9999-12-31").status_code == 422


def test_roadmap_whose_horizon_is_over_is_planned_for_a_year(client: Client) -> None:
    over = make_roadmap(make_workspace(), start_date=date(2020, 1, 1))
    make_action(over)
    client.force_login(owner_of(over.workspace))
    assert "1 of 1 open action fits" in text_of(client.get(address(over)).text)


def test_roadmap_of_many_years_is_planned_for_ten(client: Client) -> None:
    distant = make_roadmap(make_workspace(), horizon_date=date(2100, 12, 31))
    client.force_login(owner_of(distant.workspace))
    assert client.get(address(distant)).status_code == 200


def test_days_are_taken_over_in_part_and_given_back(client: Client, roadmap: Roadmap) -> None:
    one, other = make_action(roadmap, impact=5), make_action(roadmap)
    choices = choices_in(client.get(address(roadmap) + YEAR).text)
    answer = client.post(address(roadmap, "plan_accept") + YEAR, {"take": choices[:1]}, follow=True)
    assert answer.redirect_chain == [(address(roadmap) + YEAR, 302)]
    assert "1 action has its new days." in answer.text
    one.refresh_from_db()
    assert (one.start_date, one.due_date) == (date(2027, 1, 1), date(2027, 1, 16))
    other.refresh_from_db()
    assert other.due_date is None
    plan = AcceptedPlan.objects.get()
    answer = client.post(address(roadmap, "plan_undo", plan_code=plan.code), follow=True)
    assert "1 action has its earlier days." in answer.text
    one.refresh_from_db()
    assert one.due_date is None
    assert "taken back already" in client.post(address(roadmap, "plan_undo", plan_code=plan.code), follow=True).text


def test_stale_choice_is_left_out_and_told(client: Client, roadmap: Roadmap) -> None:
    action = make_action(roadmap, title="Moved on")
    choices = choices_in(client.get(address(roadmap) + YEAR).text)
    Action.objects.update(revision=2)
    answer = client.post(address(roadmap, "plan_accept"), {"take": choices}, follow=True)
    assert "left as they are: Moved on." in answer.text
    action.refresh_from_db()
    assert action.due_date is None


def test_beginning_before_what_it_needs_is_warned_of(client: Client, roadmap: Roadmap) -> None:
    needed = make_action(roadmap, title="Needed")
    make_action(roadmap, title="Needing", needs=[needed])
    choices = choices_in(client.get(address(roadmap) + YEAR).text)
    answer = client.post(address(roadmap, "plan_accept"), {"take": choices[1:]}, follow=True)
    assert "“Needing” before “Needed”" in answer.text
    answer = client.post(address(roadmap, "plan_accept"), {"take": choices[:1]}, follow=True)
    assert "begin before" not in answer.text


@pytest.mark.parametrize(
    "sent", [[], ["x"], ["3467893467 1 2027-01-02 2027-01-01"], ["3467893467 x 2027-01-01 2027-01-02"]]
)
def test_nothing_or_nonsense_sent_changes_nothing(client: Client, roadmap: Roadmap, sent: list[str]) -> None:
    make_action(roadmap)
    answer = client.post(address(roadmap, "plan_accept"), {"take": sent}, follow=True)
    assert 'class="notice notice--error"' in answer.text
    assert not AcceptedPlan.objects.exists()


def test_viewer_looks_and_takes_nothing_over(roadmap: Roadmap) -> None:
    make_action(roadmap)
    viewer = Client()
    viewer.force_login(make_member(roadmap.workspace, Role.VIEWER))
    html = viewer.get(address(roadmap) + YEAR).text
    assert "1 of 1 open action fits" in text_of(html)
    assert "accept" not in html


def test_plan_of_200_actions_asks_little(client: Client, roadmap: Roadmap) -> None:
    few = queries_of(client, address(roadmap) + YEAR)
    fill_roadmap(roadmap)
    assert queries_of(client, address(roadmap) + YEAR) == few <= 15
    assert Dependency.objects.exists()


def test_columns_reach_as_high_as_their_amounts() -> None:
    columns = [
        Column("Jan", Value(10, "10"), Value(5, "5"), Value(8, "8")),
        Column("Feb", Value(0, "0"), Value(20, "20")),
    ]
    drawn = draw_columns(columns, slug="load", title="A < B", words=ColumnWords("plan", "now", "there are"))
    assert "A &lt; B" in drawn
    assert "Jan: plan 10, now 5, there are 8; Feb: plan 0, now 20" in drawn
    heights = re.findall(r'<rect class="chart-(\w+)"[^>]* height="([\d.]+)"', drawn)
    assert heights == [("value", "60"), ("claimed", "30"), ("claimed", "120")]
    assert draw_columns([], slug="load", title="", words=ColumnWords("", "")) == ""
