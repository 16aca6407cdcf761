"""Foreign YAML, read event by event, so that no file can make the parser do more work than its size allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

import yaml
from yaml import events

from core.source.faults import Faults
from core.source.limits import DEFAULT_LIMITS, Limits, decode
from core.source.nodes import Node, resolve_plain
from core.source.wording import quoted

# The C parser where the wheel has it: eight times faster, the same events.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# After every line end that the parser knows. It compares each such line with all before, so it must not see many.
_TAG_DIRECTIVE = re.compile("(?:\\A|[\n\r\x85\u2028\u2029])%TAG")


class _RefusedError(Exception):
    """Reading stops here; the fault is noted already."""


def read_yaml(data: bytes, faults: Faults, limits: Limits = DEFAULT_LIMITS) -> Node | None:
    """The file as a tree of nodes, or None with the reason noted in `faults`."""
    text = decode(data, faults, limits)
    if text is None:
        return None
    if found := _TAG_DIRECTIVE.search(text):
        line = text.count("\n", 0, found.end()) + 1
        faults.add(line, "Tags are not allowed; remove this line, %TAG, and write plain values.")
        return None
    try:
        return _Builder(yaml.parse(text, Loader=_LOADER), faults, limits).document()
    except _RefusedError:
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "this cannot be read"
        faults.add(mark.line + 1 if mark else None, f"This is not valid YAML: {problem}.")
        return None
    except yaml.YAMLError as error:
        faults.add(None, f"This is not valid YAML: {' '.join(str(error).split())}.")
        return None


def _line(event: events.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


class _Builder:
    """Makes nodes of events. Counts every value and its characters, an alias as all that it stands for."""

    def __init__(self, stream: Iterator[events.Event], faults: Faults, limits: Limits) -> None:
        self.stream = stream
        self.faults = faults
        self.limits = limits
        self.values = 0
        self.characters = 0
        self.anchors: dict[str, tuple[Node, int, int]] = {}

    def document(self) -> Node | None:
        next(self.stream)
        first = next(self.stream)
        if isinstance(first, events.StreamEndEvent):
            self.faults.add(None, "The file is empty.")
            return None
        root = self.node(next(self.stream), depth=0)
        next(self.stream)
        after = next(self.stream)
        if not isinstance(after, events.StreamEndEvent):
            self.refuse(after, "A second document starts here; one file holds one document.")
        return root

    def refuse(self, event: events.Event, sentence: str) -> NoReturn:
        self.faults.add(_line(event), sentence)
        raise _RefusedError

    def node(self, event: events.Event, depth: int) -> Node:
        if isinstance(event, events.AliasEvent):
            return self.alias(event)
        values, characters = self.values, self.characters
        self.add_to_count(event, 1, len(getattr(event, "value", "")))
        if depth > self.limits.depth:
            self.refuse(event, f"This is nested more than {self.limits.depth} levels deep.")
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            self.refuse(event, f"The tag {quoted(tag)} is not allowed; write the plain value.")
        match event:
            case events.MappingStartEvent():
                node = self.mapping(event, depth)
            case events.SequenceStartEvent():
                node = self.sequence(event, depth)
            case events.ScalarEvent():
                node = self.scalar(event)
            case _:
                self.refuse(event, "A value is expected here.")
        if event.anchor:
            self.anchors[event.anchor] = (node, self.values - values, self.characters - characters)
        return node

    def add_to_count(self, event: events.Event, values: int, characters: int) -> None:
        self.values += values
        self.characters += characters
        if self.values > self.limits.values:
            self.refuse(event, f"The file holds more than {self.limits.values:,} values, aliases written out.")
        if self.characters > self.limits.size:
            self.refuse(event, f"The file holds more than {self.limits.size:,} characters, aliases written out.")

    def alias(self, event: events.AliasEvent) -> Node:
        known = self.anchors.get(event.anchor or "")
        if known is None:
            self.refuse(event, f"The alias *{event.anchor} names nothing that is complete above it.")
        node, values, characters = known
        self.add_to_count(event, values, characters)
        return node

    def scalar(self, event: events.ScalarEvent) -> Node:
        # implicit[0] is true for a plain word, whose meaning is still open; quoted and block text is text.
        value = resolve_plain(event.value) if event.implicit[0] else event.value
        return Node(value, _line(event), event.value)

    def sequence(self, event: events.Event, depth: int) -> Node:
        items = []
        while not isinstance(item := next(self.stream), events.SequenceEndEvent):
            items.append(self.node(item, depth + 1))
        return Node(items, _line(event))

    def mapping(self, event: events.Event, depth: int) -> Node:
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(key := next(self.stream), events.MappingEndEvent):
            if not isinstance(key, events.ScalarEvent):
                self.refuse(key, "A key must be a plain word.")
            name, line = key.value, _line(key)
            self.add_to_count(key, 0, len(name))
            if name == "<<" and key.implicit[0]:
                self.refuse(key, "Merge keys (<<) are not allowed; write the values out.")
            value = self.node(next(self.stream), depth + 1)
            if name in entries:
                self.faults.add(line, f"The key {quoted(name)} stands here a second time, first in line {lines[name]}.")
                continue
            entries[name], lines[name] = value, line
        return Node(entries, _line(event))
