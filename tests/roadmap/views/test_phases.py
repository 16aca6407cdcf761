"""The page of a phase, its days, its gate and what that asks for."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from accounts.domain.roles import Role
from roadmap.models import Decision, GatePassing, RoadmapPhase
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.gates import meet_gate, open_at, phase_of
from tests.factories.roadmap import make_action, make_roadmap

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase() -> RoadmapPhase:
    return phase_of(make_roadmap(make_workspace()), "discover")


@pytest.fixture
def owner(client: Client, phase: RoadmapPhase) -> Client:
    client.force_login(owner_of(phase.roadmap.workspace))
    return client


def as_role(phase: RoadmapPhase, role: Role, *, is_owner: bool = False) -> Client:
    client, user = Client(), make_member(phase.roadmap.workspace, role)
    client.force_login(user)
    if is_owner:
        RoadmapPhase.objects.filter(pk=phase.pk).update(owner=user)
    return client


def at(phase: RoadmapPhase, place: str = "") -> str:
    return f"/w/{phase.roadmap.workspace.code}/roadmaps/{phase.roadmap.code}/phases/{phase.phase}/{place}"


def test_page_has_what_the_phase_is_and_what_its_gate_finds(phase: RoadmapPhase, owner: Client) -> None:
    make_action(phase.roadmap, title="Rank the journeys with sales")
    page = owner.get(at(phase)).text
    said = phase.roadmap.questions.phase["discover"]
    for text in (said.objective, said.entry_questions[0].text, said.pitfalls[0], said.checklist[0].done_when):
        assert text.replace("'", "&#x27;") in page
    assert "Discover and align: 0 of 13 criteria met" in page
    assert "0 of 10 done" in page
    assert "Reliability charter is accepted" in page
    assert "Verified score of the phase is at least 2.5" in page
    assert "DIS-01 is verified at level 3" in page
    assert "The business accepts the targets and the failures they allow." in page
    assert "Rank the journeys with sales" in page
    assert "Name the assessment that feeds the roadmap" in page


def test_criterion_leads_to_its_question(phase: RoadmapPhase, owner: Client) -> None:
    meet_gate(phase)
    assessment = phase.roadmap.assessment
    assert assessment
    assessment.answers.filter(question="DIS-01").update(level=1)
    page = owner.get(at(phase)).text
    assert "Answer it and show why" in page
    assert f"/assessments/{assessment.code}/questions/DIS-01/" in page
    assert "12 of 13 criteria met" in page


def test_phase_that_nobody_knows_is_not_there(phase: RoadmapPhase, owner: Client) -> None:
    assert owner.get(at(phase).replace("discover", "nothing")).status_code == 404


def test_phase_begins_today_and_says_where_that_was_early(phase: RoadmapPhase, owner: Client) -> None:
    later = phase_of(phase.roadmap, "architect")
    owner.post(at(later, "begin/"))
    later.refresh_from_db()
    assert later.started_date == phase.roadmap.workspace.today
    assert "It began before the gate of Discover and align was passed." in owner.get(at(later)).text
    owner.post(at(later, "begin/"))
    later.refresh_from_db()
    assert later.revision == 2


def test_days_of_two_people_are_merged_and_those_to_come_are_not_past(phase: RoadmapPhase, owner: Client) -> None:
    days = {"planned_start_date": "2026-09-07", "planned_end_date": "2026-10-18"}
    shown = {"revision": "1", "owner": "", **days, "started_date": "", "finished_date": ""}
    sent = {**shown, **{f"initial-{name}": value for name, value in shown.items()}}
    assert owner.post(at(phase, "settings/"), {**sent, "started_date": "2026-09-08"}).status_code == 302
    assert owner.post(at(phase, "settings/"), {**sent, "planned_end_date": "2026-10-30"}).status_code == 302
    phase.refresh_from_db()
    assert (str(phase.started_date), str(phase.planned_end_date)) == ("2026-09-08", "2026-10-30")
    answer = owner.post(at(phase, "settings/"), {**sent, "started_date": "2026-09-10"})
    assert answer.status_code == 409
    assert "2026-09-08" in answer.text
    tomorrow = str(phase.roadmap.workspace.today + timedelta(days=1))
    wrong = owner.post(at(phase, "settings/"), {**sent, "revision": "3", "finished_date": tomorrow})
    assert wrong.status_code == 422
    assert "choose today or an earlier day" in wrong.text


@pytest.mark.parametrize(("start", "end", "said"), [("2026-09-07", "", "7 Sep 2026 – …"), ("", "", "not yet")])
def test_phase_can_lack_a_planned_day(phase: RoadmapPhase, owner: Client, start: str, end: str, said: str) -> None:
    days = {"revision": phase.revision, "planned_start_date": start, "planned_end_date": end}
    owner.post(at(phase, "settings/"), days)
    assert f"<dt>Planned</dt><dd>{said}</dd>" in owner.get(at(phase)).text


def test_owner_passes_a_gate_that_is_met_and_takes_it_back(phase: RoadmapPhase, owner: Client) -> None:
    meet_gate(phase)
    page = owner.get(at(phase, "gate/")).text
    assert "Every criterion of Discover and align is met" in page
    assert 'name="reason"' not in page
    assert owner.post(at(phase, "gate/"), {"seen": ""})["Location"] == at(phase)
    passing = GatePassing.objects.get()
    assert "the gate is passed" in owner.get(at(phase)).text
    phase.roadmap.items.filter(item="DIS-C01").update(done_at=None)
    assert "One criterion is no longer met since then:" in owner.get(at(phase)).text
    assert "10 of 10 done" in owner.get(at(phase, f"gate/{passing.code}/")).text
    again = owner.post(at(phase, "gate/"), {"seen": " ".join(open_at(phase)), "reason": "x", "expires_date": _in(9)})
    assert "has passed this gate already" in str(next(iter(get_messages(again.wsgi_request))))
    gone = owner.post(at(phase, f"gate/{passing.code}/withdraw/"))
    undo = [message.extra_tags for message in get_messages(gone.wsgi_request)][-1]
    assert undo == f"undo:{at(phase, f'gate/{passing.code}/restore/')}"
    assert "Passed before, and withdrawn" in owner.get(at(phase)).text
    owner.post(undo.removeprefix("undo:"))
    assert "the gate is passed" in owner.get(at(phase)).text


def _in(days: int) -> str:
    """Of a workspace whose days are those of Greenwich."""
    return str(make_workspace().today + timedelta(days=days))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"reason": "", "expires_date": _in}, "13 criteria are open. Say why the gate is passed all the same."),
        ({"reason": "It is late."}, "Say until which day that is good enough."),
        ({"reason": "It is late.", "expires_date": lambda days: _in(-1)}, "That day is over."),
        ({"reason": "It is late.", "expires_date": lambda days: _in(367)}, "An exception lasts a year at most."),
    ],
)
def test_exception_without_reason_or_day_is_asked_for_and_keeps_what_was_typed(
    phase: RoadmapPhase, owner: Client, said: dict[str, object], sentence: str
) -> None:
    sent = {name: value(9) if callable(value) else value for name, value in said.items()}
    answer = owner.post(at(phase, "gate/"), {"seen": " ".join(open_at(phase)), **sent})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert str(sent["reason"]) in answer.text
    assert not GatePassing.objects.exists()


def test_exception_is_shown_with_its_reason_and_its_end(phase: RoadmapPhase, owner: Client) -> None:
    sent = {"seen": " ".join(open_at(phase)), "reason": "The drill is late.", "expires_date": _in(0)}
    assert owner.post(at(phase, "gate/"), sent).status_code == 302
    page = owner.get(at(phase)).text
    assert "Passed with an exception" in page
    assert "The drill is late." in page
    assert "let pass unmet" not in page
    phase.roadmap.items.filter(checklist="discover").update(done_at=timezone.now())
    page = owner.get(at(phase)).text
    assert "One criterion was let pass unmet, and is met by now:" in page
    assert "no longer met" not in page
    GatePassing.objects.update(expires_date=_in(-1))
    page = owner.get(at(phase)).text
    assert "Exception is over" in page
    assert "that is over" in page
    assert "Decide again about the gate of Discover and align" in owner.get(at(phase).partition("phases/")[0]).text


def test_gate_that_has_moved_is_looked_at_again(phase: RoadmapPhase, owner: Client) -> None:
    sent = {"seen": " ".join(open_at(phase)), "reason": "The drill is late.", "expires_date": _in(9)}
    phase.decisions.update(taken_date=phase.roadmap.workspace.today)
    answer = owner.post(at(phase, "gate/"), sent)
    assert answer.status_code == 409
    assert "What is open at this gate has changed" in answer.text
    assert "The drill is late." in answer.text
    assert f'value="{" ".join(sorted(open_at(phase)))}"' in answer.text
    assert not GatePassing.objects.exists()


def test_gate_is_passed_by_owners_of_the_workspace_or_of_the_phase(phase: RoadmapPhase) -> None:
    assert as_role(phase, Role.EDITOR).get(at(phase, "gate/")).status_code == 403
    assert as_role(phase, Role.CONTRIBUTOR, is_owner=True).get(at(phase, "gate/")).status_code == 403
    editor = as_role(phase, Role.EDITOR, is_owner=True)
    assert editor.get(at(phase, "gate/")).status_code == 200
    assert at(phase, "gate/") in editor.get(at(phase)).text
    assert at(phase, "gate/") not in as_role(phase, Role.EDITOR).get(at(phase)).text


def test_decision_is_recorded_with_day_reasons_and_who(phase: RoadmapPhase, owner: Client) -> None:
    decision = phase.decisions.get(decision="DIS-G1")
    place = at(phase, f"decisions/{decision.code}/")
    page = owner.get(place).text
    assert "To be taken by: Product leader." in page
    assert "Delete this decision" not in page
    today = str(phase.roadmap.workspace.today)
    sent = {"revision": "1", "taken_date": today, "decided_by": "Ada, CPO", "note": "As *agreed*."}
    assert owner.post(place, {**sent, "text": "Something else"})["Location"] == at(phase)
    decision.refresh_from_db()
    assert (str(decision.taken_date), decision.decided_by) == (today, "Ada, CPO")
    assert decision.text == "The business accepts the targets and the failures they allow."
    assert decision.recorded_by == owner_of(phase.roadmap.workspace)
    assert f"taken on {phase.roadmap.workspace.today.day} " in owner.get(at(phase)).text
    late = owner.post(place, {**sent, "revision": "2", "taken_date": _in(1)})
    assert late.status_code == 422
    assert "It cannot have been taken later than today." in late.text


def test_own_decision_is_added_deleted_and_taken_back(phase: RoadmapPhase, owner: Client) -> None:
    assert owner.post(at(phase, "decisions/new/"), {"text": " "}).status_code == 422
    owner.post(at(phase, "decisions/new/"), {"text": "The archive has a region."})
    decision = Decision.objects.get(decision="")
    assert "The archive has a region." in owner.get(at(phase)).text
    gone = owner.post(at(phase, f"decisions/{decision.code}/delete/"))
    assert "The archive has a region." not in owner.get(at(phase)).text
    undo = [message.extra_tags for message in get_messages(gone.wsgi_request)][-1]
    owner.post(undo.removeprefix("undo:"))
    assert "The archive has a region." in owner.get(at(phase)).text
