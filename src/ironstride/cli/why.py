"""``ironstride why``: why a choice is as it is, what forbids another, or what it would cost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ironstride.cli.options import (
    DATE,
    FILE,
    athlete_option,
    database_option,
    file_options,
    json_option,
    today_of,
    today_option,
)
from ironstride.cli.output import refuse, say, say_json, tell
from ironstride.cli.surroundings import surroundings
from ironstride.domain.problem import Problem

if TYPE_CHECKING:
    from ironstride.domain.plan import Plan, Reason
    from ironstride.services.asking import Ground
    from ironstride.services.measures import Measures
    from ironstride.services.priced import Answer
    from ironstride.services.stateless import Asked, PlanFiles
    from ironstride.services.why import RuleAccount

NEED_ATHLETE: Final = "--runs, --lifts and --previous need --athlete."
FEWEST_WEEKS: Final = 2
"""House: weeks of a plan from files that are worked out, or up to the one asked about."""


@click.command(name="why")
@click.argument("what", nargs=-1)
@athlete_option(required=False)
@file_options
@click.option(
    "--previous",
    type=FILE,
    metavar="PLAN.json",
    help="The plan that the one made from the files replaces.",
)
@click.option(
    "--week",
    type=DATE,
    metavar="DATE",
    help="Any day of the week asked about; the next one with a session if left out.",
)
@today_option
@click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    default=1,
    show_default=True,
    help="Of a plan made from files.",
)
@database_option
@json_option
def command(  # noqa: PLR0913 (one argument for each option)
    *,
    what: tuple[str, ...],
    athlete: Path | None,
    runs: Path | None,
    lifts: Path | None,
    lifts_unit: str | None,
    previous: Path | None,
    week: dt.date | None,
    today: dt.date | None,
    seed: int,
    database: Path | None,
    as_json: bool,
) -> None:
    """Say why WHAT is as it is, what forbids it, or what it would cost.

    WHAT is a session's id, an exercise by id or name, a kind of them (squat, calf raise), a rule's
    id, or a question: “no deadlift”, “3 sets of goblet-squat”, “Tuesday”, “not Thursday”. Prices
    are found by solving the week again. Without WHAT: what this week costs, the dearest first.

    With --athlete it asks a plan made from files and needs no database.
    """
    from ironstride.services.why_answered import answered

    day = today_of(today)
    if athlete is None:
        if runs or lifts or previous:
            raise click.UsageError(NEED_ATHLETE)
        ground, measures = _stored(database, as_json=as_json)
    else:
        from ironstride.services.stateless import Asked, PlanFiles

        files = PlanFiles(
            athlete=athlete,
            runs=runs,
            lifts=lifts,
            previous=previous,
            pounds=None if lifts_unit is None else lifts_unit == "lb",
        )
        asked = Asked(today=day, seed=seed, detail=_detail(day, week or day))
        ground, measures = _made(files, asked, as_json=as_json)
    text = " ".join(what)
    accounts = _accounts(ground.plan, text, week or day, day)
    answer = None
    question = _question(ground.plan, text)
    if question is not None:
        parsed = answered(ground, question, day=day, week=week)
        if parsed.value is None and not accounts:
            refuse(parsed.problems, as_json=as_json)
        answer = parsed.value
    if not text and not accounts and ground.plan.weeks and not _holds(ground.plan, week or day):
        problem = Problem(
            code="outside-the-season",
            sentence=f"{week or day} lies outside the plan.",
            location="--week" if week else "--today",
            remedy="Name a session, an exercise or a rule, or plan anew with `ironstride plan`.",
        )
        refuse([problem], as_json=as_json)
    _say(accounts, answer, measures, as_json=as_json)


def _stored(database: Path | None, *, as_json: bool) -> tuple[Ground, Measures]:
    from ironstride.cli.doors import got, opened
    from ironstride.cli.words import no_plan
    from ironstride.services.asking import stored_ground
    from ironstride.services.measures import measures_of

    with opened(database, as_json=as_json) as store:
        ground, measures = got(
            store.read(lambda unit: (stored_ground(unit), measures_of(unit))), as_json=as_json
        )
    if ground is None:
        refuse([no_plan()], as_json=as_json)
    return ground, measures


def _detail(today: dt.date, day: dt.date) -> int:
    """Return how many weeks must carry sessions: weeks after the one asked about change nothing."""
    from ironstride.domain.clock import monday_of
    from ironstride.planner.request import MAX_WEEKS

    weeks = (monday_of(day) - monday_of(today)).days // 7 + 1
    return min(MAX_WEEKS, max(FEWEST_WEEKS, weeks))


def _made(files: PlanFiles, asked: Asked, *, as_json: bool) -> tuple[Ground, Measures]:
    from ironstride.cli.replanning import planning_progress
    from ironstride.services.asking import ground_from_files
    from ironstride.services.files import measures_of_file

    with planning_progress(as_json=as_json) as progress:
        cores = surroundings().cores
        parsed = ground_from_files(files, asked, cores=cores, progress=progress)
    if parsed.value is None:
        refuse(parsed.problems, as_json=as_json)
    tell(parsed.problems)
    return parsed.value, measures_of_file(files.athlete, asked.today)


def _holds(plan: Plan, day: dt.date) -> bool:
    return any(w.start <= day < w.start + dt.timedelta(days=7) for w in plan.weeks)


def _question(plan: Plan, text: str) -> str | None:
    """Return what is to be priced: the day of a session, else the text; None for rules."""
    from ironstride.planner.rules import RULES

    if not text or any(rule.id == text for rule in RULES):
        return None
    sessions = (s for week in plan.weeks for s in week.sessions)
    return next((s.date.isoformat() for s in sessions if s.id == text), text)


def _accounts(plan: Plan, text: str, day: dt.date, today: dt.date) -> list[RuleAccount]:
    from ironstride.domain.clock import monday_of
    from ironstride.planner.rules import RULES
    from ironstride.services.why import account_of, rule_account, week_account

    monday = monday_of(day)
    if not text:
        return list(week_account(plan, monday)) if _holds(plan, day) else []
    if any(rule.id == text for rule in RULES):
        return [rule_account(text, plan, monday if _holds(plan, day) else None)]
    reasons, week = _reasons(plan, text, max(today, monday))
    return list(account_of(text, text, reasons, plan, week).rules)


def _reasons(plan: Plan, what: str, day: dt.date) -> tuple[tuple[Reason, ...], dt.date | None]:
    """Return the reasons of a session, or of an exercise where it comes next."""
    for week in plan.weeks:
        for session in week.sessions:
            if session.id == what:
                return session.reasons, week.start
            if session.date < day:
                continue
            for block in session.blocks:
                for each in block.exercises:
                    if each.exercise == what:
                        return each.reasons, week.start
    return (), None


def _say(
    accounts: list[RuleAccount], answer: Answer | None, measures: Measures, *, as_json: bool
) -> None:
    from ironstride.cli.why_text import (
        account_document,
        account_text,
        answer_document,
        answer_text,
    )

    if as_json:
        told = {} if answer is None else {"answer": answer_document(answer)}
        rules = [account_document(each) for each in accounts]
        if answer is not None and not accounts:
            rules = [account_document(each) for each in answer.rules]
        say_json({"schema": "ironstride/why/1", **told, "rules": rules})
        return
    parts = [] if answer is None else [answer_text(answer, measures)]
    evidence = accounts or ([] if answer is None else list(answer.rules))
    parts += [account_text(each, measures) for each in evidence]
    say("\n\n".join(parts))
