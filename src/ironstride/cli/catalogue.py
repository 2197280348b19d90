"""``ironstride catalogue``: the exercises."""

from __future__ import annotations

import click

from ironstride.cli.options import json_option
from ironstride.cli.output import say, say_json, width, wrapped


@click.command(name="catalogue")
@click.argument("search", required=False)
@json_option
def command(*, search: str | None, as_json: bool) -> None:
    """List the exercises, or those whose name, alias, family or need holds SEARCH."""
    from ironstride.catalogue import load
    from ironstride.exporters.catalogue_json import SCHEMA, exercise_document

    word = (search or "").lower()
    found = [
        each
        for each in load().exercises
        if any(
            word in text.lower()
            for text in (each.id, each.name, *each.aliases, each.family, each.need)
        )
    ]
    if as_json:
        say_json({"schema": SCHEMA, "exercises": [exercise_document(each) for each in found]})
        return
    for family in dict.fromkeys(each.family for each in found):
        say(family.value)
        rungs = sorted((e for e in found if e.family is family), key=lambda e: (e.rung, e.id))
        for each in rungs:
            column = min(44, width() // 2)
            say(wrapped(f"{each.id:<{column}} {each.name}", indent="  ", hang=" " * 6))
    say(f"{len(found)} exercises")
    if not found:
        say(wrapped("None of that name, family or need. Say less of it, or nothing for all."))
