"""The reports of a decision: made once, told by what is sealed for nobody any more, and closed with their decision."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.domain.roles import Role
from accounts.models import User
from archives.queries.sealing import sealed_from
from jobs.choices import JobState
from jobs.running import Running
from reports.builders.decision import build_decision_report
from reports.models import ReportRun, ReportShare
from reports.operations.decision_runs import ask_for_decision_report
from reports.operations.runs import purge_runs
from reports.queries.decisions import NotDecidedError, decided_of
from reports.queries.runs import find_run, runs_of
from reports.queries.verify import Verdict, all_reports, verify_pdf
from reports.render import RenderedPdf
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.reports import make_share
from tests.factories.vendors import add_clerk, add_evaluator, award, bring_to, declare, make_evaluation, make_scenario
from tests.test_routes import close
from vendors.domain.stages import Stage
from vendors.models import AgreedScore, Award, CriteriaGroup, Dissent, Evaluation, Gate, GateFinding, Proposal, Score
from vendors.operations.awards import take_back_decision
from vendors.queries.money import BESIDE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "files", tmp_path


@pytest.fixture
def evaluation() -> Evaluation:
    """Decided, with a conflict, a dissent and a missed gate."""
    evaluation = make_evaluation(make_workspace(name="Northwind Billing"), proposals=3, evaluators=3)
    add_clerk(evaluation)
    conflicted = evaluation.participants.filter(part="evaluator")[0]
    _first, second, third = evaluation.proposals.all()
    declare(conflicted, third, "A friend works there.")
    bring_to(evaluation, Stage.LOCKED)
    AgreedScore.objects.filter(proposal=second, criterion="S-1").update(level=5)
    Score.objects.filter(participant=conflicted, proposal=second, criterion="S-1").update(level=5)
    Dissent.objects.create(
        agreed=AgreedScore.objects.get(proposal=second, criterion="S-1"), participant=conflicted, text="Never shown."
    )
    GateFinding.objects.filter(proposal=third).update(is_met=False, note="It leaves the region.")
    decide(evaluation)
    return evaluation


def decide(evaluation: Evaluation) -> None:
    award(evaluation)
    evaluation.stage = Stage.DECIDED.value
    evaluation.save()


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were rendered, by a printer that takes no time."""
    pages: list[str] = []

    def render(html: str, **_: Any) -> RenderedPdf:
        pages.append(html)
        return RenderedPdf(content=b"%PDF-1.7 " + str(len(pages)).encode(), pages=7, skipped=())

    monkeypatch.setattr("reports.operations.decision_runs.render_pdf", render)
    return pages


def run_of(run: ReportRun) -> ReportRun:
    assert run.job
    Running().run(run.job.pk)
    done: ReportRun = ReportRun.objects.select_related("job", "stored_file", "workspace").get(pk=run.pk)
    return done


def made(evaluation: Evaluation, **marks: bool) -> ReportRun:
    done = run_of(ask_for_decision_report(evaluation=evaluation, actor=owner_of(evaluation.workspace), **marks))
    assert done.job
    assert (done.job.state, done.job.failure) == (JobState.DONE, "")
    return done


def statuses(user: User, run: ReportRun) -> set[int]:
    client = Client()
    client.force_login(user)
    code = run.workspace.code
    pages = [client.get(reverse(name, args=[code, run.code])) for name in ("report_detail", "report_file")]
    for page in pages:
        close(page)
    return {page.status_code for page in pages}


def test_report_is_made_for_real_with_reasons_first(evaluation: Evaluation) -> None:
    run = made(evaluation, is_confidential=True)
    assert run.stored_file
    with run.stored_file.file.open("rb") as file:
        content = bytes(file.read())
    pdf = pypdfium2.PdfDocument(content)
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    first, second, third = (str(each.vendor) for each in evaluation.proposals.all())
    assert f"Awarded to {first}" in texts[0]
    assert "It shows the most." in texts[1]
    whole = " ".join(texts)
    for said in ("Never shown.", "A friend works there.", "It leaves the region.", "ICC(2,1)", "Grows fast.", second):
        assert said in whole
    assert f"{third} misses" in whole
    version = evaluation.versions.get()
    assert version.content_hash[:16] in whole
    assert verify_pdf(content, among=all_reports()).verdict is Verdict.UNCHANGED
    assert verify_pdf(content + b" ", among=all_reports()).verdict is Verdict.CHANGED
    pdf.close()


def test_report_tells_when_what_happened_and_by_which_limits(evaluation: Evaluation) -> None:
    second = evaluation.proposals.get(number=2)
    assert second.submitted_at
    due_at = second.submitted_at - timedelta(days=1)
    Evaluation.objects.filter(pk=evaluation.pk).update(deadline_at=due_at, budget=900_000, ceiling=1_000_000)
    Proposal.objects.filter(evaluation=evaluation).exclude(pk=second.pk).update(submitted_at=due_at)
    stored = Evaluation.objects.select_related("workspace", "moderator").get(pk=evaluation.pk)
    report = build_decision_report(decided_of(stored), {}, content_hash="0" * 64)
    assert [name for name, _at in report.course] == [
        "Proposals due",
        "Criteria and weights locked, scoring begun",
        "Individual scores opened to each other",
        "Every score settled, prices opened",
        "Decided",
    ]
    late = {row[0].text: row[2].text for row in report.proposals.rows}
    assert late == {str(each): "late" if each == second else "" for each in evaluation.proposals.all()}
    assert f"The budget is EUR{BESIDE}900,000 and the ceiling is EUR{BESIDE}1,000,000" in report.price_terms
    assert report.weighed == "Weights were set by points and locked before anything was scored."


def test_report_has_rankings_of_many_scenarios_below_each_other(evaluation: Evaluation) -> None:
    for number in range(6):
        make_scenario(evaluation, f"View {number}")
    stored = Evaluation.objects.select_related("workspace", "moderator").get(pk=evaluation.pk)
    report = build_decision_report(decided_of(stored), {}, content_hash="0" * 64)
    assert [[cell.text for cell in grid.head] for grid in report.scenarios] == [
        ["Vendor", "As chosen", "View 0", "View 1", "View 2", "View 3"],
        ["Vendor", "As chosen", "View 4", "View 5"],
    ]


def test_report_says_by_what_a_proposal_is_excluded_and_that_a_gate_was_waived(evaluation: Evaluation) -> None:
    missed = GateFinding.objects.get(is_met=False)
    group = CriteriaGroup.objects.filter(version__evaluation=evaluation)[0]
    CriteriaGroup.objects.filter(pk=group.pk).update(minimum=100)
    stored = Evaluation.objects.select_related("workspace", "moderator").get(pk=evaluation.pk)
    report = build_decision_report(decided_of(stored), {}, content_hash="0" * 64)
    standing = {row[1].text: row[4].text for row in report.standing.rows}
    text = Gate.objects.get(version__evaluation=evaluation).text.rstrip(".")
    assert standing[str(missed.proposal)] == f"excluded, misses: {text}; the minimum of “{group.title}”"
    until = {"waived_by": owner_of(evaluation.workspace), "waiver_expires_date": evaluation.workspace.today}
    GateFinding.objects.filter(pk=missed.pk).update(waiver_reason="The audit is in May.", **until)
    CriteriaGroup.objects.filter(pk=group.pk).update(minimum=None)
    report = build_decision_report(decided_of(stored), {}, content_hash="0" * 64)
    standing = {row[1].text: row[4].text for row in report.standing.rows}
    assert standing[str(missed.proposal)] == "with a waiver"


def test_nothing_is_reported_before_the_decision(evaluation: Evaluation) -> None:
    take_back_decision(evaluation=evaluation, actor=owner_of(evaluation.workspace))
    with pytest.raises(NotDecidedError):
        ask_for_decision_report(evaluation=evaluation, actor=owner_of(evaluation.workspace))
    with pytest.raises(NotDecidedError):
        decided_of(Evaluation.objects.get(pk=evaluation.pk))


def test_report_of_a_decision_that_was_taken_back_meanwhile_is_not_made(
    evaluation: Evaluation, printed: list[str]
) -> None:
    run = ask_for_decision_report(evaluation=evaluation, actor=owner_of(evaluation.workspace))
    take_back_decision(evaluation=evaluation, actor=owner_of(evaluation.workspace))
    evaluation.refresh_from_db()
    decide(evaluation)  # another one: what was asked for is not of it
    done = run_of(run)
    assert done.job
    assert done.job.failure == "The decision was taken back before its report was made."
    assert printed == []


def test_taking_the_decision_back_closes_reports_and_links_for_good(evaluation: Evaluation, printed: list[str]) -> None:
    owner, run = owner_of(evaluation.workspace), made(evaluation)
    share = make_share(run)
    assert statuses(owner, run) == {200}
    assert ReportShare.objects.open(timezone.now()).contains(share)
    take_back_decision(evaluation=evaluation, actor=owner)
    evaluation.refresh_from_db()
    for _stage in ("taken back", "decided anew"):
        assert statuses(owner, run) == {404}
        assert not ReportShare.objects.open(timezone.now()).contains(share)
        assert runs_of(evaluation) == []
        with pytest.raises(ReportRun.DoesNotExist):
            find_run(evaluation.workspace, run.code)
        assert ReportRun.objects.get().is_closed
        decide(evaluation)
    assert purge_runs(now=timezone.now()) == 1


def test_report_goes_with_its_evaluation(evaluation: Evaluation, printed: list[str]) -> None:
    run = made(evaluation)
    assert (run.is_closed, purge_runs(now=timezone.now())) == (False, 0)
    Evaluation.objects.update(deleted_at=timezone.now())
    assert statuses(owner_of(evaluation.workspace), run) == {404}
    Award.objects.all().delete()
    Evaluation.objects.all().delete()
    assert purge_runs(now=timezone.now() + timedelta(days=1)) == 1


def test_whoever_never_handed_in_finds_no_report_anywhere(evaluation: Evaluation, printed: list[str]) -> None:
    late = add_evaluator(evaluation, make_member(evaluation.workspace, Role.OWNER))
    run = made(evaluation)
    assert late.user
    assert statuses(late.user, run) == {404}
    assert statuses(make_member(evaluation.workspace), run) == {200}
    client = Client()
    client.force_login(late.user)
    listing = reverse("evaluation_report_list", args=[evaluation.workspace.code, evaluation.code])
    assert client.get(listing).status_code == 404
    assert listing not in client.get(evaluation.get_absolute_url()).content.decode()
    for user, found in ((late.user, True), (owner_of(evaluation.workspace), False)):
        sealed = sealed_from(user)["reports.reportrun"]
        assert ReportRun.objects.filter(sealed).exists() is found


def test_list_page_makes_a_report(evaluation: Evaluation, printed: list[str]) -> None:
    client = Client()
    client.force_login(owner_of(evaluation.workspace))
    address = reverse("evaluation_report_make", args=[evaluation.workspace.code, evaluation.code])
    assert client.post(address, {"is_draft": "on"}).status_code == 302
    run = run_of(ReportRun.objects.get())
    assert "Draft" in printed[0]
    listing = client.get(reverse("evaluation_report_list", args=[evaluation.workspace.code, evaluation.code]))
    assert run.title in listing.content.decode()
    assert "1 report made" in listing.content.decode()
