"""The lists of the athlete file, row by row: shape alone; meaning is in ``athlete_checks``."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from ironstride.domain.athlete import (
    Availability,
    Away,
    Band,
    CheckIn,
    Condition,
    Forbidden,
    Illness,
    Limit,
    Pin,
    Place,
    PlannedRun,
    Race,
    RacePriority,
    Result,
    SelfTest,
    UsualRun,
    Window,
)
from ironstride.domain.body_region import Region, Side
from ironstride.domain.clock import Day
from ironstride.domain.run import RunKind

if TYPE_CHECKING:
    from ironstride.importers.document import TableReader

PLACE_ID: Final = r"[a-z][a-z0-9-]*"
MOST_PAIN: Final = 10.0
HOME: Final = Place(id="home")
"""The place of an athlete who names none: without kit."""

DOES: Final = (
    "forbid",
    "max_load_kg",
    "max_contacts",
    "max_sessions_per_week",
    "max_percent_1rm",
    "require",
)
"""One of these makes a limit."""


class DatedKind(StrEnum):
    """What a dated run may be: a kind of run, or no run that day."""

    EASY = RunKind.EASY
    LONG = RunKind.LONG
    TEMPO = RunKind.TEMPO
    INTERVALS = RunKind.INTERVALS
    HILLS = RunKind.HILLS
    STRIDES = RunKind.STRIDES
    RACE = RunKind.RACE
    RECOVERY = RunKind.RECOVERY
    REST = "rest"


class PinnedSession(StrEnum):
    """What a pin says of sessions on its date."""

    PLACE = "place"
    NONE = "none"


def read_places(reader: TableReader) -> tuple[Place, ...]:
    """Return the places; ``home`` without kit where none is given."""
    places = tuple(_place(row) for row in reader.tables("places"))
    return places or (HOME,)


def _place(row: TableReader) -> Place:
    place = Place(
        id=row.text(
            "id", pattern=PLACE_ID, like="lower-case letters, digits and hyphens, a letter first"
        ),
        equipment=frozenset(row.texts("equipment")),
        dumbbells_kg=row.numbers("dumbbells_kg", above=0),
        kettlebells_kg=row.numbers("kettlebells_kg", above=0),
        bars_kg=row.numbers("bars_kg", above=0),
        plates_kg=row.numbers("plates_kg", above=0),
        machine_step_kg=row.optional_number("machine_step_kg", above=0),
        machine_min_kg=row.optional_number("machine_min_kg", above=0),
        machine_max_kg=row.optional_number("machine_max_kg", above=0),
        bands=tuple(_band(band) for band in row.tables("bands")),
    )
    row.close()
    return place


def _band(row: TableReader) -> Band:
    band = Band(
        name=row.text("name"),
        kg_low=row.number("kg_low", above=0),
        kg_high=row.number("kg_high", above=0),
    )
    row.close()
    return band


def read_availability(row: TableReader) -> Availability:
    """Return how often, how long and when."""
    plain = Availability()
    availability = Availability(
        sessions_per_week=row.integer("sessions_per_week", 1, 4)
        if row.has("sessions_per_week")
        else plain.sessions_per_week,
        minutes=row.integer("minutes", 5, 120) if row.has("minutes") else plain.minutes,
        rest_days=frozenset(row.words("rest_days", Day)),
        windows=tuple(_window(window) for window in row.tables("windows")),
        away=tuple(_away(away) for away in row.tables("away")),
        micro_minutes=row.integer("micro_minutes", 0, 10) if row.has("micro_minutes") else 0,
    )
    row.close()
    return availability


def _window(row: TableReader) -> Window:
    window = Window(
        day=row.word("day", Day),
        start_minute=row.minute("from"),
        end_minute=row.minute("to"),
        place=row.optional_text("place"),
        minutes=row.optional_integer("minutes", 5, 120),
        preferred=row.flag("preferred", default=False),
    )
    row.close()
    return window


def _away(row: TableReader) -> Away:
    away = Away(first=row.date("from"), last=row.date("to"), place=row.optional_text("place"))
    row.close()
    return away


def read_races(reader: TableReader) -> tuple[Race, ...]:
    """Return the races to train for, as written."""
    return tuple(_race(row) for row in reader.tables("races"))


def _race(row: TableReader) -> Race:
    race = Race(
        name=row.optional_text("name") or "",
        date=row.date("date"),
        distance_m=row.number("distance_m", 100, 500_000),
        priority=row.word("priority", RacePriority),
        goal_seconds=row.optional_number("goal_seconds", above=0),
    )
    row.close()
    return race


def read_usual_week(reader: TableReader) -> tuple[UsualRun, ...] | None:
    """Return the runs of an ordinary week; None where nothing was said."""
    rows = tuple(_usual_run(row) for row in reader.tables("usual_week"))
    return rows if reader.has("usual_week") else None


def _usual_run(row: TableReader) -> UsualRun:
    run = UsualRun(
        day=row.word("day", Day),
        start_minute=row.minute("start"),
        kind=row.word("kind", RunKind),
        minutes=row.number("minutes", high=1440, above=0),
        distance_m=row.optional_number("distance_m", above=0),
    )
    row.close()
    return run


def read_planned_runs(reader: TableReader) -> tuple[PlannedRun, ...]:
    """Return the dated runs; a rest is a run without a kind."""
    return tuple(_planned_run(row) for row in reader.tables("planned_runs"))


def _planned_run(row: TableReader) -> PlannedRun:
    kind = row.word("kind", DatedKind)
    run = PlannedRun(
        date=row.date("date"),
        start_minute=row.minute("start"),
        kind=None if kind is DatedKind.REST else RunKind(kind.value),
        minutes=row.number("minutes", 0, 1440),
        distance_m=row.optional_number("distance_m", above=0),
    )
    row.close()
    return run


def read_conditions(reader: TableReader) -> tuple[Condition, ...]:
    """Return what hurts or has hurt."""
    return tuple(_condition(row) for row in reader.tables("conditions"))


def _condition(row: TableReader) -> Condition:
    condition = Condition(
        region=row.word("region", Region),
        side=row.word("side", Side),
        active=row.flag("active", default=True),
        since=row.optional_date("since"),
        protocol=row.optional_text("protocol"),
        pain_during=row.optional_number("pain_during", 0, MOST_PAIN),
        pain_after=row.optional_number("pain_after", 0, MOST_PAIN),
        pain_next_morning=row.optional_number("pain_next_morning", 0, MOST_PAIN),
        stage=row.optional_integer("stage", 1),
    )
    row.close()
    return condition


def read_limits(reader: TableReader) -> tuple[Limit, ...]:
    """Return a professional's limits; each says what it limits."""
    return tuple(_limit(row) for row in reader.tables("limits"))


def _limit(row: TableReader) -> Limit:
    limit = Limit(
        set_by=row.text("set_by"),
        set_on=row.optional_date("set_on"),
        until=row.optional_date("until"),
        forbid=row.optional_word("forbid", Forbidden),
        exercise=row.optional_text("exercise"),
        region=row.optional_word("region", Region),
        side=row.optional_word("side", Side),
        max_load_kg=row.optional_number("max_load_kg", above=0),
        max_contacts=row.optional_integer("max_contacts", 0),
        require=row.optional_text("require"),
        max_sessions_per_week=row.optional_integer("max_sessions_per_week", 0),
        max_percent_1rm=row.optional_number("max_percent_1rm", 0, 100),
        note=row.optional_text("note") or "",
    )
    if row.faults.good(row.path) and not any(row.has(key) for key in DOES):
        row.faults.add(
            row.path,
            "limit-without-effect",
            "This limit limits nothing.",
            f"Say what it does with one of {', '.join(DOES)}, or take it away.",
        )
    if limit.forbid is Forbidden.EXERCISE and limit.exercise is None:
        row.faults.add(
            row.at("exercise"),
            "missing-key",
            "This limit forbids an exercise and does not say which.",
            "Add exercise with the id of the exercise.",
        )
    row.close()
    return limit


def read_self_tests(reader: TableReader) -> tuple[SelfTest, ...]:
    """Return results of self-tests, each in the unit of its test."""
    return tuple(_self_test(row) for row in reader.tables("tests"))


def _self_test(row: TableReader) -> SelfTest:
    result = SelfTest(
        test=row.text("test"),
        date=row.date("date"),
        side=row.optional_word("side", Side),
        value=row.number("value"),
    )
    row.close()
    return result


def read_checkins(reader: TableReader) -> tuple[CheckIn, ...]:
    """Return how the runner was, day by day as written."""
    return tuple(_checkin(row) for row in reader.tables("checkins"))


def _checkin(row: TableReader) -> CheckIn:
    checkin = CheckIn(
        date=row.date("date"),
        sleep_hours=row.optional_number("sleep_hours", 0, 24),
        soreness=row.optional_number("soreness", 0, MOST_PAIN),
        fatigue=row.optional_number("fatigue", 0, MOST_PAIN),
        stress=row.optional_number("stress", 0, MOST_PAIN),
        illness=row.optional_word("illness", Illness) or Illness.NONE,
    )
    row.close()
    return checkin


def read_results(reader: TableReader) -> tuple[Result, ...]:
    """Return recent races and all-out efforts."""
    return tuple(_result(row) for row in reader.tables("results"))


def _result(row: TableReader) -> Result:
    result = Result(
        date=row.date("date"),
        distance_m=row.number("distance_m", 100),
        seconds=row.number("seconds", above=0),
    )
    row.close()
    return result


def read_pins(reader: TableReader) -> tuple[Pin, ...]:
    """Return edits by hand that the next solve keeps."""
    return tuple(_pin(row) for row in reader.tables("pins"))


def _pin(row: TableReader) -> Pin:
    session = row.optional_word("session", PinnedSession)
    pin = Pin(
        date=row.date("date"),
        start_minute=row.optional_minute("start"),
        session=None if session is None else session.value,
        exercise=row.optional_text("exercise"),
        instead_of=row.optional_text("instead_of"),
    )
    row.close()
    return pin
