"""Which load to take: what the lifts ask for, rounded down to the kit that exists."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ironstride.domain.evidence import HOUSE
from ironstride.domain.exercise import Implement, LoadKind, Method
from ironstride.strength.bands import choose_band
from ironstride.strength.choice import LoadChoice
from ironstride.strength.e1rm import Basis
from ironstride.strength.exposures import body_kg, exposures
from ironstride.strength.kit import (
    TOLERANCE_KG,
    available_loads,
    implement_count,
    is_known,
    round_down,
)
from ironstride.strength.progression import (
    Aim,
    Ask,
    first_session,
    from_estimate,
    is_same_scheme,
    progressed,
    what_was_done,
)

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
MOST_RESERVE: Final = 10.0
"""The scale of reserve ends here."""
PERCENT: Final = 100.0


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
    reserve = rir if min_rir is None else max(rir, min_rir)
    if exercise.load_kind is LoadKind.BAND:
        return choose_band(exercise, place, reps, reserve, profile, last, max_load_kg)
    if exercise.load_kind is LoadKind.NONE:
        return _without_load(exercise, reps, reserve, "No load: quality of movement is the point.")
    known = estimate if estimate is not None and estimate.basis is not Basis.PRIOR else None
    options = _allowed(exercise, place, profile, estimate, max_load_kg, max_percent)
    if not options:
        return _nothing_fits(exercise, place, reps, reserve)
    ask = Ask(
        exercise=exercise, profile=profile, reps=reps, rir=reserve, options=options, known=known
    )
    guess = estimate if known is None else None
    normal = _fitted(ask, _aim(ask, last, guess))
    return _lightened(ask, normal) if light else normal


def _allowed(
    exercise: Exercise,
    place: Place,
    profile: Profile,
    estimate: Estimate | None,
    max_load_kg: float | None,
    max_percent: float | None,
) -> tuple[float, ...]:
    """Return the external loads that exist and are allowed, ascending; 0 stands for none."""
    loads = available_loads(place, exercise.implement)
    if exercise.load_kind is LoadKind.BODY_MASS:
        loads = (0.0, *loads)
    body = body_kg(exercise, profile)
    most = math.inf if max_load_kg is None else max_load_kg
    if max_percent is not None and estimate is not None:
        # A guess is trusted at its low end only, and never forbids the body's own mass.
        guess = estimate.basis is Basis.PRIOR
        capacity = estimate.low if guess else estimate.kg
        by_percent = capacity * max_percent / PERCENT - body
        most = min(most, max(by_percent, 0.0) if guess else by_percent)
    return tuple(load for load in loads if load <= most + TOLERANCE_KG)


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
    sessions = exposures(ask.exercise, last) if ask.exercise.method is Method.STRENGTH else ()
    history = tuple(d for d in (what_was_done(ask, s) for s in sessions) if d is not None)
    gap = ask.known is not None and ask.known.gap_factor < 1.0
    if history and not gap and (is_same_scheme(ask, history[-1]) or ask.known is None):
        return progressed(ask, history)
    if ask.known is not None:
        return from_estimate(ask, ask.known, history[-1] if history else None)
    return first_session(ask, guess)


def _fitted(ask: Ask, aim: Aim) -> LoadChoice:
    """Return the aim on the kit: the next load below it, repetitions derived again if it is far."""
    load = round_down(ask.options, aim.total - ask.body)
    if load is None:
        return _lightest(ask, aim)
    total = load + ask.body
    reps, sentence, rule, slower = aim.reps, aim.sentence, aim.rule, aim.slower
    if aim.refit and aim.capacity and 0 < total < aim.total - TOLERANCE_KG:
        possible = ask.efforts_at(PERCENT * total / aim.capacity) - aim.rir
        more = min(math.floor(possible), max(ask.exercise.reps[1], reps))
        if more > reps:
            reps, rule, slower = more, "load.light-kit", True
            sentence = "The kit is light for this: more repetitions, slower tempo."
    return _choice(ask, aim, load, reps=reps, sentence=sentence, rule=rule, slower=slower)


def _lightest(ask: Ask, aim: Aim) -> LoadChoice:
    """Return the lightest load with fewer repetitions, or that it is too heavy."""
    load = ask.options[0]
    total = load + ask.body
    reps = aim.reps
    if aim.capacity and total > 0:
        possible = math.floor(ask.efforts_at(PERCENT * total / aim.capacity) - aim.rir)
        reps = min(reps, possible)
        if reps < min(ask.exercise.reps[0], aim.reps):
            proven = ask.known is None or ask.known.basis is Basis.SETS
            if proven:
                return LoadChoice(
                    reps=aim.reps,
                    rir=aim.rir,
                    rule="load.too-heavy",
                    evidence=("LP-01", HOUSE),
                    sentence="The lightest load here is still too heavy for these repetitions: "
                    "take an easier exercise first.",
                    body_mass_share=ask.exercise.body_mass_share,
                    usable=False,
                )
            reps = min(ask.exercise.reps[0], aim.reps)
    sentence = "The lightest load here, with repetitions to match." if reps < aim.reps else ""
    return _choice(ask, aim, load, reps=reps, sentence=sentence or aim.sentence, rule=aim.rule)


def _choice(
    ask: Ask,
    aim: Aim,
    load: float,
    *,
    reps: int,
    sentence: str,
    rule: str,
    slower: bool = False,
) -> LoadChoice:
    total = load + ask.body
    known = ask.known.kg if ask.known is not None else None
    return LoadChoice(
        reps=reps,
        rir=aim.rir,
        rule=rule,
        evidence=aim.evidence,
        sentence=sentence,
        load_kg=load if load > 0 else None,
        implements=implement_count(ask.exercise.implement) if load > 0 else None,
        body_mass_share=ask.exercise.body_mass_share,
        percent_1rm=round(PERCENT * total / known, 1) if known else None,
        slower=slower,
    )


def _lightened(ask: Ask, normal: LoadChoice) -> LoadChoice:
    """Return a lighter week's load: 5 to 10 % less, else the same with fewer repetitions."""
    if not normal.usable:
        return normal
    total = (normal.load_kg or 0.0) + ask.body
    load = round_down(ask.options, total * LIGHT_FACTOR - ask.body)
    if normal.load_kg is None or load is None or load + ask.body < total * LIGHT_LEAST:
        return replace(
            normal,
            reps=max(1, normal.reps - LIGHT_FEWER_REPS),
            rir=min(MOST_RESERVE, normal.rir + LIGHT_FEWER_REPS),
            rule="load.lighter-week",
            evidence=("LP-28", HOUSE),
            sentence="A lighter week: the same load, two repetitions fewer.",
        )
    share = (load + ask.body) / total
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
