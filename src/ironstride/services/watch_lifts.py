"""Sets that a watch recorded, as logged sets: each once, under ids that equal files always give.

A watch knows no reserve, so such a set says "at least so much" of a maximum (LP-08), and it is no
tick for technique. Loads are taken as they stand in the file: all that was moved (house).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ironstride.catalogue import load
from ironstride.domain.exercise import Method
from ironstride.domain.performance import LoggedSession, LoggedSet
from ironstride.domain.problem import Problem, Severity
from ironstride.domain.run import ActivityKind
from ironstride.services.lift_names import UNRECOGNISED, NameIndex, index_for, watch_name
from ironstride.units import MIN_PER_HOUR, S_PER_MIN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ironstride.domain.exercise import Exercise
    from ironstride.domain.run import WatchSet
    from ironstride.storage import ActivityId, Database, StoredActivity, UnitOfWork

FIRST: Final = dt.date(1970, 1, 1)
PREFIX: Final = "watch:"
"""Begins the session id of what a watch recorded."""
FROM_THE_WATCH: Final = "from the watch"
MOST_LOAD_KG: Final = 1_000.0
MOST_REPS: Final = 1_000
"""Beyond these a figure of a watch is a fault, as in a log of lifts (house)."""
AROUND: Final = dt.timedelta(minutes=15)
"""A set logged by hand so near to a recorded session belongs to it (house)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchLifts:
    """What became of the sets of one recorded activity.

    Args:
        sets: how many are in the log now.
        unknown: names that mean no exercise of the catalogue, as the watch gives them.
        unrecognised: sets that the watch itself had no name for.
        is_twin: whether the runner's own log of that session counts instead.
        is_undated: whether they wait for a date.
    """

    sets: int = 0
    unknown: tuple[str, ...] = ()
    unrecognised: int = 0
    is_twin: bool = False
    is_undated: bool = False

    def problems(self, file: str) -> tuple[Problem, ...]:
        """Return what is worth telling of them, each with what can be done about it."""
        found = []
        if self.unknown:
            names = ", ".join(f"“{name}”" for name in self.unknown)
            found.append(
                _note(
                    "unknown-exercises",
                    f"The watch's {names} {'means' if len(self.unknown) == 1 else 'mean'} no "
                    "exercise of the catalogue yet; the sets are kept and teach nothing until you "
                    "say what it was.",
                    file,
                    "Say it once on the Import page, or with --exercise “NAME=ID”.",
                )
            )
        if self.unrecognised:
            found.append(
                _note(
                    "unrecognised-sets",
                    f"The watch had no name for {self.unrecognised} of the sets; they are kept "
                    "and teach nothing.",
                    file,
                    "Open the session under Runs and say what they were.",
                )
            )
        if self.is_twin:
            found.append(
                _note(
                    "logged-by-hand",
                    "You logged this session yourself, so the watch's own sets don't count "
                    "beside yours.",
                    file,
                    "Nothing needs to be done.",
                )
            )
        if self.is_undated:
            found.append(
                _note(
                    "sets-without-date",
                    "The sets wait for a date: the device knew none.",
                    file,
                    "Give the activity its start; then they are logged.",
                )
            )
        return tuple(found)


def _note(code: str, sentence: str, file: str, remedy: str) -> Problem:
    return Problem(
        code=code, sentence=sentence, location=file, remedy=remedy, severity=Severity.WARNING
    )


def session_of(activity: ActivityId) -> str:
    """Return the id of the session that a recorded activity is in the log."""
    return f"{PREFIX}{activity}"


def is_from_watch(logged: LoggedSet) -> bool:
    """Return whether a set was recorded by a watch, edited since or not."""
    return (logged.session_id or "").startswith(PREFIX)


def log_watch_sets(unit: UnitOfWork, id: ActivityId, *, now: dt.datetime) -> WatchLifts:
    """Ensure that a recorded activity's sets are logged as its file and its corrections say.

    A set that is in the log stays as it is, whatever was made of it; one that was deleted stays
    deleted. A hidden activity takes its sets out, and brings back those alone when it is shown.
    Sets that the runner logged by hand during the activity count instead of the watch's.
    """
    stored = unit.activities.get(id)
    if stored is None or not stored.activity.sets:
        return WatchLifts()
    here = unit.sets.of_session(session_of(id))
    if stored.correction.hidden:
        _take_out(unit, id, now=now)
        return WatchLifts()
    if stored.date is None or stored.activity.start is None:
        return WatchLifts(is_undated=True)
    if not here and _is_logged_by_hand(unit, stored):
        return WatchLifts(is_twin=True)
    index = index_for(unit)
    wanted = tuple(_sets_of(stored, index))
    hidden_at = _hidden_at(unit, id)
    for each in wanted:
        put = unit.sets.log(each, now=now, id=each.id)
        if put.status == "known":
            _follow(unit, each, hidden_at, now=now)
    logged = unit.sets.of_session(session_of(id))
    if logged:
        _keep_session(unit, stored, now=now)
    known = load().by_id
    names = {each.exercise for each in logged} - set(known)
    return WatchLifts(
        sets=len(logged),
        unknown=tuple(sorted(n for n in names - {UNRECOGNISED} if index.is_open(n))),
        unrecognised=sum(each.exercise == UNRECOGNISED for each in logged),
    )


def sets_of(unit: UnitOfWork, id: ActivityId) -> tuple[LoggedSet, ...]:
    """Return the logged sets of a recorded activity, in the order done."""
    return unit.sets.of_session(session_of(id))


def yield_to_own_log(unit: UnitOfWork, dates: Collection[dt.date], *, now: dt.datetime) -> int:
    """Return how many watch sets went out because the runner logged the session herself.

    A phone may send its log after the watch's file came.

    Args:
        dates: days on which something was logged by hand, at least one.
    """
    gone = 0
    for line in unit.activities.lines(
        first=min(dates), last=max(dates), kind=ActivityKind.STRENGTH
    ):
        if line.date not in dates or not unit.sets.of_session(session_of(line.id)):
            continue
        stored = unit.activities.get(line.id)
        if stored is not None and _is_logged_by_hand(unit, stored):
            gone += _take_out(unit, line.id, now=now)
    return gone


def _take_out(unit: UnitOfWork, id: ActivityId, *, now: dt.datetime) -> int:
    """Return how many sets were deleted, as versions, with the session that held them."""
    sets = unit.sets.of_session(session_of(id))
    for each in sets:
        if each.id is not None:
            unit.sets.delete(each.id, now=now)
    unit.sessions.delete(session_of(id), now=now)
    return len(sets)


def _hidden_at(unit: UnitOfWork, id: ActivityId) -> frozenset[dt.datetime]:
    """Return the moments at which the activity was taken out."""
    return frozenset(
        version.recorded_at
        for version in unit.activities.corrections(id)
        if version.value is not None and version.value.hidden
    )


def _follow(
    unit: UnitOfWork, wanted: LoggedSet, hidden_at: frozenset[dt.datetime], *, now: dt.datetime
) -> None:
    """Ensure that a known set came back with its activity, and lies on its activity's day."""
    set_id = wanted.id or ""
    last = unit.sets.history(set_id)[-1]
    if last.value is None and last.recorded_at in hidden_at:
        unit.sets.undo(set_id, now=now)
    held = unit.sets.get(set_id)
    if held is not None and held.date != wanted.date:
        moved = replace(held, date=wanted.date, logged_at=wanted.logged_at)
        unit.sets.edit(set_id, moved, now=now)


def _is_logged_by_hand(unit: UnitOfWork, stored: StoredActivity) -> bool:
    activity = stored.activity
    if stored.date is None or activity.start is None:
        return False
    length = dt.timedelta(seconds=max(activity.duration_s, activity.elapsed_s or 0.0))
    first, last = activity.start - AROUND, activity.start + length + AROUND
    return any(
        # A log without times that has sets on that day tells of the same session.
        each.logged_at is None or first <= each.logged_at <= last
        for each in unit.sets.between(stored.date, stored.date)
        if not is_from_watch(each)
    )


def _keep_session(unit: UnitOfWork, stored: StoredActivity, *, now: dt.datetime) -> None:
    """Ensure that the session is logged; what the runner said of it since is kept."""
    told = _session(stored)
    held = unit.sessions.get(told.session_id)
    rated = stored.correction.session_rpe
    if held is not None:
        told = replace(
            held, date=told.date, session_rpe=held.session_rpe if rated is None else rated
        )
    unit.sessions.put(told, now=now)


def _session(stored: StoredActivity) -> LoggedSession:
    activity = stored.activity
    if activity.start is None or stored.date is None:
        raise ValueError(f"{stored.id} has no date")
    local = activity.start + dt.timedelta(seconds=activity.utc_offset_s or 0)
    return LoggedSession(
        session_id=session_of(stored.id),
        date=stored.date,
        start_minute=local.hour * MIN_PER_HOUR + local.minute,
        minutes=round(activity.duration_s / S_PER_MIN, 1),
        session_rpe=activity.session_rpe,
    )


def _sets_of(stored: StoredActivity, index: NameIndex) -> Iterator[LoggedSet]:
    """Give the sets that hold an amount, each under the id that its place in the file makes."""
    activity = stored.activity
    if activity.start is None or stored.date is None:
        return
    by_id = load().by_id
    order = 0
    for place, each in enumerate(activity.sets):
        name = watch_name(each)
        is_loaded = bool(each.load_kg)
        found = index.of_watch(each, is_loaded=is_loaded)
        amount = _amount(each, None if found is None else by_id.get(found))
        if each.kind == "rest" or amount is None:
            continue
        ended = (each.start_s or 0.0) + (each.duration_s or 0.0)
        reps, seconds = amount
        yield LoggedSet(
            id=f"{session_of(stored.id)}:{place}",
            session_id=session_of(stored.id),
            exercise=found or name,
            date=stored.date,
            order=order,
            reps=reps,
            seconds=seconds,
            load_kg=each.load_kg if each.load_kg and 0 < each.load_kg <= MOST_LOAD_KG else None,
            logged_at=activity.start + dt.timedelta(seconds=ended),
        )
        order += 1


def _amount(each: WatchSet, exercise: Exercise | None) -> tuple[int | None, float | None] | None:
    """Return repetitions, or seconds where it is held or nothing was counted; None for neither."""
    seconds = each.duration_s if each.duration_s and each.duration_s > 0 else None
    is_held = exercise is not None and exercise.method is Method.HOLD
    if each.reps and 0 < each.reps <= MOST_REPS and not (is_held and seconds is not None):
        return each.reps, None
    return None if seconds is None else (None, seconds)


CAUGHT_UP: Final = "watch-sets-logged"
"""Setting that says that the activities of earlier programs were looked through."""


def catch_up(database: Database, *, now: dt.datetime) -> None:
    """Ensure, once in a database, that sets of activities stored by earlier programs are logged."""
    with database.snapshot() as unit:
        if unit.settings.get(CAUGHT_UP) is not None:
            return
        if not unit.activities.between(FIRST, now.date(), kind=ActivityKind.STRENGTH):
            return  # nothing was looked through, so that an import of nothing leaves no mark
    with database.begin(durable=False) as unit:
        for each in unit.activities.between(FIRST, now.date(), kind=ActivityKind.STRENGTH):
            log_watch_sets(unit, each.id, now=now)
        unit.settings.put(CAUGHT_UP, now.date().isoformat())
