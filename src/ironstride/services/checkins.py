"""How the runner is: check-ins, pain, the bone questions, red flags and who cleared them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ironstride.body.red_flags import BONE_FLAG, BONE_REGIONS, BY_ID
from ironstride.domain.athlete import CheckIn
from ironstride.domain.performance import PainReport
from ironstride.domain.problem import Parsed, Problem
from ironstride.services.runner import set_athlete, stored_athlete
from ironstride.storage import RedFlagAnswer

if TYPE_CHECKING:
    from ironstride.domain.athlete import Athlete
    from ironstride.domain.body_region import Region, Side
    from ironstride.storage import Database, Put, UnitOfWork

MOST: Final = 10.0
MOST_SLEEP: Final = 24.0


def _ranges(figures: dict[str, tuple[float | None, float]]) -> list[Problem]:
    return [
        Problem(
            code="out-of-range",
            sentence=f"{name} is {value:g}; it must lie from 0 to {high:g}.",
            location=name,
            remedy="Correct the figure.",
        )
        for name, (value, high) in figures.items()
        if value is not None and not 0 <= value <= high
    ]


def _not_ahead(date: dt.date, today: dt.date) -> list[Problem]:
    if date <= today:
        return []
    return [
        Problem(
            code="in-the-future",
            sentence=f"{date} is after today, {today}.",
            location="date",
            remedy="Say it when it is so.",
        )
    ]


def check_in(
    database: Database,
    checkin: CheckIn,
    *,
    today: dt.date,
    now: dt.datetime,
    change_id: str | None = None,
) -> Parsed[Put]:
    """Ensure that this is the check-in of its day."""
    problems = _not_ahead(checkin.date, today) + _ranges(
        {
            "sleep_hours": (checkin.sleep_hours, MOST_SLEEP),
            "soreness": (checkin.soreness, MOST),
            "fatigue": (checkin.fatigue, MOST),
            "stress": (checkin.stress, MOST),
        }
    )
    if problems:
        return Parsed(value=None, problems=tuple(problems))
    return database.write(lambda unit: unit.checkins.put(checkin, now=now, change_id=change_id))


def report_pain(
    database: Database,
    report: PainReport,
    *,
    today: dt.date,
    now: dt.datetime,
    change_id: str | None = None,
) -> Parsed[Put]:
    """Ensure that a pain report is stored; what was told before of the same day and place stays.

    Pain where bone may be behind it opens the bone questions; until they are answered, impact
    is out (the planner reads them).
    """
    figures = {
        "during": (report.during, MOST),
        "after": (report.after, MOST),
        "next_morning": (report.next_morning, MOST),
    }
    problems = _not_ahead(report.date, today) + _ranges(figures)
    if all(value is None for value, _ in figures.values()):
        problems.append(
            Problem(
                code="missing-figure",
                sentence="The report says nowhere how much it hurts.",
                location="during",
                remedy="Give a figure from 0 to 10 for during, after or the next morning.",
            )
        )
    if problems:
        return Parsed(value=None, problems=tuple(problems))

    def store(unit: UnitOfWork) -> Put:
        before = next(
            (
                each
                for each in unit.pains.between(report.date, report.date)
                if (each.region, each.side, each.exercise)
                == (report.region, report.side, report.exercise)
            ),
            None,
        )
        put = unit.pains.put(_completed(before, report), now=now, change_id=change_id)
        hurts = any(value for value, _ in figures.values())
        if hurts and report.region in BONE_REGIONS:
            asked = RedFlagAnswer(
                flag=BONE_FLAG, asked_on=report.date, region=report.region, side=report.side
            )
            unit.red_flags.log(asked, now=now)
        return put

    return database.write(store)


def _completed(before: PainReport | None, report: PainReport) -> PainReport:
    """Return a report with what an earlier one of the same day and place told beside it."""
    if before is None:
        return report
    return replace(
        report,
        during=before.during if report.during is None else report.during,
        after=before.after if report.after is None else report.after,
        next_morning=before.next_morning if report.next_morning is None else report.next_morning,
    )


def answer_red_flag(  # noqa: PLR0913 (one answer, each part by its name)
    database: Database,
    flag: str,
    *,
    yes: bool,
    today: dt.date,
    now: dt.datetime,
    region: Region | None = None,
    side: Side | None = None,
    note: str = "",
) -> Parsed[Put]:
    """Ensure that a red-flag question counts as answered; a yes stops all training.

    Args:
        region: with side, where the bone questions were asked for; None answers for every place.
    """
    if flag not in BY_ID:
        return Parsed(value=None, problems=(_unknown_flag(flag),))

    def store(unit: UnitOfWork) -> Put:
        waiting = [
            each
            for each in unit.red_flags.open()
            if each.flag == flag and (region is None or (each.region, each.side) == (region, side))
        ]
        for each in waiting[:-1]:
            unit.red_flags.put(replace(each, yes=yes, answered_on=today, note=note), now=now)
        plain = RedFlagAnswer(flag=flag, asked_on=today, region=region, side=side)
        asked = waiting[-1] if waiting else plain
        return unit.red_flags.put(replace(asked, yes=yes, answered_on=today, note=note), now=now)

    return database.write(store)


def withdraw_red_flag(
    database: Database, flag: str, *, today: dt.date, now: dt.datetime
) -> Parsed[int]:
    """Ensure that the runner's yes to a flag counts no more; return how many answers it was."""
    return _settle(database, flag, today=today, now=now)


def clear_red_flag(
    database: Database, flag: str, *, cleared_by: str, today: dt.date, now: dt.datetime
) -> Parsed[int]:
    """Ensure that a flag counts as cleared by a named professional; return how many answers."""
    name = cleared_by.strip()
    if not name:
        problem = Problem(
            code="missing-name",
            sentence="A red flag is cleared by a professional with a name.",
            location="cleared_by",
            remedy="Say who cleared it.",
        )
        return Parsed(value=None, problems=(problem,))
    return _settle(database, flag, today=today, now=now, cleared_by=name)


def _settle(
    database: Database,
    flag: str,
    *,
    today: dt.date,
    now: dt.datetime,
    cleared_by: str | None = None,
) -> Parsed[int]:
    """Return how many answers count no more, one in the athlete file among them."""
    if flag not in BY_ID:
        return Parsed(value=None, problems=(_unknown_flag(flag),))

    def store(unit: UnitOfWork) -> tuple[int, Athlete | None]:
        standing = [each for each in unit.red_flags.standing() if each.flag == flag]
        for each in standing:
            done = (
                replace(each, withdrawn_on=today)
                if cleared_by is None
                else replace(each, cleared_by=cleared_by, cleared_on=today)
            )
            unit.red_flags.put(done, now=now)
        return len(standing), stored_athlete(unit, today)

    stored = database.write(store)
    if stored.value is None:
        return Parsed(value=None, problems=stored.problems)
    count, athlete = stored.value
    if athlete is not None and flag in athlete.red_flags:
        kept = tuple(each for each in athlete.red_flags if each != flag)
        why = f"{flag} was " + (
            "taken back." if cleared_by is None else f"cleared by {cleared_by}."
        )
        put = set_athlete(database, replace(athlete, red_flags=kept), today=today, now=now, why=why)
        if put.value is None:
            return Parsed(value=None, problems=put.problems)
        count += 1
    if not count:
        return Parsed(value=None, problems=(_not_standing(flag),))
    return Parsed(value=count)


def _not_standing(flag: str) -> Problem:
    return Problem(
        code="no-such-stop",
        sentence=f"{flag} stops nothing: no answer yes to it stands.",
        location="flag",
        remedy="`ironstride today` names what stops training now.",
    )


def _unknown_flag(flag: str) -> Problem:
    return Problem(
        code="unknown-red-flag",
        sentence=f"“{flag}” is no red flag that is known here.",
        location="flag",
        remedy=f"Use one of {min(BY_ID)} to {max(BY_ID)}.",
    )


def open_questions(database: Database) -> Parsed[tuple[RedFlagAnswer, ...]]:
    """Return the red-flag questions that wait for an answer, the oldest first."""
    return database.read(lambda unit: unit.red_flags.open())


def standing_flags(database: Database) -> Parsed[tuple[RedFlagAnswer, ...]]:
    """Return the answers that stop training: yes, not withdrawn, not cleared."""
    return database.read(lambda unit: unit.red_flags.standing())


def mornings_to_ask(database: Database, *, today: dt.date) -> Parsed[tuple[PainReport, ...]]:
    """Return yesterday's pain reports whose next morning was not told yet."""
    day = today - dt.timedelta(days=1)
    return database.read(
        lambda unit: tuple(
            each for each in unit.pains.between(day, day) if each.next_morning is None
        )
    )
