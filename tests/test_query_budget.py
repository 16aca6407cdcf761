"""No page asks the database more than ten times, some twelve, and none more often because there is more to show."""

from collections.abc import Container

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from accounts.models import User, Workspace
from accounts.operations.activity import log_activity
from assessments.models import Assessment
from roadmap.models import Roadmap
from tests.factories.accounts import make_invitation, make_member, make_notice, make_workspace, owner_of
from tests.factories.assessments import make_assessment, make_copy
from tests.factories.jobs import make_job
from tests.factories.roadmap import fill_roadmap
from tests.route_kinds import Anyone
from tests.routes import OF_OTHERS, ROUTES
from tests.test_routes import address_of, close, patterns

pytestmark = pytest.mark.django_db

MOST_QUERIES = 10
CRITERIA = ("scale", "group", "group_add", "add", "change", "gate", "gate_add")
MORE = {
    "decision_xlsx": 23,  # all that an evaluation rests on: versions, scores, gates, prices, words, conflicts, dissents
    "proposal_detail": 12,  # questions, answers, documents, links and receipts of one proposal
    "criteria_detail": 12,  # the model in force, and which versions there are
    "version_detail": 11,
    "version_discard": 11,
    **{f"criteria_{name}": 11 for name in CRITERIA},  # who asks, and a model: groups, criteria, gates and weights
    "consensus_detail": 14,  # the model, every score and what is agreed; 15 for an evaluator
    "consensus_criterion": 12,  # what each gave, what is agreed, dissents and the vendors' words
    "consensus_lock": 15,  # all of the consensus, and who misses a gate
    "award_detail": 14,  # the model, every proposal with its scores, gates, price and what is said of it
    "award_edit": 15,  # the same, with what was written before
    "weights_add": 11,
    "weights_detail": 14,  # the same, and what the vendors were given, to rank them by every way to weigh
    "weights_rename": 11,
    "action_detail": 11,  # an action with dependencies both ways, links, comments, evidence and what happened
    "roadmap_detail": 14,  # the whole roadmap: phases, gates, lists, artifacts, actions, people and the assessment
    "phase_detail": 15,  # the same, with what became of its gate
    "roadmap_xlsx": 15,  # all of a roadmap, with pilots and the assessment that feeds it
    "evaluation_import_detail": 12,  # what the file says beside the vendors, contacts and proposals that are there
    "evaluation_xlsx": 34,  # a file: one or two for each of its sixteen tables, and the result with all of its versions
    "outcome_detail": 15,  # the model with all its versions, proposals with prices, scores of everybody, gates
    "change_detail": 15,  # two evaluations: models, proposals, prices, what was settled and found
    "evaluation_detail": 12,  # how far it is, who takes part, the versions of its model, and what followed it
    "evaluation_open": 15,  # the same, with how many proposals have come and who has declared what
    "participant_list": 11,  # for the moderator: people, what they declared, how many cells they scored, conflicts
    "sheet_detail": 13,  # where one scores: criteria, proposals, one's scores, the vendors' words and their documents
    "sheet_submit": 11,  # all of one's scores, and what is missing
    "section_detail": 12,  # where one answers: all about the questions, their reviews and how many comments are open
}
SHOWN = frozenset({200, 302})
PAGES = [name for name, route in ROUTES.items() if not isinstance(route, Anyone) and not route.post_only]


def fill(workspace: Workspace, owner: User, rows: int) -> None:
    like: Assessment | None = None
    for number in range(rows):
        member = make_member(workspace)
        make_invitation(workspace)
        make_notice(owner)
        make_job(workspace=workspace, started_by=member)
        like = make_copy(like, member) if like else make_assessment(workspace, actor=member)
        make_workspace(name=f"Client {number}", owner=owner)
        log_activity(workspace=workspace, actor=member, verb="member.joined", target=member, role="viewer")
    for roadmap in Roadmap.objects.filter(workspace=workspace):
        fill_roadmap(roadmap, rows)


def queries_of(client: Client, address: str, *, statuses: Container[int] = SHOWN) -> int:
    """How many a page asks, without the marks that a transaction within a test's own sets."""
    close(client.get(address))  # what is written now and then, such as when somebody was last seen
    with CaptureQueriesContext(connection) as found:
        answer = client.get(address)
        if answer.streaming:
            answer.getvalue()
        close(answer)
    assert answer.status_code in statuses
    return sum("SAVEPOINT" not in query["sql"] for query in found.captured_queries)


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_little_and_no_more_with_thirty_rows(name: str) -> None:
    workspace = make_workspace()
    owner = owner_of(workspace)
    client = Client()
    client.force_login(owner)
    address = address_of(name, workspace)
    fill(workspace, owner, 1)
    few = queries_of(client, address)
    fill(workspace, owner, 29)
    assert queries_of(client, address) == few
    assert few <= MORE.get(name, MOST_QUERIES)


@pytest.mark.parametrize("prefix", OF_OTHERS)
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_pages_of_others_ask_little(prefix: str, is_signed_in: bool) -> None:
    client = Client()
    if is_signed_in:
        client.force_login(owner_of(make_workspace()))
    for address, _ in patterns(get_resolver()):
        if address.startswith(prefix) and "<" not in address and "^" not in address:
            assert queries_of(client, f"/{address}", statuses=range(200, 500)) <= MOST_QUERIES, address
