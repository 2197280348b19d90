"""From features to what a run says: each figure with its source and, where estimated, certainty.

`interpret` judges one run against a profile; `interpret_all` walks a whole history, the profile
evolving, and returns the profile that the next run will meet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ironstride.domain.athlete import Athlete
from ironstride.domain.run import Activity, AnalysedRun, RunKind
from ironstride.running.features import RunFeatures, features
from ironstride.running.history import CADENCE_DAYS, Abilities, History, dated_runs, history_of
from ironstride.running.intensity import Intensity
from ironstride.running.kind import Verdict, kind_of
from ironstride.running.load import (
    LOWEST_RPE,
    OTHER_RPE,
    RATED_FOR_REGRESSION,
    RATED_WINDOW,
    RUN_RPE,
    Load,
    LoadScale,
    LoadSource,
    house_loads,
    load,
    log_ratio,
    rated_load,
    regression,
)
from ironstride.running.profile import Recent, RunnerProfile
from ironstride.running.spikes import spike

NO_DRIFT: Final = frozenset({RunKind.INTERVALS, RunKind.HILLS, RunKind.STRIDES})
"""Their halves differ by design."""

Offset = Callable[[dt.datetime], int] | int
"""Seconds of local over UTC time, or what gives them for a UTC start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A whole history read: the runs in order, and the runner as known after the last of them."""

    runs: tuple[AnalysedRun, ...]
    profile: RunnerProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A run between its kind and its load."""

    features: RunFeatures
    verdict: Verdict
    intensity: Intensity
    recent: Recent
    loads: dict[LoadSource, float]


def interpret(run: RunFeatures, profile: RunnerProfile) -> AnalysedRun:
    """Return what a dated run says, judged against the runner as known.

    Raises:
        ValueError: the run has no date, so that it has no place in a history.
    """
    return _said(_judge(run, profile), profile.scale)


def analyse(activity: Activity, profile: RunnerProfile, *, offset_s: int = 0) -> AnalysedRun:
    """Return what one recorded run says: `features` and `interpret` in one.

    Raises:
        ValueError: the activity has no date.
    """
    return interpret(features(activity, offset_s=offset_s), profile)


def analyse_all(
    activities: Sequence[Activity], athlete: Athlete, today: dt.date, *, offset: Offset = 0
) -> tuple[AnalysedRun, ...]:
    """Return what the runs among the activities say, in order of their start.

    Left out: what is no run, has no date or duration, or lies after today.
    """
    measured = [features(a, offset_s=_offset_of(a, offset)) for a in activities]
    return interpret_all(measured, athlete, today).runs


def _offset_of(activity: Activity, offset: Offset) -> int:
    if isinstance(offset, int):
        return offset
    return 0 if activity.start is None else offset(activity.start)


def interpret_all(measured: Sequence[RunFeatures], athlete: Athlete, today: dt.date) -> Reading:
    """Return every dated run read in order, and the profile for the next one.

    Args:
        measured: features of any activities, in any order; only runs up to today are read.
    """
    runs = dated_runs(measured, today)
    history = history_of(runs, athlete, today)
    judged = _judge_all(history)
    ratios = [_log_ratios(case) for case in judged]
    said = tuple(_said(case, scale) for case, scale in zip(judged, _scales(ratios), strict=True))
    abilities = history.abilities(today)
    was_hard = bool(judged) and _is_hard(judged[-1].verdict.kind)
    profile = RunnerProfile(
        heart=history.heart,
        sex=athlete.profile.sex,
        critical_speed=abilities.speed,
        critical_power=abilities.power,
        scale=_scale([ratio for found in ratios for ratio in found]),
        recent=history.recent(dt.datetime.combine(today, dt.time.max), was_hard=was_hard),
    )
    return Reading(runs=said, profile=profile)


def _judge_all(history: History) -> list[Judged]:
    """Return every run judged against the abilities of its time."""
    judged: list[Judged] = []
    known: dict[int, Abilities] = {}
    was_hard = False
    for run, day in zip(history.runs, history.days, strict=True):
        # The last day of the seven, so that a run's own efforts count for it.
        until = (day // CADENCE_DAYS + 1) * CADENCE_DAYS - 1
        if until not in known:
            known[until] = history.abilities(dt.date.fromordinal(until))
        local = run.dated_start
        profile = RunnerProfile(
            heart=history.heart,
            sex=history.athlete.profile.sex,
            critical_speed=known[until].speed,
            critical_power=known[until].power,
            recent=history.recent(local, was_hard=was_hard),
        )
        case = _judge(run, profile)
        was_hard = _is_hard(case.verdict.kind)
        judged.append(case)
    return judged


def _is_hard(kind: RunKind) -> bool:
    return kind.is_quality or kind is RunKind.LONG


def _judge(run: RunFeatures, profile: RunnerProfile) -> Judged:
    verdict, found = kind_of(run, profile)
    loads = house_loads(
        run,
        rpe=RUN_RPE[verdict.kind],
        heart=profile.heart,
        sex=profile.sex,
        critical=profile.critical_speed,
    )
    return Judged(
        features=run, verdict=verdict, intensity=found, recent=profile.recent, loads=loads
    )


def _log_ratios(case: Judged) -> list[tuple[LoadSource, float]]:
    """Return the logs of rated over house loads of one run; empty where it was not rated."""
    rpe, rated = case.features.session_rpe, rated_load(case.features)
    if rated is None or rpe is None or rpe < LOWEST_RPE:
        return []
    pairs = ((source, log_ratio(rated, house)) for source, house in case.loads.items())
    return [(source, ratio) for source, ratio in pairs if ratio is not None]


def _scale(ratios: Sequence[tuple[LoadSource, float]]) -> LoadScale:
    found = {
        source: regression([ratio for of, ratio in ratios if of is source]) for source in LoadSource
    }
    return LoadScale(regressions={s: r for s, r in found.items() if r is not None})


def _scales(ratios: list[list[tuple[LoadSource, float]]]) -> list[LoadScale]:
    """Return the scale for each run: from the rated runs before it, early on from the first ten.

    A run that was rated itself needs none, so that its own is any before it.
    """
    rated = [found for found in ratios if found]
    scales: list[LoadScale] = []
    scale, at, seen = LoadScale(), -1, 0
    for found in ratios:
        if (
            not found
            and len(rated) >= RATED_FOR_REGRESSION
            and at != max(seen, RATED_FOR_REGRESSION)
        ):
            at = max(seen, RATED_FOR_REGRESSION)
            window = rated[max(0, at - RATED_WINDOW) : at]
            scale = _scale([pair for pairs in window for pair in pairs])
        scales.append(scale)
        seen += bool(found)
    return scales


def _said(case: Judged, scale: LoadScale) -> AnalysedRun:
    """Return the record of a judged run."""
    run = case.features
    local = run.dated_start
    found = load(rated_load(run), case.loads, scale)
    against = spike(run.distance_m, case.recent.longest_m)
    return AnalysedRun(
        date=local.date(),
        start_minute=local.hour * 60 + local.minute,
        kind=case.verdict.kind,
        kind_certainty=case.verdict.certainty,
        kind_reason=case.verdict.reason,
        duration_s=run.duration_s,
        distance_m=run.distance_m,
        load=found.value,
        load_source=found.source.value,
        load_low=found.low,
        load_high=found.high,
        ascent_m=run.ascent_m,
        mean_speed_mps=run.mean_speed_mps,
        grade_adjusted_speed_mps=run.grade_adjusted_speed_mps,
        mean_heart_rate_bpm=run.mean_heart_rate_bpm,
        hard_share=case.intensity.hard,
        drift_percent=None if case.verdict.kind in NO_DRIFT else run.drift_percent,
        spike_ratio=against.ratio,
        is_spike=against.is_spike,
        dynamics=run.dynamics,
    )


def other_load(activity: RunFeatures, profile: RunnerProfile) -> Load:
    """Return the load of a ride, swim, strength session or anything else, on the same scale.

    From RPE, else heart rate, else the duration.
    """
    loads = house_loads(
        activity,
        rpe=OTHER_RPE[activity.kind],
        heart=profile.heart,
        sex=profile.sex,
        critical=None,
    )
    # The runner's own factor of durations was learnt on runs, so it says nothing of swims.
    by_heart = profile.scale.regressions.get(LoadSource.HEART_RATE)
    scale = LoadScale(regressions={LoadSource.HEART_RATE: by_heart} if by_heart else {})
    return load(rated_load(activity), loads, scale)
