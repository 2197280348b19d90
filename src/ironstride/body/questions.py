"""The pre-participation questions in plain words, and what a yes to each does (SC-01 to SC-05)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Asks(StrEnum):
    """Which screening answer a question fills."""

    CLEARANCE = "clearance"
    BLOOD_PRESSURE = "blood-pressure"
    PREGNANT = "pregnant"
    POSTPARTUM = "postpartum"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenQuestion:
    """One question of the screen.

    Args:
        id: stable key.
        does: what a yes (or the figure given) changes, said before it is answered.
    """

    id: str
    asks: Asks
    question: str
    does: str
    evidence: tuple[str, ...]


_CLEARANCE: Final = (
    "Until you name a doctor who cleared you there are no heavy loads and no jumps; everything "
    "else goes on."
)

SCREEN_QUESTIONS: Final[tuple[ScreenQuestion, ...]] = (
    ScreenQuestion(
        id="heart",
        asks=Asks.CLEARANCE,
        question="Has a doctor told you that you have a heart condition or high blood pressure?",
        does=_CLEARANCE,
        evidence=("SC-01", "SC-02"),
    ),
    ScreenQuestion(
        id="chest",
        asks=Asks.CLEARANCE,
        question="Do you feel pain in the chest, at rest, in daily life or when you train?",
        does=_CLEARANCE + " If it is there now, stop and get emergency help.",
        evidence=("SC-01", "RF-01"),
    ),
    ScreenQuestion(
        id="dizzy",
        asks=Asks.CLEARANCE,
        question="In the last twelve months, did you lose your balance from dizziness or faint?",
        does=_CLEARANCE,
        evidence=("SC-01",),
    ),
    ScreenQuestion(
        id="chronic",
        asks=Asks.CLEARANCE,
        question="Do you have another long-lasting illness, of metabolism, kidneys or lungs say?",
        does=_CLEARANCE,
        evidence=("SC-01", "SC-02"),
    ),
    ScreenQuestion(
        id="medicine",
        asks=Asks.CLEARANCE,
        question="Do you take prescribed medicine for a long-lasting illness?",
        does=_CLEARANCE,
        evidence=("SC-01",),
    ),
    ScreenQuestion(
        id="joint",
        asks=Asks.CLEARANCE,
        question="In the last twelve months, has a bone, joint or muscle problem grown worse with "
        "activity? An old one that no longer limits you is a no.",
        does=_CLEARANCE + " Where it hurts is asked next.",
        evidence=("SC-01",),
    ),
    ScreenQuestion(
        id="supervised",
        asks=Asks.CLEARANCE,
        question="Has a doctor told you to train under supervision only?",
        does=_CLEARANCE,
        evidence=("SC-01",),
    ),
    ScreenQuestion(
        id="blood-pressure",
        asks=Asks.BLOOD_PRESSURE,
        question="Do you know your resting blood pressure?",
        does="Above 180 over 110, either number: stop, no strength work until it is treated. "
        "Above 160 over 100: no heavy loads and no long holds without a doctor's word.",
        evidence=("SC-03",),
    ),
    ScreenQuestion(
        id="pregnant",
        asks=Asks.PREGNANT,
        question="Are you pregnant?",
        does="Moderate loads by feel, nothing flat on the back, no jumps, nothing with a risk of "
        "falling.",
        evidence=("SC-04",),
    ),
    ScreenQuestion(
        id="postpartum",
        asks=Asks.POSTPARTUM,
        question="Have you given birth within the last half year? How many weeks ago?",
        does="Under twelve weeks: no jumps and nothing heavy. Until 24 weeks: low jumps only, "
        "after the tests.",
        evidence=("SC-04",),
    ),
)
"""In the order asked; the seven of SC-01 first."""
