"""Wrong versions of conv2d_torch: each is caught by a check, and named."""

import torch

from convgrade.checks import base, misconception


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _float(x):
    """Return the images in the dtype of the output."""
    return x if x.dtype.is_floating_point else x.to(torch.float64)


@base()
def _conv(x, weight, bias=None, *, stride=1, padding=0):
    """Return the right answer, on which the wrong versions are built."""
    (rows, cols), (down, right) = _pair(padding), _pair(stride)
    padded = torch.nn.functional.pad(_float(x), (cols, cols, rows, rows))
    fits = all(side >= taps for side, taps in zip(padded.shape[2:], weight.shape[2:], strict=True))
    if x.shape[1] != weight.shape[1] or not fits:
        raise ValueError("no window fits, or channels disagree")
    windows = padded.unfold(2, weight.shape[2], down).unfold(3, weight.shape[3], right)
    out = torch.einsum("nchwij,fcij->nfhw", windows, weight.to(padded.dtype))
    return out if bias is None else out + bias.to(out.dtype)[:, None, None]


@misconception(
    "A03",
    "The output is reshaped where its axes have to be exchanged.",
    hint="Reshape never moves data: which index varies fastest in your matrix product?",
)
def reshaped_output(x, weight, bias=None, **options):
    out = _conv(x, weight, bias, **options)
    return out.movedim(1, -1).contiguous().reshape(out.shape)


@misconception(
    "A04",
    "Filters are flattened in another order than windows.",
    hint="Flatten one window and one filter by hand, with two channels.",
)
def other_flattening(x, weight, bias=None, **options):
    return _conv(x, weight.movedim(1, -1).reshape(weight.shape), bias, **options)


@misconception(
    "X01",
    "The kernels are rotated by 180 degrees, as in a textbook convolution.",
    hint="Put a single 1 in one corner of the kernel: which pixel should come out?",
)
def rotated_kernel(x, weight, bias=None, **options):
    return _conv(x, weight.flip(2, 3), bias, **options)


@misconception("A05", "The bias is left out.", hint="An image of zeros: what should you see?")
def no_bias(x, weight, bias=None, **options):
    return _conv(x, weight, **options)


@misconception("A10", "Only the first image is computed.", hint="Use two different images.")
def first_image(x, weight, bias=None, **options):
    out = _conv(x, weight, bias, **options)
    return out[:1].expand(out.shape).clone() if len(x) else out


@misconception("S01", "The stride is ignored.", hint="What shape does the docstring promise?")
def ignores_stride(x, weight, bias=None, *, stride=1, padding=0):
    return _conv(x, weight, bias, padding=padding)


@misconception("P07", "The padding is ignored.", hint="Print the shape right after padding.")
def ignores_padding(x, weight, bias=None, *, stride=1, padding=0):
    return _conv(x, weight, bias, stride=stride)


@misconception(
    "P15",
    "The pads are handed to torch.nn.functional.pad as if it began with the rows.",
    hint="In which order does torch.nn.functional.pad want its numbers: first axis first, or last axis first?",
)
def pads_in_the_wrong_order(x, weight, bias=None, *, stride=1, padding=0):
    return _conv(x, weight, bias, stride=stride, padding=_pair(padding)[::-1])


@misconception(
    "S11", "The kernels are taken to be square.", hint="Give both sizes their own names, and try a 3 x 2 kernel."
)
def square_kernels(x, weight, bias=None, **options):
    if weight.shape[2] != weight.shape[3]:
        raise RuntimeError(f"shape '[{len(weight)}, -1]' is invalid for input of size {weight.numel()}")
    return _conv(x, weight, bias, **options)


@misconception(
    "A18",
    "A NumPy array is returned.",
    hint="What type does the docstring promise? Can a NumPy array lie on a GPU?",
)
def returns_array(x, weight, bias=None, **options):
    return _conv(x, weight, bias, **options).numpy()


@misconception(
    "D01",
    "The tensors are moved to a GPU, whether there is one or not.",
    hint="On which device should the work be done, by the docstring?",
)
def always_on_a_gpu(x, weight, bias=None, **options):
    return _conv(x.cuda(), weight.cuda(), bias, **options).cpu()


@misconception(
    "A12", "The images are changed by the call.", hint="Which methods of a tensor end with an underscore, and why?"
)
def changes_images(x, weight, bias=None, **options):
    out = _conv(x, weight, bias, **options)
    x.zero_()
    return out


@misconception(
    "A13",
    "The output is a tensor of integers when the images are.",
    hint="What is the dtype of the tensor you write into?",
)
def integer_output(x, weight, bias=None, **options):
    out = _conv(x, weight, bias, **options)
    return out if x.dtype.is_floating_point else out.to(torch.int64)


@misconception(
    "A14",
    "The sums are kept in float32, PyTorch's default.",
    hint="Which dtype has torch.zeros(3), and how many digits can it hold?",
)
def single_precision(x, weight, bias=None, **options):
    return _conv(x, weight, bias, **options).to(torch.float32)


@misconception(
    "C32",
    "The output is float64 whatever the images are.",
    hint="Which dtype does the docstring promise for images in float32?",
)
def always_float64(x, weight, bias=None, **options):
    return _conv(x.to(torch.float64), weight, bias, **options)


@misconception(
    "A16",
    "The images are read as if they lay in memory in C order (as_strided).",
    hint="Ask the tensor for its strides instead of computing them.",
)
def assumed_strides(x, weight, bias=None, **options):
    height, width = x.shape[2:]
    strides = (x.shape[1] * height * width, height * width, width, 1)
    last = sum((side - 1) * step for side, step in zip(x.shape, strides, strict=True))
    dense = x if x.is_contiguous() or last >= x.untyped_storage().nbytes() // x.element_size() else None
    return _conv(x.as_strided(x.shape, strides) if dense is None else dense, weight, bias, **options)


@misconception(
    "A16b",
    "`view` is used, which refuses tensors that do not lie in memory in C order.",
    hint="The message of the error names the method that copies where it has to.",
)
def needs_contiguous(x, weight, bias=None, **options):
    return _conv(x.view(-1).view(x.shape), weight, bias, **options)


@misconception(
    "C31",
    "Kernels that do not fit, or filters for other channels, are not refused with a ValueError.",
    hint="Which exception does the docstring promise where no window fits, or channels disagree?",
)
def never_refuses(x, weight, bias=None, **options):
    try:
        return _conv(x, weight, bias, **options)
    except ValueError:
        raise RuntimeError("shapes cannot be multiplied") from None


@misconception(
    "C34", "Stride and padding must be single numbers.", hint="What may stride and padding be, by the docstring?"
)
def refuses_pairs(x, weight, bias=None, *, stride=1, padding=0):
    return _conv(x, weight, bias, stride=int(stride), padding=int(padding))


@misconception(
    "C37",
    "A batch without images is refused.",
    hint="What should come out for x of shape (0, 3, 5, 5)? Which line of yours fails on it?",
)
def refuses_empty_batch(x, weight, bias=None, **options):
    if not len(x):
        raise RuntimeError("cannot reshape tensor of 0 elements into shape [0, -1]")
    return _conv(x, weight, bias, **options)
