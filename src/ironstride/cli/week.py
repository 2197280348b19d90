"""``ironstride week``: runs and strength sessions on one calendar."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from ironstride.cli.doors import got, opened
from ironstride.cli.options import DATE, database_option, json_option, today_of
from ironstride.cli.output import refuse, say, say_json, wrapped
from ironstride.domain.problem import Problem


@click.command(name="week")
@click.argument("date", type=DATE, required=False)
@database_option
@json_option
def command(*, date: dt.date | None, database: Path | None, as_json: bool) -> None:
    """Show the week that holds DATE (the present one if left out)."""
    from ironstride.catalogue import names_of
    from ironstride.cli.plan_text import exercises_in, stops_text, week_text
    from ironstride.cli.words import no_plan, place_document, place_text
    from ironstride.exporters.plan_json import run_document, week_document
    from ironstride.services.current_plan import current_plan
    from ironstride.services.measures import measures_of
    from ironstride.services.phases import place_of

    day = today_of(date)
    with opened(database, as_json=as_json) as store:
        found = got(
            store.read(lambda unit: (current_plan(unit), measures_of(unit))), as_json=as_json
        )
    current, measures = found
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
    if as_json:
        last = week.start + dt.timedelta(days=6)
        runs = [run for run in current.plan.runs if week.start <= run.date <= last]
        stops = [stop.sentence for stop in current.plan.stops]
        say_json(
            {
                "schema": "ironstride/week/1",
                **week_document(week),
                "phase_place": None if place is None else place_document(place),
                "stops": stops,
                "runs": [] if current.plan.is_stopped else [run_document(run) for run in runs],
            }
        )
    else:
        if place is not None:
            say(wrapped(place_text(place), hang="  "))
        if current.plan.stops:
            say(stops_text(current.plan.stops))
        say(week_text(current.plan, week, names_of(exercises_in(week.sessions)), measures))
