"""The views of the actions of a roadmap."""

from __future__ import annotations

from collections.abc import Callable

from accounts.domain.roles import Role
from roadmap.models import Roadmap
from tests.browser.pages import Page, World
from tests.factories.roadmap import fill_roadmap, make_roadmap


def _filled(world: World) -> Roadmap:
    roadmap = make_roadmap(world.workspace, title="Billing")
    fill_roadmap(roadmap, 30)
    return roadmap


def _of_filled(url_name: str, query: str = "") -> Callable[[World], str]:
    return lambda world: world.at(url_name, roadmap_code=_filled(world).code) + query


def _of_empty(url_name: str) -> Callable[[World], str]:
    return lambda world: world.at(url_name, roadmap_code=make_roadmap(world.workspace, title="Billing").code)


def _with_a_card_in_hand(world: World) -> str:
    roadmap = _filled(world)
    code = roadmap.actions.filter(state="doing")[0].code
    return world.at("action_board", roadmap_code=roadmap.code) + f"?move={code}"


ACTION_PAGES = [
    Page("board", _of_filled("action_board", "?all=dropped"), Role.VIEWER),
    Page("board, moving a card", _with_a_card_in_hand, Role.CONTRIBUTOR),
    Page("actions", _of_filled("action_list", "?state=all"), Role.EDITOR),
    Page("actions, nothing found", _of_filled("action_list", "?q=neither"), Role.VIEWER),
    Page("actions, nothing yet", _of_empty("action_list"), Role.EDITOR),
    Page("timeline", _of_filled("roadmap_timeline"), Role.EDITOR),
    Page("timeline, nothing yet", _of_empty("roadmap_timeline"), Role.VIEWER),
    Page("board, nothing yet", _of_empty("action_board"), Role.EDITOR),
]
