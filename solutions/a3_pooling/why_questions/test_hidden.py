"""Hidden checks of why_questions: whether the answers are right, and why a wrong one is wrong.

The explanations never name the right choice: whoever reads one should be able to find it.
"""

from textwrap import fill

from gradescope_utils.autograder_utils.decorators import tags, weight

from convgrade.checks.faults import CheckFailed

_NOT_ANSWERED = "There is no letter from A to E under this name yet; have a guess, a wrong one is explained."

_FULLY_CONNECTED = {
    "A": "A good thought, as a network of linear layers alone would indeed be weak. But a convolution, too, only adds "
    "up pixels times weights. In both layers it is the activation function afterwards that makes the difference.",
    "B": "It is true that the weights take memory, but that is the least of it: 20 million float32 numbers are 80 "
    "megabytes, less than many a short film. Suppose that the memory were free. Would the layer learn well from a few "
    "thousand photos, and is there something about images that it would not know?",
    "C": "It may look so, but with enough units it can do whatever a convolution does: let each unit have the weights "
    "of the kernel inside of one window, and zeros for all other pixels. So it is not about what the layer could "
    "compute with the right weights; ask how it would come by them.",
    "E": "It is true that something is lost, but that alone is no fault: in the end a network says one word about "
    "40 000 pixels, so in every network some layers have fewer units than those before them. Look for something that "
    "does not hold for the other networks of the lecture as well.",
}

_CONSOLIDATE = {
    "A": "Fewer numbers, yes; but what was left out cannot be unpacked again. Of a grid with 1, 3, 4 and 2, max "
    "pooling passes on the 4, and no later layer can find out what the others were. That is intended; ask what is "
    "gained by it.",
    "C": "There is one unit for each class in the end, that is right. But a single layer can get there from any size: "
    "a fully connected one may take 40 000 numbers and return 10. So the last layer is no reason for those before it "
    "to shrink as well.",
    "D": "It is the other way round. A unit looks at a window of the layer before, whose units have looked at windows "
    "themselves, so the part of the image behind a unit grows from layer to layer. If you have done the exercise "
    "receptive_field, try your function on two layers.",
    "E": "It is the other way round. After max pooling of 2 x 2 grids, a large number says that something was found in "
    "one of four places, but no longer in which; after pooling once more, it is one of sixteen. Could that be an "
    "advantage?",
}


def _assert_right(student, reference, question, explanations):
    """Fail the check unless the question is answered rightly, with the reason why the choice is wrong."""
    got = student.answers()
    answer = got.get(question) if isinstance(got, dict) else None
    letter = answer.strip().upper() if isinstance(answer, str) else ""
    if letter == reference.answers()[question]:
        return
    chosen = f"choice {letter} is not it" if letter in explanations else "no choice yet"
    reason = fill(explanations.get(letter, _NOT_ANSWERED), 72, initial_indent="  ", subsequent_indent="  ")
    raise CheckFailed(f"{question}: {chosen}.\n{reason}", call="answers()")


@weight(0.75)
@tags("bonus")
def test_why_not_fully_connected(student, reference):
    """You know what speaks against a fully connected layer on a large image."""
    _assert_right(student, reference, "why_not_fully_connected", _FULLY_CONNECTED)


@weight(0.75)
@tags("bonus")
def test_why_consolidate(student, reference):
    """You know why the layers of a network become smaller towards its output."""
    _assert_right(student, reference, "why_consolidate", _CONSOLIDATE)
