"""Requests that cannot hold together: made up, varied, and the same every time.

Each contradicts itself in another way, some in several at once. ``impossible()`` returns
the whole set. The plan of each still keeps every hard rule, and says what was dropped.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from benchmarks.runners import DAYS, GYM, MONDAY, Runner, document, window

SEED: Final = 20261124
PHYSIO: Final = {"set_by": "Physiotherapist"}
DRAWN: Final = 6
"""Runners drawn beside those written out."""


def pin(day: int, start: str | None = None, session: str = "place") -> dict[str, Any]:
    """Return an edit of a placement, its day counted from the first Monday."""
    date = (MONDAY + dt.timedelta(days=day)).isoformat()
    at = {} if start is None else {"start": start}
    return {"date": date, "session": session, **at}


def swap(day: int, exercise: str, instead_of: str | None = None) -> dict[str, Any]:
    """Return a swap by hand, its day counted from the first Monday."""
    date = (MONDAY + dt.timedelta(days=day)).isoformat()
    old = {} if instead_of is None else {"instead_of": instead_of}
    return {"date": date, "exercise": exercise, **old}


def required(*exercises: str) -> list[dict[str, Any]]:
    """Return limits by which a professional wants exercises in every session."""
    return [{**PHYSIO, "require": each} for each in exercises]


@cache
def impossible() -> tuple[Runner, ...]:
    """Return runners who ask for what cannot hold together, by a name that says what."""
    return (*_written(), *_drawn())


def _written() -> Iterator[Runner]:
    wanted = ("side-plank", "push-up", "split-squat", "bridge", "calf-raise")
    cases: dict[str, dict[str, Any]] = {
        "more-sessions-than-windows": {
            "sessions": 3, "availability": {"windows": [window("tue 17:00-20:00")]},
        },
        "more-sessions-than-free-days": {
            "sessions": 3, "availability": {"rest_days": list(DAYS[:5])},
        },
        "rest-every-day": {"sessions": 2, "availability": {"rest_days": list(DAYS)}},
        "runs-fill-the-windows": {
            "sessions": 2, "minutes": 45,
            "availability": {"windows": [window("tue 17:30-19:20"), window("wed 17:30-18:30")]},
        },
        "two-of-45-do-not-fit-40-would": {
            "sessions": 2, "minutes": 45,
            "availability": {"windows": [window("tue 17:20-18:40"), window("thu 17:20-18:40"),
                                         window("sat 10:00-11:00")], "rest_days": ["sat"]},
        },
        "pin-on-a-rest-day": {"pins": [pin(4)], "availability": {"rest_days": ["fri"]}},
        "pin-outside-windows": {
            "pins": [pin(1, "06:30")],
            "availability": {"windows": [window("tue 17:00-21:00"), window("fri 17:00-21:00")]},
        },
        "pin-in-a-run": {"pins": [pin(1, "18:00")]},
        "pin-before-intervals": {"week": "two-hard", "experience": "intermediate",
                                 "pins": [pin(1, "07:30")]},
        "pin-put-and-taken-out": {"pins": [pin(1), pin(1, session="none")]},
        "two-pins-on-one-day": {"pins": [pin(0, "07:00"), pin(0, "18:00")]},
        "pin-while-away": {
            "pins": [pin(4)],
            "availability": {
                "away": [{"from": (MONDAY + dt.timedelta(days=4)).isoformat(),
                          "to": (MONDAY + dt.timedelta(days=5)).isoformat()}],
            },
        },
        "three-pins-a-professional-allows-one": {
            "pins": [pin(0), pin(2), pin(4)],
            "limits": [{**PHYSIO, "max_sessions_per_week": 1}],
        },
        "swap-without-kit": {"kit": "no-kit", "pins": [pin(0), swap(0, "back-squat")]},
        "swap-that-hurts": {
            "pins": [pin(0), swap(0, "split-squat")],
            "limits": [{**PHYSIO, "forbid": "exercise", "exercise": "split-squat"}],
        },
        "swaps-for-which-the-minutes-do-not-do": {
            "minutes": 15, "pins": [pin(0), *(swap(0, each) for each in wanted)],
        },
        "swaps-and-pins-at-once": {
            "minutes": 15,
            "availability": {"rest_days": ["fri"]},
            "pins": [pin(4), pin(0), *(swap(0, each) for each in wanted)],
        },
        "required-longer-than-the-session": {"minutes": 5, "limits": required(*wanted[:3])},
        "required-longer-than-one-window": {
            "minutes": 40, "limits": required(*wanted),
            "availability": {"windows": [window("mon 17:00-17:05"), window("wed 17:00-20:00")]},
        },
        "required-and-a-session-put-in-a-short-window": {
            "minutes": 40, "limits": required(*wanted), "pins": [pin(0)],
            "availability": {"windows": [window("mon 17:00-17:05"), window("wed 17:00-20:00"),
                                         window("fri 17:00-20:00")]},
        },
        "required-where-the-kit-is-not": {
            "sessions": 2, "kit": "no-kit", "places": (GYM,), "experience": "advanced",
            "limits": required("cable-pulldown"),
            "availability": {"windows": [window("mon 17:00-20:00", place="home"),
                                         window("wed 17:00-20:00", place="gym")]},
        },
        "required-and-forbidden": {
            "limits": [*required("push-up"),
                       {**PHYSIO, "forbid": "exercise", "exercise": "push-up"}],
        },
        "required-and-no-kit": {"kit": "no-kit", "limits": required("back-squat")},
        "windows-of-two-minutes": {
            "availability": {"windows": [window("mon 17:00-17:02"), window("wed 17:00-17:02")]},
        },
    }  # fmt: skip
    for name, tables in cases.items():
        yield Runner(name=name, document=document(**tables))


def _drawn() -> Iterator[Runner]:
    """Yield runners drawn with two or three contradictions, each of another kind."""
    dice = random.Random(SEED)
    for number in range(1, DRAWN + 1):
        rest = dice.sample(DAYS, dice.choice([3, 4, 5]))
        sessions = dice.choice([3, 4])
        days = [DAYS.index(day) for day in rest]
        pins = [pin(day) for day in sorted(dice.sample(days, dice.choice([1, 2])))]
        free = [d for d in range(7) if DAYS[d] not in rest]
        opposed = dice.choice(free)
        pins += [pin(opposed), pin(opposed, session="none")]
        minutes = dice.choice([15, 20, 30])
        yield Runner(
            name=f"drawn-{number:02d}-{sessions}x{minutes}-rest-{'-'.join(sorted(rest))}",
            document=document(
                kit=dice.choice(["no-kit", "home", "gym"]),
                week=dice.choice(["three-easy", "hills", "evenings", "no-runs"]),
                sessions=sessions,
                minutes=minutes,
                availability={"rest_days": rest},
                pins=pins,
            ),
        )
