"""``ironstride today``: what changed, what to do today, what is asked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ironstride.cli.doors import read
from ironstride.cli.options import database_option, json_option, today_of, today_option
from ironstride.cli.output import refuse, say, say_json, wrapped

if TYPE_CHECKING:
    from ironstride.services.measures import Measures
    from ironstride.services.today import DayRun, Today
    from ironstride.storage import RedFlagAnswer


@click.command(name="today")
@today_option
@database_option
@json_option
def command(*, today: dt.date | None, database: Path | None, as_json: bool) -> None:
    """Show the day: runs, the strength session with its sets, what changed, what is asked."""
    from ironstride.services.measures import measures_of
    from ironstride.services.today import today_of as day_of

    date = today_of(today)
    found, measures = read(
        database, lambda unit: (day_of(unit, date), measures_of(unit)), as_json=as_json
    )
    if found.current is None:
        from ironstride.cli.words import no_plan

        refuse([no_plan()], as_json=as_json)
    if as_json:
        say_json(today_document(found))
        return
    say(today_text(found, measures))


def today_document(found: Today) -> dict[str, object]:
    """Return the day as plain values; sessions as in the plan's JSON."""
    from ironstride.cli.words import place_document
    from ironstride.exporters.plan_json import session_document

    return {
        "schema": "ironstride/today/1",
        "date": found.date.isoformat(),
        "phase": None if found.week is None else found.week.phase.value,
        "phase_place": None if found.place is None else place_document(found.place),
        "stops": [] if found.current is None else [s.sentence for s in found.current.plan.stops],
        "rest": found.rest or None,
        "changes": [{"what": each.what, "sentence": each.sentence} for each in found.changes],
        "runs": [_run_document(run) for run in found.runs],
        "sessions": [
            {
                **session_document(each.planned),
                "done": each.is_done,
                "skipped": each.is_skipped,
                "sets_logged": len(each.sets),
            }
            for each in found.sessions
        ],
        "next": None if found.following is None else session_document(found.following),
        "questions": [
            {"flag": each.flag, "region": each.region, "side": each.side}
            for each in found.questions
        ],
        "mornings": [{"region": each.region, "side": each.side} for each in found.mornings],
    }


def _run_document(run: DayRun) -> dict[str, object]:
    from ironstride.domain.clock import clock_text

    return {
        "start": clock_text(run.start_minute),
        "kind": run.sport if run.kind is None else run.kind.value,
        "minutes": round(run.minutes, 1),
        "done": run.is_done,
    }


def _head(found: Today) -> list[str]:
    """Return what stands above the day's work: where it lies, and what forbids training."""
    from ironstride.cli.plan_text import day_text, stops_text
    from ironstride.cli.words import place_text

    lines = [f"{day_text(found.date)}"]
    if found.place is not None:
        lines.append(wrapped(place_text(found.place), hang="  "))
    behind = behind_text(found)
    if behind:
        lines.append(wrapped(behind, hang="  "))
    if found.current is not None and found.current.plan.stops:
        lines.append(stops_text(found.current.plan.stops))
    if found.rest:
        lines.append(wrapped(found.rest, hang="  "))
    return lines


def today_text(found: Today, measures: Measures) -> str:
    """Return the day in words."""
    from ironstride.body.words import region_words
    from ironstride.catalogue import names_of
    from ironstride.cli.plan_text import day_text, exercises_in, session_text
    from ironstride.domain.clock import clock_text

    lines = _head(found)
    lines += [
        wrapped(f"Changed: {measures.said(each.sentence)}", hang="  ") for each in found.changes
    ]
    for run in found.runs:
        done = ", done" if run.is_done else ""
        kind = run.sport if run.kind is None else run.kind.value
        far = f", {measures.distance(run.distance_m)}" if run.distance_m else ""
        when = clock_text(run.start_minute)
        lines.append(f"  {when}  run: {kind}, {run.minutes:.0f} min{far}{done}")
    names = names_of(exercises_in(each.planned for each in found.sessions))
    for each in found.sessions:
        lines.append(session_text(each.planned, names, measures))
        if each.is_done:
            lines.append("    Done.")
        elif each.is_skipped:
            lines.append("    Skipped.")
        else:
            lines.append(f"    Session {each.planned.id}; {len(each.sets)} sets logged.")
    if not found.sessions:
        following = found.following
        told = "No strength session is planned."
        if following is not None:
            told = (
                f"No strength session today; the next is {following.title} on "
                f"{day_text(following.date)} at {clock_text(following.start_minute)}."
            )
        lines.append(wrapped(told, indent="  "))
    lines += [
        wrapped(
            f"Asked: how is your {region_words(pain.region, pain.side)} this morning? "
            f"(`ironstride checkin --pain {pain.region} --side {pain.side} --date {pain.date} "
            "--next-morning N`)",
            hang="  ",
        )
        for pain in found.mornings
    ]
    lines += [
        wrapped(
            f"Asked: the questions of {each.flag}{_where(each)}. Answer them with `ironstride "
            f"checkin --flag {each.flag}`.",
            hang="  ",
        )
        for each in found.questions
    ]
    return "\n".join(lines)


def _where(answer: RedFlagAnswer) -> str:
    """Return `` for your shin (left)`` where a question is about a place."""
    from ironstride.body.words import region_words

    if answer.region is None or answer.side is None:
        return ""
    return f" for your {region_words(answer.region, answer.side)}"


def behind_text(found: Today) -> str:
    """Return that the plan is of another day, and what brings it here; empty where it is not."""
    current = found.current
    if current is None or current.plan.today >= found.date:
        return ""
    return (
        f"The plan was made for {current.plan.today:%A %d %B}; `ironstride plan` brings it "
        "to today."
    )
