"""The main job as a process among others: stopped, started ten times at once, in odd surroundings."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pypdfium2
import pytest

from tests.tree import ROOT

ANSWERS = """\
assessment: {as_of: 2026-11-01}
report:
  summary: |
    [a](javascript:alert(1)) [b](file:///etc/passwd) [c](data:text/html,x) [d](//evil.example) <http://e.example>
    [f](mailto:ann@f.example) <a href="javascript:alert(2)">g</a> [h](ftp://h.example) [i](report:logo.png) [j](#top)
answers:
  DIS-01: {level: 4, evidence: [{class: document, title: t, link: "https://k.example/?a=1", observed: 2026-10-01}]}
"""
WITHOUT_PDF = ("results.json", "results.xlsx")


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    (tmp_path / "tmp").mkdir()
    path = tmp_path / "answers.yaml"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


STOPS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


@pytest.fixture(autouse=True)
def no_stop_is_ignored() -> Iterator[None]:
    """Where the run itself is in the background, it ignores some, and so would whatever it starts."""
    ignored = [number for number in STOPS if signal.getsignal(number) is signal.SIG_IGN]
    for number in ignored:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)


def start(
    answers: Path, out: Path | str, *options: str, cwd: Path | None = None, **environment: str
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "assess", str(answers), "--out", str(out), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd or answers.parent,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "TMPDIR": "tmp", **environment},
    )


def ended(job: subprocess.Popen[str]) -> tuple[int, str, str]:
    said, errors = job.communicate(timeout=120)
    return job.returncode, said, errors


def wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.01)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def children_of(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(number) for number in found.split()]


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@contextmanager
def printing(answers: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The job and its child in the middle of the report."""
    job = start(answers, answers.parent / "out")
    try:
        wait_for(lambda: children_of(job.pid) and list((answers.parent / "tmp").glob("rungs-*/job.json")))
        time.sleep(0.3)
        (child,) = children_of(job.pid)
        yield job, child
    finally:
        job.kill()
        job.communicate()


on_linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes under /proc")


@on_linux
@pytest.mark.parametrize(("number", "code"), STOPS.items())
def test_stopped_job_tidies_up_and_says_so(number: signal.Signals, code: int, answers: Path) -> None:
    with printing(answers) as (job, child):
        job.send_signal(number)
        assert ended(job) == (code, "", "Stopped; nothing was written.\n")
        assert not is_running(child)
    assert list((answers.parent / "tmp").iterdir()) == []
    assert not (answers.parent / "out").exists()


@on_linux
def test_report_is_given_up_when_its_parent_is_killed(answers: Path) -> None:
    """Nobody can tidy up after being killed outright; the child sees that nobody waits, removes its folder and ends."""
    with printing(answers) as (job, child):
        job.kill()
        wait_for(lambda: not is_running(child))
    assert list((answers.parent / "tmp").iterdir()) == []


@on_linux
def test_what_is_ignored_from_outside_stays_ignored(answers: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        job = start(answers, "out", "--no-pdf")
    finally:
        signal.signal(signal.SIGHUP, before)
    time.sleep(0.5)
    job.send_signal(signal.SIGHUP)
    assert ended(job)[0] == 0


def test_ten_jobs_at_once_write_one_jobs_files(answers: Path) -> None:
    """Each scores another day, so that the files of two of them would differ."""
    days = [f"2026-11-{day:02}" for day in range(1, 11)]
    for job in [start(answers, "out", "--no-pdf", "--as-of", day) for day in days]:
        assert ended(job)[0::2] == (0, "")
    left = contents(answers.parent / "out")
    assert sorted(left) == list(WITHOUT_PDF)
    alone = []
    for day in days:
        if f'"as_of": "{day}"'.encode() in left["results.json"]:
            ended(start(answers, "alone", "--no-pdf", "--as-of", day))
            alone.append(contents(answers.parent / "alone"))
    assert alone == [left]


def test_report_of_jobs_at_once_names_the_results_beside_it(answers: Path) -> None:
    for job in [start(answers, "out", "--as-of", f"2026-11-0{day}") for day in (1, 2)]:
        assert ended(job)[0] == 0
    with closing(pypdfium2.PdfDocument(answers.parent / "out" / "report.pdf")) as pdf:
        attached = bytes(pdf.get_attachment(0).get_data())
    assert (
        hashlib.sha256(attached).digest() == hashlib.sha256(contents(answers.parent / "out")["results.json"]).digest()
    )


def test_bytes_do_not_depend_on_the_surroundings_and_links_lead_to_the_web_or_mail(
    answers: Path, tmp_path: Path
) -> None:
    assert ended(start(answers, "one"))[0] == 0
    elsewhere = {
        "TZ": "Pacific/Kiritimati",
        "LANG": "de_DE.UTF-8",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "99",
        "PYTHONUTF8": "0",
    }
    (tmp_path / "elsewhere" / "tmp").mkdir(parents=True)
    before = os.umask(0o077)
    try:
        job = start(answers, tmp_path / "two", cwd=tmp_path / "elsewhere", **elsewhere)
    finally:
        os.umask(before)
    assert ended(job)[0] == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "two").iterdir()} == {0o600}
    assert addresses(tmp_path / "one" / "report.pdf") == {
        "http://e.example",
        "mailto:ann@f.example",
        "https://k.example/?a=1",
    }


def addresses(path: Path) -> set[str]:
    """Where the annotations of the PDF lead; every action in it must be a link within it or to an address."""
    raw = pypdfium2.raw
    found = set()
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        for number in range(len(pdf)):
            place, link = raw.c_int(0), raw.FPDF_LINK()
            while raw.FPDFLink_Enumerate(pdf[number], place, link):
                action = raw.FPDFLink_GetAction(link)
                if not action:
                    continue
                kind = raw.FPDFAction_GetType(action)
                assert kind in (raw.PDFACTION_GOTO, raw.PDFACTION_URI)
                if kind == raw.PDFACTION_URI:
                    size = raw.FPDFAction_GetURIPath(pdf, action, None, 0)
                    buffer = raw.create_string_buffer(size)
                    raw.FPDFAction_GetURIPath(pdf, action, buffer, size)
                    found.add(buffer.value.decode())
    return found


def test_name_that_the_terminal_cannot_show_does_not_break_off_the_job(answers: Path) -> None:
    code, said, errors = ended(start(answers, "Prüfung", "--no-pdf", PYTHONIOENCODING="ascii"))
    assert (code, errors) == (0, "")
    assert r"Pr\xfcfung/results.json" in said


@pytest.mark.parametrize("option", ["--out", "--pack"])
def test_empty_argument_is_told(option: str, answers: Path) -> None:
    code, _, errors = ended(start(answers, "out", "--no-pdf", option, ""))
    assert code == 2
    assert f"argument {option}: must not be empty." in errors
    assert not list(answers.parent.glob("results*"))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--out", "answers.yaml"], "--out answers.yaml: Not a directory.\n"),
        (["--template", "saas-reliability", "answers.yaml/x.xlsx"], "--template answers.yaml: Not a directory.\n"),
        (["--template", "saas-reliability", "x" * 300], f"--template {'x' * 300}: File name too long.\n"),
        (
            ["--template", "saas-reliability", "link.xlsx"],
            "link.xlsx exists already and may hold answers; choose another name or move it away.\n",
        ),
    ],
)
def test_place_that_takes_no_file_is_told(options: list[str], sentence: str, answers: Path) -> None:
    (answers.parent / "link.xlsx").symlink_to("nowhere.xlsx")
    assert ended(start(answers, "out", *options)) == (2, "", sentence)
    assert sorted(path.name for path in answers.parent.iterdir()) == ["answers.yaml", "link.xlsx", "tmp"]
