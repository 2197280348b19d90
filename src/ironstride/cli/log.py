"""``ironstride log``: sets, and sessions done or skipped."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ironstride.cli.doors import got, opened
from ironstride.cli.options import (
    LOAD,
    Lifted,
    database_option,
    json_option,
    replan_option,
    today_of,
    today_option,
)
from ironstride.cli.output import refuse, say, say_json, wrapped
from ironstride.cli.replanning import replanned
from ironstride.cli.surroundings import surroundings
from ironstride.domain.body_region import Side
from ironstride.domain.clock import date_said
from ironstride.domain.performance import LoggedSession, LoggedSet, SetKind
from ironstride.domain.problem import Problem
from ironstride.units import kg_from_lb

if TYPE_CHECKING:
    from ironstride.services.measures import Measures
    from ironstride.storage import Database


@click.command(name="log")
@click.argument("exercise", required=False)
@click.option("--reps", type=int, help="Repetitions.")
@click.option("--seconds", type=float, help="Seconds held.")
@click.option("--contacts", type=int, help="Foot contacts.")
@click.option("--distance", type=float, help="Metres.")
@click.option(
    "--load", type=LOAD, help="All that was moved: 60kg or 130lb; a bare 60 is in your own unit."
)
@click.option("--rir", type=float, help="Repetitions left in reserve.")
@click.option(
    "--side", type=click.Choice([each.value for each in Side]), help="Side, where it was one."
)
@click.option("--sets", type=click.IntRange(1, 20), default=1, help="How many such sets.")
@click.option("--warm-up", is_flag=True, help="A warm-up set.")
@click.option("--technique-ok", is_flag=True, help="Technique was as the cues say.")
@click.option("--fault", metavar="SIGN", help="Common fault that you saw, as its page says it.")
@click.option("--session", metavar="ID", help="Session it belongs to (see `ironstride today`).")
@click.option("--done", metavar="ID", help="Session that is finished.")
@click.option("--skip", metavar="ID", help="Session that is left out.")
@click.option("--minutes", type=float, help="With --done: minutes it took.")
@click.option("--rpe", type=float, help="With --done: how hard it was, 0 to 10.")
@click.option("--delete", metavar="ID", help="Logged set that shall count no more.")
@click.option("--undo", metavar="ID", help="Logged set whose last change is taken back.")
@replan_option
@today_option
@database_option
@json_option
def command(*, today: dt.date | None, database: Path | None, as_json: bool, **said: object) -> None:
    """Log a set of EXERCISE, or a session done (--done) or left out (--skip).

    EXERCISE is an id of the catalogue, or a name or alias. Every change is a version: --undo
    takes the last one back. A session done or left out makes the plan anew.
    """
    date = today_of(today)
    with opened(database, as_json=as_json) as store:
        if said["delete"] or said["undo"]:
            _taken_back(store, said, as_json=as_json)
        elif said["done"] or said["skip"]:
            _session(store, said, date, as_json=as_json)
        elif said["exercise"]:
            _sets(store, said, date, as_json=as_json)
        else:
            raise click.UsageError("Say what was done: an EXERCISE, --done or --skip.")


def _sets(store: Database, said: dict[str, object], date: dt.date, *, as_json: bool) -> None:
    from ironstride.services.lift_names import index_for
    from ironstride.services.limits import told_of
    from ironstride.services.log import log_set
    from ironstride.services.measures import measures_of

    name = str(said["exercise"])
    with store.snapshot() as unit:
        known = index_for(unit).find(name, is_loaded=said["load"] is not None)
        measures = measures_of(unit)
    session = said["session"]
    side = said["side"]
    one = LoggedSet(
        exercise=known or name,
        date=date,
        kind=SetKind.WARM_UP if said["warm_up"] else SetKind.WORKING,
        side=Side(str(side)) if side else None,
        reps=_int(said["reps"]),
        seconds=_float(said["seconds"]),
        contacts=_int(said["contacts"]),
        distance_m=_float(said["distance"]),
        load_kg=_kilograms(said["load"], measures),
        rir=_float(said["rir"]),
        session_id=str(session) if session else None,
        technique_ok=True if said["technique_ok"] else None,
        fault=_fault(known, said["fault"], as_json=as_json),
    )
    ids = []
    with store.snapshot() as unit:
        sets = unit.sets.between(date, date)
        before = sum(each.session_id == one.session_id for each in sets)
    for number in range(_int(said["sets"]) or 1):
        each = replace(one, id=uuid.uuid4().hex, order=before + number)
        put = got(log_set(store, each, today=date, now=surroundings().now()), as_json=as_json)
        ids.append(put.id)
    with store.snapshot() as unit:
        note = told_of(unit, one, date)
    if as_json:
        notes = {"notes": [note]} if note else {}
        say_json({"logged": ids, "exercise": one.exercise, **notes})
        return
    load_text = f" with {measures.mass(one.load_kg)}" if one.load_kg else ""
    say(f"Logged: {len(ids)} x {one.exercise}{load_text} ({', '.join(ids)})")
    if note:
        say(wrapped(measures.said(note)))


def _fault(exercise: str | None, said: object, *, as_json: bool) -> str | None:
    """Return the sign of the exercise's fault that begins as was said; refuse what none does."""
    if said is None:
        return None
    from ironstride.catalogue import load

    faults = load().by_id[exercise].faults if exercise is not None else ()
    wanted = str(said).strip().casefold()
    meant = [fault.sign for fault in faults if fault.sign.casefold().startswith(wanted)]
    if not wanted or len(meant) != 1:
        signs = ", ".join(f"“{fault.sign}”" for fault in faults) or "none are known"
        problem = Problem(
            code="unknown-fault",
            sentence=f"“{said}” does not name one of the exercise's common faults.",
            location="--fault",
            remedy=f"Say how one of them begins: {signs}.",
        )
        refuse((problem,), as_json=as_json)
    return meant[0]


def _kilograms(lifted: object, measures: Measures) -> float | None:
    """Return the kilograms of a load; a figure without a unit is in the runner's own."""
    if not isinstance(lifted, Lifted):
        return None
    if lifted.unit is None:
        return measures.kilograms(lifted.figure)
    return kg_from_lb(lifted.figure) if lifted.unit == "lb" else lifted.figure


def _session(store: Database, said: dict[str, object], date: dt.date, *, as_json: bool) -> None:
    from ironstride.cli.words import say_replanned
    from ironstride.services.log import log_session
    from ironstride.services.measures import measures_of

    skipped = said["skip"] is not None
    session_id = str(said["skip"] if skipped else said["done"])
    planned = _planned(store, session_id, as_json=as_json)
    session = LoggedSession(
        session_id=session_id,
        date=planned if skipped else min(planned, date),
        minutes=_float(said["minutes"]),
        session_rpe=_float(said["rpe"]),
        skipped=skipped,
    )
    put = got(log_session(store, session, today=date, now=surroundings().now()), as_json=as_json)
    word = "left out" if skipped else "done"
    if not said["replan"]:
        if as_json:
            say_json({"session": put.id, "status": word})
        else:
            say(f"Session {put.id}: {word}.")
        return
    why = f"The session of {date_said(planned)} was {word}."
    made = replanned(store, today=date, why=why, as_json=as_json)
    measures = got(store.read(measures_of), as_json=as_json)
    say_replanned(made, measures, as_json=as_json, session=put.id, status=word)


def _planned(store: Database, session_id: str, *, as_json: bool) -> dt.date:
    """Return the date of a session of the plan; end with exit code 2 where there is none."""
    from ironstride.services.current_plan import current_plan

    with store.snapshot() as unit:
        current = current_plan(unit)
    session = None if current is None else current.session(session_id)
    if session is None:
        problem = Problem(
            code="unknown-session",
            sentence=f"“{session_id}” is no session of the plan.",
            location="--done" if current else "plan",
            remedy="`ironstride today` names today's session; `ironstride week --json` all.",
        )
        refuse([problem], as_json=as_json)
    return session.date


def _taken_back(store: Database, said: dict[str, object], *, as_json: bool) -> None:
    from ironstride.services.log import delete_set, undo_set
    from ironstride.storage import PutStatus

    now = surroundings().now()
    parsed = (
        delete_set(store, str(said["delete"]), now=now)
        if said["delete"]
        else undo_set(store, str(said["undo"]), now=now)
    )
    put = got(parsed, as_json=as_json)
    if put.status is PutStatus.MISSING:
        problem = Problem(
            code="unknown-set",
            sentence=f"No set is logged as “{put.id}”.",
            location="id",
            remedy="Logging a set prints its id.",
        )
        refuse([problem], as_json=as_json)
    if as_json:
        say_json({"set": put.id, "version": put.version})
    else:
        say(f"Set {put.id}: version {put.version}.")


def _int(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None
