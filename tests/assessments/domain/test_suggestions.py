"""What a profile suggests."""

from dataclasses import replace

import pytest

from assessments.domain.suggestions import Kind, Suggestion, holds, not_applicable, suggestion_for
from catalog.domain.question_pack import Condition, ProfileMatch, Question, QuestionPack
from catalog.files.load import load_question_pack

ALONE = Condition((ProfileMatch("tenancy", ("one_customer",)),), "There is one customer.")
BOTH = Condition(
    (ProfileMatch("api_consumers", ("nobody",)), ProfileMatch("structure", ("one_deployable", "few_parts"))),
    "Nobody calls it.",
)
CARE = Condition((ProfileMatch("tenancy", ("shared", "one_customer")),), "They share.")


@pytest.fixture(scope="module")
def pack() -> QuestionPack:
    return load_question_pack("saas-reliability")


@pytest.fixture
def question(pack: QuestionPack) -> Question:
    return replace(pack.questions[0], not_applicable_when=(BOTH, ALONE), focus_when=(CARE,))


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ({}, False),
        ({"api_consumers": ["nobody"]}, False),
        ({"api_consumers": ["nobody"], "structure": []}, False),
        ({"api_consumers": ["nobody"], "structure": ["many_parts"]}, False),
        ({"api_consumers": ["nobody"], "structure": ["few_parts"]}, True),
        ({"api_consumers": ["partners", "nobody"], "structure": ["one_deployable"]}, True),
    ],
)
def test_condition_holds_where_every_match_does(profile: dict[str, list[str]], expected: bool) -> None:
    assert holds(BOTH, profile) is expected


def test_any_condition_is_enough_and_brings_its_own_reason(question: Question) -> None:
    found = suggestion_for(question, {"tenancy": ["one_customer"]})
    assert found == Suggestion(Kind.NOT_APPLICABLE, "There is one customer.")


def test_question_that_does_not_apply_is_no_focus(question: Question) -> None:
    assert suggestion_for(question, {"tenancy": ["shared"]}) == Suggestion(Kind.FOCUS, "They share.")
    both = suggestion_for(question, {"tenancy": ["one_customer"]})
    assert both is not None
    assert both.kind is Kind.NOT_APPLICABLE


def test_empty_profile_suggests_nothing(pack: QuestionPack) -> None:
    assert not any(suggestion_for(question, {}) for question in pack.questions)
    assert not_applicable(pack, {}) == {}


def test_product_before_its_launch_has_no_incidents_to_log(pack: QuestionPack) -> None:
    found = not_applicable(pack, {"stage": ["before_launch"]})
    assert list(found) == ["DIS-06", "DIS-11", "VAL-05"]
    assert found["DIS-06"] == "No customer uses the product in production, so there are no incidents to log."
