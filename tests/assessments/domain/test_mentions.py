"""Whom a comment is for."""

import pytest

from assessments.domain.mentions import Person, find_mentions

ADA = Person("a", "Ada Lovelace", "ada@northwind.example")
ADA_TOO = Person("b", "Ada Byron", "byron@northwind.example")
GRACE = Person("c", "Grace Hopper", "grace@northwind.example")
NAMELESS = Person("d", "", "ops@northwind.example")
PEOPLE = (ADA, ADA_TOO, GRACE, NAMELESS)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("@Grace which drill?", ["c"]),
        ("(@grace hopper) and @Ada Lovelace, please.", ["c", "a"]),
        ("Ask @byron@northwind.example or @ops.", ["b", "d"]),
        ("@Hopper's list, says @Grace", ["c"]),
        ("mail grace@northwind.example", []),
        ("`@Grace` and ```\n@Ada Lovelace\n``` are code", []),
        ("@Graceful is nobody, and @ is none", []),
    ],
)
def test_people_are_named_behind_an_at(text: str, people: list[str]) -> None:
    assert list(find_mentions(text, PEOPLE).people) == people


def test_name_of_several_is_asked_about_until_somebody_says_who_is_meant() -> None:
    asked = find_mentions("@Ada, is it so?", PEOPLE)
    assert asked.people == ()
    assert dict(asked.ambiguous) == {"Ada": (ADA, ADA_TOO)}
    assert find_mentions("@Ada, is it so?", PEOPLE, {"Ada": "b"}).people == ("b",)
    assert find_mentions("@Ada, is it so?", PEOPLE, {"Ada": "c"}).ambiguous, "one of those who have the name"


def test_name_of_nobody_is_told() -> None:
    assert find_mentions("@Graceful and @Grace", PEOPLE).unknown == ("Graceful",)


def test_long_text_full_of_ats_is_read_at_once() -> None:
    assert find_mentions(" @x" * 5000, PEOPLE).unknown == ("x",)
