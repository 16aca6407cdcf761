from core.charts.bars import bars
from core.charts.palette import MATURITY
from core.charts.scores import Scale, ScoreRow, Words
from tests.core.charts.drawing import Drawing, score


def drawn(*rows: ScoreRow, scale: Scale | None = None, words: Words | None = None) -> Drawing:
    return Drawing(bars(rows, slug="b", title="Scores", scale=scale or Scale(), words=words or Words()))


def first_bar(drawing: Drawing, step: int) -> tuple[float, float]:
    """Left edge and width of a level's bar; edges are drawn half a pixel inside."""
    bar = next(bar for bar in drawing.by_class(f"level-{step}") if bar.attrib["height"] != "10")
    return float(bar.attrib["x"]) - 0.5, float(bar.attrib["width"]) + 1


def axis(drawing: Drawing) -> tuple[float, float]:
    [start] = drawing.by_class("axis")
    [grid] = drawing.by_class("grid")
    return float(start.attrib["d"][1:].split()[0]), float(grid.attrib["d"].rsplit("M", 1)[1].split()[0])


def test_bar_of_the_maximum_reaches_the_end_of_the_axis() -> None:
    drawing = drawn(score("All", "5", "5", "5"))
    left, right = axis(drawing)
    assert first_bar(drawing, 5) == (left, right - left)


def test_bar_of_zero_is_not_drawn_but_its_number_is() -> None:
    drawing = drawn(score("None", "0", "2"))
    assert [bar.attrib["height"] for bar in drawing.by_class("level-0")] == []
    assert "0.0" in drawing.texts()


def test_bar_ends_at_its_exact_place() -> None:
    drawing = drawn(score("Half", "2.5"))
    left, right = axis(drawing)
    start, width = first_bar(drawing, 2)
    assert abs(start + width - (left + right) / 2) <= 0.1


def test_number_in_a_bar_has_the_colour_for_its_level() -> None:
    drawing = drawn(score("Good", "4.2"))
    [number] = drawing.by_class("on-level-4")
    assert (number.text, number.attrib["fill"]) == ("4.2", MATURITY[4].text)


def test_text_is_printed_as_given_and_never_rounded_again() -> None:
    drawing = drawn(score("Border", "2.25", "2.95"))
    assert "2.3" in drawing.texts()
    assert "3.0" in drawing.texts()


def test_row_without_score_says_so() -> None:
    drawing = drawn(score("Unknown", None), score("Known", "1"))
    assert "no score" in drawing.texts()


def test_short_bar_has_its_number_clear_of_claim_and_target() -> None:
    drawing = drawn(score("Tiny", "0.1", "0.3", "0.5"))
    [number] = drawing.by_class("number")
    target = next(float(stroke.attrib["d"][1:].split()[0]) for stroke in drawing.by_class("target"))
    assert float(number.attrib["x"]) > target


def test_whisker_is_drawn_only_where_something_is_open() -> None:
    assert not drawn(score("Settled", "2", "2", "3", "2 2")).by_class("reach")
    assert drawn(score("Open", "2", "2", "3", "1 4")).by_class("reach")


def test_columns_and_key_hold_only_what_the_rows_have() -> None:
    bare = drawn(score("Bare", "2")).texts()
    assert "Verified" in bare
    assert "Claimed" not in bare
    assert "Target" not in bare


def test_number_columns_may_have_the_same_heading() -> None:
    words = Words(claimed="Wert", target="Wert")
    texts = drawn(score("Row", "1", "2", "4"), words=words).texts()
    assert {"2.0", "4.0"} <= set(texts)


def test_other_scale_uses_the_whole_axis_and_the_whole_ramp() -> None:
    drawing = drawn(score("Top", "4"), scale=Scale(1, 4))
    left, right = axis(drawing)
    assert first_bar(drawing, 5) == (left, right - left)


def test_description_tells_the_numbers() -> None:
    description = drawn(score("Data", "1.4", "2", "3")).root[1].text
    assert description == "Data: Verified 1.4, Claimed 2.0, Target 3.0"


def test_no_rows_give_no_drawing() -> None:
    assert bars([], slug="b", title="Scores") == ""
