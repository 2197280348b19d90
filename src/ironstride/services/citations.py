"""A row of evidence with whatever stands on it, and the rows that words or filters find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.catalogue import evidence, evidence_for, evidence_ids
from ironstride.catalogue.citing import Citing, citing
from ironstride.domain.evidence import Checked, Effect, Evidence, Grade

if TYPE_CHECKING:
    from collections.abc import Iterable

AREAS: Final = {
    "RE": "Running economy and performance",
    "DU": "Durability, fatigue and the kick",
    "IP": "Injury prevention, with what found no effect",
    "TL": "Training load",
    "CT": "Running and lifting together: hours, maintenance, taper",
    "LP": "Loads, progression and time",
    "BR": "Body regions and muscle forces",
    "TN": "Tendons",
    "NT": "Norms of tests",
    "RB": "Rehabilitation: pain and gates",
    "RF": "Red flags",
    "AC": "Achilles tendon",
    "PH": "Hamstring at the sit bone",
    "MT": "Shin",
    "BS": "Bone stress",
    "PF": "Front of the knee",
    "IT": "Outside of the knee",
    "HS": "Hamstring strain",
    "GT": "Side of the hip",
    "PL": "Heel and sole",
    "GN": "What runners injure most",
    "CS": "Calf strain",
    "AN": "Ankle",
    "LB": "Low back",
    "RH": "Rehabilitation programmes",
    "RM": "Readiness",
    "SC": "Screening before training",
    "LG": "Longevity and bone",
    "FM": "Form and balance",
    "FW": "Footwear",
    "MA": "Habit and mental skills",
    "MX": "The mathematics of runs",
    "RD": "Doses of strength programmes",
    "PE": "Programmes as they were tried",
    "GP": "Conflicts and gaps, said openly",
}
"""The parts of the dossier by their letters, in the order in which they are read."""

GRADE_WORDS: Final = {
    Grade.A: "strong: reviews, large trials or consensus",
    Grade.B: "fair: a small trial or a large cohort",
    Grade.C: "weak: a convention or an inference, not a finding",
}
"""What a grade means; a C is said to be a convention wherever it is shown."""


NOT_GRADED: Final = "not graded: a dose, a programme as it was tried or a stance of ours"
"""Said of parts without grades, which count as C."""


def certainty_words(row: Evidence) -> str:
    """Return how sure a row is, for the line below its claim."""
    if not row.is_graded:
        return "not graded, counted as C"
    return (
        f"{row.grade.value}, a convention and not a finding" if row.grade is Grade.C else row.grade
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One row, the rows beside it, and what cites it, each sorted or in the order of its list.

    Args:
        beside: rows that must be read with it, the surest first: those that found no effect, or
            one.
        rules: ids of the rules that cite it, by themselves or by a parameter.
        others: what else does: exercises, tests, protocols, the program's own sources.
        named_in: ids of rows that name it in words: what was inferred from it or belongs to it.
    """

    row: Evidence
    beside: tuple[Evidence, ...]
    rules: tuple[str, ...]
    others: tuple[Citing, ...]
    named_in: tuple[str, ...]

    def of_kind(self, *kinds: str) -> tuple[Citing, ...]:
        """Return what cites it of some kinds."""
        return tuple(each for each in self.others if each.kind in kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What rows are wanted: all of it must fit; an empty field fits every row."""

    words: str = ""
    area: str = ""
    grade: Grade | None = None
    checked: Checked | None = None
    against: bool = False
    """Only rows that found no effect, or a worse one."""

    def fits(self, row: Evidence) -> bool:
        """Return whether a row is wanted."""
        if self.against and row.finding is None:
            return False
        if self.area and row.area != self.area:
            return False
        if self.grade not in {None, row.grade} or self.checked not in {None, row.checked}:
            return False
        said = _said(row)
        return all(word in said for word in self.words.lower().split())


def _texts(row: Evidence) -> str:
    """Return what a row says in words."""
    parts = (row.claim, row.figure, row.design, row.population, row.not_when, row.source)
    return " ".join(part for part in (*parts, *(each.of for each in row.effects)) if part)


def _said(row: Evidence) -> str:
    """Return all words of a row, its id and DOI among them, in small letters."""
    return f"{row.id} {_texts(row)} {row.doi or ''}".lower()


def cited(row: Evidence) -> Cited:
    """Return a row with the rows beside it and all that cites it."""
    from ironstride.planner.rules import RULES  # noqa: PLC0415  (imports the planner with numpy)

    rules = tuple(
        rule.id
        for rule in RULES
        if row.id in {*rule.evidence, *(id for p in rule.parameters for id in p.evidence)}
    )
    return Cited(
        row=row,
        beside=tuple(
            sorted(evidence_for(row.beside).values(), key=lambda each: (each.grade, each.id))
        ),
        rules=rules,
        others=tuple(
            each
            for each in citing().get(row.id, ())
            if not each.id.startswith("planner/rules/") or not rules
        ),
        named_in=tuple(each.id for each in evidence().values() if row.id in _texts(each)),
    )


def row_of(id: str) -> Evidence | None:
    """Return a row by its id, however its letters are written; None where there is none."""
    name = id.strip().upper()
    return evidence_for((name,))[name] if name in evidence_ids() else None


def rows_that(sought: Sought) -> tuple[Evidence, ...]:
    """Return the rows that are wanted, by area and id."""
    rows = [row for row in evidence().values() if sought.fits(row)]
    order = list(AREAS)
    return tuple(sorted(rows, key=lambda row: (order.index(row.area), row.id)))


def with_beside(rows: Iterable[Evidence]) -> tuple[tuple[Evidence, tuple[Evidence, ...]], ...]:
    """Return rows each with the rows to show beside it; none is shown twice.

    A row that claims an effect brings the trials that found none along. One of those, shown for
    itself, does not bring all that it speaks against.
    """
    shown = tuple(rows)
    told = {row.id for row in shown}
    pairs = []
    for row in shown:
        new = tuple(each for each in row.beside if row.finding is None and each not in told)
        told.update(new)
        pairs.append((row, tuple(evidence_for(new).values())))
    return tuple(pairs)


_BEFORE: Final = frozenset({"g", "d", "r", "ES", "SMD", "MD", "HR", "RR", "OR", "SHR", "F", "η²"})
"""Names of sizes that stand before their number; units stand behind."""


def effect_words(effect: Effect) -> str:
    """Return an effect as people read it: ``injuries: HR 0.66 (interval 0.45 to 0.97 …)``.

    What the row does not give is said: the interval, and its level.
    """
    size = "size not given"
    if effect.size is not None:
        size = _with_unit(_figure(effect.size), effect.unit)
    elif effect.low is not None and effect.high is not None:
        ends = f"{_figure(effect.low)} to {_figure(effect.high)}"
        return f"{effect.of}: {_with_unit(ends, effect.unit)}"
    return f"{effect.of}: {size} ({_interval(effect)})"


def _with_unit(number: str, unit: str | None) -> str:
    if unit is None:
        return number
    return f"{unit} {number}" if unit in _BEFORE else f"{number} {unit}"


def _interval(effect: Effect) -> str:
    level = "" if effect.level is None else f"{effect.level:g} % "
    if effect.low is not None and effect.high is not None:
        said = "" if level else ", level not given"
        return f"{level}interval {_figure(effect.low)} to {_figure(effect.high)}{said}"
    if effect.spread is not None:
        return f"{level}limit ± {effect.spread:g}" if level else f"± {effect.spread:g}"
    return "interval not given"


def _figure(number: float) -> str:
    return f"{number:g}".replace("-", "\N{MINUS SIGN}")
