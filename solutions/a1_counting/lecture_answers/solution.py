"""Answer the lecture's questions, with other numbers than the lecture's as well."""


### BEGIN SOLUTION
def _fully_connected(inputs, units):
    """Return the parameters of a fully connected layer."""
    return (inputs + 1) * units


def _convolution(channels, filters, kernel_size):
    """Return the parameters of a convolution."""
    return (channels * kernel_size**2 + 1) * filters


### END SOLUTION
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
    ### BEGIN SOLUTION
    small_map = (small_size - kernel_size + 1) ** 2
    medium_map = (medium_size - kernel_size + 1) ** 2
    padded_map = medium_size**2
    return {
        "fc_params_grey": _fully_connected(image_size**2, units),
        "fc_params_colour": _fully_connected(channels * image_size**2, units),
        "small_units": small_map,
        "small_params": _convolution(1, 1, kernel_size),
        "small_fc_params": _fully_connected(small_size**2, small_map),
        "small_local_params": _fully_connected(kernel_size**2, 1) * small_map,
        "small_colour_params": _convolution(channels, 1, kernel_size),
        "small_filters_units": filters * small_map,
        "small_filters_params": _convolution(channels, filters, kernel_size),
        "medium_units": medium_map,
        "medium_units_padded": padded_map,
        "medium_filters_units": filters * medium_map,
        "medium_filters_units_padded": filters * padded_map,
        "next_units": next_filters * medium_map,
        "next_units_padded": next_filters * padded_map,
        "next_params": _convolution(filters, next_filters, kernel_size),
    }
    ### END SOLUTION
