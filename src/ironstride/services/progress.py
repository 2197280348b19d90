"""What the log and the runs show over time, as charts whose headlines are findings."""

from __future__ import annotations

import datetime as dt
from collections import Counter, OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

from ironstride.body.words import REGION_NAMES
from ironstride.catalogue import load
from ironstride.domain.clock import monday_of
from ironstride.domain.exercise import LoadKind, Method
from ironstride.domain.run import ActivityKind
from ironstride.drawing.bars import WeekBar, WeekBars, draw_bars
from ironstride.drawing.trend import Trend, TrendPoint, draw_trend
from ironstride.services.analyses import STRANGER
from ironstride.services.measures import Measures, measures_of
from ironstride.services.runner import athlete_now
from ironstride.services.watch_lifts import is_from_watch
from ironstride.strength.e1rm import Basis, estimate
from ironstride.strength.progress import (
    e1rm_series,
    finding,
    weekly_minutes,
    weekly_sets,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ironstride.domain.athlete import Profile
    from ironstride.domain.exercise import Exercise
    from ironstride.domain.performance import LoggedSet
    from ironstride.drawing.svg import Drawing
    from ironstride.storage import RunWeek, SetsState, UnitOfWork
    from ironstride.strength.progress import ProgressPoint

WEEKS: Final = 16
MOST_EXERCISES: Final = 8
REGIONS_SHOWN: Final = 5
FINDING_WEEKS: Final = 4
"""Fewer whole weeks than this say nothing about a trend (house)."""
CLEAR: Final = 0.15
"""A change of a weekly sum under this is called steady (house)."""
PERCENT: Final = 100.0
EVERY_SESSION: Final = dt.timedelta(days=365)
"""Sessions further back than this are drawn once a week (house)."""
KEPT: Final = 32
"""Charts in memory, own and demo, until the sets they show change: up to 200 kB each."""

_LOCK = Lock()
_CHARTS: OrderedDict[tuple[object, ...], StrengthChart] = OrderedDict()


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthChart:
    """One exercise's maximum over time, with what it is today."""

    exercise: str
    name: str
    drawing: Drawing
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """All charts of the page; None or empty where nothing was logged yet."""

    strength: tuple[StrengthChart, ...]
    others: int
    minutes: Drawing | None
    sets: Drawing | None
    load: Drawing | None


def progress_of(unit: UnitOfWork, today: dt.date) -> Progress:
    """Return the charts of the last sixteen weeks."""
    athlete = athlete_now(unit, today) or STRANGER
    measures = measures_of(unit)
    first = monday_of(today) - dt.timedelta(weeks=WEEKS - 1)
    recent = unit.sets.between(first, dt.date.max)
    sessions = unit.sessions.between(first, dt.date.max)
    known = _with_maximum(recent)
    states = unit.sets.states() if known else {}
    charts = tuple(
        _kept_chart(unit, exercise, states.get(exercise.id), athlete.profile, today, measures)
        for exercise in known[:MOST_EXERCISES]
    )
    minutes = weekly_minutes(sessions)
    return Progress(
        strength=charts,
        others=max(0, len(known) - MOST_EXERCISES),
        minutes=_minutes_chart([(w.week, w.minutes) for w in minutes], today) if minutes else None,
        sets=_sets_chart(recent, today),
        load=_load_chart(unit.summaries.runs(first, today), today),
    )


def _with_maximum(sets: Sequence[LoggedSet]) -> list[Exercise]:
    """Return the exercises that a maximum in kilograms can be told of, most sets first."""
    counts = Counter(each.exercise for each in sets)
    by_id = load().by_id
    found = [by_id[name] for name, _ in counts.most_common() if name in by_id]
    return [
        each
        for each in found
        if each.method is Method.STRENGTH
        and each.load_kind in {LoadKind.EXTERNAL, LoadKind.BODY_MASS}
    ]


def strength_chart(
    exercise: Exercise,
    sets: tuple[LoggedSet, ...],
    profile: Profile,
    today: dt.date,
    measures: Measures,
) -> StrengthChart:
    """Return one exercise's maximum, session by session, with one standard deviation."""
    # A set that was timed shows no maximum (other apps log loaded holds as seconds).
    mine = tuple(each for each in sets if each.exercise == exercise.id and each.reps)
    series = e1rm_series(exercise, mine, profile)
    points = tuple(
        TrendPoint(
            date=p.date,
            value=measures.about_value(p.kg),
            low=measures.about_value(p.low),
            high=measures.about_value(p.high),
            is_bound=not p.known,
        )
        for p in thinned(series)
    )
    drawing = draw_trend(
        Trend(
            title=finding(exercise.name, series),
            name="Estimated maximum",
            unit=measures.mass_unit,
            points=points,
        ),
        f"max-{exercise.id}",
    )
    held = estimate(exercise, mine, profile, today)
    now = "Not known yet: three more sets with what was left in the tank."
    if held is not None and held.sets:
        body = f", {measures.about(held.body_kg)} of it your body" if held.body_kg else ""
        watch = sum(is_from_watch(each) and each.rir is None for each in mine)
        source = f", {watch} of all from the watch without what was left" if watch else ""
        counted = "1 set" if held.sets == 1 else f"{held.sets} sets"
        least = "at least " if held.basis is Basis.LOWER_BOUND else ""
        now = (
            f"Today {least}{measures.about(held.kg)}, {measures.about_value(held.low):g} to "
            f"{measures.about(held.high)}{body}; from {counted}{source}."
        )
    return StrengthChart(exercise=exercise.id, name=exercise.name, drawing=drawing, now=now)


def _kept_chart(
    unit: UnitOfWork,
    exercise: Exercise,
    state: SetsState | None,
    profile: Profile,
    today: dt.date,
    measures: Measures,
) -> StrengthChart:
    """Return an exercise's chart, drawn once for every state of its sets."""
    key = (unit.backend.location, unit.athlete, exercise.id, state, profile, today, measures)
    with _LOCK:
        known = _CHARTS.get(key)
        if known is not None:
            _CHARTS.move_to_end(key)
            return known
    made = strength_chart(exercise, unit.sets.of_exercise(exercise.id), profile, today, measures)
    with _LOCK:
        _CHARTS[key] = made
        while len(_CHARTS) > KEPT:
            _CHARTS.popitem(last=False)
    return made


def thinned(series: Sequence[ProgressPoint]) -> tuple[ProgressPoint, ...]:
    """Return every session of the last year shown, and the last one of each week before it.

    Ten years are four sessions a pixel, and a megabyte of page.
    """
    if not series:
        return ()
    since = series[-1].date - EVERY_SESSION
    weekly = {monday_of(point.date): point for point in series if point.date <= since}
    return (*weekly.values(), *(point for point in series if point.date > since))


def trend_words(what: str, weeks: Iterable[tuple[dt.date, float]], today: dt.date) -> str:
    """Return what weekly sums did: up, down, steady, or too early; the running week is left out."""
    whole = [value for monday, value in weeks if monday < monday_of(today)]
    if len(whole) < FINDING_WEEKS:
        return f"Too early to tell about {what}"
    half = len(whole) // 2
    before, after = sum(whole[:half]) / half, sum(whole[-half:]) / half
    if before <= 0:
        return f"{what.capitalize()}: {after:.0f} a week lately"
    change = after / before - 1.0
    if abs(change) < CLEAR:
        return f"{what.capitalize()} steady over {len(whole)} weeks"
    word = "up" if change > 0 else "down"
    return f"{what.capitalize()} {word} {abs(change) * PERCENT:.0f} % over {len(whole)} weeks"


def _minutes_chart(weeks: list[tuple[dt.date, float]], today: dt.date) -> Drawing:
    return draw_bars(
        WeekBars(
            title=trend_words("minutes of strength", weeks, today),
            unit="min",
            parts=("Strength",),
            css=("strength",),
            weeks=tuple(WeekBar(monday=monday, values=(value,)) for monday, value in weeks),
            words=lambda value: f"{value:.0f}",
        ),
        "minutes",
    )


def _sets_chart(sets: tuple[LoggedSet, ...], today: dt.date) -> Drawing | None:
    weeks = weekly_sets(sets, load().by_id)
    if not weeks:
        return None
    sums: Counter[str] = Counter()
    for week in weeks:
        sums.update({region.value: count for region, count in week.by_region.items()})
    shown = [name for name, _ in sums.most_common(REGIONS_SHOWN)]
    title = trend_words("sets a week", [(w.week, float(w.total)) for w in weeks], today)
    names = {region.value: words for region, words in REGION_NAMES.items()}
    return draw_bars(
        WeekBars(
            title=f"{title}; {names[shown[0]]} gets the most" if shown else title,
            unit="sets",
            parts=tuple(_short(names[name]) for name in shown),
            css=tuple(f"part-{place}" for place in range(len(shown))),
            weeks=tuple(
                WeekBar(
                    monday=week.week,
                    values=tuple(
                        float(next((n for r, n in week.by_region.items() if r.value == name), 0))
                        for name in shown
                    ),
                )
                for week in weeks
            ),
            words=lambda value: f"{value:.0f}",
        ),
        "sets",
    )


def _short(name: str) -> str:
    """Return a region's name short enough to stand beside a bar."""
    for long, short in (
        ("front of the ", "front "),
        ("side of the ", ""),
        (" tendon", ""),
        ("sole of the ", ""),
    ):
        name = name.replace(long, short)
    return name


def _load_chart(weeks: tuple[RunWeek, ...], today: dt.date) -> Drawing | None:
    runs = [each for each in weeks if each.kind is ActivityKind.RUN]
    if not any(each.analysed for each in runs):
        return None
    return draw_bars(
        WeekBars(
            title=trend_words("run load", [(w.monday, w.load) for w in runs], today),
            unit="",
            parts=("Load",),
            css=("run",),
            weeks=tuple(WeekBar(monday=w.monday, values=(w.load,)) for w in runs),
            words=lambda value: f"{value:.0f}",
        ),
        "load",
    )
