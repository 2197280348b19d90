"""``ironstride what-if``: the plan of a changed world beside the one that stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from ironstride.cli.options import (
    DATE,
    FILE,
    athlete_option,
    database_option,
    file_options,
    json_option,
    today_of,
    today_option,
)
from ironstride.cli.output import CANNOT_BE_MET, DONE, leave, refuse, say, say_json, tell
from ironstride.cli.surroundings import surroundings
from ironstride.domain.body_region import Region, Side
from ironstride.domain.problem import Problem

if TYPE_CHECKING:
    from ironstride.planner.what_if import Scenario
    from ironstride.services.measures import Measures
    from ironstride.services.stateless import PlanFiles
    from ironstride.services.what_if import Tried


class Wishes(NamedTuple):
    """The options that say what would be otherwise, as they were given."""

    closed: str | None
    first: dt.date | None
    last: dt.date | None
    away: tuple[dt.date, dt.date] | None
    sessions: int | None
    minutes: int | None
    race: tuple[dt.date, dt.date] | None
    pain: tuple[str, float] | None
    side: str
    without: str | None
    with_exercise: str | None


@click.command(
    name="what-if",
    epilog="Exit codes: 0 done, 1 not all of it can hold (the new plan says what), 2 wrong input.",
)
@click.option("--closed", metavar="PLACE", help="A place of yours that can't be used.")
@click.option("--from", "first", type=DATE, metavar="DATE", help="With --closed: the first day.")
@click.option(
    "--to",
    "last",
    type=DATE,
    metavar="DATE",
    help="With --closed: the last day; next week if neither is given.",
)
@click.option("--away", type=(DATE, DATE), metavar="FROM TO", help="Days without training.")
@click.option("--sessions", type=int, metavar="N", help="Strength sessions a week, 1 to 4.")
@click.option("--minutes", type=int, metavar="N", help="Minutes a session, 5 to 120.")
@click.option("--race", type=(DATE, DATE), metavar="DATE NEW", help="A race on another day.")
@click.option(
    "--pain",
    type=(click.Choice([each.value for each in Region]), float),
    metavar="REGION 0-10",
    help="Something hurts while moving: calf 4, knee-front 6, …",
)
@click.option(
    "--side",
    type=click.Choice([each.value for each in Side]),
    default=Side.BOTH.value,
    show_default=True,
    help="With --pain: which side.",
)
@click.option("--without", metavar="EXERCISE", help="Never plan this exercise.")
@click.option("--with", "with_exercise", metavar="EXERCISE", help="Put it into the next session.")
@athlete_option(required=False)
@file_options
@click.option(
    "--previous",
    type=FILE,
    metavar="PLAN.json",
    help="With --athlete: the plan that stands; the one that the files make if left out.",
)
@today_option
@click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    default=1,
    show_default=True,
    help="Of plans made from files.",
)
@database_option
@json_option
def command(  # noqa: PLR0913 (one argument for each option)
    *,
    athlete: Path | None,
    runs: Path | None,
    lifts: Path | None,
    lifts_unit: str | None,
    previous: Path | None,
    today: dt.date | None,
    seed: int,
    database: Path | None,
    as_json: bool,
    closed: str | None,
    first: dt.date | None,
    last: dt.date | None,
    away: tuple[dt.date, dt.date] | None,
    sessions: int | None,
    minutes: int | None,
    race: tuple[dt.date, dt.date] | None,
    pain: tuple[str, float] | None,
    side: str,
    without: str | None,
    with_exercise: str | None,
) -> None:
    """Show the plan that would be if something were otherwise, beside the plan that stands.

    Several options together are one world. Nothing is stored. With --athlete it works on files and
    needs no database.
    """
    if athlete is None and (runs or lifts or previous):
        raise click.UsageError("--runs, --lifts and --previous need --athlete.")
    day = today_of(today)
    wishes = Wishes(
        closed, first, last, away, sessions, minutes, race, pain, side, without, with_exercise
    )
    if athlete is None:
        tried, measures = _stored(database, wishes, day, as_json=as_json)
    else:
        from ironstride.services.stateless import PlanFiles

        files = PlanFiles(
            athlete=athlete,
            runs=runs,
            lifts=lifts,
            previous=previous,
            pounds=None if lifts_unit is None else lifts_unit == "lb",
        )
        tried, measures = _from_files(files, wishes, day, seed, as_json=as_json)
    if as_json:
        from ironstride.services.what_if_json import what_if_document

        say_json(what_if_document(tried.comparison, tried.said, tried.hints))
    else:
        from ironstride.cli.what_if_text import tried_text

        say(tried_text(tried, measures))
    leave(CANNOT_BE_MET if tried.comparison.new.conflict else DONE)


def _stored(
    database: Path | None, wishes: Wishes, day: dt.date, *, as_json: bool
) -> tuple[Tried, Measures]:
    from ironstride.cli.doors import got, opened
    from ironstride.cli.replanning import planning_progress
    from ironstride.cli.words import no_plan
    from ironstride.services.current_plan import current_plan
    from ironstride.services.measures import measures_of
    from ironstride.services.what_if import try_stored

    scenarios = _scenarios(wishes, day, as_json=as_json)
    with opened(database, as_json=as_json) as store:
        current, measures = got(
            store.read(lambda unit: (current_plan(unit), measures_of(unit))), as_json=as_json
        )
        if current is None:
            refuse([no_plan()], as_json=as_json)
        with planning_progress(as_json=as_json) as progress:
            tried = try_stored(store, scenarios, today=day, progress=progress)
        return got(tried, as_json=as_json), measures


def _from_files(
    files: PlanFiles, wishes: Wishes, day: dt.date, seed: int, *, as_json: bool
) -> tuple[Tried, Measures]:
    from ironstride.cli.replanning import planning_progress
    from ironstride.services.files import measures_of_file
    from ironstride.services.stateless import Asked
    from ironstride.services.what_if import try_files

    scenarios = _scenarios(wishes, day, as_json=as_json)
    with planning_progress(as_json=as_json) as progress:
        tried = try_files(
            files,
            Asked(today=day, seed=seed),
            scenarios,
            cores=surroundings().cores,
            progress=progress,
        )
    if tried.value is None:
        refuse(tried.problems, as_json=as_json)
    tell(tried.problems)
    return tried.value, measures_of_file(files.athlete, day)


def _scenarios(wishes: Wishes, today: dt.date, *, as_json: bool) -> tuple[Scenario, ...]:
    """Return what the options mean; end with exit code 2 where they mean nothing."""
    found = (*_time(wishes, today), *_body(wishes), *_exercises(wishes, as_json=as_json))
    if not found:
        problem = Problem(
            code="nothing-asked",
            sentence="Nothing was said that would be otherwise.",
            location="what-if",
            remedy="Say what: --closed gym, --sessions 3, --race DATE NEW, --pain calf 4, "
            "--minutes 20, --away FROM TO, --with or --without EXERCISE.",
        )
        refuse([problem], as_json=as_json)
    return found


def _time(wishes: Wishes, today: dt.date) -> Iterator[Scenario]:
    """Yield what is said of places, days, sessions and races."""
    from ironstride.planner.what_if import (
        DaysAway,
        MinutesEach,
        PlaceClosed,
        RaceMoved,
        SessionsAWeek,
    )

    if wishes.closed is not None:
        first, last = _span(wishes, today)
        yield PlaceClosed(place=wishes.closed, first=first, last=last)
    elif wishes.first is not None or wishes.last is not None:
        raise click.UsageError("--from and --to need --closed; for days off use --away FROM TO.")
    if wishes.away is not None:
        yield DaysAway(first=wishes.away[0], last=wishes.away[1])
    if wishes.sessions is not None:
        yield SessionsAWeek(sessions=wishes.sessions)
    if wishes.minutes is not None:
        yield MinutesEach(minutes=wishes.minutes)
    if wishes.race is not None:
        yield RaceMoved(old=wishes.race[0], new=wishes.race[1])


def _span(wishes: Wishes, today: dt.date) -> tuple[dt.date, dt.date]:
    """Return from when to when a place is closed: next week if neither day was told."""
    from ironstride.services.what_if import next_week

    if wishes.first is None and wishes.last is None:
        return next_week(today)
    first = wishes.first or today
    return first, wishes.last or next_week(first)[0] - dt.timedelta(days=1)


def _body(wishes: Wishes) -> Iterator[Scenario]:
    from ironstride.planner.what_if import PainToday

    if wishes.pain is not None:
        region, level = wishes.pain
        yield PainToday(region=Region(region), side=Side(wishes.side), level=level)


def _exercises(wishes: Wishes, *, as_json: bool) -> Iterator[Scenario]:
    from ironstride.planner.what_if import ExerciseIn, ExerciseOut

    if wishes.without is not None:
        yield ExerciseOut(exercise=_exercise(wishes.without, "--without", as_json=as_json))
    if wishes.with_exercise is not None:
        yield ExerciseIn(exercise=_exercise(wishes.with_exercise, "--with", as_json=as_json))


def _exercise(name: str, option: str, *, as_json: bool) -> str:
    from ironstride.catalogue import load
    from ironstride.cli.doors import got
    from ironstride.services.what_if import one_exercise

    return got(one_exercise(name, load(), option), as_json=as_json)
