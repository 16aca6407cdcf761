"""What a person or a workspace may be called."""

import pytest
from django.core.exceptions import ValidationError

from core.names import validate_line, validate_name

GOOD = [
    "",
    "Ada",
    "Petra Kovač",
    "Ō'Brien-Smith, Jr.",
    "Bo & Söner (1998)",
    "李小龍",
    "می\u200cخواهم",
    "👩\u200d💻",
    "n°\u00a07",
]
BAD = {
    "line feed": "Ada\nBcc: all@example.com",
    "carriage return": "Ada\rEve",
    "tab": "Ada\tEve",
    "null": "Ada\0",
    "escape": "Ada\x1b[31m",
    "next line": "Ada\x85Eve",
    "line separator": "Ada\u2028Eve",
    "paragraph separator": "Ada\u2029Eve",
    "right-to-left override": "Ada \u202egnp.exe",
    "isolate": "\u2066Ada",
    "right-to-left mark": "\u200fAda",
    "zero-width space": "A\u200bda",
    "byte order mark": "\ufeffAda",
    "nothing to see": "\u200d \u00a0",
    "no letter at all": "Ada\ufffe",
}


@pytest.mark.parametrize("name", GOOD)
def test_name_as_people_write_it_is_good(name: str) -> None:
    validate_name(name)


@pytest.mark.parametrize("name", BAD)
def test_name_that_breaks_lines_hides_or_turns_text_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(ValidationError) as caught:
        validate_name(BAD[name])
    assert caught.value.messages == [
        "Write the name on one line, without control characters or others that cannot be seen."
    ]


@pytest.mark.parametrize("text", BAD)
def test_title_is_held_to_the_same_and_told_in_its_own_words(text: str) -> None:
    with pytest.raises(ValidationError, match="Write it on one line"):
        validate_line(BAD[text])
    for good in GOOD:
        validate_line(good)
