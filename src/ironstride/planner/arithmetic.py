"""Plain arithmetic that shows at once that wishes cannot hold together: no search, a sentence each.

A check that speaks is right: what it says cannot hold has no plan under the hard rules (a test
demands it of the exact search). One that is silent proves nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ironstride.domain.athlete import Pin, Window, at_place
from ironstride.domain.clock import clock_text, day_of
from ironstride.planner.content_model import ContentModel
from ironstride.planner.facts import Facts
from ironstride.planner.sessions import SessionFrame
from ironstride.planner.slots import place_named, run_end, windows_on
from ironstride.units import DAYS_PER_WEEK

WINDOWS, REST_DAYS, ONE_A_DAY, KIT = (
    "time.windows",
    "recovery.rest_days",
    "time.one_a_day",
    "kit.available",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one piece of arithmetic found: its name and the sentence with the figures in it."""

    name: str
    sentence: str


def too_few_days(facts: Facts, monday: dt.date, sessions: int) -> Check | None:
    """Return that a week has fewer free days than sessions; rest days and windows are counted."""
    if not all(facts.counts(rule) for rule in (WINDOWS, REST_DAYS, ONE_A_DAY)):
        return None
    free = [d for d in _days(facts, monday) if _is_free(facts, d)]
    if len(free) >= sessions:
        return None
    return Check(
        name="free-days",
        sentence=f"{_number(len(free), 'day')} of the week of {monday.isoformat()} "
        f"{'has' if len(free) == 1 else 'have'} a window and {'is' if len(free) == 1 else 'are'} "
        f"no rest day; {_number(sessions, 'session')} {'is' if sessions == 1 else 'are'} asked "
        "for, one a day.",
    )


def too_few_minutes(facts: Facts, monday: dt.date, sessions: int) -> Check | None:
    """Return that the windows of a week are shorter, runs taken off, than its sessions together.

    Silent where a window is shorter than a session: there a session is as long as its window.
    """
    if not facts.counts(WINDOWS) or not facts.counts(REST_DAYS):
        return None
    availability = facts.athlete.availability
    total = 0
    least = availability.minutes
    for date in _days(facts, monday):
        if not _is_free(facts, date):
            continue
        for window in windows_on(facts, date):
            minutes = window.minutes or availability.minutes
            if window.end_minute - window.start_minute < minutes:
                return None
            least = min(least, minutes)
            total += sum(end - start for start, end in _left_of(facts, window, date))
    if total >= sessions * least:
        return None
    return Check(
        name="window-minutes",
        sentence=f"{_number(total, 'minute')} of your windows are left between the runs of the "
        f"week of {monday.isoformat()}; {_number(sessions, 'session')} of {least} take "
        f"{sessions * least}.",
    )


def required_too_long(model: ContentModel, frame: SessionFrame, session: int) -> Check | None:
    """Return that what a professional wants in a session takes longer than its minutes."""
    wanted = sorted(
        {m.require for m in model.facts.limits_on(frame.placed.date) if m.require is not None}
    )
    seconds: dict[str, int] = {}
    for choice in model.in_session(session):
        if choice.exercise.id in wanted:
            least = seconds.get(choice.exercise.id, choice.seconds)
            seconds[choice.exercise.id] = min(least, choice.seconds)
    if not wanted:
        return None
    if len(seconds) == len(wanted) and sum(seconds.values()) <= frame.work_seconds:
        return None
    return Check(
        name="required-minutes",
        sentence=f"{frame.placed.minutes} minutes less {frame.warm_up_seconds // 60} of "
        "warm-up don't hold what is wanted in every session.",
    )


def pin_cannot_be(facts: Facts, pin: Pin) -> Check | None:
    """Return what by itself keeps a session from being where it was put by hand."""
    if pin.session != "place":
        return None
    checks = (_on_rest_day, _while_away, _outside_windows, _in_a_run)
    return next((found for check in checks if (found := check(facts, pin)) is not None), None)


def _on_rest_day(facts: Facts, pin: Pin) -> Check | None:
    rest = facts.athlete.availability.rest_days
    if not facts.counts(REST_DAYS) or day_of(pin.date) not in rest:
        return None
    return Check(name="pin-on-rest-day", sentence=f"You keep {pin.date:%A} free as a rest day.")


def _while_away(facts: Facts, pin: Pin) -> Check | None:
    away = facts.athlete.availability.away
    if not any(a.place is None and a.first <= pin.date <= a.last for a in away):
        return None
    if not facts.counts(WINDOWS):
        return None
    return Check(name="pin-while-away", sentence=f"You are away on {pin.date.isoformat()}.")


def _outside_windows(facts: Facts, pin: Pin) -> Check | None:
    if not facts.counts(WINDOWS):
        return None
    windows, day = windows_on(facts, pin.date), f"{pin.date:%A}"
    if not windows:
        return Check(name="pin-outside-windows", sentence=f"You gave no window on {day}.")
    at = pin.start_minute
    if at is None or any(w.start_minute <= at < w.end_minute for w in windows):
        return None
    return Check(
        name="pin-outside-windows",
        sentence=f"{clock_text(at)} lies outside your windows of {day}.",
    )


def _in_a_run(facts: Facts, pin: Pin) -> Check | None:
    at = pin.start_minute
    if at is None or not facts.counts(WINDOWS):
        return None
    for run in facts.runs:
        if run.date == pin.date and run.start_minute <= at < run_end(run):
            return Check(
                name="pin-in-a-run",
                sentence=f"The {run.kind} run of {pin.date:%A} goes from "
                f"{clock_text(run.start_minute)} to {clock_text(run_end(run))}.",
            )
    return None


def contradicts(pin: Pin, others: tuple[Pin, ...]) -> Check | None:
    """Return that other edits by hand want the opposite on the same day."""
    for other in others:
        if other == pin or other.date != pin.date or None in {other.session, pin.session}:
            continue
        starts = {pin.start_minute, other.start_minute}
        if {pin.session, other.session} == {"place", "none"} and (
            None in starts or len(starts) == 1
        ):
            return Check(
                name="pins-contradict",
                sentence=f"You both put a session on {pin.date.isoformat()} and took it out.",
            )
        if pin.session == other.session == "place" and None not in starts and len(starts) > 1:
            return Check(
                name="pins-contradict",
                sentence=f"You put two sessions on {pin.date.isoformat()}; one a day is the most.",
            )
    return None


def kit_missing(facts: Facts, exercise_id: str, place_id: str) -> Check | None:
    """Return that an exercise swapped in by hand needs kit that its place does not have."""
    exercise = facts.catalogue.by_id.get(exercise_id)
    if exercise is None or not facts.counts(KIT):
        return None
    here = place_named(facts, place_id).equipment
    if any(needed <= here for needed in exercise.equipment):
        return None
    missing = min((sorted(needed - here) for needed in exercise.equipment), key=len, default=[])
    return Check(
        name="kit",
        sentence=f"{exercise.name} needs {' and '.join(missing).replace('-', ' ')}, which isn't "
        f"{at_place(place_id)}.",
    )


def after_the_plan(facts: Facts, pin: Pin) -> Check | None:
    """Return that a session was put on a day after the plan's last one."""
    end = facts.weeks[-1] + dt.timedelta(days=DAYS_PER_WEEK)
    if pin.session is None or pin.date < end:
        return None
    return Check(
        name="dates",
        sentence=f"What you set for {pin.date.isoformat()} isn't used: the plan ends before "
        f"{end.isoformat()}. Ask for more weeks, or set it later.",
    )


def _days(facts: Facts, monday: dt.date) -> list[dt.date]:
    days = (monday + dt.timedelta(days=d) for d in range(DAYS_PER_WEEK))
    return [day for day in days if day >= facts.today]


def _is_free(facts: Facts, date: dt.date) -> bool:
    rest = facts.athlete.availability.rest_days
    return day_of(date) not in rest and bool(windows_on(facts, date))


def _left_of(facts: Facts, window: Window, date: dt.date) -> list[tuple[int, int]]:
    """Return the stretches of a window, from and to, that no run takes."""
    left = [(window.start_minute, window.end_minute)]
    for run in facts.runs:
        if run.date != date:
            continue
        cut: list[tuple[int, int]] = []
        for start, end in left:
            cut += [(start, min(end, run.start_minute)), (max(start, run_end(run)), end)]
        left = [(start, end) for start, end in cut if start < end]
    return left


def _number(count: int, word: str) -> str:
    return f"{count or 'No'} {word}{'' if count == 1 else 's'}"
