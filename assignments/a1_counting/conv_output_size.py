# Generated from solutions/a1_counting/conv_output_size/solution.py by `convgrade release --write`; your code goes below.
"""Find out how large the output of a convolution is along one axis."""


def conv_output_size(size, kernel_size, *, stride=1, padding=0, dilation=1):
    """Count the windows that fit along one axis: the size of the output of a convolution along it.

    The axis gets ``padding`` extra pixels at each of its two ends.  The first window starts at the very
    first pixel, padding included, and every further window starts ``stride`` pixels after the one before.
    A window that would reach beyond the last pixel, padding included, is not counted: some pixels at
    the end may stay uncovered.

    This function looks at one axis, so everything is an int.  A pooling layer slides its windows likewise.

    Parameters
    ----------
    size : int
        Pixels along the axis, without padding, at least 1.
    kernel_size : int
        Number of taps of the kernel, at least 1.
    stride : int, optional
        Step from one window to the next, in pixels, at least 1.
    padding : int, optional
        Pixels added at *each* end, at least 0.
    dilation : int, optional
        Step from one tap of the kernel to the next, in pixels, at least 1.  With ``dilation=2`` the three
        taps of a kernel of 3 lie on pixels 0, 2 and 4 of a window that is 5 pixels wide.

    Returns
    -------
    int
        Number of windows, at least 1.  NumPy's integers will do; a float will not.

    Raises
    ------
    ValueError
        If not even one window fits.

    Examples
    --------
    The lecture's 7 x 7 image and 3 x 3 kernel: 5 windows along each axis, hence 25 hidden units.

    >>> conv_output_size(7, 3)
    5
    >>> conv_output_size(7, 3, padding=1)
    7
    >>> conv_output_size(7, 3, stride=2)
    3
    """
    raise NotImplementedError("write conv_output_size, then run: convgrade check conv_output_size")
