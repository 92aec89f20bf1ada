# Generated from solutions/a3_pooling/why_questions/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 5: two questions that begin with "why"."""


def answers():
    """Answer two questions of the lecture, by the letter of the one choice that is right.

    **why_not_fully_connected** (lecture item 4).  A grey image of 200 x 200 pixels goes straight into a
    fully connected layer of 500 units.  What speaks against such a layer?

    - A: It only adds up pixels times weights, so before its activation function it is linear; a convolution
      is not, and can therefore tell more images apart.
    - B: Its weights fill a lot of memory, and that is all: on a computer that is large enough, it would be
      as good a choice as a convolution.
    - C: However many units it has, there are features that a convolution can detect and that it cannot,
      whatever its weights are.
    - D: It has millions of weights to learn from examples, and whether two pixels are neighbours or far
      apart makes no difference to it.
    - E: It makes 500 numbers of 40 000, and a good layer never has fewer units than the layer before it,
      because what is left out is missing in the end.

    **why_consolidate** (lecture item 17).  On the way to the output the hidden layers become smaller: in
    a fully connected network they have fewer units, in a convolutional one there is pooling, or a stride.
    What is that good for?

    - A: The same information fits into fewer numbers, as in a zip file: whatever a later layer needs of the
      image, it can unpack again.
    - B: The layers that follow have less to compute, and only what counts for the answer has to get through;
      small shifts, for example, may be forgotten.
    - C: At the end there is one unit for each class, and a layer can only be a little smaller than the one
      before it, so the way down has to begin early.
    - D: Units near the output see a smaller part of the image than units near the input, so fewer of them
      are needed there.
    - E: Each of the numbers that are left tells more exactly where in the image something was found, because
      it has no neighbours to share its place with.

    Returns
    -------
    dict of str to str
        With exactly the keys ``"why_not_fully_connected"`` and ``"why_consolidate"``, in any order; each
        value is one letter from ``"A"`` to ``"E"``.  Small letters, and blanks around a letter, are accepted.

    Examples
    --------
    >>> sorted(answers())
    ['why_consolidate', 'why_not_fully_connected']
    """
    raise NotImplementedError("write answers, then run: convgrade check why_questions")
