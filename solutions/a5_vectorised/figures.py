"""The pictures of the handout; every number in them that follows from others is computed."""

import numpy as np

from convgrade.cnn.draw import (
    LIGHT,
    LIGHT_GREY,
    LIGHT_RED,
    RED,
    STRONG,
    Picture,
)

IMAGE = np.arange(1, 10).reshape(3, 3)
WINDOWS = np.lib.stride_tricks.sliding_window_view(IMAGE, (2, 2)).reshape(4, 2, 2)
COLUMNS = WINDOWS.reshape(4, 4).T
PLACES = ((0, 0), (0, 1), (1, 0), (1, 1))
BY_COLUMN = {(row, column): LIGHT[column] for row in range(4) for column in range(4)}


def columns():
    """Return an image, its four windows, and the matrix whose columns they are."""
    picture = Picture(720, 232)
    picture.text(66, 22, "image", bold=True)
    picture.text(314, 22, "windows", bold=True)
    picture.text(598, 22, "columns", bold=True)
    image = picture.grid(18, 62, IMAGE.tolist())
    for number, (row, column) in enumerate(PLACES):
        inset = 3 + number
        x, y = image.x + 32 * column + inset, image.y + 32 * row + inset
        picture.rect(x, y, 64 - 2 * inset, 64 - 2 * inset, stroke=STRONG[number], thick=2)
        picture.grid(180 + 72 * number, 78, WINDOWS[number].tolist(), fill=LIGHT[number], stroke=STRONG[number])
    picture.arrow([(126, 110), (168, 110)])
    picture.arrow([(472, 110), (520, 110)])
    matrix = picture.grid(534, 46, COLUMNS.tolist(), fills=BY_COLUMN)
    for number in range(4):
        picture.window(matrix, (0, number), (4, 1), color=STRONG[number], thick=2)
    picture.text(598, 196, "a column for every window,", size=13)
    picture.text(598, 213, "a row for every entry of it", size=13)
    return picture.svg()


def product():
    """Return two filters as rows, times the columns: both output maps at once."""
    weight = np.array([[1, 0, 0, -1], [1, 1, 1, 1]])
    out = weight @ COLUMNS
    picture = Picture(720, 218)
    for x, words in ((82, "filters as rows"), (292, "windows as columns"), (498, "one product"), (652, "two maps")):
        picture.text(x, 22, words, bold=True)
    filters = picture.grid(18, 78, weight.tolist())
    picture.text(188, 110, "·", size=26, bold=True)
    matrix = picture.grid(228, 46, COLUMNS.tolist(), fills=BY_COLUMN)
    picture.text(394, 110, "=", size=22)
    rows = picture.grid(434, 78, out.tolist(), fills={(row, c): LIGHT[c] for row in range(2) for c in range(4)})
    picture.window(filters, (1, 0), (1, 4), color=RED)
    picture.window(matrix, (0, 2), (4, 1), color=RED)
    picture.window(rows, (1, 2), (1, 1), color=RED)
    picture.arrow([(570, 110), (608, 110)])
    for row in range(2):
        fills = {place: LIGHT[number] for number, place in enumerate(PLACES)}
        picture.grid(620, 42 + 74 * row, out[row].reshape(2, 2).tolist(), fills=fills)
    summed = " + ".join(str(value) for value in COLUMNS[:, 2])
    picture.text(330, 200, f"in red: {summed} = {out[1, 2]}", size=13)
    return picture.svg()


def back():
    """Return columns of ones, added to the pixels that they came from."""
    counts = np.zeros((3, 3), dtype=int)
    for row, column in PLACES:
        counts[row : row + 2, column : column + 2] += 1
    picture = Picture(720, 226)
    picture.text(82, 22, "columns", bold=True)
    picture.text(370, 22, "windows that see a pixel", bold=True)
    fives = {(int(r), int(c)): LIGHT_RED for r, c in np.argwhere(IMAGE[1, 1] == COLUMNS)}
    picture.grid(18, 46, COLUMNS.tolist(), fills=fives, colors=dict.fromkeys(fives, RED))
    picture.grid(322, 62, counts.tolist(), fills={(1, 1): LIGHT_RED}, colors={(1, 1): RED})
    picture.arrow([(160, 110), (308, 110)], color=RED, thick=2)
    picture.text(234, 98, "add", size=13, color=RED)
    picture.text(18, 196, f"the pixel 5 is in {counts[1, 1]} windows", size=13, anchor="start")
    picture.text(370, 176, "col2im of columns", size=13)
    picture.text(370, 193, "that hold ones", size=13)
    picture.text(600, 22, "col2im(im2col(x))", bold=True)
    once = picture.grid(552, 62, (counts * IMAGE).tolist(), fill=LIGHT_GREY)
    picture.text(once.middle[0], 176, "is not x: every pixel", size=13)
    picture.text(once.middle[0], 193, "comes times its count", size=13)
    return picture.svg()


FIGURES = {"columns": columns, "product": product, "back": back}
