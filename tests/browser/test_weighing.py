"""Weights follow what is typed, and are saved, with a script and without."""

from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.pages import World
from tests.factories.vendors import make_evaluation
from vendors.models import Weighting


def test_weights_follow_what_is_typed_until_it_is_saved(world: World, visitors: Visitors) -> None:
    evaluation = make_evaluation(world.workspace)
    start = world.at("weights_detail", evaluation_code=evaluation.code)
    quick, plain = visitors(), visitors(java_script_enabled=False)
    for visitor in (quick, plain):
        visitor.sign_in(world.owner)
    page = quick.open(start)
    expect(page.get_by_role("button", name="Show what this gives")).to_be_hidden()
    page.get_by_label("Group safe").fill("180")
    expect(page.get_by_role("heading", level=1)).to_have_text("“Group safe” weighs most: 75 %")
    expect(page.get_by_role("row", name="Criterion S-1").first).to_contain_text("52.5 %")
    expect(page.get_by_label("Group safe")).to_be_focused()
    expect(page.locator("#weights").get_by_text("Not saved yet")).to_be_visible()
    assert Weighting.objects.get().judgements["points"][""]["safe"] == "40"
    page.get_by_label("Group safe").fill("-1")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Give points from 0 to 100,000")
    quick.forgive("422")
    page.get_by_label("Group safe").fill("180")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The weights are saved.")).to_be_visible()
    assert Weighting.objects.get().judgements["points"][""]["safe"] == "180"

    page = plain.open(start)
    page.get_by_role("link", name="Pairwise comparison").first.click()
    for box in page.get_by_role("combobox").all():
        box.select_option(label="counts 4 times as much as")
    page.get_by_role("button", name="Show what this gives").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("“Group fit” weighs most: 80 %")
    assert Weighting.objects.get().method == "points"
    page.get_by_role("button", name="Save, and weigh by pairwise comparison").click()
    expect(page.get_by_text("The weights are saved.")).to_be_visible()
    assert Weighting.objects.get().method == "pairwise"
