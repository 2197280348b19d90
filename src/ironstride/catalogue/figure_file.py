"""An exercise's moving figure from the ``[figure]`` table of its file, or every fault in it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, cast

from ironstride.catalogue.fields import Fields
from ironstride.domain.problem import Parsed
from ironstride.drawing.figure.contact import PARTS
from ironstride.drawing.figure.description import (
    UPRIGHTS,
    Figure,
    Frame,
    Held,
    Plant,
    Rest,
    Thing,
    ThingKind,
    View,
)
from ironstride.drawing.figure.loads import LOADS, places_for
from ironstride.drawing.figure.skeleton import LIMB_ANGLES, SIDES, TRUNK_ANGLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ironstride.drawing.figure.geometry import Point

FRAMES: Final = (2, 4)
ANGLE_NAMES: Final = (
    *TRUNK_ANGLES,
    *sorted(LIMB_ANGLES),
    *(f"{name}_{side}" for name in sorted(LIMB_ANGLES) for side in SIDES),
)
LIMBS: Final = {
    "feet": ("foot_left", "foot_right"),
    "hands": ("hand_left", "hand_right"),
    "foot_left": ("foot_left",),
    "foot_right": ("foot_right",),
    "hand_left": ("hand_left",),
    "hand_right": ("hand_right",),
}
FREE: Final = "free"
"""What a limb is called that no longer stays put."""
BAND_ENDS: Final = frozenset({"pelvis", "waist", "chest", "neck", "head", "feet"}) | {
    name
    for point in ("hip", "knee", "ankle", "heel", "foot", "toe", "shoulder", "elbow", "hand")
    for name in (f"{point}s", f"{point}_left", f"{point}_right")
}
"""Points of the body that a band is tied to; things are others."""
_FOOT_PARTS: Final = ("sole", "ball", "instep")
_HAND_PARTS: Final = ("palm", "grip")
_NOTHING: Final = Frame(say="")
_FAR: Final = 4.0
"""No thing and no limb is farther from the middle of a figure than this, metres."""


@cache
def postures() -> Mapping[str, Mapping[str, object]]:
    """Return the base postures that frames start from, by name."""
    text = (files("ironstride") / "data" / "postures.toml").read_text(encoding="utf-8")
    return cast("dict[str, dict[str, object]]", tomllib.loads(text))


def read_figure(
    table: Mapping[str, object], location: str, others: Callable[[str], Figure | None]
) -> Parsed[Figure]:
    """Return the figure of a table, or None with every fault at once.

    Args:
        location: the file, for problems.
        others: gives the figure of another exercise, for ``like``; None where there is none.
    """
    fields = Fields(table, f"{location}: figure")
    base = _like(fields, others)
    things = _things(fields) if fields.has("things") or base is None else base.things
    holds = _holds(fields) if fields.has("holds") or base is None else base.holds
    bands = _bands(fields, things) if fields.has("bands") or base is None else base.bands
    view = fields.word("view", View) if fields.has("view") or base is None else base.view
    second = base.second if base is not None else None
    if fields.has("second"):
        second = fields.word("second", View)
    frames = base.frames if base is not None else ()
    if fields.has("frames") or base is None:
        frames = _frames(fields, things)
    returns = base.returns if base is not None else True
    if fields.has("returns"):
        returns = fields.flag("returns")
    cycles = fields.flag("cycles") if fields.has("cycles") or base is None else base.cycles
    seconds = fields.optional_number("seconds", 0.1, 5.0)
    if seconds is None:
        seconds = base.seconds if base is not None else 1.2
    fields.refuse_unknown_keys()
    figure = Figure(
        view=view,
        second=second,
        frames=frames,
        things=things,
        holds=holds,
        bands=bands,
        returns=returns and not cycles,
        cycles=cycles,
        seconds=seconds,
    )
    problems = tuple(fields.problems)
    return Parsed(value=None if problems else figure, problems=problems)


def _like(fields: Fields, others: Callable[[str], Figure | None]) -> Figure | None:
    """Return the figure that this one is like; what is told here replaces its parts."""
    name = fields.optional_text("like")
    if name is None:
        return None
    found = others(name)
    if found is None:
        fields.fault("like", "unknown-id", f"There is no exercise “{name}” with a figure.")
    return found


def _things(fields: Fields) -> tuple[Thing, ...]:
    if not fields.has("things"):
        return ()
    found = []
    for row in fields.tables("things"):
        kind = row.word("kind", ThingKind)
        found.append(
            Thing(
                kind=kind,
                name=row.optional_text("name") or kind.value,
                x=_metres(row, "x", 0.0),
                y=_metres(row, "y", 0.0),
                z=row.optional_number("z", -_FAR, _FAR),
                width=_metres(row, "width", 0.4),
                depth=_metres(row, "depth", 0.5),
                height=_metres(row, "height", _USUAL_HEIGHTS.get(kind, 0.0)),
                angle=row.optional_number("angle", -90.0, 90.0) or 0.0,
            )
        )
        fields.adopt("things", row)
    names = [thing.name for thing in found]
    if len(set(names)) < len(names):
        fields.fault("things", "twice", "Two things have the same name.", "Give each its name.")
    return tuple(found)


_USUAL_HEIGHTS: Final = {
    ThingKind.STEP: 0.15,
    ThingKind.BOX: 0.45,
    ThingKind.BENCH: 0.43,
    ThingKind.CHAIR: 0.45,
    ThingKind.TABLE: 0.75,
    ThingKind.PAD: 0.06,
    ThingKind.MAT: 0.01,
    ThingKind.BALL: 0.6,
    ThingKind.WALL: 2.0,
    ThingKind.PLATFORM: 0.5,
    ThingKind.POST: 1.2,
    ThingKind.HURDLE: 0.2,
}


def _metres(row: Fields, key: str, usual: float) -> float:
    told = row.optional_number(key, -_FAR, _FAR)
    return usual if told is None else told


def _holds(fields: Fields) -> tuple[Held, ...]:
    found = []
    for text in fields.optional_texts("holds"):
        what, _, where = text.partition(" on ")
        if what not in LOADS or where not in places_for(what):
            fields.fault(
                "holds",
                "unknown-id",
                f"“{text}” is not read: a load, “ on ”, and a place of it.",
                f"Loads: {', '.join(sorted(LOADS))}. Places: "
                f"{', '.join(sorted(places_for(what)))}.",
            )
        found.append(Held(what=what, where=where))
    return tuple(found)


def _bands(fields: Fields, things: tuple[Thing, ...]) -> tuple[tuple[str, str], ...]:
    ends = BAND_ENDS | {thing.name for thing in things}
    found = []
    for text in fields.optional_texts("bands"):
        first, joined, second = text.partition(" to ")
        if not joined:
            fields.fault("bands", "wrong-type", f"“{text}” is not read: an end, “ to ”, an end.")
        elif not {first, second} <= ends:
            fields.fault(
                "bands",
                "unknown-id",
                f"“{text}” ends where there is nothing.",
                f"Ends: {', '.join(sorted(ends))}.",
            )
        found.append((first, second))
    return tuple(found)


def _frames(fields: Fields, things: tuple[Thing, ...]) -> tuple[Frame, ...]:
    if not fields.has("frames"):
        fields.fault(
            "frames", "missing-key", "A figure has 2 to 4 frames.", "Add [[figure.frames]]."
        )
        return ()
    names = {"floor", *(thing.name for thing in things)}
    found: list[Frame] = []
    for row in fields.tables("frames"):
        before = found[-1] if found else _NOTHING
        if row.has("from"):
            name = row.text("from")
            if name in postures():
                base = Fields(dict(postures()[name]) | {"say": "Base"}, f"postures.toml: {name}")
                before = _frame(base, _NOTHING, names | {"chair", "bar"})
                row.adopt("from", base)
            else:
                row.fault("from", "unknown-id", f"There is no posture “{name}”.")
        frame = _frame(row, before, names)
        _check_footing(row, frame, things)
        found.append(frame)
        fields.adopt("frames", row)
    low, high = FRAMES
    if not low <= len(found) <= high:
        fields.fault("frames", "count", f"{len(found)} frames; {low} to {high} are drawn.")
    return tuple(found)


def _check_footing(row: Fields, frame: Frame, things: tuple[Thing, ...]) -> None:
    """Note a frame that leans on a wall and stands on nothing: its height is nowhere told."""
    walls = {thing.name for thing in things if thing.kind in UPRIGHTS}
    leans = bool(frame.rests) and frame.rests[0].on in walls
    if leans and not frame.plants and None in frame.pelvis[:2]:
        row.fault(
            "rests",
            "without-footing",
            f"It leans on “{frame.rests[0].on}” and no foot or hand stays put.",
            "Plant feet or hands, or tell x and y of the pelvis.",
        )


def _frame(row: Fields, before: Frame, names: set[str]) -> Frame:
    """Return a frame: what the row tells, over the frame before or its base posture."""
    told = {name: row.number(name, -360.0, 360.0) for name in ANGLE_NAMES if row.has(name)}
    plants = dict(before.plants)
    for key, limbs in LIMBS.items():
        if row.has(key):
            for limb in limbs:
                plant = _plant(row, key, limb, plants.get(limb), names)
                plants.pop(limb, None)
                if plant is not None:
                    plants[limb] = plant
    rests = before.rests if not row.has("rests") else _rests(row, names)
    pelvis = before.pelvis
    if row.has("pelvis"):
        inner = row.table_of("pelvis")
        pelvis = (
            inner.optional_number("x", -_FAR, _FAR),
            inner.optional_number("y", -_FAR, _FAR),
            inner.optional_number("z", -_FAR, _FAR),
        )
        row.adopt("pelvis", inner)
    return Frame(
        say=row.text("say"),
        angles=dict(before.angles) | _by_side(told),
        plants=plants,
        rests=rests,
        at=row.optional_number("at", -_FAR, _FAR) if row.has("at") else before.at,
        pelvis=pelvis,
        stance=row.one_of("stance", ("left", "right", "both"))
        if row.has("stance")
        else before.stance,
        weight=row.optional_number("weight", 0.0, 1.0) if row.has("weight") else before.weight,
        settle=_settle(row, before.settle),
        moving=row.flag("moving"),
        stay=0.6 if not row.has("stay") else row.number("stay", 0.0, 5.0),
    )


def _by_side(angles: Mapping[str, float]) -> dict[str, float]:
    """Return angles by side: a name without a side counts for both, a name with one wins."""
    both = {
        f"{name}_{side}": angle
        for name, angle in angles.items()
        if name in LIMB_ANGLES
        for side in SIDES
    }
    return both | {name: angle for name, angle in angles.items() if name not in LIMB_ANGLES}


def _plant(row: Fields, key: str, limb: str, before: Plant | None, names: set[str]) -> Plant | None:
    """Return where a limb stays put; None where it is free."""
    if row.table[key] == FREE:
        return None
    inner = row.table_of(key)
    usual = before or Plant()
    on = inner.optional_text("on") or usual.on
    if on not in names:
        inner.fault("on", "unknown-id", f"“{on}” is neither the floor nor a thing of the figure.")
    is_foot = limb.startswith("foot")
    part = usual.part
    if inner.has("part"):
        part = inner.one_of("part", _FOOT_PARTS if is_foot else _HAND_PARTS)
    aim = usual.aim
    if inner.has("aim"):
        aim = _direction(inner, "aim")
    z = usual.z
    if inner.has("z"):
        z = inner.number("z", -_FAR, _FAR)
    elif inner.has("wide"):
        wide = inner.number("wide", 0.0, 1.5) / 2
        z = wide if limb.endswith("right") else -wide
    plant = replace(
        usual,
        on=on,
        part=part,
        aim=aim,
        x=inner.number("x", -_FAR, _FAR) if inner.has("x") else usual.x,
        y=inner.number("y", -_FAR, _FAR) if inner.has("y") else usual.y,
        z=z,
        pitch=inner.number("pitch", -60.0, 90.0) if inner.has("pitch") else usual.pitch,
        out=inner.number("out", -60.0, 90.0) if inner.has("out") else usual.out,
    )
    row.adopt(key, inner)
    return plant


def _settle(row: Fields, usual: str) -> str:
    """Return the angle that a second rest decides; an empty text where it decides none."""
    if not row.has("settle") or row.table["settle"] == "":
        return "" if row.has("settle") else usual
    return row.one_of("settle", ("lean", "tilt"))


def _direction(inner: Fields, key: str) -> Point | None:
    """Return a direction of three numbers."""
    match inner.numbers(key, -1.0, 1.0):
        case (x, y, z) if x or y or z:
            return (x, y, z)
        case _:
            inner.fault(key, "wrong-type", f"“{key}” is three numbers, not all 0: x, y and z.")
            return None


def _rests(row: Fields, names: set[str]) -> tuple[Rest, ...]:
    if row.table["rests"] == []:
        return ()
    found = []
    for text in row.texts("rests"):
        part, _, on = text.partition(" on ")
        if part not in PARTS or (on or "floor") not in names:
            row.fault(
                "rests",
                "unknown-id",
                f"“{text}” is not read: a part of the body, and on what.",
                f"Parts: {', '.join(sorted(PARTS))}. Things: {', '.join(sorted(names))}.",
            )
            continue
        found.append(Rest(part=part, on=on or "floor"))
    return tuple(found)
