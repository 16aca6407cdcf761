"""The seven offices of Goodwin & Wright, Decision Analysis for Management Judgment, ch. 3."""

from fractions import Fraction

SWINGS = {
    name: Fraction(swing)
    for name, swing in {
        "closeness": 100,
        "visibility": 80,
        "image": 70,
        "size": 30,
        "comfort": 20,
        "parking": 10,
    }.items()
}
ROUNDED = dict(zip(SWINGS, (Fraction(weight, 100) for weight in (32, 26, 23, 10, 6, 3)), strict=True))
VALUES = {
    name: dict(zip(SWINGS, map(Fraction, values), strict=True))
    for name, values in {
        "A": (100, 60, 100, 75, 0, 90),
        "B": (20, 80, 10, 30, 100, 30),
        "C": (80, 70, 0, 0, 10, 100),
        "D": (70, 50, 30, 55, 30, 90),
        "E": (40, 60, 90, 100, 60, 70),
        "F": (0, 0, 70, 0, 80, 0),
        "G": (60, 100, 20, 50, 50, 80),
    }.items()
}
TOTALS = {"A": "80.8", "B": "39.4", "C": "47.4", "D": "52.3", "E": "64.8", "F": "20.9", "G": "60.2"}
COSTS = {"A": 35_000, "B": 17_800, "C": 6_700, "D": 14_100, "E": 34_800, "F": 18_600, "G": 12_000}
"""A year, with rent, cleaning and electricity."""
