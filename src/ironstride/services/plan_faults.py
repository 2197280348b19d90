"""What keeps a plan from anywhere from being audited, and what it says of itself that isn't so."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ironstride.domain.clock import monday_of
from ironstride.domain.exercise import Laterality
from ironstride.domain.plan import Block, Plan, PlannedSession, Sides
from ironstride.domain.problem import Problem, Severity
from ironstride.planner.assemble import block_seconds
from ironstride.planner.request import MAX_WEEKS

if TYPE_CHECKING:
    from ironstride.domain.exercise import Catalogue
    from ironstride.domain.plan import PrescribedExercise
    from ironstride.planner.request import PlanRequest

WEEK: Final = dt.timedelta(weeks=1)
ROUNDING_SECONDS: Final = 1.0
"""House: seconds by which a block's own figure may differ from its sets before it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A plan as it is to be audited, its minutes counted anew, and what was wrong with it.

    Attributes:
        problems: errors where it cannot be audited; warnings tell what was taken otherwise than
            it is written.
    """

    plan: Plan
    problems: tuple[Problem, ...]


def checked(plan: Plan, request: PlanRequest, location: str) -> Checked:
    """Return a plan as rules can measure it: weeks to come, in a row, minutes as they are."""
    monday = monday_of(request.today)
    left = tuple(week for week in plan.weeks if week.start >= monday)
    found = [*_weeks(plan, monday, location)]
    found += _sessions(replace(plan, weeks=left), request, location)
    if any(each.severity is Severity.ERROR for each in found):
        return Checked(plan=plan, problems=tuple(found))
    told: list[Problem] = []
    weeks = []
    for week in left:
        sessions = []
        for session in week.sessions:
            blocks = tuple(_counted(block, request.catalogue) for block in session.blocks)
            told += _told_short(session, blocks, location)
            sessions.append(replace(session, blocks=blocks))
        weeks.append(replace(week, sessions=tuple(sessions)))
    return Checked(plan=replace(plan, weeks=tuple(weeks)), problems=(*found, *told))


def _weeks(plan: Plan, monday: dt.date, location: str) -> Iterator[Problem]:
    """Yield what is wrong with the weeks: they follow each other from today's on."""
    where = f"{location}: weeks"
    left = [week.start for week in plan.weeks if week.start >= monday]
    over = len(plan.weeks) - len(left)
    if not left:
        last = f"ends before the week of {monday}" if plan.weeks else "holds no week"
        yield Problem(
            code="no-weeks",
            sentence=f"The plan {last}: there is nothing to audit.",
            location=where,
            remedy="Write its weeks, or give the day of the facts with --today.",
        )
        return
    if len(left) > MAX_WEEKS:
        yield Problem(
            code="too-many-weeks",
            sentence=f"The plan has {len(left)} weeks; a season has {MAX_WEEKS} at most.",
            location=where,
            remedy="Leave out the last weeks.",
        )
    if over:
        yield _warning(
            "weeks-over",
            f"{over} weeks of the plan lie before the week of {monday} and are over: not audited.",
            where,
            "Give the day on which the plan began with --today to audit them as planned.",
        )
    expected = monday
    for start in left:
        if start != expected:
            yield Problem(
                code="weeks-apart",
                sentence=f"The week of {expected} is missing before that of {start}.",
                location=where,
                remedy="Write every week from that of today on, if only with a phase and without "
                "sessions; or give another day with --today.",
            )
            return
        expected += WEEK


def _sessions(plan: Plan, request: PlanRequest, location: str) -> Iterator[Problem]:
    """Yield what is wrong with single sessions."""
    places = {place.id for place in request.athlete.places}
    availability = request.athlete.availability
    most = max([availability.minutes, *(w.minutes or 0 for w in availability.windows)])
    twice = Counter(s.id for week in plan.weeks for s in week.sessions)
    for id, count in twice.items():
        if count > 1:
            yield Problem(
                code="same-id",
                sentence=f"{count} sessions have the id “{id}”.",
                location=f"{location}: session {id}",
                remedy="Give every session an id of its own.",
            )
    for week in plan.weeks:
        for session in week.sessions:
            where = f"{location}: session {session.id}"
            if not week.start <= session.date < week.start + WEEK:
                yield Problem(
                    code="outside-its-week",
                    sentence=f"The session of {session.date} stands in the week of {week.start}.",
                    location=where,
                    remedy="Write it in the week of its date.",
                )
            if session.place not in places:
                yield Problem(
                    code="unknown-place",
                    sentence=f"“{session.place}” is no place of the athlete file.",
                    location=where,
                    remedy=f"Use one of {', '.join(sorted(places))}, or add the place.",
                )
            if session.minutes_budget > most:
                yield _warning(
                    "more-minutes-than-given",
                    f"The session is given {session.minutes_budget:g} minutes; the athlete file "
                    f"gives {most} at most, which is what counts here.",
                    where,
                    "Write the minutes that there are.",
                )
            yield from _exercises(session, request.catalogue, where)


def _exercises(session: PlannedSession, catalogue: Catalogue, where: str) -> Iterator[Problem]:
    counts: Counter[str] = Counter()
    for block in session.blocks:
        for each in block.exercises:
            exercise = catalogue.by_id.get(each.exercise)
            counts[each.exercise] += any(one.kind == "working" for one in each.sets)
            if exercise is None:
                yield Problem(
                    code="unknown-exercise",
                    sentence=f"“{each.exercise}” is no exercise of the catalogue.",
                    location=where,
                    remedy="Use an id of `ironstride catalogue`.",
                )
                continue
            one_sided = exercise.laterality is Laterality.UNILATERAL
            if one_sided is (each.side is Sides.BOTH):
                yield _warning(
                    "wrong-side",
                    f"{exercise.name} is done {'on one side at a time' if one_sided else 'on both'}"
                    f", the plan says “{each.side}”.",
                    where,
                    "Write “each”, “left” or “right”." if one_sided else "Write “both”.",
                )
    for name, count in counts.items():
        if count > 1:
            yield _warning(
                "twice-in-a-session",
                f"“{name}” stands {count} times in one session.",
                where,
                "Write it once, with all its sets.",
            )


def _counted(block: Block, catalogue: Catalogue) -> Block:
    """Return a block that takes at least what its sets, sides, rests and set-up take."""
    seconds = sum(_seconds(each, catalogue) for each in block.exercises)
    if seconds <= block.seconds_planned + ROUNDING_SECONDS:
        return block
    return replace(block, seconds_planned=seconds)


def _seconds(each: PrescribedExercise, catalogue: Catalogue) -> float:
    return block_seconds(catalogue.by_id[each.exercise], each)


def _told_short(
    session: PlannedSession, blocks: tuple[Block, ...], location: str
) -> Iterator[Problem]:
    said = sum(block.seconds_planned for block in session.blocks)
    takes = sum(block.seconds_planned for block in blocks)
    if takes > said:
        yield _warning(
            "minutes-told-short",
            f"The session says {said / 60:.0f} minutes; its sets, sides, rests and set-up take "
            f"{takes / 60:.0f}, which is what counts here.",
            f"{location}: session {session.id}",
            "Count the seconds of its blocks anew.",
        )


def _warning(code: str, sentence: str, location: str, remedy: str) -> Problem:
    return Problem(
        code=code, sentence=sentence, location=location, remedy=remedy, severity=Severity.WARNING
    )
