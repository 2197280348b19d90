"""The parts of a self-test's file: norms, lines, what can be seen, and what a result changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ironstride.domain.assessment import (
    Change,
    Cut,
    Does,
    EffectRule,
    Norm,
    NormKind,
    NormRow,
    SideRule,
    Statistic,
    TestId,
    Waits,
    Wrong,
)
from ironstride.domain.athlete import Sex
from ironstride.domain.exercise import ExerciseId, Family, Impact, Need

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ironstride.catalogue.fields import Fields

OLDEST: Final = 120
MOST_FIGURE: Final = 1_000.0
MOST_SETS: Final = 6
MOST_RUNG: Final = 20
MOST_REPS: Final = 12
TWO: Final = 2
"""First and last, low and high."""
PEOPLE: Final[Mapping[str, Sex | None]] = {
    "men": Sex.MALE,
    "women": Sex.FEMALE,
    "everybody": None,
}
"""Whom a figure of a table is for."""

_NEEDS: frozenset[str] = frozenset(Need)
_FAMILIES: frozenset[str] = frozenset(Family)


def age(row: Fields, key: str) -> int | None:
    """Return an age in years, or None where the key is left out."""
    return row.integer(key, 0, OLDEST) if row.has(key) else None


def read_norms(fields: Fields, known: Collection[str]) -> tuple[Norm, ...]:
    """Return what others did, source by source."""
    found = []
    for table in fields.tables("norms") if fields.has("norms") else ():
        kind = table.word("kind", NormKind)
        statistic = table.word("statistic", Statistic)
        rows: list[NormRow] = []
        for row in table.tables("rows"):
            rows.extend(_norm_rows(row, kind, statistic))
            table.adopt("rows", row)
        found.append(
            Norm(
                kind=kind,
                statistic=statistic,
                rows=tuple(rows),
                people=table.text("people"),
                evidence=table.known_texts("evidence", known),
                note=table.optional_text("note") or "",
                level_names=table.optional_texts("level_names"),
            )
        )
        fields.adopt("norms", table)
    return tuple(found)


def _norm_rows(row: Fields, kind: NormKind, statistic: Statistic) -> tuple[NormRow, ...]:
    """Return a row for each of men, women or everybody that a row of the file names."""
    first, last = _ages(row, kind)
    spread = row.optional_number("spread", 0.1, MOST_FIGURE)
    reread = not row.flag("recalled")
    people = [name for name in PEOPLE if row.has(name)]
    if not people:
        row.fault("men", "missing-key", "The row gives no figure.", f"Add {', '.join(PEOPLE)}.")
    if spread is not None and len(people) > 1:
        row.fault("spread", "spread-for-two", "A spread belongs to one figure.", "Split the row.")
    found = []
    for name in people:
        value, low, high, levels = _figures(row, name, statistic)
        found.append(
            NormRow(
                first_age=first,
                last_age=last,
                sex=PEOPLE[name],
                value=value,
                low=low,
                high=high,
                levels=levels,
                spread=spread,
                reread=reread,
            )
        )
    return tuple(found)


def _ages(row: Fields, kind: NormKind) -> tuple[int, int | None]:
    """Return the first and the last age of a row; the last is open where one age is given."""
    if kind is NormKind.POINTS:
        exact = row.integer("age", 0, OLDEST)
        return exact, exact
    ages = row.numbers("ages", 0, OLDEST)
    if "ages" in row.bad:
        return 0, None
    if len(ages) > TWO or list(ages) != sorted(ages):
        row.fault("ages", "bad-ages", f"“ages” must be [first, last] or [first], not {list(ages)}.")
        return 0, None
    return int(ages[0]), int(ages[1]) if len(ages) > 1 else None


def _figures(
    row: Fields, name: str, statistic: Statistic
) -> tuple[float | None, float | None, float | None, tuple[float, ...]]:
    """Return the value, the quartiles and the levels of a figure; what it has not is empty."""
    match statistic:
        case Statistic.QUARTILES:
            both = row.numbers(name, 0, MOST_FIGURE)
            if len(both) == TWO and both[0] < both[1]:
                return None, both[0], both[1], ()
            if name not in row.bad:
                row.fault(name, "bad-range", f"“{name}” must be the two quartiles: {list(both)}.")
            return None, None, None, ()
        case Statistic.LEVELS:
            return None, None, None, row.numbers(name, 0, MOST_FIGURE)
        case _:
            return row.number(name, 0, MOST_FIGURE), None, None, ()


def read_cuts(fields: Fields, known: Collection[str]) -> tuple[Cut, ...]:
    """Return the lines that a result may lie on the wrong side of."""
    found = []
    for row in fields.tables("cuts") if fields.has("cuts") else ():
        people = [name for name in PEOPLE if row.has(name)]
        if not people:
            row.fault("men", "missing-key", "The line has no figure.", f"Add {', '.join(PEOPLE)}.")
        found.append(
            Cut(
                id=row.text("id"),
                wrong=row.word("wrong", Wrong),
                values={
                    PEOPLE[name] or Sex.UNSPECIFIED: row.number(name, 0, MOST_FIGURE)
                    for name in people
                },
                words=row.text("words"),
                evidence=row.known_texts("evidence", known),
                first_age=age(row, "first_age") or 0,
                last_age=age(row, "last_age"),
                convention=row.flag("convention"),
                of_body_mass=row.flag("of_body_mass"),
                scale_from_age=age(row, "scale_from_age"),
                scale_per_decade=row.number("scale_per_decade", 0.5, 1.0)
                if row.has("scale_per_decade")
                else 1.0,
                reread=not row.flag("recalled"),
            )
        )
        fields.adopt("cuts", row)
    return tuple(found)


def read_change(fields: Fields, known: Collection[str]) -> Change | None:
    """Return the change that the test can see; None where the sources give none."""
    if not fields.has("change"):
        return None
    row = fields.table_of("change")
    if "change" in fields.bad:
        return None
    change = Change(
        detectable=row.number("detectable", 0.1, MOST_FIGURE),
        evidence=row.known_texts("evidence", known),
        basis=row.text("basis"),
        below=row.optional_number("below", 1, MOST_FIGURE),
    )
    fields.adopt("change", row)
    return change


def read_sides(fields: Fields, known: Collection[str]) -> SideRule | None:
    """Return when left and right differ; None for tests that are not held side against side."""
    if not fields.has("sides"):
        return None
    row = fields.table_of("sides")
    if "sides" in fields.bad:
        return None
    rule = SideRule(
        flag=row.optional_number("flag", 0.1, MOST_FIGURE),
        flag_share=row.optional_number("flag_share", 0.01, 1),
        detectable=row.optional_number("detectable", 0.1, MOST_FIGURE),
        basis=row.optional_text("basis") or "",
        evidence=row.known_texts("evidence", known),
        reread=not row.flag("recalled"),
    )
    fields.adopt("sides", row)
    return rule


def read_waits(fields: Fields, known: Collection[str], tests: Collection[str]) -> tuple[Waits, ...]:
    """Return the tests that must not have been failed before."""
    found = []
    for row in fields.tables("waits") if fields.has("waits") else ():
        found.append(
            Waits(
                test=TestId(row.one_of("test", tests)),
                least=row.number("least", 0, MOST_FIGURE),
                words=row.text("words"),
                evidence=row.known_texts("evidence", known),
            )
        )
        fields.adopt("waits", row)
    return tuple(found)


def read_effects(
    fields: Fields, known: Collection[str], exercises: Collection[str]
) -> tuple[EffectRule, ...]:
    """Return what a finding changes in the plan."""
    found = []
    for row in fields.tables("effects") if fields.has("effects") else ():
        needs = row.known_texts("needs", _NEEDS) if row.has("needs") else ()
        families = row.known_texts("families", _FAMILIES) if row.has("families") else ()
        found.append(
            EffectRule(
                when=row.text("when"),
                does=row.word("does", Does),
                words=row.text("words"),
                evidence=row.known_texts("evidence", known),
                needs=tuple(Need(need) for need in needs if need in _NEEDS),
                families=tuple(Family(one) for one in families if one in _FAMILIES),
                sets=row.integer("sets", 1, MOST_SETS) if row.has("sets") else 1,
                one_leg=row.flag("one_leg"),
                loaded=row.flag("loaded"),
                from_rung=row.integer("from_rung", 1, MOST_RUNG) if row.has("from_rung") else 1,
                impact_from=row.word("impact_from", Impact)
                if row.has("impact_from")
                else Impact.NONE,
                exercise=ExerciseId(row.one_of("exercise", exercises))
                if row.has("exercise")
                else None,
                reps=row.integer("reps", 1, MOST_REPS) if row.has("reps") else None,
            )
        )
        fields.adopt("effects", row)
    return tuple(found)
