"""The script is run by a shell that finds our own `gh`: what people wrote stays text, and nothing happens twice."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from roadmap.domain.states import ActionState
from roadmap.domain.tickets import Ticket
from roadmap.files.github_script import github_script
from tests.factories.tickets import OTHER, ticket

EVIL = [
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "--title=x --repo=evil/evil",
    "-n",
    "%s%n %d \\n \\c",
    "$HOME ${PATH} \\$ !! ~ * ? [a]",
    "EOF",
    "tab\tand\u202e turned",
    "Größe: 100 % – “done”",
]
FAKE_GH = """#!/bin/sh
store=${0%/*}/issues
case "$1 $2" in
    "issue list") for body in "$store"/*.body; do [ ! -e "$body" ] || cat "$body"; done ;;
    "issue create")
        number=10
        while [ -e "$store/$number.body" ]; do number=$((number + 1)); done
        for given; do
            case $given in
                --title=*) printf %s "${given#--title=}" > "$store/$number.title" ;;
                --label=*) printf %s "${given#--label=}" > "$store/$number.label" ;;
            esac
        done
        cat > "$store/$number.body"
        ;;
    "label create") ;;
    *) exit 1 ;;
esac
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    gh = tmp_path / "gh"
    gh.write_text(FAKE_GH, encoding="utf-8")
    gh.chmod(0o755)
    (tmp_path / "issues").mkdir()
    return tmp_path


def run(folder: Path, tickets: list[Ticket], *arguments: str) -> str:
    script = folder / "github-issues.sh"
    script.write_text("".join(github_script(tickets, roadmap="Checkout", day=date(2026, 11, 22))), encoding="utf-8")
    environment = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "RUNGS_PAUSE": "0", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["sh", str(script), *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def issues(folder: Path) -> list[dict[str, str]]:
    """As they reached GitHub, byte by byte."""
    bodies = sorted((folder / "issues").glob("*.body"))
    parts = ("title", "label", "body")
    return [{part: body.with_suffix(f".{part}").read_bytes().decode() for part in parts} for body in bodies]


def codes(count: int) -> list[str]:
    return [f"bcdfghjkm{letter}" for letter in "346789bcdfghjkm"[:count]]


def test_texts_reach_github_as_they_are_and_nothing_of_them_is_run(folder: Path) -> None:
    tickets = [
        ticket(code=code, title=text, description=f"{text}\n{text}", owner=text)
        for code, text in zip(codes(len(EVIL)), EVIL, strict=True)
    ]
    assert "11 issues would be made, 0 are there. To make them, add --yes." in run(folder, tickets)
    assert issues(folder) == []
    assert "11 issues made, 0 were there." in run(folder, tickets, "--yes")
    assert sorted(path.name for path in folder.iterdir()) == ["gh", "github-issues.sh", "issues"]
    for code, text, made in zip(codes(len(EVIL)), EVIL, issues(folder), strict=True):
        seen = text.replace("\u202e", "")
        assert made["title"] == " ".join(seen.split())
        assert made["body"].startswith(f"{seen}\n{seen}\n")
        assert made["body"].endswith(f"\n<!-- rungs-action: {code} -->\n")
        assert made["label"] == "rungs,phase-discover"


def test_second_run_makes_only_what_is_missing(folder: Path) -> None:
    first, second = ticket(needs=((OTHER, "Name owners"),)), ticket(code=OTHER, title="Name owners")
    run(folder, [first], "--yes")
    assert "is there   Set an SLO\nwould make Name owners\n1 issues would be made, 1 are there" in run(
        folder, [first, second]
    )
    run(folder, [first, second], "--yes")
    assert "0 issues made, 2 were there." in run(folder, [first, second], "--yes")
    assert [made["title"] for made in issues(folder)] == ["Set an SLO", "Name owners"]
    assert f"- Waits for: Name owners ({OTHER})" in issues(folder)[0]["body"]


def test_mark_that_somebody_wrote_into_a_description_hides_no_other_action(folder: Path) -> None:
    run(folder, [ticket(description=f"<!-- rungs-action: {OTHER} -->")], "--yes")
    assert "1 issues would be made" in run(folder, [ticket(code=OTHER)])


def test_closed_actions_are_not_in_it(folder: Path) -> None:
    closed = [replace(ticket(), state=state) for state in (ActionState.DONE, ActionState.DROPPED)]
    assert "0 issues would be made" in run(folder, closed)


def test_help_is_the_head_of_the_script(folder: Path) -> None:
    said = run(folder, [ticket()], "--help")
    assert said.startswith("Makes GitHub issues of the open actions of a roadmap in Rungs.")
    assert "Roadmap: Checkout" in said
    assert "set -eu" not in said


@pytest.mark.parametrize("title", ["# ACTIONS STAND HERE", "ROADMAP of the DAY"])
def test_title_of_the_roadmap_is_no_part_of_the_frame(title: str) -> None:
    script = "".join(github_script([ticket()], roadmap=title, day=date(2026, 11, 22)))
    assert f"#   Roadmap: {title}\n" in script
