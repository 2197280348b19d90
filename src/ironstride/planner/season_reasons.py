"""Why a week is what it is, where kit, answers, age or running decided it."""

from __future__ import annotations

from typing import Final

from ironstride.domain.athlete import RacePriority
from ironstride.domain.plan import Phase, Reason
from ironstride.planner.facts import Facts
from ironstride.planner.needs import LOADING_PHASES, runs_most
from ironstride.planner.season import SeasonWeek
from ironstride.planner.season_facts import (
    answers_ask_for_ease,
    is_young,
    kit_loads,
    race_weeks,
    strength_weeks,
)

POSSIBLE: Final = "dose.possible_blocks"
PEAK: Final = "recovery.less_at_peak"
KEEP: Final = "race.keep_between"


def season_reasons(facts: Facts, week: SeasonWeek) -> tuple[Reason, ...]:
    """Return the reasons beside a week's phase: why no strength block, why less, why it keeps."""
    found: list[Reason] = []
    row = facts.weeks.index(week.start)
    if week.phase in LOADING_PHASES and facts.counts(POSSIBLE) and not strength_weeks(facts)[row]:
        found.append(
            Reason(rule=POSSIBLE, evidence=("RE-11", "RD-02", "RD-03"), sentence=_barred(facts))
        )
    if facts.counts(PEAK) and runs_most(facts, week):
        found.append(
            Reason(
                rule=PEAK,
                evidence=("CT-09", "CT-20"),
                sentence="You run most this week, so the legs lift fewer sets, as heavy as before.",
            )
        )
    races = race_weeks(facts, RacePriority.A, RacePriority.B)
    between = any(r < row for r in races) and any(r > row for r in races)
    if week.phase is Phase.MAINTENANCE and between and facts.counts(KEEP):
        found.append(
            Reason(
                rule=KEEP,
                evidence=("RD-11", "CT-20"),
                sentence="Races lie close together: strength is kept, not built.",
            )
        )
    return tuple(found)


def _barred(facts: Facts) -> str:
    """Return why a week can hold no strength block: answers, age, kit, else a limit."""
    if answers_ask_for_ease(facts):
        return "No strength block for now: your answers at screening ask for easy loads."
    if facts.is_experienced and is_young(facts):
        return "No strength block under 18: technique first, and nothing at 80 % and more."
    if facts.is_experienced and not kit_loads(facts):
        return (
            "No strength block: what you have can't load the legs to 80 %, so harder steps and "
            "jumps do the work."
        )
    return "No strength block this week: a limit keeps the load down."
