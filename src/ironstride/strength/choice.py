"""What was chosen for an exercise: load, repetitions and reserve, with the reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadChoice:
    """The load of an exercise's working sets and why.

    Args:
        reps: may differ from what was asked for where the kit's steps are coarse.
        rir: reserve to leave; never less than asked for.
        sentence: the reason in plain words, without units.
        rule: stable id of the reason, ``load.<reason>``.
        load_kg: total external load, both implements together; None where none is given.
        implements: 1 or 2 where a load is given.
        band: name of the band; None where none is used or none is listed.
        body_mass_share: share of body mass moved; None where body mass plays no part.
        percent_1rm: share of the estimated maximum; None where none is known, only bounded or
            guessed.
        usable: False where neither kit nor limits allow the exercise as asked: leave it out.
        slower: whether tempo should make up for what the kit lacks.
    """

    reps: int
    rir: float
    sentence: str
    rule: str
    evidence: tuple[str, ...]
    load_kg: float | None = None
    implements: int | None = None
    band: str | None = None
    body_mass_share: float | None = None
    percent_1rm: float | None = None
    usable: bool = True
    slower: bool = False
