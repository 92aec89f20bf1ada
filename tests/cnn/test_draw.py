"""The shapes from which the handouts' pictures are made."""

import xml.etree.ElementTree as ET

from convgrade.cnn.draw import Picture, cells_of, number_text

SVG = "{http://www.w3.org/2000/svg}"


def parsed(picture):
    """Return the picture's elements below its root, the paper left out."""
    return list(ET.fromstring(picture.svg()))[1:]


def test_words_are_escaped():
    """What means something in SVG is shown as it was written."""
    picture = Picture(40, 20)
    picture.text(20, 10, "x < y & z")

    assert [element.text for element in parsed(picture)] == ["x < y & z"]


def test_numbers_have_a_real_minus_sign():
    """Numbers are short, and a hyphen is no minus sign."""
    assert [number_text(value) for value in (-2.5, 300.0, 1 / 3)] == ["\N{MINUS SIGN}2.5", "300", "0.3333"]


def test_a_grid_has_a_text_for_every_cell_that_is_not_empty():
    """Each stands in the middle of its cell."""
    picture = Picture(100, 100)
    place = picture.grid(10, 20, [[1, ""], [3, 4]], cell=30)

    texts = [element for element in parsed(picture) if element.tag == f"{SVG}text"]
    assert [element.text for element in texts] == ["1", "3", "4"]
    assert [float(element.get("x")) for element in texts] == [25, 25, 55]
    assert (place.right, place.bottom, place.middle) == (70, 80, (40, 50))


def test_a_window_surrounds_its_cells():
    """Its outline begins at the first cell and spans all."""
    picture = Picture(200, 200)
    picture.window(picture.grid(0, 0, [[""] * 5] * 5, cell=20), (1, 2), (2, 3), color="#000")

    outline = parsed(picture)[-1]
    assert [float(outline.get(key)) for key in ("x", "y", "width", "height")] == [40, 20, 60, 40]


def test_cells_of_a_window_are_named_row_by_row():
    """They are where the window lies."""
    assert list(cells_of((1, 2), (2, 2), "red")) == [(1, 2), (1, 3), (2, 2), (2, 3)]


def test_an_arrow_ends_where_it_points():
    """The tip of its head is the last point."""
    picture = Picture(100, 20)
    picture.arrow([(0, 10), (90, 10)])

    assert parsed(picture)[-1].get("d").startswith("M90 10L")


def test_the_same_shapes_give_the_same_bytes():
    """Nothing in a picture depends on when it was drawn, and a tenth of a pixel is enough."""
    one, two = Picture(9, 9), Picture(9, 9)
    one.circle(1 / 3, 2, 3)
    two.circle(0.333, 2, 3)

    assert one.svg() == two.svg()
