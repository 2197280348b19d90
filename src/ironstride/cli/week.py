"""``ironstride week``: runs and strength sessions on one calendar."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ironstride.cli.doors import got, opened
from ironstride.cli.options import DATE, database_option, json_option, today_of
from ironstride.cli.output import refuse, say, say_json, wrapped
from ironstride.cli.surroundings import surroundings
from ironstride.domain.problem import Problem

if TYPE_CHECKING:
    from ironstride.storage import Database


@click.command(name="week")
@click.argument("date", type=DATE, required=False)
@click.option(
    "--release",
    "released",
    metavar="KEY",
    multiple=True,
    help="Let go what you changed by hand, by the key that the week shows; the plan is made anew.",
)
@database_option
@json_option
def command(
    *, date: dt.date | None, released: tuple[str, ...], database: Path | None, as_json: bool
) -> None:
    """Show the week that holds DATE (the present one if left out).

    What you changed by hand stands below it with a key; --release KEY lets it go.
    """
    from ironstride.catalogue import names_of
    from ironstride.cli.plan_text import exercises_in, stops_text, week_text
    from ironstride.cli.words import no_plan, place_document, place_text
    from ironstride.exporters.plan_json import run_document, week_document
    from ironstride.services.current_plan import current_plan
    from ironstride.services.hand_edits import hand_edits
    from ironstride.services.measures import measures_of
    from ironstride.services.phases import place_of

    day = today_of(date)
    with opened(database, as_json=as_json) as store:
        if released:
            _release(store, released, as_json=as_json)
        today = surroundings().today
        found = got(
            store.read(
                lambda unit: (current_plan(unit), measures_of(unit), hand_edits(unit, today))
            ),
            as_json=as_json,
        )
    current, measures, edits = found
    if current is None:
        refuse([no_plan()], as_json=as_json)
    week = current.week_of(day)
    if week is None:
        problem = Problem(
            code="outside-the-season",
            sentence=f"{day} lies outside the plan.",
            location="date",
            remedy="Choose a day of the season, or plan anew with `ironstride plan`.",
        )
        refuse([problem], as_json=as_json)
    place = place_of(current.plan, day)
    last = week.start + dt.timedelta(days=6)
    mine = [each for each in edits if week.start <= each.date <= last]
    if as_json:
        runs = [run for run in current.plan.runs if week.start <= run.date <= last]
        stops = [stop.sentence for stop in current.plan.stops]
        say_json(
            {
                "schema": "ironstride/week/1",
                **week_document(week),
                "phase_place": None if place is None else place_document(place),
                "stops": stops,
                "by_hand": [
                    {
                        "key": each.key,
                        "date": each.date.isoformat(),
                        "sentence": each.sentence,
                    }
                    for each in mine
                ],
                "runs": [] if current.plan.is_stopped else [run_document(run) for run in runs],
            }
        )
    else:
        if place is not None:
            say(wrapped(place_text(place), hang="  "))
        if current.plan.stops:
            say(stops_text(current.plan.stops))
        say(week_text(current.plan, week, names_of(exercises_in(week.sessions)), measures))
        if mine:
            say("Changed by hand; --release KEY lets it go:")
            for each in mine:
                say(wrapped(f"- {each.sentence} ({each.key})", hang="  "))


def _release(store: Database, keys: tuple[str, ...], *, as_json: bool) -> None:
    """Ensure that changes by hand are let go, and that the plan is made without them."""
    from ironstride.cli.replanning import replanned
    from ironstride.services.hand_edits import release

    today, now = surroundings().today, surroundings().now()
    got(release(store, keys, today=today, now=now), as_json=as_json)
    replanned(store, today=today, why="You released what you had changed by hand.", as_json=as_json)
