"""Hidden checks of inception_module: any module, any network of modules, and GoogLeNet row by row."""

from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_same, assert_unchanged
from convgrade.cnn import networks
from convgrade.cnn.rows import assert_rows

_GOOGLENET = [
    ("conv1", 64, 9_536),
    ("conv2", 64, 4_224),
    ("conv3", 192, 110_976),
    ("3a", 256, 155_872),
    ("3b", 480, 340_224),
    ("4a", 512, 364_512),
    ("4b", 512, 425_232),
    ("4c", 512, 486_192),
    ("4d", 528, 573_312),
    ("4e", 832, 803_840),
    ("5a", 832, 978_944),
    ("5b", 1024, 1_347_040),
    ("fc", 1000, 1_025_000),
]
_WIDTHS = st.integers(1, 5)
_KERNELS = st.sampled_from([3, 5, 7])


@st.composite
def _modules(draw, name="module"):
    """Draw an inception module."""
    return networks.inception(name, *(draw(_WIDTHS) for _ in range(6)))


@st.composite
def _networks(draw):
    """Draw the layers of a network with two modules."""
    conv = {"name": "conv", "kind": "conv_bn", "out_channels": draw(_WIDTHS), "kernel_size": draw(_KERNELS)}
    return [conv, draw(_modules("first")), draw(_modules("second")), networks.fc("fc", draw(_WIDTHS))]


@weight(2)
@given(in_channels=_WIDTHS, module=_modules())
def test_any_module(student, reference, in_channels, module):
    """The counts of a module are right for any widths."""
    case = Case("inception_module", (in_channels, module["widths"]))
    assert_same(student.inception_module(*case.args), want=reference.inception_module(*case.args), call=case)


@weight(0.5)
@given(in_channels=_WIDTHS, module=_modules(), large_kernel=_KERNELS)
def test_any_large_kernel(student, reference, in_channels, module, large_kernel):
    """The large kernel has the size that the call names."""
    case = Case("inception_module", (in_channels, module["widths"]), {"large_kernel": large_kernel})
    want = reference.inception_module(*case.args, **case.kwargs)
    assert_same(student.inception_module(*case.args, **case.kwargs), want=want, call=case)


@weight(2)
@given(layers=_networks(), in_channels=_WIDTHS, large_kernel=_KERNELS)
def test_any_network(student, reference, layers, in_channels, large_kernel):
    """A network of convolutions and modules is right row by row."""
    case = Case("googlenet_params", (layers,), {"in_channels": in_channels, "large_kernel": large_kernel})
    want = reference.googlenet_params(*case.args, **case.kwargs)
    assert_rows(student.googlenet_params(*case.args, **case.kwargs), want, call=case)


@weight(2)
def test_googlenet(student):
    """With 3 x 3 kernels for the large ones, GoogLeNet's 13 rows have 6 624 904 parameters together."""
    rows = student.googlenet_params(networks.GOOGLENET, large_kernel=3)
    assert_rows(rows, _GOOGLENET, call="googlenet_params(networks.GOOGLENET, large_kernel=3)")


@weight(0.5)
def test_arguments_unchanged(student):
    """The widths and the layers that are given stay as they were."""
    module = networks.inception("module", 1, 1, 2, 1, 1, 3)
    case = Case("inception_module", (2, module["widths"]))
    want = {"1x1": 4, "3x3": 26, "5x5": 31, "pool": 12, "params": 73, "out_channels": 7}
    assert_same(student.inception_module(*case.args), want=want, call=case)
    assert_unchanged(student, call=case)
