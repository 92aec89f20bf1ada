"""Wrong versions of relative_drops: each is caught by a check, and named."""

import itertools

from convgrade.checks import misconception


def _drops(errors):
    """Return the right answer."""
    return [(before - after) / before for before, after in itertools.pairwise(errors)]


@misconception(
    "C550",
    "The difference is divided by the error after the step.",
    hint="From 50 to 25: which part of the 50 has gone?",
)
def by_the_later(errors):
    return [(before - after) / after for before, after in itertools.pairwise(errors)]


@misconception("C551", "The differences are not divided.", hint="Is a step from 50 to 45 as large as one from 6 to 1?")
def absolute(errors):
    return [before - after for before, after in itertools.pairwise(errors)]


@misconception(
    "C552", "Every step is divided by the first error.", hint="With which year does each step compare itself?"
)
def by_the_first(errors):
    return [(before - after) / errors[0] for before, after in itertools.pairwise(errors)]


@misconception(
    "C553", "Every error is compared with the first one.", hint="With which year does each step compare itself?"
)
def since_the_first(errors):
    return [(errors[0] - after) / errors[0] for after in errors[1:]]


@misconception("C554", "The drops have the wrong sign.", hint="Is a drop positive if the error falls?")
def rises(errors):
    return [-drop for drop in _drops(errors)]


@misconception("C555", "The drops are always positive.", hint="What does the docstring say about an error that rises?")
def without_sign(errors):
    return [abs(drop) for drop in _drops(errors)]


@misconception("C556", "A rising error has a drop of 0.", hint="What does the docstring say about an error that rises?")
def no_negative_drops(errors):
    return [max(drop, 0.0) for drop in _drops(errors)]


@misconception(
    "C557", "The drops are returned in percent.", hint="From 50 to 25: which number does the docstring give?"
)
def in_percent(errors):
    return [100 * drop for drop in _drops(errors)]


@misconception("C558", "What is left is returned, not what has gone.", hint="From 50 to 45: is that a large drop?")
def what_is_left(errors):
    return [after / before for before, after in itertools.pairwise(errors)]


@misconception(
    "C559",
    "The accuracy's rise is returned, relative to the accuracy before.",
    hint="Which share of the errors has gone? That of the right answers is another question.",
)
def of_the_accuracy(errors):
    return [(before - after) / (100 - before) if before != 100 else 0.0 for before, after in itertools.pairwise(errors)]


@misconception(
    "C560", "A drop of 0 stands in front for the first year.", hint="Six years: how many steps lie between them?"
)
def zero_for_the_first(errors):
    return [0.0, *_drops(errors)]


@misconception("C561", "The last step is left out.", hint="Six years: how many steps lie between them?")
def last_left_out(errors):
    return _drops(errors)[:-1]


@misconception(
    "C562",
    "Only the drop from the first to the last year is returned.",
    hint="How many numbers does the docstring promise?",
)
def over_all(errors):
    return (errors[0] - errors[-1]) / errors[0]


@misconception("C563", "The drops come in the reverse order.", hint="Which step comes first in time?")
def reverse_order(errors):
    return _drops(errors)[::-1]


@misconception("C564", "The drops are rounded to three digits.", hint="Who asked for fewer digits?")
def rounded(errors):
    return [round(drop, 3) for drop in _drops(errors)]


@misconception("C565", "The division keeps whole numbers only.", hint="What is the difference between / and //?")
def whole_numbers(errors):
    return [(before - after) // before for before, after in itertools.pairwise(errors)]


@misconception(
    "C566", "Both errors share the divisor: the mean of the two.", hint="From 50 to 25: which part of the 50 has gone?"
)
def by_the_mean(errors):
    return [(before - after) / ((before + after) / 2) for before, after in itertools.pairwise(errors)]


@misconception(
    "C567", "A table with one row ends in an exception.", hint="How many steps does a table with one row have?"
)
def needs_two(errors):
    first = (errors[0] - errors[1]) / errors[0]
    return [first, *_drops(errors[1:])]


@misconception("A12", "The list of errors is changed.", hint="Compare the list before and after the call.")
def changes_errors(errors):
    drops = _drops(errors)
    errors.pop(0)
    return drops


@misconception(
    "A17", "The lecture's drops are returned, whatever the errors are.", hint="Change one number of the table."
)
def copied(errors):
    return [0.0851, 0.3643, 0.2866, 0.4359, 0.3182]


@misconception(
    "C07",
    "The drops are printed, and nothing is returned.",
    hint="What does a function without a return statement give back?",
)
def printed(errors):
    print(_drops(errors), end="")  # noqa: T201 - the mistake


@misconception(
    "A18", "The drops are a dict with the errors as keys.", hint="Compare the type of your result with the docstring."
)
def drops_as_dict(errors):
    return {str(after): drop for after, drop in zip(errors[1:], _drops(errors), strict=True)}


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(errors):
    return [(before - after) / before for before, after in zip(table, table[1:])]  # noqa: B905, F821, RUF007 - the mistake
