"""What the next set of the same exercise should be after the one just done (RM-13)."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ironstride.strength.exposures import is_open_ended, reserve_told
from ironstride.strength.kit import ROUNDING, TOLERANCE_KG, next_up, round_down

if TYPE_CHECKING:
    from ironstride.domain.performance import LoggedSet
    from ironstride.domain.plan import PrescribedSet

HARDER_A_LITTLE: Final = 1.0
HARDER: Final = 2.0
"""Repetitions by which a set was harder than meant, from which the next is lighter (RM-13)."""
LIGHTER_A_LITTLE: Final = 0.95
LIGHTER: Final = 0.90
"""The next set's load: 5 or 10 % less (RM-13)."""
EASIER: Final = 2.0
"""Repetitions by which a first set was easier than meant, from which the next is heavier."""
RAMP: Final = 1.10
"""Most that a first session's next set rises: 10 % (LP-20: 2 to 10 %; its use here is house)."""
EASIER_BY_FAR: Final = 4.0
RAMP_BY_FAR: Final = 1.25
"""So far from what was meant the next set may rise by a quarter (house, as between sessions)."""
RAMP_KIT: Final = 4.0 / 3.0
"""As far as the kit's next weight may lie where "four or more" was told and none lies nearer: what
was left has no upper end then, and a first guess is light on purpose (LP-16, LP-20; house)."""
LEAST_SECONDS: Final = 5.0


def harder_by(prescribed: PrescribedSet, done: LoggedSet) -> float | None:
    """Return how many repetitions harder the set was than meant; below zero: easier.

    None where repetitions weren't counted. Without a reserve told, missing repetitions count.
    """
    if prescribed.reps is None or done.reps is None:
        return None
    told = reserve_told(done)
    short = float(prescribed.reps - done.reps)
    if told is None or prescribed.rir is None or _is_as_asked(prescribed, done):
        return short
    return short + prescribed.rir - told


def _is_as_asked(prescribed: PrescribedSet, done: LoggedSet) -> bool:
    """Return whether as much was left as asked, "four or more" where that was asked among them.

    What the correction for long sets (LP-16) adds makes no set easier than was asked (house).
    """
    if prescribed.rir is None or done.rir is None:
        return False
    return done.rir == prescribed.rir or (is_open_ended(done) and prescribed.rir >= done.rir)


def _held(prescribed: PrescribedSet, done: LoggedSet) -> PrescribedSet:
    """Return a hold as long as the last one was, where it fell short."""
    if prescribed.seconds is None or done.seconds is None or done.seconds >= prescribed.seconds:
        return prescribed
    return replace(prescribed, seconds=max(LEAST_SECONDS, done.seconds))


def _lighter(
    prescribed: PrescribedSet, done: LoggedSet, harder: float, loads: tuple[float, ...]
) -> PrescribedSet:
    factor = LIGHTER if harder >= HARDER else LIGHTER_A_LITTLE
    used = done.load_kg if done.load_kg is not None else prescribed.load_kg
    load = round_down(loads, used * factor) if used else None
    if load is not None:
        return replace(
            prescribed,
            load_kg=load if prescribed.load_kg is None else min(load, prescribed.load_kg),
            percent_1rm=_scaled(prescribed, load),
        )
    fewer = 2 if harder >= HARDER else 1
    reps = prescribed.reps or 1
    return replace(prescribed, reps=max(1, reps - fewer))


def _scaled(prescribed: PrescribedSet, load: float) -> float | None:
    """Return the set's share of the maximum at another load, where the load alone makes it."""
    if prescribed.percent_1rm is None or not prescribed.load_kg or prescribed.body_mass_share:
        return None
    return round(prescribed.percent_1rm * load / prescribed.load_kg, 1)


def next_set(
    prescribed: PrescribedSet,
    done: LoggedSet,
    *,
    loads: tuple[float, ...] = (),
    first_session: bool = False,
    max_load_kg: float | None = None,
) -> PrescribedSet:
    """Return the next set: lighter after one harder than meant, heavier only in a first session.

    Args:
        prescribed: the set that comes next, as planned; the one just done was meant like it.
        done: the set just done.
        loads: what the kit makes, ascending; empty: the load stays and repetitions give way.
        first_session: whether the exercise is new, so that the start was a guess and may rise.
        max_load_kg: a limit that no rise may pass.
    """
    harder = harder_by(prescribed, done)
    if harder is None:
        return _held(prescribed, done)
    if harder >= HARDER_A_LITTLE:
        return _lighter(prescribed, done, harder, loads)
    if not first_session or reserve_told(done) is None or not done.load_kg:
        return prescribed
    limit = math.inf if max_load_kg is None else max_load_kg + ROUNDING
    load = _heavier(prescribed, done, harder, tuple(each for each in loads if each <= limit))
    if load is None and prescribed.load_kg is not None and prescribed.load_kg < done.load_kg:
        # A weight that the ramp came to and that fits is kept.
        load = done.load_kg if done.load_kg <= limit else None
    if load is None:
        return prescribed
    return replace(prescribed, load_kg=load, percent_1rm=_scaled(prescribed, load))


def _heavier(
    prescribed: PrescribedSet, done: LoggedSet, harder: float, loads: tuple[float, ...]
) -> float | None:
    """Return the heavier load after a first set that was easier than meant; None where it stays.

    As asked is as asked: the next session may still begin heavier.
    """
    used = done.load_kg or 0.0
    is_open = is_open_ended(done)
    if _is_as_asked(prescribed, done) or harder > (0.0 if is_open else -EASIER):
        return None
    load = round_down(loads, used * (RAMP_BY_FAR if harder <= -EASIER_BY_FAR else RAMP))
    if load is not None and load > used + TOLERANCE_KG:
        return load
    step = next_up(loads, used) if is_open else None
    return step if step is not None and step <= used * RAMP_KIT + TOLERANCE_KG else None
