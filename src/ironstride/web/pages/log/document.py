"""A session as the gym screen's script reads it: everything that it needs without a network."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from ironstride.body.gates import ceiling_of
from ironstride.domain.body_region import Region
from ironstride.services.measures import PLATE_LB
from ironstride.strength import exposures, next_set, reps_curve
from ironstride.strength.kit import TOLERANCE_KG, implement_count
from ironstride.units import KG_PER_LB
from ironstride.web import taps, words

if TYPE_CHECKING:
    from ironstride.domain.performance import LoggedSet
    from ironstride.domain.plan import PrescribedExercise, PrescribedSet
    from ironstride.services.gym import GymExercise, GymSession, Step
    from ironstride.services.measures import Measures
    from ironstride.web.shelf import Runner

Object = dict[str, object]
CONSTANTS: Final[Object] = {
    "harder_a_little": next_set.HARDER_A_LITTLE,
    "harder": next_set.HARDER,
    "lighter_a_little": next_set.LIGHTER_A_LITTLE,
    "lighter": next_set.LIGHTER,
    "easier": next_set.EASIER,
    "ramp": next_set.RAMP,
    "easier_by_far": next_set.EASIER_BY_FAR,
    "ramp_by_far": next_set.RAMP_BY_FAR,
    "ramp_kit": next_set.RAMP_KIT,
    "open_reserve": exposures.OPEN_RESERVE,
    "least_seconds": next_set.LEAST_SECONDS,
    "correct_from": reps_curve.RESERVE_CORRECTION_FROM,
    "correct_reps": reps_curve.RESERVE_CORRECTION_REPS,
    "correct_by": reps_curve.RESERVE_CORRECTION,
    "one_load": TOLERANCE_KG,
}
"""RM-13's figures, so that the screen adapts the next set as ``strength.next_set`` does."""
HOLD_OVER: Final = 2.0
"""RB-01: up to here pain lets everything go on."""


def gym_document(gym: GymSession, runner: Runner, today: dt.date, measures: Measures) -> Object:
    """Return the session as plain values: SI throughout; ``units`` says how to show it."""
    planned = gym.planned
    return {
        "id": planned.id,
        "runner": runner.value,
        "date": planned.date.isoformat(),
        "today": today.isoformat(),
        "title": planned.title,
        "minutes": planned.minutes_planned,
        "units": {
            "mass": measures.mass_unit,
            "kg": KG_PER_LB if measures.imperial else 1.0,
            "plates": PLATE_LB if measures.imperial else 0.0,
        },
        "warm_up": [
            {
                "name": move.exercise.name,
                "work": " ".join((words.amount(move.target), words.sides(move.side))).strip(),
                "cue": move.exercise.cues[0] if move.exercise.cues else "",
            }
            for move in gym.warm_up
        ],
        "steps": [step_document(step) for step in gym.steps],
        "exercises": {
            each.exercise.id: exercise_document(each, measures) for each in gym.exercises
        },
        "ceilings": {region.value: ceiling_of(region) for region in Region},
        "hold_over": HOLD_OVER,
        "regions": taps.REGIONS,
        "effort": taps.EFFORT,
        "constants": CONSTANTS,
        "logged": None
        if gym.logged is None
        else {
            "minutes": gym.logged.minutes,
            "session_rpe": gym.logged.session_rpe,
            "skipped": gym.logged.skipped,
        },
    }


def step_document(step: Step) -> Object:
    """Return one set of one side as plain values."""
    return {
        "key": step.key,
        "label": step.label,
        "exercise": step.exercise,
        "side": step.side,
        "kind": step.kind,
        "number": step.number,
        "total": step.total,
        "target": target_document(step.target),
        "rest": step.rest_seconds,
        "logged": None if step.logged is None else logged_document(step.logged),
    }


def target_document(one: PrescribedSet) -> Object:
    """Return what a set asks for as plain values."""
    return {
        "reps": one.reps,
        "seconds": one.seconds,
        "contacts": one.contacts,
        "distance_m": one.distance_m,
        "hold_seconds": one.hold_seconds,
        "load_kg": one.load_kg,
        "band": one.band,
        "rir": one.rir,
        "tempo": one.tempo,
        "rest": one.rest_seconds,
        "kind": one.kind,
    }


def logged_document(one: LoggedSet) -> Object:
    """Return a logged set as plain values."""
    return {
        "id": one.id,
        "reps": one.reps,
        "seconds": one.seconds,
        "contacts": one.contacts,
        "distance_m": one.distance_m,
        "load_kg": one.load_kg,
        "rir": one.rir,
        "side": one.side,
        "kind": one.kind,
        "fault": one.fault,
    }


def exercise_document(each: GymExercise, measures: Measures) -> Object:
    """Return what the screen knows of an exercise as plain values."""
    exercise = each.exercise
    return {
        "name": exercise.name,
        "start": exercise.start,
        "cues": exercise.cues,
        "faults": [{"sign": one.sign, "correction": one.correction} for one in exercise.faults],
        "fault": None if each.fault is None else each.fault.sign,
        "loads": each.loads,
        "pair": implement_count(exercise.implement) > 1,
        "load_kind": exercise.load_kind,
        "per_side": exercise.is_per_side,
        "change": exercise.side_change_seconds,
        "regions": {region.value: grade for region, grade in exercise.regions_loaded.items()},
        "limit": None
        if each.limit is None
        else {
            "most_kg": each.limit.most_kg,
            "words": f"set by {each.limit.set_by}: {measures.said(each.limit.words)}",
        },
        "asks_technique": each.asks_technique,
        "ticks": each.ticks,
        "last": None
        if each.last is None
        else {
            "date": each.last.date.isoformat(),
            "sets": [logged_document(one) for one in each.last.sets],
        },
    }


def offer_document(offer: PrescribedExercise, each: GymExercise, measures: Measures) -> Object:
    """Return an exercise that can stand in for another as plain values."""
    return {
        "exercise": offer.exercise,
        "side": offer.side,
        "sets": [target_document(one) for one in offer.sets],
        "known": exercise_document(each, measures),
    }
