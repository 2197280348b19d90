"""The rules that count for a request: all of them, less what was switched off."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ironstride.planner.content_model import ContentRule, OptionRule
from ironstride.planner.rule import NEVER_OFF
from ironstride.planner.rules import CONTENT_RULES, OPTION_RULES, SEASON_RULES, WEEK_RULES
from ironstride.planner.season import SeasonRule
from ironstride.planner.week import WeekRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Rules by level; options are the unary hard rules of the content."""

    season: tuple[SeasonRule, ...]
    week: tuple[WeekRule, ...]
    options: tuple[OptionRule, ...]
    content: tuple[ContentRule, ...]


@cache
def rulebook(switched_off: frozenset[str] = frozenset()) -> Rulebook:
    """Return the rules without those switched off; safety and limits always count."""
    off = {r for r in switched_off if r.partition(".")[0] not in NEVER_OFF}
    return Rulebook(
        season=tuple(r for r in SEASON_RULES if r.id not in off),
        week=tuple(r for r in WEEK_RULES if r.id not in off),
        options=tuple(r for r in OPTION_RULES if r.id not in off),
        content=tuple(r for r in CONTENT_RULES if r.id not in off),
    )
