"""What the pre-participation screen and age withhold (SC-01 to SC-05, LG, CT-21)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ironstride.domain.athlete import Athlete, Screening
from ironstride.domain.evidence import HOUSE
from ironstride.domain.plan import Blocks, Stop

SYSTOLIC_STOP: Final = 180
DIASTOLIC_STOP: Final = 110
"""Blood pressure above either stops (SC-03)."""
SYSTOLIC_CARE: Final = 160
DIASTOLIC_CARE: Final = 100
"""Above either: nothing heavy and no long holds without advice (SC-03, §20.5)."""
POSTPARTUM_NO_IMPACT_WEEKS: Final = 12
"""No impact and nothing heavy before (SC-04)."""
POSTPARTUM_GRADED_WEEKS: Final = 24
"""Until then low impact only, after the tests (SC-04 says graded; the end is house)."""
ADULT_AGE: Final = 18
SENIOR_AGE: Final = 60
FALL_SCREEN_AGE: Final = 65
EASY_PERCENT: Final = 70.0
EASY_RESERVE: Final = 3.0
"""Where heavy work is withheld: foundation loads (RD-01; that they fit here is house)."""
YOUTH: Final = "screen.youth"
YOUTH_PERCENT: Final = 75.0
"""Under 18 clearly below the 80 % where heavy begins (SC-05; the figure is house)."""
LONG_HOLD_SECONDS: Final = 20.0
"""Longest hold with raised blood pressure (SC-03 relative; the figure is house)."""
IMPACT_LOW: Final = 1


class Withheld(StrEnum):
    """What a finding takes away."""

    ALL = "all"
    HEAVY = "heavy"
    HEAVY_LOWER = "heavy-lower"
    IMPACT = "impact"
    PERCENT = "percent"
    RESERVE = "reserve"
    LONG_HOLDS = "long-holds"
    SUPINE = "supine"
    FALL_RISK = "fall-risk"
    SPINAL_FLEXION = "spinal-flexion"
    MAXIMUM_TESTS = "maximum-tests"
    REGION = "region"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing withheld, with its reason.

    Args:
        value: highest impact level, % 1RM or seconds, or least reserve; None where none is meant.
    """

    rule: str
    withheld: Withheld
    evidence: tuple[str, ...]
    sentence: str
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """What the screen found: limits, stops and notes."""

    findings: tuple[Finding, ...] = ()
    stops: tuple[Stop, ...] = ()
    notes: tuple[str, ...] = ()


def is_cleared(screening: Screening) -> bool:
    """Return whether a named professional gave clearance."""
    return bool(screening.cleared_by and screening.cleared_by.strip())


def _easy_loads(rule: str, evidence: tuple[str, ...], sentence: str) -> list[Finding]:
    rows = (*evidence, "RD-01", HOUSE)
    return [
        Finding(rule=rule, withheld=Withheld.HEAVY, evidence=evidence, sentence=sentence),
        Finding(
            rule=rule,
            withheld=Withheld.PERCENT,
            evidence=rows,
            sentence=sentence,
            value=EASY_PERCENT,
        ),
        Finding(
            rule=rule,
            withheld=Withheld.RESERVE,
            evidence=rows,
            sentence=sentence,
            value=EASY_RESERVE,
        ),
    ]


def _no_impact(
    rule: str, evidence: tuple[str, ...], sentence: str, level: int = 0
) -> list[Finding]:
    return [
        Finding(
            rule=rule,
            withheld=Withheld.IMPACT,
            evidence=evidence,
            sentence=sentence,
            value=float(level),
        )
    ]


def _clearance(screening: Screening) -> Screened:
    if not screening.clearance_needed or is_cleared(screening):
        return Screened()
    sentence = (
        "Your answers ask for a doctor's word first: nothing heavy and no jumps until somebody "
        "is named who gave it."
    )
    rows = ("SC-01", "SC-02")
    return Screened(
        findings=(
            *_easy_loads("screen.clearance", rows, sentence),
            *_no_impact("screen.clearance", rows, sentence),
        ),
        stops=(
            Stop(
                flag="SC-01",
                sentence=sentence,
                see="a doctor, before heavy or jumping work",
                blocks=Blocks.IMPACT,
            ),
        ),
    )


def _blood_pressure(screening: Screening) -> Screened:
    high, low = screening.systolic_mmhg or 0, screening.diastolic_mmhg or 0
    if high > SYSTOLIC_STOP or low > DIASTOLIC_STOP:
        sentence = (
            "Your blood pressure is above 180 over 110: stop and see a doctor today. No strength "
            "work until it is treated."
        )
        return Screened(
            findings=(
                Finding(
                    rule="screen.blood-pressure",
                    withheld=Withheld.ALL,
                    evidence=("SC-03",),
                    sentence=sentence,
                ),
            ),
            stops=(
                Stop(flag="SC-03", sentence=sentence, see="a doctor, today", blocks=Blocks.ALL),
            ),
        )
    if high <= SYSTOLIC_CARE and low <= DIASTOLIC_CARE:
        return Screened()
    if is_cleared(screening):
        return Screened(
            notes=(
                (
                    "Your blood pressure is above 160 over 100. You are cleared; breathe out on "
                    "effort, never hold your breath."
                ),
            )
        )
    sentence = (
        "Your blood pressure is above 160 over 100: ask a doctor before anything heavy. Until "
        "then lighter loads, short holds, and breathe out on effort."
    )
    return Screened(
        findings=(
            *_easy_loads("screen.blood-pressure", ("SC-03",), sentence),
            Finding(
                rule="screen.blood-pressure",
                withheld=Withheld.LONG_HOLDS,
                evidence=("SC-03", HOUSE),
                sentence=sentence,
                value=LONG_HOLD_SECONDS,
            ),
        ),
        notes=(sentence,),
    )


def _pregnancy(screening: Screening) -> Screened:
    if not screening.pregnant:
        return Screened()
    sentence = (
        "In pregnancy: moderate loads by feel, nothing lying flat on the back, no jumps, nothing "
        "with a risk of falling, no maximum tests."
    )
    rows = ("SC-04", HOUSE)
    withheld = (Withheld.SUPINE, Withheld.FALL_RISK, Withheld.MAXIMUM_TESTS)
    return Screened(
        findings=(
            *_easy_loads("screen.pregnancy", ("SC-04",), sentence),
            *_no_impact("screen.pregnancy", rows, sentence),
            *(
                Finding(rule="screen.pregnancy", withheld=w, evidence=rows, sentence=sentence)
                for w in withheld
            ),
        ),
        notes=(
            sentence,
            "Stop and call your midwife or doctor at bleeding, pain, loss of fluid or dizziness.",
        ),
    )


def _postpartum(screening: Screening) -> Screened:
    weeks = screening.postpartum_weeks
    if weeks is None or weeks >= POSTPARTUM_GRADED_WEEKS:
        return Screened()
    if weeks < POSTPARTUM_NO_IMPACT_WEEKS:
        sentence = "The first twelve weeks after birth: no jumps and nothing heavy."
        return Screened(
            findings=(
                *_easy_loads("screen.postpartum", ("SC-04",), sentence),
                *_no_impact("screen.postpartum", ("SC-04",), sentence),
            ),
            notes=(sentence,),
        )
    sentence = (
        "Impact comes back in small steps: first walk 30 minutes, stand on one leg 10 seconds, "
        "jog on the spot a minute and hop ten times, without leaking, heaviness or pain."
    )
    return Screened(
        findings=tuple(
            _no_impact("screen.postpartum", ("SC-04", HOUSE), sentence, level=IMPACT_LOW)
        ),
        notes=(sentence,),
    )


def _age(age: int) -> Screened:
    if age < ADULT_AGE:
        sentence = (
            "Under 18 technique comes before load: nothing at 80 % or more, no maximum tests, and "
            "somebody who knows the lifts beside you."
        )
        rows = ("SC-05", HOUSE)
        return Screened(
            findings=(
                Finding(
                    rule=YOUTH,
                    withheld=Withheld.HEAVY,
                    evidence=("SC-05",),
                    sentence=sentence,
                ),
                Finding(
                    rule=YOUTH,
                    withheld=Withheld.PERCENT,
                    evidence=rows,
                    sentence=sentence,
                    value=YOUTH_PERCENT,
                ),
                Finding(
                    rule=YOUTH,
                    withheld=Withheld.MAXIMUM_TESTS,
                    evidence=("SC-05",),
                    sentence=sentence,
                ),
            ),
            notes=(sentence,),
        )
    notes = []
    if age >= SENIOR_AGE:
        notes.append(
            "From 60: two sessions with two or three sets keep muscle (CT-21); leave 72 hours "
            "between heavy legs at first (LG-09)."
        )
    if age >= FALL_SCREEN_AGE:
        notes.append(
            "From 65: test chair stand and one-leg stance; balance work comes too (LG-17)."
        )
    return Screened(notes=tuple(notes))


def screen(athlete: Athlete, today: dt.date) -> Screened:
    """Return all that the screening answers and the age withhold."""
    parts = (
        _clearance(athlete.screening),
        _blood_pressure(athlete.screening),
        _pregnancy(athlete.screening),
        _postpartum(athlete.screening),
        _age(athlete.age_on(today)),
    )
    return Screened(
        findings=tuple(f for part in parts for f in part.findings),
        stops=tuple(s for part in parts for s in part.stops),
        notes=tuple(n for part in parts for n in part.notes),
    )
