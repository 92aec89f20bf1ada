"""The pictures of the handout; every number in them that follows from others is computed."""

from convgrade.cnn.draw import (
    BLUE,
    GREEN,
    GREY,
    LIGHT,
    LIGHT_BLUE,
    LIGHT_GREEN,
    LIGHT_GREY,
    LIGHT_ORANGE,
    ORANGE,
    STRONG,
    Picture,
)


def wiring():
    """Return six pixels and four units, connected in three ways."""
    pixels, units, window = 6, 4, 3
    picture = Picture(720, 240)
    kinds = {
        "fully connected": (lambda pixel, unit: GREY, pixels * units, units),
        "locally connected": (lambda p, u: GREY if u <= p < u + window else None, units * window, units),
        "convolutional": (lambda p, u: STRONG[p - u] if u <= p < u + window else None, window, 1),
    }
    for number, (name, (color_of, weights, biases)) in enumerate(kinds.items()):
        x = 30 + 240 * number
        picture.text(x + 90, 22, name, bold=True)
        for unit in range(units):
            for pixel in range(pixels):
                color = color_of(pixel, unit)
                if color:
                    ends = [(x + 36 * pixel, 160), (x + 36 + 36 * unit, 62)]
                    picture.path(ends, color=color, thick=1 if color == GREY else 2)
        for unit in range(units):
            picture.circle(x + 36 + 36 * unit, 62, 11, fill=LIGHT_GREEN, stroke=GREEN)
        for pixel in range(pixels):
            picture.rect(x + 36 * pixel - 11, 150, 22, 22, fill=LIGHT_BLUE, stroke=BLUE)
        many = "1 bias" if biases == 1 else f"{biases} biases"
        picture.text(x + 90, 196, f"{weights} different weights, {many}", size=13)
        picture.text(x + 90, 218, f"{weights + biases} parameters", bold=True)
    return picture.svg()


def places():
    """Return where a window fits: with stride 1, with stride 2, and with a border."""
    picture = Picture(720, 284)
    size, window, cell = 7, 3, 22
    for number, (stride, padding) in enumerate(((1, 0), (2, 0), (2, 1))):
        padded = size + 2 * padding
        x, y = 40 + 226 * number + (0 if padding else cell), 72 - padding * cell
        outside = {(r, c): LIGHT_GREY for r in range(padded) for c in range(padded) if not _inside(r, c, size, padding)}
        grid = picture.grid(x, y, [[""] * padded] * padded, cell=cell, fill=LIGHT_BLUE, fills=outside)
        starts = [start for start in range(0, padded, stride) if start + window <= padded]
        for row in starts:
            for column in starts:
                picture.circle(*grid.centre(row + 1, column + 1), 4, fill=BLUE, stroke=None)
        picture.window(grid, (0, 0), (window, window), color=BLUE)
        picture.window(grid, (0, starts[1]), (window, window), color=ORANGE, dashed=True)
        words = f"stride {stride}" + (f", padding {padding}" if padding else "")
        picture.text(grid.middle[0], 22, words, bold=True)
        picture.text(grid.middle[0], 264, f"{len(starts)} x {len(starts)} places", size=13)
    return picture.svg()


def _inside(row, column, size, padding):
    return all(padding <= at < padding + size for at in (row, column))


def filters():
    """Return five filters on a colour image: one map from each."""
    channels, size, window, count = 3, 7, 3, 5
    out = size - window + 1
    picture = Picture(720, 284)
    picture.text(92, 22, f"image {channels} x {size} x {size}", bold=True)
    for channel in reversed(range(channels)):
        picture.grid(
            22 + 14 * channel, 110 - 14 * channel, [[""] * size] * size, cell=16, fill=LIGHT[(3, 2, 0)[channel]]
        )
    picture.text(330, 22, f"{count} filters of {channels} x {window} x {window}", bold=True)
    picture.text(600, 22, f"{count} maps of {out} x {out}", bold=True)
    for number in range(count):
        y = 50 + 40 * number
        for channel in reversed(range(channels)):
            fill = LIGHT[(3, 2, 0)[channel]]
            picture.grid(296 + 6 * channel, y + 6 - 6 * channel, [[""] * window] * window, cell=9, fill=fill)
        picture.arrow([(200, 135), (284, y + 17)], thick=1)
        picture.path([(346, y + 17), (470, y + 17)], color=GREY, thick=1)
        picture.arrow([(470, y + 17), (552 + 12 * number, y + 17)], thick=1)
    for number in reversed(range(count)):
        x, y = 560 + 12 * number, 50 + 40 * number
        picture.grid(x, y - 2, [[""] * out] * out, cell=8, fill=LIGHT_GREEN, stroke=GREEN)
    each = channels * window**2 + 1
    picture.text(330, 262, f"{count} · ({channels}·{window}·{window} + 1) = {count * each} parameters", size=13)
    picture.text(600, 262, f"{count}·{out}·{out} = {count * out * out} units", size=13)
    picture.text(92, 262, "the depth is the channels", size=13)
    return picture.svg()


def field():
    """Return what a unit sees through one, two and three layers of windows of 3."""
    layers, window = 3, 3
    picture = Picture(720, 262)
    names = [*(f"layer {layer}" for layer in range(layers, 0, -1)), "pixels"]
    seen = [1]
    for _ in range(layers):
        seen.append(seen[-1] + window - 1)
    middle, step = 300, 44
    for row in range(layers):
        (top, bottom), y = (seen[row], seen[row + 1]), 38 + 60 * row
        corners = [(-top, y + 13), (top, y + 13), (bottom, y + 47), (-bottom, y + 47)]
        outline = [(middle + side * step / 2 - (5 if side > 0 else -5), height) for side, height in corners]
        picture.path(outline, color=None, fill=LIGHT_ORANGE, closed=True)
    for row, name in enumerate(names):
        y, count = 38 + 60 * row, 9 - 2 * (layers - row)
        picture.text(24, y, name, bold=True, anchor="start")
        for unit in range(count):
            x = middle + (unit - (count - 1) / 2) * step
            is_seen = abs(unit - (count - 1) / 2) <= (seen[row] - 1) / 2
            fill, stroke = (LIGHT_ORANGE, ORANGE) if is_seen else ("#fff", GREY)
            if name == "pixels":
                picture.rect(x - 13, y - 13, 26, 26, fill=fill, stroke=stroke, thick=1.5)
            else:
                picture.circle(x, y, 13, fill=fill, stroke=stroke)
        words = "this unit sees" if not row else f"{seen[row]} of the {'pixels' if name == 'pixels' else 'units here'}"
        picture.text(520, y, words, anchor="start", size=13)
    return picture.svg()


FIGURES = {"wiring": wiring, "places": places, "filters": filters, "field": field}
