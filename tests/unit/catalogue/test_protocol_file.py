"""A protocol's file is read with every fault at once; a bad record for every check there is."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from ironstride.catalogue.criterion_fields import READERS
from ironstride.catalogue.protocol_checks import CHECKS
from ironstride.catalogue.protocol_file import read_ladder, read_protocol
from ironstride.catalogue.protocols import check_protocols, citable
from ironstride.domain.problem import Problem

HERE = Path(__file__).parent / "protocol_files"
GOOD = (HERE / "good.toml").read_text("utf-8")
FIRST_ENTER = "enter = [{ pain = 'pressing', at_most = 5, evidence = ['house'] }]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """What makes the good record a bad one, and the fault that must be told, where."""

    code: str
    key: str
    changes: tuple[tuple[str, str], ...]


def bad_records(name: str) -> dict[str, Bad]:
    table = tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))
    return {
        title: Bad(
            code=row["code"],
            key=row["key"],
            changes=tuple((before, after) for before, after in row["changes"]),
        )
        for title, row in table.items()
    }


BREACHES = bad_records("breaches")
SHAPES = bad_records("shapes")


def problems(*changes: tuple[str, str], path: str = "my-protocol.toml") -> tuple[Problem, ...]:
    text = GOOD
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    return check_protocols({path: text}).problems


def test_the_good_record_is_good() -> None:
    assert problems() == ()


@pytest.mark.parametrize("name", BREACHES)
def test_a_breach_is_found_with_its_place_and_a_remedy(name: str) -> None:
    bad = BREACHES[name]
    found = [p for p in problems(*bad.changes) if p.location == f"my-protocol.toml: {bad.key}"]
    assert [p.code for p in found][:1] == [bad.code]
    assert all(p.sentence and p.remedy for p in found)


def test_every_check_has_a_bad_record() -> None:
    assert {check.code for check in CHECKS} == {bad.code for bad in BREACHES.values()}
    found = {
        (problem.code, problem.remedy)
        for bad in BREACHES.values()
        for problem in problems(*bad.changes)
    }
    assert [c for c in CHECKS if (c.code, c.remedy) not in found] == []


@pytest.mark.parametrize("name", SHAPES)
def test_a_fault_of_shape_is_found_with_its_place(name: str) -> None:
    bad = SHAPES[name]
    found = {(p.code, p.location) for p in problems(*bad.changes)}
    assert (bad.code, f"my-protocol.toml: {bad.key}" if bad.key else "my-protocol.toml") in found


def test_every_fault_is_told_at_once_across_stages_and_files() -> None:
    changes = (
        ("injury = 'achilles-mid-portion'", "injury = 'hope'"),
        ("exercise = 'seated-calf-raise'", "exercise = 'levitation'"),
        ("during = 5", "during = 7"),
        ("test = 'heel-raise'", "test = 'star-gazing'"),
        ("amount = [10, 20]", "amount = [20, 10]"),
    )
    text = GOOD
    for before, after in changes:
        text = text.replace(before, after, 1)
    found = check_protocols({"one.toml": text, "two.toml": text.replace("'hope'", "'rest'")})
    assert found.value is None
    for path in ("one.toml", "two.toml"):
        keys = {p.location.removeprefix(f"{path}: ") for p in found.problems if path in p.location}
        assert keys == {
            "injury",
            "stages[0].exercises[0].exercise",
            "stages[0].pain.during",
            "stages[1]: exercises[0]: amount",
        }


def test_faults_of_two_rows_of_one_list_are_both_told() -> None:
    rows = (
        "approach = [{ says = '', evidence = ['house'] }, { says = 'Yes.', evidence = ['XX-99'] }]"
    )
    found = problems(("approach = [{ says = 'Load it.', evidence = ['RH-03'] }]", rows))
    assert {p.location for p in found} == {
        "my-protocol.toml: approach[0]: says",
        "my-protocol.toml: approach[1]: evidence",
    }


def test_a_file_name_is_an_id() -> None:
    assert [p.code for p in problems(path="My Protocol.toml")] == ["bad-id"]


def test_reading_alone_gives_none_where_anything_is_wrong() -> None:
    assert read_protocol(GOOD, "my-protocol.toml", citable()).value is not None
    assert read_protocol(GOOD.replace("'tendon'", "'wood'"), "p.toml", citable()).value is None
    assert read_protocol("name = ", "p.toml", citable()).value is None


@pytest.mark.parametrize(
    ("criterion", "kind"),
    [
        ("pain = 'stairs', at_most = 2, days = 3, minutes = 10", "PainCriterion"),
        ("days_pain_free = 10, doing = 'walking', minutes = 30", "PainCriterion"),
        ("pain_not_rising_weeks = 2", "TrendCriterion"),
        ("test = 'heel-raise', side_difference_at_most_percent = 10", "TestCriterion"),
        ("exercise = 'pogo', at_least = 10", "ExerciseCriterion"),
        ("run_minutes = 30, pain_at_most = 2, times = 3", "RunCriterion"),
        ("ladder_step = 2", "LadderCriterion"),
        ("weeks_at_least = 2", "TimeCriterion"),
        ("days_at_least = 2", "TimeCriterion"),
        ("days_since_injury = 5", "TimeCriterion"),
        ("sign_off = 'all is well'", "SignOffCriterion"),
    ],
)
def test_every_predicate_is_read_by_the_key_that_names_it(criterion: str, kind: str) -> None:
    text = GOOD.replace(FIRST_ENTER, f"enter = [{{ {criterion}, evidence = ['house'] }}]")
    found = read_protocol(text, "my-protocol.toml", citable())
    assert found.value is not None, found.problems
    assert type(found.value.stages[0].enter[0].asks).__name__ == kind
    assert criterion.split(maxsplit=1)[0] in READERS


LADDER = """
name = 'A ladder'
times = 2
every_days = 2
evidence = ['RB-07']
steps = [
  { run_seconds = 60, walk_seconds = 60, repeats = 5 },
  { run_seconds = 600, walk_seconds = 0, repeats = 1 },
]
rules = [{ says = 'Slowly.', evidence = ['RB-07'] }]
"""


@pytest.mark.parametrize(
    ("code", "key", "before", "after"),
    [
        ("falls-back", "steps[1]", "run_seconds = 600", "run_seconds = 200"),
        ("still-walks", "steps", "walk_seconds = 0", "walk_seconds = 60"),
        ("missing-key", "rules", "rules = [{ says = 'Slowly.', evidence = ['RB-07'] }]", ""),
        ("unknown-key", "snakes", "times = 2", "times = 2\nsnakes = 3"),
        ("out-of-range", "steps[0]: run_seconds", "run_seconds = 60,", "run_seconds = 0,"),
    ],
)
def test_a_bad_ladder_is_found(code: str, key: str, before: str, after: str) -> None:
    assert read_ladder(LADDER, "my-ladder.toml", citable()).problems == ()
    found = read_ladder(LADDER.replace(before, after, 1), "my-ladder.toml", citable())
    assert found.value is None
    assert (code, f"my-ladder.toml: {key}") in {(p.code, p.location) for p in found.problems}


def test_a_ladder_without_steps_or_without_toml_is_none() -> None:
    empty = re.sub(r"steps = \[.*?\n\]\n", "steps = []\n", LADDER, flags=re.DOTALL)
    assert [p.code for p in read_ladder(empty, "l.toml", citable()).problems] == ["empty-list"]
    assert read_ladder("steps", "l.toml", citable()).value is None
