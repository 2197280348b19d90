"""The words that exercise files may use: muscles, tissues, kit, patterns, FIT categories."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ironstride.catalogue.fields import Fields
from ironstride.catalogue.plain_toml import load_record, load_toml
from ironstride.domain.body_region import Region
from ironstride.domain.evidence import HOUSE
from ironstride.domain.exercise import Equipment, Muscle
from ironstride.domain.problem import Parsed, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

PATTERNS: frozenset[str] = frozenset(
    {
        "squat",
        "lunge",
        "step",
        "hinge",
        "bridge",
        "knee-flexion",
        "knee-extension",
        "plantar-flexion",
        "dorsiflexion",
        "foot",
        "hip-abduction",
        "hip-adduction",
        "hip-flexion",
        "hip-extension",
        "hip-rotation",
        "trunk-extension",
        "trunk-flexion",
        "anti-extension",
        "anti-rotation",
        "anti-lateral-flexion",
        "rotation",
        "push-horizontal",
        "push-vertical",
        "pull-horizontal",
        "pull-vertical",
        "shoulder",
        "carry",
        "jump",
        "hop",
        "bound",
        "run",
        "balance",
        "mobility",
    }
)
"""Movement patterns that an exercise can have."""

PLANES: frozenset[str] = frozenset({"sagittal", "frontal", "transverse"})

NOTE_KEYS: frozenset[str] = frozenset(
    {"beginner", "older", "professional", "safety", "load", "kit", "evidence", "muscles"}
)
"""For whom or about what a note of an exercise is."""

FIT_CATEGORIES: frozenset[str] = frozenset(
    {
        "bench_press",
        "calf_raise",
        "cardio",
        "carry",
        "chop",
        "core",
        "crunch",
        "curl",
        "deadlift",
        "flye",
        "hip_raise",
        "hip_stability",
        "hip_swing",
        "hyperextension",
        "lateral_raise",
        "leg_curl",
        "leg_raise",
        "lunge",
        "olympic_lift",
        "plank",
        "plyo",
        "pull_up",
        "push_up",
        "row",
        "shoulder_press",
        "shoulder_stability",
        "shrug",
        "sit_up",
        "squat",
        "total_body",
        "triceps_extension",
        "warm_up",
        "run",
        "banded_exercises",
        "suspension",
    }
)
"""Names of the FIT profile's exercise categories that strength work uses."""

RUNGS = (1, 8)
SKILLS = (1, 5)
MAX_CUE_WORDS = 12
"""A cue is read between two breaths (house)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tissue:
    """A tissue that exercises load, and where somebody would point when it hurts."""

    id: str
    name: str
    region: Region


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What exercise files may refer to; tuples are in the order of their files."""

    muscles: tuple[Muscle, ...]
    tissues: tuple[Tissue, ...]
    equipment: tuple[Equipment, ...]
    evidence: frozenset[str]
    """Ids that can be cited; ``house`` is always one of them."""
    muscle_ids: frozenset[str]
    tissue_ids: frozenset[str]
    equipment_ids: frozenset[str]
    muscle_regions: Mapping[str, Region | None]
    tissue_regions: Mapping[str, Region]


def read_toml(text: str, path: str) -> Parsed[dict[str, object]]:
    """Return the table of a TOML text, or the place where it stops being TOML."""
    return _read(load_toml, text, path)


def read_record(text: str, path: str) -> Parsed[dict[str, object]]:
    """Return the table of an exercise's text, its figure perhaps unread, or where it breaks off."""
    return _read(load_record, text, path)


def _read(
    load: Callable[[str], dict[str, object]], text: str, path: str
) -> Parsed[dict[str, object]]:
    """Return what a reader of TOML returns, or its error as a problem."""
    try:
        return Parsed(value=load(text))
    except tomllib.TOMLDecodeError as error:
        problem = Problem(
            code="not-toml", sentence=f"This is not valid TOML: {error}.", location=path
        )
        return Parsed(value=None, problems=(problem,))


def read_vocabulary(
    muscles_text: str, equipment_text: str, evidence_ids: Collection[str]
) -> Parsed[Vocabulary]:
    """Return the vocabulary of ``muscles.toml`` and ``equipment.toml``, or every fault in them."""
    anatomy = read_toml(muscles_text, "muscles.toml")
    kit = read_toml(equipment_text, "equipment.toml")
    problems = list(anatomy.problems + kit.problems)
    muscles: list[Muscle] = []
    tissues: list[Tissue] = []
    equipment: list[Equipment] = []
    if anatomy.value is not None:
        top = Fields(anatomy.value, "muscles.toml")
        for muscle_id, row in _rows(top, "muscles"):
            region = row.word("region", Region) if row.has("region") else None
            muscles.append(
                Muscle(id=muscle_id, name=row.text("name"), region=region, upper=row.flag("upper"))
            )
            _close(top, row)
        for tissue_id, row in _rows(top, "tissues"):
            tissues.append(
                Tissue(id=tissue_id, name=row.text("name"), region=row.word("region", Region))
            )
            _close(top, row)
        top.refuse_unknown_keys()
        problems += top.problems
    if kit.value is not None:
        top = Fields(kit.value, "equipment.toml")
        for kit_id, row in _rows(top, "equipment"):
            equipment.append(
                Equipment(id=kit_id, name=row.text("name"), description=row.text("description"))
            )
            _close(top, row)
        top.refuse_unknown_keys()
        problems += top.problems
    if problems:
        return Parsed(value=None, problems=tuple(problems))
    return Parsed(
        value=Vocabulary(
            muscles=tuple(muscles),
            tissues=tuple(tissues),
            equipment=tuple(equipment),
            evidence=frozenset(evidence_ids) | {HOUSE},
            muscle_ids=frozenset(muscle.id for muscle in muscles),
            tissue_ids=frozenset(tissue.id for tissue in tissues),
            equipment_ids=frozenset(kit.id for kit in equipment),
            muscle_regions={muscle.id: muscle.region for muscle in muscles},
            tissue_regions={tissue.id: tissue.region for tissue in tissues},
        )
    )


def _rows(top: Fields, key: str) -> list[tuple[str, Fields]]:
    """Return the tables of a table of tables by their ids."""
    inner = top.table_of(key)
    rows = [(row_id, inner.table_of(row_id)) for row_id in inner.table]
    top.problems += inner.problems
    return rows


def _close(top: Fields, row: Fields) -> None:
    """Take over what was wrong with one row."""
    row.refuse_unknown_keys()
    top.problems += row.problems
