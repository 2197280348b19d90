"""Figures and states as a runner reads them: units always, a number never alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

from ironstride.catalogue import load as catalogue
from ironstride.domain.clock import clock_text
from ironstride.domain.performance import LoggedSet
from ironstride.domain.plan import Phase, PrescribedSet, Sides
from ironstride.domain.run import RunKind
from ironstride.services.measures import Measures
from ironstride.services.phases import PhasePlace
from ironstride.services.today import DayRun
from ironstride.strength.kit import implement_count

PHASES: Final[Mapping[Phase, str]] = {
    Phase.ADAPTATION: "Adaptation",
    Phase.MAXIMUM_STRENGTH: "Strength",
    Phase.POWER: "Power",
    Phase.MAINTENANCE: "Maintenance",
    Phase.TAPER: "Taper",
    Phase.RACE: "Race week",
    Phase.RECOVERY: "Recovery",
    Phase.OFF: "Off",
    Phase.REHABILITATION: "Rehabilitation",
}
RUNS: Final[Mapping[RunKind, str]] = {
    RunKind.EASY: "Easy run",
    RunKind.RECOVERY: "Recovery run",
    RunKind.LONG: "Long run",
    RunKind.TEMPO: "Tempo run",
    RunKind.INTERVALS: "Intervals",
    RunKind.HILLS: "Hills",
    RunKind.STRIDES: "Strides",
    RunKind.RACE: "Race",
}
TIMES: Final = "\N{MULTIPLICATION SIGN}"


def phase_place(place: PhasePlace) -> str:
    """Return where a week stands: ``Power · week 2 of 4, until Sun 13 Dec, then taper``."""
    after = "" if place.following is None else f", then {PHASES[place.following].lower()}"
    light = " · a lighter week" if place.light else ""
    return (
        f"{PHASES[place.phase]} · week {place.number} of {place.weeks}, "
        f"until {day(place.ends)}{after}{light}"
    )


def day(date: dt.date) -> str:
    """Return ``Mon 23 Nov``."""
    return f"{date:%a} {date.day} {date:%b}"


def long_day(date: dt.date) -> str:
    """Return ``Monday 23 November``."""
    return f"{date:%A} {date.day} {date:%B}"


def minutes(value: float) -> str:
    """Return ``50 min``; from 100 on ``1 h 50``."""
    whole = round(value)
    if whole < 100:  # noqa: PLR2004  two digits are read at a glance
        return f"{whole} min"
    return f"{whole // 60} h {whole % 60:02d}" if whole % 60 else f"{whole // 60} h"


def seconds(value: float) -> str:
    """Return ``45 s``, from 100 s on ``1:45 min``."""
    whole = round(value)
    return f"{whole} s" if whole < 100 else f"{whole // 60}:{whole % 60:02d} min"  # noqa: PLR2004  as above


def load(work: PrescribedSet, measures: Measures) -> str:
    """Return what makes a set heavy: ``22 kg``, ``2 x 10 kg``, ``green band``, ``body``."""
    if work.load_kg:
        if work.implements == 2:  # noqa: PLR2004  a pair
            return f"2 {TIMES} {measures.mass(work.load_kg / 2)}"
        return measures.mass(work.load_kg)
    if work.band:
        return work.band if "band" in work.band else f"{work.band} band"
    return "body" if work.body_mass_share else ""


def amount(work: PrescribedSet) -> str:
    """Return what one set asks for: ``6``, ``30 s``, ``20 contacts``, ``40 m``."""
    if work.reps is not None:
        hold = f" {TIMES} {work.hold_seconds:g} s" if work.hold_seconds else ""
        return f"{work.reps}{hold}"
    if work.seconds is not None:
        return seconds(work.seconds)
    if work.contacts is not None:
        return f"{work.contacts} contacts"
    return f"{work.distance_m:g} m"


def reserve(work: PrescribedSet) -> str:
    """Return ``leave 2``; nothing where no reserve is asked."""
    return "" if work.rir is None else f"leave {work.rir:g}"


def sides(side: Sides) -> str:
    """Return ``each side``, ``left only``; nothing for both together."""
    return {
        Sides.BOTH: "",
        Sides.EACH: "each side",
        Sides.LEFT: "left only",
        Sides.RIGHT: "right only",
    }[side]


def run_name(run: DayRun) -> str:
    """Return ``Easy run``; for what is no run the device's own word: ``Cycling, road``."""
    if run.kind is not None:
        return RUNS[run.kind]
    return run.sport.replace("/", ", ").replace("_", " ").capitalize() or "Activity"


def plural(count: float, one: str, many: str | None = None) -> str:
    """Return ``1 set``, ``3 sets``."""
    return f"{count:g} {one if count == 1 else many or one + 's'}"


def done(one: LoggedSet, measures: Measures) -> str:
    """Return a set as it was done: ``22 kg x 6``, ``2 x 8 kg x 10``, ``30 s``, ``20 contacts``."""
    exercise = catalogue().by_id.get(one.exercise)
    count = 1 if exercise is None else implement_count(exercise.implement)
    each = f"{count} {TIMES} " if count > 1 else ""
    carried = f"{each}{measures.mass(one.load_kg / count)} {TIMES} " if one.load_kg else ""
    if one.reps is not None:
        return f"{carried}{one.reps}"
    if one.seconds is not None:
        return f"{carried}{seconds(one.seconds)}"
    if one.contacts is not None:
        return f"{carried}{one.contacts} contacts"
    return f"{carried}{one.distance_m:g} m"


FILTERS: Final[Mapping[str, Callable[..., str]]] = {
    "day": day,
    "long_day": long_day,
    "clock": clock_text,
    "minutes": minutes,
    "amount": amount,
    "sides": sides,
    "phase": PHASES.__getitem__,
    "phase_place": phase_place,
    "run_name": run_name,
    "plural": plural,
}
"""Those that say the same to every runner."""


def filters_of(measures: Measures) -> dict[str, Callable[..., str]]:
    """Return all filters of the templates, figures in a runner's own units."""
    return {
        **FILTERS,
        "distance": measures.distance,
        "race": measures.race,
        "said": measures.said,
        "done": lambda one: done(one, measures),
    }
