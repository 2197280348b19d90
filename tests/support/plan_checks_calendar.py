"""Weeks, runs, dates, windows, gaps: what an outsider recomputes of when things lie."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from tests.support.outsider import (
    DAYS,
    HEAVY_SETS,
    KEY,
    NOVEL_DAYS,
    QUALITY,
    Document,
    Outsider,
    date_of,
    is_heavy_set,
    minute_of,
)

GRID: Final = 30
SAME_DAY_HOURS: Final = 6
HEAVY_TO_KEY_HOURS: Final = 24
HEAVY_APART_HOURS: Final = 48
QUIET_BEFORE: Final = {"A": 7, "B": 4, "C": 2}
"""Days before a race that hold no heavy legs, at the least (CT-23, CT-10)."""
DEFAULT_WEEKS, MOST_WEEKS, DEFAULT_DETAIL = 16, 52, 16


def weeks(plan: Outsider, asked: int | None, detail: int) -> Iterator[str]:
    """Yield what is wrong with the row of weeks."""
    starts = [date_of(w["start"]) for w in plan.plan["weeks"]]
    first = plan.today - dt.timedelta(days=plan.today.weekday())
    if starts != [first + dt.timedelta(weeks=n) for n in range(len(starts))]:
        yield "weeks: not consecutive Mondays from the week of today"
    if asked is not None and len(starts) != asked:
        yield f"weeks: {len(starts)} instead of {asked}"
    if asked is None:
        yield from _default_length(plan, starts)
    for number, week in enumerate(plan.plan["weeks"], 1):
        if number > detail and week["sessions"]:
            yield f"week {number}: sessions beyond the detail of {detail}"
        for session in week["sessions"]:
            if not 0 <= (date_of(session["date"]) - date_of(week["start"])).days < len(DAYS):
                yield f"{session['id']}: lies outside its week"
    ids = [s["id"] for s in plan.sessions]
    if len(set(ids)) != len(ids):
        yield "sessions: ids are not unique"


def _default_length(plan: Outsider, starts: list[dt.date]) -> Iterator[str]:
    first = plan.today - dt.timedelta(days=plan.today.weekday())
    races = [date_of(r["date"]) for r in plan.races if r["priority"] != "C"]
    if not races and len(starts) != DEFAULT_WEEKS:
        yield f"weeks: {len(starts)} instead of the default of {DEFAULT_WEEKS}"
    if races:
        last = max(races) - dt.timedelta(days=max(races).weekday())
        wanted = min(MOST_WEEKS, (last - first).days // 7 + 1)
        if not wanted <= len(starts) <= min(MOST_WEEKS, wanted + 4):
            yield f"weeks: {len(starts)}, the last race is in week {wanted}"


def runs(plan: Outsider) -> Iterator[str]:
    """Yield how the assumed runs differ from those that the athlete file makes."""
    race_days = {r["date"] for r in plan.races}
    planned = {r["date"] for r in plan.athlete.get("planned_runs", [])}
    wanted: set[tuple[str, str, str]] = set()
    day = plan.today
    while day <= plan.end:
        text = day.isoformat()
        banned = any(m.get("forbid") in {"running", "all"} for m in plan.limits_on(day))
        if not banned and text not in race_days:
            source = (
                [r for r in plan.athlete["planned_runs"] if r["date"] == text]
                if text in planned
                else [
                    r for r in plan.athlete.get("usual_week", []) if r["day"] == DAYS[day.weekday()]
                ]
            )
            wanted |= {(text, r["start"], r["kind"]) for r in source if r["kind"] != "rest"}
        day += dt.timedelta(days=1)
    found = {(r["date"], r["start"], r["kind"]) for r in plan.plan["runs"]}
    ordinary = {r for r in found if r[0] not in race_days}
    for missing in sorted(wanted - ordinary):
        yield f"runs: {missing} is not assumed"
    for extra in sorted(ordinary - wanted):
        yield f"runs: {extra} comes from nowhere"
    for race in race_days:
        banned = any(m.get("forbid") in {"running", "all"} for m in plan.limits_on(date_of(race)))
        inside = plan.today <= date_of(race) <= plan.end and not banned
        if inside and not any(r[0] == race and r[2] == "race" for r in found):
            yield f"runs: the race of {race} is not among the runs"


def placement(plan: Outsider) -> Iterator[str]:
    """Yield where a session may not lie: windows, rest days, places, runs, one another."""
    rest = set(plan.availability.get("rest_days", []))
    taken: list[Document] = []
    for session in plan.sessions:
        where, date = session["id"], date_of(session["date"])
        if date < plan.today:
            yield f"{where}: lies before today"
        if DAYS[date.weekday()] in rest:
            yield f"{where}: lies on a rest day"
        if session["place"] not in plan.places:
            yield f"{where}: {session['place']} is no place of the athlete"
        yield from _window(plan, session)
        for run in plan.runs:
            if plan.begins(session) < run.ends and run.begins < plan.ends(session):
                yield f"{where}: overlaps the {run.kind} run of {run.date}"
        for other in taken:
            if plan.begins(session) < plan.ends(other):
                yield f"{where}: overlaps {other['id']}"
        taken.append(session)


def _window(plan: Outsider, session: Document) -> Iterator[str]:
    where, date = session["id"], date_of(session["date"])
    start, length = minute_of(session["start"]), session["minutes_budget"]
    windows = plan.windows_on(date)
    if not windows:
        yield f"{where}: lies on a day without a window, or away"
        return
    fitting = [
        w
        for w in windows
        if w[0] <= start and start + length <= w[1] and w[2] in {None, session["place"]}
    ]
    if not fitting:
        yield f"{where}: {session['start']} and {length} min at {session['place']} fit no window"
    elif all(length > w[3] for w in fitting):
        yield f"{where}: a budget of {length} min, fewer are asked"
    on_grid = any((start - w[0]) % GRID == 0 for w in fitting)
    kept = {minute_of(p["start"]) for p in plan.athlete.get("pins", []) if "start" in p}
    ends = {run.end for run in plan.runs if run.date == date}
    gaps = ends | {end + SAME_DAY_HOURS * 60 for end in ends}
    if start % GRID and not on_grid and start not in kept | gaps:
        yield f"{where}: {session['start']} is on no half hour and keeps no gap"


def heavy_again(plan: Outsider) -> dict[str, bool]:
    """Return by session id whether it is heavy legs, by the definition of the contract."""
    last: dict[str, dt.date] = {}
    found: dict[str, bool] = {}
    for session in plan.sessions:
        date = date_of(session["date"])
        works = plan.working(session)
        sets = sum(is_heavy_set(w, one) for w in works for one in w.sets)
        new = any(
            (w.row["impact"] > 0 or (w.is_legs and w.row["eccentric"]))
            and (w.id not in last or (date - last[w.id]).days > NOVEL_DAYS)
            for w in works
        )
        found[session["id"]] = sets >= HEAVY_SETS or new
        last.update({w.id: date for w in works})
    return found


def heavy_legs(plan: Outsider, *, logged: bool) -> Iterator[str]:
    """Yield where heavy legs are wrongly named or lie too near to runs, races, one another.

    Args:
        logged: whether lifts were given; then what is new cannot be told from the plan alone.
    """
    heavy = heavy_again(plan)
    before: Document | None = None
    for session in plan.sessions:
        where = session["id"]
        if not logged and heavy[where] is not session["heavy_lower"]:
            yield f"{where}: heavy_lower is {session['heavy_lower']}, recomputed {heavy[where]}"
        if not session["heavy_lower"] and (logged or not heavy[where]):
            continue
        done = plan.begins(session) + dt.timedelta(minutes=session["minutes_planned"])
        for run in plan.runs:
            hours = (run.begins - done).total_seconds() / 3600
            if run.kind in KEY and 0 <= hours < HEAVY_TO_KEY_HOURS:
                yield f"{where}: heavy legs {hours:.1f} h before the {run.kind} run of {run.date}"
        if before is not None:
            hours = (plan.begins(session) - plan.begins(before)).total_seconds() / 3600
            if hours < HEAVY_APART_HOURS:
                yield f"{where}: heavy legs {hours:.1f} h after those of {before['id']}"
        for race in plan.races:
            days = (date_of(race["date"]) - date_of(session["date"])).days
            if 0 <= days <= QUIET_BEFORE[race["priority"]]:
                yield f"{where}: heavy legs {days} days before a race of {race['priority']}"
        before = session


def run_first(plan: Outsider) -> Iterator[str]:
    """Yield where strength precedes a quality run of the day, or follows it too soon."""
    for session in plan.sessions:
        for run in plan.runs:
            if run.kind not in QUALITY or run.date != date_of(session["date"]):
                continue
            hours = (plan.begins(session) - run.ends).total_seconds() / 3600
            if hours < SAME_DAY_HOURS:
                yield f"{session['id']}: {hours:.1f} h after the {run.kind} run of the day"
