"""Which load to take: what the lifts ask for, rounded down to the kit that exists."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ironstride.domain.evidence import HOUSE
from ironstride.domain.exercise import Implement, LoadKind, Method
from ironstride.strength.asking import Aim, Ask, what_was_done
from ironstride.strength.bands import choose_band
from ironstride.strength.choice import LoadChoice
from ironstride.strength.e1rm import Basis
from ironstride.strength.exposures import body_kg, exposures
from ironstride.strength.kit import (
    ROUNDING,
    TOLERANCE_KG,
    available_loads,
    implement_count,
    is_known,
    round_down,
)
from ironstride.strength.progression import (
    from_estimate,
    from_last,
    is_same_scheme,
    progressed,
    ramped,
)
from ironstride.strength.reps_curve import is_leg_press_like, reps_at_percent
from ironstride.strength.starting import body_alone, first_session, timed

if TYPE_CHECKING:
    from ironstride.domain.athlete import Place, Profile
    from ironstride.domain.exercise import Exercise
    from ironstride.domain.performance import LoggedSet
    from ironstride.strength.e1rm import Estimate

__all__ = ["LoadChoice", "choose_load"]

LIGHT_FACTOR: Final = 0.95
LIGHT_LEAST: Final = 0.90
"""A lighter week takes 5 to 10 % off the load (LP-28: slightly lighter; the figures are house)."""
LIGHT_RESERVE: Final = 1.0
LIGHT_FEWER_REPS: Final = 2
"""Where no such load exists: two repetitions fewer, so two more in reserve (LP-28)."""
LIGHT_SHORTER: Final = 0.2
"""Share by which holds and carries are shorter instead (house)."""
MOST_RESERVE: Final = 10.0
"""The scale of reserve ends here."""
PERCENT: Final = 100.0
SESSIONS_READ: Final = 6
"""Sessions that decide on progress; older ones say nothing more (house)."""


def choose_load(  # noqa: PLR0913, PLR0917 (the planner's agreed signature)
    exercise: Exercise,
    place: Place,
    estimate: Estimate | None,
    reps: int,
    rir: float,
    profile: Profile,
    last: tuple[LoggedSet, ...] = (),
    max_load_kg: float | None = None,
    max_percent: float | None = None,
    *,
    light: bool = False,
    min_rir: float | None = None,
) -> LoadChoice:
    """Return the load of the working sets: one that the kit makes, never above the limits.

    Args:
        estimate: from ``e1rm.estimate`` for today; None where nothing is known.
        reps: asked for; seconds for holds, metres or contacts otherwise, then left as they are.
        rir: reserve asked for.
        last: logged sets, of other exercises too; the newest sessions decide on progress.
        max_load_kg: most external load allowed, both implements together.
        max_percent: most of the estimated maximum allowed, in per cent.
        light: whether the week is a lighter one (LP-28).
        min_rir: least reserve allowed.
    """
    reserve = _reserve(exercise, estimate, reps, rir, max_percent, min_rir)
    if exercise.load_kind is LoadKind.BAND:
        return choose_band(exercise, place, reps, reserve, profile, last, max_load_kg)
    if exercise.load_kind is LoadKind.NONE:
        return _without_load(exercise, reps, reserve, "No load: quality of movement is the point.")
    known = estimate if estimate is not None and estimate.basis is not Basis.PRIOR else None
    most = most_allowed(body_kg(exercise, profile), estimate, max_load_kg, max_percent)
    options = tuple(load for load in _existing(exercise, place) if load <= most + ROUNDING)
    if not options:
        return _nothing_fits(exercise, place, reps, reserve)
    ask = Ask(
        exercise=exercise,
        profile=profile,
        reps=reps,
        rir=reserve,
        options=options,
        known=known,
        most=most,
    )
    normal = _fitted(ask, _aim(ask, last, estimate if known is None else None))
    return _lightened(ask, normal) if light else normal


def _reserve(
    exercise: Exercise,
    estimate: Estimate | None,
    reps: int,
    rir: float,
    max_percent: float | None,
    min_rir: float | None,
) -> float:
    """Return the reserve to leave: where no maximum is known a limit in per cent becomes effort."""
    asked = rir if min_rir is None else max(rir, min_rir)
    unknown = estimate is None or estimate.basis is Basis.PRIOR
    if max_percent is None or not unknown or exercise.method is not Method.STRENGTH:
        return asked
    efforts = reps_at_percent(max(max_percent, 1.0), is_leg_press_like(exercise))
    return min(MOST_RESERVE, max(asked, float(math.ceil(efforts - reps))))


def _existing(exercise: Exercise, place: Place) -> tuple[float, ...]:
    """Return the loads that exist, ascending; 0 stands for none, where the body is the load."""
    loads = available_loads(place, exercise.implement)
    return (0.0, *loads) if exercise.load_kind is LoadKind.BODY_MASS else loads


def most_allowed(
    body: float,
    estimate: Estimate | None,
    max_load_kg: float | None,
    max_percent: float | None,
) -> float:
    """Return the most external load that the limits allow; below zero: not even the body alone.

    A guess is trusted at its low end only, and never forbids the body's own mass.
    """
    most = math.inf if max_load_kg is None else max_load_kg
    if max_percent is None or estimate is None:
        return most
    if estimate.basis is Basis.PRIOR:
        return min(most, max(0.0, estimate.low - body) * max_percent / PERCENT)
    return min(most, estimate.kg * max_percent / PERCENT - body)


def _without_load(exercise: Exercise, reps: int, rir: float, sentence: str) -> LoadChoice:
    return LoadChoice(
        reps=reps,
        rir=rir,
        rule="load.none",
        evidence=("LP-22", HOUSE),
        sentence=sentence,
        body_mass_share=exercise.body_mass_share,
    )


def _nothing_fits(exercise: Exercise, place: Place, reps: int, rir: float) -> LoadChoice:
    loads = available_loads(place, exercise.implement)
    if (
        not loads
        and exercise.load_kind is LoadKind.EXTERNAL
        and exercise.implement
        in {
            Implement.BODY,
            Implement.BAND,
        }
    ):
        return _without_load(exercise, reps, rir, "No weight is carried here.")
    if not loads and not is_known(place, exercise.implement):
        return LoadChoice(
            reps=reps,
            rir=rir,
            rule="load.unknown-kit",
            evidence=("LP-13", HOUSE),
            sentence="What this kit weighs isn't known, so no weight is named: take one that "
            "leaves the repetitions in reserve, and log it.",
            body_mass_share=exercise.body_mass_share,
        )
    if not loads:
        return LoadChoice(
            reps=reps,
            rir=rir,
            rule="load.no-kit",
            evidence=(HOUSE,),
            sentence="The kit listed here can't make a load for this exercise.",
            body_mass_share=exercise.body_mass_share,
            usable=False,
        )
    return LoadChoice(
        reps=reps,
        rir=rir,
        rule="load.limit",
        evidence=(HOUSE,),
        sentence="Even the lightest load here is above the limit set for you.",
        body_mass_share=exercise.body_mass_share,
        usable=False,
    )


def _aim(ask: Ask, last: tuple[LoggedSet, ...], guess: Estimate | None) -> Aim:
    sessions = exposures(ask.exercise, last)[-SESSIONS_READ:]
    if ask.exercise.method is not Method.STRENGTH:
        held = timed(ask, sessions) if sessions else None
        return held or first_session(ask, guess)
    history = tuple(d for d in (what_was_done(ask, s) for s in sessions) if d is not None)
    gap = ask.known is not None and ask.known.gap_factor < 1.0
    if history and not gap:
        ramp = ramped(ask, history)
        if ramp is not None:
            return ramp
        if is_same_scheme(ask, history[-1]):
            return progressed(ask, history)
    if ask.known is not None:
        return from_estimate(ask, ask.known, history[-1] if history else None)
    if history:
        return from_last(ask, history[-1])
    return body_alone(ask) if ask.options == (0.0,) else first_session(ask, guess)


def _fitted(ask: Ask, aim: Aim) -> LoadChoice:
    """Return the aim on the kit: the next load below it, repetitions derived again if it is far."""
    load = round_down(ask.options, aim.total - ask.body)
    if load is None:
        return _lightest(ask, aim)
    total = load + ask.body
    if not aim.capacity or total <= 0.0:
        return _choice(ask, aim, load)
    possible = ask.efforts_at(PERCENT * total / aim.capacity)
    if aim.total - ask.body > ask.most + ROUNDING:
        limited = replace(
            aim,
            rir=min(MOST_RESERVE, max(aim.rir, float(math.floor(possible - aim.reps)))),
            rule="load.limit",
            sentence="A limit set for you holds the load down, so more is left in reserve.",
        )
        return _choice(ask, limited, load)
    more = min(math.floor(possible - aim.rir), max(ask.exercise.reps[1], aim.reps))
    if aim.refit and more > aim.reps and total < aim.total - TOLERANCE_KG:
        light = replace(
            aim,
            reps=more,
            rule="load.light-kit",
            sentence="The kit is light for this: more repetitions, slower tempo.",
            slower=True,
        )
        return _choice(ask, light, load)
    return _choice(ask, aim, load)


def _lightest(ask: Ask, aim: Aim) -> LoadChoice:
    """Return the lightest load with fewer repetitions, or that it is too heavy."""
    load = ask.options[0]
    total = load + ask.body
    reps = aim.reps
    percent = _percent_of_lightest(aim, load, total)
    if percent is not None:
        reps = min(reps, math.floor(ask.efforts_at(percent) - aim.rir))
        if reps < min(ask.exercise.reps[0], aim.reps):
            if ask.known is None or ask.known.basis is Basis.SETS:
                return _too_heavy(ask, aim)
            reps = min(ask.exercise.reps[0], aim.reps)
    if reps < aim.reps:
        aim = replace(aim, reps=reps, sentence="The lightest load here, with repetitions to match.")
    return _choice(ask, aim, load)


def _percent_of_lightest(aim: Aim, load: float, total: float) -> float | None:
    """Return the share of the maximum that the lightest load is; None where nothing tells."""
    if aim.capacity and total > 0.0:
        return PERCENT * total / aim.capacity
    if aim.guessed and load > 0.0:
        return PERCENT * load / aim.guessed
    return None


def _too_heavy(ask: Ask, aim: Aim) -> LoadChoice:
    return LoadChoice(
        reps=aim.reps,
        rir=aim.rir,
        rule="load.too-heavy",
        evidence=("LP-01", HOUSE),
        sentence="The lightest load here is still too heavy for these repetitions: take an "
        "easier exercise first.",
        body_mass_share=ask.exercise.body_mass_share,
        usable=False,
    )


def _choice(ask: Ask, aim: Aim, load: float) -> LoadChoice:
    total = load + ask.body
    proven = ask.known is not None and ask.known.basis is Basis.SETS
    known = ask.known.kg if ask.known is not None and proven else None
    return LoadChoice(
        reps=aim.reps,
        rir=aim.rir,
        rule=aim.rule,
        evidence=aim.evidence,
        sentence=aim.sentence,
        load_kg=load if load > 0 else None,
        implements=implement_count(ask.exercise.implement) if load > 0 else None,
        body_mass_share=ask.exercise.body_mass_share,
        percent_1rm=round(PERCENT * total / known, 1) if known else None,
        slower=aim.slower,
    )


def _lightened(ask: Ask, normal: LoadChoice) -> LoadChoice:
    """Return a lighter week's load: 5 to 10 % less, else the same with fewer repetitions."""
    if not normal.usable:
        return normal
    timed = ask.exercise.method is not Method.STRENGTH
    fewer = math.ceil(normal.reps * LIGHT_SHORTER) if timed else LIGHT_FEWER_REPS
    own = ask.own_weight
    total = (normal.load_kg or 0.0) + own
    load = round_down(ask.options, total * LIGHT_FACTOR - own)
    if normal.load_kg is None or load is None or load + own < total * LIGHT_LEAST:
        return replace(
            normal,
            reps=max(1, normal.reps - fewer),
            rir=min(MOST_RESERVE, normal.rir + LIGHT_FEWER_REPS),
            rule="load.lighter-week",
            evidence=("LP-28", HOUSE),
            sentence="A lighter week: the same load, stopped earlier.",
        )
    share = (load + ask.body) / (normal.load_kg + ask.body)
    return replace(
        normal,
        rir=min(MOST_RESERVE, normal.rir + LIGHT_RESERVE),
        load_kg=load if load > 0 else None,
        implements=normal.implements if load > 0 else None,
        percent_1rm=None if normal.percent_1rm is None else round(normal.percent_1rm * share, 1),
        rule="load.lighter-week",
        evidence=("LP-28", HOUSE),
        sentence="A lighter week: a little less weight, one more repetition left in reserve.",
    )
