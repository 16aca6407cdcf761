"""Criteria from a workbook: sent, their columns told, looked at, taken over and undone."""

from io import BytesIO

from openpyxl import Workbook
from playwright.sync_api import expect

from tests.browser.pages import World
from tests.browser.visitor import Visitor
from tests.factories.vendors import make_evaluation
from vendors.models import Criterion

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook() -> bytes:
    """One criterion that is known by its key, and one that is new; a column under a heading that says nothing."""
    book, held = Workbook(), BytesIO()
    sheet = book.worksheets[0]
    for row in (
        ("Group", "Key", "Criterion", "How much"),
        ("Group fit", "F-1", "Fits what we run", 70),
        ("Group fit", "", "Speaks our language", 30),
    ):
        sheet.append(row)
    book.save(held)
    return held.getvalue()


def test_criteria_of_a_workbook_are_looked_at_taken_over_and_undone(world: World, visitor: Visitor) -> None:
    evaluation = make_evaluation(world.workspace)
    criteria = Criterion.objects.filter(version__evaluation=evaluation)
    before = set(criteria.values_list("key", "title"))
    visitor.sign_in(world.owner)
    page = visitor.open(evaluation.get_absolute_url())
    page.get_by_role("link", name="Read in a workbook").click()
    page.get_by_label("Criteria, into the version that is written").check()
    page.get_by_label("File").set_input_files({"name": "criteria.xlsx", "mimeType": XLSX, "buffer": workbook()})
    page.get_by_role("button", name="Look at what would change").click()

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("1 row would change something, 1 is new")
    expect(page.locator("ins", has_text="Fits what we run")).to_be_visible()
    expect(page.locator("ins", has_text="70")).to_have_count(0)
    page.get_by_label("Points in the group").select_option(label="D: How much (70)")
    page.get_by_role("button", name="Show what that changes").click()
    expect(page.locator("ins", has_text="70")).to_be_visible()
    assert set(criteria.values_list("key", "title")) == before

    page.get_by_role("button", name="Take it over").click()
    expect(heading).to_have_text("2 criteria from the file")
    page.get_by_role("link", name="To the criteria").click()
    expect(heading).to_have_text("3 things to mend before the criteria can be locked")  # the new one has no anchors
    expect(page.get_by_text("Speaks our language").first).to_be_visible()

    page.go_back()
    page.get_by_role("button", name="Undo the import").click()
    expect(heading).to_have_text("The import is undone")
    assert set(criteria.values_list("key", "title")) == before
