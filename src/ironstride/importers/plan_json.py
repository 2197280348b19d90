"""A plan read back from its JSON (contract ``ironstride/plan/1``), also one edited by hand."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from ironstride.domain.body_region import Side
from ironstride.domain.plan import (
    Block,
    BlockKind,
    Blocks,
    Breach,
    Change,
    Dropped,
    LedgerLine,
    Level,
    Phase,
    Plan,
    PlannedSession,
    PlannedWeek,
    PrescribedExercise,
    PrescribedSet,
    Proof,
    Reason,
    Relaxation,
    Sides,
    Stop,
    Strength,
    Wish,
)
from ironstride.domain.problem import Parsed
from ironstride.domain.run import RunKind, ScheduledRun
from ironstride.importers.document import Faults, TableReader, parse_document

if TYPE_CHECKING:
    from ironstride.importers.document import Table

SCHEMA: Final = "ironstride/plan/1"
AMOUNTS: Final = ("reps", "seconds", "contacts", "distance_m")
MOST_RESERVE: Final = 10.0


class ProofStatus(StrEnum):
    """How far a level was solved."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


class RunSource(StrEnum):
    """Where an assumed run comes from."""

    USUAL_WEEK = "usual-week"
    PLANNED = "planned"
    RACE = "race"


class RunPriority(StrEnum):
    """Priority of a race among the assumed runs."""

    A = "A"
    B = "B"
    C = "C"


class SetKind(StrEnum):
    """What a prescribed set is for."""

    WORKING = "working"
    WARM_UP = "warm-up"


def recognises(head: bytes) -> bool:
    """Whether the bytes start a plan's JSON."""
    return SCHEMA.encode() in head


def read_plan(text: str, *, location: str) -> Parsed[Plan]:
    """Return the plan of a JSON text, or None with every fault at once.

    Keys that are not known are left out: the contract lets fields be added.
    """
    parsed = parse_document(text, location, "json")
    if parsed.value is None:
        return Parsed(value=None, problems=parsed.problems)
    return read_plan_document(parsed.value, location=location)


def read_plan_document(document: Table, *, location: str) -> Parsed[Plan]:
    """Return the plan of a parsed document, or None with every fault at once."""
    faults = Faults(location)
    reader = TableReader(document, "", faults, strict=False)
    if reader.text("schema") != SCHEMA and faults.good("schema"):
        reader.wrong("schema", f"“{SCHEMA}”")
    plan = Plan(
        today=reader.date("today"),
        seed=reader.integer("seed"),
        engine=reader.text("engine"),
        stops=tuple(_stop(row) for row in _required(reader, "stops")),
        runs=tuple(_run(row) for row in _required(reader, "runs")),
        weeks=tuple(_week(row) for row in _required(reader, "weeks")),
        analysis=tuple(_line(row) for row in _required(reader, "analysis")),
        proofs=tuple(_proof(row) for row in _required(reader, "proofs")),
        conflict=_conflict(reader),
        changes=tuple(_change(row) for row in reader.tables("changes")),
        notes=reader.texts("notes"),
        past=tuple(_week(row) for row in reader.tables("past")),
    )
    _weeks_in_order(plan, faults)
    return Parsed(value=None if faults.refuses else plan, problems=tuple(faults.problems))


def _required(row: TableReader, key: str) -> tuple[TableReader, ...]:
    if not row.has(key):
        row.missing(key)
    return row.tables(key)


def _weeks_in_order(plan: Plan, faults: Faults) -> None:
    before: dt.date | None = None
    for index, week in enumerate(plan.weeks):
        path = f"weeks[{index}].start"
        if not faults.good(path):
            continue
        if week.start.weekday() != 0:
            faults.add(path, "not-a-monday", f"{week.start} is no Monday.", "Start on a Monday.")
        elif before is not None and week.start <= before:
            faults.add(
                path,
                "not-in-order",
                f"The week of {week.start} stands after the week of {before}.",
                "Write the weeks in their order, each once.",
            )
        before = week.start


def _text(row: TableReader, key: str) -> str | None:
    return row.text(key) if row.has_value(key) else None


def _number(row: TableReader, key: str, low: float = 0.0, high: float = 1e9) -> float | None:
    return row.number(key, low, high) if row.has_value(key) else None


def _date(row: TableReader, key: str) -> dt.date | None:
    return row.date(key) if row.has_value(key) else None


def _stop(row: TableReader) -> Stop:
    return Stop(
        flag=row.text("flag"),
        sentence=row.text("sentence"),
        see=row.text("see"),
        blocks=row.optional_word("blocks", Blocks) or Blocks.ALL,
    )


def _run(row: TableReader) -> ScheduledRun:
    source = row.optional_word("source", RunSource)
    priority = row.optional_word("priority", RunPriority)
    return ScheduledRun(
        date=row.date("date"),
        start_minute=row.minute("start"),
        kind=row.word("kind", RunKind),
        minutes=row.number("minutes", 0.0),
        source=(source or RunSource.PLANNED).value,
        distance_m=_number(row, "distance_m"),
        priority=None if priority is None else priority.value,
    )


def _week(row: TableReader) -> PlannedWeek:
    return PlannedWeek(
        start=row.date("start"),
        phase=row.word("phase", Phase),
        light=row.flag("light", default=False) if row.has("light") else _missing_flag(row, "light"),
        sessions=tuple(_session(each) for each in _required(row, "sessions")),
        reasons=_reasons(row),
    )


def _missing_flag(row: TableReader, key: str) -> bool:
    row.missing(key)
    return False


def _reasons(row: TableReader) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            rule=each.text("rule"),
            evidence=each.texts("evidence"),
            sentence=each.text("sentence"),
            amount=_number(each, "amount", -1e18, 1e18),
        )
        for each in row.tables("reasons")
    )


def _session(row: TableReader) -> PlannedSession:
    blocks = tuple(_block(each) for each in _required(row, "blocks"))
    return PlannedSession(
        id=row.text("id"),
        date=row.date("date"),
        start_minute=row.minute("start"),
        place=row.text("place"),
        title=_text(row, "title") or "",
        minutes_budget=row.number("minutes_budget", 0.0),
        minutes_planned=row.number("minutes_planned", 0.0),
        heavy_lower=row.flag("heavy_lower", default=False)
        if row.has("heavy_lower")
        else _missing_flag(row, "heavy_lower"),
        contacts=row.integer("contacts", 0) if row.has("contacts") else _contacts(blocks),
        blocks=blocks,
        reasons=_reasons(row),
    )


def _contacts(blocks: tuple[Block, ...]) -> int:
    """Return the contacts that the sets name, where the session does not say their sum."""
    return sum(
        (each.contacts or 0) * (2 if exercise.side is Sides.EACH else 1)
        for block in blocks
        for exercise in block.exercises
        for each in exercise.sets
        if each.kind == SetKind.WORKING
    )


def _block(row: TableReader) -> Block:
    return Block(
        kind=row.word("kind", BlockKind),
        exercises=tuple(_exercise(each) for each in _required(row, "exercises")),
        seconds_planned=row.number("seconds_planned", 0.0),
    )


def _exercise(row: TableReader) -> PrescribedExercise:
    sets = tuple(_set(each) for each in _required(row, "sets"))
    if not sets and row.faults.good(row.at("sets")):
        row.wrong("sets", "a list of at least one set")
    return PrescribedExercise(
        exercise=row.text("exercise"),
        side=row.word("side", Sides),
        sets=sets,
        reasons=_reasons(row),
        first_side=row.optional_word("first_side", Side),
    )


def _set(row: TableReader) -> PrescribedSet:
    given = [key for key in AMOUNTS if row.has(key)]
    if len(given) != 1 and row.faults.good(row.path):
        row.faults.add(
            row.path,
            "wrong-amounts",
            f"A set has exactly one of {', '.join(AMOUNTS)}; this one has "
            f"{', '.join(given) or 'none'}.",
            "Write exactly one of them.",
        )
    kind = row.optional_word("kind", SetKind)
    return PrescribedSet(
        rest_seconds=row.number("rest_seconds", 0.0),
        reps=row.optional_integer("reps", 1),
        seconds=row.optional_number("seconds", above=0.0),
        contacts=row.optional_integer("contacts", 1),
        distance_m=row.optional_number("distance_m", above=0.0),
        hold_seconds=row.optional_number("hold_seconds", above=0.0),
        load_kg=_number(row, "load_kg"),
        implements=row.optional_integer("implements", 1, 2),
        band=_text(row, "band"),
        body_mass_share=_number(row, "body_mass_share"),
        percent_1rm=_number(row, "percent_1rm"),
        rir=_number(row, "rir", 0.0, MOST_RESERVE),
        tempo=_text(row, "tempo"),
        kind=(kind or SetKind.WORKING).value,
    )


def _line(row: TableReader) -> LedgerLine:
    return LedgerLine(
        rule=row.text("rule"),
        level=row.word("level", Level),
        week=_date(row, "week"),
        strength=row.word("strength", Strength),
        weight=row.integer("weight"),
        unit=row.text("unit"),
        amount=row.number("amount"),
        penalty=row.integer("penalty"),
        breaches=tuple(
            Breach(
                where=each.text("where"),
                sentence=each.text("sentence"),
                amount=_number(each, "amount", -1e18, 1e18),
            )
            for each in row.tables("breaches")
        ),
    )


def _proof(row: TableReader) -> Proof:
    return Proof(
        level=row.word("level", Level),
        week=_date(row, "week"),
        optimal=row.word("status", ProofStatus) is ProofStatus.OPTIMAL,
        objective=row.integer("objective"),
        bound=row.integer("bound"),
    )


def _conflict(reader: TableReader) -> tuple[Dropped, ...]:
    if not reader.has_value("conflict"):
        return ()
    return tuple(
        Dropped(
            what=row.text("what"),
            remedy=row.text("remedy"),
            rule=_text(row, "rule"),
            why=_text(row, "why") or "",
            check=_text(row, "check"),
            proven=row.flag("proven", default=True),
            helps=tuple(
                Relaxation(
                    wish=one.word("wish", Wish),
                    value=one.text("value"),
                    sentence=one.text("sentence"),
                )
                for one in row.tables("helps")
            ),
        )
        for row in reader.table("conflict").tables("drop")
    )


def _change(row: TableReader) -> Change:
    return Change(
        what=row.text("what"),
        sentence=row.text("sentence"),
        rule=_text(row, "rule"),
        session=_text(row, "session"),
        dates=_dates(row),
    )


def _dates(row: TableReader) -> tuple[dt.date, ...]:
    if not row.has_value("dates"):
        return ()
    found = []
    for index, text in enumerate(row.texts("dates")):
        try:
            found.append(dt.date.fromisoformat(text))
        except ValueError:
            row.wrong_row("dates", index, text, "a date such as 2026-11-23")
    return tuple(found)
