"""Wrong versions of match_template: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import misconception


def _sums(image, template):
    """Return the sums of all places, on which the wrong versions are built."""
    rows, cols = (side - taps + 1 for side, taps in zip(image.shape, template.shape, strict=True))
    if min(rows, cols) < 1:
        raise ValueError("the template does not fit")
    out = np.zeros((rows, cols))
    for r, c in np.ndindex(template.shape):
        out += image[r : r + rows, c : c + cols].astype(np.float64) * template[r, c].astype(np.float64)
    return out


def _first(sums):
    """Return the first place with the largest sum."""
    row, col = np.unravel_index(np.argmax(sums), sums.shape)
    return int(row), int(col)


@misconception(
    "X01",
    "The template is turned by 180 degrees, as in a textbook convolution.",
    hint="Search an image for a template that is brighter at its top left than at its bottom right.",
)
def turned_template(image, template):
    return _first(_sums(image, template[::-1, ::-1]))


@misconception(
    "X04",
    "Rows and columns of the template are exchanged.",
    hint="Which of your loop variables moves down a row?",
)
def transposed_template(image, template):
    return _first(_sums(image, template.T))


@misconception(
    "X06",
    "Window and template are multiplied as matrices.",
    hint="Pixels meet the entries in the *same* position: which product of two arrays does that?",
)
def matrix_product(image, template):
    sums = np.zeros_like(_sums(image, template))
    for i, j in np.ndindex(sums.shape):
        sums[i, j] = (image[i : i + template.shape[0], j : j + template.shape[1]] @ template).sum()
    return _first(sums)


@misconception(
    "P07",
    "The image is padded, so that places count where the template lies only partly on it.",
    hint="Which places does the docstring tell you to try?",
)
def padded(image, template):
    _sums(image, template)
    border = [(taps - 1, taps - 1) for taps in template.shape]
    row, col = _first(_sums(np.pad(image, border), template))
    return row - template.shape[0] + 1, col - template.shape[1] + 1


@misconception(
    "S10",
    "The image is taken to be square.",
    hint="Give height and width names of their own, and try an image of 5 x 9 pixels.",
)
def square_image(image, template):
    side = image.shape[0]
    if image.shape[1] < side:
        raise IndexError(f"index {image.shape[1]} is out of bounds for axis 1 with size {image.shape[1]}")
    return _first(_sums(image[:, :side], template))


@misconception(
    "S11",
    "The template is taken to be square.",
    hint="Give the template's height and width names of their own, and try a template of 3 x 2.",
)
def square_template(image, template):
    side = template.shape[0]
    if template.shape[1] < side:
        raise IndexError(f"index {template.shape[1]} is out of bounds for axis 1 with size {template.shape[1]}")
    return _first(_sums(image, template[:, :side]))


@misconception(
    "S17",
    "The last row and the last column of places are never tried.",
    hint="How many places are there, and where does the last one lie? Try a template as large as the image.",
)
def one_place_short(image, template):
    return _first(_sums(image, template)[:-1, :-1])


@misconception(
    "A12",
    "The image is changed by the call.",
    hint="Compare the image before the call with the image after it.",
)
def changes_image(image, template):
    place = _first(_sums(image, template))
    image[place[0] : place[0] + template.shape[0], place[1] : place[1] + template.shape[1]] = 0
    return place


@misconception(
    "A13",
    "The sums are written into an array of the image's own integer dtype.",
    hint="What is the dtype of the array you write into, and what becomes of 400 in 8 bits?",
)
def integer_buffer(image, template):
    sums = _sums(image, template)
    return _first(sums if image.dtype.kind == "f" else np.trunc(sums).astype(np.int64).astype(image.dtype))


_CALLS = [0]


@misconception(
    "A15",
    "The sums start from whatever lies in memory that was never set (np.empty).",
    hint="What is in fresh memory? Call the function twice with the same arguments.",
)
def uninitialised(image, template):
    _CALLS[0] += 1  # stands for what np.empty finds, which no test can rely on
    sums = _sums(image, template)
    sums.flat[_CALLS[0] % sums.size] += 1e6
    return _first(sums)


@misconception(
    "A16",
    "The image is read as if it lay in memory in C order.",
    hint="Ask the array for its strides instead of computing them.",
)
def assumed_strides(image, template):
    return _first(_sums(image.ravel(order="K").reshape(image.shape), template))


@misconception(
    "A17",
    "The size of the ear in the examples, 3 x 3, is built in.",
    hint="Change one number in the example: what if the template has two rows?",
)
def built_in_size(image, template):
    sums = np.zeros((image.shape[0] - 2, image.shape[1] - 2))
    for i, j in np.ndindex(sums.shape):
        sums[i, j] = (image[i : i + 3, j : j + 3].astype(np.float64) * template).sum()
    return _first(sums)


@misconception(
    "A18",
    "The place is an array instead of two numbers in a tuple.",
    hint="Compare the type of your result with the docstring.",
)
def returns_array(image, template):
    return np.array(_first(_sums(image, template)))


@misconception(
    "A25",
    "A name is used that exists only in the notebook.",
    hint="Restart, and run only this cell.",
)
def left_over_name(image, template):
    return _first(_sums(image, cat_ear))  # noqa: F821 - the missing name is the mistake


@misconception(
    "A26",
    "Images that the template does not tile are refused.",
    hint="Neighbouring places overlap: which sizes of images do they need?",
)
def must_tile(image, template):
    assert image.shape[0] % template.shape[0] == 0
    assert image.shape[1] % template.shape[1] == 0
    return _first(_sums(image, template))


@misconception(
    "A27",
    "A name is used that NumPy no longer has.",
    hint="The message of the error names the modern spelling.",
)
def gone_numpy_name(image, template):
    return _first(_sums(image.astype(np.float), template))  # noqa: NPY001 - the mistake


@misconception(
    "C31",
    "A template larger than the image gives the place (0, 0).",
    hint="What does the docstring promise where the template does not fit?",
)
def never_refuses(image, template):
    if any(taps > side for side, taps in zip(image.shape, template.shape, strict=True)):
        return 0, 0
    return _first(_sums(image, template))


@misconception(
    "C33",
    "Pixels and template are multiplied in their own integer dtype.",
    hint="What is np.uint8(200) * np.uint8(2)?",
)
def integer_arithmetic(image, template):
    sums = _sums(image, template)
    for i, j in np.ndindex(sums.shape):
        products = image[i : i + template.shape[0], j : j + template.shape[1]] * template
        sums[i, j] = np.add.reduce(products, axis=None, dtype=products.dtype)
    return _first(sums)


@misconception(
    "C100",
    "Of equal sums the last place is reported.",
    hint="On an image of zeros every place is as good as another: which one does the docstring name?",
)
def last_of_equals(image, template):
    sums = _sums(image, template)
    row, col = _first(sums[::-1, ::-1])
    return sums.shape[0] - 1 - row, sums.shape[1] - 1 - col


@misconception(
    "C101",
    "Of equal sums the one furthest to the left is reported, and not the uppermost.",
    hint="Which of your two loops runs faster, and which place does it meet first?",
)
def column_by_column(image, template):
    return _first(_sums(image, template).T)[::-1]


@misconception(
    "C102",
    "Column and row are reported in the wrong order.",
    hint="Search a single row of pixels: which of the two numbers must be 0?",
)
def column_first(image, template):
    return _first(_sums(image, template))[::-1]


@misconception(
    "C103",
    "One number is reported: the place in the flattened table of sums.",
    hint="What does numpy.argmax count when it is given a table?",
)
def flat_place(image, template):
    return int(_sums(image, template).argmax())


@misconception(
    "C104",
    "The place is counted in rows of the image's width, not of the table's.",
    hint="The table of sums is smaller than the image: how many places lie in one of its rows?",
)
def divided_by_image_width(image, template):
    best = int(_sums(image, template).argmax())
    return best // image.shape[1], best % image.shape[1]


@misconception(
    "C105",
    "The pixel below the middle of the template is reported.",
    hint="Which of the template's entries does the docstring name?",
)
def middle(image, template):
    row, col = _first(_sums(image, template))
    return row + template.shape[0] // 2, col + template.shape[1] // 2


@misconception(
    "C106",
    "The largest sum is reported instead of its place.",
    hint="Does the docstring ask how strongly the template answers, or where?",
)
def largest_sum(image, template):
    return float(_sums(image, template).max())


@misconception(
    "C107",
    "The search starts with a best sum of 0, which negative sums never beat.",
    hint="Feed it only negative pixels: what must the first place be compared with?",
)
def starts_at_zero(image, template):
    sums = _sums(image, template)
    return _first(sums) if sums.max() > 0 else (0, 0)


@misconception(
    "C108",
    "The sum that is furthest from 0 wins, even if it is negative.",
    hint="The sums are -9 and 2: to which place does the template answer more strongly?",
)
def largest_magnitude(image, template):
    return _first(np.abs(_sums(image, template)))


@misconception(
    "C109",
    "The window with the smallest difference from the template wins.",
    hint="By the docstring, is a place judged by a sum of products or by a sum of differences?",
)
def smallest_difference(image, template):
    sums = _sums(image, template)
    for i, j in np.ndindex(sums.shape):
        window = image[i : i + template.shape[0], j : j + template.shape[1]].astype(np.float64)
        sums[i, j] = -np.sum((window - template) ** 2)
    return _first(sums)


@misconception(
    "C116",
    "The sums are divided by the brightness of the window.",
    hint="Does the docstring let a dim window win over a bright one because it is more alike?",
)
def normalised(image, template):
    sums = _sums(image, template)
    for i, j in np.ndindex(sums.shape):
        window = image[i : i + template.shape[0], j : j + template.shape[1]].astype(np.float64)
        sums[i, j] /= np.sqrt(np.sum(window**2)) or 1.0
    return _first(sums)


@misconception(
    "C117",
    "The place of the smallest sum is reported.",
    hint="Does a template answer to its own picture with a large or with a small sum?",
)
def smallest_sum(image, template):
    return _first(-_sums(image, template))


@misconception(
    "C118",
    "The search for the best place is made row by row, and only the best of the last row is kept.",
    hint="When may the best sum so far be forgotten?",
)
def last_row(image, template):
    sums = _sums(image, template)
    return len(sums) - 1, int(sums[-1].argmax())


@misconception(
    "A14",
    "The sums are kept in float32.",
    hint="What is the dtype of the sums that you compare, and how many digits can it hold?",
)
def single_precision_sums(image, template):
    return _first(_sums(image, template).astype(np.float32))
