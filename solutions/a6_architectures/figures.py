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


def spaced(number):
    """Return a whole number with its digits in groups of three: ``61 706``."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


def lenet():
    """Return LeNet's rows, with a bar as long as each one's parameters."""
    rows = (
        ("conv1", "6 x 28 x 28", (1 * 25 + 1) * 6),
        ("pooling", "6 x 14 x 14", 0),
        ("conv2", "16 x 10 x 10", (6 * 25 + 1) * 16),
        ("pooling", "16 x 5 x 5", 0),
        ("fully connected", "120", (16 * 5 * 5 + 1) * 120),
        ("fully connected", "84", (120 + 1) * 84),
        ("fully connected", "10", (84 + 1) * 10),
    )
    total = sum(count for *_, count in rows)
    picture = Picture(720, 270)
    for x, words in ((20, "layer"), (150, "comes out"), (256, "parameters")):
        picture.text(x, 22, words, bold=True, anchor="start")
    for row, (name, shape, count) in enumerate(rows):
        y, width = 50 + 28 * row, 380 * count / rows[4][2]
        picture.text(20, y, name, anchor="start", size=13)
        picture.text(150, y, shape, anchor="start", size=13)
        color = (LIGHT_BLUE, BLUE) if name.startswith("conv") else (LIGHT_ORANGE, ORANGE)
        if count:
            picture.rect(256, y - 9, max(width, 1.5), 18, fill=color[0], stroke=color[1])
        picture.text(256 + width + 8, y, spaced(count), anchor="start", size=13)
    largest = rows[4][2]
    words = f"together {spaced(total)}; {100 * largest / total:.0f} % of them in one row"
    picture.text(256, 252, words, anchor="start", size=13)
    return picture.svg()


def groups():
    """Return a convolution as a whole, and in two groups."""
    channels, filters, kernel = 96, 256, 5
    picture = Picture(640, 250)
    for number, count in enumerate((1, 2)):
        left = 50 + 330 * number
        picture.text(left + 100, 22, "1 group" if count == 1 else f"{count} groups", bold=True)
        for group in range(count):
            share = range(4 * group // count, 4 * (group + 1) // count)
            for source in share:
                for target in share:
                    picture.path([(left + 66 * source, 160), (left + 66 * target, 66)], color=STRONG[group], thick=1.5)
            for at in share:
                picture.circle(left + 66 * at, 62, 12, fill=LIGHT[group], stroke=STRONG[group])
                picture.rect(left + 66 * at - 12, 152, 24, 24, fill=LIGHT[group], stroke=STRONG[group])
        weights = channels // count * kernel**2 * filters
        picture.text(left + 100, 206, f"{spaced(weights)} weights", bold=True)
        picture.text(left + 100, 230, f"{channels} channels, {filters} filters of {kernel} x {kernel}", size=13)
    picture.text(320, 62, "filters", size=13)
    picture.text(320, 164, "channels", size=13)
    return picture.svg()


def inception():
    """Return module 3a with its channels and weights."""
    channels = 192
    branches = (  # (kernel, filters) from bottom to top
        ((1, 64),),
        ((1, 96), (3, 128)),
        ((1, 16), (5, 32)),
        ((0, channels), (1, 32)),
    )
    picture = Picture(720, 304)
    picture.rect(30, 262, 660, 28, fill=LIGHT_GREY, stroke=GREY, round_by=4)
    picture.text(360, 276, f"{channels} channels come in", bold=True)
    total = weights = 0
    for number, steps in enumerate(branches):
        x, came = 120 + 160 * number, channels
        for step, (kernel, filters) in enumerate(steps):
            y = 208 - 74 * step if len(steps) > 1 else 171
            cost = kernel**2 * came * filters
            reduces = len(steps) > 1 and step == 0
            fill, stroke = (LIGHT_ORANGE, ORANGE) if reduces and kernel else (LIGHT_BLUE, BLUE)
            fill, stroke = (fill, stroke) if kernel else (LIGHT_GREY, GREY)
            picture.arrow([(x, 262 if step == 0 else y + 52), (x, y + 23)])
            picture.rect(x - 66, y - 22, 132, 44, fill=fill, stroke=stroke, round_by=4)
            name = f"{kernel} x {kernel}, {filters} filters" if kernel else "3 x 3 pooling"
            picture.text(x, y - 8, name, size=13, bold=True)
            picture.text(x, y + 11, f"{spaced(cost)} weights" if kernel else "no weights", size=12)
            came, weights = filters, weights + cost
        picture.arrow([(x, (208 - 74 if len(steps) > 1 else 171) - 22), (x, 74)])
        picture.text(x + 8, 94, came, anchor="start", size=13)
        total += came
    picture.rect(30, 44, 660, 28, fill=LIGHT_GREEN, stroke=GREEN, round_by=4)
    joined = " + ".join(str(steps[-1][1]) for steps in branches)
    picture.text(360, 58, f"{joined} = {total} channels", bold=True)
    picture.text(360, 20, f"{spaced(weights)} weights in all; orange: the reductions", size=13)
    return picture.svg()


def blocks():
    """Return a residual and a dense block, with their channels."""
    came, grown = 64, 32
    picture = Picture(720, 250)
    for left, name, branch in ((30, "residual block: x + g(x)", came), (390, "dense block: [x, g(x)]", grown)):
        is_dense = branch != came
        picture.text(left + 130, 22, name, bold=True)
        _stack(picture, (left + 10, 130), came, (LIGHT_BLUE, BLUE))
        picture.text(left + 24, 230, f"x: {came}", size=13)
        picture.arrow([(left + 52, 140), (left + 94, 92)])
        picture.rect(left + 96, 58, 60, 40, fill=LIGHT_GREY, stroke=GREY, round_by=4)
        picture.text(left + 126, 78, "g", bold=True)
        picture.text(left + 126, 112, f"g(x): {branch}", size=13)
        picture.path([(left + 52, 170), (left + 126, 170)], color=GREY)
        if is_dense:
            picture.arrow([(left + 158, 82), (left + 226, 108)])
            picture.arrow([(left + 126, 170), (left + 226, 170)])
            _stack(picture, (left + 236, 95), grown, (LIGHT_ORANGE, ORANGE))
            _stack(picture, (left + 236, 138), came, (LIGHT_BLUE, BLUE))
            words = f"{came} + {grown} = {came + grown} channels"
        else:
            picture.arrow([(left + 158, 82), (left + 190, 136)])
            picture.arrow([(left + 126, 170), (left + 186, 152)])
            picture.circle(left + 198, 146, 12, fill=LIGHT_GREY)
            picture.text(left + 198, 146, "+", size=18)
            picture.arrow([(left + 212, 146), (left + 230, 146)])
            _stack(picture, (left + 236, 110), came, (LIGHT_GREEN, GREEN))
            words = f"{came} channels, as before"
        picture.text(left + 240, 230, words, size=13)
    return picture.svg()


def _stack(picture, place, channels, colors):
    """Draw channels as a pile, a plate for every eight of them."""
    for plate in range(channels // 8):
        picture.rect(place[0], place[1] + 10 * plate, 34, 8, fill=colors[0], stroke=colors[1])


FIGURES = {"lenet": lenet, "groups": groups, "inception": inception, "blocks": blocks}
