"""Exercises as their pages show them: found by words, need, kit and family; one with its ladder."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.body.words import REGION_NAMES
from ironstride.catalogue import evidence_for, load, vocabulary
from ironstride.domain.exercise import (
    Family,
    LoadKind,
    Method,
    MuscleCertainty,
    Need,
    RehabStage,
)
from ironstride.services.analyses import STRANGER
from ironstride.services.log import session_of
from ironstride.services.measures import Measures, measures_of
from ironstride.services.progress import StrengthChart, strength_chart
from ironstride.services.runner import CONFIRMED_IN, athlete_now, stored_athlete
from ironstride.services.watch_lifts import FROM_THE_WATCH, is_from_watch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ironstride.domain.evidence import Evidence
    from ironstride.domain.exercise import Avoid, Exercise
    from ironstride.domain.performance import LoggedSet
    from ironstride.storage import UnitOfWork

MOST_SESSIONS: Final = 12
NEEDS: Final = {
    Need.LEGS_KNEE: "Legs, from the knee",
    Need.LEGS_HIP: "Legs, from the hip",
    Need.CALF_STRAIGHT: "Calf, knee straight",
    Need.CALF_BENT: "Calf, knee bent",
    Need.HIP: "Hip",
    Need.FOOT: "Foot and shin",
    Need.TRUNK: "Trunk",
    Need.UPPER_PUSH: "Push",
    Need.UPPER_PULL: "Pull",
    Need.POWER: "Power",
    Need.BALANCE: "Balance",
    Need.MOBILITY: "Mobility",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is looked for; empty fields don't narrow anything."""

    text: str = ""
    need: Need | None = None
    family: Family | None = None
    kit: str = ""
    """An equipment id, ``none`` for without kit, ``mine`` for what the runner has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One exercise of the ladder; ``last`` is when it was last done."""

    exercise: Exercise
    last: dt.date | None
    is_here: bool
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneOn:
    """The sets of one day in words, equal ones once with their number."""

    date: dt.date
    sets: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TechniqueSoFar:
    """In how many sessions the technique was confirmed, and those where it still can be (RD-03).

    Args:
        open_days: days on which it was done and nobody said yet that it was right, newest first.
    """

    sessions: int
    asked: int
    open_days: tuple[dt.date, ...]

    @property
    def is_confirmed(self) -> bool:
        """Whether that is enough for heavy loads and harder steps."""
        return self.sessions >= self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class OneExercise:
    """An exercise with its ladder, what was done so far, and its evidence."""

    exercise: Exercise
    ladder: tuple[Rung, ...]
    done: tuple[DoneOn, ...]
    chart: StrengthChart | None
    evidence: tuple[Evidence, ...]
    kit: tuple[str, ...]
    tempo: str
    technique: TechniqueSoFar
    muscles: tuple[tuple[str, int], ...]
    """Names of muscles with their shares in percent, the largest first."""
    muscle_word: str
    tissues: tuple[str, ...]
    left_out: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    """What else is known of it, each with its name."""


def kit_of(unit: UnitOfWork, today: dt.date) -> frozenset[str]:
    """Return the kit that the runner has anywhere."""
    athlete = stored_athlete(unit, today)
    places = () if athlete is None else athlete.places
    return frozenset(item for place in places for item in place.equipment)


def search(wish: Wish, own: frozenset[str]) -> tuple[Exercise, ...]:
    """Return the exercises that fit a wish, by need, then from easy to hard.

    Args:
        own: the runner's kit, for the wish ``mine``.
    """
    needs = tuple(Need)
    found = [each for each in load().exercises if _fits(each, wish, own)]
    found.sort(key=lambda each: (needs.index(each.need), each.family.value, each.rung, each.name))
    return tuple(found)


def _fits(exercise: Exercise, wish: Wish, own: frozenset[str]) -> bool:
    if wish.need is not None and exercise.need is not wish.need:
        return False
    if wish.family is not None and exercise.family is not wish.family:
        return False
    return _fits_kit(exercise, wish.kit, own) and _says(exercise, wish.text)


def _fits_kit(exercise: Exercise, kit: str, own: frozenset[str]) -> bool:
    if not kit:
        return True
    if kit == "none":
        return frozenset() in exercise.equipment
    if kit == "mine":
        return any(needed <= own for needed in exercise.equipment)
    return any(kit in needed for needed in exercise.equipment)


def _says(exercise: Exercise, text: str) -> bool:
    said = " ".join(
        (
            exercise.name,
            *exercise.aliases,
            exercise.purpose,
            exercise.family.value,
            *exercise.muscles,
        )
    ).lower()
    return all(word in said for word in text.lower().split())


def kit_words(exercise: Exercise) -> tuple[str, ...]:
    """Return the ways to equip an exercise, each in words."""
    names = {each.id: each.name.lower() for each in load().equipment}
    return tuple(
        " and ".join(names[item] for item in sorted(needed)) or "no kit"
        for needed in exercise.equipment
    )


MUSCLE_WORDS: Final = {
    MuscleCertainty.MEASURED: "Measured in this exercise; the shares are rounded.",
    MuscleCertainty.INFERRED: "Which muscle leads follows from the joint that moves. The shares "
    "are our rounding; nobody measured them here.",
    MuscleCertainty.HOUSE: "Our estimate: several joints share the work, and nobody measured it "
    "here.",
}
_PLANES: Final = {
    "sagittal": "forwards and backwards",
    "frontal": "to the side",
    "transverse": "turning",
}
_GRADES: Final = ("", "lightly", "clearly", "strongly")
STAGE_WORDS: Final = {
    RehabStage.CALMING: "until it has calmed down",
    RehabStage.LOADING: "until slow, heavy work there is fine",
    RehabStage.FULL_RANGE: "until heavy work through the whole range is fine",
    RehabStage.SPRING: "until jumps and fast running are fine",
}
"""In rehabilitation: up to when an exercise waits, whatever the pain of the day."""


def muscle_shares(exercise: Exercise) -> tuple[tuple[str, int], ...]:
    """Return the names of the muscles with their shares in percent, the largest first."""
    names = {each.id: each.name for each in load().muscles}
    ordered = sorted(exercise.muscles.items(), key=lambda each: (-each[1], each[0]))
    return tuple((names[muscle], round(share * 100)) for muscle, share in ordered)


def tissue_words(exercise: Exercise) -> tuple[str, ...]:
    """Return the tissues that it loads and how much, the most first."""
    names = {each.id: each.name for each in vocabulary().tissues}
    ordered = sorted(exercise.tissues.items(), key=lambda each: (-each[1], each[0]))
    return tuple(f"{names[tissue]}: {_GRADES[grade]}" for tissue, grade in ordered)


def avoid_words(avoid: Avoid) -> str:
    """Return when an exercise is left out, for one region."""
    words = f"while the {REGION_NAMES[avoid.region]} hurts more than {avoid.pain_over:g} of 10"
    if avoid.stage is None:
        return words
    return f"{words}; coming back from an injury there, {STAGE_WORDS[avoid.stage]}"


def facts_of_exercise(exercise: Exercise) -> tuple[tuple[str, str], ...]:
    """Return what a record says in single words and numbers, each with its name."""
    times = [f"{exercise.setup_seconds} s to set up"]
    if exercise.method is not Method.HOLD:
        times.append(f"{exercise.seconds_per_rep:g} s a repetition")
    if exercise.is_per_side:
        times.append(f"{exercise.side_change_seconds} s between the sides")
    told = [
        ("Also called", ", ".join(exercise.aliases)),
        ("Serves", ", ".join(sorted(goal.value.replace("-", " ") for goal in exercise.serves))),
        ("Movement", f"{exercise.pattern.replace('-', ' ')}, {_PLANES[exercise.plane]}"),
        ("Load", load_words(exercise)),
        ("Time", ", ".join(times)),
    ]
    if exercise.contacts_per_rep:
        count = exercise.contacts_per_rep
        landing = "landing" if count == 1 else "landings"
        told.append(("Impact", f"{exercise.impact}, {count} {landing} a repetition"))
    return tuple((name, words) for name, words in told if words)


def load_words(exercise: Exercise) -> str:
    """Return what makes it heavy, in words."""
    share = exercise.body_mass_share
    body = "" if share is None else f"{share * 100:.0f} % of body mass"
    if exercise.load_kind in {LoadKind.EXTERNAL, LoadKind.BAND}:
        carried = exercise.implement.value.replace("-", " ")
        words = "band" if exercise.load_kind is LoadKind.BAND else f"kilograms: {carried}"
        return f"{words}, on top of {body}" if body else words
    return body or "no load to speak of"


def tempo_words(tempo: str | None) -> str:
    """Return a tempo in words: down, pause, up, pause in seconds."""
    if tempo is None:
        return "At your own pace."
    parts = tempo.split("-")
    names = ("down", "hold below", "up", "hold above")
    told = [
        f"{name} as fast as you can" if part.upper() == "X" else f"{name} {part} s"
        for name, part in zip(names, parts, strict=False)
        if part != "0"
    ]
    return (", ".join(told).capitalize() + ".") if told else "At your own pace."


def one_exercise(unit: UnitOfWork, id: str, today: dt.date) -> OneExercise | None:
    """Return all that a page tells of an exercise; None where there is none of this id."""
    exercise = load().by_id.get(id)
    if exercise is None:
        return None
    sets = tuple(each for each in unit.sets.all() if each.date <= today)
    mine = tuple(each for each in sets if each.exercise == id)
    measures = measures_of(unit)
    athlete = athlete_now(unit, today) or STRANGER
    has_maximum = exercise.method is Method.STRENGTH and exercise.load_kind in {
        LoadKind.EXTERNAL,
        LoadKind.BODY_MASS,
    }
    chart = None
    if mine and has_maximum:
        chart = strength_chart(exercise, mine, athlete.profile, today, measures)
    rows = evidence_for(exercise.evidence)
    return OneExercise(
        exercise=exercise,
        ladder=ladder_of(exercise, sets),
        done=tuple(_done(mine, measures)),
        chart=chart,
        evidence=tuple(rows[name] for name in exercise.evidence),
        kit=kit_words(exercise),
        tempo=tempo_words(exercise.tempo),
        technique=_technique(unit, id, mine, athlete.technique),
        muscles=muscle_shares(exercise),
        muscle_word=MUSCLE_WORDS[exercise.muscle_certainty],
        tissues=tissue_words(exercise),
        left_out=tuple(avoid_words(each) for each in exercise.avoid_when),
        facts=facts_of_exercise(exercise),
    )


def _technique(
    unit: UnitOfWork, id: str, sets: tuple[LoggedSet, ...], told: frozenset[str]
) -> TechniqueSoFar:
    ticked = {tick.session_id for tick in unit.technique.all() if tick.exercise == id}
    unseen = {each.date for each in sets if session_of(each) not in ticked}
    return TechniqueSoFar(
        sessions=max(len(ticked), CONFIRMED_IN if id in told else 0),
        asked=CONFIRMED_IN,
        open_days=tuple(sorted(unseen, reverse=True)[:MOST_SESSIONS]),
    )


def ladder_of(exercise: Exercise, sets: Iterable[LoggedSet]) -> tuple[Rung, ...]:
    """Return the family from easy to hard; here is the hardest step done of the last day."""
    last: dict[str, dt.date] = {}
    for each in sets:
        last[each.exercise] = max(each.date, last.get(each.exercise, each.date))
    family = sorted(
        (each for each in load().exercises if each.family is exercise.family),
        key=lambda each: (each.rung, each.name),
    )
    done = [each for each in family if each.id in last]
    here = max(done, key=lambda each: (last[each.id], each.rung), default=None)
    return tuple(
        Rung(
            exercise=each,
            last=last.get(each.id),
            is_here=here is not None and each.id == here.id,
            is_shown=each.id == exercise.id,
        )
        for each in family
    )


def _done(sets: tuple[LoggedSet, ...], measures: Measures) -> Iterable[DoneOn]:
    days = sorted({each.date for each in sets}, reverse=True)[:MOST_SESSIONS]
    for date in days:
        here = sorted((each for each in sets if each.date == date), key=lambda each: each.order)
        counts = Counter(set_words(each, measures) for each in here)
        yield DoneOn(date=date, sets=tuple((n, words) for words, n in counts.items()))


def set_words(done: LoggedSet, measures: Measures) -> str:
    """Return a set as it was done, e.g. ``left side 10 reps with 12 kg, 2 in the tank``."""
    amount = (
        f"{done.reps} reps"
        if done.reps is not None
        else f"{done.seconds:g} s"
        if done.seconds is not None
        else f"{done.contacts} contacts"
        if done.contacts is not None
        else f"{done.distance_m:g} m"
    )
    load_words = f" with {measures.mass(done.load_kg)}" if done.load_kg else ""
    band = f" with the {done.band} band" if done.band else ""
    side = f"{done.side.value} side " if done.side is not None else ""
    reserve = f", {done.rir:g} in the tank" if done.rir is not None else ""
    source = f", {FROM_THE_WATCH}" if is_from_watch(done) else ""
    return f"{side}{amount}{load_words}{band}{reserve}{source}"
