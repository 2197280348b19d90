"""``ironstride protocols``: the rehabilitation protocols, to be read and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ironstride.cli.options import json_option
from ironstride.cli.output import leave, refuse, say, say_json, tell, wrapped
from ironstride.domain.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ironstride.services.protocol_pages import CriterionLine, ProtocolPage, Said, StageView


@click.command(name="protocols")
@click.argument("id", required=False, metavar="[ID]")
@click.option("--check", is_flag=True, help="Check every protocol and tell each fault.")
@json_option
def command(*, id: str | None, check: bool, as_json: bool) -> None:
    """Show a rehabilitation protocol: signs, stages, doses, criteria, ladder, evidence.

    Without ID: all of them. They are for reading, with the physiotherapist or doctor who treats
    you; nothing here starts one.
    """
    if check:
        if id is not None:
            raise click.UsageError("Give an ID or --check, not both.")
        _check(as_json=as_json)
        return
    if id is None:
        _list(as_json=as_json)
        return
    from ironstride.services.protocol_document import document
    from ironstride.services.protocol_pages import page_of

    found = page_of(id)
    if found is None:
        problem = Problem(
            code="unknown-protocol",
            sentence=f"“{id}” is no protocol.",
            location="ID",
            remedy="`ironstride protocols` lists all.",
        )
        refuse([problem], as_json=as_json)
    if as_json:
        say_json(document((found,)))
    else:
        _say_page(found)


def _check(*, as_json: bool) -> None:
    from ironstride.catalogue.protocols import check_protocols
    from ironstride.cli.output import problems_document

    found = check_protocols()
    if found.problems:
        if as_json:
            say_json(problems_document(found.problems))
        tell(found.problems)
        leave(2)
    if as_json:
        say_json({"problems": []})
    else:
        say(f"{len(found.value or ())} protocols, no fault.")


def _list(*, as_json: bool) -> None:
    from ironstride.services.protocol_document import document
    from ironstride.services.protocol_pages import listed, page_of

    groups = listed()
    if as_json:
        ids = [each.protocol.id for _, lines in groups for each in lines]
        say_json(document(tuple(page for id in ids if (page := page_of(id)) is not None)))
        return
    for injury, lines in groups:
        say(injury)
        for each in lines:
            sign = ", with a professional's sign-off" if each.needs_sign_off else ""
            sign += ", offered first" if each.protocol.offered_first else ""
            text = f"{each.protocol.id}: {each.protocol.name} ({each.weeks}{sign})"
            say(wrapped(text, indent="  ", hang="    "))
    count = sum(len(lines) for _, lines in groups)
    say(wrapped(f"{count} protocols; `ironstride protocols ID` shows one."))


def _say_page(page: ProtocolPage) -> None:
    say(wrapped(page.protocol.name))
    say(wrapped(page.protocol.what))
    say(wrapped("To be read with the physiotherapist or doctor who treats you."))
    say()
    stop = "First: stop signs. Any yes that nobody has looked at yet: do not begin, or stop."
    say(wrapped(stop))
    for flag in page.flags:
        say(
            wrapped(f"{flag.title}. {' '.join(flag.questions)} See: {flag.whom_and_when}.", **_ITEM)
        )
    for title, told in (
        ("Only with a professional's word", page.sign_offs),
        ("The idea", page.approach),
        ("Tell it apart", page.tell_apart),
        ("Leave out", page.avoid),
    ):
        _say_told(title, told)
    for stage in page.stages:
        _say_stage(stage, is_last=stage is page.stages[-1])
    _say_ladder(page)
    _say_told("What to expect", page.course)
    _say_told("Where sources differ", page.conflicts)
    if page.not_given:
        say()
        say("Not given by the sources")
        for each in page.not_given:
            say(wrapped(each, **_ITEM))
    say()
    say(
        wrapped(
            f"Rests on: {', '.join(row.id for row in page.evidence)}. `ironstride evidence ID`."
        )
    )


_ITEM = {"indent": "  - ", "hang": "    "}


def _cited(said: Said) -> str:
    mark = f"; {said.mark}" if said.mark else ""
    return f"{said.text} [{', '.join(said.evidence)}{mark}]"


def _say_told(title: str, told: Iterable[Said]) -> None:
    lines = tuple(told)
    if not lines:
        return
    say()
    say(title)
    for each in lines:
        say(wrapped(_cited(each), **_ITEM))


def _say_stage(view: StageView, *, is_last: bool) -> None:
    say()
    say(wrapped(f"Stage {view.number}: {view.stage.name} ({view.length}; {view.running})"))
    say(wrapped(view.stage.aim, indent="  "))
    say(wrapped(f"Pain: {view.pain}", indent="  "))
    _say_criteria("Begins when", view.enter)
    for row in view.rows:
        say(wrapped(f"{row.exercise.name} ({row.exercise.id})", **_ITEM))
        for line in row.lines:
            weeks = f"{line.weeks}: " if line.weeks else ""
            say(wrapped(f"{weeks}{line.work}, {line.often}", indent="      "))
        mark = f"; {row.mark}" if row.mark else ""
        parts = (*row.how, row.leave_out, row.outside, f"[{', '.join(row.evidence)}{mark}]")
        say(wrapped(" ".join(part for part in parts if part), indent="      "))
    for each in view.practice:
        say(wrapped(_cited(each), **_ITEM))
    _say_criteria("Ends when" if is_last else "Goes on when", view.exit)


def _say_criteria(title: str, lines: tuple[CriterionLine, ...]) -> None:
    if lines:
        say(f"  {title}")
    for each in lines:
        say(wrapped(f"[ ] {_cited(each.said)} ({each.measured})", indent="    ", hang="        "))


def _say_ladder(page: ProtocolPage) -> None:
    if page.ladder is None:
        return
    say()
    say(wrapped(f"{page.ladder.name}: each step {page.ladder.times} times"))
    for step in page.steps:
        text = f"{step.number}. {step.work} ({step.running_minutes:g} min of running)"
        say(wrapped(text, indent="  ", hang="     "))
    for each in page.ladder_rules:
        say(wrapped(_cited(each), **_ITEM))
