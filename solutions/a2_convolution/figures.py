"""The pictures of the handout; every number in them that follows from others is computed."""

import numpy as np

from convgrade.cnn.draw import (
    BLUE,
    GREEN,
    GREY,
    LIGHT_BLUE,
    LIGHT_GREEN,
    LIGHT_GREY,
    LIGHT_ORANGE,
    LIGHT_PURPLE,
    ORANGE,
    Picture,
    cells_of,
    number_text,
)

KERNEL = np.array([[1, 2, 1], [0, 0, 0], [-1, -2, -1]])
FRAGMENT = np.array([[100] * 5, [100] * 5, [100, 0, 0, 100, 100]])


def slid(image, kernel):
    """Return the sum of products in every window."""
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum((-1, -2))


def by_sign(kernel, corner=(0, 0)):
    """Return a colour for every entry that is not 0, placed where the kernel lies."""
    signs = {1: LIGHT_BLUE, -1: LIGHT_ORANGE}
    return {(corner[0] + r, corner[1] + c): signs[np.sign(v)] for (r, c), v in np.ndenumerate(kernel) if v}


def sliding():
    """Return the kernel in its three places, with row sums and results."""
    picture = Picture(720, 262)
    picture.text(64, 22, "kernel", bold=True)
    picture.grid(16, 40, KERNEL.tolist(), fills=by_sign(KERNEL))
    results = slid(FRAGMENT, KERNEL)[0]
    for place, result in enumerate(results):
        x = 152 + 190 * place
        picture.text(x + 80, 22, f"place {place}", bold=True)
        grid = picture.grid(x, 40, FRAGMENT.tolist(), size=12, fills=by_sign(KERNEL, (0, place)))
        picture.window(grid, (0, place), KERNEL.shape, color=BLUE)
        sums = (FRAGMENT[:, place : place + 3] * KERNEL).sum(1)
        picture.lines(x + 80, 158, [f"upper row {number_text(sums[0])}", f"lower row {number_text(sums[2])}"], size=13)
        picture.arrow([(x + 80, 190), (x + 80, 212)])
        picture.rect(x + 40, 214, 80, 34, fill=LIGHT_GREEN, stroke=GREEN)
        picture.text(x + 80, 231, int(result), bold=True)
    picture.text(64, 231, "output", bold=True)
    return picture.svg()


def turned():
    """Return one image and kernel with the results of sliding it as it is, and turned round."""
    image = np.zeros((5, 5), dtype=int)
    image[2, 2] = 1
    kernel = np.arange(1, 10).reshape(3, 3)
    corners = {1: LIGHT_BLUE, 3: LIGHT_ORANGE, 7: LIGHT_GREEN, 9: LIGHT_PURPLE}

    def marked(values):
        return {place: corners[value] for place, value in np.ndenumerate(values) if value in corners}

    picture = Picture(720, 222)
    picture.text(93, 22, "image", bold=True)
    picture.grid(18, 42, image.tolist(), cell=30, fills={(2, 2): LIGHT_GREY}, colors={(2, 2): BLUE})
    picture.text(255, 22, "kernel", bold=True)
    picture.grid(210, 72, kernel.tolist(), cell=30, fills=marked(kernel))
    picture.arrow([(318, 117), (356, 117)])
    for x, title, slides in ((374, "cross-correlation", kernel), (556, "true convolution", np.rot90(kernel, 2))):
        out = slid(image, slides)
        picture.text(x + 66, 22, title, bold=True)
        picture.grid(x + 21, 72, out.tolist(), cell=30, fills=marked(out))
    picture.text(440, 186, "corr2d: the kernel,", size=13)
    picture.text(440, 203, "turned by half a turn", size=13)
    picture.text(622, 186, "true_convolve2d:", size=13)
    picture.text(622, 203, "the kernel itself", size=13)
    return picture.svg()


def border():
    """Return an image with a border that differs from side to side."""
    (top, bottom), (left, right) = (1, 0), (2, 1)
    image = np.arange(1, 7).reshape(2, 3)
    padded = np.pad(image, ((top, bottom), (left, right)))
    picture = Picture(560, 190)
    picture.text(85, 22, "x", bold=True)
    picture.grid(34, 90, image.tolist(), cell=34, fill=LIGHT_BLUE)
    picture.arrow([(150, 124), (196, 124)])
    picture.text(340, 22, "pad2d(x, ((1, 0), (2, 1)))", bold=True)
    grid = picture.grid(238, 56, [[""] * padded.shape[1]] * padded.shape[0], cell=34)
    picture.grid(238 + left * 34, 56 + top * 34, image.tolist(), cell=34, fill=LIGHT_BLUE)
    inside = cells_of((top, left), image.shape, LIGHT_BLUE)
    for place in np.ndindex(padded.shape):
        if place not in inside:
            picture.text(*grid.centre(*place), int(padded[place]), color=GREY)
    picture.window(grid, (top, left), image.shape, color=BLUE)
    picture.text(grid.middle[0], 43, f"top {top}", size=13)
    picture.text(grid.middle[0], grid.bottom + 15, f"bottom {bottom}", size=13)
    picture.text(grid.x - 8, grid.middle[1], f"left {left}", size=13, anchor="end")
    picture.text(grid.right + 8, grid.middle[1], f"right {right}", size=13, anchor="start")
    return picture.svg()


def layer():
    """Return one filter on an image of two channels: products are added up over the channels as well."""
    x = np.array([[[1, 2, 0], [0, 1, 3], [2, 0, 1]], [[0, 1, 1], [2, 0, 1], [1, 3, 0]]])
    weight = np.array([[[1, 0], [0, -1]], [[0, 1], [2, 0]]])
    bias = 10
    maps = np.array([slid(x[c], weight[c]) for c in range(2)])
    out = maps.sum(0) + bias
    picture = Picture(720, 290)
    for at, words in ((66, "x[0]"), (200, "weight[0]"), (334, "sums of products"), (600, "out[0, 0]")):
        picture.text(at, 22, words, bold=True)
    for c, (light, strong) in enumerate(((LIGHT_BLUE, BLUE), (LIGHT_ORANGE, ORANGE))):
        y = 44 + 112 * c
        grid = picture.grid(18, y, x[c].tolist(), fills=cells_of((0, 0), (2, 2), light))
        picture.window(grid, (0, 0), (2, 2), color=strong)
        picture.grid(168, y + 16, weight[c].tolist(), fill=light)
        picture.arrow([(244, y + 48), (292, y + 48)])
        picture.grid(302, y + 16, maps[c].tolist(), fills={(0, 0): light})
        picture.arrow([(376, y + 48), (452, 148)])
        picture.text(141, y + 48, "·", size=26, bold=True)
    picture.text(170, 272, "channel by channel", size=13)
    picture.circle(466, 148, 14, fill=LIGHT_GREY)
    picture.text(466, 148, "+", size=20)
    picture.text(466, 92, "bias[0]", bold=True, size=13)
    picture.text(466, 112, bias)
    picture.arrow([(466, 121), (466, 132)])
    picture.arrow([(482, 148), (556, 148)])
    grid = picture.grid(564, 112, out.tolist(), cell=36, fills={(0, 0): LIGHT_GREEN})
    picture.window(grid, (0, 0), (1, 1), color=GREEN)
    told = [number_text(value) for value in (maps[0, 0, 0], maps[1, 0, 0], bias, out[0, 0])]
    picture.text(
        600, 206, f"{told[0]} + {told[1]} + {told[2]} = {told[3]}".replace("+ \N{MINUS SIGN}", "\N{MINUS SIGN} ")
    )
    picture.text(530, 272, "the next filter gives the next map, out[0, 1]", size=13)
    return picture.svg()


def signal():
    """Return the lecture's formula on five samples: each output sees three of them, zeros outside included."""
    x, w = np.array([1, 2, 3, 4, 5]), np.array([1, 0, -1])
    padded = np.pad(x, 1)
    y = [int(padded[t : t + 3] @ w) for t in range(5)]
    pens = {
        1: {"color": BLUE, "thick": 2},
        0: {"color": GREY, "thick": 1, "dashed": True},
        -1: {"color": ORANGE, "thick": 2},
    }
    picture = Picture(640, 214)
    at = [120 + 76 * position for position in range(7)]
    for t in range(5):
        for tau in range(3):
            picture.path([(at[t + tau], 64), (at[t + 1], 156)], **pens[int(w[tau])])
    for position, value in enumerate(padded.tolist()):
        outside = position in (0, 6)
        picture.rect(at[position] - 20, 28, 40, 36, fill="#fff" if outside else LIGHT_BLUE, stroke=GREY, dashed=outside)
        picture.text(at[position], 46, value, color=GREY if outside else "#222222")
    for t, value in enumerate(y):
        picture.rect(at[t + 1] - 20, 156, 40, 36, fill=LIGHT_GREEN, stroke=GREEN)
        picture.text(at[t + 1], 174, value, bold=True)
    picture.text(60, 46, "x", bold=True)
    picture.text(60, 174, "y", bold=True)
    picture.lines(60, 90, ["weights"], size=13, bold=True)
    for row, (value, tau) in enumerate(((1, -1), (0, 0), (-1, 1))):
        picture.path([(22, 112 + 18 * row), (44, 112 + 18 * row)], **pens[value])
        picture.text(50, 112 + 18 * row, f"{number_text(value)} (tau = {number_text(tau)})", size=12, anchor="start")
    return picture.svg()


FIGURES = {"sliding": sliding, "turned": turned, "border": border, "layer": layer, "signal": signal}
