"""Red flags: what stops all training, whom to see and how soon (RF-01 to RF-14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ironstride.domain.body_region import Region
from ironstride.domain.plan import Blocks, Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag:
    """A sign that is asked for in plain words; any yes stops training.

    Args:
        id: the dossier row, which is its evidence too.
        questions: any yes is the flag.
        sentence: what to do, shown large.
        see: whom.
        soon: how soon.
    """

    id: str
    title: str
    questions: tuple[str, ...]
    sentence: str
    see: str
    soon: str

    @property
    def whom_and_when(self) -> str:
        """Whom to see and how soon, in one sentence part."""
        return f"{self.see}, {self.soon}"


BONE_FLAG: Final = "RF-03"
BONE_QUESTIONS: Final[tuple[str, ...]] = (
    "Can you put one finger on the spot that hurts?",
    "Does it hurt at night or at rest?",
    "Does it hurt when you hop on that leg?",
    "Does it get worse the longer you run?",
)
"""RF-03 in plain words; asked first for pain in a bone region."""
BONE_REGIONS: Final = frozenset(
    {Region.FOOT, Region.SHIN, Region.HIP_FRONT, Region.GROIN, Region.LOW_BACK}
)
"""Regions whose pain asks the bone questions (RF-03, RF-04)."""

_EMERGENCY: Final = "call your emergency number or go to the emergency department"
_STOP_TODAY: Final = "Stop and see a doctor today."

RED_FLAGS: Final[tuple[RedFlag, ...]] = (
    RedFlag(
        id="RF-01",
        title="Heart and breath",
        questions=(
            "Pain or pressure in the chest, at rest or on effort?",
            "Have you fainted or nearly fainted during effort?",
            "New palpitations, or breathlessness that nothing explains?",
        ),
        sentence="Stop now and get emergency help. Do not train until a doctor has cleared you.",
        see=_EMERGENCY,
        soon="now",
    ),
    RedFlag(
        id="RF-02",
        title="Nerves of the low back",
        questions=(
            "With back or leg pain: numb or odd feeling between the legs or in the genitals?",
            "With back or leg pain: a change in bladder, bowel or sexual function?",
            "Weakness or nerve pain in both legs, new or getting worse?",
        ),
        sentence="Stop now and go to hospital today; this can't wait. No training until cleared.",
        see="the emergency department of a hospital",
        soon="now, the same day",
    ),
    RedFlag(
        id=BONE_FLAG,
        title="Bone stress",
        questions=BONE_QUESTIONS,
        sentence=f"{_STOP_TODAY} It may be a bone stress injury: no running and no jumping until "
        "it has been looked at.",
        see="a doctor who can order a scan",
        soon="today or tomorrow",
    ),
    RedFlag(
        id="RF-04",
        title="Bones that heal badly",
        questions=(
            "Groin, front of the hip or deep thigh pain when you put weight on the leg?",
            (
                "Pain on the front of the shin bone, the top of the midfoot, the outer edge of the "
                "foot, under the ball of the big toe, or at the inner ankle bone?"
            ),
            "Deep pain in the sacrum or pelvis when you put weight on it?",
        ),
        sentence=f"{_STOP_TODAY} Keep weight off the leg until then.",
        see="a doctor who can order a scan",
        soon="today, as urgent",
    ),
    RedFlag(
        id="RF-05",
        title="Clot in a leg",
        questions=(
            (
                "One calf swollen, warm or tender, or hurting at rest (all the more after surgery, "
                "a cast, bed rest or long travel, in pregnancy, on the pill, with cancer or an "
                "earlier clot)?"
            ),
        ),
        sentence=f"{_STOP_TODAY} It may be a clot, not a strain: don't stretch, massage or train.",
        see="a doctor or the emergency department",
        soon="today, as urgent",
    ),
    RedFlag(
        id="RF-06",
        title="Torn Achilles",
        questions=(
            "A sudden pop in the calf or heel, and now weak?",
            "Can't you rise on the toes of that leg?",
        ),
        sentence=f"{_STOP_TODAY} It may be a torn Achilles tendon, even if you can walk.",
        see="a doctor or the emergency department",
        soon="today",
    ),
    RedFlag(
        id="RF-07",
        title="Torn hamstring at the sit bone",
        questions=(
            (
                "A pop at the back of the thigh, with bruising or pain at the sit bone, clear "
                "weakness or painful sitting?"
            ),
        ),
        sentence=f"{_STOP_TODAY} An image decides whether the tendon came off the bone.",
        see="a doctor who can order a scan",
        soon="within days, as urgent",
    ),
    RedFlag(
        id="RF-08",
        title="Hot or locked joint",
        questions=(
            "A hot, swollen, tender joint that moves less, with or without fever?",
            "A joint that locks, gives way or swelled badly after an injury?",
        ),
        sentence=f"{_STOP_TODAY} A hot swollen joint counts as infected until shown otherwise.",
        see="the emergency department if it is hot and swollen, else a doctor",
        soon="today",
    ),
    RedFlag(
        id="RF-09",
        title="Signs of general illness",
        questions=(
            "Weight loss that nothing explains, a history of cancer, or fever with the pain?",
            "Pain that rest doesn't ease, or that wakes you at night?",
            "Weak immunity, injected drugs, long use of steroids, or a fall before the pain?",
            "Weakness or numbness that is getting worse?",
        ),
        sentence="Stop and see a doctor; no training until this is explained.",
        see="a doctor",
        soon="this week, today with fever or growing weakness",
    ),
    RedFlag(
        id="RF-10",
        title="Too little energy",
        questions=(
            "A stress fracture of hip, sacrum or pelvis, or two elsewhere, within two years?",
            "Three or more periods missed in a row?",
            "Low libido, fainting, a low testosterone result, or trouble with eating?",
        ),
        sentence="Stop and see a doctor; hard training without enough energy harms bone.",
        see="a doctor, and a dietitian",
        soon="this week",
    ),
    RedFlag(
        id="RF-11",
        title="Tight, numb calf or shin",
        questions=(
            "Tightness in calf or shin that builds with effort, with numbness, and goes with rest?",
        ),
        sentence="Stop and see a doctor; muscle pressure or an artery may be the cause.",
        see="a doctor",
        soon="this week",
    ),
    RedFlag(
        id="RF-12",
        title="Dark urine after hard exercise",
        questions=("Dark urine or extreme weakness, pain or swelling after unusual exercise?",),
        sentence="Stop now and get emergency help: muscle breakdown can harm the kidneys.",
        see="the emergency department",
        soon="now",
    ),
    RedFlag(
        id="RF-13",
        title="Pain that stays",
        questions=(
            "Pain above 5 of 10 for more than two weeks although you did less?",
            "No progress in six to twelve weeks?",
        ),
        sentence="Stop and have it looked at; more of the same won't mend it.",
        see="a physiotherapist or a doctor",
        soon="this week",
    ),
    RedFlag(
        id="RF-14",
        title="Ankle injury",
        questions=(
            "After twisting the ankle: can't you walk four steps?",
            (
                "Does pressing the bone hurt behind either ankle bone, at the inner midfoot or at "
                "the outer edge of the foot?"
            ),
        ),
        sentence=f"{_STOP_TODAY} The ankle needs an X-ray.",
        see="a doctor or the emergency department, for an X-ray",
        soon="today",
    ),
)
"""All fourteen, in the order asked."""

BY_ID: Final[Mapping[str, RedFlag]] = {flag.id: flag for flag in RED_FLAGS}


def stops_of(flags: tuple[str, ...]) -> tuple[Stop, ...]:
    """Return a stop of all training for every red flag answered yes, each once, in their order.

    A flag that isn't known here stops training too: better asked once too often.
    """
    found = []
    for flag_id in dict.fromkeys(flags):
        flag = BY_ID.get(flag_id)
        found.append(
            Stop(
                flag=flag_id,
                sentence=flag.sentence
                if flag
                else f"{_STOP_TODAY} The sign {flag_id} was answered with yes.",
                see=flag.whom_and_when if flag else "a doctor, today",
                blocks=Blocks.ALL,
            )
        )
    return tuple(found)
