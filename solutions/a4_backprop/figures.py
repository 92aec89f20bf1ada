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
    ORANGE,
    RED,
    Picture,
    number_text,
)

X, W, G = np.array([1, 2, 3]), np.array([4, -1]), np.array([2, 5])
PENS = ({"color": BLUE}, {"color": ORANGE})


def edges():
    """Return the edges of three samples and two outputs, forwards and backwards."""
    picture = Picture(720, 262)
    y = [int(X[t : t + 2] @ W) for t in range(2)]
    grad_x = np.convolve(G, W)
    for left, title in ((100, "forward"), (450, "backward")):
        picture.text(left + 80, 22, title, bold=True)
        backward = title == "backward"
        for t in range(2):
            for j in range(2):
                ends = [(left + 80 * (t + j), 78), (left + 40 + 80 * t, 150)]
                picture.arrow(ends[::-1] if backward else ends, thick=2, **PENS[j])
        for place, value in enumerate(grad_x.tolist() if backward else X.tolist()):
            picture.rect(left + 80 * place - 20, 44, 40, 32, fill=LIGHT_BLUE, stroke=BLUE)
            picture.text(left + 80 * place, 60, value)
        for place, value in enumerate(G.tolist() if backward else y):
            picture.rect(left + 40 + 80 * place - 20, 152, 40, 32, fill=LIGHT_GREEN, stroke=GREEN)
            picture.text(left + 40 + 80 * place, 168, value)
        picture.text(left - 30, 60, "grad_x" if backward else "x", anchor="end", size=13, bold=True)
        picture.text(left + 10, 168, "g" if backward else "y", anchor="end", size=13, bold=True)
    for j in range(2):
        picture.path([(14, 104 + 20 * j), (36, 104 + 20 * j)], thick=2, **PENS[j])
        picture.text(42, 104 + 20 * j, f"w[{j}] = {number_text(int(W[j]))}", anchor="start", size=12)
    w0, w1 = (number_text(int(w)) if w > 0 else f"({number_text(int(w))})" for w in W)
    first, second = G.tolist()
    sums = [f"{first} · {w0}", f"{first} · {w1} + {second} · {w0}", f"{second} · {w1}"]
    picture.text(180, 218, "an output adds up over its edges", size=13)
    picture.text(530, 218, "a sample adds up over its edges:", size=13)
    picture.text(
        530, 240, ",   ".join(f"{s} = {number_text(v)}" for s, v in zip(sums, grad_x.tolist(), strict=True)), size=13
    )
    return picture.svg()


def tied():
    """Return the gradients of two copies of a kernel, and their sum."""
    copies = np.array([g * X[t : t + 2] for t, g in enumerate(G)])
    picture = Picture(640, 216)
    for t, copy in enumerate(copies):
        y = 40 + 80 * t
        picture.text(56, y + 18, f"place {t}", bold=True)
        picture.text(176, y + 18, f"g = {G[t]}, window {X[t]}, {X[t + 1]}", size=13)
        picture.arrow([(262, y + 18), (306, y + 18)])
        picture.grid(316, y, [copy.tolist()], cell=36, fills={(0, 0): LIGHT_BLUE, (0, 1): LIGHT_ORANGE})
        picture.arrow([(394, y + 18), (450, 98)])
    picture.text(352, 22, "its copy's gradient", size=13)
    picture.circle(464, 98, 14, fill=LIGHT_GREY)
    picture.text(464, 98, "+", size=20)
    picture.arrow([(480, 98), (518, 98)])
    total = picture.grid(526, 80, [copies.sum(0).tolist()], cell=36, fills={(0, 0): LIGHT_BLUE, (0, 1): LIGHT_ORANGE})
    picture.text(total.middle[0], 60, "shared kernel", bold=True)
    mean = ", ".join(number_text(value) for value in copies.mean(0).tolist())
    picture.text(total.middle[0], 140, f"not the mean {mean}", size=13, color=RED)
    picture.text(320, 196, "every place pulls at the same two weights", size=13)
    return picture.svg()


def pools():
    """Return where gradients go through max and average pooling."""
    x = np.array([[1, 3, 2, 0], [4, 2, 1, 5], [7, 0, 3, 3], [1, 6, 2, 1]])
    grad = np.array([[10, 20], [30, 40]])
    largest, shared, winners = np.zeros((4, 4)), np.kron(grad / 4, np.ones((2, 2))), {}
    tints = {(0, 0): LIGHT_BLUE, (0, 1): LIGHT_ORANGE, (1, 0): LIGHT_GREEN, (1, 1): LIGHT_GREY}
    for (row, column), value in np.ndenumerate(grad):
        window = x[2 * row : 2 * row + 2, 2 * column : 2 * column + 2]
        place = np.unravel_index(window.argmax(), (2, 2))
        at = (2 * row + int(place[0]), 2 * column + int(place[1]))
        largest[at], winners[at] = value, tints[row, column]
    everywhere = {(row, column): tints[row // 2, column // 2] for row in range(4) for column in range(4)}
    picture = Picture(720, 232)
    for left, title in ((76, "x"), (256, "grad_output"), (440, "max pooling"), (628, "average pooling")):
        picture.text(left, 22, title, bold=True)
    picture.grid(12, 46, x.tolist(), fills=winners)
    picture.grid(224, 78, grad.tolist(), fills=tints)
    picture.arrow([(300, 110), (362, 110)])
    for left, values, fills in ((376, largest, winners), (564, shared, everywhere)):
        grid = picture.grid(left, 46, values.tolist(), fills=fills, size=13)
        for row in (0, 2):
            for column in (0, 2):
                picture.window(grid, (row, column), (2, 2), color=GREY, thick=2)
    picture.text(440, 196, "the winner takes it all;", size=13)
    picture.text(440, 213, "of two 3s, the first", size=13)
    picture.text(628, 196, "everybody gets a share", size=13)
    return picture.svg()


def nudge():
    """Return a curve with its tangent, and the chords to one side and to both sides."""

    def curve(t):
        return t**3

    at, step, slope = 1.0, 0.5, 3.0
    one_sided = (curve(at + step) - curve(at)) / step
    central = (curve(at + step) - curve(at - step)) / (2 * step)
    picture = Picture(720, 300)

    def point(t, value):
        return 50 + 220 * t, 250 - 58 * value

    picture.arrow([point(0, 0), point(1.95, 0)])
    picture.arrow([point(0, 0), point(0, 4)])
    for t, name in ((at - step, "x \N{MINUS SIGN} step"), (at, "x"), (at + step, "x + step")):
        picture.path([point(t, 0), point(t, curve(t))], color=GREY, thick=1, dashed=True)
        picture.text(point(t, 0)[0], 268, name, size=13)
    for start, end, rise, base, color in (
        (0.68, 1.5, slope, curve(at), GREEN),
        (at, at + step, one_sided, curve(at), RED),
        (at - step, at + step, central, curve(at - step) + central * step, BLUE),
    ):
        ends = [point(t, base + rise * (t - at)) for t in (start, end)]
        picture.path(ends, color=color, thick=2.5, dashed=color == GREEN)
    picture.path([point(t / 40, curve(t / 40)) for t in range(63)], thick=2)
    for t in (at - step, at, at + step):
        picture.circle(*point(t, curve(t)), 4, fill="#222222", stroke=None)
    told = ((RED, "to one side", one_sided), (BLUE, "to both sides", central), (GREEN, "the true slope", slope))
    for row, (color, words, value) in enumerate(told):
        picture.path([(480, 90 + 40 * row), (512, 90 + 40 * row)], color=color, thick=2.5, dashed=color == GREEN)
        picture.text(522, 90 + 40 * row, f"{words}: {number_text(value)}", anchor="start")
    picture.text(480, 50, f"t³ at {number_text(at)}, step {number_text(step)}", anchor="start", bold=True)
    return picture.svg()


FIGURES = {"edges": edges, "tied": tied, "pools": pools, "nudge": nudge}
