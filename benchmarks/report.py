"""What a fully answered report costs, against WeasyPrint alone on the same HTML.

Run: .venv/bin/python -m benchmarks.report
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.measure import ROOT, command_seconds, print_table

RUNS = 3

# WeasyPrint by itself: the same HTML and the same files, nothing else.
ALONE = """
import json, pathlib, sys
import weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse
job = json.loads(pathlib.Path(sys.argv[1]).read_text())
class Given(URLFetcher):
    def fetch(self, url, headers=None):
        path = pathlib.Path(job["files"][url.removeprefix("report:")])
        kind = {".css": "text/css", ".ttf": "font/ttf", ".png": "image/png"}[path.suffix]
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})
html = weasyprint.HTML(string=job["html"], url_fetcher=Given())
html.write_pdf(sys.argv[2], pdf_tags=True)
"""


def full_answers() -> dict[str, object]:
    """Every question answered, with a note and two pieces of evidence."""
    from catalog.files.load import load_question_pack

    pack = load_question_pack("saas-reliability")
    note = "Twelve of fourteen services have it, the other two by March. " * 3
    answers = {}
    for number, question in enumerate(pack.questions):
        evidence = [
            {
                "kind": question.evidence[0],
                "title": "The record",
                "link": "https://wiki.example/1",
                "observed": "2026-10-01",
            },
            {"class": "document", "title": "The plan", "reference": "PLAN-7", "observed": "2026-03-01"},
        ]
        answers[question.id] = {"level": number % 6, "note": note, "evidence": evidence}
    return {"assessment": {"organisation": "Full Ltd", "as_of": "2026-11-01"}, "answers": answers}


def capture(folder: Path, answers: Path) -> tuple[Path, int]:
    """Run the job once and keep what it hands to WeasyPrint; the number of pages it makes."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from reports.operations import headless, pdf

    seen: dict[str, object] = {}
    real: Any = pdf.render_pdf  # type: ignore[attr-defined]

    def keep(html: str, **values: object) -> object:
        files = values["files"]
        assert isinstance(files, dict)
        seen.update(html=html, files={name: str(path) for name, path in files.items()})
        return real(html, **values)

    pdf.render_pdf = keep  # type: ignore[attr-defined, assignment]
    from datetime import date

    from catalog.files.load import load_question_pack

    assessed = headless.assess_file(
        answers=answers,
        pack=load_question_pack("saas-reliability"),
        out=folder / "captured",
        as_of=None,
        today=date(2026, 11, 1),
        with_pdf=True,
    )
    job = folder / "job.json"
    job.write_text(json.dumps(seen), encoding="utf-8")
    return job, assessed.pages


def main() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        answers = folder / "answers.json"
        answers.write_text(json.dumps(full_answers()), encoding="utf-8")
        job, pages = capture(folder, answers)
        alone = folder / "alone.py"
        alone.write_text(ALONE, encoding="utf-8")
        python = sys.executable
        assess = [str(ROOT / "rungs"), "assess", str(answers), "--out", str(folder / "out")]
        by_itself, _ = command_seconds([python, str(alone), str(job), str(folder / "alone.pdf")], RUNS)
        whole, wall = command_seconds(assess, RUNS)
        without, without_wall = command_seconds([*assess, "--no-pdf"], RUNS)
    report = whole - without
    rows = [
        ("WeasyPrint alone on the same HTML", f"{by_itself:.2f} s", "1.00"),
        ("report.pdf: what it adds to the command", f"{report:.2f} s", f"{report / by_itself:.2f}"),
        ("the whole command, results.json and results.xlsx too", f"{whole:.2f} s", f"{whole / by_itself:.2f}"),
        (f"a page of report.pdf ({pages} pages)", f"{report / pages:.3f} s", ""),
        ("the command with --no-pdf", f"{without:.2f} s", ""),
    ]
    print_table(("66 questions answered, with evidence and notes", "processor time", "ratio"), rows)
    print(f"\nWall time: whole command {wall:.2f} s, with --no-pdf {without_wall:.2f} s.")


if __name__ == "__main__":
    main()
