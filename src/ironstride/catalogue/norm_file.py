"""One self-test from the text of its TOML file, or every fault in it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from ironstride.catalogue.exercise_file import ID_PATTERN
from ironstride.catalogue.fields import Fields
from ironstride.catalogue.norm_checks import check_test
from ironstride.catalogue.norm_parts import (
    age,
    read_change,
    read_cuts,
    read_effects,
    read_norms,
    read_sides,
    read_waits,
)
from ironstride.catalogue.vocabulary import read_toml
from ironstride.domain.assessment import (
    Assessment,
    Audience,
    Better,
    Score,
    TestId,
    TestUnit,
    TimedBy,
    Timing,
)
from ironstride.domain.athlete import Goal
from ironstride.domain.body_region import Region
from ironstride.domain.exercise import ExerciseId, Impact
from ironstride.domain.problem import Parsed

if TYPE_CHECKING:
    from collections.abc import Collection

    from ironstride.catalogue.vocabulary import Vocabulary

MOST_VALUE: Final = 1_000.0
MOST_STEP: Final = 10.0
MOST_TRIALS: Final = 6
MOST_MINUTES: Final = 20.0
MOST_WEEKS: Final = 52
MOST_BPM: Final = 240
MOST_BEATS: Final = 8
MOST_SECONDS: Final = 600
MOST_RANK: Final = 99
MOST_FRAME: Final = 3
MOST_GRADE: Final = 3

_REGIONS: frozenset[str] = frozenset(Region)
_GOALS: frozenset[str] = frozenset(Goal)


def read_test(
    text: str,
    path: str,
    vocabulary: Vocabulary,
    exercises: Collection[str],
    tests: Collection[str],
) -> Parsed[Assessment]:
    """Return the self-test of a TOML text, or None with every fault of the file at once.

    Args:
        path: the file's path; its name without the ending is the test's id.
        vocabulary: kit and evidence that it may name.
        exercises: ids of the exercises that it may name.
        tests: ids of the self-tests that it may name.
    """
    table = read_toml(text, path)
    if table.value is None:
        return Parsed(value=None, problems=table.problems)
    fields = Fields(table.value, path)
    test_id = PurePosixPath(path).stem
    if ID_PATTERN.fullmatch(test_id) is None:
        fields.fault(
            "(file name)",
            "bad-id",
            f"“{test_id}” is not lower case, digits and single hyphens.",
            "Rename the file.",
        )
    test = _read_fields(fields, TestId(test_id), vocabulary, exercises, {*tests} - {test_id})
    fields.refuse_unknown_keys()
    check_test(test, fields)
    problems = tuple(fields.problems)
    return Parsed(value=None if problems else test, problems=problems)


def _read_fields(
    fields: Fields,
    test_id: TestId,
    vocabulary: Vocabulary,
    exercises: Collection[str],
    tests: Collection[str],
) -> Assessment:
    """Return the test with a placeholder for every field that could not be read."""
    known = vocabulary.evidence
    return Assessment(
        id=test_id,
        name=fields.text("name"),
        tells=fields.text("tells"),
        does_not_tell=fields.text("does_not_tell"),
        unit=fields.word("unit", TestUnit),
        per_side=fields.flag("per_side"),
        trials=fields.integer("trials", 1, MOST_TRIALS),
        score=fields.word("score", Score),
        better=fields.word("better", Better),
        range=_range(fields),
        step=fields.number("step", 0.1, MOST_STEP),
        timing=_timing(fields),
        minutes=fields.number("minutes", 0.5, MOST_MINUTES),
        tires=fields.integer("tires", 1, MOST_GRADE),
        rank=fields.integer("rank", 1, MOST_RANK),
        repeat_weeks=fields.integer("repeat_weeks", 1, MOST_WEEKS),
        figure=ExerciseId(fields.one_of("figure", exercises)),
        figure_frame=fields.integer("figure_frame", 0, MOST_FRAME)
        if fields.has("figure_frame")
        else None,
        steps=fields.texts("steps"),
        not_for=fields.texts("not_for"),
        stop_when=fields.texts("stop_when"),
        evidence=fields.known_texts("evidence", known),
        audience=_audience(fields),
        equipment=fields.alternatives("equipment", vocabulary.equipment_ids),
        things=fields.optional_texts("things"),
        loads=_loads(fields),
        impact=fields.word("impact", Impact) if fields.has("impact") else Impact.NONE,
        maximal=fields.flag("maximal"),
        fall_risk=fields.flag("fall_risk"),
        supine=fields.flag("supine"),
        cap=fields.optional_number("cap", 1, MOST_VALUE),
        waits=read_waits(fields, known, tests),
        items=fields.optional_texts("items"),
        norms=read_norms(fields, known),
        cuts=read_cuts(fields, known),
        change=read_change(fields, known),
        sides=read_sides(fields, known),
        effects=read_effects(fields, known, exercises),
    )


def _range(fields: Fields) -> tuple[float, float]:
    """Return the values that can be."""
    numbers = fields.numbers("range", 0, MOST_VALUE)
    if "range" in fields.bad:
        return 0.0, MOST_VALUE
    if len(numbers) != 2 or numbers[0] >= numbers[1]:  # noqa: PLR2004 (low and high)
        fields.fault("range", "bad-range", f"“range” must be [low, high], not {list(numbers)}.")
        return 0.0, MOST_VALUE
    return numbers[0], numbers[1]


def _timing(fields: Fields) -> Timing:
    """Return how the test is timed."""
    row = fields.table_of("timing")
    if "timing" in fields.bad:
        return Timing(by=TimedBy.NOTHING)
    timing = Timing(
        by=row.word("by", TimedBy),
        bpm=row.integer("bpm", 1, MOST_BPM) if row.has("bpm") else None,
        beats_per_rep=row.integer("beats_per_rep", 1, MOST_BEATS)
        if row.has("beats_per_rep")
        else None,
        seconds=row.integer("seconds", 1, MOST_SECONDS) if row.has("seconds") else None,
    )
    fields.adopt("timing", row)
    return timing


def _audience(fields: Fields) -> Audience:
    """Return who the test is for first; everybody where nothing is said."""
    if not fields.has("audience"):
        return Audience()
    row = fields.table_of("audience")
    goals = row.known_texts("goals", _GOALS) if row.has("goals") else ()
    regions = row.known_texts("regions", _REGIONS) if row.has("regions") else ()
    audience = Audience(
        first_age=age(row, "first_age") or 0,
        last_age=age(row, "last_age"),
        goals=frozenset(Goal(goal) for goal in goals if goal in _GOALS),
        regions=frozenset(Region(region) for region in regions if region in _REGIONS),
    )
    fields.adopt("audience", row)
    return audience


def _loads(fields: Fields) -> dict[Region, int]:
    """Return regions with whole grades from 1 to 3."""
    grades = fields.numbers_by_id("loads", _REGIONS, 1, MOST_GRADE)
    for name, grade in grades.items():
        if grade != int(grade):
            fields.fault(f"loads.{name}", "wrong-type", f"A grade is 1, 2 or 3, not {grade:g}.")
    return {Region(name): int(grade) for name, grade in grades.items() if name in _REGIONS}
