"""What must hold of a figure: bodies that could stand so, on what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ironstride.drawing.figure import body
from ironstride.drawing.figure.contact import bumps, gap, is_upright, top_of
from ironstride.drawing.figure.description import ThingKind, View
from ironstride.drawing.figure.loads import GYM_BALL, place_of
from ironstride.drawing.figure.placing import place_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ironstride.drawing.figure.description import Figure, Plant
    from ironstride.drawing.figure.geometry import Point
    from ironstride.drawing.figure.placing import Placed

TOUCH: Final = 0.025
"""A part that bears is at most this far from what bears it, metres (house: hardly seen)."""
SUNK: Final = 0.03
"""And no part is deeper in the floor than this."""
BALANCE: Final = 0.015
"""How far the centre of mass may lie beyond the base of a held position, metres (house)."""
ANGLE: Final = 0.6
"""Degrees of rounding that a joint's limit forgives."""


def faults_of(figure: Figure) -> tuple[str, ...]:
    """Return every fault of a figure's key frames as a sentence; none where all is well."""
    faults: list[str] = []
    for count, placed in enumerate(place_all(figure), start=1):
        told = [*_joints(placed), *_contacts(figure, placed), *_sunk(figure, placed)]
        if not placed.frame.moving:
            told += _balance(figure, placed)
        faults += [f"frame {count}: {sentence}" for sentence in told]
    return tuple(faults)


def _joints(placed: Placed) -> Iterable[str]:
    for name, angle in placed.skeleton.angles.items():
        joint = name.removesuffix("_left").removesuffix("_right")
        if joint not in body.LIMITS:
            continue
        low, high = body.LIMITS[joint]
        if not low - ANGLE <= angle <= high + ANGLE:
            yield f"{name} is at {angle:.0f}°; people reach {low:.0f}° to {high:.0f}°"


def _contacts(figure: Figure, placed: Placed) -> Iterable[str]:
    for limb, miss in placed.skeleton.misses.items():
        if miss > TOUCH:
            yield f"{limb} is {miss * 100:.0f} cm from where it is planted"
    for rest in placed.frame.rests:
        for bump in bumps(rest.part, placed.skeleton):
            away = gap(figure, bump, rest.on)
            if abs(away) > TOUCH:
                word = "above" if away > 0 else "inside"
                yield f"{rest.part} is {abs(away) * 100:.0f} cm {word} {rest.on}"
    for where, at in _on_balls(figure, placed):
        away = at[1] - body.RADII.get(where.removesuffix("s"), 0.03) - 2 * GYM_BALL
        if abs(away) > TOUCH:
            word = "above" if away > 0 else "inside"
            yield f"{where} are {abs(away) * 100:.0f} cm {word} the ball"


def _on_balls(figure: Figure, placed: Placed) -> Iterable[tuple[str, Point]]:
    """Yield the parts of the body that lie on a ball which rolls with them."""
    for held in figure.holds:
        if held.what == "gym-ball":
            yield (held.where, place_of(held.where, placed.skeleton)[0])


def _sunk(figure: Figure, placed: Placed) -> Iterable[str]:
    for point, at in placed.skeleton.points.items():
        name = point.removesuffix("_left").removesuffix("_right")
        if name == "pelvis" or name not in body.RADII:
            continue
        below = top_of(figure, "floor", at[0]) - (at[1] - body.RADII[name])
        if below > SUNK:
            yield f"{point} is {below * 100:.0f} cm in the floor"


def _balance(figure: Figure, placed: Placed) -> Iterable[str]:
    """Yield where the centre of mass lies beyond the base, along what a view shows.

    A wall, a bar, a taut band or a machine's backrest holds as well, so that a body that has one
    may lean.
    """
    frame = placed.frame
    ons = {rest.on for rest in frame.rests} | {plant.on for plant in frame.plants.values()}
    if not ons or any(is_upright(figure, on) or _is_bar(figure, on) for on in ons):
        return
    if figure.bands and any(figure.thing(end) for ends in figure.bands for end in ends):
        return
    if any(held.what == "backrest" for held in figure.holds):
        return
    base = [*_base(placed), *(at for _, at in _on_balls(figure, placed))]
    centre = placed.skeleton.mass_centre()
    views = {figure.view, figure.second}
    for axis, seen_from in (
        (0, {View.SIDE, View.OBLIQUE, View.ABOVE}),
        (2, {View.FRONT, View.BACK}),
    ):
        if not views & seen_from:
            continue
        low, high = min(at[axis] for at in base), max(at[axis] for at in base)
        off = max(low - centre[axis], centre[axis] - high)
        if off > BALANCE:
            word = "to the side of" if axis else ("ahead of" if centre[0] > high else "behind")
            yield f"the centre of mass is {off * 100:.0f} cm {word} what bears it"


def _is_bar(figure: Figure, on: str) -> bool:
    thing = figure.thing(on)
    return thing is not None and thing.kind in {ThingKind.BAR, ThingKind.POST}


def _base(placed: Placed) -> Iterable[Point]:
    """Yield the places that bear, with the width of feet and hands."""
    points = placed.skeleton.points
    for rest in placed.frame.rests:
        for bump in bumps(rest.part, placed.skeleton):
            yield (bump.at[0] - bump.radius, bump.at[1], bump.at[2] - bump.radius)
            yield (bump.at[0] + bump.radius, bump.at[1], bump.at[2] + bump.radius)
    for limb, plant in placed.frame.plants.items():
        kind, _, side = limb.partition("_")
        names = _bearing(kind, plant)
        for name in names:
            at = points[f"{name}_{side}"]
            half = 0.045 if kind == "foot" else 0.05
            yield (at[0], at[1], at[2] - half)
            yield (at[0], at[1], at[2] + half)


def _bearing(kind: str, plant: Plant) -> tuple[str, ...]:
    """Return the points of a planted limb that touch what bears it."""
    if kind == "hand":
        return ("hand",)
    if plant.part == "instep":
        return ("ankle", "toe")
    if plant.pitch > 0 or plant.part == "ball":
        return ("ball", "toe")
    return ("heel",) if plant.pitch < 0 else ("heel", "ball", "toe")
