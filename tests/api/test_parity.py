"""Whatever a page can do, the API can do: what both call is read from the code, and what is missing is named."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.tree import APPS, ROOT

OF_PAGES = {"views", "forms"}
OF_PROGRAMS = {"api"}

_NO_MORE_OF_THEIR_KIND = (
    "whoever found a token could make another that outlives its revocation: a person does it, and shows who they are"
)

_OF_A_VENDOR = "a vendor does it under its private link, without an account that could have a token"

_SIGNS_IN = "a person does it who signs in, or signs up for it, and has no token before"

NOT_FOR_PROGRAMS: dict[str, str] = {
    "accounts.operations.digests.user_of_token": "finds who a mail went to, by the link in it",
    "accounts.operations.invitations.accept_invitation": _SIGNS_IN,
    "accounts.operations.people.delete_account": "asks for the password again, which a token cannot give",
    "accounts.operations.sign_up.settle_newcomer": _SIGNS_IN,
    "accounts.operations.tokens.make_token": _NO_MORE_OF_THEIR_KIND,
    "accounts.operations.tokens.make_service_token": _NO_MORE_OF_THEIR_KIND,
    "accounts.operations.tokens.revoke_token": "stands beside the making of them, and asks before it is done for good",
    "accounts.operations.service_accounts.make_service_account": _NO_MORE_OF_THEIR_KIND,
    "accounts.operations.service_accounts.change_service_account": "a program would give itself another role",
    "accounts.operations.service_accounts.remove_service_account": "asks before it is done for good",
    "archives.operations.requests.request_person_export": "asks for the password again, which a token cannot give",
    "reports.operations.pdf.report_of": "draws the preview of a report for eyes; a program asks for the report itself",
    "reports.operations.shares.note_download": "counts what a link handed out to somebody who has no account",
    "roadmap.operations.calendars.note_fetch": "notes that a calendar read a feed, by its secret address",
    "vendors.operations.handing_in.hand_in": _OF_A_VENDOR,
    "vendors.operations.portal.add_draft_document": _OF_A_VENDOR,
    "vendors.operations.portal.delete_draft_document": _OF_A_VENDOR,
    "vendors.operations.portal.door_at": _OF_A_VENDOR,
    "vendors.operations.portal.restore_draft_document": _OF_A_VENDOR,
    "vendors.operations.portal.save_draft": _OF_A_VENDOR,
    "vendors.operations.portal_links.note_use": _OF_A_VENDOR,
}
"""Operations that the API leaves to people, by their full name, and why."""


def operations_called_in(rooms: set[str]) -> set[str]:
    """By full name, such as roadmap.operations.actions.create_action."""
    return {
        name
        for app in APPS
        for path in (Path(ROOT) / app).rglob("*.py")
        if rooms & set(path.relative_to(ROOT).with_suffix("").parts)
        for name in operations_named_in(path)
    }


def operations_named_in(path: Path) -> set[str]:
    """Functions of operations that it imports; classes are what they raise or take."""
    return {
        f"{node.module}.{each.name}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and ".operations" in f".{node.module}"
        for each in node.names
        if each.name[0].islower()
    }


def test_api_does_what_pages_do() -> None:
    missing = operations_called_in(OF_PAGES) - operations_called_in(OF_PROGRAMS) - set(NOT_FOR_PROGRAMS)
    assert not missing, "\n".join(sorted(missing))


def test_what_is_left_to_people_is_done_by_pages() -> None:
    assert set(NOT_FOR_PROGRAMS) <= operations_called_in(OF_PAGES) - operations_called_in(OF_PROGRAMS)
