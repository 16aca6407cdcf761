"""Account and settings look alike: the title above, the list of their pages beside, on every one of them."""

import pytest
from django.test import Client
from django.urls import reverse

from core.navigation import entries_of
from tests.factories.accounts import make_user, make_workspace

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough secret"


@pytest.mark.parametrize("place", ["account", "settings"])
def test_title_stands_above_and_the_pages_beside(client: Client, place: str) -> None:
    ada = make_user(password=PASSWORD)
    workspace = make_workspace(owner=ada)
    client.force_login(ada)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    arguments = [workspace.code] if place == "settings" else []
    listed = [reverse(entry.url_name, args=arguments) for entry in entries_of(place)]
    assert len(listed) > 3
    for address in [*listed, reverse("account_delete")] if place == "account" else listed:
        answer = client.get(address)
        assert answer.status_code == 200, address
        head, _, below = answer.text.partition('<main class="wrap')[2].partition('<div class="split">')
        assert head.count("<h1>") == 1, address
        assert "<h1" not in below, address
        pages = below.partition('<nav class="subnav"')[2].partition("</nav>")[0]
        assert pages.count('aria-current="page"') == 1, address
        assert pages.count("<a ") == len(listed)
