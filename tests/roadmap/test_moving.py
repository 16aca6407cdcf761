"""Cards keep the place that somebody gave them, nobody overwrites another's move, and closing can be taken back."""

from __future__ import annotations

import pytest

from accounts.models import Activity
from core.models import StaleWriteError
from roadmap.domain.states import ActionState
from roadmap.models import Action, Roadmap
from roadmap.operations.actions import STEP
from roadmap.operations.moving import LAST, Place, between
from roadmap.operations.undoing import undo_change
from tests.factories.accounts import make_user, make_workspace, owner_of
from tests.factories.roadmap import close_action, make_action, make_roadmap
from tests.factories.roadmap import move as move_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def roadmap() -> Roadmap:
    """With the cards A, B and C to do."""
    roadmap = make_roadmap(make_workspace())
    for title in "ABC":
        make_action(roadmap, title=title)
    return roadmap


def card(title: str) -> Action:
    found: Action = Action.objects.select_related("roadmap__workspace").get(title=title)
    return found


def move(title: str, state: str, place: Place = LAST) -> Action:
    return move_card(card(title), state, place=place).action


def column(state: str) -> str:
    return "".join(Action.objects.filter(state=state).values_list("title", flat=True))


def test_card_goes_between_the_two_it_was_put_between(roadmap: Roadmap) -> None:
    move("C", "to_do", Place(after=card("A").code))
    assert column("to_do") == "ACB"
    move("B", "to_do", Place(before=card("A").code))
    assert column("to_do") == "BAC"
    move("B", "to_do")
    assert column("to_do") == "ACB"
    move("B", "to_do", Place(is_first=True))
    assert column("to_do") == "BAC"


def test_card_of_another_column_takes_its_place_there(roadmap: Roadmap) -> None:
    moved = move("B", "doing")
    assert (moved.started_at is not None, column("to_do"), column("doing")) == (True, "AC", "B")
    move("C", "doing", Place(before=card("B").code))
    assert column("doing") == "CB"


def test_card_put_beside_one_that_has_left_goes_last(roadmap: Roadmap) -> None:
    move("A", "doing")
    move("B", "to_do", Place(after=card("A").code))
    assert column("to_do") == "CB"


def test_column_is_numbered_anew_only_where_there_is_no_gap(roadmap: Roadmap) -> None:
    Action.objects.filter(title="B").update(position=STEP + 1)
    revisions = dict(Action.objects.values_list("title", "revision"))
    move("C", "to_do", Place(after=card("A").code))
    assert column("to_do") == "ACB"
    assert sorted(Action.objects.values_list("position", flat=True)) == [STEP, 2 * STEP, 3 * STEP]
    assert dict(Action.objects.values_list("title", "revision")) == {**revisions, "C": 2}


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [(None, None, STEP), (None, 10, 10 - STEP), (10, None, 10 + STEP), (10, 12, 11), (10, 11, None), (10, 10, None)],
)
def test_position_between_two_cards(one: int | None, other: int | None, found: int | None) -> None:
    assert between(one, other) == found


def test_two_who_move_one_card_do_not_overwrite_each_other(roadmap: Roadmap) -> None:
    seen_by_both = card("A")
    move("A", "doing")
    with pytest.raises(StaleWriteError):
        move_card(seen_by_both, "waiting", actor=make_user())
    assert (card("A").state, card("A").revision) == ("doing", 2)


def test_closing_taken_back_leaves_everything_as_it_was(roadmap: Roadmap) -> None:
    Action.objects.filter(title="B").update(state="doing", progress=40)
    before = Action.objects.values("state", "position", "progress", "closed_at", "closed_by").get(title="B")
    moved = close_action(card("B"))
    assert moved.change
    assert (moved.action.state, moved.action.progress) == ("done", 100)
    undone = undo_change(change=moved.change, actor=owner_of(roadmap.workspace))
    assert [action.title for action in undone.actions] == ["B"]
    assert Action.objects.values("state", "position", "progress", "closed_at", "closed_by").get(title="B") == before
    assert undo_change(change=moved.change, actor=owner_of(roadmap.workspace)) == ([], [])


def test_closing_is_not_taken_back_from_who_changed_it_since(roadmap: Roadmap) -> None:
    moved = close_action(card("B"))
    move("B", ActionState.WAITING)
    assert moved.change
    undone = undo_change(change=moved.change, actor=owner_of(roadmap.workspace))
    assert ([action.title for action in undone.left], card("B").state) == (["B"], "waiting")


def test_move_is_in_the_log(roadmap: Roadmap) -> None:
    move("A", "doing")
    move("B", "to_do")
    close_action(card("C"))
    told = Activity.objects.order_by("-pk").values_list("verb", "object_name", "detail__after")[:3]
    assert list(told) == [
        ("action.closed", "C", "done"),
        ("action.reordered", "B", "to_do"),
        ("action.moved", "A", "doing"),
    ]
