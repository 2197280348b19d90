"""Every rule of the planner, written out: season, week, what may be offered, content."""

from __future__ import annotations

from ironstride.planner.content_model import ContentRule, OptionRule
from ironstride.planner.rules.dose import legs
from ironstride.planner.rules.interference import gap_before_key_run
from ironstride.planner.rules.kit import available
from ironstride.planner.rules.race import calendar
from ironstride.planner.rules.recovery import heavy_legs_apart, light_rhythm
from ironstride.planner.rules.time import session_minutes, sessions_wanted
from ironstride.planner.season import SeasonRule
from ironstride.planner.week import WeekRule

SEASON_RULES: tuple[SeasonRule, ...] = (calendar.RULE, light_rhythm.RULE)
WEEK_RULES: tuple[WeekRule, ...] = (gap_before_key_run.RULE, sessions_wanted.RULE)
OPTION_RULES: tuple[OptionRule, ...] = (available.RULE,)
CONTENT_RULES: tuple[ContentRule, ...] = (
    session_minutes.RULE,
    heavy_legs_apart.RULE,
    legs.RULE,
)
RULES = (*SEASON_RULES, *WEEK_RULES, *OPTION_RULES, *CONTENT_RULES)
