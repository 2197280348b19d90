"""The figure's body: lengths, masses and thickness of its parts, and how far its joints go.

Masses and centres of mass are the means of the women's and men's columns of de Leva 1996
(J Biomech 29:1223-1230, table 4); lengths are those of that table for somebody 1.74 m tall, rounded
to the centimetre. Ranges of joints are the usual clinical ones, widened to what trained people
reach under load (house).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

HIP_HALF: Final = 0.085
SHOULDER_HALF: Final = 0.185
PELVIS: Final = 0.20
"""Middle of the hips to the waist."""
CHEST: Final = 0.31
"""Waist to the middle of the shoulders."""
NECK: Final = 0.10
HEAD: Final = 0.12
"""From the neck's upper end to the middle of the head."""
UPPER_ARM: Final = 0.28
FOREARM: Final = 0.27
PALM: Final = 0.08
"""Wrist to the middle of the palm, where a bar lies."""
THIGH: Final = 0.42
SHANK: Final = 0.43
ANKLE_HEIGHT: Final = 0.075
HEEL_BACK: Final = 0.055
BALL_AHEAD: Final = 0.125
TOES: Final = 0.07


@dataclass(frozen=True, slots=True, kw_only=True)
class Mass:
    """A part's share of the body's mass, and where it sits between two points.

    Args:
        share: 0 to 1; of one side for limbs.
        at: 0 at the first point to 1 at the second.
    """

    first: str
    second: str
    share: float
    at: float


LIMB_MASSES: Final = (
    Mass(first="shoulder", second="elbow", share=0.0263, at=0.576),
    Mass(first="elbow", second="wrist", share=0.0150, at=0.457),
    Mass(first="wrist", second="hand", share=0.0059, at=0.77),
    Mass(first="hip", second="knee", share=0.1447, at=0.385),
    Mass(first="knee", second="ankle", share=0.0457, at=0.444),
    Mass(first="heel", second="toe", share=0.0133, at=0.421),
)
"""Of each limb; the points are those of its side."""

TRUNK_MASSES: Final = (
    Mass(first="pelvis", second="waist", share=0.196, at=0.5),
    Mass(first="waist", second="chest", share=0.2341, at=0.5),
    Mass(first="neck", second="head", share=0.0681, at=0.9),
)
"""The trunk's 43 % are parted at the waist so that a bent back moves its mass along."""

RADII: Final = {
    "pelvis": 0.105,
    "waist": 0.10,
    "chest": 0.105,
    "neck": 0.05,
    "head": 0.105,
    "shoulder": 0.06,
    "elbow": 0.042,
    "wrist": 0.03,
    "hand": 0.032,
    "hip": 0.09,
    "knee": 0.055,
    "ankle": 0.038,
    "heel": 0.03,
    "ball": 0.022,
    "toe": 0.016,
}
"""Half the thickness at each point, as drawn and as it rests on things."""

LIMITS: Final = {
    "bend": (-35.0, 70.0),
    "side_bend": (-35.0, 35.0),
    "twist": (-50.0, 50.0),
    "nod": (-60.0, 60.0),
    "look": (-80.0, 80.0),
    "hip": (-30.0, 140.0),
    "hip_out": (-40.0, 75.0),
    "hip_turn": (-70.0, 60.0),
    "knee": (-5.0, 155.0),
    "ankle": (-60.0, 45.0),
    "foot_in": (-30.0, 45.0),
    "toes": (-45.0, 80.0),
    "small_toes": (-45.0, 80.0),
    "arch": (0.0, 20.0),
    "shoulder": (-70.0, 190.0),
    "shoulder_out": (-60.0, 180.0),
    "shoulder_turn": (-120.0, 120.0),
    "elbow": (-5.0, 155.0),
    "wrist": (-90.0, 95.0),
}
"""Degrees from lowest to highest, by joint angle; flexion, outward and inward turn are positive.

The arch is told in millimetres by which it is drawn up; only a close view shows it and the small
toes.
"""
