"""What people in the example say to each other about its answers, and what waits for a decision."""

from __future__ import annotations

from accounts.models import User
from assessments.domain.mentions import find_mentions
from assessments.domain.review import Act
from assessments.models import Assessment
from assessments.operations.comments import open_thread, reply, resolve_thread
from assessments.operations.reviews import Wish, review_phases
from assessments.queries.comments import people_of
from showcase.domain.people import CONSULTANT, PLATFORM, Person


def talk_about(assessment: Assessment) -> None:
    """One thread is settled, one waits for the CTO; the last phase waits for her review."""
    settled = open_thread(
        assessment=assessment,
        question="DIS-06",
        actor=_user(PLATFORM),
        text="All 16 incidents since May are complete. Before that we only have what people remember.",
    ).thread
    reply(
        thread=settled,
        actor=_user(CONSULTANT),
        text="Six months are what the level asks for. I have put the export under the evidence.",
    )
    resolve_thread(thread=settled, actor=_user(CONSULTANT))
    question = "@Ingrid The drill of 9 September was abandoned and has no new date. Who sets one?"
    people = people_of(assessment.workspace)
    open_thread(
        assessment=assessment,
        question="VAL-01",
        actor=_user(CONSULTANT),
        text=question,
        mentioned=find_mentions(question, people).people,
    )
    review_phases(
        assessment=assessment,
        actor=_user(CONSULTANT),
        role=CONSULTANT.role,
        wish=Wish(Act.SUBMIT, {assessment.questions.phases[-1].id: 1}),
    )


def _user(person: Person) -> User:
    return User.objects.get(email=person.email)
