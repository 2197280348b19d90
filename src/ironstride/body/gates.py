"""Pain gates: go on, hold or stop, region by region (RB-01, RB-03, RB-04)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import Final

from ironstride.body.red_flags import BONE_FLAG, BONE_QUESTIONS, BONE_REGIONS
from ironstride.body.words import pain_words, region_words
from ironstride.domain.athlete import Condition
from ironstride.domain.body_region import LOWER_BODY, Region, Side
from ironstride.domain.evidence import HOUSE
from ironstride.domain.performance import PainReport
from ironstride.domain.protocol import PainRule

GO_UP_TO: Final = 2.0
"""Pain that allows progress (RB-01)."""
STOP_ABOVE: Final = 5.0
"""Pain above this stops the tissue; tendons too (RB-01, RB-04)."""
CEILING_BONE: Final = 0.0
CEILING_PATELLOFEMORAL: Final = 2.0
CEILING_STRAIN: Final = 3.0
"""Lower ceilings (RB-04)."""
UNTOLD_PAIN: Final = 3.0
"""What an active condition without a number counts as (athlete file contract; house)."""
REPORT_DAYS: Final = 14
"""A report not above its ceiling is forgotten after this; above, a newer one is awaited (house)."""

LONG_STANDING_DAYS: Final = 14
"""Pain above 5 for longer than this wants somebody to look at it (RF-13)."""

STRAIN_REGIONS: Final = frozenset({Region.CALF, Region.HAMSTRING, Region.THIGH_FRONT, Region.GROIN})
"""Muscles: a strain until a protocol says otherwise (RB-04; that assumption is house)."""
CEILINGS: Final[Mapping[PainRule, float]] = {
    PainRule.GENERAL: STOP_ABOVE,
    PainRule.TENDON: STOP_ABOVE,
    PainRule.KNEE_CAP: CEILING_PATELLOFEMORAL,
    PainRule.MUSCLE: CEILING_STRAIN,
    PainRule.BONE: CEILING_BONE,
}
"""Pain above which the tissue stops, by what a protocol declares (RB-01, RB-04)."""

GRADE_ANY: Final = 3
GRADE_HOLD: Final = 2
GRADE_STOP: Final = 1
GRADE_BONE: Final = 0
"""Most that an exercise may load the region, 0 to 3, in each state (house)."""

IMPACT_ANY: Final = 3
IMPACT_HOLD: Final = 1
IMPACT_NONE: Final = 0
"""Most impact while a leg or the low back is held or stopped (house; RB-02 lets go on under it)."""
IMPACT_REGIONS: Final = LOWER_BODY | {Region.LOW_BACK}
NO_IMPACT_WHILE_SORE: Final = frozenset({Region.SHIN, Region.FOOT})
"""No jumps on a sore shin or foot, whatever the answers (MT-04 stage 1; foot: house)."""


class GateState(StrEnum):
    """What pain in a region permits."""

    GO = "go"
    HOLD = "hold"
    STOP = "stop"

    @property
    def severity(self) -> int:
        """0 for go to 2 for stop."""
        return tuple(GateState).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionGate:
    """What pain in one region on one side permits now.

    Args:
        pain: the worst of during, after and next morning, 0 to 10.
        ceiling: pain above this stops the tissue.
        max_grade: most that an exercise may load the region, 0 to 3.
        max_impact: highest level of impact allowed, 0 to 3.
        asks_bone_questions: whether the questions of RF-03 wait for an answer.
        see_somebody: whether it has been above 5 for more than two weeks (RF-13).
    """

    region: Region
    side: Side
    state: GateState
    pain: float
    ceiling: float
    sentence: str
    evidence: tuple[str, ...]
    max_grade: int = GRADE_ANY
    max_impact: int = IMPACT_ANY
    asks_bone_questions: bool = False
    see_somebody: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One region's pain as it stands, from conditions and reports.

    Args:
        pain_rule: what the protocol of a diagnosis declares; None where none is known.
        told: whether a number was given, else it is assumed.
        long_standing: whether it has lasted for more than two weeks (RF-13).
    """

    region: Region
    side: Side
    pain: float
    active: bool = True
    pain_rule: PainRule | None = None
    stage: int | None = None
    told: bool = True
    long_standing: bool = False


def worst_pain(*felt: float | None) -> float | None:
    """Return the worst of those told; None where none was."""
    told = [pain for pain in felt if pain is not None]
    return max(told) if told else None


def ceiling_of_rule(region: Region, rule: PainRule) -> float:
    """Return the pain above which a region stops under a protocol's rule (RB-04)."""
    if region is Region.KNEE_FRONT:
        return min(CEILINGS[rule], CEILING_PATELLOFEMORAL)
    return CEILINGS[rule]


def ceiling_of(region: Region, rule: PainRule | None = None, *, bone: bool = False) -> float:
    """Return the pain above which the tissue stops (RB-04).

    Args:
        rule: what the protocol declares where a diagnosis is known.
        bone: whether bone is suspected.
    """
    if bone:
        return CEILING_BONE
    if rule is not None:
        return ceiling_of_rule(region, rule)
    if region is Region.KNEE_FRONT:
        return CEILING_PATELLOFEMORAL
    return CEILING_STRAIN if region in STRAIN_REGIONS else STOP_ABOVE


def _sides_meet(one: Side, other: Side) -> bool:
    return one is other or Side.BOTH in {one, other}


def needs_bone_answers(
    complaint: Complaint, bone_answers: frozenset[tuple[Region, Side]] = frozenset()
) -> bool:
    """Return whether the bone questions wait: pain in a bone region, no diagnosis, no answers.

    Args:
        bone_answers: regions and sides whose questions were all answered with no.
    """
    if complaint.region not in BONE_REGIONS or not complaint.active or complaint.pain <= 0.0:
        return False
    if complaint.pain_rule is not None:
        return False
    answered = {side for region, side in bone_answers if region is complaint.region}
    if complaint.side is Side.BOTH:
        return Side.BOTH not in answered and not {Side.LEFT, Side.RIGHT} <= answered
    return complaint.side not in answered and Side.BOTH not in answered


def _state(pain: float, ceiling: float) -> GateState:
    if pain > ceiling:
        return GateState.STOP
    return GateState.GO if pain <= GO_UP_TO else GateState.HOLD


def gate(
    complaint: Complaint, bone_answers: frozenset[tuple[Region, Side]] = frozenset()
) -> RegionGate:
    """Return what a complaint permits, with the sentence that says so."""
    where = region_words(complaint.region, complaint.side)
    if not complaint.active:
        return RegionGate(
            region=complaint.region,
            side=complaint.side,
            state=GateState.GO,
            pain=0.0,
            ceiling=ceiling_of(complaint.region, complaint.pain_rule),
            sentence=f"Your {where} is quiet now: go on, and say so if it comes back.",
            evidence=("RB-01",),
        )
    asks = needs_bone_answers(complaint, bone_answers)
    ceiling = ceiling_of(complaint.region, complaint.pain_rule, bone=asks)
    state = _state(complaint.pain, ceiling)
    return RegionGate(
        region=complaint.region,
        side=complaint.side,
        state=state,
        pain=complaint.pain,
        ceiling=ceiling,
        sentence=_sentence(complaint, where, state, asks=asks),
        evidence=_evidence(complaint, ceiling, asks=asks),
        max_grade=_max_grade(complaint, state),
        max_impact=_max_impact(complaint, state, asks=asks),
        asks_bone_questions=asks,
        see_somebody=complaint.long_standing and complaint.pain > STOP_ABOVE,
    )


def _max_grade(complaint: Complaint, state: GateState) -> int:
    if state is GateState.STOP:
        return GRADE_BONE if complaint.pain_rule is PainRule.BONE else GRADE_STOP
    return GRADE_HOLD if state is GateState.HOLD else GRADE_ANY


def _max_impact(complaint: Complaint, state: GateState, *, asks: bool) -> int:
    sore = complaint.pain > 0.0 and complaint.region in NO_IMPACT_WHILE_SORE
    if asks or sore or complaint.pain_rule is PainRule.BONE:
        return IMPACT_NONE
    if complaint.region not in IMPACT_REGIONS:
        return IMPACT_ANY
    by_state = {GateState.GO: IMPACT_ANY, GateState.HOLD: IMPACT_HOLD, GateState.STOP: IMPACT_NONE}
    return by_state[state]


def _evidence(complaint: Complaint, ceiling: float, *, asks: bool) -> tuple[str, ...]:
    rows = ["RB-01", "RB-03"]
    if ceiling < STOP_ABOVE:
        rows.append("RB-04")
    if asks:
        rows.append(BONE_FLAG)
    if complaint.region is Region.SHIN:
        rows.append("MT-04")
    if not complaint.told:
        rows.append(HOUSE)
    return tuple(rows)


def _sentence(complaint: Complaint, where: str, state: GateState, *, asks: bool) -> str:
    pain = pain_words(complaint.pain)
    if not complaint.told:
        pain += " (not told, so taken as that)"
    if asks:
        questions = " ".join(BONE_QUESTIONS)
        return (
            f"Your {where} is at {pain}. Before any running drill or jump, four questions about "
            f"the bone: {questions} Until they are answered, impact is out."
        )
    if state is GateState.STOP and complaint.pain_rule is PainRule.BONE:
        return (
            f"Your {where} is at {pain}. With a bone stress injury any pain means stop: nothing "
            "loads it until it is free of pain. Training elsewhere goes on."
        )
    if state is GateState.STOP:
        return (
            f"Your {where} is at {pain}: stop loading it for now. Training elsewhere goes on, and "
            "it comes back as soon as the pain is down."
        )
    if state is GateState.HOLD:
        return (
            f"Your {where} is at {pain}: hold. Nothing gets harder for it, and what loads it most "
            "is swapped, until it is at 2 or less, the next morning too."
        )
    return f"Your {where} is at {pain}: go on. Say how it is tomorrow morning."


def complaints(
    conditions: tuple[Condition, ...], reports: tuple[PainReport, ...], today: dt.date
) -> tuple[Complaint, ...]:
    """Return what hurts by conditions and reports; a report's number replaces a missing one."""
    reported = _reported(reports, today)
    found = []
    used: set[int] = set()
    for condition in conditions:
        told = worst_pain(condition.pain_during, condition.pain_after, condition.pain_next_morning)
        near = [
            (i, c)
            for i, c in enumerate(reported)
            if c.region is condition.region and _sides_meet(c.side, condition.side)
        ]
        used |= {i for i, _ in near}
        pain = worst_pain(told, *(c.pain for _, c in near))
        found.append(
            Complaint(
                region=condition.region,
                side=condition.side,
                pain=UNTOLD_PAIN if pain is None else pain,
                active=condition.active or any(c.pain > 0.0 for _, c in near),
                pain_rule=condition.pain_rule,
                stage=condition.stage,
                told=pain is not None,
                long_standing=condition.since is not None
                and (today - condition.since).days > LONG_STANDING_DAYS,
            )
        )
    found += [c for i, c in enumerate(reported) if i not in used]
    return tuple(found)


def _reported(reports: tuple[PainReport, ...], today: dt.date) -> list[Complaint]:
    """Return the newest word on each region and side: the last felt, and the mornings after it."""
    places = sorted({(r.region, r.side) for r in reports if r.date <= today})
    found = []
    for region, side in places:
        here = sorted(
            (r for r in reports if r.region is region and r.side is side and r.date <= today),
            key=lambda r: r.date,
        )
        felt = [r.date for r in here if worst_pain(r.during, r.after) is not None]
        since = felt[-1] if felt else here[-1].date
        episode = [r for r in here if r.date >= since]
        pain = worst_pain(*(p for r in episode for p in (r.during, r.after, r.next_morning)))
        if pain is None:
            continue
        old = (today - here[-1].date).days > REPORT_DAYS
        if old and pain <= ceiling_of(region):
            continue
        found.append(Complaint(region=region, side=side, pain=pain))
    return found


def worse(one: RegionGate, other: RegionGate) -> RegionGate:
    """Return the stricter of two gates."""

    def strictness(g: RegionGate) -> tuple[int, int, int, float]:
        return (g.state.severity, -g.max_grade, -g.max_impact, g.pain)

    return max(one, other, key=strictness)


def gate_of_report(
    report: PainReport,
    conditions: tuple[Condition, ...] = (),
    bone_answers: frozenset[tuple[Region, Side]] = frozenset(),
) -> RegionGate | None:
    """Return what a pain just reported means now; None where it holds no number.

    Args:
        conditions: of the same runner: a diagnosis there changes the ceiling.
        bone_answers: as for ``permissions``.
    """
    if worst_pain(report.during, report.after, report.next_morning) is None:
        return None
    here = tuple(
        c for c in conditions if c.region is report.region and _sides_meet(c.side, report.side)
    )
    gates = [gate(c, bone_answers) for c in complaints(here, (report,), report.date)]
    return reduce(worse, gates)
