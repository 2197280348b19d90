"""Cues for the next set: what mends the fault that the runner saw last comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ironstride.services.log import session_of

if TYPE_CHECKING:
    from ironstride.domain.exercise import Exercise, Fault
    from ironstride.domain.performance import LoggedSet
    from ironstride.storage import UnitOfWork

_LOOKED_AT: Final = 60
"""Newest sets of an exercise in which a fault is looked for: some ten sessions (house)."""


def last_fault(unit: UnitOfWork, exercise: Exercise) -> Fault | None:
    """Return the fault that the runner saw last; None where technique was confirmed since."""
    return fault_of(exercise, unit.sets.of_exercise(exercise.id, limit=_LOOKED_AT))


def fault_of(exercise: Exercise, sets: tuple[LoggedSet, ...]) -> Fault | None:
    """Return the fault seen last in sets, oldest first; a tick in a later session ends it.

    A sign that the exercise's record does not name any more counts for nothing.
    """
    signs = {fault.sign: fault for fault in exercise.faults}
    seen: tuple[str, Fault] | None = None
    for one in sets:
        if one.fault in signs:
            seen = (session_of(one), signs[one.fault])
        elif one.technique_ok and seen is not None and session_of(one) != seen[0]:
            seen = None
    return None if seen is None else seen[1]


def cues_for(exercise: Exercise, fault: Fault | None) -> tuple[str, ...]:
    """Return the cues in the order in which they are said."""
    if fault is None:
        return exercise.cues
    return (f"{fault.sign}? {fault.correction}", *exercise.cues)
