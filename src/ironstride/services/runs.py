"""Runs as their pages show them: lists, one run with what was derived and how sure, corrections."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ironstride.domain.problem import Parsed, Problem
from ironstride.domain.run import ActivityKind, AnalysedRun, Channel, RunKind
from ironstride.services.analyses import bring_up_to_date, run_of
from ironstride.services.measures import Measures, duration, measures_of
from ironstride.services.runner import stored_athlete
from ironstride.services.watch_lifts import log_watch_sets

if TYPE_CHECKING:
    from ironstride.storage import (
        ActivityCorrection,
        ActivityId,
        ActivityLine,
        Database,
        Put,
        Source,
        StoredActivity,
        UnitOfWork,
    )

PAGE: Final = 40
SURE: Final = 0.8
FAIRLY: Final = 0.6
"""From here a kind counts as sure, as fairly sure (house)."""
MOST_RPE: Final = 10.0
PERCENT: Final = 100.0

LOAD_SOURCES: Final = {
    "rpe": "your own rating times minutes (RM-01)",
    "heart-rate": "the heart rate, brought to the scale of your ratings",
    "pace": "the pace, brought to the scale of your ratings",
    "duration": "the minutes alone: neither rating, heart rate nor pace was there",
}

DYNAMICS: Final[dict[str, str]] = {
    Channel.CADENCE.value: "Cadence",
    Channel.STEP_LENGTH.value: "Step length",
    Channel.CONTACT_TIME.value: "Ground contact",
    Channel.CONTACT_BALANCE.value: "Contact on the left",
    Channel.VERTICAL_OSCILLATION.value: "Bounce",
    Channel.VERTICAL_RATIO.value: "Bounce per step",
    Channel.LEG_SPRING_STIFFNESS.value: "Leg spring",
    Channel.FORM_POWER.value: "Form power",
    Channel.POWER.value: "Power",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One line of the list: the activity, and what it says where it is a run that was analysed."""

    line: ActivityLine
    said: AnalysedRun | None

    @property
    def is_run(self) -> bool:
        """Whether it is a run."""
        return self.line.kind is ActivityKind.RUN

    @property
    def kind(self) -> RunKind | None:
        """What sort of run; None for what is no run or was not analysed."""
        return None if self.said is None else self.said.kind

    @property
    def sureness(self) -> str:
        """How sure the kind is, in words."""
        return "" if self.said is None else sureness(self.said.kind_certainty)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunList:
    """A page of activities, the newest first."""

    rows: tuple[RunRow, ...]
    count: int
    offset: int
    measures: Measures

    @property
    def months(self) -> tuple[tuple[dt.date, tuple[RunRow, ...]], ...]:
        """The rows by month, each with its first day, in their order."""
        found = groupby(self.rows, lambda row: row.line.date.replace(day=1))
        return tuple((month, tuple(rows)) for month, rows in found)

    @property
    def newer(self) -> int | None:
        """Offset of the page before; None on the first."""
        return max(0, self.offset - PAGE) if self.offset else None

    @property
    def older(self) -> int | None:
        """Offset of the page after; None on the last."""
        following = self.offset + PAGE
        return following if following < self.count else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """One figure with how sure it is and where it comes from."""

    name: str
    value: str
    sure: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneRun:
    """An activity with all that is known of it."""

    stored: StoredActivity
    said: AnalysedRun | None
    derived: tuple[Derived, ...]
    dynamics: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]
    sources: tuple[Source, ...]
    measures: Measures

    @property
    def title(self) -> str:
        """Its name, or what it is."""
        activity = self.stored.activity
        if activity.name:
            return activity.name
        if self.said is not None:
            return f"{self.said.kind.value.capitalize()} run"
        return activity.kind.value.capitalize()


def sureness(certainty: float) -> str:
    """Return how sure something is, in words with its figure."""
    word = "sure" if certainty >= SURE else "fairly sure" if certainty >= FAIRLY else "a guess"
    return f"{word}, {certainty * PERCENT:.0f} %"


def run_list(unit: UnitOfWork, *, offset: int = 0) -> RunList:
    """Return a page of all activities with what each says."""
    lines = unit.activities.lines(limit=PAGE, offset=offset)
    said: dict[str, AnalysedRun] = {}
    if lines:
        rows = unit.analyses.between(lines[-1].date, lines[0].date, kind=ActivityKind.RUN)
        said = {row.activity: run_of(row.document) for row in rows}
    return RunList(
        rows=tuple(RunRow(line=line, said=said.get(line.id)) for line in lines),
        count=unit.activities.count(),
        offset=offset,
        measures=measures_of(unit),
    )


def one_run(unit: UnitOfWork, id: ActivityId) -> OneRun | None:
    """Return one activity without its streams; None where there is none."""
    stored = unit.activities.get(id)
    if stored is None:
        return None
    measures = measures_of(unit)
    analysis = unit.analyses.get(id)
    said = None if analysis is None else run_of(analysis.document)
    features = unit.features.get(id)
    doubts: tuple[str, ...] = ()
    if features is not None:
        doubts = tuple(json.loads(features.document).get("doubts", ()))
    return OneRun(
        stored=stored,
        said=said,
        derived=() if said is None else derived_of(said, stored, measures),
        dynamics=() if said is None else dynamics_of(said, measures),
        doubts=doubts,
        sources=unit.activities.sources(id),
        measures=measures,
    )


def derived_of(
    said: AnalysedRun, stored: StoredActivity, measures: Measures
) -> tuple[Derived, ...]:
    """Return what was derived of a run: each figure, how sure, and where it comes from."""
    found = [
        Derived(
            name="Kind",
            value=said.kind.value,
            sure=sureness(said.kind_certainty),
            source=measures.said(said.kind_reason),
        ),
        Derived(
            name="Load",
            value=f"{said.load:.0f}",
            sure="as you rated it"
            if said.load_low == said.load_high
            else f"{said.load_low:.0f} to {said.load_high:.0f} in 8 of 10 such runs",
            source=LOAD_SOURCES.get(said.load_source, said.load_source),
        ),
    ]
    if said.grade_adjusted_speed_mps is not None:
        found.append(
            Derived(
                name="Pace as if flat",
                value=measures.pace(said.grade_adjusted_speed_mps),
                sure="an estimate",
                source="pace and gradient, by the energy that slopes cost (MX-05, MX-06)",
            )
        )
    if said.ascent_m is not None:
        told = stored.activity.ascent_m is not None
        found.append(
            Derived(
                name="Ascent",
                value=measures.height(said.ascent_m),
                sure="as recorded" if told else "an estimate",
                source="the file's own figure" if told else "the recorded heights, smoothed",
            )
        )
    found += _efforts(said)
    return tuple(found)


def _efforts(said: AnalysedRun) -> list[Derived]:
    found = []
    if said.hard_share is not None:
        found.append(
            Derived(
                name="Time hard",
                value=f"{said.hard_share * PERCENT:.0f} %",
                sure="an estimate",
                source="moving time above critical speed, or above 88 % of your highest heart rate",
            )
        )
    if said.drift_percent is not None:
        found.append(
            Derived(
                name="Drift",
                value=f"{said.drift_percent:+.1f} %",
                sure="an estimate",
                source="pace for the same heart rate, second half against first (MX-18)",
            )
        )
    if said.spike_ratio is not None:
        change = said.spike_ratio - 1.0
        found.append(
            Derived(
                name="Against your longest",
                value=("spike: " if said.is_spike else "") + f"{change * PERCENT:+.0f} %",
                sure="counted",
                source="distance against the longest run of the 30 days before (TL-01)",
            )
        )
    return found


def dynamics_of(said: AnalysedRun, measures: Measures) -> tuple[tuple[str, str], ...]:
    """Return the means of the running dynamics that the watch recorded, by name."""
    return tuple(
        (name, channel_words(Channel(channel), said.dynamics[channel], measures))
        for channel, name in DYNAMICS.items()
        if channel in said.dynamics
    )


def channel_words(channel: Channel, value: float, measures: Measures) -> str:
    """Return a channel's value with its unit as runners say it."""
    words = {
        Channel.CADENCE: lambda: f"{value:.0f} /min",
        Channel.STEP_LENGTH: lambda: measures.step(value),
        Channel.CONTACT_TIME: lambda: f"{value * 1000:.0f} ms",
        Channel.CONTACT_BALANCE: lambda: f"{value:.1f} %",
        Channel.VERTICAL_OSCILLATION: lambda: measures.short(value),
        Channel.VERTICAL_RATIO: lambda: f"{value:.1f} %",
        Channel.LEG_SPRING_STIFFNESS: lambda: f"{value:.1f} kN/m",
        Channel.FORM_POWER: lambda: f"{value:.0f} W",
        Channel.POWER: lambda: f"{value:.0f} W",
        Channel.HEART_RATE: lambda: f"{value:.0f} bpm",
        Channel.ALTITUDE: lambda: measures.height(value),
    }
    return words[channel]() if channel in words else f"{value:g}"


def correct_run(
    database: Database,
    id: ActivityId,
    correction: ActivityCorrection,
    *,
    today: dt.date,
    now: dt.datetime,
) -> Parsed[int]:
    """Ensure that what the runner says of an activity holds; return how many analyses changed."""
    rpe = correction.session_rpe
    if rpe is not None and not 0 <= rpe <= MOST_RPE:
        problem = Problem(
            code="out-of-range",
            sentence=f"How hard it was is {rpe:g}; it must lie from 0 to 10.",
            location="session_rpe",
            remedy="Choose a figure from 0 to 10.",
        )
        return Parsed(value=None, problems=(problem,))

    def store(unit: UnitOfWork) -> Put:
        put = unit.activities.correct(id, correction, now=now)
        log_watch_sets(unit, id, now=now)
        return put

    put = database.write(store)
    if put.value is None:
        return Parsed(value=None, problems=put.problems)
    if put.value.status == "missing":
        return Parsed(value=None, problems=(no_such_run(id),))
    with database.snapshot() as unit:
        athlete = stored_athlete(unit, today)
    return Parsed(value=bring_up_to_date(database, athlete, today=today, now=now))


def no_such_run(id: str) -> Problem:
    """Return the problem of an id that is none."""
    return Problem(
        code="no-such-run",
        sentence="There is no such activity.",
        location=id,
        remedy="Choose one from Runs.",
    )


def summary_words(row: RunRow, measures: Measures) -> str:
    """Return how long and how far, e.g. ``52 min · 9.3 km``."""
    line = row.line
    told = [duration(line.duration_s)]
    if line.distance_m:
        told.append(measures.distance(line.distance_m))
    return " · ".join(told)


def pace_words(row: RunRow, measures: Measures) -> str:
    """Return a run's pace; empty for what is no run or went nowhere."""
    line = row.line
    if not row.is_run or not line.distance_m or line.duration_s <= 0:
        return ""
    return measures.pace(line.distance_m / line.duration_s)
