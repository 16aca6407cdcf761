"""Vendors, criteria and one's own scores from a workbook: columns told, looked at, taken over and undone."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from accounts.models import Activity, User
from tests.factories.accounts import make_member, make_workspace, owner_of
from tests.factories.vendors import (
    add_evaluator,
    bring_to,
    declare,
    make_evaluation,
    make_vendor_import,
    score_all,
)
from vendors.domain.importing import ImportKind
from vendors.domain.model import content_hash
from vendors.domain.stages import Stage
from vendors.models import Criterion, Evaluation, Participant, Proposal, Score, Vendor, VendorContact, VendorImport
from vendors.queries.import_columns import guessed
from vendors.queries.versions import model_of, version_in_force

pytestmark = pytest.mark.django_db


def workbook(*rows: Sequence[Any], title: str = "Sheet") -> SimpleUploadedFile:
    book = Workbook()
    assert book.active
    book.active.title = title
    book.create_sheet("Other").append(["Nothing", "of", "this"])
    for row in rows:
        book.active.append(list(row))
    made = BytesIO()
    book.save(made)
    return SimpleUploadedFile("found.xlsx", made.getvalue())


class Reader:
    """Somebody who reads a workbook into the evaluation."""

    def __init__(self, evaluation: Evaluation, user: User | None = None) -> None:
        self.evaluation = evaluation
        self.client = Client()
        self.client.force_login(user or owner_of(evaluation.workspace))

    def at(self, name: str, *codes: str) -> str:
        return reverse(f"evaluation_import_{name}", args=[self.evaluation.workspace.code, self.evaluation.code, *codes])

    def send(self, kind: str, *rows: Sequence[Any]) -> VendorImport:
        answer = self.client.post(self.at("list"), {"kind": kind, "file": workbook(*rows)})
        assert answer.status_code == 302, answer.content
        return VendorImport.objects.latest("pk")

    def page(self, found: VendorImport) -> Any:
        return self.client.get(self.at("detail", found.code))

    def take(self, found: VendorImport, shown: str = "") -> None:
        shown = shown or self.page(found).context["shown"]
        self.client.post(self.at("apply", found.code), {"shown": shown})
        found.refresh_from_db()

    def undo(self, found: VendorImport) -> str:
        said = self.client.post(self.at("undo", found.code), follow=True).content.decode()
        found.refresh_from_db()
        return said


@pytest.fixture
def draft() -> Evaluation:
    return make_evaluation(make_workspace(), proposals=1, evaluators=0)


@pytest.fixture
def scoring() -> Evaluation:
    evaluation = make_evaluation(make_workspace(), are_names_hidden=True, evaluators=0)
    declare(add_evaluator(evaluation), evaluation.proposals.all()[1], "A friend works there.")
    bring_to(evaluation, Stage.SCORING)
    return evaluation


def scorer(evaluation: Evaluation) -> tuple[Participant, Reader]:
    participant = evaluation.participants.get()
    return participant, Reader(evaluation, participant.user)


HEAD = ("Supplier", "URL", "Contact person", "E-mail")


def test_vendors_are_taken_over_with_proposals_and_contacts_and_undone(draft: Evaluation) -> None:
    reader, there = Reader(draft), draft.proposals.get().vendor
    found = reader.send(
        "vendors",
        ("Our long list", None, None, None),
        HEAD,
        ("Kestrel Cloud", "kestrel.example", "Jo Park", "jo@kestrel.example"),
        ("kestrel cloud", None, "Sam Lee", None),
        (there.name.upper(), "https://there.example", None, None),
        ("Broken", "no address at all", None, None),
        (None, None, "Nobody", None),
    )
    page = reader.page(found)
    assert [line.name for line in page.context["plan"].new] == ["Kestrel Cloud"]
    assert len(page.context["plan"].left_out) == 2
    assert not Vendor.objects.filter(name="Kestrel Cloud").exists()
    before = Activity.objects.latest("pk").pk
    reader.take(found)
    kestrel = Vendor.objects.get(name="Kestrel Cloud")
    assert [each.name for each in kestrel.contacts.all()] == ["Jo Park", "Sam Lee"]
    assert kestrel.website == "https://kestrel.example"
    assert draft.proposals.filter(vendor=kestrel).count() == 1
    there.refresh_from_db()
    assert there.website == "https://there.example"
    assert [each.verb for each in Activity.objects.filter(pk__gt=before)] == ["evaluation.imported"]
    again = reader.send("vendors", HEAD, ("Kestrel Cloud", "https://kestrel.example", "Jo Park", "jo@kestrel.example"))
    assert reader.page(again).context["plan"].unchanged == 1
    reader.undo(found)
    assert found.undone_at
    assert not Vendor.objects.filter(name="Kestrel Cloud").exists()
    assert Vendor.objects.get(pk=there.pk).website == ""
    assert draft.proposals.count() == 1


def test_vendor_of_whom_more_was_said_stays(draft: Evaluation) -> None:
    reader = Reader(draft)
    found = reader.send("vendors", HEAD, ("Kestrel Cloud", None, None, None))
    reader.take(found)
    proposal = Proposal.objects.get(vendor__name="Kestrel Cloud")
    VendorContact.objects.create(vendor=proposal.vendor, name="Jo Park")
    assert "1 thing was changed after the import" in reader.undo(found)
    assert not draft.proposals.filter(pk=proposal.pk).exists()
    assert Vendor.objects.filter(name="Kestrel Cloud").exists()


def test_columns_that_no_heading_tells_are_chosen(draft: Evaluation) -> None:
    reader = Reader(draft)
    found = reader.send("vendors", ("Wer", "Wo"), ("Kestrel Cloud", "https://kestrel.example"))
    page = reader.page(found).content.decode()
    assert "Say first which column is “Vendor”" in page
    assert "There is no name of a vendor." not in page
    refused = reader.client.post(reader.at("detail", found.code), {"name": "0", "website": "0"})
    assert refused.status_code == 422
    reader.client.post(reader.at("detail", found.code), {"name": "0", "website": "1"})
    reader.take(VendorImport.objects.get())
    assert Vendor.objects.get(name="Kestrel Cloud").website == "https://kestrel.example"


def test_what_changed_since_the_preview_is_shown_again(draft: Evaluation) -> None:
    reader = Reader(draft)
    found = reader.send("vendors", HEAD, ("Kestrel Cloud", None, None, None))
    shown = reader.page(found).context["shown"]
    Vendor.objects.create(workspace=draft.workspace, name="Kestrel Cloud")
    reader.take(found, shown)
    assert found.applied_at is None
    reader.take(found)
    assert found.applied_at


CRITERIA = ("Group", "Key", "Criterion", "Question", "Anchor 0", "Anchor 3", "Anchor 5", "Points")


def test_criteria_are_changed_and_added_and_undone_as_a_whole(draft: Evaluation) -> None:
    reader, before = Reader(draft), content_hash(model_of(version_in_force(draft)))
    found = reader.send(
        "criteria",
        CRITERIA,
        ("Group fit", "F-1", "Fits our trade", "How?", None, "Three", None, 80),
        ("Group safe", None, "Criterion S-2", None, None, None, None, None),
        ("Money", None, "Runs without us", "Does it?", "Never", "Mostly", "Always", 10),
        ("Money", None, "Without points", None, None, None, None, "many"),
    )
    plan = reader.page(found).context["plan"]
    assert (len(plan.changing), len(plan.new), plan.unchanged, len(plan.left_out)) == (1, 1, 1, 1)
    before_it = Activity.objects.latest("pk").pk
    reader.take(found)
    assert [each.verb for each in Activity.objects.filter(pk__gt=before_it)] == ["evaluation.imported"]
    version = version_in_force(draft)
    fit = Criterion.objects.get(version=version, key="F-1")
    assert (fit.title, fit.anchors[3], fit.anchors[0]) == ("Fits our trade", "Three", "Anchor 0 of F-1")
    new = Criterion.objects.get(version=version, title="Runs without us")
    assert (new.group.title, new.anchors[5]) == ("Money", "Always")
    assert version.weightings.get().judgements["points"]["fit"]["F-1"] == "80"
    reader.undo(found)
    assert content_hash(model_of(version_in_force(draft))) == before


def test_criteria_that_were_changed_since_stay(draft: Evaluation) -> None:
    reader = Reader(draft)
    found = reader.send("criteria", CRITERIA, ("Group fit", "F-1", "Fits our trade", None, None, None, None, None))
    reader.take(found)
    version = version_in_force(draft)
    version.save_revision(seen=version.revision, unproven_cap=3)
    assert "cannot be undone as a whole" in reader.undo(found)
    assert Criterion.objects.filter(title="Fits our trade").exists()
    assert found.undone_at is None


SCORES = ("Vendor", "Key", "Criterion", "Score", "Rationale", "Proof")


def test_own_scores_are_taken_over_and_undone(scoring: Evaluation) -> None:
    participant, reader = scorer(scoring)
    one, two = scoring.proposals.all()
    Score.objects.create(participant=participant, proposal=one, criterion="F-2", level=1, rationale="Hardly.")
    found = reader.send(
        "scores",
        SCORES,
        ("Vendor 1", "F-1", None, 4, "They showed it.", "Evidence that we verified"),
        ("Vendor 1", None, "Criterion F-2", 2, None, "claimed"),
        ("Vendor 1", "S-1", None, 6, None, None),
        ("Vendor 2", "F-1", None, 5, None, None),
        (one.vendor.name, "F-1", None, 5, None, None),
        ("Vendor 1", "X-9", None, 5, None, None),
    )
    page = reader.page(found)
    assert len(page.context["plan"].left_out) == 4
    assert two.vendor.name not in page.content.decode()
    reader.take(found)
    assert {(each.criterion, each.level, each.rationale, each.proof) for each in participant.scores.all()} == {
        ("F-1", 4, "They showed it.", "verified"),
        ("F-2", 2, "Hardly.", "claimed"),
    }
    assert not Activity.objects.filter(verb="evaluation.imported").exists()
    reader.undo(found)
    assert [(each.criterion, each.level, each.proof) for each in participant.scores.all()] == [("F-2", 1, "")]


def test_score_that_was_changed_since_stays(scoring: Evaluation) -> None:
    participant, reader = scorer(scoring)
    found = reader.send("scores", SCORES, ("Vendor 1", "F-1", None, 4, None, None))
    reader.take(found)
    score = participant.scores.get()
    score.save_revision(seen=score.revision, level=5)
    assert "1 thing was changed after the import" in reader.undo(found)
    assert participant.scores.get().level == 5


def test_nothing_is_read_into_a_sheet_that_was_handed_in(scoring: Evaluation) -> None:
    participant, reader = scorer(scoring)
    found = reader.send("scores", SCORES, ("Vendor 1", "F-1", None, 4, None, None))
    shown = reader.page(found).context["shown"]
    score_all(participant)
    reader.take(found, shown)
    assert found.applied_at is None
    assert participant.scores.get(criterion="F-1", proposal__number=1).level == 3
    assert reader.client.post(reader.at("list"), {"kind": "scores", "file": workbook(SCORES)}).status_code == 422


def test_moderator_reads_in_no_scores_and_evaluator_nothing_else(scoring: Evaluation) -> None:
    refused = Reader(scoring).client.post(
        Reader(scoring).at("list"), {"kind": "scores", "file": workbook(SCORES, ("Vendor 1", "F-1", None, 4))}
    )
    assert refused.status_code == 422
    _participant, reader = scorer(scoring)
    assert [each.value for each in reader.client.get(reader.at("list")).context["kinds"]] == ["scores"]
    assert Reader(scoring, make_member(scoring.workspace)).client.get(reader.at("list")).status_code == 403


def test_import_is_for_who_made_it_alone(scoring: Evaluation) -> None:
    participant, reader = scorer(scoring)
    assert participant.user
    found = make_vendor_import(scoring, participant.user, "scores")
    moderator = Reader(scoring)
    for name in ("detail", "apply", "discard", "undo"):
        assert moderator.client.post(moderator.at(name, found.code)).status_code == 404
    assert moderator.page(found).status_code == 404
    assert reader.page(found).status_code == 200


def test_preview_ends_after_a_day_and_can_be_forgotten(draft: Evaluation) -> None:
    reader = Reader(draft)
    found = make_vendor_import(draft, owner_of(draft.workspace))
    VendorImport.objects.update(made_at=timezone.now() - timedelta(days=2))
    assert reader.page(found).status_code == 302
    reader.client.post(reader.at("discard", found.code))
    assert not VendorImport.objects.exists()


def test_file_that_is_no_workbook_is_refused_in_words(draft: Evaluation) -> None:
    reader = Reader(draft)
    sent = {"kind": "vendors", "file": SimpleUploadedFile("found.xlsx", b"Vendor;Website")}
    answer = reader.client.post(reader.at("list"), sent)
    assert answer.status_code == 422
    assert "This is not an XLSX file" in answer.content.decode()


def test_headings_of_our_own_workbook_are_recognised() -> None:
    vendors = ("Vendor", "Website", "Description", "Contact", "Contact mail", "Contact telephone", "Contact role")
    assert list(guessed(ImportKind.VENDORS, vendors).values()) == list(range(7))
    scores = ("Vendor", "Key", "Criterion", "Score", "Rationale", "Proof", "Evidence", "Confidence")
    assert list(guessed(ImportKind.SCORES, scores).values()) == list(range(8))


def asked(call: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        call()
    return len(queries)


def test_many_vendors_take_as_many_queries_as_few(draft: Evaluation) -> None:
    reader, counts = Reader(draft), []
    for number in (2, 30):
        rows = [(f"Vendor {each}", f"https://v{each}.example", f"Person {each}", None) for each in range(number)]
        found = reader.send("vendors", HEAD, *rows)
        taken = asked(partial(reader.take, found, reader.page(found).context["shown"]))
        counts.append((taken, asked(partial(reader.undo, found))))
        assert found.undone_at
        assert draft.proposals.count() == 1
    (taken_few, undone_few), (taken_many, undone_many) = counts
    assert abs(taken_many - taken_few) <= 1  # one where the proposal that is there makes room, which chance decides
    assert undone_many == undone_few


def test_imported_proposals_get_numbers_by_chance_and_each_its_own(draft: Evaluation) -> None:
    reader, there = Reader(draft), draft.proposals.get()
    reader.take(reader.send("vendors", HEAD, *((f"Vendor {each:02}", None, None, None) for each in range(20))))
    by_name = list(draft.proposals.exclude(pk=there.pk).order_by("vendor__name").values_list("number", flat=True))
    there.refresh_from_db()
    assert sorted([there.number, *by_name]) == list(range(1, 22))
    assert by_name != sorted(by_name)
