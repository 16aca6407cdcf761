"""From a submission to the answers workbook and back: nothing is lost, whatever people wrote."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assessments.domain.answers import UNANSWERED, Answer, Evidence, Reason, Scope, State, Targets
from assessments.domain.criteria import suggested_level
from assessments.domain.submission import Submission
from assessments.files.answers import LONGEST_NOTE, read_submission
from assessments.files.workbook import proof_sheets
from assessments.files.workbook.reader import read_workbook
from assessments.files.workbook.template import write_template
from catalog.domain.question_pack import EvidenceClass, QuestionPack
from catalog.files.load import load_question_pack
from core.source import Faults, Fields
from core.source.nodes import CONTROL_CHARACTER
from reports.domain.options import ReportOptions
from reports.files.options import read_report_options
from tests.factories.catalog import KINDS, make_pack, make_question

PACK = make_pack([make_question(id_, core=True) for id_ in ("A-1", "A-2", "B-1")])
NO_TARGETS = Targets(PACK.default_target)

TRAPS = [
    "=1+1",
    "=HYPERLINK(\"http://x\")",
    "+1",
    "-1",
    "@SUM(A1)",
    "'quoted'",
    "_x000D_",
    "_x005F_x000D_",
    "x005F_",
    "00123",
    "1e5",
    "2026-10-31",
    "TRUE",
    "#N/A",
    "unknown",
    "שלום עולם \u202e",
    "👩‍🚀 naïve ﷽",
    "tab\there",
    "<b>&amp;</b>",
    "]]>",
    "Ends with nothing\u2028more",
    "long " * 3_199 + "long",
]  # fmt: skip


def is_allowed(text: str) -> bool:
    """What an answers file may hold: no control characters; and line ends are read as one character."""
    return bool(text.strip()) and not CONTROL_CHARACTER.search(text) and "\r" not in text


lines = (st.sampled_from(TRAPS) | st.text(max_size=60)).filter(is_allowed).map(str.strip)
long_text = (
    st.just("")
    | lines
    | st.lists(lines, min_size=2, max_size=3).map("\n".join).filter(lambda text: len(text) <= LONGEST_NOTE)
)


def one_line(longest: int) -> st.SearchStrategy[str]:
    return lines.filter(lambda text: "\n" not in text and len(text) <= longest)


@st.composite
def evidence(draw: Callable[..., Any]) -> Evidence:
    kind = draw(st.none() | st.sampled_from(KINDS))
    link = draw(st.sampled_from(["", "https://x.example/?a=1&b=<2>'\"", "HTTP://x.example/=1+1#_x000D_"]))
    return Evidence(
        evidence_class=kind.evidence_class if kind else draw(st.sampled_from(EvidenceClass)),
        title=draw(one_line(300)),
        link=link,
        reference=draw(one_line(2_000)) if not link or draw(st.booleans()) else "",
        observed=draw(st.none() | st.dates()),
        validity_days=draw(st.none() | st.integers(1, 3650)),
        kind=kind.id if kind else None,
    )


@st.composite
def answers(draw: Callable[..., Any], id_: str) -> Answer:
    question = PACK.question[id_]
    state = draw(st.sampled_from(State))
    states = {c.id: draw(st.sampled_from(["met", "not met", ""])) for c in question.criteria}
    met = frozenset(id_ for id_, said in states.items() if said == "met" and state is State.ANSWERED)
    answer = Answer(
        state=state,
        level=draw(st.integers(0, 5)) if state is State.ANSWERED else None,
        reason=draw(st.sampled_from(Reason)) if state is State.NOT_APPLICABLE else None,
        note=draw(long_text),
        evidence=tuple(draw(st.lists(evidence(), max_size=2))),
        met=met,
        not_met=frozenset(id_ for id_, said in states.items() if said == "not met"),
        level_reason=draw(long_text),
    )
    if answer.reason and answer.reason.needs_note and not answer.note:
        answer = replace(answer, note="Because.")
    if met and not answer.level_reason:
        answer = replace(answer, level=suggested_level(question, PACK.scale, met))
    return answer


submissions = st.builds(
    Submission,
    organisation=st.just("") | one_line(200),
    title=st.just("") | one_line(200),
    as_of=st.none() | st.dates(),
    targets=st.builds(
        Targets,
        st.integers(0, 5),
        st.sampled_from([(), (("A", 5),), (("B", 0),), (("A", 1), ("B", 3))]),
    ),
    answers=st.fixed_dictionaries({}, optional={id_: answers(id_) for id_ in PACK.question}),
    scope=st.sampled_from(Scope),
)
reports = st.builds(
    ReportOptions,
    prepared_by=st.just("") | one_line(200),
    logo=st.sampled_from(["", "logo.png", "=logo.png"]),
    consultant_logo=st.sampled_from(["", "@me.jpg"]),
    accent=st.sampled_from(["#0E5A52", "#123456"]),
    confidential=st.booleans(),
    draft=st.booleans(),
    summary=long_text,
    phases=st.builds(lambda text: (("A", text),) if text else (), long_text),
)


def written(pack: QuestionPack, submission: Submission | None = None, report: ReportOptions | None = None) -> bytes:
    out = BytesIO()
    write_template(pack, out, submission, report)
    return out.getvalue()


def read(data: bytes, pack: QuestionPack) -> tuple[Submission, ReportOptions]:
    faults = Faults("answers.xlsx")
    node = read_workbook(data, faults, pack)
    top = Fields(node, faults)
    found = read_submission(top, pack), read_report_options(top, pack)
    top.close()
    faults.raise_if_any()
    return found


def said(submission: Submission) -> Submission:
    """Without answers that say nothing, which are the same as none."""
    return replace(
        submission, answers={id_: answer for id_, answer in submission.answers.items() if answer != UNANSWERED}
    )


@pytest.fixture
def few_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of empty rows prove nothing more than some."""
    monkeypatch.setattr(proof_sheets, "EVIDENCE_PREPARED", 3)


@pytest.mark.usefixtures("few_rows")
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(submissions, reports)
@example(Submission("", "", None, NO_TARGETS, {"A-1": Answer(note="=1+1" * 4_000)}), ReportOptions())
@example(Submission("", "", None, NO_TARGETS, {"A-1": Answer(note="_x0041" * 2_666 + "_")}), ReportOptions())
@example(Submission("=A1", "+", date(1, 1, 1), NO_TARGETS, {}), ReportOptions(summary="\n".join(TRAPS[:-1])))
@example(Submission("00123", "1e5", date(9999, 12, 31), NO_TARGETS, {}), ReportOptions(draft=True))
def test_nothing_is_lost_on_the_way(submission: Submission, report: ReportOptions) -> None:
    assert read(written(PACK, submission, report), PACK) == (said(submission), report)


def test_an_empty_workbook_says_nothing() -> None:
    pack = load_question_pack("saas-reliability")
    assert read(written(pack), pack) == (Submission("", "", None, Targets(pack.default_target), {}), ReportOptions())


def test_every_question_and_criterion_of_a_shipped_pack_comes_back() -> None:
    pack = load_question_pack("saas-reliability")
    found = {
        question.id: Answer(
            State.ANSWERED,
            level=pack.scale.max,
            met=frozenset(criterion.id for criterion in question.criteria),
            evidence=tuple(
                Evidence(pack.evidence_kind[kind].evidence_class, kind, reference="0", kind=kind)
                for kind in question.evidence
            ),
        )
        for question in pack.questions
    }
    submission = Submission("Northwind Billing", "2026", date(2026, 11, 1), Targets(4, (("discover", 5),)), found)
    assert read(written(pack, submission), pack)[0] == submission


def test_the_same_input_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "import hashlib; from tests.assessments.files.test_workbook_round_trip import *;"
        "print(hashlib.sha256(written(load_question_pack('saas-reliability'))).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] != ""


def test_texts_of_people_are_no_formulas_in_the_file() -> None:
    from openpyxl import load_workbook

    trap = Answer(State.ANSWERED, level=1, note="=1+1", evidence=(Evidence(EvidenceClass.DOCUMENT, "+1", "", "@x"),))
    book = load_workbook(BytesIO(written(PACK, Submission("=org", "#N/A", None, NO_TARGETS, {"A-1": trap}))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    typed = [cell for cell in cells if cell.value in ("=1+1", "=org", "#N/A", "+1", "@x")]
    assert len(typed) == 5
    assert all(cell.quotePrefix and cell.number_format == "@" for cell in typed)


def test_phase_ids_may_hold_dots() -> None:
    """The key of a target or comment is not taken apart: `a.b` is no branch of `a`."""
    questions = [make_question("Q-1", phase="a"), make_question("Q-2", phase="a.b"), make_question("Q-3", phase="p.1")]
    pack = make_pack(questions)
    targets = Targets(4, (("a", 5), ("a.b", 3), ("p.1", 2)))
    report = ReportOptions(phases=(("a", "One"), ("a.b", "Two"), ("p.1", "Three")))
    submission = Submission("", "", None, targets, {})
    assert read(written(pack, submission, report), pack) == (submission, report)
