"""Processor time of scoring, parsing apart; ranges, gaps and terms included.

Run: .venv/bin/python -m benchmarks.scoring
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from assessments.domain.answers import Answer, Evidence, Reason, State, Targets
from assessments.domain.results import Measure
from assessments.domain.scoring import score
from benchmarks.measure import median_of, print_table
from catalog.domain.question_pack import EvidenceClass, QuestionPack
from catalog.files.load import load_question_pack

DAY = date(2026, 11, 1)


def enlarged(pack: QuestionPack, times: int) -> QuestionPack:
    """The pack with every question so many times, each copy depending on its own."""
    questions = [
        replace(question, id=f"{question.id}.{copy}", depends_on=tuple(f"{id_}.{copy}" for id_ in question.depends_on))
        for copy in range(times)
        for question in pack.questions
    ]
    return replace(pack, questions=tuple(questions))


def answers_for(pack: QuestionPack) -> dict[str, Answer]:
    chance = random.Random(1)
    found = {}
    for question in pack.questions:
        roll = chance.random()
        evidence = tuple(
            Evidence(
                chance.choice(list(EvidenceClass)), "Shown", link="https://x.example", observed=DAY - timedelta(days=n)
            )
            for n in (chance.randint(0, 300), chance.randint(0, 300))
        )
        if roll < 0.1:
            found[question.id] = Answer(State.UNKNOWN)
        elif roll < 0.15:
            found[question.id] = Answer(State.NOT_APPLICABLE, reason=Reason.OUT_OF_SCOPE)
        else:
            found[question.id] = Answer(State.ANSWERED, level=chance.randint(0, 5), evidence=evidence)
    return found


def main() -> None:
    shipped = load_question_pack("saas-reliability")
    rows = []
    for times in (1, 20):
        pack = enlarged(shipped, times)
        answers = answers_for(pack)
        pack.whole_weights  # noqa: B018 - made once per pack, like parsing

        def work(pack: QuestionPack = pack, answers: dict[str, Answer] = answers) -> None:
            result = score(pack, answers, Targets(4), as_of=DAY)
            result.overall_terms(Measure.VERIFIED)

        seconds = median_of(work, runs=25)
        rows.append((f"{len(pack.questions):,}", f"{seconds * 1000:.2f} ms"))
    print_table(("answers, two pieces of evidence each", "processor time"), rows)


if __name__ == "__main__":
    main()
