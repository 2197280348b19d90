from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from ironstride.domain.clock import Day, day_of
from ironstride.domain.run import AnalysedRun, RunKind
from ironstride.running.usual_week import usual_week

TODAY = dt.date(2026, 5, 4)
"""A Monday, so that rolling weeks are calendar weeks."""


def run(
    weeks_ago: int,
    day: Day,
    kind: RunKind = RunKind.EASY,
    minutes: float = 45,
    start: int = 390,
) -> AnalysedRun:
    monday = TODAY - dt.timedelta(weeks=weeks_ago)
    return AnalysedRun(
        date=monday + dt.timedelta(days=day.weekday),
        start_minute=start,
        kind=kind,
        kind_certainty=0.8,
        kind_reason="",
        duration_s=minutes * 60.0,
        distance_m=minutes * 180.0,
        load=200.0,
        load_source="pace",
        load_low=150.0,
        load_high=250.0,
    )


def every(weeks: range, *made: Callable[[int], AnalysedRun]) -> list[AnalysedRun]:
    return [make(week) for week in weeks for make in made]


def tuesday(week: int) -> AnalysedRun:
    return run(week, Day.TUE, RunKind.INTERVALS, 55, 17 * 60 + 40)


def thursday(week: int) -> AnalysedRun:
    return run(week, Day.THU)


def sunday(week: int) -> AnalysedRun:
    return run(week, Day.SUN, RunKind.LONG, 98 + week, 8 * 60 + 10)


ALL = range(1, 9)


def test_a_regular_week_is_found_with_kinds_starts_and_minutes() -> None:
    found = usual_week(every(ALL, tuesday, thursday, sunday), TODAY)
    assert [(r.day, r.kind, r.start_minute, r.minutes) for r in found.runs] == [
        (Day.TUE, RunKind.INTERVALS, 17 * 60 + 30, 55),
        (Day.THU, RunKind.EASY, 6 * 60 + 30, 45),
        (Day.SUN, RunKind.LONG, 8 * 60, 100),
    ]
    assert found.weeks_seen == 8
    assert found.certainty == (1.0, 1.0, 1.0)
    assert "Tue 17:30 intervals 55 min" in found.sentence


@pytest.mark.parametrize(("weeks", "usual"), [((1, 2, 5, 6), True), ((1, 6), False)])
def test_a_day_counts_from_half_of_the_weeks(weeks: tuple[int, ...], *, usual: bool) -> None:
    made = every(ALL, tuesday, sunday) + [thursday(week) for week in weeks]
    found = usual_week(made, TODAY)
    assert (Day.THU in [r.day for r in found.runs]) is usual
    assert found.certainty[0] == 1.0


def test_no_runs_give_an_empty_week_and_a_sentence() -> None:
    for made in ([], every(range(9, 15), tuesday), [run(0, Day.MON)]):
        found = usual_week(made, TODAY)
        assert found.runs == ()
        assert found.certainty == ()
        assert found.weeks_seen == 0
        assert "no usual week" in found.sentence


def test_today_and_the_future_do_not_count() -> None:
    made = every(ALL, tuesday, sunday)
    assert usual_week([*made, run(0, Day.MON), run(-1, Day.FRI)], TODAY) == usual_week(made, TODAY)


def test_holidays_do_not_count_as_weeks() -> None:
    made = every(range(1, 4), tuesday, thursday, sunday) + every(
        range(6, 9), tuesday, thursday, sunday
    )
    found = usual_week(made, TODAY)
    assert found.weeks_seen == 6
    assert found.certainty == (1.0, 1.0, 1.0)


def test_a_week_with_hardly_a_run_is_a_holiday_and_is_told() -> None:
    days = [Day.MON, Day.TUE, Day.THU, Day.SUN]
    made = [run(week, day) for week in range(2, 9) for day in days] + [run(1, Day.SAT)]
    found = usual_week(made, TODAY)
    assert found.weeks_seen == 7
    assert [r.day for r in found.runs] == days
    assert "1 with hardly a run" in found.sentence


def test_a_changed_habit_shows_within_four_weeks() -> None:
    old = [run(week, Day.TUE) for week in range(5, 9)]
    new = [run(week, Day.WED) for week in range(1, 5)]
    found = usual_week(old + new + every(ALL, sunday), TODAY)
    assert [r.day for r in found.runs] == [Day.WED, Day.SUN]


def test_a_changed_kind_shows_within_four_weeks() -> None:
    old = [run(week, Day.TUE, RunKind.EASY, 40) for week in range(5, 9)]
    new = [run(week, Day.TUE, RunKind.TEMPO, 60) for week in range(1, 5)]
    found = usual_week(old + new, TODAY)
    assert found.runs[0].kind is RunKind.TEMPO
    assert found.runs[0].minutes == 60
    assert found.certainty[0] < 1.0


def test_tuesday_or_wednesday_by_turns_is_one_run() -> None:
    made = [run(week, Day.TUE if week % 2 else Day.WED) for week in ALL] + every(ALL, sunday)
    found = usual_week(made, TODAY)
    assert [r.day for r in found.runs] == [Day.TUE, Day.SUN]
    assert found.certainty[0] < found.certainty[1]


def test_double_days_are_two_runs() -> None:
    made = every(ALL, lambda week: run(week, Day.WED, start=390)) + every(
        ALL, lambda week: run(week, Day.WED, minutes=30, start=1080)
    )
    found = usual_week(made, TODAY)
    assert [(r.day, r.start_minute, r.minutes) for r in found.runs] == [
        (Day.WED, 390, 45),
        (Day.WED, 1080, 30),
    ]


def test_a_race_recorded_in_three_parts_is_one_run() -> None:
    parts = [
        run(1, Day.SAT, RunKind.EASY, 15, 540),
        run(1, Day.SAT, RunKind.RACE, 45, 570),
        run(1, Day.SAT, RunKind.EASY, 10, 620),
    ]
    found = usual_week(parts, TODAY)
    assert [(r.kind, r.minutes, r.start_minute) for r in found.runs] == [(RunKind.RACE, 70, 540)]
    assert found.runs[0].distance_m == pytest.approx(70 * 180)


def test_a_run_of_a_few_minutes_is_no_run() -> None:
    assert usual_week(every(ALL, lambda week: run(week, Day.MON, minutes=4)), TODAY).runs == ()


def test_one_week_is_a_week_but_an_unsure_one() -> None:
    found = usual_week([tuesday(1), sunday(1)], TODAY)
    assert len(found.runs) == 2
    assert found.weeks_seen == 1
    assert max(found.certainty) < 0.7
    assert "1 ordinary week of" in found.sentence


def test_days_that_float_are_filled_up_to_the_usual_number_and_unsure() -> None:
    days = [Day.MON, Day.WED, Day.FRI]
    made = [run(week, days[week % 3]) for week in ALL] + every(ALL, sunday)
    found = usual_week(made, TODAY)
    assert len(found.runs) == 2
    assert found.certainty[0] < 0.5
    assert found.certainty[1] == 1.0


def test_no_fixed_day_at_all_is_said() -> None:
    made = [run(week, list(Day)[week % 7]) for week in ALL]
    found = usual_week(made, TODAY)
    assert found.runs == ()
    assert found.weeks_seen == 8
    assert "no fixed days" in found.sentence


def test_a_stop_of_three_weeks_is_told() -> None:
    found = usual_week(every(range(4, 9), tuesday, sunday), TODAY)
    assert len(found.runs) == 2
    assert "The last 3 weeks had no ordinary running." in found.sentence


def test_a_start_before_midnight_stays_on_its_day() -> None:
    found = usual_week(every(ALL, lambda week: run(week, Day.FRI, start=1435)), TODAY)
    assert found.runs[0].start_minute == 1410


def test_rolling_weeks_hold_every_day_once() -> None:
    wednesday = TODAY + dt.timedelta(days=2)
    found = usual_week(every(ALL, tuesday, thursday, sunday), wednesday)
    assert [r.day for r in found.runs] == [Day.TUE, Day.THU, Day.SUN]
    assert day_of(wednesday) is Day.WED


def test_runs_without_distance_give_a_week_without_distance() -> None:
    blind = [replace(run, distance_m=None) for run in every(ALL, tuesday)]
    assert usual_week(blind, TODAY).runs[0].distance_m is None
