from __future__ import annotations

import datetime as dt

import pytest

from ironstride.domain.body_region import Side
from ironstride.domain.performance import LoggedSet, SetKind
from ironstride.domain.problem import Parsed
from ironstride.importers import LiftImporter, importer_of
from ironstride.importers.lift_logs import fitnotes, hevy, own, strong, stronglifts


def sets(parsed: Parsed[tuple[LoggedSet, ...]]) -> tuple[LoggedSet, ...]:
    assert parsed.value is not None, parsed.problems
    return parsed.value


STRONG = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,"
    "Workout Notes,RPE\n"
)
STRONG_ROW = '2023-01-01 09:24:45,"Legs",56m,"Squat (Barbell)",1,100,5,0,0,"","",8.5\n'


@pytest.mark.parametrize(("pounds", "load_kg"), [(False, 100.0), (True, 45.359237)])
def test_strong_takes_the_unit_that_was_told(pounds: bool, load_kg: float) -> None:  # noqa: FBT001 (a parameter of the test)
    (done,) = sets(strong.read((STRONG + STRONG_ROW).encode(), pounds=pounds))
    assert done.load_kg == pytest.approx(load_kg)
    assert (done.exercise, done.reps, done.rir) == ("Squat (Barbell)", 5, 1.5)
    assert done.date == dt.date(2023, 1, 1)


def test_strong_without_a_unit_is_asked_about_and_not_guessed() -> None:
    parsed = strong.read((STRONG + STRONG_ROW).encode())
    assert parsed.value is None
    assert parsed.errors[0].code == "unit-unknown"
    assert parsed.errors[0].remedy is not None


def test_strong_with_semicolons_has_its_unit_in_every_row() -> None:
    text = (
        "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;"
        "Distance Unit;Seconds;Notes;Workout Notes\n"
        '2018-12-10 10:33:55;"A";"Row";W;90;lbs;15;;;;0;"";""\n'
        '2018-12-10 10:33:55;"A";"Row";1;90;kg;15;;;;0;"";""\n'
        '2018-12-10 10:33:55;"A";"Row";Rest Timer;;;;;;;90;"";""\n'
    )
    first, second = sets(strong.read(text.encode()))
    assert first.load_kg == pytest.approx(40.8233133)
    assert first.kind is SetKind.WARM_UP
    assert (second.load_kg, second.kind, second.order) == (90.0, SetKind.WORKING, 1)
    assert first.session_id == second.session_id


def test_strong_in_chinese_is_read() -> None:
    text = "日期,锻炼名称,时长,运动名称,设置顺序,重量,次,距离,秒,备注,锻炼备注,RPE\n"
    text += '2020-09-29 07:10:22,"4.Pull",1小时,"Row",1,44.09245243697551,5,0,0,"","",\n'
    (done,) = sets(strong.read(text.encode(), pounds=True))
    assert done.load_kg == pytest.approx(20.0)


HEVY = (
    '"title","start_time","end_time","description","exercise_title","superset_id",'
    '"exercise_notes","set_index","set_type","weight_{unit}","reps","distance_{way}",'
    '"duration_seconds","rpe"\n'
)


def hevy_row(start: str, kind: str = "normal", reps: str = "5", seconds: str = "") -> str:
    return f'"A","{start}","","","Squat",,"",0,"{kind}",100,{reps},,{seconds},9\n'


@pytest.mark.parametrize(
    ("start", "date"),
    [
        ("Jun 11, 2026, 1:01 PM", dt.date(2026, 6, 11)),
        ("13 Feb 2026, 17:32", dt.date(2026, 2, 13)),
        ("5 Mai 2026, 07:34", dt.date(2026, 5, 5)),
        ("5 Abr 2026, 07:34", dt.date(2026, 4, 5)),
        ("5 Set 2026, 07:34", dt.date(2026, 9, 5)),
        ("5 Out 2026, 07:34", dt.date(2026, 10, 5)),
        ("5 Dez 2026, 07:34", dt.date(2026, 12, 5)),
        ("2024-01-15T10:00:00Z", dt.date(2024, 1, 15)),
    ],
)
def test_hevy_dates_are_read_in_the_language_of_the_account(start: str, date: dt.date) -> None:
    header = HEVY.format(unit="kg", way="km")
    (done,) = sets(hevy.read((header + hevy_row(start)).encode()))
    assert (done.date, done.load_kg, done.rir) == (date, 100.0, 1.0)


def test_hevy_pounds_are_known_by_the_column() -> None:
    header = HEVY.format(unit="lbs", way="miles")
    (done,) = sets(hevy.read((header + hevy_row("13 Feb 2026, 17:32")).encode()))
    assert done.load_kg == pytest.approx(45.359237)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("warmup", SetKind.WARM_UP),
        ("dropset", SetKind.DROP),
        ("failure", SetKind.FAILURE),
        ("normal", SetKind.WORKING),
    ],
)
def test_hevy_names_the_kind_of_set(word: str, kind: SetKind) -> None:
    header = HEVY.format(unit="kg", way="km")
    (done,) = sets(hevy.read((header + hevy_row("13 Feb 2026, 17:32", word)).encode()))
    assert done.kind is kind


def test_a_held_set_has_seconds_and_no_reps() -> None:
    header = HEVY.format(unit="kg", way="km")
    row = hevy_row("13 Feb 2026, 17:32", reps="", seconds="45")
    (done,) = sets(hevy.read((header + row).encode()))
    assert (done.reps, done.seconds) == (None, 45.0)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (hevy_row("someday"), "no-date"),
        (hevy_row("13 Feb 2026, 17:32", reps=""), "no-amount"),
        (hevy_row("13 Feb 2026, 17:32", reps="2000"), "impossible-amount"),
        (hevy_row("13 Feb 2026, 17:32", reps="2.5"), "impossible-amount"),
        (hevy_row("13 Feb 2026, 17:32").replace(",100,", ",-20,"), "impossible-load"),
        (hevy_row("13 Feb 2026, 17:32").replace(",100,", ",1001,"), "impossible-load"),
        (hevy_row("13 Feb 2026, 17:32").replace("Squat", ""), "no-exercise"),
    ],
)
def test_a_row_that_is_no_set_is_counted_and_the_others_kept(row: str, code: str) -> None:
    header = HEVY.format(unit="kg", way="km")
    parsed = hevy.read((header + row + hevy_row("13 Feb 2026, 17:32")).encode())
    assert len(sets(parsed)) == 1
    assert [problem.code for problem in parsed.problems] == [code]
    assert parsed.problems[0].sentence.startswith("1 row ")


def test_fitnotes_has_its_unit_in_a_column_or_in_its_name() -> None:
    column = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment\n"
    named = "Date,Exercise,Category,Weight (lbs),Reps,Distance,Distance Unit,Time\n"
    (one,) = sets(fitnotes.read((column + "2026-08-04,Row,Back,90.0,kgs,5,,,,\n").encode()))
    (two,) = sets(fitnotes.read((named + "2017-06-23,Row,Back,90.0,5,,,\n").encode()))
    assert one.load_kg == 90.0
    assert two.load_kg == pytest.approx(40.8233133)


def test_fitnotes_times_and_ways_are_amounts() -> None:
    head = "Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time\n"
    rows = "2017-06-23,Plank,Abs,,,,,0:01:30\n2017-06-23,Carry,Legs,40,,0.5,km,0:05:00\n"
    plank, carry = sets(fitnotes.read((head + rows).encode()))
    assert (plank.seconds, plank.distance_m) == (90.0, None)
    assert (carry.seconds, carry.distance_m, carry.load_kg) == (None, 500.0, 40.0)


def test_stronglifts_writes_a_set_in_two_columns() -> None:
    text = "Date (yyyy/mm/dd),Workout,Exercise,Set 1 (Reps),Set 1 (KG),Set 2 (Reps),Set 2 (KG)\n"
    text += '2026/08/11,1,"Squat",5,55,0,55\n'
    (done,) = sets(stronglifts.read(text.encode()))
    assert (done.reps, done.load_kg, done.date) == (5, 55.0, dt.date(2026, 8, 11))


OWN = "date,exercise,side,kind,reps,seconds,contacts,load_kg,rir,session\n"


def test_our_own_table_says_everything_of_a_set() -> None:
    text = OWN + "2026-03-31,split-squat,left,warm-up,8,,,24,2.5,tue\n2026-03-31,hop,,,,,20,,,tue\n"
    squat, hop = sets(own.read(text.encode()))
    assert squat == LoggedSet(
        exercise="split-squat",
        date=dt.date(2026, 3, 31),
        side=Side.LEFT,
        kind=SetKind.WARM_UP,
        reps=8,
        load_kg=24.0,
        rir=2.5,
        session_id="tue",
    )
    assert (hop.contacts, hop.order, hop.kind) == (20, 1, SetKind.WORKING)


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("31.3.2026,squat,,,5,,,,,", "no date"),
        ("2026-03-31,,,,5,,,,,", "exercise is missing"),
        ("2026-03-31,squat,,,,,,100,,", "exactly one"),
        ("2026-03-31,squat,,,5,30,,100,,", "exactly one"),
        ("2026-03-31,squat,middle,,5,,,,,", "none of left, right, both"),
        ("2026-03-31,squat,,hard,5,,,,,", "none of warm-up"),
        ("2026-03-31,squat,,,5.5,,,,,", "whole number"),
        ("2026-03-31,squat,,,5,,,1001,,", "from 0 to 1000"),
        ("2026-03-31,squat,,,5,,,-1,,", "from 0 to 1000"),
    ],
)
def test_a_wrong_line_of_our_own_table_is_an_error_with_line_and_remedy(
    row: str, word: str
) -> None:
    parsed = own.read((OWN + "2026-03-31,squat,,,5,,,100,,\n" + row + "\n").encode())
    (problem,) = parsed.errors
    assert problem.location == "line 3"
    assert word in problem.sentence
    assert problem.remedy is not None
    assert len(sets(parsed)) == 1


def test_an_unknown_column_of_our_own_table_is_refused() -> None:
    parsed = own.read(b"date,exercise,load_kg,wieght\n2026-03-31,squat,100,5\n")
    assert parsed.value is None
    assert "wieght" in parsed.errors[0].sentence


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (STRONG, "strong"),
        (HEVY.format(unit="kg", way="km"), "hevy"),
        ("Date,Exercise,Category,Weight (lbs),Reps,Distance,Distance Unit,Time\n", "fitnotes"),
        ("\ufeffDate (yyyy/mm/dd),Workout,Exercise,Set 1 (Reps),Set 1 (KG)\n", "stronglifts"),
        (OWN, "own"),
    ],
)
def test_each_log_is_known_by_its_header(content: str, name: str) -> None:
    importer = importer_of(content.encode())
    assert isinstance(importer, LiftImporter)
    assert importer.name == name
