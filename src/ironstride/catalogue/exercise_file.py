"""One exercise from the text of its TOML file, or every fault in it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ironstride.catalogue.exercise_checks import check_exercise
from ironstride.catalogue.fields import Fields
from ironstride.catalogue.vocabulary import (
    FIT_CATEGORIES,
    NOTE_KEYS,
    PATTERNS,
    PLANES,
    RUNGS,
    SKILLS,
    read_record,
)
from ironstride.domain.athlete import Goal
from ironstride.domain.body_region import Region
from ironstride.domain.exercise import (
    Avoid,
    Exercise,
    ExerciseId,
    Family,
    Fault,
    FitName,
    Impact,
    Implement,
    Laterality,
    LoadKind,
    Method,
    MuscleCertainty,
    Need,
    RehabStage,
)
from ironstride.domain.problem import Parsed

if TYPE_CHECKING:
    from ironstride.catalogue.vocabulary import Vocabulary

ID_PATTERN = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
FIGURE = "figure"
"""The table that the drawing engine reads and checks; here it is only let through."""
MAX_PAIN = 10.0
MAX_REPS = 240
MAX_SETUP_SECONDS = 600
MAX_REP_SECONDS = 60.0
MAX_CONTACTS = 10
MAX_GRADE = 3
MAX_PRIOR_SHARE = 4.0
"""No novice lifts four times the body mass: more is a slip of the comma (house)."""

_REGIONS: frozenset[str] = frozenset(Region)
_GOALS: frozenset[str] = frozenset(Goal)


def read_exercise(text: str, path: str, vocabulary: Vocabulary) -> Parsed[Exercise]:
    """Return the exercise of a TOML text, or None with every fault of the file at once.

    Args:
        path: the file's path; its name without the ending is the exercise's id.
        vocabulary: muscles, tissues, kit and evidence that it may name.
    """
    table = read_record(text, path)
    if table.value is None:
        return Parsed(value=None, problems=table.problems)
    fields = Fields(table.value, path)
    exercise_id = PurePosixPath(path).stem
    if ID_PATTERN.fullmatch(exercise_id) is None:
        fields.fault(
            "(file name)",
            "bad-id",
            f"“{exercise_id}” is not lower case, digits and single hyphens.",
            "Rename the file.",
        )
    exercise = _read_fields(fields, ExerciseId(exercise_id), vocabulary)
    fields.has(FIGURE)
    fields.refuse_unknown_keys()
    check_exercise(exercise, fields)
    problems = tuple(fields.problems)
    return Parsed(value=None if problems else exercise, problems=problems)


def _read_fields(fields: Fields, exercise_id: ExerciseId, vocabulary: Vocabulary) -> Exercise:
    """Return the exercise with a placeholder for every field that could not be read."""
    low, high = fields.integers("reps", 2, 1, MAX_REPS)
    return Exercise(
        id=exercise_id,
        name=fields.text("name"),
        aliases=fields.optional_texts("aliases"),
        family=fields.word("family", Family),
        need=fields.word("need", Need),
        method=fields.word("method", Method),
        pattern=fields.one_of("pattern", PATTERNS),
        plane=fields.one_of("plane", PLANES),
        laterality=fields.word("laterality", Laterality),
        load_kind=fields.word("load_kind", LoadKind),
        implement=fields.word("implement", Implement),
        muscles=fields.numbers_by_id("muscles", vocabulary.muscle_ids, 0.01, 1.0),
        muscle_certainty=fields.word("muscle_certainty", MuscleCertainty),
        muscle_evidence=_muscle_evidence(fields, vocabulary),
        tissues=_grades(fields, "tissues", vocabulary.tissue_ids),
        regions_loaded={
            Region(region): grade
            for region, grade in _grades(fields, "regions_loaded", _REGIONS).items()
            if region in _REGIONS
        },
        impact=fields.word("impact", Impact),
        contacts_per_rep=fields.integer("contacts_per_rep", 0, MAX_CONTACTS),
        skill=fields.integer("skill", *SKILLS),
        rung=fields.integer("rung", *RUNGS),
        equipment=fields.alternatives("equipment", vocabulary.equipment_ids),
        setup_seconds=fields.integer("setup_seconds", 0, MAX_SETUP_SECONDS),
        seconds_per_rep=fields.number("seconds_per_rep", 0.1, MAX_REP_SECONDS),
        side_change_seconds=fields.integer("side_change_seconds", 0, MAX_SETUP_SECONDS),
        reps=(low, high),
        start=fields.text("start"),
        cues=fields.texts("cues"),
        faults=_faults(fields),
        breathing=fields.text("breathing"),
        tempo=fields.optional_text("tempo"),
        avoid_when=_avoid_when(fields),
        serves=frozenset(
            Goal(goal) for goal in fields.known_texts("serves", _GOALS) if goal in _GOALS
        ),
        purpose=fields.text("purpose"),
        evidence=fields.known_texts("evidence", vocabulary.evidence),
        fit=_fit(fields),
        body_mass_share=fields.optional_number("body_mass_share", 0.01, 1.0),
        eccentric=fields.flag("eccentric"),
        heavy_capable=fields.flag("heavy_capable"),
        spinal_flexion_loaded=fields.flag("spinal_flexion_loaded"),
        end_range=fields.flag("end_range"),
        supine=fields.flag("supine"),
        fall_risk=fields.flag("fall_risk"),
        harder=tuple(ExerciseId(name) for name in fields.optional_texts("harder")),
        prior_share_of_body_mass=fields.optional_number(
            "prior_share_of_body_mass", 0.01, MAX_PRIOR_SHARE
        ),
        notes=fields.texts_by_key("notes", NOTE_KEYS),
    )


def _grades(fields: Fields, key: str, known: frozenset[str]) -> dict[str, int]:
    """Return ids with whole grades from 1 to 3."""
    grades = fields.numbers_by_id(key, known, 1, MAX_GRADE)
    for name, grade in grades.items():
        if grade != int(grade):
            fields.fault(f"{key}.{name}", "wrong-type", f"A grade is 1, 2 or 3, not {grade:g}.")
    return {name: int(grade) for name, grade in grades.items()}


def _faults(fields: Fields) -> tuple[Fault, ...]:
    """Return the common faults with their corrections."""
    found = []
    for row in fields.tables("faults"):
        found.append(Fault(sign=row.text("sign"), correction=row.text("correction")))
        fields.adopt("faults", row)
    return tuple(found)


def _muscle_evidence(fields: Fields, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the rows behind the muscles' shares; none where the key is left out."""
    if not fields.has("muscle_evidence"):
        return ()
    return fields.known_texts("muscle_evidence", vocabulary.evidence)


def _avoid_when(fields: Fields) -> tuple[Avoid, ...]:
    """Return when to leave the exercise out."""
    found = []
    for row in fields.tables("avoid_when"):
        found.append(
            Avoid(
                region=row.word("region", Region),
                pain_over=row.number("pain_over", 0, MAX_PAIN),
                stage=row.word("stage", RehabStage) if row.has("stage") else None,
            )
        )
        fields.adopt("avoid_when", row)
    return tuple(found)


def _fit(fields: Fields) -> FitName:
    """Return the exercise's category and name in the FIT profile."""
    row = fields.table_of("fit")
    if fields.has("fit") and "fit" not in fields.bad:
        fit = FitName(
            category=row.one_of("category", FIT_CATEGORIES), name=row.optional_text("name")
        )
        fields.adopt("fit", row)
        return fit
    return FitName(category="unknown")
