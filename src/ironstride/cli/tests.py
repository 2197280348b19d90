"""``ironstride test``: what can be tested, results and what they say, the battery, what is due."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from ironstride.cli.doors import got, opened
from ironstride.cli.options import (
    database_option,
    json_option,
    replan_option,
    today_of,
    today_option,
)
from ironstride.cli.output import refuse, say, say_json, wrapped
from ironstride.cli.replanning import replanned
from ironstride.cli.surroundings import surroundings
from ironstride.domain.problem import Problem

if TYPE_CHECKING:
    from ironstride.domain.assessment import Assessment, LoggedResult
    from ironstride.services.measures import Measures
    from ironstride.services.self_tests import PageOfTest
    from ironstride.storage import Database

ACTIONS: Final = ("list", "show", "record", "due", "battery", "delete", "undo")
WITH_NAME: Final = frozenset({"show", "record", "delete", "undo"})


@click.command(name="test")
@click.argument("action", type=click.Choice(ACTIONS), default="list")
@click.argument("name", required=False)
@click.option("--left", help="With record: result of the left side.")
@click.option("--right", help="With record: result of the right side.")
@click.option("--value", help="With record: result of a test without sides.")
@click.option(
    "--missed", help='With record: items of a check-list that were not seen: 2,5; "" none.'
)
@click.option("--yes", is_flag=True, help="With record: nothing that speaks against it held.")
@replan_option
@today_option
@database_option
@json_option
def command(
    *,
    action: str,
    name: str | None,
    today: dt.date | None,
    database: Path | None,
    replan: bool,
    as_json: bool,
    **said: object,
) -> None:
    """List the self-tests, show one, record a result; what is due, and the 20-minute battery.

    NAME is a test (show, record) or a result's id (delete, undo). Figures are in your own units. A
    test is no diagnosis, and Ironstride is not medical advice.
    """
    if (name is None) == (action in WITH_NAME):
        needs = "needs a NAME" if name is None else "takes no NAME"
        raise click.UsageError(f"“{action}” {needs}.")
    date = today_of(today)
    with opened(database, as_json=as_json) as store:
        match action:
            case "list":
                _list(store, date, as_json=as_json)
            case "due":
                _due(store, date, as_json=as_json)
            case "battery":
                _battery(store, date, as_json=as_json)
            case "show":
                _show(store, str(name), date, as_json=as_json)
            case "record":
                _record(store, str(name), date, said, replan=replan, as_json=as_json)
            case _:
                _take_back(store, str(name), date, action, replan=replan, as_json=as_json)


def _measures(store: Database) -> Measures:
    from ironstride.services.measures import measures_of

    with store.snapshot() as unit:
        return measures_of(unit)


# What there is


def _list(store: Database, today: dt.date, *, as_json: bool) -> None:
    from ironstride.cli.tests_text import SCHEMA, line_document
    from ironstride.services.self_tests import list_of_tests
    from ironstride.services.test_values import occasion_words

    with store.snapshot() as unit:
        lines = list_of_tests(unit, today)
    if as_json:
        say_json({"schema": SCHEMA, "tests": [line_document(each) for each in lines]})
        return
    measures = _measures(store)
    for each in lines:
        test = each.assessment
        last = "not done yet"
        if each.last is not None:
            last = f"{occasion_words(test, each.last, measures)} on {each.last.date}"
        say(wrapped(f"{test.id}: {test.name} ({last})", hang="    "))
        if each.refusal is not None:
            say(wrapped(f"Not now: {measures.said(each.refusal.sentence)}", indent="    "))
    say(f"{len(lines)} tests; `ironstride test show NAME` shows one.")


def _due(store: Database, today: dt.date, *, as_json: bool) -> None:
    from ironstride.cli.tests_text import SCHEMA, due_document
    from ironstride.services.retests import retests

    with store.snapshot() as unit:
        rows = retests(unit, today)
    if as_json:
        say_json({"schema": SCHEMA, "due": [due_document(each, today) for each in rows]})
        return
    if not rows:
        say(wrapped("Nothing comes round yet: `ironstride test battery` names what to begin with."))
    for each in rows:
        when = "no day suits yet" if each.on is None else "today" if each.on == today else each.on
        moved = f" ({each.moved})" if each.moved else ""
        say(wrapped(f"{when}: {each.assessment.id}, {each.assessment.name}{moved}", hang="    "))


def _battery(store: Database, today: dt.date, *, as_json: bool) -> None:
    from ironstride.cli.tests_text import SCHEMA, battery_document
    from ironstride.services.battery_progress import REASONS, StepState, battery_progress

    with store.snapshot() as unit:
        found = battery_progress(unit, today)
    if as_json:
        say_json({"schema": SCHEMA, **battery_document(found)})
        return
    if found.against:
        say(wrapped(f"Not today: {found.against}"))
    for number, step in enumerate(found.steps, start=1):
        first = f", {step.first_side.value} side first" if step.first_side else ""
        state = "" if step.state is StepState.OPEN else f" [{step.state.value}]"
        why = "" if step.reason is None else f" ({REASONS[step.reason]})"
        text = f"{number}. {step.assessment.id}, {step.minutes:g} min{first}{state}{why}"
        say(wrapped(text, hang="    "))
    for each in found.left_out:
        say(wrapped(f"Not in it: {each.assessment.id}. {each.sentence}", hang="    "))
    say(f"{len(found.steps)} tests, {found.minutes_left:g} min to go.")


# One test


def _page(store: Database, name: str, today: dt.date, *, as_json: bool) -> PageOfTest:
    from ironstride.services.battery_progress import unknown_test
    from ironstride.services.self_tests import page_of_test

    with store.snapshot() as unit:
        found = page_of_test(unit, name, today)
    if found is None:
        refuse([unknown_test(name)], as_json=as_json)
    return found


def _show(store: Database, name: str, today: dt.date, *, as_json: bool) -> None:
    from ironstride.cli.tests_text import SCHEMA, page_document, page_text

    shown = _page(store, name, today, as_json=as_json)
    if as_json:
        say_json({"schema": SCHEMA, **page_document(shown)})
        return
    say(page_text(shown, _measures(store)))


def _record(
    store: Database,
    name: str,
    today: dt.date,
    said: dict[str, object],
    *,
    replan: bool,
    as_json: bool,
) -> None:
    from ironstride.cli.tests_text import page_document, result_text
    from ironstride.services.self_tests import log_result

    shown = _page(store, name, today, as_json=as_json)
    test = shown.assessment
    if shown.refusal is not None:
        _refuse_now(shown.refusal.sentence, test.id, as_json=as_json)
    if test.has_risk and not said["yes"]:
        _ask_first(test, as_json=as_json)
    measures = _measures(store)
    ids = []
    for one in _results(test, today, said, measures, as_json=as_json):
        put = got(log_result(store, one, today=today, now=surroundings().now()), as_json=as_json)
        ids.append(put.id)
    after = _page(store, name, today, as_json=as_json)
    if not as_json:
        say(f"Recorded: {', '.join(str(each) for each in ids)}")
        say(result_text(after, measures))
    more = {"recorded": ids, **page_document(after)}
    _answered(store, today, f"You tested yourself: {test.name}.", more, replan=replan, json=as_json)


def _refuse_now(sentence: str, name: str, *, as_json: bool) -> NoReturn:
    problem = Problem(
        code="not-now",
        sentence=sentence,
        location=name,
        remedy="See `ironstride checkin` and the page Body; the other tests may be open.",
    )
    refuse([problem], as_json=as_json)


def _ask_first(test: Assessment, *, as_json: bool) -> None:
    """Ensure that what speaks against a test was read and does not hold; else end with exit code 2.

    With ``--json`` nobody is asked.
    """
    reasons = " ".join(test.not_for)
    if not as_json:
        for each in test.not_for:
            say(wrapped(f"- {each}", hang="  "))
        if click.confirm("Did any of these hold when you did it?", default=None):
            refuse(
                [
                    Problem(
                        code="not-safe",
                        sentence=f"“{test.name}” is not for you now.",
                        location=test.id,
                        remedy="Say what hurts with `ironstride checkin`; nothing was recorded.",
                    )
                ],
                as_json=as_json,
            )
        return
    problem = Problem(
        code="not-confirmed",
        sentence=f"It was not confirmed that none of this holds: {reasons}",
        location="--yes",
        remedy="Read it, and give --yes where none of it holds.",
    )
    refuse([problem], as_json=as_json)


def _results(
    test: Assessment,
    today: dt.date,
    said: dict[str, object],
    measures: Measures,
    *,
    as_json: bool,
) -> list[LoggedResult]:
    """Return the results that the options tell; every fault of them ends with exit code 2."""
    from ironstride.domain.assessment import LoggedResult
    from ironstride.domain.body_region import Side
    from ironstride.services.test_values import shown_unit, typed_value

    unit = shown_unit(test, measures)
    wanted = {"left": Side.LEFT, "right": Side.RIGHT} if test.per_side else {"value": None}
    given = {key: str(said[key]) for key in ("left", "right", "value") if said[key] is not None}
    missed = _missed(test, said["missed"])
    if test.items and not given and said["missed"] is not None:
        given = {"value": str(len(test.items) - len(missed))}
    if not given or set(given) - set(wanted):
        options = " and ".join(f"--{key}" for key in wanted)
        raise click.UsageError(f"“{test.id}” is recorded with {options}.")
    found: list[LoggedResult] = []
    problems: list[Problem] = []
    for key, text in given.items():
        typed = typed_value(test, text, f"--{key}", unit)
        problems += typed.problems
        if typed.value is not None:
            found.append(
                LoggedResult(
                    id=uuid.uuid4().hex,
                    test=test.id,
                    date=today,
                    value=typed.value,
                    side=wanted[key],
                    missed=missed,
                )
            )
    if problems:
        refuse(problems, as_json=as_json)
    return found


def _missed(test: Assessment, text: object) -> tuple[int, ...]:
    """Return the places of the items that were not seen; people count them from 1."""
    if text is None:
        return ()
    if not test.items:
        raise click.UsageError(f"“{test.id}” has no items; leave --missed out.")
    told = [each.strip() for each in str(text).split(",") if each.strip()]
    known = {str(number): number - 1 for number in range(1, len(test.items) + 1)}
    wrong = next((each for each in told if each not in known), None)
    if wrong is not None:
        raise click.UsageError(f"“{wrong}” is no item; they are numbered 1 to {len(test.items)}.")
    return tuple(sorted({known[each] for each in told}))


def _take_back(
    store: Database, result: str, today: dt.date, action: str, *, replan: bool, as_json: bool
) -> None:
    from ironstride.services.self_tests import delete_result, undo_result
    from ironstride.storage import PutStatus

    work = delete_result if action == "delete" else undo_result
    put = got(work(store, result, now=surroundings().now()), as_json=as_json)
    if put.status is PutStatus.MISSING:
        problem = Problem(
            code="unknown-result",
            sentence=f"“{result[:64]}” is no result that was recorded here.",
            location="NAME",
            remedy="`ironstride test show NAME --json` lists results with their ids.",
        )
        refuse([problem], as_json=as_json)
    done = "was deleted" if action == "delete" else "is as it was before its last change"
    if not as_json:
        say(f"{result} {done}.")
    why = "You took a test's result back." if action == "delete" else "You corrected a test."
    _answered(store, today, why, {action: result}, replan=replan, json=as_json)


def _answered(
    store: Database,
    today: dt.date,
    why: str,
    more: dict[str, object],
    *,
    replan: bool,
    json: bool,
) -> None:
    """Tell what the plan answers, where there is somebody to plan for and a plan is wanted."""
    from ironstride.cli.words import say_replanned
    from ironstride.services.runner import stored_athlete

    with store.snapshot() as unit:
        somebody = stored_athlete(unit, today) is not None
    if replan and somebody:
        made = replanned(store, today=today, why=why, as_json=json)
        say_replanned(made, _measures(store), as_json=json, **more)
    elif json:
        say_json(more)
