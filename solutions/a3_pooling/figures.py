"""The pictures of the handout; every number in them that follows from others is computed."""

import numpy as np

from convgrade.cnn.draw import (
    GREEN,
    LIGHT,
    LIGHT_BLUE,
    LIGHT_GREEN,
    LIGHT_GREY,
    LIGHT_RED,
    RED,
    STRONG,
    Picture,
    number_text,
)

IMAGE = np.array([[1, 3, 2, 0], [4, 2, 1, 5], [7, 0, 3, 3], [1, 6, 2, 1]])
QUARTERS = {(row, column): LIGHT[2 * row + column] for row in range(2) for column in range(2)}


def in_grids(image):
    """Return the four grids of 2 x 2, by row and column."""
    return image.reshape(2, 2, 2, 2).swapaxes(1, 2)


def kept():
    """Return what max pooling, average pooling and a stride keep of the same numbers."""
    picture = Picture(720, 226)
    everywhere = {(row, column): QUARTERS[row // 2, column // 2] for row in range(4) for column in range(4)}
    picture.text(84, 22, "16 numbers", bold=True)
    grid = picture.grid(20, 46, IMAGE.tolist(), fills=everywhere)
    for row, column in QUARTERS:
        picture.window(grid, (2 * row, 2 * column), (2, 2), color=STRONG[2 * row + column], thick=2)
    grids = in_grids(IMAGE)
    ways = (
        ("max pooling", grids.max((2, 3)), "the largest"),
        ("average pooling", grids.mean((2, 3)), "the mean"),
        ("stride 2", grids[:, :, 0, 0], "the first"),
    )
    picture.arrow([(168, 110), (224, 110)])
    for number, (name, values, words) in enumerate(ways):
        x = 300 + 170 * number
        picture.text(x, 22, name, bold=True)
        picture.grid(x - 42, 68, values.tolist(), cell=42, fills=QUARTERS)
        picture.text(x, 176, words, size=13)
        picture.text(x, 194, "of every grid", size=13)
    picture.text(84, 196, "4 grids of 2 x 2", size=13)
    return picture.svg()


def nothing():
    """Return a border of zeros and one of minus infinity around negative numbers."""
    image = np.array([[-5, -2, -8], [-1, -7, -3], [-6, -4, -9]])
    picture = Picture(720, 262)
    for number, (border, word, color, light) in enumerate(
        ((0, "0", RED, LIGHT_RED), (-np.inf, "\N{MINUS SIGN}\N{INFINITY}", GREEN, LIGHT_GREEN))
    ):
        left = 24 + 352 * number
        padded = np.pad(image.astype(float), 1, constant_values=border)
        windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3))[::2, ::2]
        outs = windows.max((2, 3))
        shown = [[word if np.isinf(v) or v == 0 else v for v in row] for row in padded.tolist()]
        inside = {(row, column): LIGHT_BLUE for row in range(1, 4) for column in range(1, 4)}
        picture.text(left + 130, 22, f"a border of {word}", bold=True)
        grid = picture.grid(left, 48, shown, cell=34, fill=LIGHT_GREY, fills=inside, size=13)
        picture.window(grid, (0, 0), (3, 3), color=color)
        picture.arrow([(left + 178, 133), (left + 214, 133)])
        out = picture.grid(left + 226, 99, outs.tolist(), cell=34, fills={(0, 0): light})
        picture.window(out, (0, 0), (1, 1), color=color)
        words = "the border wins everywhere" if border == 0 else "only pixels can win"
        picture.text(left + 130, 240, words, size=13, color=color)
    return picture.svg()


def maps():
    """Return what is left of a few maps: one mean each."""
    values = np.array(
        [[[0, 0, 0], [0, 9, 0], [0, 0, 0]], [[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[0, 6, 0], [6, 6, 6], [0, 6, 6]]]
    )
    picture = Picture(620, 186)
    picture.text(70, 22, "three maps", bold=True)
    picture.text(520, 22, "three numbers", bold=True)
    for channel in range(3):
        x = 20 + 130 * channel
        picture.grid(x, 48, values[channel].tolist(), cell=30, fill=LIGHT[channel], stroke=STRONG[channel])
        picture.text(x + 45, 158, f"mean {number_text(values[channel].mean())}", size=13)
    picture.arrow([(388, 93), (440, 93)])
    means = values.mean((1, 2)).tolist()
    picture.grid(452, 75, [means], cell=46, fills={(0, channel): LIGHT[channel] for channel in range(3)})
    return picture.svg()


FIGURES = {"kept": kept, "nothing": nothing, "maps": maps}
