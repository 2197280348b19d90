"""Which band to take."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ironstride.domain.athlete import Band, LiftingExperience, Place
from ironstride.domain.evidence import HOUSE
from ironstride.domain.exercise import Exercise
from ironstride.domain.performance import LoggedSet
from ironstride.strength.choice import LoadChoice
from ironstride.strength.exposures import Exposure, exposures, is_open_ended, reserve_told

if TYPE_CHECKING:
    from ironstride.domain.athlete import Profile

EXTRA_REPS: Final = 2.0
OPEN_EXTRA: Final = 1.0
SHORT_REPS: Final = -2.0
"""As for loads (LP-24, LP-26)."""
EXTRA_SESSIONS: Final = 2
USED_TO_LIFTING: Final = frozenset({LiftingExperience.INTERMEDIATE, LiftingExperience.ADVANCED})


def by_resistance(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    """Return the bands from the easiest to the hardest, by the middle of what they give."""
    return tuple(sorted(bands, key=lambda b: (b.kg_low + b.kg_high, b.kg_high, b.name)))


def _surplus(session: Exposure, reps: int, rir: float) -> float:
    logged = session.sets[-1]
    told = reserve_told(logged)
    done = logged.reps or 0
    beyond = done - reps if told is None else done + told - reps - rir
    # "So much or more" that is beyond what was asked is as much as earns a harder band (LP-16).
    return max(beyond, EXTRA_REPS) if is_open_ended(logged) and beyond >= OPEN_EXTRA else beyond


def _place_of(bands: tuple[Band, ...], name: str | None) -> int | None:
    return next((i for i, band in enumerate(bands) if band.name == name), None)


def choose_band(
    exercise: Exercise,
    place: Place,
    reps: int,
    rir: float,
    profile: Profile,
    last: tuple[LoggedSet, ...] = (),
    max_load_kg: float | None = None,
) -> LoadChoice:
    """Return the band: the easiest at first, then one up or down by what was done (LP-24, LP-26).

    Args:
        max_load_kg: bands that pull more than this at full length are left out.
    """
    allowed = tuple(
        band
        for band in by_resistance(place.bands)
        if max_load_kg is None or band.kg_high <= max_load_kg
    )
    if place.bands and not allowed:
        return LoadChoice(
            reps=reps,
            rir=rir,
            rule="load.limit",
            evidence=(HOUSE,),
            sentence="Every band here pulls more than the limit set for you.",
            usable=False,
        )
    if not allowed:
        return LoadChoice(
            reps=reps,
            rir=rir,
            rule="load.band",
            evidence=("LP-22", HOUSE),
            sentence="Take a band that lets you do these repetitions with this much left.",
        )
    history = exposures(exercise, last)[-EXTRA_SESSIONS:]
    index = _place_of(allowed, history[-1].sets[-1].band) if history else None
    if index is None:
        start = 1 if profile.lifting_experience in USED_TO_LIFTING and len(allowed) > 2 else 0  # noqa: PLR2004 (an easier and a harder one remain)
        return _banded(allowed[start], reps, rir, "An easy band to begin with.")
    same = all(_place_of(allowed, session.sets[-1].band) == index for session in history)
    surplus = [_surplus(session, reps, rir) for session in history]
    if surplus[-1] <= SHORT_REPS and index > 0:
        return _banded(allowed[index - 1], reps, rir, "The next easier band: last time was hard.")
    if len(surplus) == EXTRA_SESSIONS and same and min(surplus) >= EXTRA_REPS:
        harder = allowed[index + 1] if index + 1 < len(allowed) else None
        return _harder(exercise, allowed[index], harder, reps, rir)
    return _banded(allowed[index], reps, rir, "The same band as last time.")


def _harder(
    exercise: Exercise, band: Band, harder: Band | None, reps: int, rir: float
) -> LoadChoice:
    """Return the next band with fewer repetitions; without one, more repetitions."""
    if harder is None:
        more = min(reps + int(EXTRA_REPS), max(reps, exercise.reps[1]))
        sentence = "The hardest band here: more repetitions, slower tempo."
        return replace(_banded(band, more, rir, sentence), slower=True)
    fewer = max(min(exercise.reps[0], reps), reps - int(EXTRA_REPS))
    sentence = "Two more repetitions were there twice: the next band, with fewer to begin with."
    return _banded(harder, fewer, rir, sentence)


def _banded(band: Band, reps: int, rir: float, sentence: str) -> LoadChoice:
    return LoadChoice(
        reps=reps,
        rir=rir,
        rule="load.band",
        evidence=("LP-22", "LP-24", "LP-26"),
        sentence=sentence,
        band=band.name,
    )
