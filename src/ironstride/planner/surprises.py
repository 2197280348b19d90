"""Runs that were done otherwise than planned: they stand over the plan, and spare the legs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ironstride.body.readiness import DayLimit, DayRestriction
from ironstride.domain.clock import date_said
from ironstride.domain.run import AnalysedRun, RunKind, ScheduledRun
from ironstride.units import S_PER_MIN

DAYS: Final = 2
"""Today and the day before: a hard run is felt on the day after it (CT-08, CT-10 turned round)."""
LONGER_RATIO: Final = 1.3
LONGER_MINUTES: Final = 20
"""House: so much longer than planned is another run; TL-01 flags runs from 1.1 of the longest."""
LONG_MINUTES: Final = 90
"""House: a run that nobody planned tires the legs from this length on, or where it is hard."""
EVIDENCE: Final = ("CT-07", "CT-11", "house")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surprise:
    """A run that was harder or longer than planned, and what it takes from the days after."""

    sentence: str
    restrictions: tuple[DayRestriction, ...]


def pairs_of(
    done: tuple[AnalysedRun, ...], planned: tuple[ScheduledRun, ...]
) -> Iterator[tuple[AnalysedRun, ScheduledRun | None]]:
    """Yield each run done with the planned one of its day that it stands for, nearest first."""
    left = list(planned)
    for run in sorted(done, key=lambda r: (r.date, r.start_minute)):
        near = [p for p in left if p.date == run.date]
        match = min(near, key=lambda p: abs(p.start_minute - run.start_minute), default=None)
        if match is not None:
            left.remove(match)
        yield run, match


def as_done(
    done: tuple[AnalysedRun, ...], planned: tuple[ScheduledRun, ...]
) -> tuple[ScheduledRun, ...]:
    """Return planned runs with those that were done in the place of what they stand for."""
    stood_for: list[ScheduledRun] = []
    found: list[ScheduledRun] = []
    for run, match in pairs_of(done, planned):
        if match is not None:
            stood_for.append(match)
        if match is not None and match.source == "race":
            found.append(match)
            continue
        found.append(
            ScheduledRun(
                date=run.date,
                start_minute=run.start_minute,
                kind=run.kind,
                minutes=round(run.duration_s / S_PER_MIN, 1),
                source="planned",
                distance_m=run.distance_m,
            )
        )
    found += [run for run in planned if run not in stood_for]
    return tuple(sorted(found, key=lambda r: (r.date, r.start_minute, r.kind)))


def surprises_of(
    done: tuple[AnalysedRun, ...], planned: tuple[ScheduledRun, ...], today: dt.date
) -> tuple[Surprise, ...]:
    """Return the runs of today and the day before that were harder or longer than planned."""
    found = []
    for run, match in pairs_of(done, planned):
        what = _what(run, match)
        if what is None:
            continue
        until = run.date + dt.timedelta(days=DAYS)
        sentence = (
            f"{date_said(run.date)}'s run was {what}: heavy legs wait until {date_said(until)}."
        )
        restrictions = tuple(
            DayRestriction(
                date=day,
                limit=DayLimit.NO_HEAVY_LOWER,
                rule="interference.run_first",
                evidence=EVIDENCE,
                sentence=sentence,
            )
            for day in (run.date, run.date + dt.timedelta(days=1))
            if day >= today
        )
        if restrictions:
            found.append(Surprise(sentence=sentence, restrictions=restrictions))
    return tuple(found)


def _what(run: AnalysedRun, match: ScheduledRun | None) -> str | None:
    """Return in what a run was more than planned; None where it was not."""
    if match is None:
        return _unplanned(run)
    minutes = run.duration_s / S_PER_MIN
    if match.kind is RunKind.RACE:
        return None
    if run.kind.is_quality and not match.kind.is_quality:
        return f"harder than planned ({_kind(run.kind)} instead of {_kind(match.kind)})"
    if minutes >= max(LONGER_RATIO * match.minutes, match.minutes + LONGER_MINUTES):
        return f"longer than planned ({minutes:.0f} instead of {match.minutes:.0f} min)"
    return None


def _unplanned(run: AnalysedRun) -> str | None:
    minutes = run.duration_s / S_PER_MIN
    if run.kind.is_quality:
        return f"harder than planned ({_kind(run.kind)}; none was planned)"
    if minutes >= LONG_MINUTES:
        return f"longer than planned ({minutes:.0f} min; none was planned)"
    return None


def _kind(kind: RunKind) -> str:
    return kind.replace("-", " ")
