from __future__ import annotations

import datetime as dt

import pytest

from ironstride.body.readiness import DayLimit
from ironstride.domain.run import AnalysedRun, RunKind, ScheduledRun
from ironstride.planner.surprises import as_done, surprises_of

TODAY = dt.date(2026, 11, 24)


def done(kind: RunKind, minutes: float, *, day: dt.date = TODAY, start: int = 420) -> AnalysedRun:
    return AnalysedRun(
        date=day,
        start_minute=start,
        kind=kind,
        kind_certainty=0.9,
        kind_reason="",
        duration_s=minutes * 60,
        distance_m=None,
        load=300.0,
        load_source="pace",
        load_low=200.0,
        load_high=400.0,
    )


def planned(
    kind: RunKind, minutes: float, start: int = 420, source: str = "usual-week"
) -> ScheduledRun:
    return ScheduledRun(date=TODAY, start_minute=start, kind=kind, minutes=minutes, source=source)


@pytest.mark.parametrize(
    ("run", "match", "words"),
    [
        (done(RunKind.TEMPO, 50), planned(RunKind.EASY, 50), "harder than planned (tempo instead"),
        (done(RunKind.EASY, 90), planned(RunKind.EASY, 60), "longer than planned (90 instead"),
        (done(RunKind.INTERVALS, 50), None, "harder than planned (intervals; none"),
        (done(RunKind.LONG, 95), None, "longer than planned (95 min; none"),
    ],
)
def test_more_than_planned_spares_the_legs_today_and_tomorrow(
    run: AnalysedRun, match: ScheduledRun | None, words: str
) -> None:
    (found,) = surprises_of((run,), () if match is None else (match,), TODAY)
    assert words in found.sentence
    assert found.sentence.endswith("heavy legs wait until Thu 26 Nov.")
    assert [each.date for each in found.restrictions] == [TODAY, TODAY + dt.timedelta(days=1)]
    assert {each.limit for each in found.restrictions} == {DayLimit.NO_HEAVY_LOWER}


@pytest.mark.parametrize(
    ("run", "match"),
    [
        (done(RunKind.EASY, 70), planned(RunKind.EASY, 60)),
        (done(RunKind.EASY, 40), planned(RunKind.INTERVALS, 60)),
        (done(RunKind.TEMPO, 60), planned(RunKind.INTERVALS, 60)),
        (done(RunKind.RACE, 45), planned(RunKind.RACE, 40, source="race")),
        (done(RunKind.EASY, 40), None),
    ],
)
def test_as_planned_or_less_changes_nothing(run: AnalysedRun, match: ScheduledRun | None) -> None:
    assert surprises_of((run,), () if match is None else (match,), TODAY) == ()


def test_what_was_done_yesterday_spares_today_alone() -> None:
    (found,) = surprises_of((done(RunKind.TEMPO, 50, day=TODAY - dt.timedelta(days=1)),), (), TODAY)
    assert [each.date for each in found.restrictions] == [TODAY]


def test_a_run_done_stands_for_the_nearest_planned_one_and_the_other_is_still_to_come() -> None:
    morning, evening = planned(RunKind.EASY, 40), planned(RunKind.INTERVALS, 60, start=1080)
    found = as_done((done(RunKind.EASY, 55, start=400),), (morning, evening))
    assert [(each.start_minute, each.minutes) for each in found] == [(400, 55.0), (1080, 60)]


def test_a_race_that_was_run_stays_the_race_of_the_season() -> None:
    race = planned(RunKind.RACE, 40, source="race")
    assert as_done((done(RunKind.RACE, 45),), (race,)) == (race,)
