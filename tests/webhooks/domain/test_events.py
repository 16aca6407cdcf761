"""What of the activity log webhooks are told."""

import pytest

from accounts.queries.sentences import declared
from webhooks.choices import EndingChoice, EventChoice
from webhooks.domain.events import SOURCES, Event, source_of
from webhooks.domain.outcomes import Ending, ending_of


def test_every_verb_is_one_that_is_logged_and_every_event_has_one() -> None:
    assert set(SOURCES) <= set(declared().sentences)
    assert {source.event for source in SOURCES.values()} == set(Event)


def test_choices_have_words_for_all_names() -> None:
    assert set(EventChoice.values) == {event.value for event in Event}
    assert set(EndingChoice.values) == {ending.value for ending in Ending}


def test_only_named_details_are_told() -> None:
    source = SOURCES["answer.changed"]
    told = source.told({"question": "ARC-11", "before": "unanswered", "after": "3", "note": "ours alone"})
    assert told == {"question": "ARC-11", "before": "unanswered", "after": "3"}


def test_change_of_many_actions_is_the_event_only_where_some_were_closed() -> None:
    assert source_of("action.many_changed", {"count": 3}) is None
    source = source_of("action.many_changed", {"count": 3, "done": ["a", "b"]})
    assert source is not None
    assert source.event is Event.ACTION_DONE
    assert source.told({"count": 3, "done": ["a", "b"]}) == {"done": ["a", "b"]}


def test_what_is_no_event_has_no_source() -> None:
    assert source_of("member.joined", {}) is None


@pytest.mark.parametrize(
    ("status", "ending"),
    [
        (101, Ending.REFUSED),
        (200, Ending.ACCEPTED),
        (204, Ending.ACCEPTED),
        (302, Ending.REDIRECTED),
        (404, Ending.REFUSED),
        (410, Ending.GONE),
        (500, Ending.REFUSED),
    ],
)
def test_ending_of_a_status(status: int, ending: Ending) -> None:
    assert ending_of(status) is ending
