"""Hidden checks of fc_params: any layer, and counts that need more than 32 bits."""

from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_same

_SIZES = st.integers(1, 5000)


@weight(2)
@given(in_features=_SIZES, out_features=_SIZES)
def test_any_layer(student, reference, in_features, out_features):
    """The count is right for every layer, with and without biases."""
    for bias in (True, False):
        case = Case("fc_params", (in_features, out_features), {"bias": bias})
        want = reference.fc_params(*case.args, **case.kwargs)
        assert_same(student.fc_params(*case.args, **case.kwargs), want=want, call=case)


@weight(1)
def test_full_hd_image(student):
    """A full HD colour image and 9 999 units make 62 201 789 199 parameters."""
    case = Case("fc_params", (3 * 1080 * 1920, 9999))
    assert_same(student.fc_params(*case.args), want=62_201_789_199, call=case)
