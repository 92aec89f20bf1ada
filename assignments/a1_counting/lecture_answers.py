# Generated from solutions/a1_counting/lecture_answers/solution.py by `convgrade release --write`; your code goes below.
"""Answer the lecture's questions, with other numbers than the lecture's as well."""


def lecture_answers(
    image_size, units, *, channels=3, small_size=7, medium_size=32, kernel_size=3, filters=5, next_filters=10
):
    """Answer the lecture's sixteen numeric questions for any constants; the lecture's are the defaults.

    All images and kernels are square and all strides are 1.  Grey images have one channel, colour images
    have ``channels``.  Every unit of a fully connected layer, every filter of a convolution, and every unit
    of the locally connected layer has a bias.  There is no padding, except where a key ends in ``_padded``:
    there ``(kernel_size - 1) // 2`` zeros on each side keep the size of the image.

    Some checks take numbers of your own, which follow from the address that your course knows you by:
    ``convgrade check lecture_answers --student you@example.org`` tells them, and the grader asks the same.

    Parameters
    ----------
    image_size : int
        Height and width of the image that meets a fully connected layer.
    units : int
        Units of that layer.
    channels : int, optional
        Channels of a colour image.
    small_size, medium_size : int, optional
        Height and width of the small and of the medium image, at least ``kernel_size`` each.
    kernel_size : int, optional
        Height and width of every kernel, odd.
    filters, next_filters : int, optional
        Filters of a layer on a colour image, and of the layer that follows it.

    Returns
    -------
    dict of str to int
        With exactly these keys, in any order.  All answers are ints, exact.

        A fully connected layer (lecture item 3):

        - ``"fc_params_grey"``, ``"fc_params_colour"``: its parameters, on a grey and on a colour image

        The small grey image and one filter (items 7 and 11):

        - ``"small_units"``: hidden units of the convolution
        - ``"small_params"``: its parameters
        - ``"small_fc_params"``: parameters of a fully connected layer with as many units, on the same image
        - ``"small_local_params"``: parameters of a locally connected layer with the same units

        The small colour image (items 12 and 14):

        - ``"small_colour_params"``: parameters of a convolution with one filter
        - ``"small_filters_units"``, ``"small_filters_params"``: hidden units and parameters with ``filters`` filters

        The medium colour image (items 13 and 15):

        - ``"medium_units"``, ``"medium_units_padded"``: hidden units with one filter
        - ``"medium_filters_units"``, ``"medium_filters_units_padded"``: hidden units with ``filters`` filters

        The layer with ``next_filters`` filters on ``filters`` maps of the medium size (item 16):

        - ``"next_units"``, ``"next_units_padded"``: its hidden units
        - ``"next_params"``: its parameters

    Examples
    --------
    >>> lecture_answers(200, 500)["fc_params_grey"]
    20000500
    >>> lecture_answers(200, 500, filters=6)["small_filters_units"]
    150
    """
    raise NotImplementedError("write lecture_answers, then run: convgrade check lecture_answers")
