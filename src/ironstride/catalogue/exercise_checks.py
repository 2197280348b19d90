"""What must hold between the fields of one exercise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ironstride.catalogue.vocabulary import MAX_CUE_WORDS
from ironstride.domain.evidence import HOUSE
from ironstride.domain.exercise import (
    Exercise,
    Family,
    Impact,
    Implement,
    Laterality,
    LoadKind,
    Method,
    MuscleCertainty,
    Need,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ironstride.catalogue.fields import Fields

SHARE_TOLERANCE = 0.01
CUES = (2, 5)
FAULTS = 3
"""The three commonest, no more and no fewer (issue 3): a list of all faults is not read."""
MOST_BETWEEN_REPS = 2
"""Seconds to set up for the next repetition, or of a phase done as fast as possible (house)."""
_TEMPO = re.compile(r"\d{1,2}-\d{1,2}-(?:\d{1,2}|X)-\d{1,2}")
_MACHINES = frozenset(
    {
        "leg-press",
        "leg-curl",
        "leg-extension",
        "calf-machine",
        "hip-machine",
        "back-extension",
        "smith-machine",
        "hack-squat",
        "chest-press",
        "shoulder-press",
        "row-machine",
    }
)

CARRIERS: dict[Implement, frozenset[str]] = {
    Implement.BARBELL: frozenset({"barbell", "trap-bar"}),
    Implement.DUMBBELL: frozenset({"dumbbell"}),
    Implement.DUMBBELL_PAIR: frozenset({"dumbbell"}),
    Implement.KETTLEBELL: frozenset({"kettlebell"}),
    Implement.KETTLEBELL_PAIR: frozenset({"kettlebell"}),
    Implement.MACHINE: _MACHINES,
    Implement.CABLE: frozenset({"cable"}),
    Implement.BAND: frozenset({"band"}),
}
"""The kit of which at least one piece carries an implement's load."""

FAMILY_NEEDS: dict[Family, frozenset[Need]] = {
    Family.SQUAT: frozenset({Need.LEGS_KNEE, Need.POWER}),
    Family.SPLIT_SQUAT: frozenset({Need.LEGS_KNEE}),
    Family.STEP: frozenset({Need.LEGS_KNEE}),
    Family.HINGE: frozenset({Need.LEGS_HIP, Need.POWER}),
    Family.BRIDGE: frozenset({Need.LEGS_HIP}),
    Family.HAMSTRING: frozenset({Need.LEGS_HIP}),
    Family.CALF_STRAIGHT: frozenset({Need.CALF_STRAIGHT}),
    Family.CALF_BENT: frozenset({Need.CALF_BENT}),
    Family.TIBIALIS: frozenset({Need.FOOT}),
    Family.FOOT: frozenset({Need.FOOT}),
    Family.HIP_ABDUCTION: frozenset({Need.HIP}),
    Family.HIP_ADDUCTION: frozenset({Need.HIP}),
    Family.HIP_FLEXOR: frozenset({Need.HIP}),
    Family.PUSH: frozenset({Need.UPPER_PUSH}),
    Family.PULL: frozenset({Need.UPPER_PULL}),
    Family.JUMP: frozenset({Need.POWER}),
    Family.HOP: frozenset({Need.POWER}),
    Family.POGO: frozenset({Need.POWER}),
}
"""Needs that a family can serve; a family that is not here may serve any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that must hold between fields.

    Args:
        keys: the fields it looks at; it is left out where one of them could not be read. The first
            is where the problem is reported.
        breach: the sentence that says what is wrong; None where it holds.
    """

    code: str
    keys: tuple[str, ...]
    breach: Callable[[Exercise], str | None]
    remedy: str | None = None


def check_exercise(exercise: Exercise, fields: Fields) -> None:
    """Note in the fields every check that the exercise breaks."""
    unread = frozenset(fields.bad)
    for check in CHECKS:
        if not unread or unread.isdisjoint(check.keys):
            sentence = check.breach(exercise)
            if sentence is not None:
                fields.fault(check.keys[0], check.code, sentence, check.remedy)


def _shares(exercise: Exercise) -> str | None:
    total = sum(exercise.muscles.values())
    if abs(total - 1.0) <= SHARE_TOLERANCE + 1e-9:
        return None
    return f"The muscles' shares sum to {total:.3g}, not to 1."


def _muscle_certainty(exercise: Exercise) -> str | None:
    rows = [row for row in exercise.muscle_evidence if row != HOUSE]
    if exercise.muscle_certainty is MuscleCertainty.MEASURED and not rows:
        return "The shares are called measured, but no row of evidence measured them."
    if exercise.muscle_certainty is MuscleCertainty.HOUSE and exercise.muscle_evidence:
        return "The shares are our estimate, but evidence is cited for them."
    return None


def _cue_count(exercise: Exercise) -> str | None:
    low, high = CUES
    if low <= len(exercise.cues) <= high:
        return None
    return f"{len(exercise.cues)} cues; {low} to {high} are read."


def _cue_words(exercise: Exercise) -> str | None:
    for cue in exercise.cues:
        words = len(cue.split())
        if words > MAX_CUE_WORDS:
            return f"The cue “{cue}” has {words} words; at most {MAX_CUE_WORDS} are read."
    return None


def _fault_count(exercise: Exercise) -> str | None:
    if len(exercise.faults) == FAULTS:
        return None
    return f"{len(exercise.faults)} faults; the {FAULTS} commonest are read."


def _side_change(exercise: Exercise) -> str | None:
    unilateral = exercise.laterality is Laterality.UNILATERAL
    if unilateral and exercise.side_change_seconds == 0:
        return "A unilateral exercise takes time to change sides."
    if not unilateral and exercise.side_change_seconds > 0:
        return f"A {exercise.laterality} exercise has no change of sides between sets."
    return None


def _contacts(exercise: Exercise) -> str | None:
    if exercise.impact is Impact.NONE and exercise.contacts_per_rep > 0:
        return f"{exercise.contacts_per_rep} foot contacts a rep without impact."
    if exercise.impact is not Impact.NONE and exercise.contacts_per_rep == 0:
        return f"Impact is {exercise.impact}, but a rep has no foot contact."
    return None


def _plyometric(exercise: Exercise) -> str | None:
    if exercise.method is Method.PLYOMETRIC and exercise.impact is Impact.NONE:
        return "A plyometric exercise has impact."
    return None


def _reps(exercise: Exercise) -> str | None:
    low, high = exercise.reps
    return None if low <= high else f"The range of reps runs from {low} down to {high}."


def _hold(exercise: Exercise) -> str | None:
    if exercise.method is Method.HOLD and exercise.seconds_per_rep != 1:
        return f"A hold counts seconds: 1 a second, not {exercise.seconds_per_rep:g}."
    return None


def _tempo(exercise: Exercise) -> str | None:
    if exercise.tempo is None:
        return "Strength work has a tempo." if exercise.method is Method.STRENGTH else None
    if _TEMPO.fullmatch(exercise.tempo) is None:
        return f"The tempo “{exercise.tempo}” is not down-pause-up-pause in seconds."
    return None


def _tempo_seconds(exercise: Exercise) -> str | None:
    if exercise.tempo is None or _TEMPO.fullmatch(exercise.tempo) is None:
        return None
    told = sum(0 if part == "X" else int(part) for part in exercise.tempo.split("-"))
    if told <= exercise.seconds_per_rep <= told + MOST_BETWEEN_REPS:
        return None
    return (
        f"A repetition takes {exercise.seconds_per_rep:g} s, but its tempo takes {told} s, and at "
        f"most {MOST_BETWEEN_REPS} s lie between two repetitions."
    )


def _body_mass(exercise: Exercise) -> str | None:
    if exercise.load_kind is LoadKind.BODY_MASS and exercise.body_mass_share is None:
        return "Body mass is the load, but its share is not given."
    return None


def _prior(exercise: Exercise) -> str | None:
    external = exercise.load_kind is LoadKind.EXTERNAL
    if external and exercise.prior_share_of_body_mass is None:
        return "The load is kilograms, but no prior e1RM is given."
    if not external and exercise.prior_share_of_body_mass is not None:
        return f"A prior e1RM is given, but the load is {exercise.load_kind}."
    return None


def _heavy(exercise: Exercise) -> str | None:
    if exercise.heavy_capable and exercise.load_kind is not LoadKind.EXTERNAL:
        return f"Heavy loads are kilograms, but the load is {exercise.load_kind}."
    return None


def _implement(exercise: Exercise) -> str | None:
    carriers = CARRIERS.get(exercise.implement)
    if carriers is None:
        if exercise.load_kind in {LoadKind.EXTERNAL, LoadKind.BAND}:
            return f"The body carries no {exercise.load_kind} load."
        return None
    for alternative in exercise.equipment:
        if alternative.isdisjoint(carriers):
            kit = ", ".join(sorted(alternative)) or "no kit"
            return f"The implement is {exercise.implement}, but the alternative “{kit}” has none."
    return None


def _band(exercise: Exercise) -> str | None:
    if (exercise.load_kind is LoadKind.BAND) != (exercise.implement is Implement.BAND):
        return f"The load is {exercise.load_kind}, but the implement is {exercise.implement}."
    return None


def _avoid_regions(exercise: Exercise) -> str | None:
    loaded = exercise.regions_loaded.keys()
    strange = [avoid.region for avoid in exercise.avoid_when if avoid.region not in loaded]
    if strange:
        return f"It is avoided for {', '.join(strange)}, which it does not load."
    return None


def _avoid_twice(exercise: Exercise) -> str | None:
    regions = [avoid.region for avoid in exercise.avoid_when]
    if len(set(regions)) < len(regions):
        return "A region is named twice."
    return None


def _family_need(exercise: Exercise) -> str | None:
    needs = FAMILY_NEEDS.get(exercise.family)
    if needs is not None and exercise.need not in needs:
        return f"The family {exercise.family} does not serve {exercise.need}."
    return None


def _evidence(exercise: Exercise) -> str | None:
    return None if exercise.evidence else "No evidence is given."


def _itself(exercise: Exercise) -> str | None:
    return "It names itself as harder." if exercise.id in exercise.harder else None


CHECKS: tuple[Check, ...] = (
    Check(code="shares", keys=("muscles",), breach=_shares),
    Check(
        code="muscle-certainty",
        keys=("muscle_certainty", "muscle_evidence"),
        breach=_muscle_certainty,
        remedy="Cite the row in muscle_evidence, or say 'inferred' or 'house' without one.",
    ),
    Check(code="cue-count", keys=("cues",), breach=_cue_count),
    Check(code="cue-too-long", keys=("cues",), breach=_cue_words, remedy="Say one thing a cue."),
    Check(code="fault-count", keys=("faults",), breach=_fault_count),
    Check(code="side-change", keys=("side_change_seconds", "laterality"), breach=_side_change),
    Check(code="contacts", keys=("contacts_per_rep", "impact"), breach=_contacts),
    Check(code="plyometric-without-impact", keys=("method", "impact"), breach=_plyometric),
    Check(code="reps-upside-down", keys=("reps",), breach=_reps),
    Check(code="hold-seconds", keys=("seconds_per_rep", "method"), breach=_hold),
    Check(code="tempo", keys=("tempo", "method"), breach=_tempo, remedy="Write '3-0-1-0'."),
    Check(code="tempo-seconds", keys=("seconds_per_rep", "tempo"), breach=_tempo_seconds),
    Check(code="body-mass-share", keys=("body_mass_share", "load_kind"), breach=_body_mass),
    Check(code="prior", keys=("prior_share_of_body_mass", "load_kind"), breach=_prior),
    Check(code="heavy-capable", keys=("heavy_capable", "load_kind"), breach=_heavy),
    Check(
        code="implement",
        keys=("equipment", "implement", "load_kind"),
        breach=_implement,
        remedy="One implement a file: write the other variation into a file of its own.",
    ),
    Check(code="band", keys=("load_kind", "implement"), breach=_band),
    Check(code="avoid-region", keys=("avoid_when", "regions_loaded"), breach=_avoid_regions),
    Check(code="avoid-twice", keys=("avoid_when",), breach=_avoid_twice),
    Check(code="family-need", keys=("need", "family"), breach=_family_need),
    Check(
        code="no-evidence",
        keys=("evidence",),
        breach=_evidence,
        remedy="Cite a dossier row, or 'house' for a choice of ours.",
    ),
    Check(code="harder-itself", keys=("harder",), breach=_itself),
)
