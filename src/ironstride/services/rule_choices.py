"""Which soft rules count for the runner: their own choice, kept in versions of the athlete."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ironstride.domain.problem import Problem
from ironstride.services.current_plan import current_plan
from ironstride.services.files import known_rules
from ironstride.services.runner import NOBODY, set_athlete, stored_athlete

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from ironstride.storage import Database, UnitOfWork

GROUPS: Final = {
    "safety": ("Safety", "Pain, screening and illness come before everything."),
    "limits": ("Your professional", "What a professional who knows you has set."),
    "interference": ("Beside your runs", "Order and hours between strength work and running."),
    "recovery": ("Recovery", "Days and weeks in which the body answers."),
    "race": ("Races", "Tapers, race weeks and what follows them."),
    "dose": ("How much of what", "What a block, a week and a session hold."),
    "time": ("Your time", "Days, windows and minutes."),
    "kit": ("Your kit", "What is at hand, and the loads it can make."),
    "continuity": ("A plan that stays", "So that work progresses and days become a habit."),
    "variety": ("Variety", "Enough change within a week and over the months."),
    "preference": ("What you like", "Preferred times, dislikes, and what you put by hand."),
}
"""Groups of rules in plain words, in the order in which they are shown."""


def switched_off(store: Database, *, today: dt.date) -> frozenset[str]:
    """Return the ids of the rules that the runner switched off; none before the first answers."""
    athlete = store.read(lambda unit: stored_athlete(unit, today)).value
    return frozenset() if athlete is None else athlete.rules_off


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChoice:
    """One rule, whether it counts, and what it costs in the plan that holds.

    Args:
        points: its price in the whole plan; 0 where it is kept in full or does not count.
        weeks: how many weeks of the plan do not keep it in full.
    """

    id: str
    title: str
    why: str
    is_hard: bool
    is_on: bool
    points: int
    weeks: int

    @property
    def words(self) -> str:
        """What it costs, in words."""
        if self.is_hard:
            return "It must hold, whatever it costs."
        if not self.is_on:
            return "Switched off: the plan does without it."
        if not self.points:
            return "Kept in full in the present plan."
        where = f" in {self.weeks} week{'' if self.weeks == 1 else 's'}" if self.weeks else ""
        return f"Not kept in full{where} of the present plan: {self.points} points."


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGroup:
    """Rules about one thing; ``about``: what, in one sentence."""

    id: str
    name: str
    about: str
    rules: tuple[RuleChoice, ...]


def rule_groups(unit: UnitOfWork, today: dt.date) -> tuple[RuleGroup, ...]:
    """Return all rules by what they are about, with what each costs in the plan that holds."""
    from ironstride.planner.rules import RULES  # noqa: PLC0415  (imports the planner with numpy)

    athlete = stored_athlete(unit, today)
    off = frozenset() if athlete is None else athlete.rules_off
    current = current_plan(unit)
    lines = () if current is None else current.plan.analysis
    paid = [line for line in lines if line.penalty]
    found = []
    for group, (name, about) in GROUPS.items():
        rules = tuple(
            RuleChoice(
                id=rule.id,
                title=rule.title,
                why=rule.why,
                is_hard=rule.is_hard,
                is_on=rule.is_hard or rule.id not in off,
                points=sum(line.penalty for line in paid if line.rule == rule.id),
                weeks=len({x.week for x in paid if x.rule == rule.id and x.week is not None}),
            )
            for rule in RULES
            if rule.group == group
        )
        found.append(RuleGroup(id=group, name=name, about=about, rules=rules))
    return tuple(found)


def switch(
    store: Database, rule_id: str, *, on: bool, today: dt.date, now: dt.datetime
) -> Problem | None:
    """Ensure that a soft rule counts or does not; what is refused is said, and changes nothing.

    The plan follows at the next planning (``planning.replan``), as after any other change of the
    athlete; switched the other way the athlete has a newer version, and no history is lost.
    """
    return switch_all(store, {rule_id: on}, today=today, now=now)


def switch_all(
    store: Database, wanted: Mapping[str, bool], *, today: dt.date, now: dt.datetime
) -> Problem | None:
    """Ensure that soft rules count (True) or do not, all of them or, where one cannot, none."""
    rules = known_rules()
    for rule_id, on in wanted.items():
        problem = _refusal(rules, rule_id, on=on)
        if problem is not None:
            return problem
    read = store.read(lambda unit: stored_athlete(unit, today))
    if read.value is None:
        return read.problems[0] if read.problems else NOBODY
    before = read.value.rules_off
    off = (before - {id for id, on in wanted.items() if on}) | {
        id for id, on in wanted.items() if not on
    }
    if off == before:
        return None
    changed = [*sorted(before - off), *sorted(off - before)]
    told = ", ".join(f"{id} {'off' if id in off else 'on again'}" for id in changed)
    chosen = replace(read.value, rules_off=off)
    errors = set_athlete(store, chosen, today=today, now=now, why=f"You switched {told}.").errors
    return errors[0] if errors else None


def _refusal(rules: Mapping[str, str | None], rule_id: str, *, on: bool) -> Problem | None:
    if rule_id not in rules:
        return Problem(
            code="unknown-rule",
            sentence=f"“{rule_id}” is no rule of the planner.",
            location="rule",
            remedy="Choose one of the list.",
        )
    sentence = rules[rule_id]
    if sentence is None or on:
        return None
    return Problem(
        code="rule-always-counts",
        sentence=sentence,
        location=rule_id,
        remedy="Change what it rests on: your windows, days, kit, conditions or limits.",
    )
