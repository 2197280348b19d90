"""Which soft rules count for the runner: their own choice, kept in versions of the athlete."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ironstride.domain.problem import Problem
from ironstride.services.files import known_rules
from ironstride.services.runner import NOBODY, set_athlete, stored_athlete

if TYPE_CHECKING:
    import datetime as dt

    from ironstride.storage import Database


def switched_off(store: Database, *, today: dt.date) -> frozenset[str]:
    """Return the ids of the rules that the runner switched off; none before the first answers."""
    athlete = store.read(lambda unit: stored_athlete(unit, today)).value
    return frozenset() if athlete is None else athlete.rules_off


def switch(
    store: Database, rule_id: str, *, on: bool, today: dt.date, now: dt.datetime
) -> Problem | None:
    """Ensure that a soft rule counts or does not; what is refused is said, and changes nothing.

    The plan follows at the next planning (``planning.replan``), as after any other change of the
    athlete; switched the other way the athlete has a newer version, and no history is lost.
    """
    rules = known_rules()
    if rule_id not in rules:
        return Problem(
            code="unknown-rule",
            sentence=f"“{rule_id}” is no rule of the planner.",
            location="rule",
            remedy="Choose one of the list.",
        )
    refusal = rules[rule_id]
    if refusal is not None and not on:
        return Problem(
            code="rule-always-counts",
            sentence=refusal,
            location=rule_id,
            remedy="Change what it rests on: your windows, days, kit, conditions or limits.",
        )
    read = store.read(lambda unit: stored_athlete(unit, today))
    if read.value is None:
        return read.problems[0] if read.problems else NOBODY
    off = read.value.rules_off - {rule_id} if on else read.value.rules_off | {rule_id}
    if off == read.value.rules_off:
        return None
    why = f"You switched {rule_id} {'on again' if on else 'off'}."
    chosen = replace(read.value, rules_off=off)
    errors = set_athlete(store, chosen, today=today, now=now, why=why).errors
    return errors[0] if errors else None
