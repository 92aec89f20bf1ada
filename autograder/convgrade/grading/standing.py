"""Apply an assignment's rules to a submission: late work, how often is graded, which submission counts.

Everything follows from Gradescope's metadata and nothing from the clock: a regrade changes nothing.
Where the metadata are damaged a rule is not applied, and the report says so.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from convgrade.core.policies import Late, Policies, Rate
from convgrade.core.results import Report, Standing, Visibility
from convgrade.grading.metadata import Earlier, Metadata, MetadataError


def withheld(policies: Policies, metadata: Path | None) -> Standing | None:
    """Return what a student reads instead of results where no more submissions are graded for now.

    Parameters
    ----------
    policies : Policies
        The assignment's rules.
    metadata : Path or None
        Gradescope's ``submission_metadata.json``.

    Returns
    -------
    Standing or None
        With the last score that is known; None where the submission is to be graded.
    """
    if policies.rate is None:
        return None
    try:
        known = Metadata.read(metadata)
        now, earlier = known.created_at(), known.earlier()
    except MetadataError:
        return None  # `with_standing` says so
    _, opens = _counted(policies.rate, now, earlier)
    if opens is None:
        return None
    kept = next((one.score for one in reversed(earlier) if one.score is not None), 0.0)
    return Standing(
        score=kept,
        sentences=(
            f"Not graded: {_count(policies.rate)} already. The next one counts from {_moment(opens)}.",
            "Your score stays what it was.",
        ),
    )


def with_standing(report: Report, policies: Policies, metadata: Path | None) -> Report:
    """Return a report that says what the rules make of its points.

    Parameters
    ----------
    report : Report
        With the points of the checks.
    policies : Policies
        The assignment's rules.
    metadata : Path or None
        Gradescope's ``submission_metadata.json``.
    """
    if not policies.names:
        return report
    try:
        known = Metadata.read(metadata)
    except MetadataError as error:
        return _told(report, [_not_applied(", ".join(policies.names), error)])
    total = report.earned
    standing, notes = Standing(), []
    for name, rule in _rules(report, policies, known):
        try:
            standing = rule(standing, total if standing.score is None else standing.score)
        except MetadataError as error:
            notes.append(_not_applied(name, error))
    return _told(replace(report, standing=standing), notes)


_Rule = Callable[[Standing, float], Standing]


def _rules(report: Report, policies: Policies, known: Metadata) -> Sequence[tuple[str, _Rule]]:
    """Return the rules in the order in which they apply; each takes the points so far."""
    is_open = all(result.check.visibility is Visibility.VISIBLE for result in report.results)
    late, rate = policies.late, policies.rate
    rules: list[tuple[str, _Rule]] = []
    if rate is not None:
        rules.append(("[rate]", lambda standing, _: _with_count(standing, rate, known)))
    if late is not None:
        rules.append(("[late]", lambda standing, score: _with_late(standing, score, late, report.points, known)))
    if policies.keep_best:
        rules.append(("[previous_best]", lambda standing, score: _with_best(standing, score, known, is_open=is_open)))
    return rules


def _with_count(standing: Standing, rate: Rate, known: Metadata) -> Standing:
    number, _ = _counted(rate, known.created_at(), known.earlier())
    return _and(standing, f"Submission {number} of the {rate.submissions} that are graded within {_span(rate.hours)}.")


def _with_late(standing: Standing, score: float, late: Late, points: float, known: Metadata) -> Standing:
    delay = known.created_at() - known.due()
    if delay <= timedelta():
        return standing
    words = f"{_delay(delay)} late"
    if delay <= timedelta(minutes=late.grace_minutes):
        return _and(standing, f"{words}: nothing off within {late.grace_minutes:g} minutes.")
    percent = min(late.percent * math.ceil(delay / timedelta(hours=late.hours)), late.cap_percent)
    off = points * percent / 100
    sentence = f"{words}: {percent:g} % of {points:g} points, {round(off, 2):g} off."
    return replace(_and(standing, sentence), score=max(score - off, 0.0))


def _with_best(standing: Standing, score: float, known: Metadata, *, is_open: bool) -> Standing:
    """Let the best submission count; where checks are hidden from students, say nothing that tells their points."""
    scored = [(one.score, one.at) for one in known.earlier() if one.score is not None]
    if not scored:
        return standing
    best, at = max(scored)
    counting = replace(standing, score=best) if best > score else standing
    if not is_open:
        return _and(counting, "The best of this and your earlier submissions counts.")
    if best > score:
        return _and(
            counting, f"Your submission of {_moment(at)} counts, with {round(best, 2):g} points: it was better."
        )
    return _and(counting, "Of all your submissions this one counts.")


def _counted(rate: Rate, now: datetime, earlier: Sequence[Earlier]) -> tuple[int, datetime | None]:
    """Return which one of its span a submission is, and from when on one is graded again if it is not."""
    graded: list[datetime] = []
    span = timedelta(hours=rate.hours)
    for time in (*(one.at for one in earlier), now):
        recent = [before for before in graded if time - before < span]
        if len(recent) < rate.submissions:
            graded.append(time)
        elif time == now:
            return len(recent), recent[-rate.submissions] + span
    return len(recent) + 1, None


def _told(report: Report, notes: Sequence[str]) -> Report:
    return replace(report, footer=(*report.footer, *notes))


def _and(standing: Standing, sentence: str) -> Standing:
    return replace(standing, sentences=(*standing.sentences, sentence))


def _not_applied(names: str, error: MetadataError) -> str:
    return f"For the course staff: {names} of assignment.toml could not be applied: {error}."


def _count(rate: Rate) -> str:
    what = "submission was" if rate.submissions == 1 else "submissions were"
    return f"{rate.submissions} {what} graded within {_span(rate.hours)}"


def _span(hours: float) -> str:
    """Return a span of time in the largest unit that divides it."""
    if hours % 24 == 0:
        return "a day" if hours == 24 else f"{hours / 24:g} days"
    return "an hour" if hours == 1 else f"{hours:g} hours"


def _delay(delay: timedelta) -> str:
    """Return a delay in days, hours and minutes, the last begun one included: ``2 h 10 min``."""
    minutes = math.ceil(delay / timedelta(minutes=1))
    units = {"d": minutes // 1440, "h": minutes // 60 % 24, "min": minutes % 60}
    return " ".join(f"{count} {unit}" for unit, count in units.items() if count)


def _moment(time: datetime) -> str:
    """Return a time as its own time zone writes it: ``2026-03-02 14:03 (UTC-08:00)``."""
    return f"{time:%Y-%m-%d %H:%M} ({time.tzname()})"
