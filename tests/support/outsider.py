"""What an outsider knows of a plan: the plan's document, the athlete file and the catalogue.

Nothing here imports the planner: everything is read from the three published documents.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

Document = dict[str, Any]

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
QUALITY: Final = frozenset({"tempo", "intervals", "hills", "race"})
KEY: Final = QUALITY | {"long"}
LEGS: Final = frozenset({"legs-knee", "legs-hip", "calf-straight", "calf-bent", "power"})
UPPER: Final = frozenset({"upper-push", "upper-pull"})
EXPERIENCED: Final = frozenset({"intermediate", "advanced"})
OPEN: Final = (6 * 60, 21 * 60)
UNTOLD_PAIN: Final = 3.0
BONE_REGIONS: Final = frozenset({"foot", "shin", "hip-front", "groin", "low-back"})
HEAVY_PERCENT: Final = 80.0
HEAVY_REPS, HEAVY_RIR, HEAVY_SETS = 8, 2.0, 3
NOVEL_DAYS: Final = 21
CLEARED_PRESSURE: Final = (180, 110)
POSTPARTUM_IMPACT_WEEKS: Final = 12


def minute_of(clock: str) -> int:
    """Return the minute of a day of HH:MM."""
    return int(clock[:2]) * 60 + int(clock[3:])


def date_of(text: str) -> dt.date:
    """Return the date of an ISO text."""
    return dt.date.fromisoformat(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """A run of the plan as a stretch of time."""

    date: dt.date
    start: int
    end: int
    kind: str

    @property
    def begins(self) -> dt.datetime:
        """The moment it starts, on the local clock."""
        return dt.datetime.combine(self.date, dt.time()) + dt.timedelta(minutes=self.start)

    @property
    def ends(self) -> dt.datetime:
        """The moment it ends, on the local clock."""
        return dt.datetime.combine(self.date, dt.time()) + dt.timedelta(minutes=self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One exercise of a session with its row of the catalogue, block and place in the order."""

    row: Document
    written: Document
    block: Document
    order: int

    @property
    def id(self) -> str:
        """The exercise's id."""
        return str(self.written["exercise"])

    @property
    def sets(self) -> list[Document]:
        """The working sets; those of a warm-up block are none."""
        if self.block["kind"] in {"warm-up", "cool-down"}:
            return []
        return [s for s in self.written["sets"] if s.get("kind", "working") == "working"]

    @property
    def is_legs(self) -> bool:
        """Whether the catalogue counts it as work for the legs."""
        return self.row["need"] in LEGS

    @property
    def sides(self) -> int:
        """How often the sets are done: twice where each side does them."""
        return 2 if self.written["side"] == "each" else 1


def contacts(work: Work) -> int:
    """Return the foot contacts of the working sets, both sides counted."""
    total = 0
    for one in work.sets:
        per_set = one.get("contacts", (one.get("reps") or 0) * work.row["contacts_per_rep"])
        total += int(per_set) * work.sides
    return total


def is_heavy_set(work: Work, one: Document) -> bool:
    """Whether a working set counts towards heavy legs, by the plan schema's own words."""
    if not work.is_legs or "reps" not in one:
        return False
    percent, rir = one.get("percent_1rm"), one.get("rir")
    return (percent is not None and percent >= HEAVY_PERCENT) or (
        rir is not None and rir <= HEAVY_RIR and one["reps"] <= HEAVY_REPS
    )


CHART: Final = (100, 95.5, 92.2, 89.2, 86.3, 83.7, 81.1, 78.6, 76.2, 73.9, 71.7, 69.6)
"""LP-01: the share of a maximum, per cent, by repetitions and those in reserve together."""


def percent_of(one: Document) -> float | None:
    """Return the share of a maximum that a set is, told or by the chart; None beyond the chart.

    Only of sets with a load: what share of a maximum a push-up is, nobody knows.
    """
    told = one.get("percent_1rm")
    if told is not None:
        return float(told)
    if not one.get("load_kg") or "reps" not in one or one.get("rir") is None:
        return None
    row = round(one["reps"] + one["rir"])
    return CHART[row - 1] if row <= len(CHART) else None


def is_loaded_heavily(one: Document) -> bool:
    """Whether a set is 80 % 1RM or more, told or by its repetitions and reserve."""
    percent = percent_of(one)
    return percent is not None and percent >= HEAVY_PERCENT


class Outsider:
    """The three documents, and what follows from them."""

    def __init__(self, plan: Document, athlete: Document, catalogue: Document) -> None:
        self.plan = plan
        self.athlete = athlete
        self.rows: dict[str, Document] = {e["id"]: e for e in catalogue["exercises"]}
        self.today = date_of(plan["today"])
        self.availability: Document = athlete.get("availability", {})
        self.races: list[Document] = athlete.get("races", [])

    @cached_property
    def places(self) -> dict[str, Document]:
        """The places by id; one without kit where none is told."""
        told = self.athlete.get("places") or [{"id": "home"}]
        return {p["id"]: p for p in told}

    @cached_property
    def sessions(self) -> list[Document]:
        """Every session in order of time."""
        found = [s for week in self.plan["weeks"] for s in week["sessions"]]
        return sorted(found, key=lambda s: (s["date"], s["start"]))

    @cached_property
    def runs(self) -> list[Busy]:
        """The assumed runs in order of time."""
        found = [
            Busy(
                date=date_of(r["date"]),
                start=minute_of(r["start"]),
                end=minute_of(r["start"]) + round(r["minutes"]),
                kind=r["kind"],
            )
            for r in self.plan["runs"]
        ]
        return sorted(found, key=lambda r: r.begins)

    @cached_property
    def end(self) -> dt.date:
        """The last day of the plan."""
        return date_of(self.plan["weeks"][-1]["start"]) + dt.timedelta(days=6)

    def begins(self, session: Document) -> dt.datetime:
        """Return the moment a session starts, on the local clock."""
        midnight = dt.datetime.combine(date_of(session["date"]), dt.time())
        return midnight + dt.timedelta(minutes=minute_of(session["start"]))

    def ends(self, session: Document) -> dt.datetime:
        """Return the moment a session's budget ends."""
        return self.begins(session) + dt.timedelta(minutes=session["minutes_budget"])

    def works(self, session: Document) -> Iterator[Work]:
        """Yield the exercises of a session in order, those of the warm-up with them."""
        order = 0
        for block in session["blocks"]:
            for written in block["exercises"]:
                row = self.rows.get(written["exercise"])
                if row is not None:
                    yield Work(row=row, written=written, block=block, order=order)
                    order += 1

    def working(self, session: Document) -> list[Work]:
        """Return the exercises of a session that have working sets."""
        return [w for w in self.works(session) if w.sets]

    def limits_on(self, date: dt.date) -> list[Document]:
        """Return the professional's limits in force on a date, both ends included."""
        return [
            limit
            for limit in self.athlete.get("limits", [])
            if ("set_on" not in limit or date_of(limit["set_on"]) <= date)
            and ("until" not in limit or date <= date_of(limit["until"]))
        ]

    @cached_property
    def pains(self) -> dict[str, float]:
        """The worst pain of every active region: of the numbers told, else three."""
        found: dict[str, float] = {}
        for condition in self.athlete.get("conditions", []):
            if not condition.get("active", True):
                continue
            told = [
                condition[k]
                for k in ("pain_during", "pain_after", "pain_next_morning")
                if k in condition
            ]
            pain = float(max(told)) if told else UNTOLD_PAIN
            found[condition["region"]] = max(pain, found.get(condition["region"], 0.0))
        return found

    @cached_property
    def bone_questions_open(self) -> bool:
        """Whether a region that may hide a bone injury hurts without a diagnosis."""
        return any(
            c["region"] in BONE_REGIONS
            and c.get("active", True)
            and "protocol" not in c
            and self.pains.get(c["region"], 0) > 0
            for c in self.athlete.get("conditions", [])
        )

    @cached_property
    def all_blocked(self) -> bool:
        """Whether a red flag or the blood pressure forbids all training."""
        screening = self.athlete.get("screening", {})
        most_systolic, most_diastolic = CLEARED_PRESSURE
        return bool(self.athlete.get("red_flags")) or (
            screening.get("systolic_mmhg", 0) > most_systolic
            or screening.get("diastolic_mmhg", 0) > most_diastolic
        )

    @property
    def is_experienced(self) -> bool:
        """Whether the athlete has lifted for longer than a novice."""
        return self.athlete["athlete"]["lifting_experience"] in EXPERIENCED

    @property
    def age(self) -> int:
        """The age in the year asked."""
        return self.today.year - int(self.athlete["athlete"]["birth_year"])

    @property
    def technique(self) -> frozenset[str]:
        """Exercises whose technique the file says was confirmed."""
        return frozenset(self.athlete.get("technique", []))

    def windows_on(self, date: dt.date) -> list[tuple[int, int, str | None, int]]:
        """Return the windows of a date: from, to, place and most minutes."""
        asked = int(self.availability.get("minutes", 30))
        for away in self.availability.get("away", []):
            if date_of(away["from"]) <= date <= date_of(away["to"]):
                return [(*OPEN, away["place"], asked)] if "place" in away else []
        windows = self.availability.get("windows")
        if not windows:
            return [(*OPEN, None, asked)]
        return [
            (minute_of(w["from"]), minute_of(w["to"]), w.get("place"), w.get("minutes", asked))
            for w in windows
            if w["day"] == DAYS[date.weekday()]
        ]
