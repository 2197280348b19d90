"""What a question names: a session, a day, an exercise or a kind of them, a number of sets."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.domain.exercise import Need
from ironstride.domain.problem import Parsed, Problem
from ironstride.services.lift_names import index_of
from ironstride.services.name_words import normal_form, words

if TYPE_CHECKING:
    from ironstride.domain.exercise import Catalogue, Exercise

DAYS: Final = {f"{dt.date(2024, 1, day):%A}".casefold(): day - 1 for day in range(1, 8)}
"""Names of weekdays, 0 for Monday; their first three letters will do."""
SHORTEST: Final = 3
SETS: Final = re.compile(r"^(?:(\d+)\s+)?sets?\s+(?:of|for)?\s*(.+)$")
ASKING: Final = re.compile(r"^(?:why\b|is there\b)\s*")
NEGATED: Final = re.compile(r"^(?:no|not|without|never|isn't there|instead of)\b\s*")
ON: Final = re.compile(r"^(?:on|at)\b\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Exercises that are meant together, as they are called: one, or all of a kind."""

    called: str
    exercises: tuple[Exercise, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all of them."""
        return frozenset(e.id for e in self.exercises)

    @property
    def is_one(self) -> bool:
        """Whether a single exercise is meant."""
        return len(self.exercises) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAsked:
    """A day of the week, or a date."""

    weekday: int
    date: dt.date | None = None

    def of(self, monday: dt.date) -> dt.date:
        """Return the date that is meant in a week."""
        return self.date or monday + dt.timedelta(days=self.weekday)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetsAsked:
    """An exercise with a number of sets; None: as many as it has."""

    kind: Kind
    sets: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindAsked:
    """An exercise or a kind of them; ``is_absent``: asked about as one that is not there."""

    kind: Kind
    is_absent: bool = False


Asked = DayAsked | SetsAsked | KindAsked


def read_question(text: str, catalogue: Catalogue) -> Parsed[Asked]:
    """Return what a question names: ``no deadlift``, ``3 sets of front-squat``, ``not Thursday``.

    A word may be a name or id, or that of a ladder, a pattern or what exercises are for.
    """
    told = " ".join(text.casefold().split()).strip("?!. ")
    told, negated = NEGATED.subn("", ASKING.sub("", told))
    day = _day(ON.sub("", told))
    if day is not None:
        return Parsed(value=day)
    sets = SETS.match(told)
    named = told if sets is None else sets.group(2)
    kind = kind_named(named, catalogue)
    if kind is None:
        return Parsed(value=None, problems=(_unknown(text, named),))
    if sets is None:
        return Parsed(value=KindAsked(kind=kind, is_absent=bool(negated)))
    return Parsed(
        value=SetsAsked(kind=kind, sets=None if sets.group(1) is None else int(sets.group(1)))
    )


def _day(told: str) -> DayAsked | None:
    try:
        date = dt.date.fromisoformat(told)
    except ValueError:
        if len(told) < SHORTEST:
            return None
        found = [number for name, number in DAYS.items() if name.startswith(told)]
        return DayAsked(weekday=found[0]) if found else None
    return DayAsked(weekday=date.weekday(), date=date)


def kind_named(name: str, catalogue: Catalogue) -> Kind | None:
    """Return the exercises that a name means; None where none does.

    An id or a whole name means one; the word of a ladder, pattern or purpose all of these; words
    that several names hold mean all that hold them.
    """
    exact = catalogue.by_id.get(name) or catalogue.by_id.get(name.replace(" ", "-"))
    form = normal_form(name)
    if exact is None:
        exact = next((e for e in catalogue.exercises if normal_form(e.name) == form), None)
    if exact is not None:
        return Kind(called=exact.name, exercises=(exact,))
    if not form:
        return None
    trained = tuple(e for e in catalogue.exercises if e.need is not Need.MOBILITY)
    for belongs in (_ladder, _pattern, _purpose):
        found = tuple(e for e in trained if normal_form(belongs(e)) == form)
        if found:
            return Kind(called=name, exercises=found)
    asked = words(name)
    found = tuple(
        e for e in catalogue.exercises if any(asked <= words(n) for n in (e.name, *e.aliases))
    )
    if found:
        return Kind(called=found[0].name if len(found) == 1 else name, exercises=found)
    meant = index_of(()).find(name)
    if meant is None:
        return None
    exercise = catalogue.by_id[meant]
    return Kind(called=exercise.name, exercises=(exercise,))


def _ladder(exercise: Exercise) -> str:
    return exercise.family.value.replace("-", " ")


def _pattern(exercise: Exercise) -> str:
    return exercise.pattern.replace("-", " ")


def _purpose(exercise: Exercise) -> str:
    return exercise.need.value.replace("-", " ")


def _unknown(text: str, name: str) -> Problem:
    likely = index_of(()).candidates(name)
    guess = " or ".join(e.id for e in likely)
    remedy = (
        "Name a session, a day, an exercise, a kind of them (squat, calf raise), a number of sets "
        "(3 sets of front-squat) or a rule: `ironstride week --json` names those of a week, "
        "`ironstride catalogue` every exercise."
    )
    return Problem(
        code="unknown-choice",
        sentence=f"“{text}” is no session, day, exercise or rule that is known.",
        location="WHAT",
        remedy=f"Did you mean {guess}? {remedy}" if guess else remedy,
    )
