"""Where the load goes next: ramp, raise, hold or lower (LP-24, LP-26), else from the estimate."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ironstride.domain.evidence import HOUSE
from ironstride.strength.asking import EXTRA_SESSIONS, SAME, Aim, Ask, Done
from ironstride.strength.e1rm import MOST_REPS, MOST_REPS_LEG_PRESS, Basis
from ironstride.strength.kit import TOLERANCE_KG, next_up, round_down
from ironstride.strength.reps_curve import is_leg_press_like
from ironstride.strength.starting import FIRST_RESERVE

if TYPE_CHECKING:
    from ironstride.strength.e1rm import Estimate

PERCENT: Final = 100.0
SHORT_REPS: Final = -2.0
"""Repetitions short of what was asked for that lower the load (LP-26)."""
MORE_REPS: Final = 2
"""Repetitions added first where the kit's next step is too large (LP-24, house)."""
FEWER_REPS: Final = 1
"""Fewer repetitions than asked by up to this still count as the same scheme (house)."""
RAMP_FROM: Final = 4.0
"""Repetitions more than asked for from which a start was far too light (house)."""
RAMP_EFFORT: Final = 20.0
"""Repetitions to failure beyond which what is told says no more (house; LP-16, LP-18)."""
RAMP_STEP: Final = 1.25
"""Most that a load rises at once while it ramps (house; the chart LP-01 limits it further)."""
RAMP_OPEN: Final = 0.10
"""The same where what was left is only known as "so much or more" (LP-20: 2 to 10 % where one or
two repetitions more were there)."""
RAMP_KIT_STEP: Final = 2.0
"""The same where the kit's next weight is a larger step (house)."""


def is_coarse(ask: Ask, external: float) -> bool:
    """Return whether the kit makes no load that is heavier by the cap at most."""
    own = ask.own_weight
    most = round_down(ask.options, (external + own) * (1.0 + ask.cap) - own)
    return most is None or most <= external + TOLERANCE_KG


def is_same_scheme(ask: Ask, done: Done) -> bool:
    """Return whether the last repetitions are near enough to those asked to go on from them.

    On a coarse kit repetitions grow far beyond those asked for; that is the same scheme while the
    weight is still the one that fits.
    """
    if done.reps <= ask.reps + MORE_REPS:
        return done.reps >= ask.reps - FEWER_REPS
    external = done.total - ask.body
    if done.reps > ask.exercise.reps[1] or not is_coarse(ask, external):
        return False
    capacity = ask.known.kg if ask.known is not None else _capacity(ask, done)
    fitting = round_down(ask.options, capacity * ask.percent(ask.effort) / 100.0 - ask.body)
    return fitting is not None and abs(fitting - external) <= TOLERANCE_KG


def has_earned_raise(ask: Ask, history: tuple[Done, ...]) -> bool:
    """Return whether two more repetitions were there twice (LP-24), or were told at once (LP-26).

    A single session counts only as the very first one with its reserve told: then the start was
    a guess, and one step is all that it may correct.
    """
    last = history[-1]
    if not last.is_easy:
        return False
    if len(history) < EXTRA_SESSIONS:
        return last.told
    before = history[-EXTRA_SESSIONS]
    return (
        before.is_easy and is_same_scheme(ask, before) and before.total >= last.total - TOLERANCE_KG
    )


def _capacity(ask: Ask, done: Done) -> float:
    return done.total * 100.0 / ask.percent(done.effort)


def _possible(ask: Ask, done: Done) -> int:
    """Return repetitions that leave what is asked in reserve at the last load, within the exercise.

    Never fewer than asked; without a reserve told two more than were done, and so where it was
    told as "so much or more".
    """
    possible = math.floor(done.effort - ask.rir + SAME)
    if not done.told or (done.open_ended and done.is_easy):
        possible = done.reps + MORE_REPS
    return max(ask.reps, min(possible, max(ask.exercise.reps[1], ask.reps)))


def _raised(ask: Ask, done: Done) -> Aim:
    external = done.total - ask.body
    capacity = _capacity(ask, done)
    if not is_coarse(ask, external):
        own = ask.own_weight
        most = round_down(ask.options, (external + own) * (1.0 + ask.cap) - own)
        return Aim(
            total=(most or 0.0) + ask.body,
            reps=ask.reps,
            rir=ask.rir,
            rule="load.two-for-two",
            evidence=("LP-24", "LP-26"),
            sentence="Two more repetitions were there, so the load rises one small step.",
            capacity=capacity,
        )
    step = next_up(ask.options, external)
    if step is not None and done.reps >= ask.reps + MORE_REPS:
        efforts = ask.efforts_at(100.0 * (step + ask.body) / capacity)
        reps = math.floor(efforts - ask.rir + SAME)
        if reps >= ask.exercise.reps[0]:
            return Aim(
                total=step + ask.body,
                reps=min(ask.reps, reps),
                rir=ask.rir,
                rule="load.kit-step",
                evidence=("LP-24", "LP-01", HOUSE),
                sentence="Two more repetitions came first; now the kit's next weight, with "
                "fewer repetitions to begin with.",
                capacity=capacity,
            )
    reps = min(max(done.reps, ask.reps) + MORE_REPS, _possible(ask, done))
    if step is None:
        return Aim(
            total=done.total,
            reps=reps,
            rir=ask.rir,
            rule="load.light-kit",
            evidence=("LP-24", "LP-27", HOUSE),
            sentence="The kit is light here: more repetitions and a slower tempo instead of more "
            "weight.",
            capacity=capacity,
            slower=True,
        )
    return Aim(
        total=done.total,
        reps=reps,
        rir=ask.rir,
        rule="load.more-reps",
        evidence=("LP-24", HOUSE),
        sentence="The kit's next weight is a large step, so two more repetitions come first.",
        capacity=capacity,
    )


def ramped(ask: Ask, history: tuple[Done, ...]) -> Aim | None:
    """Return the next step of a start that was far too light; None where it isn't one.

    Only while every set so far was told and too far from failure to show a maximum: then the
    chart at what was told bounds the rise, and nothing rises by more than a quarter. Where it was
    told as "so much or more" the chart knows nothing, and a tenth of all that moves is the bound.
    """
    last = history[-1]
    external = last.total - ask.body
    bound = MOST_REPS_LEG_PRESS if is_leg_press_like(ask.exercise) else MOST_REPS
    unknown = all(
        done.told and done.effort >= bound and (done.open_ended or done.effort > bound)
        for done in history
    )
    is_far = last.surplus >= RAMP_FROM
    may_be_far = last.open_ended and last.is_easy
    if not unknown or not (is_far or may_be_far) or external <= TOLERANCE_KG:
        return None
    effort = min(last.effort, RAMP_EFFORT)
    told = ask.percent(ask.effort) / ask.percent(effort)
    fitting = last.total * (told if is_far else 1.0 + RAMP_OPEN) - ask.body
    step = next_up(ask.options, external)
    if step is None or step > min(fitting, external * RAMP_KIT_STEP):
        return None
    load = max(step, round_down(ask.options, min(fitting, external * RAMP_STEP)) or step)
    return Aim(
        total=load + ask.body,
        reps=ask.reps,
        rir=ask.rir,
        rule="load.ramp",
        evidence=("LP-16", "LP-01", HOUSE),
        sentence="Far more was left than meant, so the load ramps up, step by step, until what is "
        "left comes near.",
    )


def progressed(ask: Ask, history: tuple[Done, ...]) -> Aim:
    """Return where to go from the last session of the same scheme: lower, raise or hold."""
    last = history[-1]
    capacity = _capacity(ask, last)
    if last.surplus <= SHORT_REPS:
        return Aim(
            total=last.total * ask.percent(ask.effort) / ask.percent(last.effort),
            reps=ask.reps,
            rir=ask.rir,
            rule="load.autoregulated",
            evidence=("LP-26",),
            sentence="Last time was at least two repetitions harder than meant, so the load "
            "comes down a step.",
            capacity=capacity,
        )
    if has_earned_raise(ask, history):
        return _raised(ask, last)
    grown = is_coarse(ask, last.total - ask.body)
    return Aim(
        total=last.total,
        reps=min(max(last.reps, ask.reps), _possible(ask, last)) if grown else ask.reps,
        rir=ask.rir,
        rule="load.hold",
        evidence=("LP-24", "LP-26"),
        sentence="The same load as last time; it rises when two more repetitions are there in "
        "two sessions running.",
        capacity=capacity,
        refit=True,
    )


def from_estimate(ask: Ask, known: Estimate, last: Done | None) -> Aim:
    """Return the aim that an estimated maximum gives (LP-01), what a gap cost taken off."""
    rir = max(ask.rir, FIRST_RESERVE) if known.restart else ask.rir
    aim = Aim(
        total=known.kg * ask.percent(ask.reps + rir) / 100.0,
        reps=ask.reps,
        rir=rir,
        rule="load.estimate",
        evidence=("LP-01", "LP-08", "LP-16"),
        sentence="From the maximum that your logged sets show, for these repetitions with this "
        "much left in reserve.",
        capacity=known.kg,
        refit=True,
    )
    if known.gap_factor < 1.0:
        weeks = known.gap_days // 7
        return _resentenced(
            aim if known.restart else _not_below(ask, aim, last, known.gap_factor),
            "load.after-gap",
            ("CT-26", "CT-28"),
            f"After {weeks} weeks without it you start lighter; it comes back fast.",
        )
    if known.basis is Basis.LOWER_BOUND:
        return _resentenced(
            _not_below(ask, aim, last),
            "load.at-least",
            ("LP-08", "LP-16", HOUSE),
            "From sets whose reserve isn't known: you can do at least this. Tell what was left "
            "and the next load fits better.",
        )
    return _kept_step(ask, last, aim) or _grown(ask, aim, last)


def _grown(ask: Ask, aim: Aim, last: Done | None) -> Aim:
    """Return an aim whose repetitions grow on from a last set with "so much or more" left.

    What it was estimated from is older; one repetition more than the last set proves is asked.
    """
    if last is None or not last.open_ended:
        return aim
    proven = last.total * PERCENT / ask.percent(last.effort + FEWER_REPS)
    return replace(aim, capacity=max(aim.capacity or 0.0, proven))


def _not_below(ask: Ask, aim: Aim, last: Done | None, left: float = 1.0) -> Aim:
    """Return an aim from a bound that goes not below what the last set proves without a formula.

    A long set bounds the maximum low (LP-08); the load that it was done with was still held.

    Args:
        left: share of the load that a gap left (CT-28).
    """
    if last is None or not last.told or last.effort < ask.effort:
        return aim
    body = ask.body - ask.own_weight
    held = body + (last.total - body) * left
    proven = held * PERCENT / ask.percent(last.effort)
    bound = replace(aim, total=max(aim.total, held), capacity=max(aim.capacity or 0.0, proven))
    return bound if left < 1.0 else _grown(ask, bound, last)


def from_last(ask: Ask, last: Done) -> Aim:
    """Return the aim that the last set alone gives; over twelve it proves no more than twelve."""
    capacity = last.total * 100.0 / ask.percent(min(last.effort, MOST_REPS))
    return Aim(
        total=capacity * ask.percent(ask.effort) / 100.0,
        reps=ask.reps,
        rir=ask.rir,
        rule="load.estimate",
        evidence=("LP-01", "LP-08", "LP-16"),
        sentence="From your last set, for these repetitions with this much left in reserve.",
        capacity=capacity,
        refit=True,
    )


def _resentenced(aim: Aim, rule: str, evidence: tuple[str, ...], sentence: str) -> Aim:
    return Aim(
        total=aim.total,
        reps=aim.reps,
        rir=aim.rir,
        rule=rule,
        evidence=evidence,
        sentence=sentence,
        capacity=aim.capacity,
        refit=aim.refit,
    )


def _kept_step(ask: Ask, last: Done | None, aim: Aim) -> Aim | None:
    """Return the aim that stays on a coarse kit's step just taken, so that loads don't swing."""
    if last is None or last.reps >= ask.reps:
        return None
    below = round_down(ask.options, aim.total - ask.body)
    if below is None:
        return None
    step = next_up(ask.options, below)
    reps = math.floor(last.effort - ask.rir + SAME)
    if (
        step is None
        or abs(step + ask.body - last.total) > TOLERANCE_KG
        or step + ask.own_weight <= (below + ask.own_weight) * (1.0 + ask.cap)
        or reps < ask.exercise.reps[0]
    ):
        return None
    return Aim(
        total=last.total,
        reps=min(ask.reps, reps),
        rir=ask.rir,
        rule="load.kit-step",
        evidence=("LP-24", "LP-01", HOUSE),
        sentence="You stay on the weight you stepped up to; the repetitions grow back first.",
        capacity=aim.capacity,
    )
