"""The cases in ``tests/rules``: a rule, situations in words, and what it counts there.

A case is written against a plain runner (born 1990, novice, nothing at home, no runs, two sessions
of half an hour) in the words of the athlete file; keys of its own are listed in ``Case``.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from ironstride.body.red_flags import BY_ID
from ironstride.catalogue import load
from ironstride.catalogue.protocols import pain_rules, rehab_now
from ironstride.catalogue.self_tests import known_test, self_tests
from ironstride.domain.athlete import Athlete
from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import LoggedSession, LoggedSet, PainReport
from ironstride.domain.plan import (
    Block,
    BlockKind,
    Phase,
    Plan,
    PlannedSession,
    PlannedWeek,
    PrescribedExercise,
    Sides,
)
from ironstride.importers.athlete_checks import KnownIds
from ironstride.importers.athlete_file import read_athlete_document
from ironstride.planner.facts import Facts, facts_of
from ironstride.planner.request import PlanRequest
from ironstride.planner.season import SeasonWeek
from ironstride.services.files import known_rules
from tests.support.rule_words import (
    MONDAY,
    date_of,
    moment_of,
    run_of,
    weeks_of,
    with_dates,
    work_of,
)
from tests.support.small_catalogue import small_catalogue

RULES_FOLDER: Final = Path(__file__).resolve().parents[1] / "rules"
WEEKS: Final = 3
"""Weeks that the facts of a placement or a content reach, so that next week's runs are known."""
PLAIN: Final[Mapping[str, Any]] = {
    "schema": "ironstride/athlete/1",
    "athlete": {"birth_year": 1990, "body_mass_kg": 70, "lifting_experience": "novice"},
    "availability": {},
    "usual_week": [],
}
GYM: Final[Mapping[str, Any]] = {
    "id": "gym",
    "equipment": ["barbell", "dumbbell", "rack"],
    "bars_kg": [20],
    "plates_kg": [20, 20, 20, 20, 10, 10, 5, 5, 2.5, 2.5],
    "dumbbells_kg": [8, 8, 12, 16],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One situation and what the rule counts in it.

    Args:
        name: what is kept or broken.
        amount, breaches: what the rule counts.
        given: keys of the situation: ``athlete`` (tables of the athlete file), ``experience``,
            ``age``, ``gym`` (adds a gym), ``runs``, ``today``, ``phase``, ``light``, ``previous``
            and ``before`` (weeks of the plan before, from this one on and up to it),
            ``previous_days`` (its sessions this week), ``previous_sessions`` (the same, with what
            they held), ``done`` (sets in the log), ``weeks`` (season), ``running`` (minutes week by
            week), ``wanted``, ``leg_sessions``, ``sessions``, ``sessions_before`` (of last
            week), ``logged`` (sessions that are over, in the log), ``history``, ``pain`` (reports:
            ``w0 thu groin 4``), ``next_day`` (harm that the runner's own runs showed the day after
            leg work).
        by_hand: only a plan by hand can be so; the optimiser has no such choice.
        values: parameters that a person has set away from their defaults.
    """

    name: str
    amount: int
    breaches: int
    given: Mapping[str, Any] = field(default_factory=dict)
    by_hand: bool = False
    values: Mapping[str, float] = field(default_factory=dict)


OWN_KEYS: Final = frozenset(
    {
        "athlete", "experience", "age", "gym", "runs", "today", "phase", "light", "previous",
        "before", "weeks", "wanted", "leg_sessions", "history", "sessions", "running",
        "previous_days", "sessions_before", "logged", "previous_sessions", "done", "pain",
        "next_day",
    }
)  # fmt: skip


def read_cases(path: Path) -> tuple[Case, ...]:
    """Return the cases of a file; a table ``given`` at its top holds for all of them.

    Raises:
        ValueError: a key is unknown or a case says nothing.
    """
    document = tomllib.loads(path.read_text("utf-8"))
    shared = document.pop("given", {})
    rows = document.pop("case", [])
    if document or not rows:
        raise ValueError(f"{path}: [given] and [[case]] tables are wanted, not {sorted(document)}")
    found = []
    for row in rows:
        name, amount = row.pop("name"), row.pop("amount")
        breaches = row.pop("breaches", 1 if amount else 0)
        by_hand = row.pop("by_hand", False)
        values = row.pop("values", {})
        athlete = {**shared.get("athlete", {}), **row.get("athlete", {})}
        given = {**shared, **row, "athlete": athlete}
        if unknown := set(given) - OWN_KEYS:
            raise ValueError(f"{path}: {name!r} has unknown keys {sorted(unknown)}")
        found.append(
            Case(
                name=name,
                amount=amount,
                breaches=breaches,
                given=given,
                by_hand=by_hand,
                values=values,
            )
        )
    return tuple(found)


@cache
def known() -> KnownIds:
    """Return the ids that a case may name: the small catalogue's exercises, the real kit."""
    return KnownIds(
        exercises=frozenset(small_catalogue().by_id),
        equipment=frozenset(each.id for each in load().equipment),
        protocols=pain_rules(),
        red_flags=frozenset(BY_ID),
        tests=known_test,
        rules=known_rules,
        rehab=rehab_now,
    )


def athlete_of(given: Mapping[str, Any]) -> Athlete:
    """Return the athlete of a case, read as an athlete file is.

    Raises:
        ValueError: the file would be refused.
    """
    today = date_of(given.get("today", "mon"))
    document: dict[str, Any] = {**PLAIN, **given.get("athlete", {})}
    profile = dict(PLAIN["athlete"])
    if "experience" in given:
        profile["lifting_experience"] = given["experience"]
    if "age" in given:
        profile["birth_year"] = today.year - given["age"]
    document["athlete"] = profile
    if given.get("gym"):
        document["places"] = [GYM, *document.get("places", [])]
    if "runs" in given:
        document["usual_week"] = [run_of(text) for text in given["runs"]]
    if "running" in given:
        document["planned_runs"] = [
            {
                "date": (MONDAY + dt.timedelta(weeks=week, days=2)).isoformat(),
                "start": "07:00",
                "kind": "easy",
                "minutes": minutes,
            }
            for week, minutes in enumerate(given["running"])
        ]
    dated = with_dates(document)
    if not isinstance(dated, dict):
        raise TypeError("an athlete file is a table")
    parsed = read_athlete_document(dated, location="case", today=today, known=known())
    if parsed.value is None:
        raise ValueError("; ".join(p.sentence for p in parsed.problems))
    return parsed.value


def facts_for(given: Mapping[str, Any]) -> Facts:
    """Return the planning problem of a case."""
    weeks = len(weeks_of(given["weeks"], MONDAY)) if "weeks" in given else WEEKS
    facts = facts_of(
        PlanRequest(
            athlete=athlete_of(given),
            catalogue=small_catalogue(),
            today=date_of(given.get("today", "mon")),
            weeks=weeks,
            detail=1,
            previous=_previous(given),
            lifts=tuple(_done(given)),
            pain_reports=tuple(_pain(text) for text in given.get("pain", [])),
            tests=self_tests(),
            logged_sessions=tuple(
                LoggedSession(session_id=text, date=moment[0], start_minute=moment[1])
                for text in given.get("logged", [])
                for moment in [moment_of(text)]
            ),
        )
    )
    if "next_day" not in given:
        return facts
    return replace(facts, next_day=replace(facts.next_day, harm=given["next_day"]))


def _pain(text: str) -> PainReport:
    """Return the report of a pain in words: day, region, 0 to 10 while running."""
    day, region, pain = text.rsplit(" ", 2)
    return PainReport(date=date_of(day), region=Region(region), side=Side.LEFT, during=float(pain))


def _done(given: Mapping[str, Any]) -> Iterator[LoggedSet]:
    """Yield the sets that the log of a case holds, each with its moment and its work."""
    for row in given.get("done", []):
        for text in row["do"]:
            work = work_of(text)
            for _ in range(work.sets):
                yield LoggedSet(
                    exercise=work.exercise,
                    date=moment_of(row["at"])[0],
                    reps=work.one.reps,
                    seconds=work.one.seconds,
                    load_kg=work.one.load_kg,
                    rir=work.one.rir,
                )


def _previous(given: Mapping[str, Any]) -> Plan | None:
    """Return the plan before: its weeks up to last week, and what it had from this one on."""
    before, ahead = given.get("before", []), given.get("previous", [])
    days = [{"at": text} for text in given.get("previous_days", [])]
    rows = given.get("previous_sessions", days)
    if not (before or ahead or rows):
        return None
    past = weeks_of(before, MONDAY)
    start = MONDAY - dt.timedelta(weeks=len(past))
    weeks = [_bare(w) for w in (*weeks_of(before, start), *weeks_of(ahead, MONDAY))]
    if rows:
        sessions = tuple(
            bare_session(*moment_of(row["at"]), tuple(row.get("do", []))) for row in rows
        )
        weeks.append(
            PlannedWeek(
                start=MONDAY, phase=Phase.ADAPTATION, light=False, sessions=sessions, reasons=()
            )
        )
    return Plan(
        today=start, seed=1, engine="case", stops=(), runs=(), weeks=tuple(weeks), analysis=(),
        proofs=(),
    )  # fmt: skip


def _bare(week: SeasonWeek) -> PlannedWeek:
    return PlannedWeek(
        start=week.start, phase=week.phase, light=week.light, sessions=(), reasons=()
    )


def bare_session(date: dt.date, minute: int, works: tuple[str, ...] = ()) -> PlannedSession:
    """Return a session of which only date, start and the names of its exercises matter."""
    return PlannedSession(
        id=f"s-{date.isoformat()}",
        date=date,
        start_minute=minute,
        place="home",
        title="",
        minutes_budget=30,
        minutes_planned=0,
        heavy_lower=False,
        contacts=0,
        blocks=tuple(
            Block(
                kind=BlockKind.SINGLE,
                exercises=(
                    PrescribedExercise(
                        exercise=work_of(text).exercise, side=Sides.BOTH, sets=(), reasons=()
                    ),
                ),
                seconds_planned=0,
            )
            for text in works
        ),
        reasons=(),
    )
