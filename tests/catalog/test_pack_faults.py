"""Each fault a pack can have is told with its line, all at once."""

from __future__ import annotations

import textwrap

import pytest

from catalog.domain.criteria_pack import CriteriaPack
from catalog.domain.question_pack import QuestionPack
from catalog.files.load import SHIPPED, parse_pack
from catalog.files.question_pack_checks import find_cycles
from core.source import BadInputError

PACK = textwrap.dedent(
    """\
    schema: rungs/question-pack/1
    code: tiny
    version: 1.0.0
    title: Tiny
    summary: A tiny pack.
    scale:
      min: 0
      max: 2
      levels:
        - {level: 0, rule: None of it}
        - {level: 1, rule: Some of it}
        - {level: 2, rule: All of it}
    evidence:
      caps: {none: 1, document: 1, measurement: 2}
      kinds:
        - {id: page, title: Page, class: document}
        - {id: log, title: Log, class: measurement}
    domains:
      - {id: all, title: All}
    phases:
      - id: one
        code: ONE
        title: One
        goal: Goal
        objective: Objective
        exit_gate: {verified_score: 1.5, questions: [{id: Q-1, level: 1}]}
        duration: {weeks_min: 1, weeks_max: 2}
    questions:
      - id: Q-1
        phase: one
        domain: all
        title: Is it?
        why: Because.
        risk: It breaks.
        impact: 3
        effort: S
        action: Do it.
        levels: [None, Some, All of them]
        criteria:
          1: [{must: One is}]
          2: [{must: All are}, {should: Soon}]
        next_steps: [{from: 0, to: 2, text: Begin}]
        evidence: [page, log]
      - id: Q-2
        phase: one
        domain: all
        title: Is it too?
        why: Because.
        risk: It breaks.
        impact: 3
        effort: S
        weight: 1.5
        action: Do it.
        levels: [None, Some, All of them]
        criteria:
          1: [{must: One is}]
          2: [{must: All are}]
        next_steps: [{from: 0, to: 2, text: Begin}]
        evidence: [log]
        depends_on: [Q-1]
    """
)


def faults(text: str) -> list[str]:
    with pytest.raises(BadInputError) as caught:
        parse_pack(text.encode(), "tiny.yaml")
    return [str(fault) for fault in caught.value.faults]


def test_the_tiny_pack_is_sound() -> None:
    pack = parse_pack(PACK.encode(), "tiny.yaml")
    assert isinstance(pack, QuestionPack)
    assert pack.default_target == 1
    assert pack.validity_default_days == 180
    assert pack.language == "en"
    assert [str(question.weight) for question in pack.questions] == ["1", "3/2"]
    assert [criterion.id for criterion in pack.questions[0].criteria] == ["Q-1.1a", "Q-1.2a", "Q-1.2b"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "evidence: [log]",
            "evidence: [lag]",
            "the evidence kind 'lag', which this pack does not have. Did you mean 'log'?",
        ),
        ("evidence: [log]", "evidence: [page]", "has no kind that reaches level 2; the best listed carries 1"),
        ("depends_on: [Q-1]", "depends_on: [Q-7]", "names the question 'Q-7', which this pack does not have"),
        ("depends_on: [Q-1]", "depends_on: [Q-2]", "goes in a circle: Q-2 → Q-2"),
        (
            "weight: 1.5",
            "weight: 0",
            "'weight' must be a number above 0 and at most 1000 with at most 12 decimals, not 0",
        ),
        ("weight: 1.5", "weight: 0.12345678901234567890", "with at most 12 decimals, not '0.12345678901234567890'"),
        ("weight: 1.5", "weight: -1", "'weight' must be a number above 0"),
        ("weight: 1.5", "weight: true", "'weight' must be a number above 0"),
        ("weight: 1.5", "wieght: 1", "'wieght' is not known; did you mean 'weight'?"),
        ("- id: Q-2", "- id: Q-1", "'Q-1' is already taken by the question in line 29"),
        (
            "impact: 3\n    effort: S\n    weight",
            "impact: 9\n    effort: S\n    weight",
            "whole number from 1 to 5, not 9",
        ),
        (
            "levels: [None, Some, All of them]\n    criteria:\n      1: [{must: One is}]\n      2: [{must: All are}]\n",
            "levels: [None, Some]\n    criteria:\n      1: [{must: One is}]\n      2: [{must: All are}]\n",
            "needs 3 texts, one per level from 0 to 2, not 2",
        ),
        ("      2: [{must: All are}]\n", "", "criteria: '2' is missing"),
        ("{must: All are}]", "{should: All are}]", "has no 'must' at level 2"),
        ("2: [{must: All are}, ", "2: [{must: All are, should: Both}, ", "needs one text, under 'must' or 'should'"),
        ("title: Is it too?", "title: ''", "'title' must not be empty"),
        ("title: Is it too?", "title: [a]", "'title' must be text, not a list"),
        ("    title: Is it too?\n", "", "Question Q-2: 'title' is missing"),
        ("    title: Is it too?\n", "    title: a\n    title: b\n", "The key 'title' stands here a second time"),
        (
            "{from: 0, to: 2, text: Begin}]\n    evidence: [log]",
            "{from: 0, to: 1, text: Begin}]\n    evidence: [log]",
            "must lead up to level 2; they end at 1",
        ),
        ("code: tiny", "code: Tiny Pack", "must be small letters, digits and single hyphens"),
        ("version: 1.0.0", "version: 1.0", "must be three numbers such as 1.4.0"),
        ("caps: {none: 1, document: 1", "caps: {none: 2, document: 1", "caps must rise"),
        ("schema: rungs/question-pack/1", "schema: rungs/question-pack/9", "must be one of rungs/question-pack/1"),
        ("{id: all, title: All}", "{id: all, title: All}, {id: none, title: Empty}", "'none' has no question"),
        ("{id: Q-1, level: 1}", "{id: Q-1, level: 3}", "whole number from 0 to 2, not 3"),
        ("verified_score: 1.5", "verified_score: 9", "must be a score from 0 to 2"),
    ],
)
def test_a_fault_is_told_with_its_line(old: str, new: str, expected: str) -> None:
    assert old in PACK
    at = PACK.rindex(old)
    found = faults(
        (PACK[:at] + new + PACK[at + len(old) :]).replace(
            "  - {id: all, title: All}, {", "  - {id: all, title: All}\n  - {"
        )
    )
    assert any(expected in fault for fault in found), found
    assert all(fault.startswith("tiny.yaml") for fault in found)


def test_all_faults_at_once_in_the_order_of_the_file() -> None:
    broken = PACK.replace("impact: 3", "impact: 0").replace("effort: S", "effort: XL")
    found = faults(broken)
    assert [fault.split(":")[0] for fault in found] == [f"tiny.yaml, line {line}" for line in (35, 36, 50, 51)]


def test_a_bomb_is_refused_before_it_is_written_out() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefghijk", "bcdefghijkl", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    found = faults("\n".join(lines))
    assert len(found) == 1
    assert "holds more than 200,000 values" in found[0]


def test_find_cycles() -> None:
    assert find_cycles({"a": ("b",), "b": ("c",), "c": ()}) == []
    assert find_cycles({"a": ("b",), "b": ("c",), "c": ("a",)}) == [["a", "b", "c"]]
    assert find_cycles({"a": ("b",), "b": ("a", "c"), "c": ("d",), "d": ("c", "a")}) == [["a", "b"], ["c", "d"]]
    everyone = tuple(map(str, range(400)))
    assert sorted(name for cycle in find_cycles(dict.fromkeys(everyone, everyone)) for name in cycle) == sorted(
        everyone
    )
    assert find_cycles({str(n): (str(n + 1),) for n in range(5000)}) == []


def test_faults_of_different_depth_are_told_together() -> None:
    """A wrong weight, a circle, a missing criterion, unsupported evidence and an unused domain are independent."""
    broken = (
        PACK.replace("weight: 1.5", "weight: true")
        .replace("evidence: [page, log]", "evidence: [page]\n    depends_on: [Q-2]")
        .replace("{must: All are}, {should: Soon}", "{should: Soon}")
        .replace("  - {id: all, title: All}", "  - {id: all, title: All}\n  - {id: none, title: None}")
    )
    found = "\n".join(faults(broken))
    assert found.count("\n") == 4
    for sentence in (
        "'weight' must be a number",
        "Question Q-1: 'depends_on' goes in a circle: Q-1 → Q-2 → Q-1.",
        "Question Q-1: 'criteria' has no 'must' at level 2.",
        "Question Q-1: 'evidence' has no kind that reaches level 2",
        "'none' has no question; remove the domain",
    ):
        assert sentence in found


@pytest.mark.parametrize(
    ("old", "new", "only"),
    [
        ("domain: all", "domain: al", "names the domain 'al'"),
        ("    evidence: [page, log]", "    evidence: [lag]", "names the evidence kind 'lag'"),
        ("{level: 2, rule: All of it}", "{level: 2, rule: ''}", "'rule' must not be empty"),
        ("caps: {none: 1", "caps: {none: x", "'none' must be a whole number"),
        ("title: Tiny\n", f"title: {'x' * 5_000}\n", "has 5,000 characters"),
    ],
)
def test_no_fault_only_follows_from_another(old: str, new: str, only: str) -> None:
    (found,) = faults(PACK.replace(old, new, 1))
    assert only in found


def test_a_large_circle_is_one_short_sentence() -> None:
    question = PACK[PACK.index("  - id: Q-2") :]
    more = "".join(
        question.replace("- id: Q-2", f"- id: Q-{n}").replace("[Q-1]", f"[Q-{n - 1}]") for n in range(3, 101)
    )
    (found,) = faults(PACK.replace("evidence: [page, log]", "evidence: [page, log]\n    depends_on: [Q-100]") + more)
    assert found.endswith("goes in a circle: Q-1 → Q-100 → Q-99 → Q-98 → Q-97 → Q-96 → Q-95 → … → Q-2 → Q-1.")


def test_a_criteria_pack_names_its_faults() -> None:
    text = (SHIPPED / "delivery-partner.yaml").read_text(encoding="utf-8")
    assert isinstance(parse_pack(text.encode(), "partner.yaml"), CriteriaPack)
    broken = text.replace("criterion: DP-10", "criterion: DP-99").replace(
        "          5: As 4, and a third project", "          6: As 4, and"
    )
    with pytest.raises(BadInputError) as caught:
        parse_pack(broken.encode(), "partner.yaml")
    found = "\n".join(str(fault) for fault in caught.value.faults)
    assert "names the criterion 'DP-99'" in found
    assert "'5' is missing" in found
    assert "'6' is not known" in found
