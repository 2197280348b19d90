"""The usual week, found from the last eight weeks: which days, which kinds, when and how long.

All figures are house. Holidays and gaps don't count as weeks; a changed habit shows within four
weeks, because those weigh twice.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ironstride.domain.athlete import UsualRun
from ironstride.domain.clock import Day, clock_text, day_of
from ironstride.domain.run import AnalysedRun, RunKind

WEEKS: Final = 8
RECENT_WEEKS: Final = 4
RECENT_WEIGHT: Final = 2.0
OLDER_WEIGHT: Final = 1.0
SLOT_SHARE: Final = 0.5
"""A day is usual when it was run in half of the weeks seen."""
FILL_SHARE: Final = 0.35
"""A floating run gets its most common day, unsure, rather than none."""
HOLIDAY_SHARE: Final = 0.34
"""A week with less than this share of the usual number of runs was no ordinary week."""
ROUND_MINUTES: Final = 30
ROUND_LENGTH: Final = 5
JOIN_MINUTES: Final = 30
"""Warm-up, race and cool-down recorded one by one are one run."""
SHORTEST_MINUTES: Final = 8.0
STALE_WEEKS: Final = 2
LAST_START: Final = 24 * 60 - ROUND_MINUTES
HARDNESS: Final[tuple[RunKind, ...]] = (
    RunKind.RECOVERY,
    RunKind.EASY,
    RunKind.STRIDES,
    RunKind.LONG,
    RunKind.HILLS,
    RunKind.TEMPO,
    RunKind.INTERVALS,
    RunKind.RACE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualWeek:
    """An ordinary week.

    Args:
        runs: by day and start.
        certainty: 0 to 1 for each run, in the same order.
        weeks_seen: ordinary weeks among the last eight; holidays don't count.
        sentence: what was found, for the runner to read.
    """

    runs: tuple[UsualRun, ...]
    certainty: tuple[float, ...]
    weeks_seen: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place in the week: the runs that fell on it and the weight of the weeks that had them."""

    day: Day
    order: int
    share: float
    latest: dt.date
    runs: tuple[tuple[AnalysedRun, float], ...]


def usual_week(runs: Sequence[AnalysedRun], today: dt.date) -> UsualWeek:
    """Return the usual week from the eight weeks before today; empty where it finds none."""
    weeks = _weeks(_joined(runs), today)
    seen = _ordinary(weeks)
    if not seen:
        return UsualWeek(
            runs=(),
            certainty=(),
            weeks_seen=0,
            sentence="No runs in the last eight weeks, so no usual week is known.",
        )
    weights = {week: RECENT_WEIGHT if week < RECENT_WEEKS else OLDER_WEIGHT for week in seen}
    slots = _chosen(_slots(weeks, weights), weeks, weights)
    found = [(_usual_run(slot), _certainty(slot, len(seen))) for slot in slots]
    found.sort(key=lambda pair: (pair[0].day.weekday, pair[0].start_minute))
    usual = tuple(run for run, _ in found)
    return UsualWeek(
        runs=usual,
        certainty=tuple(certainty for _, certainty in found),
        weeks_seen=len(seen),
        sentence=_sentence(usual, seen, weeks),
    )


def _joined(runs: Sequence[AnalysedRun]) -> list[AnalysedRun]:
    """Return the runs in order, those that follow each other within half an hour made one."""
    joined: list[AnalysedRun] = []
    for run in sorted(runs, key=lambda run: (run.date, run.start_minute)):
        last = joined[-1] if joined else None
        if last is not None and last.date == run.date:
            end = last.start_minute + last.duration_s / 60.0
            if run.start_minute - end <= JOIN_MINUTES:
                joined[-1] = _one(last, run)
                continue
        joined.append(run)
    return [run for run in joined if run.duration_s >= SHORTEST_MINUTES * 60.0]


def _one(first: AnalysedRun, second: AnalysedRun) -> AnalysedRun:
    """Return two recordings as one run, of the harder kind."""
    harder = max(first, second, key=lambda run: HARDNESS.index(run.kind))
    metres = [run.distance_m for run in (first, second) if run.distance_m is not None]
    return replace(
        first,
        kind=harder.kind,
        kind_certainty=harder.kind_certainty,
        duration_s=first.duration_s + second.duration_s,
        distance_m=sum(metres) if metres else None,
    )


def _weeks(runs: Sequence[AnalysedRun], today: dt.date) -> Mapping[int, list[AnalysedRun]]:
    """Return the runs by how many whole weeks before today they lie, 0 the seven days before it.

    Rolling weeks hold every day of the week once. Today is not over, so it doesn't count.
    """
    weeks: dict[int, list[AnalysedRun]] = defaultdict(list)
    for run in runs:
        before = (today - run.date).days - 1
        if 0 <= before < WEEKS * 7:
            weeks[before // 7].append(run)
    return weeks


def _ordinary(weeks: Mapping[int, list[AnalysedRun]]) -> tuple[int, ...]:
    """Return the weeks that count: with at least a third of the usual number of runs."""
    if not weeks:
        return ()
    usual = statistics.median(len(found) for found in weeks.values())
    return tuple(
        sorted(week for week, found in weeks.items() if len(found) >= HOLIDAY_SHARE * usual)
    )


def _slots(weeks: Mapping[int, list[AnalysedRun]], weights: Mapping[int, float]) -> list[Slot]:
    """Return every day that was run on, the second run of a day as a slot of its own."""
    fallen: dict[tuple[Day, int], list[tuple[AnalysedRun, float]]] = defaultdict(list)
    for week, weight in weights.items():
        by_day: dict[dt.date, list[AnalysedRun]] = defaultdict(list)
        for run in weeks[week]:
            by_day[run.date].append(run)
        for date, found in by_day.items():
            for order, run in enumerate(found):
                fallen[day_of(date), order].append((run, weight))
    total = sum(weights.values())
    return [
        Slot(
            day=day,
            order=order,
            share=sum(weight for _, weight in found) / total,
            latest=max(run.date for run, _ in found),
            runs=tuple(found),
        )
        for (day, order), found in fallen.items()
    ]


def _chosen(
    slots: Sequence[Slot],
    weeks: Mapping[int, list[AnalysedRun]],
    weights: Mapping[int, float],
) -> list[Slot]:
    """Return the usual slots, never more than the runs of an ordinary week.

    Somebody who runs on Tuesdays or Wednesdays, by turns, runs once, not twice.
    """
    total = sum(weights.values())
    usual = sum(weight * len(weeks[week]) for week, weight in weights.items()) / total
    most = max(1, int(usual + 0.5))
    ranked = sorted(
        slots,
        key=lambda slot: (-slot.share, -slot.latest.toordinal(), slot.order, slot.day.weekday),
    )
    regular = [slot for slot in ranked if slot.share >= SLOT_SHARE][:most]
    floating = [slot for slot in ranked if FILL_SHARE <= slot.share < SLOT_SHARE]
    if len(regular) + len(floating) < 1:
        return []
    return regular + floating[: max(0, most - len(regular))]


def _usual_run(slot: Slot) -> UsualRun:
    """Return the run that a slot usually holds: its commonest kind, and medians of those runs."""
    votes: dict[RunKind, float] = defaultdict(float)
    for run, weight in slot.runs:
        votes[run.kind] += weight * run.kind_certainty
    kind = max(votes, key=lambda kind: (votes[kind], -HARDNESS.index(kind)))
    alike = [run for run, _ in slot.runs if run.kind is kind]
    start = statistics.median(run.start_minute for run, _ in slot.runs)
    metres = [run.distance_m for run in alike if run.distance_m is not None]
    minutes = statistics.median(run.duration_s / 60.0 for run in alike)
    return UsualRun(
        day=slot.day,
        start_minute=min(LAST_START, int(start / ROUND_MINUTES + 0.5) * ROUND_MINUTES),
        kind=kind,
        minutes=float(max(ROUND_LENGTH, round(minutes / ROUND_LENGTH) * ROUND_LENGTH)),
        distance_m=statistics.median(metres) if metres else None,
    )


def _certainty(slot: Slot, weeks_seen: int) -> float:
    """Return how sure a slot is: by its share, the agreement on its kind, the weeks behind it."""
    votes: dict[RunKind, float] = defaultdict(float)
    for run, weight in slot.runs:
        votes[run.kind] += weight
    agreement = max(votes.values()) / sum(votes.values())
    behind = min(1.0, weeks_seen / RECENT_WEEKS)
    return round(slot.share * (0.6 + 0.4 * agreement) * (0.5 + 0.5 * behind), 2)


def _sentence(
    usual: Sequence[UsualRun], seen: Sequence[int], weeks: Mapping[int, list[AnalysedRun]]
) -> str:
    """Return what was found in words."""
    told = f"Found from {len(seen)} ordinary week{'s' if len(seen) > 1 else ''} of the last eight"
    left = len(weeks) - len(seen)
    told += f" ({left} with hardly a run left out)" if left else ""
    told += ": "
    if not usual:
        return told + "you run on no fixed days, so tell us your week."
    days = ", ".join(
        f"{run.day.value.capitalize()} {clock_text(run.start_minute)} {run.kind.value} "
        f"{run.minutes:.0f} min"
        for run in usual
    )
    stale = min(seen) >= STALE_WEEKS
    note = f" The last {min(seen)} weeks had no ordinary running." if stale else ""
    return f"{told}{days}.{note}"
