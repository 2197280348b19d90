"""What this runner's own runs showed on the day after leg work, and how sure that is.

A run on the day after is held against the runner's other runs of the same sort and speed, with
the same running on the day before, within eight weeks: else the intervals of that day would be
taken for the squats. Compared are pace at heart rate (MX-17), decoupling (MX-18) and the effort
told (RM-01), each in parts of the harm that the trials give (CT-07, CT-10); their mean is one
figure for a run. The mean over runs is drawn towards the trials' figure, the more so the fewer the
runs. Heat, sleep and shoes are not looked at.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ironstride.domain.run import AnalysedRun, RunKind
from ironstride.running.load import LoadSource

LOOK_BACK_DAYS: Final = 182
"""People change, so half a year counts. House."""
ALIKE_DAYS: Final = 56
"""Runs further apart than eight weeks are of another form. House."""
FEWEST_ALIKE: Final = 3
"""So many runs without leg work before them make what is usual. House (MX-19 asks for 8 in all)."""
FEWEST: Final = 8
"""Runs on the day after, and others, below which nothing is said. Source: MX-19."""
PACE_PERCENT: Final = 3.0
"""Per cent of pace at the same heart rate that leg work costs the next day. House: the cost of
running rose by 1.4 to 5.6 per cent (CT-07)."""
DRIFT_POINTS: Final = 2.0
"""Points of decoupling. House."""
EFFORT_POINTS: Final = 1.0
"""Points on the scale of effort, 0 to 10. House."""
AS_IN_TRIALS: Final = 1.0
"""Harm in parts of what the trials give: nothing known of this runner."""
PEOPLE_SPREAD: Final = 0.5
"""How far people lie from the trials' figure, one standard deviation. House."""
LEAST_SPREAD: Final = 0.5
"""Runs never agree better than this. House."""
WILDEST: Final = 5.0
"""A run that shows more than this shows something else: a hill, a strap, a cold. House."""
Z_80: Final = 1.2816
STEADY: Final = frozenset({RunKind.EASY, RunKind.RECOVERY, RunKind.LONG, RunKind.TEMPO})
"""Kinds whose mean pace and heart rate say something of each other (MX-17)."""
ALIKE_SPEED: Final = 0.15
"""Log of the speeds' ratio up to which steady runs are alike. House: a tempo run is further off."""
BY_SPEED: Final = frozenset({RunKind.EASY, RunKind.RECOVERY, RunKind.TEMPO})
"""Told apart by speed, not by kind: tired legs may raise the heart until easy looks like tempo."""
DAY: Final = dt.timedelta(days=1)
Sort = tuple[RunKind, bool]
"""Kind of run, the steady ones taken as one, and whether the day before held a hard run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDay:
    """How much leg work costs this runner's runs of the next day.

    Attributes:
        harm: in parts of what the trials give, drawn towards 1; 1 where nothing is known.
        low: 80 % interval of the harm, lower end; high the upper.
        runs: runs on the day after leg work that could be compared.
        others: runs without it that they were held against.
        pace_percent: pace at the same heart rate that was lost, per cent; below zero: gained.
        drift_points: decoupling that was added, points.
        effort_points: effort that was added, points of ten.
    """

    harm: float
    low: float
    high: float
    runs: int
    others: int
    pace_percent: float | None = None
    drift_points: float | None = None
    effort_points: float | None = None

    @property
    def is_known(self) -> bool:
        """Whether enough runs were compared to say anything."""
        return self.runs >= FEWEST and self.others >= FEWEST


NOTHING_KNOWN: Final = NextDay(
    harm=AS_IN_TRIALS,
    low=AS_IN_TRIALS - Z_80 * PEOPLE_SPREAD,
    high=AS_IN_TRIALS + Z_80 * PEOPLE_SPREAD,
    runs=0,
    others=0,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A run with its measures; each is None where it was not measured."""

    date: dt.date
    speed: float | None
    pace: float | None
    drift: float | None
    effort: float | None

    @property
    def measures(self) -> tuple[float | None, float | None, float | None]:
        """Pace lost, decoupling and effort, each in its own unit, more being worse."""
        return self.pace, self.drift, self.effort


_UNITS: Final = (PACE_PERCENT, DRIFT_POINTS, EFFORT_POINTS)


def next_day(
    runs: Sequence[AnalysedRun],
    leg_work: Mapping[dt.date, int],
    today: dt.date,
    *,
    unsure: frozenset[dt.date] = frozenset(),
) -> NextDay:
    """Return what the runs of the last half year show of the day after leg work.

    Args:
        leg_work: days with leg work to the local minute at which it began.
        unsure: days with strength work of which nobody knows whether it was for the legs.
    """
    after, others = _sorted_out(runs, leg_work, today, unsure)
    found = [(sort, shift) for sort, seen in after.items() for shift in _shifts(seen, others[sort])]
    spread = [
        score
        for sort in {sort for sort, _ in found}
        for shift in _shifts(others[sort], others[sort])
        if (score := _score(shift)) is not None
    ]
    scores = [score for _, shift in found if (score := _score(shift)) is not None]
    if len(scores) < FEWEST or len(spread) < FEWEST:
        return NextDay(
            harm=NOTHING_KNOWN.harm,
            low=NOTHING_KNOWN.low,
            high=NOTHING_KNOWN.high,
            runs=len(scores),
            others=len(spread),
        )
    pace, drift, effort = (_mean([shift[n] for _, shift in found]) for n in range(3))
    harm, error = _drawn(scores, spread)
    return NextDay(
        harm=harm,
        low=harm - Z_80 * error,
        high=harm + Z_80 * error,
        runs=len(scores),
        others=len(spread),
        pace_percent=pace,
        drift_points=drift,
        effort_points=effort,
    )


def _drawn(scores: Sequence[float], spread: Sequence[float]) -> tuple[float, float]:
    """Return the harm drawn towards the trials' figure, and its standard error.

    The spread is that of the runs without leg work alone, so that a worse run of the day after
    never makes the others count for less.
    """
    square = max(LEAST_SPREAD**2, sum(each * each for each in spread) / len(spread))
    noise = square * (1 / len(scores) + 1 / len(spread))
    own = PEOPLE_SPREAD**2 / (PEOPLE_SPREAD**2 + noise)
    mean = sum(scores) / len(scores)
    return AS_IN_TRIALS + own * (mean - AS_IN_TRIALS), math.sqrt(own * noise)


def _sorted_out(
    runs: Sequence[AnalysedRun],
    leg_work: Mapping[dt.date, int],
    today: dt.date,
    unsure: frozenset[dt.date],
) -> tuple[dict[Sort, list[_Seen]], dict[Sort, list[_Seen]]]:
    """Return the first runs of their days by sort: the day after leg work, and the others."""
    first: dict[dt.date, AnalysedRun] = {}
    hard: set[dt.date] = set()
    for run in sorted(runs, key=lambda run: (run.date, run.start_minute)):
        if today - dt.timedelta(days=LOOK_BACK_DAYS) <= run.date <= today:
            first.setdefault(run.date, run)
            if run.kind.is_quality or run.kind is RunKind.LONG:
                hard.add(run.date)
    after: defaultdict[Sort, list[_Seen]] = defaultdict(list)
    others: defaultdict[Sort, list[_Seen]] = defaultdict(list)
    for date, run in first.items():
        if run.start_minute >= leg_work.get(date, run.start_minute + 1) or date in unsure:
            continue
        kind = RunKind.EASY if run.kind in BY_SPEED else run.kind
        sort = (kind, date - DAY in hard)
        if date - DAY in leg_work:
            after[sort].append(_seen(run))
        elif date - DAY not in unsure:
            others[sort].append(_seen(run))
    return after, others


def _seen(run: AnalysedRun) -> _Seen:
    speed = run.grade_adjusted_speed_mps or run.mean_speed_mps
    beats = run.mean_heart_rate_bpm
    pace = effort = None
    if run.kind in STEADY and speed and beats:
        pace = -100.0 * math.log(speed / beats)
    if run.load_source == LoadSource.RPE.value and run.duration_s > 0:
        effort = run.load / (run.duration_s / 60.0)
    return _Seen(
        date=run.date,
        speed=speed if run.kind in BY_SPEED else None,
        pace=pace,
        drift=run.drift_percent,
        effort=effort,
    )


def _alike(one: _Seen, other: _Seen) -> bool:
    """Whether two runs of a sort can be compared: of the same weeks, at about the same speed."""
    if one is other or abs((one.date - other.date).days) > ALIKE_DAYS:
        return False
    if not one.speed or not other.speed:
        return True
    return abs(math.log(one.speed / other.speed)) <= ALIKE_SPEED


def _shifts(
    seen: Sequence[_Seen], others: Sequence[_Seen]
) -> list[tuple[float | None, float | None, float | None]]:
    """Return how far each run lies from the mean of the others alike, measure by measure."""
    found = []
    for one in seen:
        near = [each for each in others if _alike(one, each)]
        shifts = [_shift(one, near, n) for n in range(3)]
        found.append((shifts[0], shifts[1], shifts[2]))
    return found


def _shift(one: _Seen, near: Sequence[_Seen], measure: int) -> float | None:
    value = one.measures[measure]
    known = [each for run in near if (each := run.measures[measure]) is not None]
    if value is None or len(known) < FEWEST_ALIKE:
        return None
    return value - sum(known) / len(known)


def _score(shift: Sequence[float | None]) -> float | None:
    """Return the harm that one run shows, in parts of the trials'; None where nothing compares."""
    parts = [each / unit for each, unit in zip(shift, _UNITS, strict=True) if each is not None]
    if not parts:
        return None
    return max(-WILDEST, min(WILDEST, sum(parts) / len(parts)))


def _mean(found: Sequence[float | None]) -> float | None:
    known = [each for each in found if each is not None]
    return sum(known) / len(known) if known else None


def next_day_sentence(seen: NextDay) -> str:
    """Return what is known as a runner reads it, with its certainty; empty without such runs."""
    if not seen.runs:
        return ""
    if not seen.is_known:
        return (
            "What leg work does to your own runs of the next day is not known yet: "
            f"{seen.runs} of them and {seen.others} others can be compared, {FEWEST} of each are "
            "needed. Until then the figure of the trials counts."
        )
    told = [
        text
        for text in (
            _told(seen.pace_percent, "% slower", "% faster", " at the same heart rate", "{:.1f} "),
            _told(seen.drift_points, "more", "less", " drift", "{:.1f} points "),
            _told(seen.effort_points, "harder", "easier", " by your own rating", "{:.1f} points "),
        )
        if text
    ]
    return (
        f"On the day after leg work your runs were {', '.join(told)}: {seen.runs} runs against "
        f"{seen.others} others alike. We count it as {max(seen.harm, 0):.1f} times what the trials "
        f"found (80 % sure: {max(seen.low, 0):.1f} to {max(seen.high, 0):.1f})."
    )


def _told(value: float | None, worse: str, better: str, of: str, figure: str) -> str:
    if value is None:
        return ""
    return f"{figure.format(abs(value))}{worse if value >= 0 else better}{of}"
