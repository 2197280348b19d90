"""The fewest edits by hand that have to go, exactly.

Those of placements are found by looking at every way, those of exercises by the solver with a
variable for each wish, proven by a second solve that asks for fewer. Safety, a professional's
limits and all other hard rules hold throughout: no wish stands for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model_helper as cp

from ironstride.domain.athlete import Pin
from ironstride.planner.content_model import ContentModel, ContentRule
from ironstride.planner.content_solver import search_parameters, solver_model, statement_of
from ironstride.planner.week import WeekModel, WeekRule

PINS: Final = "preference.pins"
SWAPS: Final = "preference.swaps"
LIMIT: Final = 4.0
"""Deterministic seconds for one question; without a target to improve they end far earlier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elastic:
    """A content that keeps all hard rules, and the fewest edits by hand it must do without.

    Attributes:
        chosen: indices of its choices.
        proven: whether a second solve found that fewer will not do.
    """

    chosen: tuple[int, ...]
    gone: tuple[Pin, ...] = ()
    proven: bool = True


def fewest_pins(
    models: tuple[WeekModel, ...], rules: tuple[WeekRule, ...], pins: tuple[Pin, ...]
) -> tuple[Pin, ...] | None:
    """Return the fewest edits of placements that have to go; None where not even none of them do.

    Every way of placing is looked at, so fewer are impossible. Of equal numbers the edits that
    were made first are kept.

    Args:
        pins: those of the week, in the order made.
    """
    others = tuple(rule for rule in rules if rule.is_hard and rule.id != PINS)
    best: tuple[int, tuple[Pin, ...]] | None = None
    for model in models:
        free = np.ones(model.choices.shape[0], dtype=np.bool_)
        for rule in others:
            free &= rule.encode(model, rule.values) == 0
        if not free.any():
            continue
        broken = [_undone(model, pin) for pin in pins]
        cost = model.none()
        for position, each in enumerate(broken):
            cost += each * ((1 << len(pins)) + (1 << (len(pins) - 1 - position)))
        cost = np.where(free, cost, np.iinfo(np.int64).max)
        row = int(np.argmin(cost))
        if best is None or int(cost[row]) < best[0]:
            gone = tuple(p for p, each in zip(pins, broken, strict=True) if each[row])
            best = (int(cost[row]), gone)
    return None if best is None else best[1]


def _undone(model: WeekModel, pin: Pin) -> NDArray[np.int64]:
    """Return (C,): 1 where a way of placing does not keep an edit."""
    here = model.per_slot(
        lambda slot: int(slot.date == pin.date and pin.start_minute in {None, slot.start_minute})
    )
    kept = here == 0 if pin.session == "none" else here > 0
    return (~kept).astype(np.int64)


def fewest_swaps(
    model: ContentModel, rules: tuple[ContentRule, ...], *, seed: int
) -> Elastic | None:
    """Return a content without the fewest swaps by hand that cannot hold; None where there is none.

    The first solve finds how few, those made last going first; the second asks for fewer and finds
    that there is none.
    """
    proto = _hard_model(model, rules)
    wishes = [
        (pin, session)
        for session, frame in enumerate(model.frames)
        for pin in model.facts.athlete.pins
        if pin.exercise is not None and pin.date == frame.placed.date
    ]
    if not any(rule.id == SWAPS for rule in rules):
        wishes = []
    gone = [_wish(proto, model, pin, session) for pin, session in wishes]
    proto.objective.vars.extend(gone)
    proto.objective.coeffs.extend(
        [(1 << len(gone)) + (1 << (len(gone) - 1 - i)) for i in range(len(gone))]
    )
    response = _solved(proto, seed)
    if response.status not in {cp.CpSolverStatus.OPTIMAL, cp.CpSolverStatus.FEASIBLE}:
        return None
    dropped = tuple(
        pin for (pin, _), variable in zip(wishes, gone, strict=True) if response.solution[variable]
    )
    return Elastic(
        chosen=tuple(c.index for c in model.choices if response.solution[c.index]),
        gone=dropped,
        proven=not dropped or _needs(proto, gone, len(dropped), seed),
    )


def is_possible(model: ContentModel, rules: tuple[ContentRule, ...], *, seed: int) -> bool:
    """Whether some content keeps every hard rule, swaps by hand among them."""
    found = fewest_swaps(model, rules, seed=seed)
    return found is not None and not found.gone


def _needs(proto: cp.CpModelProto, gone: list[int], count: int, seed: int) -> bool:
    """Whether fewer than ``count`` wishes dropped are proven not to be enough."""
    fewer = proto.constraints.add().linear
    fewer.vars.extend(gone)
    fewer.coeffs.extend([1] * len(gone))
    fewer.domain.extend([0, count - 1])
    return bool(_solved(proto, seed).status == cp.CpSolverStatus.INFEASIBLE)


def _hard_model(model: ContentModel, rules: tuple[ContentRule, ...]) -> cp.CpModelProto:
    hard = tuple(rule for rule in rules if rule.is_hard and rule.id != SWAPS)
    return solver_model(statement_of(model, hard))


def _wish(proto: cp.CpModelProto, model: ContentModel, pin: Pin, session: int) -> int:
    """Return the variable that is 1 where a swap is let go; its rows join the model."""
    variable = len(proto.variables)
    proto.variables.add().domain.extend([0, 1])
    here = tuple(model.in_session(session))
    there = proto.constraints.add().linear
    there.vars.extend([*(c.index for c in here if c.exercise.id == pin.exercise), variable])
    there.coeffs.extend([1] * len(there.vars))
    there.domain.extend([1, len(there.vars)])
    for choice in here:
        if choice.exercise.id == pin.instead_of:
            out = proto.constraints.add().linear
            out.vars.extend([choice.index, variable])
            out.coeffs.extend([1, -1])
            out.domain.extend([-1, 0])
    return variable


def _solved(proto: cp.CpModelProto, seed: int) -> cp.CpSolverResponse:
    """Return what the solver answers, with one worker and a limit that no clock decides."""
    wrapper = cp.SolveWrapper()
    wrapper.set_parameters(search_parameters(seed, LIMIT))
    response: cp.CpSolverResponse = wrapper.solve(proto)  # type: ignore[no-untyped-call]  # its stub has no types
    return response
