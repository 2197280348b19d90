"""``ironstride checkin``: how you are, what hurts, and the red-flag questions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ironstride.cli.doors import got, opened
from ironstride.cli.options import (
    database_option,
    json_option,
    replan_option,
    today_of,
    today_option,
)
from ironstride.cli.output import say, say_json, wrapped
from ironstride.cli.replanning import replanned
from ironstride.cli.surroundings import surroundings
from ironstride.domain.athlete import CheckIn, Illness
from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import PainReport

if TYPE_CHECKING:
    from ironstride.storage import Database


@click.command(name="checkin")
@click.option("--sleep", type=float, help="Hours slept.")
@click.option("--soreness", type=float, help="0 to 10.")
@click.option("--fatigue", type=float, help="0 to 10.")
@click.option("--stress", type=float, help="0 to 10.")
@click.option(
    "--illness", type=click.Choice([each.value for each in Illness]), help="If you are ill, where."
)
@click.option("--pain", type=click.Choice([each.value for each in Region]), help="Where it hurts.")
@click.option(
    "--side",
    type=click.Choice([each.value for each in Side]),
    help="With --pain or --flag: which side.",
)
@click.option("--during", type=float, help="With --pain: 0 to 10 while moving.")
@click.option("--after", type=float, help="With --pain: 0 to 10 afterwards.")
@click.option("--next-morning", type=float, help="With --pain: 0 to 10 the morning after.")
@click.option("--exercise", help="With --pain: what brought it on.")
@click.option("--date", "date_text", help="Day it is about, if not today (YYYY-MM-DD).")
@click.option("--flag", metavar="RF-NN", help="Answer a red flag's questions; any yes stops.")
@click.option("--yes/--no", "answer", default=None, help="With --flag: the answer.")
@click.option(
    "--region", type=click.Choice([each.value for each in Region]), help="With --flag RF-03: where."
)
@click.option("--withdraw", metavar="RF-NN", help="Take a yes back.")
@click.option("--clear", metavar="RF-NN", help="A professional cleared it; needs --by.")
@click.option("--by", metavar="NAME", help="With --clear: who.")
@replan_option
@today_option
@database_option
@json_option
def command(*, today: dt.date | None, database: Path | None, as_json: bool, **said: object) -> None:
    """Say how you are, what hurts, or answer a red flag; the plan is made anew.

    Not medical advice. A red flag answered yes stops all training until you take it back or a
    named professional has cleared it.
    """
    from ironstride.cli.words import say_replanned
    from ironstride.services.measures import measures_of
    from ironstride.services.runner import stored_athlete

    date = today_of(today)
    with opened(database, as_json=as_json) as store:
        why = _told(store, said, date, as_json=as_json)
        with store.snapshot() as unit:
            somebody = stored_athlete(unit, date) is not None
        if said["replan"] and somebody:
            if said["pain"] and not as_json:
                say(wrapped(why))
            made = replanned(store, today=date, why=why, as_json=as_json)
            measures = got(store.read(measures_of), as_json=as_json)
            say_replanned(made, measures, as_json=as_json, said=why)
        elif as_json:
            say_json({"said": why})
        else:
            say(wrapped(f"Kept: {why}"))


def _told(store: Database, said: dict[str, object], today: dt.date, *, as_json: bool) -> str:
    """Return the sentence of what was stored; end with exit code 2 where it cannot be."""
    if said["pain"]:
        return _pain(store, said, today, as_json=as_json)
    if said["flag"] or said["withdraw"] or said["clear"]:
        return _flag(store, said, today, as_json=as_json)
    from ironstride.services.checkins import check_in

    told = [said[name] for name in ("sleep", "soreness", "fatigue", "stress", "illness")]
    if all(each is None for each in told):
        raise click.UsageError("Say something: --sleep, --soreness, --pain, --flag, …")
    checkin = CheckIn(
        date=_date(said, today),
        sleep_hours=_float(said["sleep"]),
        soreness=_float(said["soreness"]),
        fatigue=_float(said["fatigue"]),
        stress=_float(said["stress"]),
        illness=Illness(str(said["illness"])) if said["illness"] else Illness.NONE,
    )
    got(check_in(store, checkin, today=today, now=surroundings().now()), as_json=as_json)
    return f"Check-in of {checkin.date}."


def _pain(store: Database, said: dict[str, object], today: dt.date, *, as_json: bool) -> str:
    from ironstride.services.adapt import hurts

    if not said["side"]:
        raise click.UsageError("--pain needs --side: left, right or both.")
    report = PainReport(
        date=_date(said, today),
        region=Region(str(said["pain"])),
        side=Side(str(said["side"])),
        during=_float(said["during"]),
        after=_float(said["after"]),
        next_morning=_float(said["next_morning"]),
        exercise=str(said["exercise"]) if said["exercise"] else None,
    )
    return got(hurts(store, report, today=today, now=surroundings().now()), as_json=as_json)


def _flag(store: Database, said: dict[str, object], today: dt.date, *, as_json: bool) -> str:
    from ironstride.services.checkins import answer_red_flag, clear_red_flag, withdraw_red_flag

    now = surroundings().now()
    if said["clear"]:
        flag, name = str(said["clear"]), str(said["by"] or "")
        got(clear_red_flag(store, flag, cleared_by=name, today=today, now=now), as_json=as_json)
        return f"{flag} was cleared by {name}."
    if said["withdraw"]:
        flag = str(said["withdraw"])
        got(withdraw_red_flag(store, flag, today=today, now=now), as_json=as_json)
        return f"{flag} was taken back."
    flag = str(said["flag"])
    answer = said["answer"]
    if answer is None:
        answer = _asked(flag, on_stderr=as_json)
    parsed = answer_red_flag(
        store,
        flag,
        yes=bool(answer),
        today=today,
        now=now,
        region=Region(str(said["region"])) if said["region"] else None,
        side=Side(str(said["side"])) if said["side"] else None,
    )
    got(parsed, as_json=as_json)
    return f"{flag} was answered with {'yes' if answer else 'no'}."


def _asked(flag: str, *, on_stderr: bool) -> bool:
    """Return whether any of a flag's questions is answered with yes."""
    from ironstride.body.red_flags import BY_ID

    found = BY_ID.get(flag)
    questions = () if found is None else found.questions
    # Each is asked, also after a yes: what else is there matters to whoever looks at it.
    answers = [click.confirm(each, default=None, err=on_stderr) for each in questions]
    return any(answers)


def _date(said: dict[str, object], today: dt.date) -> dt.date:
    text = said["date_text"]
    if text is None:
        return today
    from ironstride.cli.options import DATE

    return DATE.convert(text, None, None)


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None
