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
    LIGHT_RED,
    ORANGE,
    RED,
    Picture,
    number_text,
)


def loss():
    """Return one image's scores, their shares, and the gradient."""
    names, scores, right = ("cat", "dog", "ship"), np.array([2.0, 1.0, 0.0]), 1
    shares = np.exp(scores) / np.exp(scores).sum()
    slopes = shares - np.eye(3)[right]
    picture = Picture(720, 210)
    for x, words in ((115, "score"), (320, "share"), (575, "gradient of the loss")):
        picture.text(x, 22, words, bold=True)
    picture.path([(575, 42), (575, 168)], color=GREY, thick=1)
    for row, name in enumerate(names):
        y, is_right = 62 + 44 * row, row == right
        picture.text(54, y, name, anchor="end", bold=is_right)
        picture.grid(97, y - 18, [[scores[row]]], cell=36, fill=LIGHT_GREEN if is_right else LIGHT_GREY)
        picture.arrow([(146, y), (206, y)])
        fill, stroke = (LIGHT_GREEN, GREEN) if is_right else (LIGHT_BLUE, BLUE)
        width = 200 * shares[row]
        picture.rect(220, y - 14, width, 28, fill=fill, stroke=stroke)
        picture.text(220 + width + 8, y, f"{shares[row]:.3f}", anchor="start", size=13)
        width = 110 * slopes[row]
        fill, stroke = (LIGHT_BLUE, BLUE) if width > 0 else (LIGHT_RED, RED)
        picture.rect(575 + min(width, 0), y - 14, abs(width), 28, fill=fill, stroke=stroke)
        side = 8 if width > 0 else -8
        told = f"{slopes[row]:.3f}".replace("-", "\N{MINUS SIGN}")
        picture.text(575 + width + side, y, told, anchor="start" if width > 0 else "end", size=13)
    minus = "\N{MINUS SIGN}"
    picture.text(320, 190, f"loss: {minus}log({shares[right]:.3f}) = {-np.log(shares[right]):.3f}", size=13)
    picture.text(575, 190, "a step against it: dog up, the others down", size=13)
    return picture.svg()


def ranks():
    """Return one image's best classes, and the right one among them."""
    scores = {"wolf": 7.1, "dog": 6.8, "fox": 5.2, "cat": 4.9, "deer": 3.0, "hare": 2.6, "bear": 1.9}
    right = "fox"
    order = sorted(scores, key=scores.get, reverse=True)
    rank = order.index(right) + 1
    picture = Picture(640, 250)
    picture.text(20, 22, f"the photo shows a {right}; its scores:", anchor="start", bold=True)
    for row, name in enumerate(order):
        y, is_right, is_in = 52 + 27 * row, name == right, row < 5
        picture.text(40, y, row + 1, size=13, color=GREY)
        picture.text(64, y, name, anchor="start", bold=is_right)
        fill, stroke = (LIGHT_GREEN, GREEN) if is_right else ((LIGHT_BLUE, BLUE) if is_in else (LIGHT_GREY, GREY))
        picture.rect(116, y - 10, 34 * scores[name], 20, fill=fill, stroke=stroke)
        picture.text(124 + 34 * scores[name], y, scores[name], anchor="start", size=13)
    for k, x in ((1, 440), (5, 540)):
        bottom = 52 + 27 * (k - 1) + 11
        picture.path([(x - 10, 41), (x, 41), (x, bottom), (x - 10, bottom)], color=ORANGE, thick=2)
        picture.text(x + 10, (41 + bottom) / 2 - 9, f"k = {k}", anchor="start", bold=True)
        picture.text(x + 10, (41 + bottom) / 2 + 9, "right" if rank <= k else "wrong", anchor="start", size=13)
    return picture.svg()


def winners():
    """Return the lecture's errors as bars, with the share that each step takes away."""
    errors = {2010: 28.2, 2011: 25.8, 2012: 16.4, 2013: 11.7, 2014: 6.6, 2015: 4.5}
    names = {2012: "AlexNet", 2014: "GoogLeNet", 2015: "residual nets"}
    picture = Picture(720, 290)
    before = None
    for column, (year, error) in enumerate(errors.items()):
        x, top = 76 + 114 * column, 230 - 5.6 * error
        fill, stroke = (LIGHT_ORANGE, ORANGE) if year in names else (LIGHT_BLUE, BLUE)
        picture.rect(x - 28, top, 56, 230 - top, fill=fill, stroke=stroke)
        picture.text(x, top - 12, f"{error} %", bold=True)
        picture.text(x, 246, year)
        if year in names:
            picture.text(x, 266, names[year], size=12)
        if before:
            picture.text(x - 57, 30, f"\N{MINUS SIGN}{100 * (before - error) / before:.1f} %", size=13, color=RED)
            picture.arrow([(x - 100, 44), (x - 16, 44)], color=RED)
        before = error
    picture.path([(30, 230), (700, 230)], color=GREY)
    return picture.svg()


def cover():
    """Return an image, a model that looks at one place of it, and the occlusion map."""
    image, looks_at = np.zeros((6, 6), dtype=int), np.zeros((6, 6), dtype=bool)
    image[1:3, 1:3], image[4, 3:5] = [[5, 6], [7, 8]], 9
    looks_at[1:3, 1:3] = True
    drops = np.zeros((5, 5), dtype=int)
    for place in np.ndindex(drops.shape):
        covered = image.copy()
        covered[place[0] : place[0] + 2, place[1] : place[1] + 2] = 0
        drops[place] = (image - covered)[looks_at].sum()
    picture = Picture(720, 268)
    picture.text(110, 22, "image", bold=True)
    grid = picture.grid(20, 46, image.tolist(), cell=30, fills=dict.fromkeys(_true(image > 0), LIGHT_BLUE))
    picture.window(grid, (2, 1), (2, 2), color=ORANGE)
    picture.text(110, 246, "a box of 2 x 2 covers (2, 1)", size=13, color=ORANGE)
    picture.arrow([(212, 136), (256, 136)])
    picture.rect(266, 92, 150, 88, fill=LIGHT_GREY, stroke=GREY, round_by=6)
    picture.text(341, 110, "a model", bold=True)
    picture.lines(341, 132, ["whose score is the", "sum of 5, 6, 7 and 8"], size=13)
    picture.arrow([(426, 136), (470, 136)])
    picture.text(575, 22, "occlusion map", bold=True)
    most = drops.max()
    tints = {place: (LIGHT_RED if 2 * drops[place] >= most else LIGHT_ORANGE) for place in _true(drops > 0)}
    drawn = picture.grid(490, 52, drops.tolist(), cell=34, fills=tints)
    picture.window(drawn, (2, 1), (1, 1), color=ORANGE)
    told = " + ".join(map(number_text, image[2, 1:3].tolist()))
    picture.text(575, 246, f"there, {told} = {drops[2, 1]} is lost", size=13, color=ORANGE)
    return picture.svg()


def _true(mask):
    """Return the places where a mask is true, as pairs."""
    return [(int(row), int(column)) for row, column in np.argwhere(mask)]


FIGURES = {"loss": loss, "ranks": ranks, "winners": winners, "cover": cover}
