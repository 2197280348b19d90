"""Minutes, kit and loads: what an outsider recomputes of a session's content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from typing import Final

from tests.support.outsider import Document, Outsider, Work, contacts, date_of, percent_of

TEMPO: Final = re.compile(r"^[0-9]+-[0-9]+-([0-9]+|X)-[0-9]+$")
ROUNDING_SECONDS: Final = 1.0
ROUNDING_PERCENT: Final = 1.0
"""Half a step of the chart of repetitions."""
ROUNDING_KG: Final = 0.011
HARNESS: Final = {"dumbbell": 1, "kettlebell": 1, "dumbbell-pair": 2, "kettlebell-pair": 2}


def set_seconds(work: Work, one: Document) -> float:
    """Return how long a set takes: both sides, and the change between them."""
    row = work.row
    if "seconds" in one:
        once = one["seconds"]
    elif "contacts" in one:
        once = one["contacts"] / max(1, row["contacts_per_rep"]) * row["seconds_per_rep"]
    elif "distance_m" in one:
        once = one["distance_m"] * row["seconds_per_rep"]
    else:
        once = one["reps"] * max(row["seconds_per_rep"], one.get("hold_seconds", 0))
    if work.written["side"] == "each":
        return float(2 * once + row["side_change_seconds"])
    return float(once)


def minutes(plan: Outsider) -> Iterator[str]:
    """Yield where blocks, planned minutes and the budget disagree with the sets."""
    asked = plan.availability.get("minutes", 30)
    most = max([asked, *(w.get("minutes", 0) for w in plan.availability.get("windows", []))])
    for session in plan.sessions:
        where = session["id"]
        planned, budget = session["minutes_planned"], session["minutes_budget"]
        told = sum(b["seconds_planned"] for b in session["blocks"])
        if abs(told - planned * 60) > ROUNDING_SECONDS:
            yield f"{where}: blocks sum to {told:g} s, {planned:g} min are planned"
        if planned > budget + 0.01:
            yield f"{where}: {planned:g} min planned in a budget of {budget:g}"
        if budget > most:
            yield f"{where}: a budget of {budget:g} min, {most} are asked"
        for number, block in enumerate(session["blocks"]):
            again = 0.0
            for work in plan.works(session):
                if work.block is block:
                    again += work.row["setup_seconds"] + sum(
                        set_seconds(work, one) + one["rest_seconds"] for one in work.written["sets"]
                    )
            if abs(again - block["seconds_planned"]) > ROUNDING_SECONDS:
                yield (
                    f"{where}: block {number} says {block['seconds_planned']:g} s, "
                    f"its sets take {again:g}"
                )


def content(plan: Outsider) -> Iterator[str]:
    """Yield where exercises, sides, contacts or kit are wrong."""
    for session in plan.sessions:
        where = session["id"]
        place = plan.places.get(session["place"], {})
        names = [e["exercise"] for b in session["blocks"] for e in b["exercises"]]
        for name in names:
            if name not in plan.rows:
                yield f"{where}: {name} is not in the catalogue"
        if not plan.working(session):
            yield f"{where}: nothing to do"
        for name, count in Counter(w.id for w in plan.working(session)).items():
            if count > 1:
                yield f"{where}: {name} stands there {count} times"
        told = session.get("contacts", 0)
        again = sum(contacts(w) for w in plan.works(session))
        if told != again:
            yield f"{where}: {told} contacts told, {again} counted"
        for work in plan.works(session):
            yield from _exercise(where, work, place)


def _exercise(where: str, work: Work, place: Document) -> Iterator[str]:
    kit = set(place.get("equipment", []))
    if not any(set(together) <= kit for together in work.row["equipment"]):
        yield f"{where}: {work.id} needs {work.row['equipment']}, there is {sorted(kit)}"
    if work.row["laterality"] == "unilateral" and work.written["side"] == "both":
        yield f"{where}: {work.id} is for one side, the plan says both"
    if work.row["laterality"] != "unilateral" and work.written["side"] != "both":
        yield f"{where}: {work.id} is for both sides, the plan says otherwise"
    for one in work.written["sets"]:
        tempo = one.get("tempo")
        if tempo is not None and not TEMPO.match(tempo):
            yield f"{where}: {work.id} in tempo “{tempo}”"
        yield from _load(where, work, one, place)


def _load(where: str, work: Work, one: Document, place: Document) -> Iterator[str]:
    kilograms, implement = one.get("load_kg"), work.row["implement"]
    bands = {b["name"] for b in place.get("bands", [])}
    if one.get("band") is not None and one["band"] not in bands:
        yield f"{where}: {work.id} with band {one['band']}, which is not there"
    if kilograms is None:
        known = _loads(place, implement)
        if work.row["load"] == "external" and "reps" in one and known:
            yield f"{where}: {work.id} without a load, {implement} weighs {known[:4]}"
        return
    loads = _loads(place, implement)
    if not any(abs(load - kilograms) < ROUNDING_KG for load in loads):
        yield f"{where}: {work.id} with {kilograms:g} kg, {implement} makes {loads[:12]}"
    if one.get("implements") not in {None, HARNESS.get(implement, 1)}:
        yield f"{where}: {work.id} with {one['implements']} implements of {implement}"


def _loads(place: Document, implement: str) -> list[float]:
    """Return every load that can be made, by trying all of it out."""
    if implement in HARNESS:
        bells: list[float] = place.get(f"{implement.split('-', maxsplit=1)[0]}s_kg", [])
        count = HARNESS[implement]
        return sorted({w * count for w in set(bells) if bells.count(w) >= count})
    if implement == "barbell":
        plates: list[float] = place.get("plates_kg", [])
        pairs = [(w, plates.count(w) // 2) for w in sorted(set(plates))]
        choices = product(*[range(n + 1) for _, n in pairs])
        sums = {sum(2 * w * n for (w, _), n in zip(pairs, row, strict=True)) for row in choices}
        return sorted({bar + extra for bar in place.get("bars_kg", []) for extra in sums})
    if implement in {"machine", "cable"} and {"machine_step_kg", "machine_max_kg"} <= place.keys():
        step = float(place["machine_step_kg"])
        load = float(place.get("machine_min_kg", step))
        found: list[float] = []
        while load <= place["machine_max_kg"] + ROUNDING_KG:
            found.append(load)
            load += step
        return found
    return []


def loads_are_kept(plan: Outsider) -> Iterator[str]:
    """Yield loads and shares of 1RM beyond a professional's limits."""
    for session in plan.sessions:
        limits = plan.limits_on(date_of(session["date"]))
        for work in plan.works(session):
            for limit in limits:
                named, region = limit.get("exercise"), limit.get("region")
                if named is not None and named != work.id:
                    continue
                if region is not None and not work.row["regions_loaded"].get(region):
                    continue
                for one in work.written["sets"]:
                    kg, percent = one.get("load_kg"), percent_of(one)
                    if kg is not None and kg > limit.get("max_load_kg", 1e9):
                        yield f"{session['id']}: {work.id} with {kg:g} kg, beyond a limit"
                    if (
                        percent is not None
                        and percent > limit.get("max_percent_1rm", 1e9) + ROUNDING_PERCENT
                    ):
                        yield f"{session['id']}: {work.id} at {percent:g} % 1RM, beyond a limit"
