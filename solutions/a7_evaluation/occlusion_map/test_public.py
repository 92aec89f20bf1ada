"""Public checks of occlusion_map: models whose scores can be added up by hand."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import Case, assert_same
from convgrade.cnn import evaluation_cases as evaluation

_IMAGE = np.array([[[1.0, 2.0], [3.0, 4.0]]])


@weight(1)
def test_sum_of_pixels(student):
    """A model that adds up all pixels loses the pixels that are covered."""
    for box, want in (((1, 1), [[1, 2], [3, 4]]), ((1, 2), [[3], [7]]), ((2, 1), [[4, 6]]), ((2, 2), [[10]])):
        case = Case("occlusion_map", (evaluation.model(np.ones((1, 1, 2, 2))), _IMAGE, 0, box))
        assert_same(student.occlusion_map(*case.args), want=np.array(want, np.float64), call=case)


@weight(1)
def test_one_pixel_matters(student):
    """Where a class looks at one pixel alone, covering the others changes nothing for it."""
    weight_of_classes = np.zeros((2, 1, 2, 2))
    weight_of_classes[0, 0, 0, 1], weight_of_classes[1, 0, 1, 0] = 5, -2
    for target, want in ((0, [[0, 10], [0, 0]]), (1, [[0, 0], [-6, 0]])):
        case = Case("occlusion_map", (evaluation.model(weight_of_classes), _IMAGE, target, (1, 1)))
        assert_same(student.occlusion_map(*case.args), want=np.array(want, np.float64), call=case)
