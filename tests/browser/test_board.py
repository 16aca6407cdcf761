"""Cards are moved by dragging, by keys and without JavaScript, and two people see each other's moves."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.domain.roles import Role
from roadmap.models import Action, Roadmap
from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.browser.visitor import Visitor, axe_violations
from tests.factories.roadmap import make_action, make_roadmap


@pytest.fixture
def roadmap(world: World) -> Roadmap:
    """With three cards to do and one in progress."""
    roadmap = make_roadmap(world.workspace, title="Billing")
    for title in ("Drill", "Runbooks", "Limits"):
        make_action(roadmap, title=title)
    make_action(roadmap, title="Queue", state="doing")
    return roadmap


def open_board(visitor: Visitor, world: World, roadmap: Roadmap, role: Role = Role.CONTRIBUTOR) -> Page:
    visitor.sign_in(world.people[role])
    visitor.look(width=1440)
    return visitor.open(world.at("action_board", roadmap_code=roadmap.code))


def titles(page: Page, state: str) -> list[str]:
    return page.locator(f'[data-state="{state}"] .task__title').all_inner_texts()


def stored(state: str) -> list[str]:
    return list(Action.objects.filter(state=state).values_list("title", flat=True))


def test_card_is_dragged_between_two_others_and_closing_is_taken_back(
    world: World, visitor: Visitor, roadmap: Roadmap
) -> None:
    page = open_board(visitor, world, roadmap)
    card = page.locator(".task", has_text="Limits")
    with page.expect_response(lambda answer: "/board/" in answer.url):
        card.drag_to(page.locator('[data-state="to_do"] .task', has_text="Runbooks"), target_position={"x": 9, "y": 5})
    expect(page.locator("#board-said")).to_have_text("Limits put into “To do”, place 2 of 3.")
    assert titles(page, "to_do") == stored("to_do") == ["Drill", "Limits", "Runbooks"]

    card.drag_to(page.locator('[data-state="done"] .column__cards'))
    notice = page.locator(".notice", has_text="“Limits” is now in “Done”.")
    expect(notice).to_be_visible()
    assert stored("done") == ["Limits"]
    notice.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("1 action is as it was before.")).to_be_visible()
    assert titles(page, "to_do") == stored("to_do") == ["Drill", "Limits", "Runbooks"]


def test_card_is_moved_by_keys_alone(world: World, visitor: Visitor, roadmap: Roadmap) -> None:
    page = open_board(visitor, world, roadmap)
    page.get_by_role("link", name="Move Runbooks").focus()
    said = page.locator("#board-said")
    page.keyboard.press("Space")
    expect(said).to_have_text("Runbooks taken from “To do”, place 2 of 3.")
    page.keyboard.press("ArrowRight")
    expect(said).to_have_text("“In progress”, place 2 of 2.")
    page.keyboard.press("Escape")
    expect(said).to_have_text("Runbooks is back in “To do”.")
    assert titles(page, "to_do") == ["Drill", "Runbooks", "Limits"]

    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    with page.expect_response(lambda answer: "/board/" in answer.url):
        page.keyboard.press("Space")
    expect(page.get_by_role("link", name="Move Runbooks")).to_be_focused()
    assert titles(page, "doing") == stored("doing") == ["Runbooks", "Queue"]
    assert axe_violations(page) == []


def test_card_is_moved_without_javascript(world: World, visitors: Visitors, roadmap: Roadmap) -> None:
    page = open_board(visitors(java_script_enabled=False), world, roadmap)
    page.get_by_role("link", name="Move Drill").click()
    page.get_by_label("Move to").select_option(label="After “Limits”")
    page.get_by_role("button", name="Move").click()
    expect(page.get_by_text("“Drill” is now in “To do”.")).to_be_visible()
    assert titles(page, "to_do") == ["Runbooks", "Limits", "Drill"]


def test_two_people_see_where_the_card_is_that_both_move(world: World, visitors: Visitors, roadmap: Roadmap) -> None:
    first, second = visitors(), visitors()
    one = open_board(first, world, roadmap, Role.OWNER)
    other = open_board(second, world, roadmap)
    with one.expect_response(lambda answer: "/board/" in answer.url):
        one.locator(".task", has_text="Drill").drag_to(one.locator('[data-state="waiting"] .column__cards'))
    other.locator(".task", has_text="Drill").drag_to(other.locator('[data-state="doing"] .column__cards'))
    expect(other.get_by_role("alert")).to_contain_text("Ada Lovelace changed “Drill” meanwhile; it stands in “Waiting”")
    second.forgive("409")
    assert titles(one, "waiting") == titles(other, "waiting") == stored("waiting") == ["Drill"]

    with other.expect_response(lambda answer: "/board/" in answer.url):
        other.locator(".task", has_text="Limits").drag_to(other.locator('[data-state="doing"] .column__cards'))
    one.evaluate("dispatchEvent(new Event('visibilitychange'))")  # it looks by itself every twelve seconds
    expect(one.locator('[data-state="doing"]')).to_contain_text("Limits")
