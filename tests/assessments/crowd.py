"""Several people who answer one assessment at once, each in a browser of their own, against a served Rungs."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.installations import Installation

TOKEN = "t" * 32
PREPARE = """
import json
from django.conf import settings
from django.test import Client
from accounts.domain.roles import Role
from tests.factories.accounts import make_member, make_workspace
from tests.factories.assessments import make_assessment

def session(user):
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value

workspace = make_workspace()
assessment = make_assessment(workspace)
print(json.dumps({{
    "at": f"/w/{{workspace.code}}/assessments/{{assessment.code}}",
    "questions": [question.id for question in assessment.questions.questions],
    "sessions": [session(make_member(workspace, Role.CONTRIBUTOR)) for _ in range({people})],
}}))
"""
AUDIT = """
import json
from accounts.models import Activity
from assessments.domain.summary import summarise
from assessments.models import Answer, AnswerVersion, Assessment
from assessments.queries.scoring import score_levels

assessment = Assessment.objects.select_related("pack", "workspace").get()
answers = {answer.question: answer for answer in assessment.answers.all()}
versions, moves, logged = {}, {}, {}
for version in AnswerVersion.objects.order_by("answer", "revision").select_related("answer"):
    versions.setdefault(version.answer.question, []).append(version)
short = lambda said: said.state if said.level is None else str(said.level)
for question, said in versions.items():
    became = ["unanswered", *map(short, said)]
    moves[question] = [list(pair) for pair in zip(became, became[1:]) if pair[0] != pair[1]]
for event in Activity.objects.filter(verb="answer.changed").order_by("pk"):
    detail = event.detail
    logged.setdefault(detail["question"], []).append([detail["before"], detail["after"]])
fresh = summarise(score_levels(assessment, as_of=assessment.workspace.today))
print(json.dumps({
    "revisions": sum(answer.revision - 1 for answer in answers.values()),
    "versions": AnswerVersion.objects.count(),
    "holes": [q for q, a in answers.items()
              if [v.revision for v in versions.get(q, [])] != list(range(2, a.revision + 1))],
    "stale": [q for q, said in versions.items()
              if (said[-1].level, said[-1].note) != (answers[q].level, answers[q].note)],
    "unlogged": [q for q in answers if logged.get(q, []) != [move for move in moves.get(q, [])]],
    "summary_is_fresh": assessment.stored_summary == fresh,
    "answered": assessment.stored_summary.overall.counts.answered,
}))
"""


class Person:
    """Saves answers as static/js/answering.js does: the whole answer, and again with what a collision told."""

    def __init__(self, address: str, made: dict[str, Any], number: int) -> None:
        place = urlsplit(address)
        self.connection = HTTPConnection(str(place.hostname), place.port, timeout=60)
        self.at, self.questions, self.number = made["at"], made["questions"], number
        self.headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={made['sessions'][number]}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
        }
        self.known: dict[str, dict[str, Any]] = {}
        self.seconds: list[float] = []
        self.statuses: list[int] = []

    def answer(self, count: int) -> None:
        chance = random.Random(self.number)
        for turn in range(count):
            question = chance.choice(self.questions)
            before = self.known.get(question, {"revision": 1, "choice": "", "note": ""})
            # Never the same words twice: each save that is accepted is one revision.
            wanted = {"choice": str(chance.randint(0, 5)), "note": f"Person {self.number}, turn {turn}"}
            sent = {**before, **wanted}
            while (told := self._save(question, sent))[0] == 409:
                sent["revision"] = told[1]["revision"]
            if told[0] == 200:
                self.known[question] = {"revision": told[1]["revision"], **wanted}
        self.connection.close()

    def _save(self, question: str, sent: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        started = time.perf_counter()
        body = urlencode({**sent, "by": "phase"})
        self.connection.request("POST", f"{self.at}/questions/{question}/answer/", body, self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        self.seconds.append(time.perf_counter() - started)
        self.statuses.append(answer.status)
        return answer.status, json.loads(content) if answer.status in {200, 409} else {}


def answer_together(
    installation: Installation, *, people: int, answers: int
) -> tuple[Sequence[Person], dict[str, Any]]:
    """Everybody at once; those people, with what each was told, and what the database holds afterwards."""
    made = json.loads(installation.python(PREPARE.format(people=people)))
    with ThreadPoolExecutor(people) as threads, installation.serve() as running:
        everybody = [Person(running.address, made, number) for number in range(people)]
        list(threads.map(lambda person: person.answer(answers), everybody))
    audit: dict[str, Any] = json.loads(installation.python(AUDIT))
    return everybody, audit
