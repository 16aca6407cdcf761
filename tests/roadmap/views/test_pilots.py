"""Pilots as people plan them, check in on them and decide about them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.domain.periods import DELETED_IS_KEPT
from accounts.domain.roles import Role
from accounts.models import Activity
from roadmap.domain.duties import Kind
from roadmap.models import Pilot, PilotCheckIn, Roadmap
from roadmap.queries.duties import duties_of
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.pilots import make_check_in, make_pilot
from tests.factories.roadmap import make_roadmap
from tests.test_query_budget import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap() -> Roadmap:
    return make_roadmap(make_workspace())


@pytest.fixture
def client(roadmap: Roadmap) -> Client:
    client = Client()
    client.force_login(owner_of(roadmap.workspace))
    return client


def at(name: str, roadmap: Roadmap, *codes: str) -> str:
    return reverse(name, args=[roadmap.workspace.code, roadmap.code, *codes])


def plan(roadmap: Roadmap, **changes: Any) -> dict[str, Any]:
    today = roadmap.workspace.today
    return {
        "revision": 1,
        "title": "Zone failover",
        "service_1": "Checkout",
        "service_2": "Invoices",
        "start_date": today.isoformat(),
        "end_date": (today + timedelta(days=89)).isoformat(),
        "owner": owner_of(roadmap.workspace).pk,
        "receiving_team": "Payments",
        "measure_1_name": "SLO attainment",
        "measure_1_unit": "%",
        "measure_1_start": "99,5",
        "measure_1_target": "99.9",
        "stop_rule": "A second incident.",
        **changes,
    }


def shown_by(answer: Any) -> dict[str, Any]:
    """What a browser would send back of the form on a page."""
    form = answer.context["form"]
    sent = {}
    for field in form:
        prepared = field.field.prepare_value(field.value())
        sent[field.html_name] = "" if prepared is None else prepared
        if field.field.show_hidden_initial:
            sent[field.html_initial_name] = sent[field.html_name]
    return sent


def test_new_pilot_begins_with_ninety_days_and_usual_measures(client: Client, roadmap: Roadmap) -> None:
    page = client.get(at("pilot_create", roadmap))
    form = page.context["form"]
    assert (form["end_date"].value() - form["start_date"].value()).days == 89
    assert [form[f"measure_{number}_name"].value() for number in (1, 2, 3)] == [
        "SLO attainment",
        "Time to recover, median",
        "Change failure rate",
    ]


def test_pilot_is_planned_with_services_and_measures(client: Client, roadmap: Roadmap) -> None:
    answer = client.post(at("pilot_create", roadmap), plan(roadmap))
    pilot = Pilot.objects.get()
    assert answer["Location"] == pilot.get_absolute_url()
    assert (pilot.services, pilot.owner) == (["Checkout", "Invoices"], owner_of(roadmap.workspace))
    measure = pilot.measures.get()
    assert (measure.start_value, measure.target_value) == (Decimal("99.5"), Decimal("99.9"))
    page = client.get(pilot.get_absolute_url()).content.decode()
    assert "Zone failover: day 1 of 90" in page
    assert "The first check-in is due at the end of the first week." in page
    assert "Target, at least" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"measure_1_start": "99 %"}, "Write a number alone"),
        ({"measure_1_start": "1,234"}, "can be read in two ways"),
        ({"measure_1_start": ""}, "Write a number, or empty the whole row."),
        ({"measure_1_name": ""}, "Say what is measured, or empty the whole row."),
        ({"measure_1_target": "99.50"}, "The target is the start"),
        (
            {"measure_1_name": "", "measure_1_unit": "", "measure_1_start": "", "measure_1_target": ""},
            "Name at least one measure",
        ),
        ({"end_date": "2020-01-01"}, "The pilot must end after it starts."),
        ({"end_date": "2100-12-31"}, "Choose a last day within two years"),
        ({"measure_1_start": "999999999999.9999"}, "at most eleven digits"),
        ({"service_1": ""}, "Name the service"),
        ({"title": ""}, "Give the pilot a title."),
    ],
)
def test_bad_input_is_told_and_kept(client: Client, roadmap: Roadmap, changes: dict[str, str], sentence: str) -> None:
    answer = client.post(at("pilot_create", roadmap), plan(roadmap, **changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="Invoices"' in answer.content.decode()
    assert not Pilot.objects.exists()


def test_largest_numbers_are_kept_to_the_last_decimal(client: Client, roadmap: Roadmap) -> None:
    client.post(at("pilot_create", roadmap), plan(roadmap, measure_1_start="-99999999999.9999"))
    pilot = Pilot.objects.get()
    assert pilot.measures.get().start_value == Decimal("-99999999999.9999")
    assert client.get(pilot.get_absolute_url()).status_code == 200


def test_measures_keep_their_rows_when_others_come_and_go(client: Client, roadmap: Roadmap) -> None:
    pilot = make_pilot(roadmap)
    first, second = pilot.measures.all()
    make_check_in(pilot, "99.6", "40")
    address = at("pilot_settings", roadmap, pilot.code)
    sent = shown_by(client.get(address))
    gone = {f"measure_1_{part}": "" for part in ("name", "unit", "start", "target")}
    new = {"measure_3_name": "Change failure rate", "measure_3_start": "18", "measure_3_target": "10"}
    assert client.post(address, {**sent, **gone, **new}).status_code == 302
    pilot.refresh_from_db()
    assert [measure.name for measure in pilot.measures.all()] == ["Time to recover, median", "Change failure rate"]
    assert pilot.measures.filter(pk=second.pk).exists()
    assert not pilot.measures.filter(pk=first.pk).exists()
    assert "40 minutes" in client.get(pilot.get_absolute_url()).content.decode()


def test_two_who_change_a_pilot_keep_both_and_are_asked_about_the_same_field(client: Client, roadmap: Roadmap) -> None:
    pilot = make_pilot(roadmap)
    address = at("pilot_settings", roadmap, pilot.code)
    sent = shown_by(client.get(address))
    assert client.post(address, {**sent, "measure_1_target": "99.95"}).status_code == 302
    assert client.post(address, {**sent, "receiving_team": "Platform"}).status_code == 302
    pilot.refresh_from_db()
    assert pilot.receiving_team == "Platform"
    assert pilot.measures.all()[0].target_value == Decimal("99.95")
    answer = client.post(address, {**sent, "measure_1_target": "99.8"})
    assert answer.status_code == 409
    assert "99.95" in answer.content.decode()
    assert "99.8" in answer.content.decode()


def test_check_in_says_what_was_measured_and_missing_weeks_are_told(client: Client, roadmap: Roadmap) -> None:
    pilot = make_pilot(roadmap, days_ago=17)
    measure = pilot.measures.all()[1]
    today = roadmap.workspace.today.isoformat()
    sent = {"revision": 1, "day_date": today, "mood": "at_risk", "note": "A **drill** failed."}
    address = at("pilot_check_in_create", roadmap, pilot.code)
    assert client.post(address, {**sent, f"value_{measure.pk}": "52,5"}).status_code == 302
    assert PilotCheckIn.objects.get().values == {str(measure.pk): "52.5"}
    page = client.get(pilot.get_absolute_url()).content.decode()
    assert "1 of 3 weeks checked in." in page
    assert "Weeks 1, 2 have no check-in." in page
    assert "52.5 minutes" in page
    assert "worse than at the start" in page
    assert "not measured since the start" in page
    assert "<strong>drill</strong>" in page
    again = client.post(address, sent)
    assert again.status_code == 422
    assert "There is a check-in of that day already." in again.content.decode()


@pytest.mark.parametrize("days", [-18, 1])
def test_check_in_is_of_a_day_between_the_start_and_today(client: Client, roadmap: Roadmap, days: int) -> None:
    pilot = make_pilot(roadmap, days_ago=17)
    day = roadmap.workspace.today + timedelta(days=days)
    sent = {"revision": 1, "day_date": day.isoformat(), "mood": "on_track"}
    answer = client.post(at("pilot_check_in_create", roadmap, pilot.code), sent)
    assert answer.status_code == 422
    assert "Choose a day from" in answer.content.decode()


def test_own_check_in_is_changed_deleted_and_taken_back_and_nobody_elses(client: Client, roadmap: Roadmap) -> None:
    pilot = make_pilot(roadmap)
    check_in = make_check_in(pilot, "99.6", "40")
    codes = (pilot.code, check_in.code)
    other = Client()
    other.force_login(make_member(roadmap.workspace, Role.EDITOR))
    assert other.get(at("pilot_check_in_change", roadmap, *codes)).status_code == 403
    address = at("pilot_check_in_change", roadmap, *codes)
    sent = shown_by(client.get(address)) | {"mood": "stop_rule"}
    assert client.post(address, sent).status_code == 302
    page = client.get(pilot.get_absolute_url()).content.decode()
    assert "Zone failover: the stop rule applies" in page
    deleted = client.post(at("pilot_check_in_delete", roadmap, *codes), follow=True).content.decode()
    assert at("pilot_check_in_restore", roadmap, *codes) in deleted
    assert "day 18 of 90" in deleted
    back = client.post(at("pilot_check_in_restore", roadmap, *codes), follow=True).content.decode()
    assert "the stop rule applies" in back


def test_decision_to_scale_records_reason_day_person_and_end_values(client: Client, roadmap: Roadmap) -> None:
    pilot = make_pilot(roadmap, days_ago=95)
    make_check_in(pilot, "99.92", days_ago=20)
    first, second = pilot.measures.all()
    address = at("pilot_decide", roadmap, pilot.code)
    page = client.get(address)
    assert page.context["form"][f"end_{first.pk}"].value() == "99.92"
    sent = shown_by(page) | {"decision": "scale", "decision_reason": "Both are met."}
    lacking = client.post(address, sent)
    assert lacking.status_code == 422
    assert "Write what was measured at the end" in lacking.content.decode()
    assert client.post(address, {**sent, f"end_{second.pk}": "9"}).status_code == 302
    pilot.refresh_from_db()
    assert (pilot.decision, pilot.decided_by) == ("scale", owner_of(roadmap.workspace))
    assert pilot.decided_date == roadmap.workspace.today
    assert [measure.end_value for measure in pilot.measures.all()] == [Decimal("99.92"), Decimal(9)]
    told = client.get(pilot.get_absolute_url()).content.decode()
    assert "Zone failover: decided: scale" in told
    assert told.count("target met") == 2
    assert "Both are met." in told


def test_extending_moves_the_end_and_the_pilot_goes_on(client: Client, roadmap: Roadmap) -> None:
    pilot = make_pilot(roadmap, days_ago=95)
    address = at("pilot_decide", roadmap, pilot.code)
    sent = shown_by(client.get(address)) | {"decision": "extend", "decision_reason": "Too few incidents."}
    assert "Choose a last day after" in client.post(address, sent).content.decode()
    end = roadmap.workspace.today + timedelta(days=14)
    assert client.post(address, {**sent, "end_date": end.isoformat()}).status_code == 302
    pilot.refresh_from_db()
    assert (pilot.end_date, pilot.is_closed) == (end, False)
    page = client.get(pilot.get_absolute_url()).content.decode()
    assert "Zone failover: day 96 of 110" in page
    assert "It goes on until" in page
    again = client.get(address).context["form"]
    assert (again["decision"].value(), again["decision_reason"].value()) == ("", "")
    assert [duty.day for duty in duties_of([roadmap]) if duty.kind is Kind.PILOT_END] == [end]
    assert Activity.objects.get(verb="pilot.extended").detail["reason"] == "Too few incidents."


def test_pilot_is_deleted_and_taken_back_for_a_month(client: Client, roadmap: Roadmap) -> None:
    pilot = make_pilot(roadmap)
    page = client.post(at("pilot_delete", roadmap, pilot.code), follow=True).content.decode()
    assert at("pilot_restore", roadmap, pilot.code) in page
    assert client.get(pilot.get_absolute_url()).status_code == 404
    assert client.post(at("pilot_restore", roadmap, pilot.code)).status_code == 302
    assert client.get(pilot.get_absolute_url()).status_code == 200
    Pilot.objects.update(deleted_at=timezone.now() - DELETED_IS_KEPT)
    page = client.post(at("pilot_restore", roadmap, pilot.code), follow=True).content.decode()
    assert "The pilot was deleted more than 30 days ago." in page


def test_handover_is_listed_and_ticked_off(client: Client, roadmap: Roadmap) -> None:
    pilot = make_pilot(roadmap)
    empty = client.post(at("pilot_handover_create", roadmap, pilot.code), {"text": " "})
    assert empty.status_code == 422
    assert "Say what is handed over." in empty.content.decode()
    client.post(at("pilot_handover_create", roadmap, pilot.code), {"text": "Runbook"})
    item = pilot.handovers.get()
    client.post(at("pilot_handover_tick", roadmap, pilot.code, item.code), {"is_done": "yes"})
    item.refresh_from_db()
    assert item.done_by == owner_of(roadmap.workspace)
    page = client.post(at("pilot_handover_delete", roadmap, pilot.code, item.code), follow=True).content.decode()
    assert at("pilot_handover_restore", roadmap, pilot.code, item.code) in page


def test_list_says_where_each_stands_and_what_is_missing(client: Client, roadmap: Roadmap) -> None:
    assert "No pilot yet" in client.get(at("pilot_list", roadmap)).content.decode()
    make_pilot(roadmap, title="Canary", days_ago=-3)
    make_pilot(roadmap, title="Failover", days_ago=95)
    page = client.get(at("pilot_list", roadmap)).content.decode()
    assert "2 pilots, the latest: begins on" in page
    assert "to be decided" in page
    assert "0 of 13 weeks checked in." in page
    assert "13 weeks have no check-in." in page


@pytest.mark.parametrize("name", ["pilot_list", "pilot_detail", "pilot_decide"])
def test_pages_ask_no_more_with_more_check_ins(client: Client, roadmap: Roadmap, name: str) -> None:
    pilot = make_pilot(roadmap, days_ago=60)
    codes = () if name == "pilot_list" else (pilot.code,)
    make_check_in(pilot, "99.6", "40")
    few = queries_of(client, at(name, roadmap, *codes))
    for days in range(4, 34):
        make_check_in(pilot, "99.7", "30", days_ago=days)
    assert queries_of(client, at(name, roadmap, *codes)) == few <= 15
