"""The catalogue as JSON (contract ``ironstride/catalogue/1``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ironstride.domain.exercise import Catalogue, Exercise

SCHEMA: Final = "ironstride/catalogue/1"


def catalogue_document(catalogue: Catalogue) -> dict[str, object]:
    """Return the catalogue as plain values, exercises sorted by id."""
    return {
        "schema": SCHEMA,
        "exercises": [exercise_document(each) for each in catalogue.exercises],
    }


def exercise_document(exercise: Exercise) -> dict[str, object]:
    """Return one exercise as plain values; impact is 0 none to 3 high."""
    return {
        "id": exercise.id,
        "name": exercise.name,
        "aliases": list(exercise.aliases),
        "family": exercise.family.value,
        "rung": exercise.rung,
        "need": exercise.need.value,
        "method": exercise.method.value,
        "pattern": exercise.pattern,
        "plane": exercise.plane,
        "laterality": exercise.laterality.value,
        "load": exercise.load_kind.value,
        "implement": exercise.implement.value,
        "impact": exercise.impact.level,
        "contacts_per_rep": exercise.contacts_per_rep,
        "setup_seconds": exercise.setup_seconds,
        "seconds_per_rep": exercise.seconds_per_rep,
        "side_change_seconds": exercise.side_change_seconds,
        "reps": list(exercise.reps),
        "tempo": exercise.tempo,
        "muscles": dict(sorted(exercise.muscles.items())),
        "muscle_certainty": exercise.muscle_certainty.value,
        "muscle_evidence": list(exercise.muscle_evidence),
        "tissues": dict(sorted(exercise.tissues.items())),
        "skill": exercise.skill,
        "eccentric": exercise.eccentric,
        "heavy_capable": exercise.heavy_capable,
        "spinal_flexion_loaded": exercise.spinal_flexion_loaded,
        "end_range": exercise.end_range,
        "supine": exercise.supine,
        "fall_risk": exercise.fall_risk,
        "body_mass_share": exercise.body_mass_share,
        "equipment": [sorted(together) for together in exercise.equipment],
        "regions_loaded": {
            region.value: grade for region, grade in sorted(exercise.regions_loaded.items())
        },
        "avoid_when": [
            {"region": each.region.value, "pain_over": each.pain_over}
            for each in exercise.avoid_when
        ],
        "left_out_through": {
            each.region.value: each.stage.value
            for each in exercise.avoid_when
            if each.stage is not None
        },
        "serves": sorted(goal.value for goal in exercise.serves),
        "easier": list(exercise.easier),
        "harder": list(exercise.harder),
        "fit": {"category": exercise.fit.category, "name": exercise.fit.name},
        "purpose": exercise.purpose,
        "start": exercise.start,
        "cues": list(exercise.cues),
        "faults": [{"sign": each.sign, "correction": each.correction} for each in exercise.faults],
        "breathing": exercise.breathing,
        "notes": dict(sorted(exercise.notes.items())),
        "evidence": list(exercise.evidence),
    }
