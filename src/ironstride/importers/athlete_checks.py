"""What an athlete file means: ids known, dates in order, nothing impossible; all faults at once.

Runs after the shape was read; what could not be read is left out here, so no fault is told twice.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ironstride.domain.assessment import Assessment
from ironstride.domain.athlete import Athlete, Limit, Place, Window
from ironstride.domain.clock import clock_text
from ironstride.domain.protocol import PainRule, RehabNow
from ironstride.importers.document import Faults, nearest

YOUNGEST: Final = 14
OLDEST: Final = 100
"""The ages that the product serves, on the day asked (athlete file contract)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownIds:
    """The ids that an athlete file may name.

    Args:
        protocols: by id which ceiling of pain each declares.
        tests: gives a self-test by its id, None where there is none; asked only for results.
        rehab: gives what a stage of a protocol allows; None where nothing is known of stages.
        rules: gives every rule of the planner and why it can't be switched off, None where it can;
            asked only for a file that switches some off.
    """

    exercises: Collection[str]
    equipment: Collection[str]
    protocols: Mapping[str, PainRule]
    red_flags: Collection[str]
    tests: Callable[[str], Assessment | None]
    rules: Callable[[], Mapping[str, str | None]]
    rehab: Callable[[str, int | None], RehabNow | None] = lambda _protocol, _stage: None


def check_athlete(athlete: Athlete, faults: Faults, *, today: dt.date, known: KnownIds) -> None:
    """Note every fault of meaning in what was read."""
    _profile(athlete, faults, today)
    _places(athlete, faults, known)
    _availability(athlete, faults)
    _races(athlete, faults, today)
    _planned_runs(athlete, faults)
    _conditions(athlete, faults, today, known)
    _limits(athlete, faults, today, known)
    _preferences(athlete, faults, known)
    _rules_off(athlete, faults, known)
    _screening(athlete, faults)
    _dated(athlete, faults, today)
    _tests(athlete, faults, known)
    _pins(athlete, faults, today, known)


def _profile(athlete: Athlete, faults: Faults, today: dt.date) -> None:
    profile = athlete.profile
    age = athlete.age_on(today)
    if faults.good("athlete.birth_year") and not YOUNGEST <= age <= OLDEST:
        faults.add(
            "athlete.birth_year",
            "impossible-age",
            f"Born in {profile.birth_year} means {age} years of age in {today.year}; "
            f"Ironstride serves runners from {YOUNGEST} to {OLDEST}.",
            "Correct the year of birth.",
        )
    high, low = profile.hr_max_bpm, profile.hr_rest_bpm
    if faults.good("athlete.hr_max_bpm", "athlete.hr_rest_bpm") and high and low and low >= high:
        faults.add(
            "athlete.hr_rest_bpm",
            "not-in-order",
            f"The heart rate at rest ({low}) is not below the maximum ({high}).",
            "Correct one of the two, or leave it out.",
        )
    zone = profile.time_zone
    if zone is not None and faults.good("athlete.time_zone"):
        zones = zoneinfo.available_timezones()
        if zone not in zones:
            faults.warn(
                "athlete.time_zone",
                "unknown-time-zone",
                f"“{zone}” is no time zone that is known here, so the clock of each run counts.",
                nearest(zone, zones),
            )


def _places(athlete: Athlete, faults: Faults, known: KnownIds) -> None:
    ids = [place.id for place in athlete.places]
    for index, place in enumerate(athlete.places):
        at = f"places[{index}]"
        if faults.good(f"{at}.id") and place.id in ids[:index]:
            faults.add(
                f"{at}.id",
                "twice",
                f"Two places are called “{place.id}”.",
                "Give each place an id of its own.",
            )
        _kit(place, at, faults, known)


def _kit(place: Place, at: str, faults: Faults, known: KnownIds) -> None:
    if faults.good(f"{at}.equipment"):
        for name in sorted(place.equipment - frozenset(known.equipment)):
            faults.warn(
                f"{at}.equipment",
                "unknown-equipment",
                f"“{name}” is no kit that the catalogue knows, so it is not used.",
                nearest(name, known.equipment),
            )
    low, high = place.machine_min_kg, place.machine_max_kg
    if faults.good(f"{at}.machine_min_kg", f"{at}.machine_max_kg") and low and high and low > high:
        faults.add(
            f"{at}.machine_min_kg",
            "not-in-order",
            f"The machine's lightest load ({low:g} kg) is over its heaviest ({high:g} kg).",
            "Correct one of the two.",
        )
    for index, band in enumerate(place.bands):
        where = f"{at}.bands[{index}]"
        if faults.good(where, f"{where}.kg_low", f"{where}.kg_high") and band.kg_low > band.kg_high:
            faults.add(
                f"{where}.kg_low",
                "not-in-order",
                f"The band “{band.name}” gives {band.kg_low:g} kg at the start and less, "
                f"{band.kg_high:g} kg, at the end.",
                "Write the smaller figure as kg_low.",
            )


def _availability(athlete: Athlete, faults: Faults) -> None:
    known = [place.id for place in athlete.places]
    for index, window in enumerate(athlete.availability.windows):
        at = f"availability.windows[{index}]"
        _window(window, at, faults)
        _place_known(window.place, f"{at}.place", known, faults)
    for index, away in enumerate(athlete.availability.away):
        at = f"availability.away[{index}]"
        if faults.good(f"{at}.from", f"{at}.to") and away.first > away.last:
            faults.add(
                f"{at}.from",
                "not-in-order",
                f"These days away start on {away.first} and end before, on {away.last}.",
                "Correct one of the two dates.",
            )
        _place_known(away.place, f"{at}.place", known, faults)


def _window(window: Window, at: str, faults: Faults) -> None:
    if faults.good(f"{at}.from", f"{at}.to") and window.start_minute >= window.end_minute:
        faults.add(
            f"{at}.from",
            "not-in-order",
            f"This window starts at {clock_text(window.start_minute)} and ends at "
            f"{clock_text(window.end_minute)}.",
            "Let it end after it starts, and write two windows where it goes past midnight.",
        )


def _place_known(place: str | None, path: str, known: Collection[str], faults: Faults) -> None:
    if place is not None and faults.good("places", path) and place not in known:
        faults.add(
            path,
            "unknown-place",
            f"“{place}” is none of the places.",
            f"{nearest(place, known)} Or add it to places.",
        )


def _races(athlete: Athlete, faults: Faults, today: dt.date) -> None:
    seen: set[dt.date] = set()
    for index, race in enumerate(athlete.races):
        path = f"races[{index}].date"
        if not faults.good(path):
            continue
        if race.date < today:
            faults.add(
                path,
                "race-in-the-past",
                f"This race was on {race.date}, before today, {today}.",
                "Take it away, or write it as a result with its time under results.",
            )
        elif race.date in seen:
            faults.warn(
                path, "twice", f"There are two races on {race.date}.", "Take one of them away."
            )
        seen.add(race.date)


def _planned_runs(athlete: Athlete, faults: Faults) -> None:
    seen: set[tuple[dt.date, int]] = set()
    for index, run in enumerate(athlete.planned_runs):
        at = f"planned_runs[{index}]"
        if not faults.good(f"{at}.date", f"{at}.start", f"{at}.kind", f"{at}.minutes"):
            continue
        if (run.date, run.start_minute) in seen:
            faults.warn(
                at,
                "twice",
                f"Two runs start on {run.date} at {clock_text(run.start_minute)}.",
                "Take one of them away, or change its start.",
            )
        seen.add((run.date, run.start_minute))
        if run.kind is None and run.minutes > 0:
            faults.warn(
                f"{at}.minutes",
                "rest-with-minutes",
                f"A rest on {run.date} has {run.minutes:g} minutes; it counts as no run.",
                "Write 0 minutes, or the kind of the run.",
            )
        if run.kind is not None and run.minutes == 0:
            faults.warn(
                f"{at}.minutes",
                "run-without-minutes",
                f"The run on {run.date} has 0 minutes; it counts as no run.",
                "Write kind rest, or the minutes of the run.",
            )


def _exercise_known(name: str | None, path: str, known: KnownIds, faults: Faults) -> None:
    if name is not None and faults.good(path) and name not in known.exercises:
        faults.add(
            path,
            "unknown-exercise",
            f"“{name}” is no exercise of the catalogue.",
            f"{nearest(name, known.exercises)} `ironstride catalogue` lists them.",
        )


def _conditions(athlete: Athlete, faults: Faults, today: dt.date, known: KnownIds) -> None:
    for index, flag in enumerate(athlete.red_flags):
        path = f"red_flags[{index}]"
        if faults.good(path) and flag not in known.red_flags:
            faults.add(
                path,
                "unknown-red-flag",
                f"“{flag}” is no red flag that is known here.",
                f"Write one of {min(known.red_flags)} to {max(known.red_flags)}.",
            )
    for index, condition in enumerate(athlete.conditions):
        at = f"conditions[{index}]"
        protocol = condition.protocol
        is_known = protocol is None or protocol in known.protocols
        if not is_known and faults.good(f"{at}.protocol"):
            faults.add(
                f"{at}.protocol",
                "unknown-protocol",
                f"“{protocol}” is no protocol of the catalogue.",
                nearest(protocol, known.protocols),
            )
        if condition.since is not None and faults.good(f"{at}.since") and condition.since > today:
            faults.warn(
                f"{at}.since",
                "in-the-future",
                f"This is said to hurt since {condition.since}, after today, {today}.",
                "Correct the date; the condition counts all the same.",
            )


def _limits(athlete: Athlete, faults: Faults, today: dt.date, known: KnownIds) -> None:
    for index, limit in enumerate(athlete.limits):
        at = f"limits[{index}]"
        _exercise_known(limit.exercise, f"{at}.exercise", known, faults)
        _exercise_known(limit.require, f"{at}.require", known, faults)
        _limit_limits(limit, at, faults, today)


def _limit_limits(limit: Limit, at: str, faults: Faults, today: dt.date) -> None:
    if not faults.good(at, f"{at}.max_load_kg", f"{at}.exercise", f"{at}.region"):
        return
    if limit.max_load_kg is not None and limit.exercise is None and limit.region is None:
        faults.add(
            f"{at}.max_load_kg",
            "limit-without-effect",
            "This limit of load names neither an exercise nor a region, so it limits nothing.",
            "Add exercise or region.",
        )
    if limit.until is None or not faults.good(f"{at}.until", f"{at}.set_on"):
        return
    if limit.set_on is not None and limit.until < limit.set_on:
        faults.add(
            f"{at}.until",
            "limit-without-effect",
            f"This limit ends on {limit.until}, before it was set on {limit.set_on}, so it limits "
            "nothing.",
            "Correct one of the two dates.",
        )
    elif limit.until < today:
        faults.warn(
            f"{at}.until",
            "limit-over",
            f"This limit ended on {limit.until} and does not count any more.",
            "Take it away, or ask who set it for a new date.",
        )


def _preferences(athlete: Athlete, faults: Faults, known: KnownIds) -> None:
    lists: tuple[tuple[str, Iterable[str]], ...] = (
        ("preferences.like", sorted(athlete.like)),
        ("preferences.dislike", sorted(athlete.dislike)),
        ("technique", sorted(athlete.technique)),
    )
    for path, names in lists:
        for name in names:
            if name not in known.exercises and faults.good(path):
                faults.add(
                    path,
                    "unknown-exercise",
                    f"“{name}” is no exercise of the catalogue.",
                    f"{nearest(name, known.exercises)} `ironstride catalogue` lists them.",
                )
    for name in sorted(athlete.like & athlete.dislike):
        faults.warn(
            "preferences",
            "liked-and-disliked",
            f"“{name}” is liked and disliked, so neither counts.",
            "Take it out of one of the two lists.",
        )


def _rules_off(athlete: Athlete, faults: Faults, known: KnownIds) -> None:
    path = "rules_off"
    if not athlete.rules_off or not faults.good(path):
        return
    rules = known.rules()
    for rule in sorted(athlete.rules_off):
        if rule not in rules:
            faults.add(
                path,
                "unknown-rule",
                f"“{rule}” is no rule of the planner.",
                f"{nearest(rule, rules)} The page of rules in docs/reference lists them.",
            )
        elif (reason := rules[rule]) is not None:
            faults.add(path, "rule-always-counts", reason, "Take it out of the list.")


def _screening(athlete: Athlete, faults: Faults) -> None:
    high, low = athlete.screening.systolic_mmhg, athlete.screening.diastolic_mmhg
    paths = ("screening.systolic_mmhg", "screening.diastolic_mmhg")
    if high is not None and low is not None and faults.good(*paths) and low >= high:
        faults.add(
            "screening.diastolic_mmhg",
            "not-in-order",
            f"The lower blood pressure ({low}) is not below the upper ({high}).",
            "Measure again, or correct the figures.",
        )


def _dated(athlete: Athlete, faults: Faults, today: dt.date) -> None:
    lists: tuple[tuple[str, list[dt.date]], ...] = (
        ("tests", [each.date for each in athlete.tests]),
        ("checkins", [each.date for each in athlete.checkins]),
        ("results", [each.date for each in athlete.results]),
    )
    for name, dates in lists:
        for index, date in enumerate(dates):
            path = f"{name}[{index}].date"
            if faults.good(path) and date > today:
                faults.warn(
                    path,
                    "in-the-future",
                    f"{date} is after today, {today}, so this does not count yet.",
                    "Correct the date.",
                )


def _tests(athlete: Athlete, faults: Faults, known: KnownIds) -> None:
    """Warn of results that no test here can read: they are kept, and count for nothing."""
    for index, one in enumerate(athlete.tests):
        at = f"tests[{index}]"
        if not faults.good(f"{at}.test", f"{at}.value", f"{at}.side"):
            continue
        test = known.tests(one.test)
        if test is None:
            faults.warn(
                f"{at}.test",
                "unknown-test",
                f"“{one.test}” is no self-test that is known here; the result is kept and counts "
                "for nothing.",
                "`ironstride test list` names the tests.",
            )
        elif not test.takes(one):
            low, high = test.range
            sides = "left or right" if test.per_side else "no side"
            faults.warn(
                f"{at}.value",
                "impossible-result",
                f"{test.name} takes {low:g} to {high:g} {test.unit.value} with {sides}, not "
                f"{one.value:g}; the result is kept and counts for nothing.",
                "Correct the result.",
            )


def _pins(athlete: Athlete, faults: Faults, today: dt.date, known: KnownIds) -> None:
    for index, pin in enumerate(athlete.pins):
        at = f"pins[{index}]"
        _exercise_known(pin.exercise, f"{at}.exercise", known, faults)
        _exercise_known(pin.instead_of, f"{at}.instead_of", known, faults)
        if not faults.good(at, f"{at}.date", f"{at}.session"):
            continue
        if pin.date < today:
            faults.warn(
                f"{at}.date",
                "pin-in-the-past",
                f"This pin is for {pin.date}, before today, and keeps nothing any more.",
                "Take it away.",
            )
        told = (pin.start_minute, pin.session, pin.exercise, pin.instead_of)
        if all(each is None for each in told):
            faults.warn(
                at,
                "pin-without-effect",
                f"The pin for {pin.date} says nothing but its date, so it keeps nothing.",
                "Add session, start or exercise, or take it away.",
            )
