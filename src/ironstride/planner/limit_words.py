"""A professional's limit as one says it: what, until when, and who set it."""

from __future__ import annotations

import datetime as dt
from typing import Final

from ironstride.body.words import REGION_NAMES
from ironstride.domain.athlete import Forbidden, Limit

ROLES: Final = frozenset(
    {
        "coach", "doctor", "gp", "physician", "physio", "physiotherapist", "physical therapist",
        "midwife", "surgeon", "trainer", "therapist",
    }
)  # fmt: skip
"""What somebody is instead of a name: said as “your physiotherapist”."""
WHAT: Final = {
    Forbidden.IMPACT: "no jumping",
    Forbidden.RUNNING: "no running",
    Forbidden.HEAVY_LOWER: "no heavy work for the legs",
    Forbidden.HEAVY_UPPER: "no heavy work for the upper body",
    Forbidden.END_RANGE: "nothing at the end of the range",
    Forbidden.ALL: "no training",
}


def set_by(limit: Limit) -> str:
    """Return who set a limit: the name as given, a role as ``your physiotherapist``."""
    who = limit.set_by.strip()
    return f"your {who.lower()}" if who.lower() in ROLES else who


def until(limit: Limit) -> str:
    """Return how long a limit holds: ``until 12 December``, ``until further notice``."""
    return "until further notice" if limit.until is None else f"until {_date(limit.until)}"


def source(limit: Limit) -> str:
    """Return who set a limit and how long it holds, to stand behind what it says."""
    return f"{until(limit)}, set by {set_by(limit)}"


def limit_said(limit: Limit) -> str:
    """Return a limit in one sentence: ``No jumping until 12 December, set by your doctor.``."""
    what = ", ".join(_parts(limit))
    return f"{what[0].upper()}{what[1:]} {source(limit)}."


def _date(date: dt.date) -> str:
    return f"{date.day} {date:%B}"


def _parts(limit: Limit) -> list[str]:
    found = []
    exercise = None if limit.exercise is None else limit.exercise.replace("-", " ")
    if limit.forbid is Forbidden.EXERCISE:
        found.append(f"no {exercise}")
    elif limit.forbid is Forbidden.ALL and limit.region is not None:
        found.append(f"nothing that loads the {REGION_NAMES[limit.region]}")
    elif limit.forbid is not None:
        found.append(WHAT[limit.forbid] + _there(limit))
    where = "" if limit.region is None else f" in what loads the {REGION_NAMES[limit.region]}"
    on = where if exercise is None else f" of {exercise}"
    if limit.max_load_kg is not None:
        found.append(f"at most {limit.max_load_kg:g} kg{on}")
    if limit.max_percent_1rm is not None:
        found.append(f"at most {limit.max_percent_1rm:g} % of your maximum{on}")
    if limit.max_contacts is not None:
        found.append(f"at most {limit.max_contacts} foot contacts a session")
    if limit.max_sessions_per_week is not None:
        found.append(f"at most {_times(limit.max_sessions_per_week)} a week")
    if limit.require is not None:
        found.append(f"{limit.require.replace('-', ' ')} in every session")
    return found


def _there(limit: Limit) -> str:
    return "" if limit.region is None else f" that loads the {REGION_NAMES[limit.region]}"


def _times(count: int) -> str:
    return "one session" if count == 1 else f"{count} sessions"
