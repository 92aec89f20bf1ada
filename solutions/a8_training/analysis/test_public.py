"""Public checks of the analysis: examples that can be worked out by hand."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import Case, assert_same
from convgrade.cnn import analysis_cases as analysis


@weight(1)
def test_first_two_classes(student):
    """top_2_error: an image counts as right if its class has the highest or the second highest score."""
    scores = np.array([[3.0, 2.0, 1.0], [3.0, 2.0, 1.0], [1.0, 2.0, 3.0], [2.0, 1.0, 3.0]])
    for count, labels, want in ((1, [0], 0.0), (1, [2], 1.0), (2, [1, 2], 0.5), (4, [0, 2, 0, 1], 0.75)):
        case = Case("top_2_error", (scores[:count], np.array(labels)))
        assert_same(student.top_2_error(*case.args), want=want, call=case)


@weight(1)
def test_counts(student):
    """confusion_matrix: the row is the class of an image, the column what the network answered."""
    for labels, answers, want in (([0], [1], [[0, 1], [0, 0]]), ([0, 0, 1], [0, 1, 1], [[1, 1], [0, 1]])):
        case = Case("confusion_matrix", (np.array(labels), np.array(answers), 2))
        assert_same(student.confusion_matrix(*case.args), want=np.array(want), call=case)


@weight(0.5)
def test_most_frequent_mistake(student):
    """most_confused: right answers are no mistakes, however many there are."""
    for counts, want in (([[9, 2], [3, 9]], (1, 0)), ([[0, 4, 0], [1, 7, 0], [0, 0, 8]], (0, 1))):
        case = Case("most_confused", (np.array(counts),))
        assert_same(student.most_confused(*case.args), want=want, call=case)


@weight(1)
def test_shades_of_a_filter(student):
    """filter_grid: the smallest weight of a filter becomes 0 and the largest one 1, in each filter by itself."""
    for filters, want in (([[[1, 3]]], [[0, 1]]), ([[[-2, 0], [1, 2]]], [[0, 0.5], [0.75, 1]])):
        case = Case("filter_grid", (np.array(filters, np.float64), 1))
        assert_same(student.filter_grid(*case.args), want=np.array(want, np.float64), call=case)


@weight(0.5)
def test_places_of_filters(student):
    """filter_grid: filters stand side by side, row by row, with one white pixel between them."""
    filters = np.array([[[1.0, 3.0]], [[5.0, 2.0]], [[8.0, 6.0]]])
    for columns, want in ((3, [[0, 1, 1, 1, 0, 1, 1, 0]]), (2, [[0, 1, 1, 1, 0], [1, 1, 1, 1, 1], [1, 0, 1, 1, 1]])):
        case = Case("filter_grid", (filters, columns))
        assert_same(student.filter_grid(*case.args), want=np.array(want, np.float64), call=case)


@weight(1)
def test_a_layer_that_is_the_same_everywhere(student):
    """equivariance_error: shifting before or behind a layer that treats all pixels alike is the same."""
    image = np.array([[[[1.0, 2.0, 0.0], [3.0, 4.0, 0.0], [0.0, 0.0, 0.0]]]])
    for shift in ((1, 0), (0, 1), (1, 1), (0, 0)):
        case = Case("equivariance_error", (analysis.scaling(2), image, shift))
        assert_same(student.equivariance_error(*case.args), want=0.0, call=case)


@weight(0.5)
def test_a_layer_that_is_not(student):
    """equivariance_error: what the layer does in one place only is seen as soon as the image moves."""
    image = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
    for factors, shift, want in (([[2, 2], [1, 1]], (1, 0), 2.0), ([[1, 3], [1, 1]], (0, 1), 2.0)):
        case = Case("equivariance_error", (analysis.scaling(factors), image, shift))
        assert_same(student.equivariance_error(*case.args), want=want, call=case)
