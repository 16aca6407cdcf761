"""Programs ask whether a PDF is one of their reports."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.client import ApiClient, at
from tests.factories.accounts import make_workspace, owner_of
from tests.factories.assessments import make_assessment
from tests.factories.pdfs import make_pdf_file, make_results
from tests.factories.reports import make_run

pytestmark = [pytest.mark.django_db, pytest.mark.database]

RESULTS = make_results()
CONTENT_HASH = hashlib.sha256(RESULTS).hexdigest()
REPORT = make_pdf_file(RESULTS, printed=[CONTENT_HASH])


def ask(client: ApiClient, content: bytes) -> Any:
    return client.client.post(at("verify"), {"pdf": SimpleUploadedFile("given.pdf", content)}, headers=client.headers)


def test_pdf_is_told_as_on_the_page() -> None:
    cache.clear()
    workspace = make_workspace()
    run = make_run(make_assessment(workspace, title="2026 baseline"), REPORT, content_hash=CONTENT_HASH)
    client = ApiClient(owner_of(workspace))
    told = ask(client, REPORT).json()
    assert (told["verdict"], told["report"]["code"], told["report"]["sha256"]) == (
        "unchanged",
        run.code,
        told["sha256"],
    )
    changed = ask(client, REPORT + b" ").json()
    assert (changed["verdict"], changed["has_its_results"], changed["is_printed"]) == ("changed", True, True)
    for stranger in (
        ApiClient(owner_of(make_workspace())),
        ApiClient(owner_of(workspace), workspace=make_workspace(owner=owner_of(workspace))),
    ):
        foreign = ask(stranger, REPORT).json()
        assert (foreign["verdict"], foreign["report"]) == ("foreign", None)
    refused = ask(client, b"no PDF")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/pdf")


def test_files_are_counted_as_on_the_page() -> None:
    cache.clear()
    client = ApiClient(owner_of(make_workspace()))
    answers = [ask(client, REPORT) for _ in range(21)]
    assert [each.status_code for each in answers[-2:]] == [200, 429]
    assert answers[-1]["Retry-After"] == "60"
