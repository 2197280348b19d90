"""Every rule of the planner, written out: season, week, what may be offered, content."""

from __future__ import annotations

from typing import Any

from ironstride.planner.content_model import ContentRule, OptionRule
from ironstride.planner.rule import Rule
from ironstride.planner.rules.continuity import (
    days,
    main_lifts,
    phases,
    same_exercises,
    same_plan,
)
from ironstride.planner.rules.dose import (
    adaptation_length,
    balance,
    base_first,
    bracing,
    build_first,
    calves,
    calves_every_week,
    condition_work,
    contacts_cap,
    first_weeks_easy,
    foot,
    heavy_sets,
    highest_step,
    hinge_pattern,
    hip,
    learn_main_lifts,
    legs,
    legs_every_session,
    lifts_before_holds,
    no_single_week,
    not_too_much,
    one_leg,
    order_in_session,
    phase_methods,
    power,
    power_block,
    side_hip,
    spread_over_sessions,
    strength_block,
    technique_before_load,
    technique_first,
    trunk,
    upper,
)
from ironstride.planner.rules.interference import (
    apart_from_runs,
    gap_before_key_run,
    hard_days_hard,
    heavy_before_key_run,
    run_first,
)
from ironstride.planner.rules.kit import available, load_exists, place_for_load
from ironstride.planner.rules.limits import (
    amounts,
    forbidden,
    no_training,
    required,
    sessions_per_week,
)
from ironstride.planner.rules.preference import dislikes, pins, swaps, working_hours
from ironstride.planner.rules.preference import windows as preferred_windows
from ironstride.planner.rules.race import (
    calendar,
    heavy_before_race,
    power_before,
    quiet_days,
    recovery_after,
    taper,
)
from ironstride.planner.rules.recovery import (
    free_day,
    heavy_legs_apart,
    light_not_too_soon,
    light_rhythm,
    light_where_running_eases,
    long_run_day,
    new_work_before_key_run,
    rest_days,
    spacing,
)
from ironstride.planner.rules.safety import contraindicated, effort, rehabilitation_first
from ironstride.planner.rules.time import (
    fair_pairs,
    few_exercises,
    full_minutes,
    no_empty_session,
    one_a_day,
    session_minutes,
    sessions_wanted,
    windows,
)
from ironstride.planner.rules.variety import across_blocks, no_twins, rotation, within_week
from ironstride.planner.season import SeasonRule
from ironstride.planner.week import WeekRule

SEASON_RULES: tuple[SeasonRule, ...] = (
    calendar.RULE,
    rehabilitation_first.RULE,
    taper.RULE,
    recovery_after.RULE,
    power_before.RULE,
    base_first.RULE,
    adaptation_length.RULE,
    strength_block.RULE,
    power_block.RULE,
    no_single_week.RULE,
    build_first.RULE,
    light_rhythm.RULE,
    light_not_too_soon.RULE,
    light_where_running_eases.RULE,
    phases.RULE,
)
WEEK_RULES: tuple[WeekRule, ...] = (
    no_training.RULE,
    sessions_per_week.RULE,
    rest_days.RULE,
    run_first.RULE,
    windows.RULE,
    one_a_day.RULE,
    quiet_days.RULE,
    pins.RULE,
    sessions_wanted.RULE,
    gap_before_key_run.RULE,
    hard_days_hard.RULE,
    spacing.RULE,
    free_day.RULE,
    long_run_day.RULE,
    apart_from_runs.RULE,
    days.RULE,
    preferred_windows.RULE,
    working_hours.RULE,
    place_for_load.RULE,
    full_minutes.RULE,
)
OPTION_RULES: tuple[OptionRule, ...] = (
    contraindicated.RULE,
    forbidden.RULE,
    available.RULE,
    phase_methods.RULE,
    technique_first.RULE,
)
CONTENT_RULES: tuple[ContentRule, ...] = (
    effort.RULE,
    amounts.RULE,
    technique_before_load.RULE,
    required.RULE,
    swaps.RULE,
    session_minutes.RULE,
    no_empty_session.RULE,
    load_exists.RULE,
    heavy_before_key_run.RULE,
    heavy_before_race.RULE,
    heavy_legs_apart.RULE,
    contacts_cap.RULE,
    first_weeks_easy.RULE,
    fair_pairs.RULE,
    order_in_session.RULE,
    legs.RULE,
    calves.RULE,
    calves_every_week.RULE,
    hip.RULE,
    side_hip.RULE,
    foot.RULE,
    trunk.RULE,
    bracing.RULE,
    upper.RULE,
    power.RULE,
    balance.RULE,
    heavy_sets.RULE,
    learn_main_lifts.RULE,
    hinge_pattern.RULE,
    one_leg.RULE,
    legs_every_session.RULE,
    lifts_before_holds.RULE,
    condition_work.RULE,
    highest_step.RULE,
    not_too_much.RULE,
    spread_over_sessions.RULE,
    few_exercises.RULE,
    new_work_before_key_run.RULE,
    same_exercises.RULE,
    main_lifts.RULE,
    same_plan.RULE,
    within_week.RULE,
    no_twins.RULE,
    across_blocks.RULE,
    rotation.RULE,
    dislikes.RULE,
)
RULES: tuple[Rule[Any, Any, Any], ...] = (*SEASON_RULES, *WEEK_RULES, *OPTION_RULES, *CONTENT_RULES)
