"""``ironstride rules``: what the plan cares about, what each costs, switches for the soft."""

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
from ironstride.cli.output import refuse, say, say_json, wrapped
from ironstride.cli.surroundings import surroundings

if TYPE_CHECKING:
    from ironstride.services.rule_choices import RuleGroup
    from ironstride.storage import Database


@click.command(name="rules")
@click.option("--off", multiple=True, metavar="ID", help="Soft rule that shall not count.")
@click.option("--on", multiple=True, metavar="ID", help="Soft rule that shall count again.")
@replan_option
@today_option
@database_option
@json_option
def command(
    *,
    off: tuple[str, ...],
    on: tuple[str, ...],
    replan: bool,
    today: dt.date | None,
    database: Path | None,
    as_json: bool,
) -> None:
    """List the rules of the plan with what each costs, or switch soft rules off and on.

    Hard rules always count. The plan is made anew after a switch, and says what it does without;
    the choice is kept with your answers and goes with an export.
    """
    from ironstride.services.rule_choices import rule_groups

    date = today_of(today)
    both = sorted(set(on) & set(off))
    if both:
        raise click.UsageError(f"“{both[0]}” cannot be switched both on and off.")
    with opened(database, as_json=as_json) as store:
        if on or off:
            _switch(store, on, off, date, replan=replan, as_json=as_json)
            return
        groups = got(store.read(lambda unit: rule_groups(unit, date)), as_json=as_json)
    if as_json:
        say_json({"schema": "ironstride/rules/1", "rules": _documents(groups)})
    else:
        say(_text(groups))


def _switch(
    store: Database,
    on: tuple[str, ...],
    off: tuple[str, ...],
    today: dt.date,
    *,
    replan: bool,
    as_json: bool,
) -> None:
    from ironstride.cli.replanning import replanned
    from ironstride.cli.words import say_replanned
    from ironstride.services.measures import measures_of
    from ironstride.services.rule_choices import switch_all

    wanted = {**dict.fromkeys(on, True), **dict.fromkeys(off, False)}
    problem = switch_all(store, wanted, today=today, now=surroundings().now())
    if problem is not None:
        refuse([problem], as_json=as_json)
    told = ", ".join(f"{id} {'on' if is_on else 'off'}" for id, is_on in wanted.items())
    if not replan:
        if as_json:
            say_json({"on": list(on), "off": list(off)})
        else:
            say(f"Kept: {told}.")
        return
    why = f"You switched {told}."
    made = replanned(store, today=today, why=why, as_json=as_json)
    measures = got(store.read(measures_of), as_json=as_json)
    say_replanned(made, measures, as_json=as_json, on=list(on), off=list(off))


def _documents(groups: tuple[RuleGroup, ...]) -> list[dict[str, object]]:
    return [
        {
            "id": rule.id,
            "group": group.id,
            "title": rule.title,
            "why": rule.why,
            "hard": rule.is_hard,
            "on": rule.is_on,
            "points": rule.points,
            "weeks": rule.weeks,
        }
        for group in groups
        for rule in group.rules
    ]


def _text(groups: tuple[RuleGroup, ...]) -> str:
    lines = []
    for group in groups:
        lines.append(wrapped(f"{group.name}: {group.about}"))
        for rule in group.rules:
            mark = "must" if rule.is_hard else "on  " if rule.is_on else "OFF "
            lines.append(wrapped(f"  {mark} {rule.id}: {rule.title}", hang=" " * 7))
            if not rule.is_hard and (rule.points or not rule.is_on):
                lines.append(wrapped(rule.words, indent=" " * 7))
    return "\n".join(lines)
