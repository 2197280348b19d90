"""Why a thing is in the plan: the rules that speak for it, in a sentence each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from ironstride.body.findings import Effect
from ironstride.domain.assessment import Does
from ironstride.domain.athlete import Forbidden, Limit
from ironstride.domain.body_region import Side
from ironstride.domain.clock import clock_text
from ironstride.domain.exercise import Exercise, Need
from ironstride.domain.plan import Phase, Reason
from ironstride.planner.content_model import Choice, ContentModel
from ironstride.planner.facts import Facts
from ironstride.planner.limit_words import limit_said
from ironstride.planner.needs import LOADING_PHASES
from ironstride.planner.released import PUT_HERE
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import SessionFrame
from ironstride.planner.weak_side import first_side
from ironstride.running.next_day import next_day_sentence
from ironstride.units import DAYS_PER_WEEK

NEED_RULE: Final[dict[Need, str]] = {
    Need.LEGS_KNEE: "dose.legs",
    Need.LEGS_HIP: "dose.legs",
    Need.CALF_STRAIGHT: "dose.calves",
    Need.CALF_BENT: "dose.calves",
    Need.HIP: "dose.hip",
    Need.FOOT: "dose.foot",
    Need.TRUNK: "dose.trunk",
    Need.UPPER_PUSH: "dose.upper",
    Need.UPPER_PULL: "dose.upper",
    Need.POWER: "dose.power",
    Need.BALANCE: "dose.balance",
}
"""The rule that asks for each need."""
TESTED_RULE: Final[dict[Does, str]] = {
    Does.WEAK_SIDE_FIRST: "dose.tested_need",
    Does.MORE_SETS: "dose.tested_need",
    Does.EVERY_WEEK: "dose.tested_weekly",
}
"""The rule that honours what a result of a self-test asks for."""
HEAVY: Final = frozenset({Forbidden.HEAVY_LOWER, Forbidden.HEAVY_UPPER})
NEAR_HOURS: Final = 72
"""Key runs further away than this are not named as a reason (§18: 72 h at the start of a block)."""
NEED_EVIDENCE: Final[dict[str, tuple[str, ...]]] = {
    "dose.legs": ("RE-03", "LP-40"),
    "dose.calves": ("BR-01", "BR-02"),
    "dose.hip": ("IP-04", "BR-11"),
    "dose.foot": ("IP-06", "BR-15"),
    "dose.trunk": ("BR-16",),
    "dose.upper": ("LP-21", "LP-40"),
    "dose.power": ("RE-09", "RD-08"),
    "dose.balance": ("FM-14", "LG-04"),
}
PHASE_WORDS: Final[dict[Phase, str]] = {
    Phase.ADAPTATION: "learn the lifts and get the tissues used to load",
    Phase.MAXIMUM_STRENGTH: "get stronger",
    Phase.POWER: "turn strength into speed while keeping it",
    Phase.MAINTENANCE: "keep what was gained with little work",
    Phase.TAPER: "be fresh for the race",
    Phase.RACE: "race",
    Phase.RECOVERY: "recover from the race",
    Phase.OFF: "rest from strength work",
    Phase.REHABILITATION: "calm what hurts and build it up again",
}


def exercise_reasons(facts: Facts, model: ContentModel, choice: Choice) -> tuple[Reason, ...]:
    """Return why an exercise is in its session, how it is dosed and why the load is what it is."""
    exercise = choice.exercise
    rule = NEED_RULE[exercise.need]
    found = [
        Reason(rule=rule, evidence=NEED_EVIDENCE[rule], sentence=exercise.purpose),
        Reason(
            rule="dose.phase_methods",
            evidence=choice.dose.evidence,
            sentence=f"{_dose_words(choice)}: this block is there to "
            f"{PHASE_WORDS[model.week.phase]}.",
        ),
    ]
    if choice.dose.sentence:
        found.append(
            Reason(
                rule="kit.load_exists", evidence=("LP-24", "LP-26"), sentence=choice.dose.sentence
            )
        )
    weak = first_side(facts, exercise, model.frames[choice.session].placed.date)
    if weak is not None:
        other = "right" if weak is Side.LEFT else "left"
        found.append(
            Reason(
                rule="dose.weak_side_first",
                evidence=("NT-03", "LP-33"),
                sentence=f"The {weak.value} side first: it is the weaker one. The {other} does no "
                "more than it did.",
            )
        )
    found += reasons_of_results(facts.effects_on(model.week.start), exercise, model.week)
    if exercise.id in model.history.last_week:
        weeks = model.history.weeks_running.get(exercise.id, 0)
        found.append(
            Reason(
                rule="continuity.same_exercises",
                evidence=("RE-05",),
                sentence=f"Kept from the weeks before ({weeks} so far), so that it can progress.",
            )
        )
    if exercise.id in facts.athlete.like:
        found.append(Reason(rule="preference.likes", evidence=("MA-14",), sentence="You like it."))
    return tuple(found)


def reasons_of_results(
    effects: Iterable[Effect], exercise: Exercise, week: SeasonWeek
) -> tuple[Reason, ...]:
    """Return what results of self-tests ask of an exercise's kind of work, each sentence once.

    Nothing where the rules ask for nothing: a light week takes no set more, a taper none at all.
    """
    if week.phase not in LOADING_PHASES:
        return ()
    told = {
        effect.sentence: Reason(
            rule=TESTED_RULE[effect.rule.does],
            evidence=effect.rule.evidence,
            sentence=effect.sentence,
        )
        for effect in effects
        if effect.rule.does in TESTED_RULE
        and (not week.light or effect.rule.does is Does.EVERY_WEEK)
        and exercise.need in effect.rule.needs
        and (not effect.rule.families or exercise.family in effect.rule.families)
    }
    return tuple(told.values())


def limit_reasons(facts: Facts, week: SeasonWeek) -> tuple[Reason, ...]:
    """Return every limit of a professional that holds in a week: what, until when, by whom."""
    last = week.start + dt.timedelta(days=DAYS_PER_WEEK - 1)
    told = {limit_said(m): m for m in facts.limits_in(week.start, last)}
    return tuple(
        Reason(rule=_rule_of(limit), evidence=("house",), sentence=sentence)
        for sentence, limit in told.items()
    )


def _rule_of(limit: Limit) -> str:
    """Return the rule that keeps a limit; where it says several things, that of the first."""
    if limit.forbid is Forbidden.ALL and limit.region is None and limit.exercise is None:
        return "limits.no_training"
    if limit.forbid is not None and limit.forbid not in HEAVY:
        return "limits.forbidden"
    if limit.max_sessions_per_week is not None:
        return "limits.sessions_per_week"
    return "limits.amounts" if limit.require is None else "limits.required"


def _dose_words(choice: Choice) -> str:
    work = choice.dose.work
    sides = " each side" if choice.exercise.is_per_side else ""
    if work.seconds is not None:
        return f"{choice.sets} x {work.seconds:g} s{sides}"
    if work.contacts is not None:
        return f"{choice.sets} x {work.contacts} contacts{sides}"
    reserve = "" if work.rir is None else f", leave {work.rir:g}"
    return f"{choice.sets} x {work.reps}{sides}{reserve}"


def warm_up_reason(exercise: Exercise) -> Reason:
    """Return why a move is in the warm-up."""
    return Reason(rule="time.session_minutes", evidence=("LP-43",), sentence=exercise.purpose)


def placement_reasons(facts: Facts, week: SeasonWeek, frame: SessionFrame) -> tuple[Reason, ...]:
    """Return why a session lies where it does: the runs around it."""
    placed = frame.placed
    found: list[Reason] = []
    if any(p.session == "place" and p.date == placed.date for p in facts.athlete.pins):
        found.append(PUT_HERE)
    same_day = [r for r in facts.runs_by_week.get(week.start, ()) if r.date == placed.date]
    found.extend(
        Reason(
            rule="interference.hard_days_hard",
            evidence=("CT-07", "CT-11"),
            sentence=f"After the {run.kind} at {clock_text(run.start_minute)}: "
            "hard days stay hard, easy days easy.",
        )
        for run in same_day
        if run.kind.is_quality
    )
    if frame.next_key is not None and frame.hours_to_key <= NEAR_HOURS:
        run = frame.next_key
        found.append(
            Reason(
                rule="interference.gap_before_key_run",
                evidence=("CT-08", "CT-10"),
                sentence=f"{frame.hours_to_key:.0f} h before the {run.kind} run on {run.date:%A}.",
            )
        )
        if facts.next_day.is_known:
            found.append(
                Reason(
                    rule="interference.gap_before_key_run",
                    evidence=("MX-17", "MX-18", "MX-19", "RM-01"),
                    sentence=next_day_sentence(facts.next_day),
                )
            )
    if not found:
        found.append(
            Reason(
                rule="recovery.spacing",
                evidence=("LP-32",),
                sentence="No quality or long run in the three days that follow: time to recover.",
            )
        )
    return tuple(found)
