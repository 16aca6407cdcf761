"""Packs, as programs read them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.domain.normal_form import content_hash
from catalog.models import Pack
from tests.api.client import ApiClient, at
from tests.factories.accounts import make_user
from tests.factories.assessments import shipped_pack
from tests.factories.packs import install_next_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> ApiClient:
    return ApiClient(make_user(), is_read_only=True)


def test_shipped_packs_are_listed_and_read_before_they_are_installed(client: ApiClient) -> None:
    listed = {each["code"]: each for each in client.get(at("packs")).json()["results"]}
    assert {code: each["kind"] for code, each in listed.items()} == {
        "saas-reliability": "question",
        "delivery-partner": "criteria",
        "platform-supplier": "criteria",
    }
    assert not any(each["is_installed"] for each in listed.values())
    assert not Pack.objects.exists()
    pack = client.get(at("pack", "saas-reliability")).json()
    assert len(pack["question_pack"]["questions"]) == 66
    assert {"phases", "domains", "artifacts", "glossary", "references"} <= pack["question_pack"].keys()
    assert (pack["criteria_pack"], pack["hash"]) == (None, listed["saas-reliability"]["hash"])
    assert content_hash({"kind": pack["kind"], **pack["question_pack"]}) == pack["hash"]
    partner = client.get(listed["delivery-partner"]["url"]).json()
    assert (partner["question_pack"], bool(partner["criteria_pack"]["groups"])) == (None, True)


def test_each_version_stays_readable_and_the_newest_comes_first(client: ApiClient) -> None:
    first = shipped_pack()
    newer = install_next_version(first, lambda source: source.replace("Reliability", "Dependability", 1))
    listed = [each for each in client.get(at("packs")).json()["results"] if each["code"] == first.code]
    assert [(each["version"], each["is_newest"], each["is_installed"]) for each in listed] == [
        (newer.version, True, True),
        (first.version, False, True),
    ]
    assert client.get(at("pack", first.code)).json()["version"] == newer.version
    earlier = client.get(at("pack_version", first.code, first.version)).json()
    assert (earlier["hash"], earlier["is_newest"]) == (first.hash, False)
    assert client.get(at("pack_version", first.code, "9.9.9")).status_code == 404
    assert client.get(at("pack", "nothing")).status_code == 404
    assert ApiClient().get(at("packs")).status_code == 401


def test_list_of_many_packs_reads_none_of_them(client: ApiClient) -> None:
    pack = shipped_pack()

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(at("packs")).status_code == 200
        return len(seen)

    queries()
    at_one = queries()
    Pack.objects.bulk_create(
        Pack(code=pack.code, version=f"8.{number}.0", title=pack.title, hash="0" * 64, source=pack.source)
        for number in range(30)
    )
    assert queries() == at_one <= 8
