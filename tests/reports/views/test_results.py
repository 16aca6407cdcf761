"""The page of results: what it finds, where its numbers lead, and that nothing on it is stored."""

import re
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.test import Client

from accounts.domain.roles import Role
from accounts.models import Activity
from assessments.domain.results import Measure, Result
from assessments.domain.what_if import if_closed
from assessments.models import Answer, Assessment
from assessments.words import score
from core.rounding import told_apart
from reports.domain.summary import headline
from reports.queries.results import assess
from roadmap.domain.states import ActionState
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.assessments import answer_everything, make_assessment
from tests.factories.roadmap import make_action, make_roadmap, move
from tests.reports.views.page import address, between, words

pytestmark = pytest.mark.django_db


def result_of(assessment: Assessment) -> Result:
    return assess(assessment, as_of=assessment.workspace.today).result


def test_headline_is_the_finding_and_the_day_is_said(viewer: Client, assessment: Assessment) -> None:
    html = viewer.get(address(assessment)).text
    assert f"<h1>{headline(result_of(assessment))}</h1>" in html
    assert "Evidence counts as of" in words(html)


def test_groups_stand_with_the_widest_gap_first(viewer: Client, assessment: Assessment) -> None:
    html = viewer.get(address(assessment)).text
    for kind in ("phase", "domain"):
        gaps = re.findall(r'class="num">(\d\.\d)</td>', between(html, f'id="{kind}s"', "</table>"))
        assert len(gaps) == len(getattr(assessment.questions, f"{kind}s"))
        assert gaps == sorted(gaps, reverse=True)


def test_each_answer_leads_to_its_question(viewer: Client, assessment: Assessment) -> None:
    heat = between(viewer.get(address(assessment)).text, 'id="heat"', "</section>")
    for question in assessment.questions.questions:
        assert f'href="{address(assessment, "question_detail", question.id)}"' in heat
    assert heat.count('class="cell') == len(assessment.questions.questions)


def test_steps_stand_in_order_with_reason_effort_and_what_they_are_first_for(
    viewer: Client, assessment: Assessment
) -> None:
    result, html = result_of(assessment), viewer.get(address(assessment)).text
    first = words(between(html, 'class="fixes"', "</ol>"))
    assert re.findall(r"[A-Z]{3}-\d\d(?=, )", first) == [gap.result.question.id for gap in result.gaps[:10]]
    for gap in result.gaps[:10]:
        assert gap.result.question.risk in first
        if gap.first_for:
            assert f"First, because {gap.first_for} needs it" in first
    assert f"The other {len(result.gaps) - 10} gaps, in order" in words(html)


def test_gap_leads_to_its_action_on_a_roadmap(client: Client, viewer: Client, assessment: Assessment) -> None:
    roadmap, gaps = make_roadmap(assessment.workspace, assessment=assessment), result_of(assessment).gaps
    first, later, dropped = (gaps[number].result.question.id for number in (0, 12, 1))
    actions = [make_action(roadmap, question=question, title=f"Close {question}") for question in (first, later)]
    move(make_action(roadmap, question=dropped, title="Not that"), ActionState.DROPPED)
    make_action(make_roadmap(assessment.workspace), question=dropped, title="Elsewhere")
    html = viewer.get(address(assessment)).text
    assert f"On the roadmap: To do , Close {first}" in words(between(html, 'class="fixes"', "</ol>"))
    assert html.count("On the roadmap:") == 2
    for action in actions:
        assert f'<a href="{action.get_absolute_url()}">On the roadmap: To do' in html


def test_open_questions_and_lapsing_evidence_are_told(viewer: Client, assessment: Assessment) -> None:
    said = words(viewer.get(address(assessment)).text)
    assert f"{len(result_of(assessment).find_out)} questions to find out about" in said
    assert "1 piece of evidence lapses within 90 days" in said
    assert "Runbook <i> for" in said
    assert re.search(r"If nothing is renewed, the verified score falls from \d\.\d+ to \d\.\d+\.", said)


def test_more_claimed_than_shown_stands_furthest_apart_first(viewer: Client, assessment: Assessment) -> None:
    claims = words(between(viewer.get(address(assessment)).text, 'id="claims"', "</section>"))
    pairs = re.findall(r"(\d) claimed, (\d) verified", claims)
    apart = [int(claimed) - int(verified) for claimed, verified in pairs]
    assert apart == sorted(apart, reverse=True)
    assert apart[0] == 3


def test_text_of_people_stays_text(viewer: Client, assessment: Assessment) -> None:
    assert "<i>" not in between(viewer.get(address(assessment)).text, 'id="lapsing"', "</section>")


@pytest.mark.parametrize("kind", ["phase", "domain"])
def test_part_has_its_own_numbers_questions_and_steps(viewer: Client, assessment: Assessment, kind: str) -> None:
    group = {"phase": result_of(assessment).phases, "domain": result_of(assessment).domains}[kind][1]
    html = viewer.get(address(assessment, "result_group", kind, group.group.id)).text
    said = words(html)
    assert f"{group.group.title}: {score(group.verified)} today against a target of {score(group.target)}" in said
    inside = {found.question.id for found in group.questions}
    assert set(re.findall(r"\b[A-Z]{3}-\d\d\b", words(between(html, 'id="questions"', "</table>")))) == inside
    assert set(re.findall(r"[A-Z]{3}-\d\d(?=, )", words(between(html, 'class="fixes"', "</ol>")))) <= inside


def test_part_that_does_not_exist_is_not_there(viewer: Client, assessment: Assessment) -> None:
    assert viewer.get(address(assessment, "result_group", "phase", "architect")).status_code == 200
    assert viewer.get(address(assessment, "result_group", "phase", "data")).status_code == 404


def test_only_looking_is_possible(viewer: Client, assessment: Assessment) -> None:
    assert viewer.post(address(assessment)).status_code == 405


@pytest.mark.parametrize("key", ["", "overall", "overall:gap", "phase:nowhere:verified", "a:b:c:d", ":", "%00:low"])
def test_terms_of_nothing_open_nothing(viewer: Client, assessment: Assessment, key: str) -> None:
    answer = viewer.get(address(assessment), {"terms": key})
    assert answer.status_code == 200
    assert 'id="terms"' not in answer.text


@pytest.mark.parametrize("measure", list(Measure))
@pytest.mark.parametrize("place", ["overall", "phase:architect", "domain:data"])
def test_terms_add_up_to_the_number(viewer: Client, assessment: Assessment, place: str, measure: Measure) -> None:
    """With a script as without: a person with a pencil finds weight × value, the sums, and the number shown."""
    result = result_of(assessment)
    named = {"overall": result.overall, "phase:architect": result.phases[1], "domain:data": result.domains[2]}
    shown = score(getattr(named[place], measure.value))
    html = viewer.get(address(assessment), {"terms": f"{place}:{measure}"}).text
    terms = between(html, 'id="terms"', "</section>")
    rows = re.findall(r"<td>([\d./]+)</td><td>× ([\d./]+)</td><td>= ([\d./]+)</td>", terms)
    weights = products = Fraction(0)
    for weight, value, product in rows:
        assert Fraction(weight) * Fraction(value) == Fraction(product)
        weights, products = weights + Fraction(weight), products + Fraction(product)
    assert len(rows) > 2
    assert products / weights == getattr(named[place], measure.value)
    assert f"shown as {shown}" in words(terms)
    piece = viewer.get(address(assessment), {"terms": f"{place}:{measure}"}, headers={"X-Part": "terms"}).text
    assert piece.strip() in html
    assert "<html" not in piece


def test_share_of_the_targets_opens_to_its_terms(viewer: Client, assessment: Assessment) -> None:
    html = viewer.get(address(assessment), {"terms": "overall:percent"}).text
    calculation = re.search(r"1 − (\d+) ÷ (\d+) [=≈] (0\.\d+), shown as (\d+) %", words(html))
    assert calculation
    missing, wanted, share, percent = calculation.groups()
    assert round(1 - int(missing) / int(wanted), 4) == float(share)
    assert f">{percent} %</a>" in html


def test_numbers_that_lead_to_terms_are_those_shown(viewer: Client, assessment: Assessment) -> None:
    """Every number that opens says in its terms the same."""
    html = viewer.get(address(assessment)).text
    found = set(re.findall(r'href="\?terms=([^"#]+)#terms" data-opens>([\d.]+)<', html))
    assert len(found) > 40
    for key, text in sorted(found)[::5]:
        piece = viewer.get(f"{address(assessment)}?terms={key}", headers={"X-Part": "terms"}).text
        assert f"shown as {text}" in words(piece)


def test_what_if_says_the_score_and_stores_nothing(viewer: Client, assessment: Assessment) -> None:
    result = result_of(assessment)
    ids = [gap.result.question.id for gap in result.gaps[:3]]
    before = list(Answer.objects.order_by("pk").values()), Activity.objects.count()
    html = viewer.get(address(assessment), {"close": ids}).text
    now, then = told_apart(result.overall.verified, if_closed(result, ids).overall.verified)
    sentence = f"If these 3 gaps are closed and shown, the verified score is {then} instead of {now}."
    assert sentence in words(html)
    assert html.count(" checked>") == 3
    piece = viewer.get(address(assessment), {"close": ids}, headers={"X-Part": "what-if"}).text
    assert sentence in words(piece)
    assert "<html" not in piece
    assert before == (list(Answer.objects.order_by("pk").values()), Activity.objects.count())


def test_what_if_of_a_part_names_it_and_the_whole(viewer: Client, assessment: Assessment) -> None:
    result = result_of(assessment)
    chosen = next(gap.result.question.id for gap in result.gaps if gap.result.question.phase == "architect")
    html = viewer.get(address(assessment, "result_group", "phase", "architect"), {"close": chosen}).text
    then = if_closed(result, [chosen])
    now, later = told_apart(result.phases[1].verified, then.phases[1].verified)
    title = result.phases[1].group.title
    assert f"If this gap is closed and shown, the verified score of {title} is {later} instead of {now}." in words(html)
    assert f"Overall {' → '.join(told_apart(result.overall.verified, then.overall.verified))}" in words(html)


def test_what_if_of_nothing_says_nothing(viewer: Client, assessment: Assessment) -> None:
    answer = viewer.get(address(assessment), {"close": ["NO-01", "", "<b>"]})
    assert "the verified score is" not in answer.text
    assert "<b>" not in between(answer.text, 'class="what-if"', "</section>")


def test_nothing_answered_yet_says_so_and_offers_to_begin(client: Client) -> None:
    workspace = make_workspace()
    assessment = make_assessment(workspace)
    for person, may_answer in ((owner_of(workspace), True), (make_member(workspace, Role.VIEWER), False)):
        client.force_login(person)
        answer = client.get(address(assessment))
        assert "Nothing is answered yet" in answer.text
        assert ("Answer questions" in answer.text) is may_answer


def test_every_question_not_applicable_is_no_failure(client: Client) -> None:
    assessment = make_assessment(make_workspace())
    assessment.answers.update(state="not_applicable", reason="out_of_scope")
    client.force_login(owner_of(assessment.workspace))
    assert "Every question is not applicable" in client.get(address(assessment)).text
    assert client.get(address(assessment, "result_group", "phase", "scale")).status_code == 200


def test_targets_reached_leave_nothing_to_fix(client: Client) -> None:
    assessment = make_assessment(make_workspace(), target=0)
    answer_everything(assessment)
    client.force_login(owner_of(assessment.workspace))
    assert "Every answer reaches its target." in client.get(address(assessment)).text


def test_numbers_are_written_as_in_the_workspace(viewer: Client, assessment: Assessment) -> None:
    type(assessment.workspace).objects.filter(pk=assessment.workspace.pk).update(locale="de")
    verified = score(result_of(assessment).overall.verified)
    said = words(viewer.get(address(assessment)).text)
    assert f"{verified.replace('.', ',')} today against a target of" in said
    assert verified not in said


def test_evidence_that_lapsed_since_the_last_save_counts_no_more(
    viewer: Client, assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = assessment.workspace.today + timedelta(days=60)
    lapsed = score(assess(assessment, as_of=later).result.overall.verified)
    assert lapsed != score(result_of(assessment).overall.verified)

    def today(_workspace: object) -> date:
        return later

    monkeypatch.setattr(type(assessment.workspace), "today", property(today))
    assert f"<h1>{lapsed} today" in viewer.get(address(assessment)).text
