"""Wrong versions of why_questions: every wrong choice, and wrong forms of an answer."""

from convgrade.checks import misconception


@misconception(
    "Q01",
    "A convolution is thought to be more than a linear function of the pixels.",
    hint="Write down one output of a convolution: is there anything but sums and products with weights in it?",
)
def convolution_not_linear():
    return {"why_not_fully_connected": "A", "why_consolidate": "B"}


@misconception(
    "Q02",
    "Only the memory is held against the fully connected layer.",
    hint="If memory cost nothing, what would the layer still have to get from the training images?",
)
def memory_alone():
    return {"why_not_fully_connected": "B", "why_consolidate": "B"}


@misconception(
    "Q03",
    "A fully connected layer is thought to be unable to do what a convolution does.",
    hint="What does a fully connected unit compute if most of its weights are zero?",
)
def unable():
    return {"why_not_fully_connected": "C", "why_consolidate": "B"}


@misconception(
    "Q04",
    "Having fewer units than the layer before is taken for a fault.",
    hint="How many numbers does a network return that tells cats from dogs?",
)
def never_fewer_units():
    return {"why_not_fully_connected": "E", "why_consolidate": "B"}


@misconception(
    "Q05",
    "Consolidating is taken for compression without loss.",
    hint="Find two different grids of 2 x 2 pixels with the same largest value. Can a later layer tell them apart?",
)
def lossless():
    return {"why_not_fully_connected": "D", "why_consolidate": "A"}


@misconception(
    "Q06",
    "A layer is thought to be at most a little smaller than the one before.",
    hint="What are the possible shapes of the weights of a fully connected layer on 40 000 numbers?",
)
def small_steps():
    return {"why_not_fully_connected": "D", "why_consolidate": "C"}


@misconception(
    "Q07",
    "Units near the output are thought to see less of the image.",
    hint="Two layers with 3 x 3 kernels: which pixels can change a unit of the second one?",
)
def sees_less():
    return {"why_not_fully_connected": "D", "why_consolidate": "D"}


@misconception(
    "Q08",
    "Smaller layers are thought to tell places more exactly.",
    hint="Move the largest value of a grid to another of its corners: what does max pooling return then?",
)
def more_exact():
    return {"why_not_fully_connected": "D", "why_consolidate": "E"}


@misconception("Q09", "One of the two questions is left out.", hint="Compare the keys of your dict with the docstring.")
def one_left_out():
    return {"why_not_fully_connected": "D"}


@misconception(
    "Q10", "The letters are returned without their names.", hint="Compare the type of your result with the docstring."
)
def without_names():
    return ["D", "B"]


@misconception("Q11", "The choices are numbered.", hint="By what does the docstring name the choices?")
def numbered():
    return {"why_not_fully_connected": 4, "why_consolidate": 2}
