from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ironstride.cli import group
from ironstride.cli.surroundings import Surroundings
from ironstride.services.watching import look, ready
from tests.support.athletes import small, validator
from tests.support.door import NOW, Answer, ask
from tests.support.fit_writer import WrittenSet, write_run, write_strength
from tests.support.published import check_schema

RUNS = [
    {"day": "tue", "start": "07:00", "kind": "intervals", "minutes": 60},
    {"day": "sun", "start": "09:00", "kind": "long", "minutes": 100},
]
SHORT = ("--weeks", 2, "--detail", 1)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Make a home with an athlete file."""
    text = json.dumps(small(usual_week=RUNS))
    (tmp_path / "me.json").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def planned(home: Path) -> Path:
    """Make a home whose database has a runner and a plan."""
    assert ask("setup", "--file", home / "me.json", home=home).code == 0
    assert ask("plan", *SHORT, home=home).code == 0
    return home


def first_session(home: Path) -> str:
    document = ask("week", "--json", home=home).document
    return str(document["sessions"][0]["id"])


def problem_codes(answer: Answer) -> list[str]:
    assert answer.code == 2
    return [each["code"] for each in answer.document["problems"]]


def test_without_a_runner_commands_say_what_to_do_first(tmp_path: Path) -> None:
    assert problem_codes(ask("plan", "--json", home=tmp_path)) == ["no-runner"]
    assert problem_codes(ask("today", "--json", home=tmp_path)) == ["no-plan"]
    assert problem_codes(ask("week", "--json", home=tmp_path)) == ["no-plan"]
    assert problem_codes(ask("why", "--json", home=tmp_path)) == ["no-plan"]
    assert problem_codes(ask("setup", "--show", "--json", home=tmp_path)) == ["no-runner"]
    assert "ironstride setup" in ask("today", home=tmp_path).err


def test_an_athlete_file_is_stored_and_shown(home: Path) -> None:
    answer = ask("setup", "--file", home / "me.json", "--json", home=home)
    assert answer.code == 0, answer.err
    shown = ask("setup", "--show", home=home).document
    assert shown == answer.document["stored"]
    validator("athlete").validate(shown)


def test_a_wrong_athlete_file_is_refused_and_nothing_is_stored(home: Path) -> None:
    (home / "bad.json").write_text(json.dumps({**small(), "athlete": {}}), encoding="utf-8")
    codes = problem_codes(ask("setup", "--file", home / "bad.json", "--json", home=home))
    assert codes == ["missing-key"] * 3
    assert problem_codes(ask("setup", "--show", "--json", home=home)) == ["no-runner"]


def test_eight_questions_make_a_runner(tmp_path: Path) -> None:
    answers = [
        "1990", "female", "154 lb", "novice", "1, 3", "step, dumbbell", "20, 20", "25", "2",
        "2027-04-11", "42.2", "A", "none", "n", "n", "y", "118", "76",
        "y", "achilles", "left", "2", "n",
    ]  # fmt: skip
    surroundings = Surroundings(
        variables={"XDG_DATA_HOME": str(tmp_path)}, home=tmp_path, now=lambda: NOW, cores=1
    )
    done = CliRunner().invoke(group, ["setup"], input="\n".join(answers) + "\n", obj=surroundings)
    assert done.exit_code == 0, done.output
    shown = ask("setup", "--show", home=tmp_path, XDG_DATA_HOME=str(tmp_path)).document
    validator("athlete").validate(shown)
    assert shown["athlete"]["body_mass_kg"] == pytest.approx(69.85, abs=0.01)
    assert shown["goals"]["injury-prevention"] == 3
    assert shown["goals"]["economy"] == 1
    assert shown["places"][0]["dumbbells_kg"] == [pytest.approx(9.072), pytest.approx(9.072)]
    assert shown["races"][0]["distance_m"] == 42_200
    assert shown["conditions"][0]["region"] == "achilles"
    assert shown["screening"]["systolic_mmhg"] == 118


def test_a_plan_from_the_database_is_stored_once(planned: Path) -> None:
    answer = ask("plan", *SHORT, "--json", home=planned)
    assert answer.code == 0
    validator("plan").validate(answer.document)
    assert ask("plan", *SHORT, "--json", home=planned).out == answer.out
    assert ask("plan", "--runs", planned, home=planned).code == 2


def test_a_day_and_its_week_are_shown(planned: Path) -> None:
    session = ask("week", "--json", home=planned).document["sessions"][0]
    day = ask("today", "--today", session["date"], "--json", home=planned).document
    assert [each["id"] for each in day["sessions"]] == [session["id"]]
    words = ask("today", "--today", session["date"], home=planned).out
    assert session["title"] in words
    assert "in reserve" in words
    quiet = ask("today", home=planned)
    assert quiet.code == 0
    assert "Week of Mon 23 Nov" in ask("week", home=planned).out
    assert problem_codes(ask("week", "2030-01-01", "--json", home=planned)) == [
        "outside-the-season"
    ]


def test_a_set_is_logged_taken_back_and_brought_again(planned: Path) -> None:
    answer = ask("log", "Push Up", "--reps", 12, "--rir", 2, "--sets", 2, "--json", home=planned)
    assert answer.code == 0, answer.err
    assert answer.document["exercise"] == "push-up"
    first, second = answer.document["logged"]
    assert ask("log", "--delete", first, "--json", home=planned).document["version"] == 2
    assert ask("log", "--undo", first, "--json", home=planned).document["version"] == 3
    assert second != first
    assert problem_codes(ask("log", "--delete", "none", "--json", home=planned)) == ["unknown-set"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("log", "levitation", "--reps", "5"), "unknown-exercise"),
        (("log", "push-up"), "wrong-amounts"),
        (("log", "push-up", "--reps", "5", "--rir", "30"), "out-of-range"),
        (("log", "--done", "nothing"), "unknown-session"),
        (("checkin", "--sleep", "30"), "out-of-range"),
        (("checkin", "--pain", "shin", "--side", "left"), "missing-figure"),
        (("checkin", "--flag", "RF-77", "--yes"), "unknown-red-flag"),
        (("checkin", "--clear", "RF-03"), "missing-name"),
        (("why", "nothing"), "unknown-choice"),
        (("watch", "nowhere"), "no-such-folder"),
        (("rules", "--off", "safety.effort"), "rule-always-counts"),
        (("rules", "--off", "variety.within_week", "--off", "variety.none"), "unknown-rule"),
        (("evidence", "XX-99"), "unknown-evidence"),
    ],
)
def test_wrong_input_ends_with_two(planned: Path, arguments: tuple[str, ...], code: str) -> None:
    answer = ask(*arguments, "--json", home=planned)
    assert problem_codes(answer) == [code]
    assert "Remedy: " in answer.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("log",),
        ("log", "push-up", "--load", "heavy"),
        ("checkin",),
        ("checkin", "--pain", "shin"),
        ("checkin", "--pain", "knee"),
        ("checkin", "--sleep", "7", "--date", "yesterday"),
        ("import",),
    ],
)
def test_a_command_that_says_too_little_shows_its_usage(
    planned: Path, arguments: tuple[str, ...]
) -> None:
    answer = ask(*arguments, home=planned)
    assert answer.code == 2
    assert "Usage: " in answer.err


def test_a_session_left_out_makes_the_plan_anew(planned: Path) -> None:
    session = first_session(planned)
    answer = ask("log", "--skip", session, "--json", home=planned)
    assert answer.code == 0, answer.err
    assert answer.document["status"] == "left out"
    assert answer.document["new"] is True


def test_a_session_done_can_be_kept_without_planning(planned: Path) -> None:
    session = first_session(planned)
    date = ask("week", "--json", home=planned).document["sessions"][0]["date"]
    answer = ask(
        "log", "--done", session, "--minutes", 28, "--rpe", 6, "--no-plan", "--json",
        "--today", date, home=planned,
    )  # fmt: skip
    assert answer.document == {"session": session, "status": "done"}
    day = ask("today", "--today", date, "--json", home=planned).document
    assert day["sessions"][0]["done"] is True


def test_a_red_flag_stops_and_a_named_professional_clears_it(planned: Path) -> None:
    stopped = ask("checkin", "--flag", "RF-05", "--yes", "--json", home=planned)
    assert stopped.code == 0, stopped.err
    assert [each["flag"] for each in stopped.document["stops"]] == ["RF-05"]
    assert "STOP (RF-05)" in ask("today", home=planned).out
    week = ask("week", home=planned).out
    assert "STOP (RF-05)" in week
    assert "run: " not in week
    assert ask("week", "--json", home=planned).document["runs"] == []
    cleared = ask("checkin", "--clear", "RF-05", "--by", "Doctor", "--json", home=planned)
    assert cleared.document["stops"] == []
    assert "run: " in ask("week", home=planned).out


def test_pain_and_a_check_in_are_kept_and_change_the_plan(planned: Path) -> None:
    pain = ask("checkin", "--pain", "shin", "--side", "left", "--during", 4, "--json", home=planned)
    assert pain.code == 0, pain.err
    assert pain.document["new"] is True
    tomorrow = ask("today", "--today", "2026-11-24", home=planned).out
    assert "shin (left) this morning?" in " ".join(tomorrow.split())
    assert "RF-03" in tomorrow
    kept = ask("checkin", "--sleep", 5, "--soreness", 3, "--no-plan", home=planned)
    assert kept.out == "Kept: Check-in of 2026-11-23.\n"


def test_why_opens_the_rule_with_its_evidence(planned: Path) -> None:
    session = first_session(planned)
    rules = ask("why", session, "--json", home=planned).document["rules"]
    assert rules
    assert all(each["sentence"] and each["rule"] for each in rules)
    assert any(each["evidence"] for each in rules)
    words = ask("why", rules[0]["rule"], home=planned).out
    assert "Rule: " in words
    assert ask("why", home=planned).code == 0


def test_a_soft_rule_is_switched_off_and_on_and_the_plan_says_so(planned: Path) -> None:
    before = {each["id"]: each for each in ask("rules", "--json", home=planned).document["rules"]}
    dear = max(
        (each for each in before.values() if not each["hard"]), key=lambda each: each["points"]
    )
    assert dear["points"] > 0
    assert dear["on"] is True
    made = ask("rules", "--off", dear["id"], "--json", home=planned)
    assert made.code == 0, made.err
    assert made.document["off"] == [dear["id"]]
    assert made.document["new"] is True
    after = {each["id"]: each for each in ask("rules", "--json", home=planned).document["rules"]}
    assert after[dear["id"]]["on"] is False
    assert after[dear["id"]]["points"] == 0
    plan = ask("plan", "--json", home=planned).document
    assert any(dear["title"] in note for note in plan["notes"]), plan["notes"]
    assert dear["id"] not in {line["rule"] for line in plan["analysis"]}
    words = " ".join(ask("rules", home=planned).out.split())
    assert f"OFF {dear['id']}" in words
    # The choice goes with an export.
    assert ask("export", planned / "all.zip", home=planned).code == 0
    other = ("--database", planned / "other.db")
    assert ask("import", planned / "all.zip", *other, home=planned).code == 0
    there = {e["id"]: e for e in ask("rules", "--json", *other, home=planned).document["rules"]}
    assert there[dear["id"]]["on"] is False
    on = ask("rules", "--on", dear["id"], home=planned)
    assert on.code == 0, on.err
    again = {each["id"]: each for each in ask("rules", "--json", home=planned).document["rules"]}
    assert again[dear["id"]]["on"] is True
    plan = ask("plan", "--json", home=planned).document
    assert not any(dear["title"] in note for note in plan["notes"])


def test_of_several_switches_all_or_none_are_made(planned: Path) -> None:
    refused = ask("rules", "--off", "variety.within_week", "--off", "safety.effort", home=planned)
    assert refused.code == 2
    rules = ask("rules", "--json", home=planned).document["rules"]
    assert all(each["on"] for each in rules)
    assert ask("rules", "--on", "a.b", "--off", "a.b", home=planned).code == 2


def test_a_row_of_evidence_names_all_that_stands_on_it(planned: Path) -> None:
    (row,) = ask("evidence", "re-04", "--json", home=planned).document["evidence"]
    assert row["id"] == "RE-04"
    assert row["claim"]
    assert row["figure"]
    assert row["source"]
    assert row["grade"] == "A"
    assert row["rechecked"] is True
    assert "dose.heavy_sets" in row["rules"]
    assert row["exercises"]
    words = " ".join(ask("evidence", "RE-04", home=planned).out.split())
    assert "Rules that cite it: dose.heavy_sets" in words
    found = ask("evidence", "--search", "tendon stiffness", "--json", home=planned).document
    everything = ask("evidence", "--json", home=planned).document["evidence"]
    assert 0 < len(found["evidence"]) < len(everything)
    cited = {rule for each in everything for rule in each["rules"]}
    assert len(cited) > 30
    assert "rows; `ironstride evidence ID` shows one." in ask("evidence", home=planned).out


def test_an_import_reports_in_the_shape_of_the_contract(planned: Path) -> None:
    folder = planned / "runs"
    folder.mkdir()
    start = dt.datetime(2026, 11, 20, 6, tzinfo=dt.UTC)
    (folder / "a.fit").write_bytes(write_run(start=start, seconds=1200))
    (folder / "b.txt").write_text("none")
    answer = ask("import", folder, "--json", home=planned)
    assert answer.code == 0, answer.err
    check_schema("import", answer.document)
    assert len(answer.document["taken"]) == 1
    assert answer.document["refused"][0]["file"].endswith("b.txt")
    assert "known already" in ask("import", folder, home=planned).out
    assert ask("import", folder / "b.txt", home=planned).code == 2
    assert ask("import", planned / "nowhere", "--json", home=planned).code == 2


def test_the_sets_of_a_watch_are_imported_and_their_names_answered(planned: Path) -> None:
    start = dt.datetime(2026, 11, 19, 17, tzinfo=dt.UTC)
    some_squat = WrittenSet(seconds=30, reps=8, load_kg=40, category=28, exercise=None)
    (planned / "gym.fit").write_bytes(write_strength(start, (some_squat, some_squat)))
    answer = ask("import", planned / "gym.fit", "--json", home=planned)
    check_schema("import", answer.document)
    (activity,) = answer.document["taken"][0]["activities"]
    assert (activity["kind"], activity["sets"]) == ("strength", 2)
    assert "“squat (kind not told)”" in answer.err
    name = "squat (kind not told)"
    meant = ask("import", planned / "gym.fit", "--exercise", f"{name}=goblet-squat", home=planned)
    assert meant.code == 0
    wrong = ask("import", planned / "gym.fit", "--exercise", f"{name}=none", "--json", home=planned)
    assert problem_codes(wrong) == ["unknown-exercise"]
    assert ask("import", planned / "gym.fit", "--exercise", "squat", home=planned).code == 2
    shown = ask("import", planned / "gym.fit", "--json", home=planned).document["known"]
    assert shown[0]["activities"][0]["kind"] == "strength"


def test_a_watched_folder_is_imported_when_its_files_rest(planned: Path) -> None:
    folder = planned / "inbox"
    folder.mkdir()
    start = dt.datetime(2026, 11, 20, 6, tzinfo=dt.UTC)
    (folder / "a.fit").write_bytes(write_run(start=start, seconds=1200))
    answer = ask("watch", folder, "--once", "--json", home=planned)
    assert [each["file"] for each in answer.document["taken"]] == [str(folder / "a.fit")]
    (folder / ".hidden").touch()
    seen = look(folder)
    assert list(seen) == [str(folder / "a.fit")]
    assert ready({}, seen, frozenset()) == []
    assert ready(seen, seen, frozenset()) == list(seen)
    done = frozenset(f"{path}@{state}" for path, state in seen.items())
    assert ready(seen, seen, done) == []


def test_an_export_is_imported_by_another_database(planned: Path) -> None:
    target = planned / "all.zip"
    assert ask("export", target, "--json", home=planned).document["rows"]["plan"] == 1
    assert "original files" in ask("export", planned / "again.zip", home=planned).out
    other = ("--database", planned / "other.db")
    assert ask("import", target, *other, home=planned).code == 0
    mine = ask("week", "--json", home=planned).out
    assert ask("week", "--json", *other, home=planned).out == mine
    again = ask("import", target, *other, "--json", home=planned)
    assert problem_codes(again) == ["database-not-empty"]
    assert problem_codes(ask("export", target, "--json", home=planned)) == ["archive-exists"]


def test_a_backup_is_checked_and_can_be_used(planned: Path) -> None:
    copy = planned / "copy.db"
    assert ask("backup", copy, "--json", home=planned).document["rows"]["plan"] == 1
    assert problem_codes(ask("backup", copy, "--json", home=planned)) == ["backup-exists"]
    assert ask("backup", copy, "--overwrite", home=planned).code == 0
    assert ask("week", "--database", copy, home=planned).code == 0


def test_the_doctor_tells_sound_from_broken(planned: Path) -> None:
    answer = ask("doctor", "--json", home=planned)
    assert answer.code == 0
    assert {each["name"] for each in answer.document["checks"]} >= {"database", "catalogue"}
    broken = planned / "broken.db"
    broken.write_bytes(b"no database, whatever its name says")
    words = ask("doctor", "--database", broken, home=planned)
    assert words.code == 2
    assert "BAD database" in words.out


def test_a_setting_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    answer = ask("today", "--json", home=tmp_path, IRONSTRIDE_PORT="many")
    assert problem_codes(answer) == ["wrong-setting"]
    assert "IRONSTRIDE_PORT" in answer.err


def test_a_bug_is_told_whole_and_is_no_conflict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("ironstride.catalogue.load", fail)
    answer = ask("catalogue", home=tmp_path)
    assert answer.code == 70
    assert "ZeroDivisionError: a bug" in answer.err
    assert "fault of Ironstride" in answer.err


def test_a_bare_name_of_a_log_is_asked_about_once_and_its_answer_holds(planned: Path) -> None:
    rows = "2026-11-20,Squat,5,80,a\n2026-11-20,Bicep Curl (Dumbbell),12,10,a\n"
    (planned / "lifts.csv").write_text(f"date,exercise,reps,load_kg,session\n{rows}")
    asked = ask("import", planned / "lifts.csv", "--no-plan", home=planned)
    assert asked.code == 0
    told = " ".join(asked.out.split())
    assert "“Squat” may be back-squat or goblet-squat or front-squat" in told
    assert "Curl" not in told, "what is known outside the catalogue is not asked about"
    meant = ("--exercise", "Squat=back-squat", "--no-plan")
    answered = ask("import", planned / "lifts.csv", *meant, home=planned)
    assert "Squat" not in answered.out
    (planned / "more.csv").write_text(
        f"date,exercise,reps,load_kg,session\n{rows.replace('2026-11-20', '2026-11-21')}"
    )
    again = ask("import", planned / "more.csv", "--no-plan", home=planned)
    assert "Squat" not in again.out


def test_a_bare_name_that_is_logged_with_a_load_is_answered_by_what_it_may_mean(
    planned: Path,
) -> None:
    asked = ask("log", "Squat", "--reps", 5, "--load", 80, home=planned)
    assert asked.code == 2
    assert "back-squat or goblet-squat or front-squat" in " ".join(asked.err.split())
    assert ask("log", "Barbell Squat", "--reps", 5, "--load", 80, home=planned).code == 0
