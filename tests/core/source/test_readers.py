"""Foreign YAML and JSON: what is read, and what is refused with a sentence and a line."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.source import Faults, Node
from core.source.json_reader import read_json
from core.source.limits import Limits
from core.source.yaml_reader import read_yaml

type Reader = Callable[..., Node | None]

BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n".encode()
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGE_BOMB = b"a: &a {k: v}\n" + b"".join(
    f"{name}: &{name} {{<<: [{','.join([f'*{before}'] * 9)}]}}\n".encode()
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


LONG_TEXTS = b'a: &a "%s"\nb: [%s]\n' % (b"x" * 3_500_000, b",".join([b"*a"] * 3_000))


def plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: plain(value) for key, value in node.value.items()}
    if isinstance(node.value, list):
        return [plain(item) for item in node.value]
    return node.value


def refusal(reader: Reader, data: bytes, limits: Limits | None = None) -> str:
    faults = Faults("file")
    node = reader(data, faults, limits) if limits else reader(data, faults)
    assert node is None or faults
    return "\n".join(str(fault) for fault in faults.found)


def test_yaml_values() -> None:
    faults = Faults("file")
    text = (
        b"word: no\nquoted: '4'\nnumber: 4\ndecimal: 0.1\nday: 2026-11-01\nyes: true\nnothing:\noctal: 010\nbig: 1e9\n"
    )
    node = read_yaml(text, faults)
    assert node
    assert plain(node) == {
        "word": "no",
        "quoted": "4",
        "number": 4,
        "decimal": Decimal("0.1"),
        "day": "2026-11-01",
        "yes": True,
        "nothing": None,
        "octal": "010",
        "big": "1e9",
    }
    assert not faults


def test_aliases_are_read() -> None:
    node = read_yaml(b"a: &x {k: [1]}\nb: *x\n", Faults("file"))
    assert node
    assert plain(node) == {"a": {"k": [1]}, "b": {"k": [1]}}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (BOMB, "file, line 6: The file holds more than 200,000 values"),
        (MERGE_BOMB, "line 2: Merge keys (<<) are not allowed"),
        (b"[" * 1_000_000, "line 1: This is nested more than 24 levels deep"),
        (b"a: &x [*x]\n", "line 1: The alias *x names nothing that is complete above it"),
        (b"a: !!python/object:os.system x\n", "is not allowed; write the plain value"),
        (LONG_TEXTS, "line 2: The file holds more than 4,194,304 characters, aliases written out"),
        (b"%TAG !a! x\n--- 1\n", "line 1: Tags are not allowed; remove this line, %TAG"),
        (b"# one\n%TAG !a! x\n--- 1\n", "line 2: Tags are not allowed"),
        (b"a: 1\n...\n" + b"".join(b"%%TAG !a%d! x\n" % n for n in range(100_000)), "line 3: Tags are not allowed"),
        (b"a: 1\n---\nb: 2\n", "line 2: A second document starts here"),
        (b"? [a]\n: 1\n", "line 1: A key must be a plain word"),
        (b"a: 1\nb: [1, 2\n", "This is not valid YAML"),
        (b"a: 1\na: 2\n", "line 2: The key 'a' stands here a second time, first in line 1"),
        (b"a: \xff\n", "line 1: This is not UTF-8 text"),
        (b"a: 1\nb: \x07\n", "line 2: There is a control character (U+0007) here"),
        (b"", "The file is empty"),
        (b"# nothing\n", "The file is empty"),
    ],
)
def test_yaml_refuses(data: bytes, sentence: str) -> None:
    assert sentence in refusal(read_yaml, data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"[" * 1_000_000, "nested more than 24 levels deep"),
        (b'{"a": 1,\n "a": 2}', "line 2: The key 'a' stands here a second time, first in line 1"),
        (b'{"a": 1\n "b": 2}', "line 2: This is not valid JSON: a comma or } is expected here"),
        (b'{"a": }', "a value is expected here"),
        (b'{"a": 1} x', "more follows after the end"),
        (b"{a: 1}", "a key in double quotes is expected here"),
        (b'{"a" 1}', "a colon is expected here"),
        (b'{"a": "b', "unterminated string"),
        (b"[1, 2,]", "a value is expected here"),
        (b"  ", "The file is empty"),
    ],
)
def test_json_refuses(data: bytes, sentence: str) -> None:
    assert sentence in refusal(read_json, data)


@pytest.mark.parametrize("reader", [read_yaml, read_json])
def test_too_large_is_refused_unread(reader: Reader) -> None:
    assert "at most 10 are read" in refusal(reader, b"x" * 11, Limits(size=10))


@pytest.mark.parametrize("reader", [read_yaml, read_json])
def test_lines_are_those_of_the_file(reader: Reader) -> None:
    node = reader(b'{\n  "a": 1,\n  "b": [\n    2,\n    "x"\n  ]\n}', Faults("file"))
    assert node
    assert isinstance(node.value, dict)
    items = node.value["b"].value
    assert isinstance(items, list)
    assert (node.value["a"].place, items[0].place, items[1].place) == (2, 4, 5)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(json_values, st.sampled_from([None, 2, "\t"]), st.booleans())
def test_json_is_read_as_the_standard_library_reads_it(value: Any, indent: Any, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    if any("\ud800" <= c <= "\udfff" for c in text):
        return
    faults = Faults("file")
    node = read_json(text.encode(), faults)
    if faults:  # control characters that may stand in JSON as they are, such as U+007F
        assert "control character" in str(faults.found[0])
    else:
        assert node
        assert plain(node) == value
