"""What every lift log shares: one row to one set, faults counted, loads in kilograms."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ironstride.domain.performance import LoggedSet, SetKind
from ironstride.domain.problem import Parsed, Problem, Severity
from ironstride.units import kg_from_lb

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_LOAD_KG: Final = 1_000.0
"""More than anybody has lifted in these exercises, sledge and leg press included (house)."""
MAX_REPS: Final = 1_000
MAX_SECONDS: Final = 86_400.0
MAX_RPE: Final = 10.0

_POUNDS: Final = frozenset({"lb", "lbs", "pound", "pounds"})
_KILOGRAMS: Final = frozenset({"kg", "kgs", "kilogram", "kilograms"})

_FAULTS: Final[Mapping[str, str]] = {
    "no-date": "without a readable date",
    "no-exercise": "without an exercise",
    "no-amount": "with neither reps, seconds nor distance",
    "impossible-amount": "with amounts nobody can do",
    "impossible-load": "with a load under nought or over a tonne",
}


@dataclass(slots=True, kw_only=True)
class Told:
    """One row as the app tells it; None where it says nothing."""

    exercise: str
    moment: dt.datetime | None
    session: str = ""
    kind: SetKind = SetKind.WORKING
    reps: float | None = None
    seconds: float | None = None
    distance_m: float | None = None
    load_kg: float | None = None
    rpe: float | None = None
    has_time: bool = True


@dataclass(slots=True)
class Collector:
    """Turns rows into sets in their order, and counts the rows that are none."""

    source: str
    sets: list[LoggedSet] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    _orders: Counter[str] = field(default_factory=Counter)

    def add(self, told: Told) -> None:
        """Keep a row as a set, or count what is wrong with it."""
        fault = self._fault(told)
        if fault is not None or told.moment is None:
            self.faults[fault or "no-date"] += 1
            return
        session = f"{self.source}:{told.session or told.moment.isoformat()}"
        amount = _amount(told)
        self.sets.append(
            LoggedSet(
                exercise=told.exercise,
                date=told.moment.date(),
                order=self._orders[session],
                kind=told.kind,
                load_kg=told.load_kg or None,
                rir=_reserve(told.rpe),
                session_id=session,
                logged_at=told.moment if told.has_time and told.moment.tzinfo else None,
                reps=amount.reps,
                seconds=amount.seconds,
                distance_m=amount.distance_m,
            )
        )
        self._orders[session] += 1

    def _fault(self, told: Told) -> str | None:
        reps, seconds = told.reps or 0.0, told.seconds or 0.0
        distance_m, load_kg = told.distance_m or 0.0, told.load_kg or 0.0
        possible = 0 <= reps <= MAX_REPS and reps % 1 == 0 and 0 <= seconds <= MAX_SECONDS
        faults = (
            (told.moment is None, "no-date"),
            (not told.exercise, "no-exercise"),
            (not (reps or seconds or distance_m), "no-amount"),
            (not possible or distance_m < 0.0, "impossible-amount"),
            (not 0.0 <= load_kg <= MAX_LOAD_KG, "impossible-load"),
        )
        return next((code for wrong, code in faults if wrong), None)

    def parsed(self) -> Parsed[tuple[LoggedSet, ...]]:
        """Return the sets, with a warning for every fault that was met."""
        problems = tuple(
            Problem(
                code=code,
                sentence=f"{count} {'row' if count == 1 else 'rows'} {_FAULTS[code]} left out.",
                severity=Severity.WARNING,
            )
            for code, count in sorted(self.faults.items())
        )
        if self.sets:
            return Parsed(value=tuple(self.sets), problems=problems)
        empty = Problem(
            code="no-sets",
            sentence="The log holds no set that can be used.",
            remedy="Export the log again, with at least one finished workout.",
        )
        return Parsed(value=None, problems=(*problems, empty))


@dataclass(frozen=True, slots=True)
class _Amount:
    reps: int | None = None
    seconds: float | None = None
    distance_m: float | None = None


def _amount(told: Told) -> _Amount:
    """Return the one amount a set has: reps before distance before seconds."""
    if told.reps:
        return _Amount(reps=int(told.reps))
    if told.distance_m:
        return _Amount(distance_m=told.distance_m)
    return _Amount(seconds=told.seconds)


def _reserve(rpe: float | None) -> float | None:
    """Return reps in reserve for an RPE of the lifting scale (RPE = 10 - RIR, dossier 5.1)."""
    return MAX_RPE - rpe if rpe is not None and 1.0 <= rpe <= MAX_RPE else None


def is_pounds(unit: str) -> bool | None:
    """Return whether a word means pounds; None where it is no unit of mass that is known."""
    word = unit.strip().lower().rstrip(".")
    if word in _POUNDS:
        return True
    return False if word in _KILOGRAMS else None


def kilograms(load: float | None, *, pounds: bool) -> float | None:
    """Return a load in kilograms, None for none."""
    return kg_from_lb(load) if load is not None and pounds else load


def unit_unknown(app: str) -> Parsed[tuple[LoggedSet, ...]]:
    """Return the refusal of a log that does not say its unit: a guess would double every load."""
    problem = Problem(
        code="unit-unknown",
        sentence=f"This {app} log does not say whether its loads are kilograms or pounds.",
        remedy="Say which: choose kg or lb and import it again.",
    )
    return Parsed(value=None, problems=(problem,))
