"""Eight people answer one assessment at once, against a served Rungs: nothing fails, and nothing is lost."""

from collections import Counter
from pathlib import Path

from tests.assessments.crowd import answer_together
from tests.installations import Installation

PEOPLE, ANSWERS = 8, 25  # benchmarks/answering_load.py has more


def test_every_revision_of_eight_people_is_accounted_for(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    installation.migrate()
    people, audit = answer_together(installation, people=PEOPLE, answers=ANSWERS)
    statuses = Counter(status for person in people for status in person.statuses)
    assert set(statuses) == {200, 409}, "two change the same, or it would show little"
    assert statuses[200] == PEOPLE * ANSWERS
    assert audit == {
        "revisions": PEOPLE * ANSWERS,
        "versions": PEOPLE * ANSWERS,
        "holes": [],
        "stale": [],
        "unlogged": [],
        "summary_is_fresh": True,
        "answered": len({question for person in people for question in person.known}),
    }
