"""The pictures of the handout; every number in them that follows from others is computed."""

import math

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


def network():
    """Return the layers of the network, with shapes and parameters for digits of 14 x 14 pixels."""
    size, first, second, classes, kernel = 14, 16, 32, 10, 3
    steps = (
        ("convolution", f"{first} x {size} x {size}", (kernel**2 + 1) * first),
        ("ReLU", "", 0),
        ("2 x 2|maxima", f"{first} x {size // 2} x {size // 2}", 0),
        ("convolution", f"{second} x {size // 2} x {size // 2}", (first * kernel**2 + 1) * second),
        ("ReLU", "", 0),
        ("global|maxima", f"{second}", 0),
        ("linear", f"{classes} scores", (second + 1) * classes),
    )
    picture = Picture(720, 216)
    picture.rect(4, 81, 72, 68, fill=LIGHT_GREEN, stroke=GREEN)
    picture.text(40, 106, "image", bold=True, size=13)
    picture.text(40, 126, f"1 x {size} x {size}", size=12)
    x = 76
    for name, shape, count in steps:
        width = 50 if name == "ReLU" else 92
        picture.arrow([(x, 115), (x + 12, 115)])
        x += 12
        colors = (
            (LIGHT_BLUE, BLUE) if name == "convolution" else (LIGHT_ORANGE, ORANGE) if count else (LIGHT_GREY, GREY)
        )
        tall = 44 if name == "ReLU" else 84
        picture.rect(x, 115 - tall / 2, width - 8, tall, fill=colors[0], stroke=colors[1], round_by=4)
        middle = x + (width - 8) / 2
        picture.lines(middle, 115 - 8 * name.count("|"), name.split("|"), bold=True, size=12, step=16)
        if shape:
            picture.text(middle, 174, shape, size=12)
        if count:
            picture.text(middle, 194, f"{count} parameters", size=12)
        x += width - 8
    total = sum(count for *_, count in steps)
    picture.text(360, 28, f"with {first} and {second} filters of {kernel} x {kernel}: {total} parameters", bold=True)
    return picture.svg()


def gate():
    """Return what ReLU lets through, forwards and backwards."""
    x, grad = np.array([-2, 3, 0, 1]), np.array([5, 7, 4, -6])
    is_open = x > 0
    rows = (
        ("x", x, "relu(x)", np.where(is_open, x, 0)),
        ("grad_output", grad, "grad_x", np.where(is_open, grad, 0)),
    )
    fills = {(0, int(column)): LIGHT_GREEN for column in np.flatnonzero(is_open)}
    picture = Picture(640, 176)
    for row, (name, values, result_name, result) in enumerate(rows):
        y = 40 + 64 * row
        picture.text(128, y + 18, name, anchor="end", bold=True)
        picture.grid(140, y, [values.tolist()], cell=36, fills=fills)
        picture.arrow([(296, y + 18), (356, y + 18)])
        picture.grid(368, y, [result.tolist()], cell=36, fills=fills)
        picture.text(524, y + 18, result_name, anchor="start", bold=True)
    picture.text(320, 22, "a gate for each number: open where x > 0", size=13)
    picture.text(320, 158, "x decides in both directions; the sign of the gradient does not matter", size=13)
    return picture.svg()


def descent():
    """Return twenty steps downhill in a long valley, without momentum and with it."""
    steep, rate, steps, start = np.array([1.0, 14.0]), 0.05, 20, np.array([4.6, 1.1])
    picture = Picture(720, 276)

    def point(place):
        return 80 + 110 * place[0], 130 - 75 * place[1]

    for height in (0.7, 2.8, 6.3, 11.2):
        radii = np.sqrt(2 * height / steep)
        turns = [math.pi * (turn / 60 - 0.5) for turn in range(61)]
        ring = [point((radii[0] * math.cos(turn), radii[1] * math.sin(turn))) for turn in turns]
        picture.path(ring, color="#cccccc", thick=1)
    told = []
    for momentum, color in ((0.0, ORANGE), (0.7, BLUE)):
        place, velocity, path = start, np.zeros(2), [point(start)]
        for _ in range(steps):
            velocity = momentum * velocity + steep * place
            place = place - rate * velocity
            path.append(point(place))
        picture.path(path, color=color, thick=2)
        for at in path[1:]:
            picture.circle(*at, 3, fill=color, stroke=None)
        told.append((color, momentum, float(np.hypot(*place))))
    picture.circle(*point(start), 5, fill="#222222", stroke=None)
    picture.text(point(start)[0] + 12, point(start)[1], "start", anchor="start", size=13)
    picture.path([(74, 130), (86, 130)], color=RED, thick=2)
    picture.path([(80, 124), (80, 136)], color=RED, thick=2)
    for row, (color, momentum, left) in enumerate(told):
        x = 90 + 330 * row
        picture.path([(x - 36, 254), (x - 10, 254)], color=color, thick=3)
        words = f"momentum {number_text(momentum)}: after {steps} steps, {left:.2f} to go"
        picture.text(x, 254, words, anchor="start", size=13)
    return picture.svg()


FIGURES = {"network": network, "gate": gate, "descent": descent}
