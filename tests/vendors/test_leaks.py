"""Nothing sealed leaks: every page is asked for by everybody in two worlds that differ in one sealed thing alone.

Who may not see it must get the same answer in both, byte for byte, after the same number of queries. The pages, and
the endpoints of the API, are found in the URL configuration, so that a new one is walked by itself; one whose address
needs an unknown name fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse

from accounts.domain.roles import Role
from accounts.models import User
from accounts.queries.invitations import hash_of
from tests.api.client import ApiClient
from tests.factories.accounts import make_service_account
from tests.factories.vendor_portal import make_portal_link
from tests.factories.vendors import bring_to, make_proposal
from tests.routes import ROUTES
from tests.test_routes import close, patterns
from tests.vendors.sealed_things import (
    EARLY,
    EVERYBODY,
    SEALED,
    World,
    make_world,
)
from vendors.domain.stages import Stage
from vendors.models import (
    Criterion,
    Evaluation,
    PortalDocument,
    PortalLink,
    Weighting,
)
from vendors.operations.handing_in import hand_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BESIDE = (
    "workspace_detail",
    "activity_list",
    "evidence_list",
    "notice_list",
    "evaluation_report_list",
    "decision_xlsx",
    "evaluation_xlsx",
)
"""Pages of other apps on which something of an evaluation stands or could come to stand."""

HEADS = ("Content-Disposition", "Content-Type", "ETag", "Last-Modified", "Location")

_CHANGING = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]+|X-CSRFToken[^,}]+|nonce="[^"]+|<p class="print-only printed">.*?</p>'
    rb'|"request_id":"[^"]+"'
)
"""What is another with each answer."""


def differences(one: Shown, other: Shown) -> list[str]:
    """For whoever reads a failure: the first lines that differ, and the queries."""
    texts = [each[1].decode(errors="replace") if isinstance(each[1], bytes) else repr(each[1]) for each in (one, other)]
    lines = unified_diff(texts[0].splitlines(), texts[1].splitlines(), n=0, lineterm="")
    return [
        f"{one[0]}, {one[2]} queries, {one[3]}; {other[0]}, {other[2]} queries, {other[3]}",
        *(line[:200] for line in islice(lines, 3, 7)),
    ]


STAGES = tuple(Stage)
PEOPLE = [*((who, stage) for who in sorted(EVERYBODY) for stage in STAGES), (EARLY, Stage.CONSENSUS)]


def named(world: World) -> dict[str, Any]:
    """What the names in addresses stand for in this world."""
    evaluation = world.evaluation
    proposal = world.proposals[0]
    second = evaluation.participants.get(user=world.people["second evaluator"])
    return {
        "workspace_code": evaluation.workspace.code,
        "evaluation_code": evaluation.code,
        "proposal_code": proposal.code,
        "vendor_code": proposal.vendor.code,
        "participant_code": second.code,
        "import_code": evaluation.imports.get().code,
        "criterion": "F-1",
        "weighting_code": Weighting.objects.get(version__evaluation=evaluation, name="CFO").code,
        "group": "fit",
        "gate": "G-1",
        "number": 1,
        "contact_code": proposal.vendor.contacts.get().code,
        "document_code": proposal.documents.get(is_price=False).code,
        "link_code": proposal.portal_links.get().code,
    }


def is_of_portal(pattern: URLPattern) -> bool:
    """For vendors alone, by their private address: `vendor_walk` finds these."""
    return str(pattern.name).startswith("portal_")


def addresses(world: World) -> Iterator[tuple[str, str]]:
    """Of every page and endpoint of evaluations that is read, and of those beside."""
    known = named(world)
    for _, pattern in patterns(get_resolver()):
        is_ours = pattern.callback.__module__.startswith("vendors.") and not is_of_portal(pattern)
        is_page = "get" in getattr(pattern.callback, "actions", {"get"})
        is_page = is_page and not getattr(ROUTES.get(str(pattern.name)), "post_only", False)
        if not is_page or not (is_ours or pattern.name in BESIDE):
            continue
        names = list(pattern.pattern.regex.groupindex)
        missing = set(names) - set(known)
        assert not missing, f"{pattern.name} needs {missing}: say in `named` what that is"
        yield str(pattern.name), reverse(str(pattern.name), kwargs={name: known[name] for name in names})


type Shown = tuple[int, bytes | dict[str, bytes], int, tuple[str | None, ...]]


def shown(client: Client, address: str) -> Shown:
    """Status, content, number of queries and headers; of a workbook the parts, without when it was made."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
        content = answer.getvalue() if answer.streaming else answer.content
    close(answer)
    heads = tuple(answer.headers.get(name) for name in HEADS)
    asked = sum("SAVEPOINT" not in query["sql"] for query in queries.captured_queries)
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist() if not name.startswith("docProps/")}
        return answer.status_code, parts, asked, heads
    return answer.status_code, _CHANGING.sub(b"", content), asked, heads


class Walker:
    """One person, signed in. What is written now and then, as when somebody was last seen, is written before."""

    def __init__(self, world: World, who: str) -> None:
        self.client = Client(raise_request_exception=False)
        self.client.force_login(world.people[who])
        self.pages = dict(addresses(world))
        shown(self.client, self.pages["workspace_detail"])

    def walk(self) -> dict[str, Shown]:
        return {name: shown(self.client, address) for name, address in self.pages.items()}


@pytest.mark.parametrize(("who", "stage"), PEOPLE)
def test_sealed_things_change_nothing_for_whom_they_are_sealed(who: str, stage: Stage) -> None:
    """All of them at once, so that the walk is short."""
    world = make_world(stage)
    kept = {name: each for name, each in SEALED.items() if who not in each.seen_by.get(stage, EVERYBODY)}
    walker = Walker(world, who)
    before = walker.walk()
    for each in kept.values():
        each.change(world)
    after = walker.walk()
    allowed = frozenset[str]().union(*(each.except_on for each in kept.values()))
    leaks = {page: differences(before[page], after[page]) for page in before if before[page] != after[page]}
    assert not {page: found for page, found in leaks.items() if page not in allowed}


def test_walk_notices_a_leak() -> None:
    """What nothing seals does change pages, and the walk sees it."""
    world = make_world(Stage.SCORING)
    walker = Walker(world, "viewer")
    before = walker.walk()
    Evaluation.objects.filter(pk=world.evaluation.pk).update(title="Another title")
    after = walker.walk()
    assert {page for page in before if before[page] != after[page]} >= {"evaluation_list", "evaluation_detail"}


class Program(Walker):
    """A service account, whose token whoever owns the workspace can hold: it calls the API alone."""

    def __init__(self, world: World) -> None:
        account = make_service_account(world.evaluation.workspace, Role.OWNER)
        self.client = Client(raise_request_exception=False, headers=ApiClient(account).headers)
        self.pages = {name: each for name, each in addresses(world) if name.startswith("api_")}
        shown(self.client, self.pages["api_evaluation"])


@pytest.mark.parametrize("stage", STAGES)
def test_sealed_things_change_nothing_for_programs(stage: Stage) -> None:
    """Before the decision they read nothing that is sealed from anybody; the names of vendors stand in the list of
    those that the workspace knows, which says nothing of their proposals."""
    world = make_world(stage)
    kept = ["draft"] if stage is Stage.DECIDED else list(SEALED)
    walker = Program(world)
    before = walker.walk()
    assert 200 in {status for status, *_ in before.values()}
    for name in kept:
        SEALED[name].change(world)
    after = walker.walk()
    leaks = {page: differences(before[page], after[page]) for page in before if before[page] != after[page]}
    assert not {page: found for page, found in leaks.items() if page not in {"api_vendors", "api_vendor"}}


@pytest.mark.parametrize("stage", STAGES)
def test_stranger_finds_nothing(stage: Stage) -> None:
    world = make_world(stage)
    pages = Walker(world, "stranger").walk()
    assert {page: status for page, (status, *_) in pages.items() if status != 404} == {"notice_list": 200}


def vendor_walk(world: World, secret: str) -> dict[str, Shown]:
    """Every page under the private address of the second vendor."""
    client = Client(raise_request_exception=False)
    own = world.proposals[1].portal_documents.get()
    known = {"secret": secret, "number": 1, "document_code": own.code}
    pages = {}
    for _, pattern in patterns(get_resolver()):
        is_page = not str(pattern.name).endswith(("_delete", "_restore"))
        if is_of_portal(pattern) and is_page:
            names = pattern.pattern.regex.groupindex
            pages[str(pattern.name)] = reverse(str(pattern.name), kwargs={name: known[name] for name in names})
    close(client.get(pages["portal_detail"]))  # that the link was used is noted now and then
    return {name: shown(client, address) for name, address in pages.items()}


@pytest.mark.parametrize("stage", STAGES)
def test_vendor_sees_nothing_of_others_and_of_those_who_score(stage: Stage) -> None:
    """Two proposals, people, scores and prices change: a vendor's own pages stay as they are, byte for byte."""
    world = make_world(Stage.DRAFT)
    second = world.proposals[1]
    secret = make_portal_link(second)[1]
    document = second.documents.filter(is_price=True)[0]
    PortalDocument.objects.create(proposal=second, file=document.file, title="Our price", is_price=True)
    hand_in(link=PortalLink.objects.get(secret_hash=hash_of(secret)))
    bring_to(world.evaluation, stage)
    before = vendor_walk(world, secret)
    assert {status for status, *_ in before.values()} == {200}
    for each in SEALED.values():
        each.change(world)
    make_proposal(world.evaluation)
    User.objects.filter(pk__in=[user.pk for user in world.people.values()]).update(name="Somebody Else")
    Criterion.objects.update(anchors=["Another anchor"] * 6)
    after = vendor_walk(world, secret)
    assert {page: differences(before[page], after[page]) for page in before if before[page] != after[page]} == {}
