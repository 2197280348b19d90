"""The athlete file (contract ``ironstride/athlete/1``): TOML or JSON, every fault at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ironstride.domain.athlete import (
    Athlete,
    Goal,
    LiftingExperience,
    Profile,
    Screening,
    Sex,
)
from ironstride.domain.problem import Parsed
from ironstride.importers.athlete_checks import KnownIds, check_athlete
from ironstride.importers.athlete_tables import (
    read_availability,
    read_checkins,
    read_conditions,
    read_limits,
    read_pins,
    read_places,
    read_planned_runs,
    read_races,
    read_results,
    read_self_tests,
    read_usual_week,
)
from ironstride.importers.document import Faults, TableReader, parse_document

SCHEMA: Final = "ironstride/athlete/1"
LONGEST_NAME: Final = 80


def recognises(head: bytes) -> bool:
    """Whether the bytes start an athlete file, TOML or JSON."""
    return SCHEMA.encode() in head


def read_athlete(
    text: str, *, location: str, file_format: str, today: dt.date, known: KnownIds
) -> Parsed[Athlete]:
    """Return the athlete of a file's text, or None with every fault of shape and of meaning.

    Args:
        location: what stands before a key path in a problem: the file's name.
        file_format: ``toml`` or ``json``.
        today: the day asked, for ages and dates.
        known: ids that the file may name.
    """
    parsed = parse_document(text, location, file_format)
    if parsed.value is None:
        return Parsed(value=None, problems=parsed.problems)
    return read_athlete_document(parsed.value, location=location, today=today, known=known)


def read_athlete_document(
    document: Mapping[str, object], *, location: str, today: dt.date, known: KnownIds
) -> Parsed[Athlete]:
    """Return the athlete of a parsed document, or None with every fault at once."""
    faults = Faults(location)
    reader = TableReader(document, "", faults, strict=True)
    athlete = _read(reader)
    reader.close()
    check_athlete(athlete, faults, today=today, known=known)
    return Parsed(
        value=None if faults.refuses else _with_protocols(athlete, known),
        problems=tuple(faults.problems),
    )


def _with_protocols(athlete: Athlete, known: KnownIds) -> Athlete:
    """Return the athlete with what each protocol that is named declares of pain and its stage."""
    if all(condition.protocol is None for condition in athlete.conditions):
        return athlete
    return replace(
        athlete,
        conditions=tuple(
            condition
            if condition.protocol is None
            else replace(
                condition,
                pain_rule=known.protocols[condition.protocol],
                rehab=known.rehab(condition.protocol, condition.stage),
            )
            for condition in athlete.conditions
        ),
    )


def _read(reader: TableReader) -> Athlete:
    """Return the athlete, with a placeholder for whatever could not be read."""
    if reader.text("schema") != SCHEMA and reader.faults.good("schema"):
        reader.wrong("schema", f"“{SCHEMA}”")
    preferences = reader.table("preferences")
    units = preferences.optional_text("units")
    if units is not None and units not in {"metric", "imperial"}:
        preferences.unknown("units", units, ["metric", "imperial"])
    athlete = Athlete(
        profile=_profile(reader.required_table("athlete")),
        goals=_goals(reader.table("goals")),
        places=read_places(reader),
        availability=read_availability(reader.required_table("availability")),
        races=read_races(reader),
        usual_week=read_usual_week(reader),
        planned_runs=read_planned_runs(reader),
        conditions=read_conditions(reader),
        red_flags=_red_flags(reader),
        limits=read_limits(reader),
        like=frozenset(preferences.texts("like")),
        dislike=frozenset(preferences.texts("dislike")),
        imperial=units == "imperial",
        screening=_screening(reader.table("screening")),
        tests=read_self_tests(reader),
        checkins=read_checkins(reader),
        results=read_results(reader),
        pins=read_pins(reader),
        technique=frozenset(reader.texts("technique")),
        rules_off=frozenset(reader.texts("rules_off")),
    )
    preferences.close()
    return athlete


def _profile(reader: TableReader) -> Profile:
    height_cm = reader.optional_number("height_cm", 100, 230)
    profile = Profile(
        name=reader.text("name", longest=LONGEST_NAME) if reader.has("name") else "",
        birth_year=reader.integer("birth_year", 1910, 2100),
        sex=reader.optional_word("sex", Sex) or Sex.UNSPECIFIED,
        body_mass_kg=reader.number("body_mass_kg", 25, 250),
        height_m=None if height_cm is None else height_cm / 100.0,
        running_years=reader.optional_number("running_years", 0, 90),
        lifting_experience=reader.word("lifting_experience", LiftingExperience),
        time_zone=reader.optional_text("time_zone"),
        hr_max_bpm=reader.optional_integer("hr_max_bpm", 100, 240),
        hr_rest_bpm=reader.optional_integer("hr_rest_bpm", 25, 120),
    )
    reader.close()
    return profile


def _goals(reader: TableReader) -> dict[Goal, int]:
    """Return a weight for each of the eight promises; 1 where none is given."""
    weights = {
        goal: reader.integer(goal, 0, 3) if reader.has(goal) else 1  # the contract's default
        for goal in Goal
    }
    reader.close()
    return weights


def _red_flags(reader: TableReader) -> tuple[str, ...]:
    found = reader.texts("red_flags")
    for index, flag in enumerate(found):
        path = f"red_flags[{index}]"
        if reader.faults.good(path) and not _has_flag_shape(flag):
            reader.wrong_row("red_flags", index, flag, "a red flag such as RF-03")
    return found


def _has_flag_shape(flag: str) -> bool:
    digits = flag.removeprefix("RF-")
    return flag.startswith("RF-") and len(digits) == 2 and digits.isascii() and digits.isdigit()  # noqa: PLR2004 (RF-01)


def _screening(reader: TableReader) -> Screening:
    screening = Screening(
        clearance_needed=reader.flag("clearance_needed", default=False),
        cleared_by=reader.optional_text("cleared_by"),
        systolic_mmhg=reader.optional_integer("systolic_mmhg", 60, 300),
        diastolic_mmhg=reader.optional_integer("diastolic_mmhg", 30, 200),
        pregnant=reader.flag("pregnant", default=False),
        postpartum_weeks=reader.optional_integer("postpartum_weeks", 0, 104),
    )
    reader.close()
    return screening
