"""How tests read a chart: as XML, with the place of every text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from xml.etree import ElementTree

from core.charts.lettering import text_width
from core.charts.scores import ScoreRow, Value
from core.rounding import for_people

_NAMESPACE = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Lettering:
    """A text with the box that it takes up at most."""

    content: str
    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other: Lettering) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Drawing:
    def __init__(self, svg: str) -> None:
        self.svg = svg
        self.root = ElementTree.fromstring(svg)
        _, _, self.width, self.height = map(float, self.root.attrib["viewBox"].split())

    def by_class(self, name: str) -> list[ElementTree.Element]:
        return [element for element in self.root.iter() if element.get("class") == f"chart-{name}"]

    def texts(self) -> list[str]:
        return [lettering.content for lettering in self.letterings()]

    def letterings(self) -> list[Lettering]:
        return _letterings(self.root, 0, 0, {"font-size": "12", "text-anchor": "start"})


def _letterings(element: ElementTree.Element, x: float, y: float, style: dict[str, str]) -> list[Lettering]:
    style = style | {name: element.attrib[name] for name in style if name in element.attrib}
    transform = element.get("transform", "")
    if "rotate" in transform:
        return []
    if moved := re.match(r"translate\((\S+) (\S+)\)", transform):
        x, y = x + float(moved[1]), y + float(moved[2])
    if element.tag == f"{_NAMESPACE}text":
        return [_lettering(element, x, y, style)]
    return [found for child in element for found in _letterings(child, x, y, style)]


def _lettering(element: ElementTree.Element, x: float, y: float, style: dict[str, str]) -> Lettering:
    size = float(style["font-size"])
    width = text_width(element.text or "", size)
    left = x + float(element.attrib["x"]) - {"start": 0, "middle": 0.5, "end": 1}[style["text-anchor"]] * width
    baseline = y + float(element.attrib["y"])
    return Lettering(element.text or "", left, left + width, baseline - 0.75 * size, baseline + 0.22 * size)


def score(
    label: str, verified: str | None, claimed: str | None = None, target: str | None = None, reach: str = ""
) -> ScoreRow:
    """A row from numbers as a person writes them: score("Data", "1.4", "2", "3", "0.5 3.5")."""
    low, high = reach.split() if reach else (None, None)
    return ScoreRow(label, value(verified), value(claimed), value(target), value(low), value(high))


def value(text: str | None) -> Value | None:
    return None if text is None else Value(Fraction(text), for_people(Fraction(text)))
