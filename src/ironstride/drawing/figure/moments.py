"""Where the body is between two key frames, as the moving picture passes through."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ironstride.drawing.figure.contact import bumps, foot_at, hand_at
from ironstride.drawing.figure.geometry import Point, add, between, minus
from ironstride.drawing.figure.skeleton import SIDES, SWINGS, build

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ironstride.drawing.figure.description import Figure, Frame
    from ironstride.drawing.figure.placing import Placed
    from ironstride.drawing.figure.skeleton import FootAt, HandAt, Skeleton


def in_between(figure: Figure, before: Placed, behind: Placed, share: float) -> Skeleton:
    """Return the body a share of the way from one placed frame to the next.

    Joints turn evenly; limbs planted in both frames stay planted, and what rests in both stays.
    Feet that leave for a flight push until it begins, and feet that land are there before it ends.
    """
    from_angles, to_angles = before.skeleton.angles, behind.skeleton.angles
    angles = {name: _mixed(from_angles[name], to_angles[name], share) for name in from_angles}
    for name in (f"{swing}_{side}" for swing in SWINGS for side in SIDES):
        a, b = before.frame.angles.get(name, 0.0), behind.frame.angles.get(name, 0.0)
        angles[name] = _mixed(a, b, share)
    feet, hands = _planted(figure, before.frame, behind.frame, share)
    for side in feet:
        # A planted foot lays its toes by itself; the angles told are on top of that.
        for name in ("toes", "small_toes"):
            a, b = (_told_toes(each.frame, name, side) for each in (before, behind))
            angles[f"{name}_{side}"] = _mixed(a, b, share)
    pelvis = _pelvis_between(figure, angles, (before, behind), share)
    skeleton = build(angles, pelvis, feet, hands)
    if not before.frame.rests or before.frame.rests[:1] != behind.frame.rests[:1]:
        return skeleton
    part = before.frame.rests[0].part
    start, here, end = (
        bumps(part, each)[0].at for each in (before.skeleton, skeleton, behind.skeleton)
    )
    wanted = between(start, end, share)
    return build(angles, add(pelvis, minus(wanted, here)), feet, hands)


def _planted(
    figure: Figure, before: Frame, behind: Frame, share: float
) -> tuple[dict[str, FootAt], dict[str, HandAt]]:
    """Return by side the feet and hands that stay put: planted alike in both frames."""
    feet: dict[str, FootAt] = {}
    hands: dict[str, HandAt] = {}
    for limb in before.plants.keys() & behind.plants.keys():
        start, end = before.plants[limb], behind.plants[limb]
        if (start.on, start.part) != (end.on, end.part):
            continue
        plant = replace(
            start,
            x=_mixed(start.x, end.x, share),
            y=_mixed_where_told(start.y, end.y, share),
            z=_mixed_where_told(start.z, end.z, share),
            pitch=_mixed(start.pitch, end.pitch, share),
            out=_mixed(start.out, end.out, share),
        )
        kind, _, side = limb.partition("_")
        if kind == "foot":
            feet[side] = foot_at(figure, side, plant)
        else:
            hands[side] = hand_at(figure, side, plant)
    return feet, hands


def _pelvis_between(
    figure: Figure, angles: Mapping[str, float], ends: tuple[Placed, Placed], share: float
) -> Point:
    """Return where the pelvis is: straight on its way, but for legs that push off or land."""
    before, behind = ends
    start, end = (each.skeleton.points["pelvis"] for each in ends)
    pelvis = between(start, end, share)
    pushed = None
    if behind.is_flight:
        pushed = _pushed_off(angles, before, behind, share)
    elif before.is_flight:
        pushed = _pushed_off(angles, behind, before, 1.0 - share)
    if pushed is None:
        return pelvis
    # A runner who is shown on the spot goes evenly; the ground goes back under the feet.
    return (pelvis[0], pushed[1], pelvis[2]) if figure.cycles else pushed


def _pushed_off(
    angles: Mapping[str, float], ground: Placed, flight: Placed, share: float
) -> Point | None:
    """Return where the pelvis is on its way from the ground into a flight; None without a foot.

    The balls of the feet stay where they were at first, while the legs stretch: the flight comes on
    with the cube of the share, and its height comes to rest in the frame that is flown.
    """
    balls = [
        f"ball_{limb.removeprefix('foot_')}"
        for limb in ground.frame.plants
        if limb.startswith("foot_")
    ]
    if not balls:
        return None

    def over_feet(posture: Mapping[str, float]) -> Point:
        points = build(posture, (0.0, 0.0, 0.0)).points
        ways = [minus(ground.skeleton.points[ball], points[ball]) for ball in balls]
        sums = (sum(way[axis] for way in ways) for axis in range(3))
        x, y, z = (total / len(ways) for total in sums)
        return (x, y, z)

    flown = minus(flight.skeleton.points["pelvis"], over_feet(flight.skeleton.angles))
    far, high = share**3, share**3 * (4.0 - 3.0 * share)
    return add(over_feet(angles), (flown[0] * far, flown[1] * high, flown[2] * far))


def _told_toes(frame: Frame, name: str, side: str) -> float:
    """Return the told angle of the toes; the small ones go with the big one by themselves."""
    big = frame.angles.get(f"toes_{side}", 0.0)
    return frame.angles.get(f"{name}_{side}", big)


def _mixed(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


def _mixed_where_told(a: float | None, b: float | None, share: float) -> float | None:
    return None if a is None or b is None else _mixed(a, b, share)
