"""Public checks of inception_module: a small module, one of GoogLeNet's, and networks row by row."""

from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import Case, assert_same
from convgrade.cnn import networks
from convgrade.cnn.rows import assert_rows

_SMALL = networks.inception("small", 1, 1, 2, 1, 1, 3)
_3A = networks.inception("3a", 64, 96, 128, 16, 32, 32)
_BRANCHES = ("1x1", "3x3", "5x5", "pool")
_CALL_3A = "inception_module(192, module 3a's widths)"


def _only(counts, keys):
    """Return the counts under these keys, whatever else there is; what is no dict stays as it is."""
    return {key: counts[key] for key in keys if key in counts} if isinstance(counts, dict) else counts


@weight(2)
def test_small_module(student):
    """The branches of a module on 2 channels have 4, 26, 31 and 12 parameters, and give 7 channels together."""
    case = Case("inception_module", (2, _SMALL["widths"]))
    want = {"1x1": 4, "3x3": 26, "5x5": 31, "pool": 12, "params": 73, "out_channels": 7}
    assert_same(student.inception_module(*case.args), want=want, call=case)


@weight(1)
def test_large_kernel(student):
    """With 3 x 3 kernels in the branch of the large ones, it has 15 parameters."""
    case = Case("inception_module", (2, _SMALL["widths"]), {"large_kernel": 3})
    want = {"1x1": 4, "3x3": 26, "5x5": 15, "pool": 12, "params": 57, "out_channels": 7}
    assert_same(student.inception_module(*case.args, **case.kwargs), want=want, call=case)


@weight(1)
def test_module_3a_branches(student):
    """GoogLeNet's first module has 12 416, 129 472, 15 968 and 6 208 parameters in its branches."""
    counts = student.inception_module(192, _3A["widths"])
    want = dict(zip(_BRANCHES, (12_416, 129_472, 15_968, 6_208), strict=True))
    assert_same(_only(counts, _BRANCHES), want=want, call=_CALL_3A)


@weight(1)
def test_module_3a_together(student):
    """GoogLeNet's first module has 164 064 parameters and gives 256 channels."""
    counts = _only(student.inception_module(192, _3A["widths"]), ("params", "out_channels"))
    assert_same(counts, want={"params": 164_064, "out_channels": 256}, call=_CALL_3A)


@weight(1)
def test_without_modules(student):
    """A convolution and a fully connected layer are counted, on images of three channels and of one."""
    layers = [networks.GOOGLENET[0], networks.fc("fc", 10)]
    for options, first in (({}, 9_536), ({"in_channels": 1}, 3_264)):
        case = Case("googlenet_params", (layers,), options)
        want = [("conv1", 64, first), ("fc", 10, 650)]
        assert_rows(student.googlenet_params(*case.args, **case.kwargs), want, call=case)


@weight(2)
def test_two_modules(student):
    """A module takes all channels that the module before it gives: 7 here."""
    layers = [_SMALL, {**_SMALL, "name": "second"}, networks.fc("fc", 3)]
    case = Case("googlenet_params", (layers,), {"in_channels": 2})
    want = [("small", 7, 73), ("second", 7, 103), ("fc", 3, 24)]
    assert_rows(student.googlenet_params(*case.args, **case.kwargs), want, call=case)
