# Generated from solutions/a8_training/train_digits/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 4: train the network, on digits that may be anywhere on the canvas."""

import numpy as np


def train(params, images, labels, *, epochs, batch_size, lr, momentum=0.9, seed=0):
    """Return the parameters of the network of ``network_scores`` after training, and the loss of every epoch.

    With ``rng = np.random.default_rng(seed)``, made once, every epoch draws an order of all images,
    ``rng.permutation(len(images))``, and goes through it ``batch_size`` images at a time; the last batch may be
    smaller.  For each batch it takes the gradient of its mean loss, and one step of ``sgd_momentum``.  Velocities
    are 0 before the first step of all, and are kept from epoch to epoch.

    Use what you have built: ``from network_gradients import network_gradients``, and likewise ``sgd_momentum``.

    Parameters
    ----------
    params : dict of str to ndarray of float
        As for ``network_gradients``.  Not modified.
    images : ndarray of float, shape (N, C, H, W)
        The images.  Not modified.
    labels : ndarray of int, shape (N,)
        The class of each image.
    epochs : int
        How often to go through all images.
    batch_size : int
        Images in a batch.
    lr, momentum : float
        As for ``sgd_momentum``.
    seed : int, optional
        What the orders follow from.

    Returns
    -------
    params : dict of str to ndarray
        New arrays, of the dtypes of the parameters.
    losses : list of float
        For each epoch, the mean over all images of the loss that an image had when its turn came, before the
        step of its batch.
    """
    raise NotImplementedError("write train, then run: convgrade check train_digits")


def place_digits(images, rows, cols, *, canvas=14):
    """Return images on black canvases, each at a place of its own.

    Parameters
    ----------
    images : ndarray of float, shape (N, C, H, W)
        The images.  Not modified.
    rows, cols : ndarray of int, shape (N,)
        The row and the column of the canvas at which an image's top left pixel lies; images fit.
    canvas : int, optional
        Height and width of the canvases.

    Returns
    -------
    placed : ndarray, shape (N, C, canvas, canvas)
        A new array of the dtype of ``images``, 0 wherever there is no image.

    Examples
    --------
    >>> place_digits(np.array([[[[7.0]]]]), np.array([1]), np.array([0]), canvas=2)
    array([[[[0., 0.],
             [7., 0.]]]])
    """
    raise NotImplementedError("write place_digits, then run: convgrade check train_digits")


def train_digits(images, labels, seed):
    """Return the parameters of a network that reads digits anywhere on a canvas of 14 x 14 pixels.

    How is yours to choose: how many filters, which first parameters, how many epochs, which learning rate.  The
    grader takes your parameters, puts 500 digits that you have not seen at random places of the canvas, and
    counts how many of them ``network_scores`` gives their own class the highest score.  94 % of them are full
    marks, 88 % half.

    What helps: first weights drawn from ``rng.normal`` with a variance of 2 divided by the number of inputs of
    the filter, and biases of 0; new places for all digits in every epoch; a learning rate that falls towards the
    end.  A minute of processor time is more than enough, and the grader gives your function 120 seconds.

    Parameters
    ----------
    images : ndarray of float, shape (N, 1, 8, 8)
        Digits, not yet on a canvas; pixels from 0 to 1.  Not modified.
    labels : ndarray of int, shape (N,)
        Which digit each one is, from 0 to 9.
    seed : int
        All that is random follows from it: the same call returns the same parameters.

    Returns
    -------
    params : dict of str to ndarray of float
        As for ``network_scores``, for images with 1 channel and 10 classes; at most 20 000 numbers in all.
    """
    raise NotImplementedError("write train_digits, then run: convgrade check train_digits")
