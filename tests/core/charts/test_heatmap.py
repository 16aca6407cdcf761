from itertools import combinations

from core.charts.heatmap import Cell, CellKind, HeatRow, heatmap
from core.charts.palette import MATURITY
from tests.core.charts.drawing import Drawing

ONE_TO_FIVE = [Cell(str(level), level, caption=f"DIS-0{level}") for level in range(6)]


def drawn(*rows: HeatRow, columns: tuple[str, ...] = (), levels: tuple[str, ...] = ()) -> Drawing:
    return Drawing(heatmap(rows, slug="h", title="Every answer", columns=columns, levels=levels))


def test_cell_prints_its_level_on_the_level_s_colour() -> None:
    drawing = drawn(HeatRow("Discover", ONE_TO_FIVE))
    for level, shade in enumerate(MATURITY):
        [cell] = drawing.by_class(f"cell-{level}")
        box, caption, number = cell
        assert (box.attrib["fill"], cell.attrib["fill"]) == (shade.fill, shade.text)
        assert (caption.text, number.text) == (f"DIS-0{level}", str(level))
        assert ("stroke" in box.attrib) == (level < 2)


def test_mean_is_coloured_by_its_whole_level_and_printed_as_given() -> None:
    [cell] = drawn(HeatRow("Mean", [Cell("2.9", 2)])).by_class("cell-2")
    assert cell[-1].text == "2.9"


def test_other_kinds_show_their_sign_and_are_explained() -> None:
    kinds = [CellKind.NOT_APPLICABLE, CellKind.UNKNOWN, CellKind.UNANSWERED]
    texts = drawn(HeatRow("Row", [Cell("", kind=kind) for kind in kinds])).texts()
    assert texts[1:4] == ["n/a", "?", "–"]
    assert texts[4:] == ["n/a", "Not applicable", "?", "Not known yet", "–", "Not answered"]


def test_corner_mark_stands_only_where_verified_is_below_claimed() -> None:
    assert drawn(HeatRow("Row", [Cell("1", 1)])).by_class("mark") == []
    assert len(drawn(HeatRow("Row", [Cell("1", 1, below_claim=True)])).by_class("mark")) == 2


def test_nothing_stands_where_nothing_belongs() -> None:
    row = HeatRow("Row", [Cell("1", 1), None, Cell("3", 3)])
    drawing = drawn(row, columns=("A", "B", "C"))
    assert len([element for element in drawing.root.iter() if "cell-" in element.get("class", "")]) == 2


def test_ids_are_never_cut_in_a_row_of_twelve() -> None:
    cells = [Cell("3", 3, caption=f"ARC-{place:02}") for place in range(12)]
    texts = drawn(HeatRow("Architect for resilience", cells, total="2.4")).texts()
    assert {cell.caption for cell in cells} <= set(texts)


def test_long_row_goes_on_below_without_overlap() -> None:
    cells = [Cell("3", 3, caption=f"Q-{place}") for place in range(30)]
    drawing = drawn(HeatRow("Many", cells), HeatRow("Next", cells[:1]))
    for one, other in combinations(drawing.letterings(), 2):
        assert not one.overlaps(other), (one, other)


def test_headings_too_wide_for_their_columns_stand_upright() -> None:
    names = tuple(f"Responsibilities {place}" for place in range(10))
    drawing = drawn(HeatRow("Row", [Cell("1", 1)] * 10), columns=names)
    assert drawing.svg.count("rotate(-90)") == 10
    assert drawn(HeatRow("Row", [Cell("1", 1)] * 2), columns=("One", "Two")).svg.count("rotate") == 0


def test_chart_with_links_is_a_group_whose_links_have_names() -> None:
    drawing = drawn(HeatRow("Row", [Cell("2", 2, caption="DIS-01", note="Is there a list?", href="/q/DIS-01/")]))
    assert drawing.root.attrib["role"] == "group"
    [link] = [element for element in drawing.root.iter() if element.tag.endswith("}a")]
    assert link.attrib["href"] == "/q/DIS-01/"
    assert link[0].text == "DIS-01 2 Is there a list?"


def test_chart_without_links_is_an_image_described_in_words() -> None:
    root = drawn(HeatRow("Discover", [Cell("2", 2, caption="DIS-01"), Cell("", kind=CellKind.UNKNOWN)])).root
    assert root.attrib["role"] == "img"
    assert root[1].text == "Discover: DIS-01 2, ?"


def test_no_cells_give_no_drawing() -> None:
    assert heatmap([], slug="h", title="Every answer") == ""
    assert heatmap([HeatRow("Row", [None])], slug="h", title="Every answer") == ""
