"""Wrong versions of the functions of residual_block: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import misconception

_BUFFERS = {}


def _block(x, g, shortcut=None):
    """Return the right answer of residual_block."""
    kept, found = (x if shortcut is None else shortcut(x)), g(x)
    if kept.shape != found.shape:
        raise ValueError("shapes differ")
    return kept + found


def _block_backward(grad_output, x, g_backward, shortcut_backward=None):
    """Return the right answer of residual_block_backward."""
    kept = grad_output if shortcut_backward is None else shortcut_backward(grad_output, x)
    return kept + g_backward(grad_output, x)


def _inputs(x, gs):
    """Return the input of each block of a chain, and the output of the last one."""
    inputs = [x]
    for g in gs:
        inputs.append(inputs[-1] + g(inputs[-1]))
    return inputs


def _chain(grad, pairs):
    """Go back through blocks, given the gradient and the input of each, last one first."""
    for g_backward, given in pairs:
        grad = grad + g_backward(grad, given)
    return grad


@misconception(
    "R01", "What the branch has found is appended to x, not added.", hint="Is it a plus sign or a bracket on the slide?"
)
def concatenates(x, g, *, shortcut=None):
    return np.concatenate([x if shortcut is None else shortcut(x), g(x)], axis=1)


@misconception(
    "R03", "The branch is cut off at 0 before it is added.", hint="Can your block make a pixel darker than it was?"
)
def relu_before_sum(x, g, *, shortcut=None):
    return _block(x, lambda x: np.maximum(g(x), 0), shortcut)


@misconception(
    "C320", "The sum is cut off at 0.", hint="Does the docstring speak of an activation function after the sum?"
)
def relu_after_sum(x, g, *, shortcut=None):
    return np.maximum(_block(x, g, shortcut), 0)


@misconception("R05", "x is changed in place.", hint="Who else still needs x?")
def adds_in_place(x, g, *, shortcut=None):
    found = g(x)
    if shortcut is not None:
        return _block(x, g, shortcut)
    if found.shape != x.shape:
        raise ValueError("shapes differ")
    x += found
    return x


@misconception("C321", "x is missing: the branch alone is returned.", hint="A branch of zeros: what should come out?")
def branch_alone(x, g, *, shortcut=None):
    return _block(x, g, shortcut) - (x if shortcut is None else shortcut(x))


@misconception("C322", "The branch is missing: x alone is returned.", hint="What has the block found?")
def skip_alone(x, g, *, shortcut=None):
    return _block(x, g, shortcut) - g(x)


@misconception("C323", "The branch is subtracted from x.", hint="Which sign stands in the formula?")
def subtracts(x, g, *, shortcut=None):
    return _block(x, g, shortcut) - 2 * g(x)


@misconception("C324", "x and what the branch has found are averaged.", hint="A branch of zeros: what should come out?")
def averages(x, g, *, shortcut=None):
    return _block(x, g, shortcut) / 2


@misconception(
    "C325", "x and what the branch has found are multiplied.", hint="A branch of zeros: what should come out?"
)
def multiplies(x, g, *, shortcut=None):
    _block(x, g, shortcut)
    return (x if shortcut is None else shortcut(x)) * g(x)


@misconception("C326", "The shortcut is ignored.", hint="When do the shapes to be added differ?")
def ignores_shortcut(x, g, *, shortcut=None):
    return _block(x, g)


@misconception("C327", "x is added as well as the shortcut.", hint="Does the shortcut stand beside x, or in its place?")
def shortcut_and_x(x, g, *, shortcut=None):
    return _block(x, g, shortcut) if shortcut is None else x + _block(x, g, shortcut)


@misconception(
    "C328", "The branch is applied to what the shortcut returns.", hint="Where do both arrows of the block begin?"
)
def branch_after_shortcut(x, g, *, shortcut=None):
    given = x if shortcut is None else shortcut(x)
    return _block(given, g)


@misconception(
    "C329", "The shortcut is applied to what the branch returns.", hint="Where do both arrows of the block begin?"
)
def shortcut_after_branch(x, g, *, shortcut=None):
    return _block(x, g) if shortcut is None else _block(x, g, lambda x: shortcut(g(x)))


@misconception(
    "C330",
    "Arrays of different shapes are added as NumPy broadcasts them.",
    hint="What does NumPy do with shapes (1, 2, 2, 2) and (1, 1, 2, 2), and does the docstring allow it?",
)
def broadcasts(x, g, *, shortcut=None):
    return (x if shortcut is None else shortcut(x)) + g(x)


@misconception(
    "C331",
    "The branch must return the shape of x, even where there is a shortcut.",
    hint="Which two arrays are added where there is a shortcut?",
)
def shape_of_x_wanted(x, g, *, shortcut=None):
    if g(x).shape != x.shape:
        raise ValueError("shapes differ")
    return _block(x, g, shortcut)


@misconception("A26", "Different shapes end in an AssertionError.", hint="Which exception does the docstring promise?")
def asserts_shapes(x, g, *, shortcut=None):
    assert (x if shortcut is None else shortcut(x)).shape == g(x).shape
    return _block(x, g, shortcut)


@misconception("C332", "Different shapes are cut to the smaller one.", hint="What does the docstring promise?")
def cuts_shapes(x, g, *, shortcut=None):
    kept, found = (x if shortcut is None else shortcut(x)), g(x)
    smaller = tuple(slice(0, min(sides)) for sides in zip(kept.shape, found.shape, strict=True))
    return kept[smaller] + found[smaller]


@misconception("A10", "Only the first image gets what the branch has found.", hint="Use two different images.")
def first_image_only(x, g, *, shortcut=None):
    out = _block(x, g, shortcut)
    out[1:] = (x if shortcut is None else shortcut(x))[1:]
    return out


@misconception("A18", "A list is returned.", hint="Compare `type` and `.shape` with the docstring.")
def returns_list(x, g, *, shortcut=None):
    return _block(x, g, shortcut).tolist()


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(x, g, *, shortcut=None):
    return images + g(x)  # noqa: F821 - the missing name is the mistake


@misconception(
    "R04",
    "What x itself passes on is missing in the gradient.",
    hint="Two arrows leave x: how many come back?",
    function="residual_block_backward",
)
def no_skip_backward(grad_output, x, g_backward, *, shortcut_backward=None):
    return g_backward(grad_output, x)


@misconception(
    "R04b",
    "What x itself passes on is missing in the gradient, but a shortcut's is there.",
    hint="Two arrows leave x: how many come back?",
    function="residual_block_backward",
)
def no_identity_backward(grad_output, x, g_backward, *, shortcut_backward=None):
    return g_backward(grad_output, x) + (0 if shortcut_backward is None else shortcut_backward(grad_output, x))


@misconception(
    "C334",
    "The gradient of the branch is missing.",
    hint="Two arrows leave x: how many come back?",
    function="residual_block_backward",
)
def no_branch_backward(grad_output, x, g_backward, *, shortcut_backward=None):
    return grad_output.copy() if shortcut_backward is None else shortcut_backward(grad_output, x)


@misconception(
    "C335",
    "x is added where its gradient belongs.",
    hint="What travels on the arrows backward: values or gradients?",
    function="residual_block_backward",
)
def adds_x_backward(grad_output, x, g_backward, *, shortcut_backward=None):
    kept = x if shortcut_backward is None else shortcut_backward(grad_output, x)
    return kept + g_backward(grad_output, x)


@misconception(
    "C336",
    "The derivative of x is added as 1, not as grad_output.",
    hint="Multiply grad_output by 10: what should happen to the result?",
    function="residual_block_backward",
)
def adds_one_backward(grad_output, x, g_backward, *, shortcut_backward=None):
    kept = 1 if shortcut_backward is None else shortcut_backward(grad_output, x)
    return kept + g_backward(grad_output, x)


@misconception(
    "B28",
    "grad_output is ignored: ones take its place.",
    hint="Multiply grad_output by 10: did anything change?",
    function="residual_block_backward",
)
def ones_backward(grad_output, x, g_backward, *, shortcut_backward=None):
    return _block_backward(np.ones_like(grad_output), x, g_backward, shortcut_backward)


@misconception(
    "C337",
    "The arguments of g_backward are exchanged.",
    hint="Which of its arguments does the docstring name first?",
    function="residual_block_backward",
)
def exchanged_arguments(grad_output, x, g_backward, *, shortcut_backward=None):
    kept = grad_output if shortcut_backward is None else shortcut_backward(grad_output, x)
    return kept + g_backward(x, grad_output)


@misconception(
    "C338",
    "The gradients of both paths are multiplied.",
    hint="How far does the output move if each path moves a little?",
    function="residual_block_backward",
)
def multiplies_backward(grad_output, x, g_backward, *, shortcut_backward=None):
    kept = grad_output if shortcut_backward is None else shortcut_backward(grad_output, x)
    return kept * g_backward(grad_output, x)


@misconception(
    "C339",
    "The gradients of both paths are averaged.",
    hint="A branch of zeros: what should come back?",
    function="residual_block_backward",
)
def averages_backward(grad_output, x, g_backward, *, shortcut_backward=None):
    return _block_backward(grad_output, x, g_backward, shortcut_backward) / 2


@misconception(
    "C340",
    "shortcut_backward is ignored: grad_output is passed on as it is.",
    hint="With a shortcut, which two functions has x gone through?",
    function="residual_block_backward",
)
def ignores_shortcut_backward(grad_output, x, g_backward, *, shortcut_backward=None):
    return _block_backward(grad_output, x, g_backward)


@misconception(
    "C341",
    "grad_output is added as well as the gradient of the shortcut.",
    hint="Does the shortcut stand beside x, or in its place?",
    function="residual_block_backward",
)
def shortcut_and_x_backward(grad_output, x, g_backward, *, shortcut_backward=None):
    right = _block_backward(grad_output, x, g_backward, shortcut_backward)
    return right if shortcut_backward is None else right + grad_output


@misconception(
    "C342",
    "The gradient of the branch is sent through the shortcut as well.",
    hint="Where do both arrows of the block begin?",
    function="residual_block_backward",
)
def chained_backward(grad_output, x, g_backward, *, shortcut_backward=None):
    if shortcut_backward is None:
        return _block_backward(grad_output, x, g_backward)
    return shortcut_backward(grad_output + g_backward(grad_output, x), x)


@misconception(
    "A12",
    "grad_output is changed in place.",
    hint="Compare the arguments before and after the call.",
    function="residual_block_backward",
)
def changes_grad_output(grad_output, x, g_backward, *, shortcut_backward=None):
    if shortcut_backward is not None:
        return _block_backward(grad_output, x, g_backward, shortcut_backward)
    grad_output += g_backward(grad_output, x)
    return grad_output


@misconception(
    "A18b",
    "The gradients of the two paths are returned as a pair.",
    hint="How many arrays does the docstring promise?",
    function="residual_block_backward",
)
def pair_backward(grad_output, x, g_backward, *, shortcut_backward=None):
    kept = grad_output if shortcut_backward is None else shortcut_backward(grad_output, x)
    return kept, g_backward(grad_output, x)


@misconception(
    "C343",
    "Every block is given the x of the first one.",
    hint="Which x did the second block get?",
    function="residual_chain_backward",
)
def first_input_for_all(grad_output, x, gs, g_backwards):
    return _chain(grad_output, [(g_backward, x) for g_backward in g_backwards[::-1]])


@misconception(
    "R05b",
    "The inputs that were kept are one array, which was changed in place.",
    hint="You kept x for later. Is it still what it was?",
    function="residual_chain_backward",
)
def kept_inputs_changed(grad_output, x, gs, g_backwards):
    last = _inputs(x, gs)[-1]
    return _chain(grad_output, [(g_backward, last) for g_backward in g_backwards[::-1]])


@misconception(
    "C344",
    "Every block is given its output, not its input.",
    hint="Where is the slope of x * x taken: at what goes in, or at what comes out?",
    function="residual_chain_backward",
)
def outputs_for_inputs(grad_output, x, gs, g_backwards):
    outputs = _inputs(x, gs)[1:]
    return _chain(grad_output, zip(g_backwards[::-1], outputs[::-1], strict=True))


@misconception(
    "C345",
    "The blocks are gone through from the first to the last.",
    hint="Which block does grad_output reach first?",
    function="residual_chain_backward",
)
def forward_order(grad_output, x, gs, g_backwards):
    return _chain(grad_output, zip(g_backwards, _inputs(x, gs), strict=False))


@misconception(
    "C346",
    "The inputs go backward, but the gradients of the branches are taken from the first to the last.",
    hint="Which of the gradients belongs to the last block?",
    function="residual_chain_backward",
)
def gradients_not_reversed(grad_output, x, gs, g_backwards):
    return _chain(grad_output, zip(g_backwards, _inputs(x, gs)[-2::-1], strict=True))


@misconception(
    "C347",
    "The gradients of the branches go backward, but the inputs are taken from the first to the last.",
    hint="Which input did the last block get?",
    function="residual_chain_backward",
)
def inputs_not_reversed(grad_output, x, gs, g_backwards):
    return _chain(grad_output, zip(g_backwards[::-1], _inputs(x, gs), strict=False))


@misconception(
    "C348",
    "Only the last block is gone through.",
    hint="How many blocks lie between grad_output and x?",
    function="residual_chain_backward",
)
def last_block_only(grad_output, x, gs, g_backwards):
    return grad_output + g_backwards[-1](grad_output, _inputs(x, gs)[-2])


@misconception(
    "R04c",
    "What x itself passes on is missing in every block of the chain.",
    hint="Two arrows leave the input of each block: how many come back?",
    function="residual_chain_backward",
)
def chain_without_skips(grad_output, x, gs, g_backwards):
    grad, inputs = grad_output, _inputs(x, gs)
    for g_backward, given in zip(g_backwards[::-1], inputs[-2::-1], strict=True):
        grad = g_backward(grad, given)
    return grad


@misconception(
    "C349",
    "The skip path is counted once for the whole chain, not once for each block.",
    hint="How many plus signs are there in two blocks?",
    function="residual_chain_backward",
)
def one_skip_for_all(grad_output, x, gs, g_backwards):
    return grad_output + chain_without_skips(grad_output, x, gs, g_backwards)


@misconception(
    "C350",
    "Every branch is sent grad_output itself, and the results are added.",
    hint="Which gradient arrives at the first block: the one you were given, or what the second block made of it?",
    function="residual_chain_backward",
)
def same_gradient_for_all(grad_output, x, gs, g_backwards):
    pairs = zip(g_backwards, _inputs(x, gs), strict=False)
    return grad_output + sum(g_backward(grad_output, given) for g_backward, given in pairs)


@misconception(
    "C351",
    "The inputs are computed without the skip path: each is the branch of the one before.",
    hint="What did the first block hand to the second one?",
    function="residual_chain_backward",
)
def inputs_without_skips(grad_output, x, gs, g_backwards):
    inputs = [x]
    for g in gs[:-1]:
        inputs.append(g(inputs[-1]))
    return _chain(grad_output, zip(g_backwards[::-1], inputs[::-1], strict=True))


@misconception(
    "C352",
    "The chain is taken to have two blocks at most.",
    hint="Which number of blocks is written into your function?",
    function="residual_chain_backward",
)
def two_blocks_at_most(grad_output, x, gs, g_backwards):
    inputs = _inputs(x, gs)
    return _chain(grad_output, list(zip(g_backwards[::-1], inputs[-2::-1], strict=True))[:2])


@misconception(
    "A12b",
    "x is changed in place while the chain is gone through.",
    hint="Compare the arguments before and after the call.",
    function="residual_chain_backward",
)
def chain_changes_x(grad_output, x, gs, g_backwards):
    grad = _chain(grad_output, list(zip(g_backwards[::-1], _inputs(x.copy(), gs)[-2::-1], strict=True)))
    x += gs[0](x)
    return grad


@misconception(
    "A12c",
    "grad_output is changed in place while the chain is gone through.",
    hint="Compare the arguments before and after the call.",
    function="residual_chain_backward",
)
def chain_changes_grad_output(grad_output, x, gs, g_backwards):
    for g_backward, given in zip(g_backwards[::-1], _inputs(x, gs)[-2::-1], strict=True):
        grad_output += g_backward(grad_output, given)
    return grad_output.copy()


@misconception(
    "A19",
    "Every call returns the same array, which the next call overwrites.",
    hint="Keep the first result, call again, and look at it.",
)
def shared_buffer(x, g, *, shortcut=None):
    out = _block(x, g, shortcut)
    buffer = _BUFFERS.setdefault((out.shape, out.dtype), out)
    buffer[...] = out
    return buffer


@misconception(
    "A27", "A name is used that NumPy no longer has.", hint="The message of the error names the modern spelling."
)
def gone_numpy_name(x, g, *, shortcut=None):
    return _block(x.astype(np.float), g, shortcut)  # noqa: NPY001 - the mistake


@misconception(
    "A17",
    "The branch of the example is written into the function: 2 * x + 1.",
    hint="What does your function do with the g that it is given?",
)
def copied_constants(x, g, *, shortcut=None):
    return _block(x, lambda x: 2 * x + 1, shortcut)
