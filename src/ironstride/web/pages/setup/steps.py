"""The screens of the first minutes, in their order: what each asks and what its answer does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One screen.

    Args:
        name: in the path; the template is ``setup/<name>.html``.
        question: the heading.
        does: one sentence: what the answer does.
        number: 1 to 8 for the eight questions; None for what follows them.
    """

    name: str
    question: str
    does: str
    number: int | None = None


STEPS: Final[tuple[Step, ...]] = (
    Step(
        name="birth",
        number=1,
        question="What year were you born?",
        does="Age sets how long legs rest between heavy days from 60 on, adds balance from 65 on, "
        "and keeps loads light under 18. It also gives your highest heart rate until your runs do.",
    ),
    Step(
        name="sex",
        number=2,
        question="Whose strength norms fit you?",
        does="Used for starting loads and for test norms alone, and forgotten as soon as you have "
        "logged a set. “Not said” takes the middle.",
    ),
    Step(
        name="mass",
        number=3,
        question="What do you weigh?",
        does="Your body is a load, too: it decides what a squat or a calf raise weighs. Choose "
        "your units here; what you read follows them.",
    ),
    Step(
        name="lifting",
        number=4,
        question="How used to lifting are you?",
        does="The newer you are, the longer the first block builds tissues and technique before "
        "anything is heavy.",
    ),
    Step(
        name="goals",
        number=5,
        question="What should strength work do for you?",
        does="Weights decide which exercises come first when minutes are short. Nothing you leave "
        "out is forgotten: legs, calves, hips and trunk come every week.",
    ),
    Step(
        name="kit",
        number=6,
        question="What can you lift with?",
        does="Only exercises that your kit allows are planned, with loads that exist. No kit is "
        "fine.",
    ),
    Step(
        name="time",
        number=7,
        question="How often, how long, and when?",
        does="Warm-up, rests and changing sides count into the minutes. Sessions keep away from "
        "your hard runs by themselves.",
    ),
    Step(
        name="races",
        number=8,
        question="Any races?",
        does="The season is built backwards from an A race: heavy, then fast, then fresh. A B race "
        "gets an easier week; a C race is run out of training.",
    ),
    Step(
        name="week",
        question="Is this your usual running week?",
        does="Strength is placed around these runs: not within 24 hours before a hard or long one.",
    ),
    Step(
        name="screen",
        question="Before we start",
        does="A yes to the first question keeps heavy work and jumps out until somebody is named "
        "who cleared you. Blood pressure above 180 over 110 stops everything.",
    ),
    Step(
        name="hurts",
        question="Does anything hurt?",
        does="Up to 2 of 10 goes on, over 2 to 5 is held and swapped, over 5 is left alone; some "
        "places stop sooner. For foot, shin, front of the hip, groin and low back a few questions "
        "about the bone follow.",
    ),
)
BY_NAME: Final = {step.name: step for step in STEPS}


def after(name: str) -> str:
    """Return where the next screen lies; the last one leads to the summary."""
    place = STEPS.index(BY_NAME[name])
    return f"/setup/{STEPS[place + 1].name}" if place + 1 < len(STEPS) else "/setup/done"


def before(name: str) -> str:
    """Return where the screen before lies; the first one leads to the entrance."""
    place = STEPS.index(BY_NAME[name])
    return f"/setup/{STEPS[place - 1].name}" if place else "/setup"
