"""What a browser has to fetch before a page is there, against the budgets: sizes after gzip, and how many requests."""

import gzip
import json
import re
from collections.abc import Callable
from hashlib import sha256
from importlib import metadata
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from accounts.domain.roles import Role
from tests.factories.accounts import make_member, make_user, make_workspace, owner_of
from tests.factories.assessments import answer_everything, make_assessment, make_milestone
from tests.factories.evidence import make_stored_evidence
from tests.factories.roadmap import fill_roadmap, make_roadmap
from tests.tree import ROOT

KILOBYTE = 1000
BUDGETS = {"html": 40, "css": 20, "js": 25, "woff2": 30}
MOST_BYTES_IN_ALL = 110 * KILOBYTE
MOST_REQUESTS = 8
IMPORTED = re.compile(r'(?m)^(?:import|export)\b[^"]*"(\.[^"]+)"')
STATIC = re.compile(r'(?:href|src)="/static/([^"]+)"')


def packed(content: bytes) -> int:
    return len(gzip.compress(content, mtime=0))


def fetched_by(page: str) -> set[Path]:
    """What the page names, and what its scripts import."""
    found = {ROOT / "static" / name for name in STATIC.findall(page)}
    waiting = {file for file in found if file.suffix == ".js"}
    while waiting:
        script = waiting.pop()
        imported = {(script.parent / name).resolve() for name in IMPORTED.findall(script.read_text())}
        waiting |= imported - found
        found |= imported
    return found


def sign_in_page(client: Client) -> str:
    make_user()  # while nobody is here, the sign-in page leads to the first sign-up
    return "/account/login/"


def overview(client: Client) -> str:
    workspace = make_workspace()
    client.force_login(make_member(workspace, Role.OWNER))
    return f"/w/{workspace.code}/"


def section(client: Client) -> str:
    """The longest one, every answer with a note and evidence."""
    assessment = make_assessment(make_workspace())
    evidence = [make_stored_evidence(assessment.workspace) for _number in range(12)]
    answer_everything(assessment, note="What we do about it, and since when. " * 8, evidence=evidence)
    client.force_login(owner_of(assessment.workspace))
    return f"/w/{assessment.workspace.code}/assessments/{assessment.code}/by-phase/architect/"


def results(client: Client) -> str:
    """Every answer below its target, so that all of them stand in the order to close them."""
    assessment = make_assessment(make_workspace(), target=5)
    answer_everything(assessment, evidence=[make_stored_evidence(assessment.workspace, days_old=150)])
    client.force_login(owner_of(assessment.workspace))
    return f"/w/{assessment.workspace.code}/assessments/{assessment.code}/results/"


def comparison(client: Client) -> str:
    """Every answer moved since the milestone."""
    assessment = make_assessment(make_workspace())
    answer_everything(assessment)
    make_milestone(assessment)
    assessment.answers.update(level=2)
    client.force_login(owner_of(assessment.workspace))
    return f"/w/{assessment.workspace.code}/assessments/{assessment.code}/results/comparison/"


def roadmap(client: Client) -> str:
    """Some way in, with two hundred actions."""
    found = make_roadmap(make_workspace())
    fill_roadmap(found, 200)
    client.force_login(owner_of(found.workspace))
    return found.get_absolute_url()


def checklists(client: Client) -> str:
    return f"{roadmap(client)}checklists/"


@pytest.mark.django_db
@pytest.mark.parametrize("place", [sign_in_page, overview, section, results, comparison, roadmap, checklists])
def test_first_load_stays_within_its_budgets(client: Client, place: Callable[[Client], str]) -> None:
    page = client.get(place(client))
    assert page.status_code == 200
    fetched = fetched_by(page.text)
    sizes = dict.fromkeys(BUDGETS, 0) | {"html": packed(page.content), "svg": 0}
    for file in fetched:
        content = file.read_bytes()
        kind = file.suffix.removeprefix(".")
        sizes[kind] += len(content) if kind == "woff2" else packed(content)
    assert {kind: size for kind, size in sizes.items() if size > BUDGETS.get(kind, 1) * KILOBYTE} == {}
    assert sum(sizes.values()) <= MOST_BYTES_IN_ALL
    assert 1 + len(fetched) <= MOST_REQUESTS


def test_vendored_files_are_those_that_were_looked_at() -> None:
    vendor = ROOT / "static" / "vendor"
    lock = json.loads((vendor / "lock.json").read_text())
    files = [file for file in vendor.rglob("*") if file.is_file() and file != vendor / "lock.json"]
    assert lock == {str(file.relative_to(vendor)): sha256(file.read_bytes()).hexdigest() for file in files}


def test_vendored_passkey_script_is_that_of_the_installed_package() -> None:
    """It is three of its files in one, so a new version of the package needs a new one."""
    parts = ["mfa/js/webauthn-json.js", "mfa/js/webauthn.js", "account/js/onload.js"]
    found = [finders.find(part) for part in parts]
    whole = ";\n".join(Path(file).read_text() for file in found if file)  # they do not end in a semicolon
    version = f"django-allauth-{metadata.version('django-allauth')}"
    assert (ROOT / "static" / "vendor" / version / "passkeys.js").read_text() == whole


def test_style_sheets_have_no_direction_of_their_own() -> None:
    """Left and right are wrong where one reads from right to left; start and end are right everywhere."""
    physical = re.compile(
        r"(?:margin|padding|border)-(?:left|right|top|bottom)|text-align:\s*(?:left|right)|float:\s*(?:left|right)"
        r"|[{;]\s*(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height)):"
    )
    media = re.compile(r"@media[^{]*")
    sheets = (ROOT / "static" / "css").glob("*.css")
    found = {sheet.name: physical.findall(media.sub("", sheet.read_text())) for sheet in sheets}
    assert {name: what for name, what in found.items() if what} == {}
