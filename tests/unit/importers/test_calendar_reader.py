from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from ironstride.domain.athlete import PlannedRun
from ironstride.domain.problem import Parsed
from ironstride.domain.run import RunKind
from ironstride.importers import ics

WEEK = ics.Window(first=dt.date(2026, 3, 2), last=dt.date(2026, 3, 15))


def calendar(*entries: str) -> bytes:
    events = "".join(f"BEGIN:VEVENT\r\n{entry}\r\nEND:VEVENT\r\n" for entry in entries)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n".encode()


def entry(summary: str, start: str = ";VALUE=DATE:20260303", *more: str) -> str:
    return "\r\n".join([f"SUMMARY:{summary}", f"DTSTART{start}", *more])


def runs(parsed: Parsed[tuple[PlannedRun, ...]]) -> tuple[PlannedRun, ...]:
    assert parsed.value is not None, parsed.problems
    return parsed.value


def one(summary: str, *more: str, start: str = ";VALUE=DATE:20260303") -> PlannedRun:
    (run,) = runs(ics.read(calendar(entry(summary, start, *more)), WEEK))
    return run


@pytest.mark.parametrize(
    ("summary", "kind"),
    [
        ("Easy run 8 km", RunKind.EASY),
        ("Recovery run", RunKind.RECOVERY),
        ("Long Run - Race Simulation", RunKind.LONG),
        ("Tempo Run", RunKind.TEMPO),
        ("Threshold run 3 x 10 min", RunKind.INTERVALS),
        ("6 x 800 m intervals", RunKind.INTERVALS),
        ("Fartlek", RunKind.INTERVALS),
        ("Hill repeats", RunKind.HILLS),
        ("Easy run + 6 strides", RunKind.STRIDES),
        ("Parkrun", RunKind.RACE),
        ("10 km race", RunKind.RACE),
        ("Berlin Marathon", RunKind.RACE),
        ("Run 10k @ marathon pace", RunKind.TEMPO),
        ("Pre-Race Shakeout", RunKind.EASY),
        ("\U0001f3c3 5 km", RunKind.EASY),
    ],
)
def test_the_kind_follows_the_words_of_the_entry(summary: str, kind: RunKind) -> None:
    assert one(summary).kind is kind


@pytest.mark.parametrize("summary", ["Rest", "Rest day", "OFF", "Day off"])
def test_a_day_of_rest_has_no_kind_and_no_minutes(summary: str) -> None:
    run = one(summary)
    assert (run.kind, run.minutes, run.distance_m) == (None, 0.0, None)


@pytest.mark.parametrize(
    "summary", ["Dentist", "Long weekend in Rome", "Strength 30 min", "Easy ride 40 km", "Race tax"]
)
def test_entries_that_are_no_runs_are_left_out_and_counted(summary: str) -> None:
    parsed = ics.read(calendar(entry(summary), entry("Easy run 8 km")), WEEK)
    assert len(runs(parsed)) == 1
    assert parsed.problems[0].code == "not-a-run"


@pytest.mark.parametrize(
    ("summary", "metres"),
    [
        ("Easy run 8 km", 8000.0),
        ("Easy run 8.5km", 8500.0),
        ("Easy run 5-6 km", 5500.0),
        ("Easy run 10k", 10_000.0),
        ("Easy run 3 miles", 4828.032),
        ("Easy run", None),
    ],
)
def test_the_distance_is_read_from_the_title(summary: str, metres: float | None) -> None:
    distance = one(summary).distance_m
    assert distance == (None if metres is None else pytest.approx(metres))


def test_the_total_of_a_description_is_the_distance() -> None:
    run = one("Intervals", "DESCRIPTION:5 x 1.2km at 4:00/km\\, 2km warm-up. Total ~11km.")
    assert run.distance_m == 11_000.0


def test_a_pace_is_no_distance() -> None:
    assert one("Easy run", "DESCRIPTION:at 5:30-5:45/km").distance_m is None


def test_the_length_of_a_timed_entry_is_its_minutes() -> None:
    run = one("Tempo run", "DTEND:20260303T190000", start=":20260303T180500")
    assert (run.start_minute, run.minutes) == (18 * 60 + 5, 55.0)


def test_minutes_in_words_are_read() -> None:
    assert one("Easy run 45 min").minutes == 45.0
    assert one("Long run 1h30").minutes == 90.0


def test_a_distance_gives_minutes_at_the_pace_that_was_told() -> None:
    window = ics.Window(first=WEEK.first, last=WEEK.last, pace_s_per_km=300.0)
    (run,) = runs(ics.read(calendar(entry("Easy run 9 km")), window))
    assert run.minutes == 45.0


def test_minutes_that_nothing_says_are_assumed_and_told() -> None:
    parsed = ics.read(calendar(entry("Long run")), WEEK)
    assert runs(parsed)[0].minutes == ics.USUAL_MINUTES[RunKind.LONG]
    assert [problem.code for problem in parsed.problems] == ["minutes-assumed"]


def test_all_day_entries_start_when_the_caller_says() -> None:
    window = ics.Window(first=WEEK.first, last=WEEK.last, start_minute=18 * 60)
    (run,) = runs(ics.read(calendar(entry("Easy run 8 km")), window))
    assert run.start_minute == 18 * 60


def test_recurring_entries_are_written_out_within_the_window() -> None:
    weekly = entry("Easy run 8 km", ":20200107T063000", "RRULE:FREQ=WEEKLY;BYDAY=TU,TH")
    found = runs(ics.read(calendar(weekly), WEEK))
    assert [run.date.day for run in found] == [3, 5, 10, 12]
    assert {run.start_minute for run in found} == {390}


def test_excluded_days_and_the_end_of_a_rule_are_kept() -> None:
    daily = entry(
        "Easy run 8 km",
        ":20260302T063000",
        "RRULE:FREQ=DAILY;UNTIL=20260306T000000Z",
        "EXDATE:20260304T063000",
    )
    assert [run.date.day for run in runs(ics.read(calendar(daily), WEEK))] == [2, 3, 5, 6]


def test_the_count_of_a_rule_starts_with_its_first_day() -> None:
    daily = entry("Easy run 8 km", ";VALUE=DATE:20260228", "RRULE:FREQ=DAILY;COUNT=4")
    assert [run.date.day for run in runs(ics.read(calendar(daily), WEEK))] == [2, 3]


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", "FREQ=NEVER"]
)
def test_a_rule_without_end_or_sense_does_not_hang(rule: str) -> None:
    endless = entry("Easy run 8 km", ":20260302T063000", f"RRULE:{rule}")
    parsed = ics.read(calendar(endless, entry("Tempo run 8 km")), WEEK)
    assert [run.kind for run in runs(parsed)] == [RunKind.TEMPO]


def test_universal_time_becomes_the_runners_clock() -> None:
    window = ics.Window(first=WEEK.first, last=WEEK.last, zone=ZoneInfo("Europe/Berlin"))
    content = calendar(entry("Easy run 8 km", ":20260303T233000Z"))
    (run,) = runs(ics.read(content, window))
    assert (run.date, run.start_minute) == (dt.date(2026, 3, 4), 30)
    kept = ics.read(content, WEEK)
    assert runs(kept)[0].start_minute == 23 * 60 + 30
    assert [problem.code for problem in kept.problems] == ["no-time-zone"]


BERLIN = ics.Window(first=WEEK.first, last=WEEK.last, zone=ZoneInfo("Europe/Berlin"))


def test_a_time_of_another_zone_becomes_the_runners_clock() -> None:
    """A run at seven in the evening in New York begins after midnight in Berlin."""
    content = calendar(entry("Easy run 8 km", ";TZID=America/New_York:20260303T190000"))
    (run,) = runs(ics.read(content, BERLIN))
    assert (run.date, run.start_minute) == (dt.date(2026, 3, 4), 60)
    (kept,) = runs(ics.read(content, WEEK))
    assert (kept.date, kept.start_minute) == (dt.date(2026, 3, 3), 19 * 60)


def test_a_rule_of_another_zone_counts_days_there_and_follows_its_summer_time() -> None:
    """New York turns its clocks on 8 March 2026, Berlin on the 29th: an hour nearer between."""
    content = calendar(
        entry(
            "Easy run 8 km",
            ";TZID=America/New_York:20260303T060000",
            "RRULE:FREQ=WEEKLY;BYDAY=TU",
        )
    )
    found = runs(ics.read(content, BERLIN))
    assert [(run.date.day, run.start_minute) for run in found] == [(3, 12 * 60), (10, 11 * 60)]


def test_two_runs_of_a_day_are_two() -> None:
    content = calendar(
        entry("Easy run 6 km", ":20260303T063000"), entry("Tempo run 8 km", ":20260303T180000")
    )
    found = runs(ics.read(content, WEEK))
    assert [(run.kind, run.start_minute) for run in found] == [
        (RunKind.EASY, 390),
        (RunKind.TEMPO, 1080),
    ]


def test_an_occurrence_that_was_moved_or_cancelled_stands_for_that_day_alone() -> None:
    weekly = entry("Easy run 8 km", ":20260303T063000", "UID:a", "RRULE:FREQ=WEEKLY;BYDAY=TU,TH")
    moved = entry("Tempo run 8 km", ":20260306T180000", "UID:a", "RECURRENCE-ID:20260305T063000")
    gone = entry(
        "Easy run 8 km",
        ":20260310T063000",
        "UID:a",
        "RECURRENCE-ID:20260310T063000",
        "STATUS:CANCELLED",
    )
    found = runs(ics.read(calendar(weekly, moved, gone), WEEK))
    assert [(run.date.day, run.kind) for run in found] == [
        (3, RunKind.EASY),
        (6, RunKind.TEMPO),
        (12, RunKind.EASY),
    ]


@pytest.mark.parametrize(
    ("day", "zone"),
    [
        ("nonsense", "Europe/Berlin"),
        ("20260399", "Europe/Berlin"),
        ("00010101T000000Z", "America/New_York"),
        ("99991231T235959Z", "Asia/Tokyo"),
    ],
)
def test_an_entry_in_place_of_a_day_that_cannot_be_read_is_left_out_and_told(
    day: str, zone: str
) -> None:
    window = replace(WEEK, zone=ZoneInfo(zone))
    weekly = entry("Easy run 8 km", ":20260303T063000", "UID:a", "RRULE:FREQ=WEEKLY")
    odd = entry("Tempo run 8 km", ":20260304T063000", "UID:a", f"RECURRENCE-ID:{day}")
    parsed = ics.read(calendar(weekly, odd), window)
    assert {run.kind for run in runs(parsed)} == {RunKind.EASY}
    assert [problem.code for problem in parsed.problems] == ["broken-entry"]


def test_what_is_no_run_is_named() -> None:
    others = [entry(title) for title in ("Dentist", "Dentist", "Yoga", "Dinner", "Cinema")]
    parsed = ics.read(calendar(*others, entry("Easy run 8 km")), WEEK)
    (told,) = parsed.problems
    assert told.sentence == (
        "5 entries are no runs and left out: “Dentist”, “Yoga”, “Dinner” and others."
    )


def test_a_cancelled_entry_is_left_out() -> None:
    content = calendar(
        entry("Easy run 8 km", ";VALUE=DATE:20260303", "STATUS:CANCELLED"), entry("Tempo run 8 km")
    )
    assert [run.kind for run in runs(ics.read(content, WEEK))] == [RunKind.TEMPO]


def test_a_calendar_without_runs_in_the_window_says_which_days() -> None:
    parsed = ics.read(calendar(entry("Easy run 8 km", ";VALUE=DATE:20250303")), WEEK)
    assert parsed.value is None
    assert "2026-03-02" in parsed.errors[0].sentence


def test_a_broken_calendar_is_refused() -> None:
    parsed = ics.read(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nnonsense", WEEK)
    assert parsed.value is None
    assert parsed.errors
