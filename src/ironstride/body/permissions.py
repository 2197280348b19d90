"""What the body permits: red flags, screening, pain and readiness, brought together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from ironstride.body.gates import (
    IMPACT_ANY,
    IMPACT_NONE,
    GateState,
    RegionGate,
    complaints,
    gate,
    worse,
)
from ironstride.body.readiness import (
    SHORT_SLEEP_RESERVE,
    DayLimit,
    DayRestriction,
    notes_of,
    restrictions_of,
)
from ironstride.body.red_flags import BONE_FLAG, stops_of
from ironstride.body.screening import YOUTH, Finding, Withheld, screen
from ironstride.body.words import region_words
from ironstride.domain.athlete import Athlete, Limit
from ironstride.domain.body_region import Region, Side
from ironstride.domain.evidence import HOUSE
from ironstride.domain.exercise import Exercise
from ironstride.domain.performance import PainReport
from ironstride.domain.plan import Blocks, Stop

GATE_STOP: Final = "RB-01"
"""Flag of a stop that a pain gate sets."""
BACK_FLEXION_STATES: Final = frozenset({GateState.HOLD, GateState.STOP})
"""A low back that hurts more than a little takes no loaded bending (house; LG-15 for bone)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permissions:
    """What may be planned and done.

    Args:
        stops: what blocks training, whom to see and how soon.
        all_blocked: nothing may be planned at all.
        blocked_days: days without training (illness, great soreness).
        max_impact_level: highest impact allowed, 0 none to 3 high; lasting, not of single days.
        new_leg_work_allowed: whether legs may land or lower in a way that is new to them; with
            ``heavy_lower_allowed`` that makes a session heavy legs, under 18 it needs no more.
        gates: the strictest gate of every region that hurts or has hurt.
        max_percent_1rm: heaviest share of a maximum; None for no limit. So for the others.
        max_hold_seconds: longest isometric hold.
        fewer_sets: one set less of each exercise (RM-09), only by ``on``; so for the next.
        extra_rir: repetitions to leave in reserve on top of what is asked.
        findings: every restriction that lasts, with its reason.
        days: every restriction of single days, with its reason.
    """

    stops: tuple[Stop, ...] = ()
    all_blocked: bool = False
    blocked_days: frozenset[dt.date] = frozenset()
    max_impact_level: int = IMPACT_ANY
    heavy_lower_allowed: bool = True
    heavy_upper_allowed: bool = True
    new_leg_work_allowed: bool = True
    fewer_sets: bool = False
    extra_rir: float = 0.0
    maximum_tests_allowed: bool = True
    gates: Mapping[Region, RegionGate] = field(default_factory=dict)
    max_percent_1rm: float | None = None
    min_rir: float | None = None
    max_hold_seconds: float | None = None
    avoid_supine: bool = False
    avoid_fall_risk: bool = False
    avoid_spinal_flexion: bool = False
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    days: tuple[DayRestriction, ...] = ()

    @property
    def impact_allowed(self) -> bool:
        """Whether any jump or hop may be planned."""
        return self.max_impact_level > IMPACT_NONE and not self.all_blocked

    def on(self, date: dt.date) -> Permissions:
        """Return what holds on a date: the lasting permissions less that day's restrictions."""
        limits = {r.limit for r in self.days if r.date == date}
        if not limits:
            return self
        no_heavy = DayLimit.NO_HEAVY in limits
        no_heavy_legs = no_heavy or DayLimit.NO_HEAVY_LOWER in limits
        return replace(
            self,
            all_blocked=self.all_blocked or DayLimit.REST in limits,
            heavy_lower_allowed=self.heavy_lower_allowed and not no_heavy_legs,
            new_leg_work_allowed=self.new_leg_work_allowed and not no_heavy_legs,
            heavy_upper_allowed=self.heavy_upper_allowed and not no_heavy,
            max_impact_level=IMPACT_NONE if DayLimit.NO_IMPACT in limits else self.max_impact_level,
            fewer_sets=DayLimit.FEWER_SETS in limits,
            extra_rir=SHORT_SLEEP_RESERVE if DayLimit.FEWER_SETS in limits else 0.0,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an exercise may not be done now."""

    rule: str
    evidence: tuple[str, ...]
    sentence: str


def _gate_stop(found: RegionGate) -> Stop | None:
    if found.asks_bone_questions:
        return Stop(
            flag=BONE_FLAG,
            sentence=found.sentence,
            see="nobody yet: answer the four questions; any yes means a doctor today",
            blocks=Blocks.IMPACT,
        )
    if found.state is GateState.STOP:
        return Stop(
            flag=GATE_STOP,
            sentence=found.sentence,
            see="a physiotherapist or doctor, this week"
            if found.see_somebody
            else "a physiotherapist or doctor, if it isn't clearly better within two weeks",
            blocks=Blocks.REGION,
        )
    return None


def _gate_findings(gates: tuple[RegionGate, ...]) -> list[Finding]:
    findings = []
    for g in gates:
        if g.max_impact < IMPACT_ANY:
            findings.append(
                Finding(
                    rule="gate.pain",
                    withheld=Withheld.IMPACT,
                    evidence=g.evidence,
                    sentence=g.sentence,
                    value=float(g.max_impact),
                )
            )
        if g.state is not GateState.GO:
            findings.append(
                Finding(
                    rule="gate.pain",
                    withheld=Withheld.REGION,
                    evidence=g.evidence,
                    sentence=g.sentence,
                    value=float(g.max_grade),
                )
            )
        if g.region is Region.LOW_BACK and g.state in BACK_FLEXION_STATES:
            findings.append(
                Finding(
                    rule="gate.pain",
                    withheld=Withheld.SPINAL_FLEXION,
                    evidence=(*g.evidence, HOUSE),
                    sentence=g.sentence,
                )
            )
    return findings


def _least(findings: tuple[Finding, ...], withheld: Withheld) -> float | None:
    values = [f.value for f in findings if f.withheld is withheld and f.value is not None]
    return min(values) if values else None


def permissions(
    athlete: Athlete,
    today: dt.date,
    *,
    bone_answers: frozenset[tuple[Region, Side]] = frozenset(),
    pain_reports: tuple[PainReport, ...] = (),
) -> Permissions:
    """Return what may be planned from today on; a later word on pain or health changes it.

    Args:
        bone_answers: regions and sides whose bone questions (RF-03) were all answered with no.
        pain_reports: pain reported so far; later than today is left out.
    """
    gates = tuple(
        gate(complaint, bone_answers)
        for complaint in complaints(athlete.conditions, pain_reports, today)
    )
    by_region: dict[Region, RegionGate] = {}
    for g in gates:
        by_region[g.region] = worse(by_region[g.region], g) if g.region in by_region else g
    screened = screen(athlete, today)
    flags = stops_of(athlete.red_flags)
    findings = (
        *(
            Finding(rule="red-flag", withheld=Withheld.ALL, evidence=(s.flag,), sentence=s.sentence)
            for s in flags
        ),
        *screened.findings,
        *_gate_findings(gates),
    )
    days = restrictions_of(athlete.checkins, today)
    stops = (*flags, *screened.stops, *(s for s in map(_gate_stop, gates) if s is not None))
    withheld = {f.withheld for f in findings}
    impact = _least(findings, Withheld.IMPACT)
    all_blocked = any(stop.blocks is Blocks.ALL for stop in stops)
    heavy = Withheld.HEAVY not in withheld and not all_blocked
    reserves = [f.value for f in findings if f.withheld is Withheld.RESERVE and f.value is not None]
    return Permissions(
        stops=stops,
        all_blocked=all_blocked,
        blocked_days=frozenset(r.date for r in days if r.limit is DayLimit.REST),
        max_impact_level=IMPACT_NONE
        if all_blocked
        else IMPACT_ANY
        if impact is None
        else int(impact),
        heavy_lower_allowed=heavy,
        heavy_upper_allowed=heavy,
        new_leg_work_allowed=heavy or (not all_blocked and _only_young(findings)),
        maximum_tests_allowed=Withheld.MAXIMUM_TESTS not in withheld and heavy,
        gates=by_region,
        max_percent_1rm=_least(findings, Withheld.PERCENT),
        min_rir=max(reserves) if reserves else None,
        max_hold_seconds=_least(findings, Withheld.LONG_HOLDS),
        avoid_supine=Withheld.SUPINE in withheld,
        avoid_fall_risk=Withheld.FALL_RISK in withheld,
        avoid_spinal_flexion=Withheld.SPINAL_FLEXION in withheld,
        notes=(*screened.notes, *_gate_notes(gates), *notes_of(athlete.checkins, today)),
        findings=findings,
        days=days,
    )


def _only_young(findings: tuple[Finding, ...]) -> bool:
    """Whether nothing but age withholds what is heavy: the young learn to jump (PE-10, RE-36)."""
    return all(f.rule == YOUTH for f in findings if f.withheld is Withheld.HEAVY)


def _gate_notes(gates: tuple[RegionGate, ...]) -> tuple[str, ...]:
    return tuple(g.sentence for g in gates if g.state is not GateState.STOP)


def _reason(allowed: Permissions, withheld: Withheld) -> Refusal:
    """Return the refusal of the first finding that withholds something; there is one."""
    found = next(f for f in allowed.findings if f.withheld is withheld)
    return Refusal(rule=found.rule, evidence=found.evidence, sentence=found.sentence)


def _posture_refusal(exercise: Exercise, allowed: Permissions) -> Refusal | None:
    if allowed.avoid_supine and exercise.supine:
        return _reason(allowed, Withheld.SUPINE)
    if allowed.avoid_fall_risk and exercise.fall_risk:
        return _reason(allowed, Withheld.FALL_RISK)
    if allowed.avoid_spinal_flexion and exercise.spinal_flexion_loaded:
        return _reason(allowed, Withheld.SPINAL_FLEXION)
    return None


def _impact_refusal(exercise: Exercise, allowed: Permissions) -> Refusal | None:
    level = exercise.impact.level
    if level <= allowed.max_impact_level:
        return None
    binding = [
        f
        for f in allowed.findings
        if f.withheld in {Withheld.IMPACT, Withheld.ALL} and (f.value or 0.0) < level
    ]
    if binding:
        found = min(binding, key=lambda f: f.value or 0.0)
        return Refusal(rule=found.rule, evidence=found.evidence, sentence=found.sentence)
    return Refusal(
        rule="readiness.day",
        evidence=("RM-09", "RM-11"),
        sentence="No jumps today: you said that you are ill or slept short.",
    )


def _region_refusal(exercise: Exercise, allowed: Permissions) -> Refusal | None:
    for region, found in allowed.gates.items():
        if exercise.regions_loaded.get(region, 0) > found.max_grade:
            return Refusal(rule="gate.pain", evidence=found.evidence, sentence=found.sentence)
    for avoid in exercise.avoid_when:
        sore = allowed.gates.get(avoid.region)
        if sore is not None and sore.pain > avoid.pain_over:
            return Refusal(
                rule="gate.avoid-when",
                evidence=(*exercise.evidence, *sore.evidence),
                sentence=f"{exercise.name} is left out while the "
                f"{region_words(avoid.region, sore.side)} hurts more than "
                f"{avoid.pain_over:g} of 10.",
            )
    return None


def exercise_allowed(exercise: Exercise, allowed: Permissions) -> Refusal | None:
    """Return why an exercise may not be done, or None where it may.

    Args:
        allowed: of the whole plan, or of one day by ``Permissions.on``.
    """
    if allowed.all_blocked:
        blocking = [f for f in allowed.findings if f.withheld is Withheld.ALL]
        if blocking:
            return Refusal(
                rule=blocking[0].rule, evidence=blocking[0].evidence, sentence=blocking[0].sentence
            )
        return Refusal(
            rule="readiness.day",
            evidence=("RM-08", "RM-11"),
            sentence="Today is for rest, by your check-in.",
        )
    return (
        _impact_refusal(exercise, allowed)
        or _region_refusal(exercise, allowed)
        or _posture_refusal(exercise, allowed)
    )


def limits_on(athlete: Athlete, date: dt.date) -> tuple[Limit, ...]:
    """Return the professionals' limits in force on a date."""
    return tuple(limit for limit in athlete.limits if limit.holds_on(date))
