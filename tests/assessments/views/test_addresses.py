"""Addresses that name what no pack can have: there is no such page, whatever the database says of a NUL."""

import pytest
from django.test import Client

from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import make_assessment

pytestmark = pytest.mark.django_db

PLACES = ["questions/{}/", "questions/{}/history/", "questions/{}/evidence/", "by-phase/{}/", "by-domain/{}/"]
ACTS = [
    "questions/{}/answer/",
    "questions/{}/restore/",
    "questions/{}/evidence/346789bcdf/remove/",
    "by-phase/{}/complete/",
    "by-phase/{}/reopen/",
]


@pytest.mark.parametrize("id_", ["%00", "DIS-01%00", "a%2Fb", "%ff", "%F0%9F%98%80", "no-such", "x" * 65, ".."])
def test_address_with_an_id_that_is_none_is_not_there(id_: str) -> None:
    workspace = make_workspace()
    assessment = make_assessment(workspace)
    client = Client()
    client.force_login(owner_of(workspace))
    base = f"/w/{workspace.code}/assessments/{assessment.code}/"
    found = {place: client.get(base + place.format(id_)).status_code for place in PLACES}
    said = {"revision": 1, "restored": 1}
    found |= {act: client.post(base + act.format(id_), said).status_code for act in ACTS}
    assert set(found.values()) == {404}, found
