"""Options that commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

import click

from ironstride.cli.surroundings import surroundings

F = TypeVar("F", bound=Callable[..., Any])


class DateType(click.ParamType[dt.date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Return the date of a text."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}” is no date; write it as YYYY-MM-DD, e.g. 2026-03-31.", param, ctx)


class Lifted(NamedTuple):
    """A load as it was written: unit None where the runner's own is meant."""

    figure: float
    unit: str | None


class LoadType(click.ParamType[Lifted]):
    """A load written as 60, 60kg or 130lb."""

    name = "load"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Lifted:
        """Return the figure with the unit that was named."""
        if isinstance(value, Lifted):
            return value
        said = str(value).lower().replace(" ", "")
        unit = next((name for name in ("kg", "lb") if said.endswith(name)), None)
        try:
            figure = float(said.removesuffix(unit or ""))
        except ValueError:
            self.fail(f"“{value}” is no load; write it as 60, 60kg or 130lb.", param, ctx)
        return Lifted(figure, unit)


DATE: Final = DateType()
LOAD: Final = LoadType()
FILE: Final = click.Path(path_type=Path)


def today_of(date: dt.date | None) -> dt.date:
    """Return the date given, else the real one: it is asked for at the door alone."""
    return surroundings().today if date is None else date


def today_option(command: F) -> F:
    """Add ``--today``."""
    return click.option(
        "--today", type=DATE, metavar="DATE", help="The day asked for; the real one if left out."
    )(command)


def json_option(command: F) -> F:
    """Add ``--json``."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Print one JSON document and nothing else."
    )(command)


def database_option(command: F) -> F:
    """Add ``--database``."""
    return click.option(
        "--database",
        type=FILE,
        metavar="FILE",
        help="SQLite file to work with, instead of IRONSTRIDE_DATABASE.",
    )(command)


def replan_option(command: F) -> F:
    """Add ``--plan/--no-plan``."""
    return click.option(
        "--plan/--no-plan", "replan", default=True, help="Whether the plan is made anew."
    )(command)


def athlete_option(*, required: bool) -> Callable[[F], F]:
    """Return what adds ``--athlete``."""
    return click.option(
        "--athlete",
        type=FILE,
        required=required,
        metavar="FILE",
        help="Athlete file, TOML or JSON by its ending.",
    )


def file_options(command: F) -> F:
    """Add the options that name runs and lifts."""
    for option in reversed(
        (
            click.option(
                "--runs",
                type=FILE,
                metavar="DIR",
                help="Folder, archive or file of recorded runs (FIT, GPX, TCX).",
            ),
            click.option(
                "--lifts",
                type=FILE,
                metavar="FILE",
                help="Log of lifts: CSV of Ironstride, Strong, Hevy, FitNotes or StrongLifts.",
            ),
            click.option(
                "--lifts-unit",
                type=click.Choice(["kg", "lb"]),
                help="Unit of a log of lifts that does not say its own.",
            ),
        )
    ):
        command = option(command)
    return command


def season_options(command: F) -> F:
    """Add the options that say how long and how detailed a plan is."""
    for option in reversed(
        (
            click.option(
                "--seed",
                type=click.IntRange(0, 2**31 - 1),
                default=1,
                show_default=True,
                help="Equal facts and an equal seed give an equal plan.",
            ),
            click.option(
                "--weeks",
                type=click.IntRange(1, 52),
                help="Length of the season; through the recovery after the last race if left out, "
                "else 16.",
            ),
            click.option(
                "--detail",
                type=click.IntRange(1, 52),
                default=16,
                show_default=True,
                help="How many weeks carry sessions.",
            ),
        )
    ):
        command = option(command)
    return command
