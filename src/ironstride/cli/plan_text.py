"""A plan in words for a narrow terminal: stops first, then the season, then week by week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from ironstride.cli.output import wrapped
from ironstride.domain.clock import clock_text
from ironstride.domain.plan import BlockKind, Sides

if TYPE_CHECKING:
    from ironstride.domain.plan import (
        Block,
        Plan,
        PlannedSession,
        PlannedWeek,
        PrescribedExercise,
        PrescribedSet,
        Stop,
    )
    from ironstride.domain.run import ScheduledRun
    from ironstride.services.measures import Measures

Names = Mapping[str, str]
"""Names of exercises by id; an id without a name is shown itself."""

BLOCK_WORDS = {
    BlockKind.WARM_UP: "Warm-up",
    BlockKind.SUPERSET: "In turn",
    BlockKind.CIRCUIT: "Round by round",
    BlockKind.COOL_DOWN: "Cool-down",
}
SIDE_WORDS = {Sides.EACH: " each side", Sides.LEFT: ", left", Sides.RIGHT: ", right"}


def exercises_in(sessions: Iterable[PlannedSession]) -> list[str]:
    """Return the ids of the exercises in some sessions."""
    return [
        each.exercise
        for session in sessions
        for block in session.blocks
        for each in block.exercises
    ]


def plan_text(plan: Plan, names: Names, measures: Measures) -> str:
    """Return the whole plan: stops, conflict, changes, notes, season, weeks with sessions."""
    parts = [
        stops_text(plan.stops),
        _conflict(plan, measures),
        _changes(plan, measures),
        _notes(plan, measures),
        _season(plan),
    ]
    parts += [week_text(plan, week, names, measures) for week in plan.weeks if week.sessions]
    return "\n\n".join(part for part in parts if part)


def stops_text(stops: Iterable[Stop]) -> str:
    """Return what blocks training, and whom to see."""
    lines = []
    for stop in stops:
        lines.append(wrapped(f"STOP ({stop.flag}): {stop.sentence}", hang="  "))
        lines.append(wrapped(f"  See: {stop.see}.", hang="  "))
    return "\n".join(lines)


def _conflict(plan: Plan, measures: Measures) -> str:
    if not plan.conflict:
        return ""
    lines = ["Not all that was asked for can hold together. The plan below leaves out:"]
    for each in plan.conflict:
        lines.append(wrapped(f"- {measures.said(each.what)}", hang="  "))
        if each.why and each.why[1:] not in each.remedy:
            lines.append(wrapped(f"  Why: {measures.said(each.why)}", hang="  "))
        lines.append(wrapped(f"  Remedy: {measures.said(each.remedy)}", hang="  "))
    return "\n".join(lines)


def _changes(plan: Plan, measures: Measures) -> str:
    if not plan.changes:
        return ""
    changes = [wrapped(f"- {measures.said(each.sentence)}", hang="  ") for each in plan.changes]
    return "\n".join(["What changed:", *changes])


def _notes(plan: Plan, measures: Measures) -> str:
    return "\n".join(wrapped(measures.said(note)) for note in plan.notes)


def _season(plan: Plan) -> str:
    lines = [f"Season: {len(plan.weeks)} weeks"]
    for number, week in enumerate(plan.weeks, 1):
        light = ", light" if week.light else ""
        many = "" if len(week.sessions) == 1 else "s"
        count = f", {len(week.sessions)} session{many}" if week.sessions else ""
        lines.append(f"{number:>4}  {day_text(week.start)}  {_phase(week)}{light}{count}")
    return "\n".join(lines)


def _phase(week: PlannedWeek) -> str:
    return week.phase.value.replace("-", " ")


def day_text(date: dt.date) -> str:
    """Return a date as people say it, in a fixed width."""
    return f"{date:%a} {date.day:>2} {date:%b}"


def week_text(plan: Plan, week: PlannedWeek, names: Names, measures: Measures) -> str:
    """Return a week: runs and sessions on one calendar, then each session in full."""
    light = ", light" if week.light else ""
    lines = [f"Week of {day_text(week.start)}: {_phase(week)}{light}"]
    days = [week.start + dt.timedelta(days=day) for day in range(7)]
    runs = () if plan.is_stopped else plan.runs
    for day in days:
        entries = [(run.start_minute, _run(run, measures)) for run in runs if run.date == day]
        entries += [(s.start_minute, _headline(s)) for s in week.sessions if s.date == day]
        entries.sort()
        shown = [f"{clock_text(minute)}  {text}" for minute, text in entries] or ["      -"]
        lines += [
            f"  {day_text(day) if first else ' ' * 10}  {text}"
            for first, text in zip([True] + [False] * len(shown), shown, strict=False)
        ]
    lines += [session_text(session, names, measures) for session in week.sessions]
    return "\n".join(lines)


def _run(run: ScheduledRun, measures: Measures) -> str:
    far = f", {measures.distance(run.distance_m)}" if run.distance_m else ""
    return f"run: {run.kind.value}, {run.minutes:.0f} min{far}"


def _headline(session: PlannedSession) -> str:
    return (
        f"{session.title}, {session.minutes_planned:.0f} of {session.minutes_budget:.0f} min, "
        f"{session.place}"
    )


def session_text(session: PlannedSession, names: Names, measures: Measures) -> str:
    """Return a session: its blocks, each exercise with its sets, and why it lies there."""
    when = f"{day_text(session.date)} {clock_text(session.start_minute)}"
    lines = [f"\n  {when}  {_headline(session)}"]
    lines += [
        wrapped(measures.said(reason.sentence), indent="    ") for reason in session.reasons[:1]
    ]
    for block in session.blocks:
        lines += _block(block, names, measures)
    return "\n".join(lines)


def _block(block: Block, names: Names, measures: Measures) -> list[str]:
    words = BLOCK_WORDS.get(block.kind)
    lines = [] if words is None else [f"    {words} ({block.seconds_planned / 60:.0f} min)"]
    indent = "    " if words is None else "      "
    for each in block.exercises:
        name = names.get(each.exercise, each.exercise)
        lines.append(
            wrapped(f"{name}: {_sets(each, measures)}", indent=indent, hang=f"{indent}    ")
        )
    return lines


def _sets(each: PrescribedExercise, measures: Measures) -> str:
    side = SIDE_WORDS.get(each.side, "")
    runs = [(len(list(equal)), one) for one, equal in groupby(each.sets)]
    text = "; ".join(set_text(one, count, measures, side) for count, one in runs)
    return text if each.first_side is None else f"{text}, {each.first_side.value} side first"


def set_text(one: PrescribedSet, count: int, measures: Measures, side: str = "") -> str:
    """Return equal sets in words: how many, of what, at which load, with what left."""
    parts = [f"{count} x {_amount(one)}{side}"]
    if one.kind == "warm-up" and one.load_kg is not None:
        parts[0] = f"warm-up {parts[0]}"
    if one.load_kg is not None:
        pair = " in two hands" if one.implements == 2 else ""  # noqa: PLR2004 (two implements)
        parts.append(f"{measures.mass(one.load_kg)}{pair}")
    if one.band is not None:
        parts.append(f"band {one.band}")
    if one.rir is not None:
        parts.append(f"{one.rir:g} in reserve")
    if one.tempo is not None:
        parts.append(f"tempo {one.tempo}")
    if one.rest_seconds:
        parts.append(f"rest {one.rest_seconds:.0f} s")
    return ", ".join(parts)


def _amount(one: PrescribedSet) -> str:
    if one.reps is not None:
        held = f" held {one.hold_seconds:g} s" if one.hold_seconds else ""
        return f"{one.reps}{held}"
    if one.seconds is not None:
        return f"{one.seconds:g} s"
    if one.contacts is not None:
        return f"{one.contacts} contacts"
    return f"{one.distance_m:g} m"
