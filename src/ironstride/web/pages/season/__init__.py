"""Season: one line of weeks to the races."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from ironstride.domain.clock import monday_of
from ironstride.domain.plan import Phase
from ironstride.services.calendar import SeasonWeekLine, season_of
from ironstride.services.current_plan import current_plan
from ironstride.services.measures import Measures
from ironstride.services.phases import place_of
from ironstride.web import words
from ironstride.web.page import Page, Stand
from ironstride.web.rendering import render
from ironstride.web.shelf import Asked

ROUTER = APIRouter()
WIDTH: Final = 36
"""Of a week, in the drawing's units; its height is ``HIGH`` for the bars and room around."""
HIGH: Final = 140
TOP: Final = 40
BAND: Final = 26
LINE_SHARE: Final = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One week in the drawing: places and sizes in its units."""

    week: SeasonWeekLine
    x: int
    bar_y: float
    bar_height: float
    minutes_y: float | None
    is_this: bool
    is_light: bool
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Weeks in a row of one phase."""

    phase: Phase
    name: str
    x: int
    width: int
    first: dt.date
    last: dt.date
    weeks: int


@ROUTER.get("/season")
def show(request: Request, visit: Asked) -> HTMLResponse:
    """Show the season as a drawing and as a table."""
    with visit.database.snapshot() as unit:
        current = visit.replanner.shown(visit.database, current_plan(unit))
        weeks = season_of(unit, visit.today, current)
    cells = _cells(weeks, visit.today, visit.measures)
    return render(
        request,
        visit,
        "season/template.html",
        page=PAGE,
        where="Season",
        current=current,
        place=None if current is None else place_of(current.plan, visit.today),
        weeks=weeks,
        cells=cells,
        bands=_bands(cells),
        width=max(1, len(cells)) * WIDTH,
        week_width=WIDTH,
        high=HIGH,
        top=TOP,
        band=BAND,
        races=[(week, race) for week in weeks for race in week.races],
        most_load=max((week.load for week in weeks), default=0.0),
        most_minutes=max((week.strength_minutes or 0.0 for week in weeks), default=0.0),
        this_monday=monday_of(visit.today),
    )


def _cells(
    weeks: tuple[SeasonWeekLine, ...], today: dt.date, measures: Measures
) -> tuple[Cell, ...]:
    most_load = max((week.load for week in weeks), default=0.0) or 1.0
    most_minutes = max((week.strength_minutes or 0.0 for week in weeks), default=0.0) or 1.0
    found = []
    for index, week in enumerate(weeks):
        height = round(HIGH * week.load / most_load, 1)
        planned = week.planned
        found.append(
            Cell(
                week=week,
                x=index * WIDTH,
                bar_y=round(TOP + HIGH - height, 1),
                bar_height=height,
                minutes_y=None
                if week.strength_minutes is None
                else round(
                    TOP + HIGH - LINE_SHARE * HIGH * week.strength_minutes / most_minutes, 1
                ),
                is_this=week.monday == monday_of(today),
                is_light=planned is not None and planned.light,
                label=_label(week, measures),
            )
        )
    return tuple(found)


def _label(week: SeasonWeekLine, measures: Measures) -> str:
    phase = "" if week.planned is None else f", {words.PHASES[week.planned.phase].lower()}"
    light = ", lighter" if week.planned is not None and week.planned.light else ""
    minutes = week.strength_minutes
    strength = "not planned in detail yet" if minutes is None else words.minutes(minutes)
    races = "".join(f", race: {race.name or measures.race(race.distance_m)}" for race in week.races)
    return (
        f"Week of {words.day(week.monday)}{phase}{light}: run load {week.load:.0f}, "
        f"strength {strength}{races}"
    )


def _bands(cells: tuple[Cell, ...]) -> tuple[Band, ...]:
    found: list[Band] = []
    for cell in cells:
        planned = cell.week.planned
        if planned is None:
            continue
        before = found[-1] if found else None
        end = cell.week.monday + dt.timedelta(days=6)
        if (
            before is not None
            and before.phase is planned.phase
            and before.x + before.width == cell.x
        ):
            found[-1] = Band(
                phase=before.phase,
                name=before.name,
                x=before.x,
                width=before.width + WIDTH,
                first=before.first,
                last=end,
                weeks=before.weeks + 1,
            )
        else:
            found.append(
                Band(
                    phase=planned.phase,
                    name=words.PHASES[planned.phase],
                    x=cell.x,
                    width=WIDTH,
                    first=cell.week.monday,
                    last=end,
                    weeks=1,
                )
            )
    return tuple(found)


PAGE = Page(
    name="season",
    path="/season",
    title="Season",
    stand=Stand.MORE,
    order=1,
    router=ROUTER,
    sentence="The weeks to your races, and what each is for.",
)
