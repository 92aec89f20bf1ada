"""Random calls about evaluation are legal, models are what they say, and PyTorch's answers are right by hand."""

import numpy as np
import pytest
from hypothesis import find, given, settings

from convgrade import cnn
from convgrade.checks import Case
from convgrade.checks.faults import CheckFailed
from convgrade.cnn import evaluation_cases as evaluation
from convgrade.cnn import oracle

QUIET = settings(database=None, derandomize=True, max_examples=1000, deadline=None)
THOROUGH = settings(database=None, derandomize=True, max_examples=100, deadline=None)

needs_pytorch = pytest.mark.skipif(not oracle.available(), reason="PyTorch is not installed")


@THOROUGH
@given(case=evaluation.softmax_cross_entropy_cases())
def test_targets_are_classes(case):
    """Every target is the number of a class, and there is one for each image."""
    logits, targets = case.args

    assert targets.shape == logits.shape[:1]
    assert set(targets.tolist()) <= set(range(logits.shape[1]))


@THOROUGH
@given(case=evaluation.top_k_error_cases())
def test_scores_differ_unless_ties_are_asked_for(case):
    """Without ties, no two classes of an image have the same score."""
    assert all(len(set(row)) == len(row) for row in case.args[0].tolist())


@pytest.mark.parametrize(
    ("kind", "is_so"),
    [
        ("k above the number of classes", lambda scores, _, k: k > scores.shape[1]),
        ("a tie at the k-th place", lambda scores, _, k: any(len(set(row)) < len(row) for row in scores.tolist())),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_special_cases_are_drawn(kind, is_so):
    """The strategy reaches the calls in which mistakes show."""
    assert find(evaluation.top_k_error_cases(ties=True), lambda case: is_so(*case.args), settings=QUIET)


@THOROUGH
@given(case=evaluation.standardize_cases())
def test_train_and_test_agree_on_channels(case):
    """Training and test images have the same channels and sides, and there are at least two training images."""
    train, test = case.args

    assert train.shape[1:] == test.shape[1:]
    assert len(train) > 1


@THOROUGH
@given(case=evaluation.occlusion_map_cases(square=False))
def test_boxes_lie_within_images(case):
    """A box is no larger than the image, and the target is a class of the model."""
    model, image, target, box = case.args

    assert all(side >= 1 for side in box)
    assert box[0] <= image.shape[1]
    assert box[1] <= image.shape[2]
    assert 0 <= target < model(image[None]).shape[1]


def test_a_model_can_be_pasted():
    """The name of a model is Python for the same function."""
    model = evaluation.model(cnn.numbers((3, 2, 2, 3), 4))
    batch = cnn.numbers((4, 2, 2, 3), 5)

    np.testing.assert_array_equal(model(batch), eval(model.__name__, {"np": np})(batch))


def test_a_model_refuses_what_is_no_batch():
    """An image without the axis of the batch is refused, in the words of a check."""
    with pytest.raises(CheckFailed, match=r"shape \(N, 1, 2, 2\)"):
        evaluation.model(np.ones((1, 1, 2, 2)))(np.ones((1, 2, 2)))


@needs_pytorch
def test_cross_entropy_of_equal_scores():
    """Two equal scores have the loss log(2), and the gradient is half a probability each way."""
    loss, grad = oracle.answer(Case("softmax_cross_entropy", (np.zeros((1, 2)), np.array([0]))))

    assert loss == pytest.approx(np.log(2), rel=1e-15)
    np.testing.assert_allclose(grad, [[-0.5, 0.5]], rtol=1e-15)


@needs_pytorch
@THOROUGH
@given(case=evaluation.top_k_error_cases(ties=True))
def test_top_k_error_agrees_with_counting(case):
    """PyTorch's stable sort puts the lower class first: the same as counting the classes in front."""
    scores, targets, k = case.args
    wrong = 0
    for row, target in zip(scores.tolist(), targets.tolist(), strict=True):
        in_front = [i for i, score in enumerate(row) if (-score, i) < (-row[target], target)]
        wrong += len(in_front) >= k

    assert oracle.answer(case) == pytest.approx(wrong / len(targets), abs=1e-15)


@needs_pytorch
def test_standardize_by_hand():
    """Training pixels 2 and 6 have mean 4 and deviation 2; a channel without variation is divided by 1."""
    train, test = np.array([[[[2.0, 6.0]], [[5.0, 5.0]]]]), np.array([[[[10.0]], [[7.0]]]])

    train_scaled, test_scaled = oracle.answer(Case("standardize", (train, test)))

    np.testing.assert_array_equal(train_scaled, [[[[-1, 1]], [[0, 0]]]])
    np.testing.assert_array_equal(test_scaled, [[[[3]], [[2]]]])
