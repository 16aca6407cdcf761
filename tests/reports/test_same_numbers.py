"""The page, the files and the job without a database say the same of the same answers.

Each way of telling the results is a function in WAYS that finds the scores in what it was given; a new one is a line.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from contextlib import closing
from fractions import Fraction
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from assessments.models import Assessment
from core.rounding import for_people, rounded
from jobs.running import Running
from reports.models import ReportPlan
from reports.operations.runs import ask_for_report
from tests.factories.accounts import owner_of
from tests.reports.test_stored_and_headless import assessment, headless
from tests.reports.views.page import address, between, words

__all__ = ["assessment"]  # the fixture: every kind of answer, with evidence of every standing

pytestmark = pytest.mark.django_db

MEASURES = ("verified", "claimed", "target")
ONE_DECIMAL, FOUR_DECIMALS = 1, 4

type Scores = dict[str, tuple[str, ...]]
"""Verified, claimed and target by what they are of, and the gaps in their order."""


def from_data(data: dict[str, Any], places: int) -> Scores:
    """Of results.json, with so many decimals."""

    def shown(value: str | None) -> str:
        return "–" if value is None else rounded(Fraction(value), places)

    found = {"overall": tuple(shown(data["overall"][measure]) for measure in MEASURES)}
    for kind in ("phases", "domains"):
        for group in data[kind]:
            if group["counts"]["total"]:
                found[group["title"]] = tuple(shown(group[measure]) for measure in MEASURES)
    found["gaps"] = tuple(gap["question"] for gap in data["gaps"])
    return found


def from_page(client: Client, assessment: Assessment, _folder: Path) -> Scores:
    html = client.get(address(assessment)).text
    hero = words(between(html, 'class="hero"', "</section>"))
    figure = r"(\d\.\d) of 5 .* Claimed (\d\.\d) .* Target (\d\.\d) "
    match = re.search(figure, hero)
    assert match
    found: Scores = {"overall": match.groups()}
    for kind in ("phases", "domains"):
        body = between(between(html, f'id="{kind}"', "</table>"), "<tbody>", "</tbody>")
        for row in body.split("<tr>")[1:]:
            cells = [words(cell) for cell in re.findall(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>", row)]
            title, _bar, verified, claimed, target = cells[:5]
            found[title] = (verified, claimed.split(" ")[0], target)
    first = re.findall(r"[A-Z]{3}-\d\d(?=, )", words(between(html, 'class="fixes"', "</ol>")))
    later = re.findall(r'name="close" value="([^"]+)" aria-label', html)
    return found | {"gaps": (*first, *later)}


def from_json(client: Client, assessment: Assessment, _folder: Path) -> Scores:
    return from_data(json.loads(client.get(address(assessment, "result_json")).content), FOUR_DECIMALS)


def from_headless_job(_client: Client, assessment: Assessment, folder: Path) -> Scores:
    return from_data(headless(assessment, folder), FOUR_DECIMALS)


def from_report(client: Client, assessment: Assessment, folder: Path) -> Scores:
    """What the PDF of a report prints in its tables; what is attached to it has the gaps."""
    ReportPlan.objects.create(assessment=assessment, chapters=["results"])
    run = ask_for_report(assessment=assessment, actor=owner_of(assessment.workspace))
    assert run.job
    Running().run(run.job.pk)
    run.refresh_from_db()
    assert run.stored_file
    with run.stored_file.file.open("rb") as file, closing(pypdfium2.PdfDocument(file.read())) as pdf:
        attached = [pdf.get_attachment(number) for number in range(pdf.count_attachments())]
        content = next(bytes(each.get_data()) for each in attached if each.get_name() == "results.json")
        text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    data = json.loads(content)
    assert from_data(data, FOUR_DECIMALS) == from_json(client, assessment, folder)
    found: Scores = {"gaps": from_data(data, ONE_DECIMAL)["gaps"]}
    none = for_people(None)
    score = rf"(\d\.\d|{none})"
    for title in ["Overall", *(group["title"] for kind in ("phases", "domains") for group in data[kind])]:
        if row := re.search(rf"{re.escape(title)} {score} {score} {score} ", text):
            found["overall" if title == "Overall" else title] = tuple(
                value.replace(none, "–") for value in row.groups()
            )
    return found


def from_csv(client: Client, assessment: Assessment, _folder: Path) -> Scores:
    def table(name: str) -> list[dict[str, str]]:
        content = client.get(address(assessment, "result_csv", name)).content.decode("utf-8-sig")
        return list(csv.DictReader(StringIO(content)))

    return _from_tables(table)


def from_workbook(client: Client, assessment: Assessment, _folder: Path) -> Scores:
    import pandas as pd

    content = client.get(address(assessment, "result_xlsx")).content

    def table(name: str) -> list[dict[str, Any]]:
        frame = pd.read_excel(BytesIO(content), sheet_name=name.capitalize(), dtype=object, keep_default_na=False)
        return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False)]

    return _from_tables(table)


WAYS: dict[str, tuple[Callable[[Client, Assessment, Path], Scores], int]] = {
    "page": (from_page, ONE_DECIMAL),
    "json": (from_json, FOUR_DECIMALS),
    "csv": (from_csv, FOUR_DECIMALS),
    "workbook": (from_workbook, FOUR_DECIMALS),
    "report": (from_report, ONE_DECIMAL),
    "headless job": (from_headless_job, FOUR_DECIMALS),
}


def test_every_way_says_the_same(assessment: Assessment, client: Client, tmp_path: Path) -> None:
    client.force_login(owner_of(assessment.workspace))
    data = headless(assessment, tmp_path)
    wanted = {places: from_data(data, places) for places in (ONE_DECIMAL, FOUR_DECIMALS)}
    assert len(wanted[ONE_DECIMAL]) > 10
    assert len(wanted[ONE_DECIMAL]["gaps"]) > 5
    for name, (found, places) in WAYS.items():
        assert (name, found(client, assessment, tmp_path)) == (name, wanted[places])


def _from_tables(table: Callable[[str], list[dict[str, Any]]]) -> Scores:
    def shown(value: object) -> str:
        return "–" if value == "no score" else rounded(Fraction(str(value)), FOUR_DECIMALS)

    summary = {row["Item"]: row["Value"] for row in table("summary")}
    overall = (summary["Verified score"], summary["Claimed score"], summary["Target"])
    found = {"overall": tuple(map(shown, overall))}
    for kind, head in (("phases", "Phase"), ("domains", "Domain")):
        for row in table(kind):
            if int(row["Questions"]):
                found[row[head]] = tuple(shown(row[measure.capitalize()]) for measure in MEASURES)
    return found | {"gaps": tuple(row["ID"] for row in table("gaps"))}
