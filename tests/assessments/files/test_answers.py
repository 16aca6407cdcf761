"""Answers files: what is read, and every fault with its line, all at once."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from assessments.domain.answers import Evidence, Reason, Scope, State
from assessments.domain.submission import Submission
from assessments.files.answers import LONGEST_NOTE, read_submission
from catalog.domain.question_pack import EvidenceClass, QuestionPack
from catalog.files.load import load_question_pack
from core.source import BadInputError, Faults, Fields, Node
from core.source.json_reader import read_json
from core.source.yaml_reader import read_yaml
from core.spreadsheets.cells import LONGEST_TEXT
from core.spreadsheets.writing import escaped
from tests.work import at_most

ANSWERS = """\
assessment: {organisation: Northwind Billing, title: 2026 baseline, as_of: 2026-11-01, targets: {discover: 5}}
answers:
  DIS-01:
    level: 2
    note: "Two lines\\nof *Markdown*"
    evidence:
      - {class: document, title: "Journeys", link: "https://wiki.example/j", observed: 2026-10-01, validity_days: 365}
      - {kind: review_record, title: "Review", reference: 4711}
  DIS-02: {not_applicable: out_of_scope}
  DIS-03: {unknown: true}
  DIS-04: {met: [DIS-04.1a, DIS-04.2a, DIS-04.2b], not_met: [DIS-04.3a]}
  DIS-05: {level: 3, met: [DIS-05.1a], reason: "The rest is in force and not filed."}
  DIS-06: {note: "Ask Priya."}
  DIS-07:
"""


@pytest.fixture(scope="module")
def pack() -> QuestionPack:
    return load_question_pack("saas-reliability")


def read(text: str, pack: QuestionPack) -> Submission:
    faults = Faults("answers.yaml")
    return read_tree(tree_of(text, faults), pack, faults)


def tree_of(text: str, faults: Faults) -> Node:
    data = text.encode()
    node = read_json(data, faults) if text.startswith("{") else read_yaml(data, faults)
    assert node
    return node


def read_tree(tree: Node, pack: QuestionPack, faults: Faults) -> Submission:
    top = Fields(tree, faults)
    submission = read_submission(top, pack)
    top.close()
    faults.raise_if_any()
    return submission


def faults(text: str, pack: QuestionPack) -> list[str]:
    with pytest.raises(BadInputError) as caught:
        read(text, pack)
    return [str(fault) for fault in caught.value.faults]


def test_answers_are_read(pack: QuestionPack) -> None:
    submission = read(ANSWERS, pack)
    assert (submission.organisation, submission.title) == ("Northwind Billing", "2026 baseline")
    assert submission.as_of == date(2026, 11, 1)
    assert (submission.targets.of("discover"), submission.targets.of("scale")) == (5, 4)
    first = submission.answers["DIS-01"]
    assert (first.state, first.level, first.note) == (State.ANSWERED, 2, "Two lines\nof *Markdown*")
    assert first.evidence == (
        Evidence(
            EvidenceClass.DOCUMENT,
            "Journeys",
            link="https://wiki.example/j",
            observed=date(2026, 10, 1),
            validity_days=365,
        ),
        Evidence(EvidenceClass.MEASUREMENT, "Review", reference="4711", kind="review_record"),
    )
    assert submission.answers["DIS-02"].reason is Reason.OUT_OF_SCOPE
    assert submission.answers["DIS-03"].state is State.UNKNOWN
    assert submission.answers["DIS-04"].level == 2
    assert submission.answers["DIS-05"].level == 3
    assert submission.answers["DIS-06"].state is State.UNANSWERED
    assert "DIS-07" not in submission.answers


def test_the_head_may_be_left_out(pack: QuestionPack) -> None:
    submission = read("answers: {DIS-01: {level: 1}}\n", pack)
    assert submission.targets.overall == pack.default_target
    assert submission.as_of is None


def test_json_says_the_same(pack: QuestionPack) -> None:
    text = json.dumps({"answers": {"DIS-01": {"level": 1, "evidence": []}, "DIS-03": {"unknown": True}}}, indent=1)
    assert read(text, pack).answers.keys() == {"DIS-01", "DIS-03"}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("DIS-99: {level: 1}", "DIS-99 is not a question of the pack saas-reliability"),
        ("DIS-01: {level: 6}", "'level' must be a whole number from 0 to 5, not 6"),
        ("DIS-01: {level: true}", "'level' must be a whole number from 0 to 5, not true"),
        ("DIS-01: {level: '3'}", "'level' must be a whole number from 0 to 5, not '3'"),
        ("DIS-01: {level: 2.5}", "'level' must be a whole number from 0 to 5, not 2.5"),
        ("DIS-01: {not_applicable: because}", "'not_applicable' must be one of out_of_scope, accepted_risk"),
        ("DIS-01: {not_applicable: other}", "'not_applicable' needs a note that explains it where the reason is other"),
        ("DIS-01: {not_applicable: accepted_risk}", "needs a note"),
        ("DIS-01: {level: 1, unknown: true}", "says more than one of a level"),
        ("DIS-01: {met: [DIS-02.1a]}", "names 'DIS-02.1a', which is not a criterion of DIS-01; did you mean"),
        ("DIS-01: {met: [DIS-01.1a], not_met: [DIS-01.1a]}", "names DIS-01.1a, which stands under 'met' too"),
        ("DIS-01: {level: 4, met: [DIS-01.1a]}", "is 4, but the criteria met suggest 1; say why under 'reason'"),
        ("DIS-01: {level: 1}\n  DIS-01: {level: 2}", "The key 'DIS-01' stands here a second time, first in line 2"),
        ("DIS-01: {lvl: 1}", "'lvl' is not known; did you mean 'level'?"),
        ("DIS-01: {level: 1, note: [a]}", "'note' must be text, not a list"),
        ('DIS-01: {level: 1, note: "a\\x00b"}', "'note' holds a control character (U+0000)"),
        ("DIS-01: {evidence: [{title: a, link: 'https://a.b'}]}", "'class' is missing"),
        (
            "DIS-01: {evidence: [{class: rumour, title: a, link: 'https://a.b'}]}",
            "'class' must be one of document, measurement",
        ),
        ("DIS-01: {evidence: [{class: document, title: a}]}", "needs a link or a reference"),
        ("DIS-01: {evidence: [{class: document, link: 'https://a.b'}]}", "'title' is missing"),
        (
            "DIS-01: {evidence: [{class: document, title: a, link: 'ftp://a.b'}]}",
            "must be a link that starts with http://",
        ),
        (
            "DIS-01: {evidence: [{class: document, title: a, link: 'https://'}]}",
            "must be a link that starts with http://",
        ),
        (
            "DIS-01: {evidence: [{class: document, title: a, link: 'http://[::1'}]}",
            "must be a link that starts with http://",
        ),
        (
            "DIS-01: {evidence: [{class: document, title: a, reference: b, observed: 2026-02-30}]}",
            "must be a date like",
        ),
        ("DIS-01: {evidence: [{class: document, title: a, reference: b, observed: 20261031}]}", "must be a date like"),
        (
            "DIS-01: {evidence: [{class: document, title: a, reference: b, validity_days: 0}]}",
            "whole number from 1 to 3650",
        ),
        (
            "DIS-01: {evidence: [{kind: gossip, title: a, reference: b}]}",
            "must be an evidence kind of the pack, not 'gossip'",
        ),
        (
            "DIS-01: {evidence: [{kind: runbook, class: measurement, title: a, reference: b}]}",
            "the kind runbook is a document",
        ),
        ("DIS-01: 3", "must be a mapping of keys to values, not 3"),
    ],
)
def test_a_fault_is_told_with_its_line(pack: QuestionPack, answer: str, expected: str) -> None:
    found = faults(f"answers:\n  {answer}\n", pack)
    assert any(expected in fault for fault in found), found
    assert all(fault.startswith("answers.yaml, line ") for fault in found)


@pytest.mark.parametrize(
    "text",
    [
        "answers:\n" + "".join(f"  DIS-{n}x: {{level: 2}}\n" for n in range(60_000)),
        "answers: {}\n" + "".join(f"assessmen{n}: 1\n" for n in range(150_000)),
        f"answers:\n  DIS-01: {{met: [{','.join(f'DIS-01.{n}' for n in range(100_000))}]}}\n",
        f"answers:\n  DIS-01: {{evidence: [{','.join(['{clas: document}'] * 60_000)}]}}\n",
        f"answers:\n  DIS-01: {{evidence: &a [{','.join(['{class: document}'] * 30_000)}]}}\n  DIS-02: {{met: *a}}\n",
    ],
    ids=["questions", "keys", "criteria", "evidence", "evidence as criteria"],
)
def test_of_very_many_faults_only_the_first_cost_anything(pack: QuestionPack, text: str) -> None:
    noted = Faults("answers.yaml")
    tree = tree_of(text, noted)
    with at_most(calls=3_000_000), pytest.raises(BadInputError) as caught:
        read_tree(tree, pack, noted)
    assert 1 < len(caught.value.faults) <= 201


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (f"{{not_applicable: other, note: '{'x' * 16_001}'}}", "'note' has 16,001 characters; at most 16,000"),
        (f'{{level: 4, met: [DIS-01.1a], reason: "{"x" * 16_001}"}}', "'reason' has 16,001 characters"),
        ('{note: "' + "a\\n" * 400 + 'a"}', "'note' has 401 lines; at most 400 are allowed."),
        ("{evidence: [{kind: [a], title: a, reference: b}]}", "'kind' must be text, not a list"),
    ],
)
def test_no_fault_only_follows_from_another(pack: QuestionPack, answer: str, expected: str) -> None:
    (found,) = faults(f"answers: {{DIS-01: {answer}}}\n", pack)
    assert expected in found


def test_longest_notes_fit_into_cells_however_they_are_written() -> None:
    assert len(escaped(("_x0041" * LONGEST_NOTE)[:LONGEST_NOTE])) <= LONGEST_TEXT
    assert len(("👩" * LONGEST_NOTE).encode("utf-16-le")) // 2 <= LONGEST_TEXT


def test_all_faults_at_once(pack: QuestionPack) -> None:
    text = "assessment: {as_of: soon, target: 9, targets: {nowhere: 1}}\nanswers:\n  DIS-01: {level: 9}\nextra: 1\n"
    assert [fault.partition(": ")[0] for fault in faults(text, pack)] == [
        "answers.yaml, line 1",
        "answers.yaml, line 1",
        "answers.yaml, line 1",
        "answers.yaml, line 3",
        "answers.yaml, line 4",
    ]


def test_a_file_without_answers_is_refused(pack: QuestionPack) -> None:
    assert "'answers' is missing" in faults("assessment: {title: x}\n", pack)[0].lower().replace("answers.yaml", "")


def test_scope_is_full_unless_the_file_says_core(pack: QuestionPack) -> None:
    assert read("answers: {}", pack).scope is Scope.FULL
    core = read("assessment: {scope: core}\nanswers: {DIS-01: {level: 2}, DIS-02: }", pack)
    assert core.scope is Scope.CORE
    assert len(core.asked_of(pack).questions) == 24
    assert faults("assessment: {scope: some}\nanswers: {}", pack) == [
        "answers.yaml, line 1: Assessment: 'scope' must be one of core, full, not 'some'."
    ]


def test_answer_outside_of_the_scope_is_a_fault(pack: QuestionPack) -> None:
    other = next(question.id for question in pack.questions if not question.core)
    assert faults(f"assessment: {{scope: core}}\nanswers:\n  DIS-01: {{level: 2}}\n  {other}: {{level: 3}}", pack) == [
        f"answers.yaml, line 4: {other} is not among the core questions; remove it, or set the scope to full."
    ]
    assert read(f"answers: {{{other}: {{level: 3}}}}", pack).answers[other].level == 3


def test_core_of_a_pack_without_core_questions_is_a_fault(pack: QuestionPack) -> None:
    none = replace(pack, questions=tuple(replace(question, core=False) for question in pack.questions))
    assert faults("assessment: {scope: core}\nanswers: {}", none) == [
        "answers.yaml, line 1: Assessment: 'scope' is core, but the pack saas-reliability 1.0.0 has no core questions."
    ]
