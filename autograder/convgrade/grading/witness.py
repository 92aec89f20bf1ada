"""The student's code, asked more than the checks did: the same call again, in the same process or in a new one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from convgrade.checks.context import Context
from convgrade.checks.faults import StudentStopped
from convgrade.checks.in_worker import WorkerCaller
from convgrade.checks.student import Caller, Part
from convgrade.checks.trials import Answer, Trial, answer_of
from convgrade.core.exercise import Exercise
from convgrade.grading.naming import Diagnosis
from convgrade.grading.suspects import Aspect, are_alike

_FEW = 3
_LEAST_FOR_TWO = 2
_MORE_NUMBERS = 300

UNSTABLE = Diagnosis(
    "The same call gives different answers each time it is made.",
    "On what does the answer depend, beside the arguments: on memory that was never set, or on an earlier call?",
)
DEPENDS_ON_THE_PAST = Diagnosis(
    "Made on its own, this call is answered right: the answer depends on the calls that came before.",
    "What outlives a call in your code: a global variable, a cache, a default argument that is changed, memory "
    "that was never set?",
)


class Witness:
    """Asks the student's code for further answers, within the time of one check.

    Parameters
    ----------
    exercise : Exercise
        Whose functions to call.
    context : Context
        Holds the caller of the checks, and makes others.
    """

    def __init__(self, exercise: Exercise, context: Context) -> None:
        self._exercise = exercise
        self._context = context
        self._answers: dict[str, Trial | None] = {}
        self._afresh: dict[str, Trial | None] = {}
        self._may_have_a_past = True

    def ask(self, trial: Trial) -> Trial | None:
        """Return the trial with the student's answer; None where the code cannot be asked any more."""
        if trial.key not in self._answers:
            caller = self._context.caller(self._exercise)
            if not self._answers:
                caller.begin_check()
            self._answers[trial.key] = _asked(caller, trial)
        return self._answers[trial.key]

    def ask_afresh(self, trial: Trial) -> Trial | None:
        """Return the trial with the answer of a new process, which has been asked nothing before."""
        if trial.key not in self._afresh:
            caller = self._context.caller_for(self._exercise)
            try:
                self._afresh[trial.key] = _asked(caller, trial)
            finally:
                if isinstance(caller, WorkerCaller):
                    caller.close()
        return self._afresh[trial.key]

    def inputs_at(self, parts: Sequence[Part | None]) -> list[Trial]:
        """Return calls that may be asked, smallest first, once for each part of the answers that is looked at."""
        return [trial.at(part) for trial in self.inputs for part in parts]

    @cached_property
    def inputs(self) -> list[Trial]:
        """Return calls that may be asked: the recorded cases, smallest first; none is answered yet."""
        if not self._exercise.recorded.is_file():
            return []
        cases = self._context.recording(self._exercise).cases
        trials = [Trial(case.function, case.args, case.kwargs, Answer()) for case in cases]
        return sorted((t for t in trials if t.size <= _MORE_NUMBERS), key=lambda trial: trial.size)

    def confirms(
        self,
        shows: Callable[[Trial], bool],
        verdict: Callable[[Trial], bool | None],
        parts: Sequence[Part | None] = (None,),
    ) -> bool:
        """Return whether the student's code goes wrong as a mistake would, on most of some small and large inputs.

        Parameters
        ----------
        shows : callable
            Whether the mistake makes a difference to a call.
        verdict : callable
            Of a call with the student's answer: whether the mistake answers alike; None where it is right.
        parts : sequence of Part or None, optional
            At which parts of the answers to look; None is the whole.
        """
        telling = [trial for trial in self.inputs_at(parts) if shows(trial)]
        asked = [self.ask(trial) for trial in telling[:_FEW] + telling[_FEW:][-_FEW:]]
        verdicts = [verdict(trial) for trial in asked if trial is not None]
        return None not in verdicts and 2 * verdicts.count(True) >= len(verdicts)

    def bears_out(
        self, calls: Iterable[Trial], shows: Callable[[Trial], bool], is_like: Callable[[Trial], bool]
    ) -> bool:
        """Return whether the student's code goes beyond one mistake, as two would: on at least two of these calls.

        Parameters
        ----------
        calls : iterable of Trial
            Calls that nobody has tried yet, smallest first; some small and some large ones are.
        shows : callable
            Whether two mistakes answer a call otherwise than one of them alone.
        is_like : callable
            Whether two mistakes answer as the student's code, given its answer.
        """
        telling = [trial for trial in calls if shows(trial)]
        asked = [self.ask(trial) for trial in telling[:_FEW] + telling[_FEW:][-_FEW:]]
        return len(asked) >= _LEAST_FOR_TWO and all(trial is not None and is_like(trial) for trial in asked)

    def is_unstable(self, trial: Trial) -> bool:
        """Return whether the student's code answers the same call differently when it is made again."""
        again = self.ask(trial)
        return again is not None and not are_alike(again.answer, trial.answer, Aspect.VALUE)

    def depends_on_the_past(self, trial: Trial, is_right: Callable[[Answer], bool]) -> bool:
        """Return whether a wrong answer is right in a new process; once one is not, no other is tried.

        Parameters
        ----------
        trial : Trial
            A call with a wrong answer.
        is_right : callable
            Judges another answer to the same call.
        """
        if self._may_have_a_past:
            afresh = self.ask_afresh(trial)
            self._may_have_a_past = afresh is not None and is_right(afresh.answer)
        return self._may_have_a_past


def _asked(caller: Caller, trial: Trial) -> Trial | None:
    try:
        if trial.function not in caller.names():
            return None
        answer = answer_of(caller, trial.function, trial.args, trial.kwargs)
        return replace(trial, answer=answer.at(trial.part))
    except StudentStopped:
        return None
