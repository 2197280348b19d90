"""Places of our own body drawing: half a figure, outwards from its middle line and down.

Every point is (distance from the middle line, height from the top) in a figure 452 high; the other
half mirrors it. The outline runs from the top of the head down the outer side to the crotch.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ironstride.domain.body_region import Region

Points = tuple[tuple[float, float], ...]

OUTLINE: Final[Points] = (
    (0, 8),
    (11, 11),
    (17, 23),
    (16.5, 37),
    (12, 49),
    (9, 56),
    (9, 65),
    (15, 71),
    (29, 76),
    (41, 82),
    (47, 93),
    (50, 112),
    (53, 135),
    (57, 156),
    (61, 177),
    (64, 199),
    (68, 211),
    (71, 226),
    (68, 240),
    (62, 242),
    (58, 230),
    (57, 213),
    (54, 200),
    (49, 179),
    (44, 160),
    (40, 138),
    (36, 118),
    (34, 110),
    (32, 126),
    (29, 150),
    (30.5, 170),
    (35.5, 190),
    (39, 212),
    (38.5, 238),
    (35.5, 268),
    (32, 294),
    (31, 310),
    (32, 330),
    (32, 350),
    (27.5, 380),
    (22, 406),
    (22, 420),
    (27, 433),
    (26, 442),
    (14, 443),
    (9, 438),
    (9.5, 420),
    (10, 406),
    (7.5, 380),
    (6, 350),
    (8, 326),
    (7.5, 306),
    (5, 280),
    (2.5, 250),
    (0.5, 228),
)

SHOULDER: Final[Points] = ((25, 77), (39, 83), (46, 94), (48, 109), (40, 112), (33, 104), (27, 90))
ELBOW: Final[Points] = ((44, 147), (54, 143), (59, 158), (60, 171), (50, 174), (45, 161))
WRIST: Final[Points] = ((53, 194), (63, 191), (67, 207), (57, 211))
NECK: Final[Points] = ((0, 57), (8.5, 57), (9, 65), (14, 71), (0, 75))

FRONT: Final[Mapping[Region, Points]] = {
    Region.SHOULDER: SHOULDER,
    Region.ELBOW: ELBOW,
    Region.WRIST: WRIST,
    Region.HIP_OUTER: ((29, 180), (34.5, 188), (38.5, 211), (37, 228), (32, 216), (30, 198)),
    Region.HIP_FRONT: ((13, 186), (26, 181), (29, 196), (28, 208), (19, 211), (13, 202)),
    Region.GROIN: ((2, 206), (11, 206), (16, 215), (12, 231), (4, 234), (1, 226)),
    Region.THIGH_FRONT: (
        (15, 224),
        (24, 214),
        (35, 232),
        (34, 258),
        (29, 284),
        (20, 289),
        (11, 285),
        (8, 260),
        (8, 240),
    ),
    Region.KNEE_FRONT: ((19.5, 293), (24.5, 299), (25, 311), (19.5, 319), (14, 311), (14.5, 299)),
    Region.KNEE_OUTER: ((27, 292), (31.5, 295), (30.5, 309), (31.5, 324), (27, 322), (27.5, 307)),
    Region.KNEE_INNER: ((8, 292), (12, 295), (11.5, 307), (12.5, 322), (8.5, 324), (8, 308)),
    Region.SHIN: ((13, 328), (23, 327), (25, 352), (20, 386), (14, 390), (10.5, 358)),
    Region.ANKLE: ((10.5, 398), (22, 397), (21.5, 418), (10.5, 418)),
    Region.FOOT: ((11, 422), (21, 422), (26, 433), (24.5, 441), (14, 442), (10, 437)),
}
"""Regions of the front, each on both sides."""

BACK: Final[Mapping[Region, Points]] = {
    Region.SHOULDER: SHOULDER,
    Region.ELBOW: ELBOW,
    Region.WRIST: WRIST,
    Region.HIP_OUTER: ((24, 186), (33, 184), (38.5, 210), (37.5, 226), (31, 214), (25, 202)),
    Region.HAMSTRING_ORIGIN: ((4, 216), (17, 213), (27, 221), (23, 234), (11, 237), (3, 231)),
    Region.HAMSTRING: ((8, 242), (22, 240), (35, 234), (34, 260), (28, 290), (14, 292), (8, 268)),
    Region.CALF: ((9, 322), (20, 317), (30, 324), (30.5, 350), (25, 372), (12, 373), (8, 348)),
    Region.ACHILLES: ((12, 379), (23, 379), (20, 398), (20, 412), (12.5, 412), (12.5, 396)),
    Region.PLANTAR_HEEL: ((10, 419), (21, 419), (24, 432), (19, 440), (12, 439), (9.5, 431)),
}
"""Regions of the back, each on both sides."""

FRONT_MIDDLE: Final[Mapping[Region, Points]] = {Region.NECK: NECK}
BACK_MIDDLE: Final[Mapping[Region, Points]] = {
    Region.NECK: NECK,
    Region.UPPER_BACK: ((0, 80), (23, 80), (29, 98), (28, 122), (0, 130)),
    Region.LOW_BACK: ((0, 148), (24, 149), (28, 168), (20, 182), (0, 186)),
}
"""Regions on the middle line, one figure each."""

FRONT_LINES: Final[tuple[Points, ...]] = (
    ((5, 77), (24, 74)),
    ((4, 110), (18, 113), (29, 104)),
    ((0, 112), (0, 168)),
)
BACK_LINES: Final[tuple[Points, ...]] = (((3, 214), (14, 218), (26, 213)),)
"""Faint lines that tell front from back."""
