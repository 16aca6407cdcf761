"""Every page of the list, as people meet it: wide and narrow, light and dark, and magnified until it is 320 px wide."""

import pytest
from pytest_django import Settings

from tests.browser.action_form_pages import ACTION_FORM_PAGES
from tests.browser.action_pages import ACTION_PAGES
from tests.browser.artifact_pages import ARTIFACT_PAGES
from tests.browser.comparison_pages import COMPARISON_PAGES
from tests.browser.consensus_pages import CONSENSUS_PAGES
from tests.browser.criteria_pages import CRITERIA_PAGES
from tests.browser.decision_pages import DECISION_PAGES
from tests.browser.exchange_pages import EXCHANGE_PAGES
from tests.browser.milestone_pages import MILESTONE_PAGES
from tests.browser.outcome_pages import OUTCOME_PAGES
from tests.browser.pages import PAGES, Page, World
from tests.browser.plan_pages import PLAN_PAGES
from tests.browser.progress_pages import PROGRESS_PAGES
from tests.browser.reevaluation_pages import REEVALUATION_PAGES
from tests.browser.review_pages import REVIEW_PAGES
from tests.browser.roadmap_pages import ROADMAP_PAGES
from tests.browser.scoring_pages import SCORING_PAGES
from tests.browser.token_pages import TOKEN_PAGES
from tests.browser.vendor_portal_pages import VENDOR_PORTAL_PAGES
from tests.browser.visitor import Visitor, axe_violations, wider_than_window
from tests.browser.webhook_pages import WEBHOOK_PAGES
from tests.browser.weight_pages import WEIGHT_PAGES

pytestmark = pytest.mark.looks

EVERY_PAGE = [
    *PAGES,
    *REVIEW_PAGES,
    *COMPARISON_PAGES,
    *MILESTONE_PAGES,
    *ROADMAP_PAGES,
    *CRITERIA_PAGES,
    *WEIGHT_PAGES,
    *SCORING_PAGES,
    *CONSENSUS_PAGES,
    *REEVALUATION_PAGES,
    *ACTION_PAGES,
    *ACTION_FORM_PAGES,
    *PROGRESS_PAGES,
    *EXCHANGE_PAGES,
    *ARTIFACT_PAGES,
    *PLAN_PAGES,
    *VENDOR_PORTAL_PAGES,
    *OUTCOME_PAGES,
    *TOKEN_PAGES,
    *DECISION_PAGES,
    *WEBHOOK_PAGES,
]


@pytest.mark.parametrize("listed", EVERY_PAGE, ids=lambda page: page.name)
def test_page_is_accessible_in_all_widths_and_colours(
    listed: Page, world: World, visitor: Visitor, settings: Settings
) -> None:
    settings.DEBUG = listed.name == "component library"
    if listed.role:
        visitor.sign_in(world.people[listed.role])
    visitor.look(width=1440)
    page = visitor.open(listed.address(world), status=listed.status)
    if listed.status >= 400:
        visitor.forgive(str(listed.status))
    found = {}
    for width in (1440, 390):
        visitor.look(width=width)
        found[width, "light"] = axe_violations(page)
        visitor.look(width=width, theme="dark")
        found[width, "dark"] = axe_violations(page)
    assert {look: violations for look, violations in found.items() if violations} == {}
    visitor.look(width=320)
    assert wider_than_window(page) == []
