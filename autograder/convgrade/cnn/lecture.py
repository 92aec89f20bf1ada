"""The constants of the lecture's questions, as every student gets other ones."""

from convgrade.checks.cases import Case
from convgrade.checks.variant import Variant


def lecture_case(variant: Variant) -> Case:
    """Return the call of ``lecture_answers`` with a student's own constants.

    Parameters
    ----------
    variant : Variant
        Of the check that makes the call.

    Returns
    -------
    Case
        Two arguments and five options: sizes, numbers of units, channels and filters; kernels are 3 x 3 or 5 x 5.
    """
    drawn = variant.numbers(
        image_size=range(110, 300),
        units=range(300, 900),
        small_size=range(8, 14),
        medium_size=range(24, 60),
        kernel_size=(3, 5),
        filters=range(4, 17),
        next_filters=range(18, 40),
    )
    return Case("lecture_answers", (drawn.pop("image_size"), drawn.pop("units")), drawn)
