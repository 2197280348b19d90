"""The states a season can be in from week to week, and the steps between them.

A state is a phase, how many weeks it has lasted, and how many weeks lie since the last light one.
The graph is the same for every athlete; rules put costs on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.plan import Phase

LONGEST: Final[dict[Phase, int]] = {
    Phase.ADAPTATION: 8,
    Phase.MAXIMUM_STRENGTH: 14,
    Phase.POWER: 9,
    Phase.MAINTENANCE: 12,
    Phase.TAPER: 2,
    Phase.RACE: 1,
    Phase.RECOVERY: 3,
    Phase.OFF: 13,
    Phase.REHABILITATION: 8,
}
"""Weeks counted per phase; the last count stands for "that many or more" (house)."""
EVER_LASTING: Final = frozenset(
    {Phase.ADAPTATION, Phase.MAINTENANCE, Phase.OFF, Phase.REHABILITATION, Phase.RACE}
)
"""Phases that may go on beyond their last count; a base does where nothing heavier may follow."""
LOADING: Final = frozenset(
    {Phase.ADAPTATION, Phase.MAXIMUM_STRENGTH, Phase.POWER, Phase.MAINTENANCE}
)
"""Phases whose weeks may be light; the others are light by nature."""
SINCE_LIGHT_CAP: Final = 7
"""Weeks since the last light week are counted up to here."""
BASE_WEEKS: Final = 2
"""RD-01: fewer weeks of adaptation are no base (house; the dose itself has a rule of its own)."""
FORGOTTEN_WEEKS: Final = 13
"""CT-28: after more than twelve weeks off the base is laid anew."""
ANY_TIME: Final = frozenset({Phase.RACE, Phase.OFF, Phase.TAPER})
"""Phases that the calendar may ask for at any time."""
SUCCESSORS: Final[dict[Phase, frozenset[Phase]]] = {
    Phase.ADAPTATION: frozenset({Phase.MAXIMUM_STRENGTH, Phase.POWER, Phase.MAINTENANCE}),
    Phase.MAXIMUM_STRENGTH: frozenset({Phase.ADAPTATION, Phase.POWER, Phase.MAINTENANCE}),
    Phase.POWER: frozenset({Phase.ADAPTATION, Phase.MAXIMUM_STRENGTH, Phase.MAINTENANCE}),
    Phase.MAINTENANCE: frozenset({Phase.ADAPTATION, Phase.MAXIMUM_STRENGTH, Phase.POWER}),
    Phase.TAPER: frozenset(),
    # power after a race would lack the weeks of strength before it
    Phase.RACE: frozenset(
        {
            Phase.REHABILITATION,
            Phase.RECOVERY,
            Phase.MAINTENANCE,
            Phase.MAXIMUM_STRENGTH,
            Phase.ADAPTATION,
        }
    ),
    Phase.RECOVERY: frozenset(
        {Phase.REHABILITATION, Phase.ADAPTATION, Phase.MAXIMUM_STRENGTH, Phase.MAINTENANCE}
    ),
    Phase.OFF: frozenset(
        {Phase.REHABILITATION, Phase.ADAPTATION, Phase.MAXIMUM_STRENGTH, Phase.MAINTENANCE}
    ),
    Phase.REHABILITATION: frozenset({Phase.ADAPTATION}),
}
"""What may follow a phase besides itself and what may come at any time. Base before strength before
power is a rule with a price (``dose.block_order``): it gives way where strength can't be lifted."""
ORDER: Final = {phase: position for position, phase in enumerate(Phase)}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonGraph:
    """States and steps as arrays; S states, A steps sorted by the state they lead to.

    Attributes:
        phase: (S,) index into ``tuple(Phase)``.
        weeks_in: (S,) weeks the phase has lasted, 1 for its first.
        since_light: (S,) weeks since the last light or easy week, 0 in such a week.
        light: (S,) whether the week is a light one of a loading phase.
        based: (S,) whether a base was laid before the week.
        source, target: (A,) states of each step.
        entered: (S,) whether any step leads to each state.
        past_last: (S,) index after the last step that leads to each state.
        first_step: (S,) index of the first step that leads to each state.
        of_phase: (P, S) whether each state is of each phase, in the order of the enumeration.
    """

    phase: NDArray[np.int64]
    weeks_in: NDArray[np.int64]
    since_light: NDArray[np.int64]
    light: NDArray[np.bool_]
    based: NDArray[np.bool_]
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    first_step: NDArray[np.int64]
    past_last: NDArray[np.int64]
    entered: NDArray[np.bool_]
    of_phase: NDArray[np.bool_]

    @property
    def size(self) -> int:
        """The number of states."""
        return int(self.phase.size)

    def in_phase(self, *phases: Phase) -> NDArray[np.bool_]:
        """Return (S,): whether each state is in one of the phases."""
        found: NDArray[np.bool_] = np.any(self.of_phase[[ORDER[p] for p in phases]], axis=0)
        return found

    def from_phase(self, *phases: Phase) -> NDArray[np.bool_]:
        """Return (A,): whether each step starts in one of the phases."""
        return self.in_phase(*phases)[self.source]

    def to_phase(self, *phases: Phase) -> NDArray[np.bool_]:
        """Return (A,): whether each step leads to one of the phases."""
        return self.in_phase(*phases)[self.target]

    def leaves(self, phase: Phase) -> NDArray[np.bool_]:
        """Return (A,): whether each step leaves the phase for another one."""
        return self.from_phase(phase) & ~self.to_phase(phase)


def phase_index(phase: Phase) -> int:
    """Return the position of a phase in the order of the enumeration."""
    return ORDER[phase]


def may_follow(before: Phase, after: Phase) -> bool:
    """Whether one phase may come after another one."""
    return after in SUCCESSORS[before] or (after in ANY_TIME and after is not before)


@cache
def _positions() -> dict[tuple[Phase, int, int, bool], int]:
    """Return the index of every state: phase, weeks in it, weeks since a light one, based."""
    states = (
        (phase, weeks, since, based)
        for phase in Phase
        for weeks in range(1, LONGEST[phase] + 1)
        for since in (range(SINCE_LIGHT_CAP + 1) if phase in LOADING else (0,))
        for based in (False, True)
    )
    return {state: index for index, state in enumerate(states)}


@cache
def season_graph() -> SeasonGraph:
    """Return the graph of season states, built once."""
    index = _positions()
    states = list(index)
    steps: list[tuple[int, int]] = []
    for (phase, weeks, since, based), source in index.items():
        then = based_after(phase, weeks, was_based=based)
        steps.extend(
            (index[*after, then], source)
            for after in _steps(phase, weeks, since)
            if (*after, then) in index
        )
    steps = sorted(set(steps))
    target = np.array([t for t, _ in steps], dtype=np.int64)
    reached = np.searchsorted(target, np.arange(len(states)))
    past = np.searchsorted(target, np.arange(len(states)), side="right")
    phases = np.array([phase_index(p) for p, _, _, _ in states], dtype=np.int64)
    return SeasonGraph(
        phase=phases,
        weeks_in=np.array([k for _, k, _, _ in states], dtype=np.int64),
        since_light=np.array([s for _, _, s, _ in states], dtype=np.int64),
        light=np.array([p in LOADING and s == 0 for p, _, s, _ in states], dtype=np.bool_),
        based=np.array([b for _, _, _, b in states], dtype=np.bool_),
        source=np.array([s for _, s in steps], dtype=np.int64),
        target=target,
        # a state without a step into it begins with a neighbour's step; ``entered`` tells them
        first_step=np.minimum(reached, len(steps) - 1).astype(np.int64),
        past_last=past.astype(np.int64),
        entered=past > reached,
        of_phase=np.array([phases == index for index in range(len(Phase))], dtype=np.bool_),
    )


def _steps(phase: Phase, weeks: int, since: int) -> list[tuple[Phase, int, int]]:
    """Return the states that may follow one state."""
    longer = min(LONGEST[phase], weeks + 1)
    follows = [(p, 1) for p in Phase if may_follow(phase, p)]
    if weeks < LONGEST[phase] or phase in EVER_LASTING:
        follows.append((phase, longer))
    later = min(SINCE_LIGHT_CAP, since + 1)
    found: list[tuple[Phase, int, int]] = []
    for after, count in follows:
        if after in LOADING:
            found.extend([(after, count, 0), (after, count, later)])
        else:
            found.append((after, count, 0))
    return found


def lays_base(phase: Phase, weeks_in: int) -> bool:
    """Whether a week completes a base: the second week of adaptation, or anything built on one."""
    if phase is Phase.ADAPTATION:
        return weeks_in >= BASE_WEEKS
    return phase in LOADING


def based_after(phase: Phase, weeks_in: int, *, was_based: bool) -> bool:
    """Whether a base lies behind once a week is over; a very long time off takes it away."""
    if phase is Phase.OFF and weeks_in >= FORGOTTEN_WEEKS:
        return False
    return was_based or lays_base(phase, weeks_in)


def state_of(phase: Phase, weeks_in: int, since_light: int, *, based: bool) -> int:
    """Return the index of a state; counts beyond the last one are taken as the last."""
    since = min(since_light, SINCE_LIGHT_CAP) if phase in LOADING else 0
    return _positions()[phase, min(weeks_in, LONGEST[phase]), since, based]
