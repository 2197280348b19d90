"""What check-ins change: illness, soreness, short sleep, and when nothing changes (RM rows)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from typing import Final

from ironstride.domain.athlete import CheckIn, Illness

FRESH_DAYS: Final = 1
"""A check-in speaks for its day and the next (house); illness longer, see below."""
ILL_DAYS: Final = 2
"""Days after the last ill check-in that illness is taken to last unless told otherwise (RM-11)."""
SORE_SHIFT: Final = 5.0
"""Soreness from which heavy legs shift (RM-08)."""
SORE_REST: Final = 7.0
"""Soreness from which the day is for rest (RM-08)."""
SHORT_SLEEP_HOURS: Final = 6.0
"""Sleep below this costs a set and adds one in reserve (RM-09)."""
SLEEP_UNDER_USUAL_HOURS: Final = 2.0
"""So does this much under the usual (RM-09)."""
USUAL_SLEEP_DAYS: Final = 28
USUAL_SLEEP_LEAST: Final = 3
"""The usual night: the mean of four weeks of at least three check-ins (house)."""
OFF_FROM: Final = 7.0
"""Fatigue or stress from here counts as off (house; RM-03 has no line on this scale)."""
OFF_COUNT: Final = 2
"""Fewer things off change nothing (RM-12)."""
SHORT_SLEEP_RESERVE: Final = 1.0
"""Added to the reserve after a short night (RM-09)."""


class DayLimit(StrEnum):
    """What a day's readiness takes away."""

    REST = "rest"
    NO_HEAVY_LOWER = "no-heavy-lower"
    NO_HEAVY = "no-heavy"
    NO_IMPACT = "no-impact"
    FEWER_SETS = "fewer-sets"
    """One set less of each exercise and one more repetition in reserve (RM-09)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRestriction:
    """One thing that a date loses, and why."""

    date: dt.date
    limit: DayLimit
    rule: str
    evidence: tuple[str, ...]
    sentence: str


def _span(first: dt.date, days: int) -> list[dt.date]:
    return [first + dt.timedelta(days=i) for i in range(days)]


def _by_date(checkins: tuple[CheckIn, ...], today: dt.date) -> list[CheckIn]:
    """Return one check-in a day up to today, oldest first; the last given for a day counts."""
    newest = {c.date: c for c in checkins if c.date <= today}
    return [newest[date] for date in sorted(newest)]


def _is_below(checkin: CheckIn) -> bool:
    return checkin.illness in {Illness.FEVER, Illness.BELOW_NECK}


def _ill(found: list[CheckIn], today: dt.date) -> list[DayRestriction]:
    """Return rest while ill and easy days after it, as many as the illness had (RM-11)."""
    if not any(_is_below(c) for c in found):
        return _head_cold(found)
    last = max(i for i, c in enumerate(found) if _is_below(c))
    first = last
    while (
        first > 0
        and _is_below(found[first - 1])
        and (found[first].date - found[first - 1].date).days <= ILL_DAYS + 1
    ):
        first -= 1
    sick = (found[last].date - found[first].date).days + 1
    after = [c.date for c in found[last + 1 :]]
    well = after[0] if after else found[last].date + dt.timedelta(days=ILL_DAYS + 1)
    rest = _span(found[last].date, (well - found[last].date).days)
    restrictions = [
        DayRestriction(
            date=date,
            limit=DayLimit.REST,
            rule="readiness.illness",
            evidence=("RM-11",),
            sentence="Fever or signs below the neck: no training until they are gone. See a "
            "doctor if the fever stays or your chest hurts.",
        )
        for date in rest
    ]
    for date in _span(well, sick):
        restrictions += _easy(date, "Back after illness: as many easy days as it lasted.")
    return restrictions + [r for r in _head_cold(found) if r.date >= today]


def _easy(date: dt.date, sentence: str) -> list[DayRestriction]:
    return [
        DayRestriction(
            date=date,
            limit=limit,
            rule="readiness.illness",
            evidence=("RM-11",),
            sentence=sentence,
        )
        for limit in (DayLimit.NO_HEAVY, DayLimit.NO_IMPACT)
    ]


def _head_cold(found: list[CheckIn]) -> list[DayRestriction]:
    if not found or found[-1].illness is not Illness.ABOVE_NECK:
        return []
    sentence = "A head cold: easy work only, nothing heavy and no jumps."
    days = _span(found[-1].date, ILL_DAYS + 1)
    return [restriction for date in days for restriction in _easy(date, sentence)]


def _sore(latest: CheckIn) -> list[DayRestriction]:
    soreness = latest.soreness
    if soreness is None or soreness < SORE_SHIFT:
        return []
    found = [
        DayRestriction(
            date=date,
            limit=DayLimit.NO_HEAVY_LOWER,
            rule="readiness.soreness",
            evidence=("RM-08",),
            sentence=f"Sore legs ({soreness:g} of 10): heavy legs wait, the upper body may go on.",
        )
        for date in _span(latest.date, FRESH_DAYS + 1)
    ]
    if soreness >= SORE_REST:
        found.append(
            DayRestriction(
                date=latest.date,
                limit=DayLimit.REST,
                rule="readiness.soreness",
                evidence=("RM-08",),
                sentence=f"Very sore ({soreness:g} of 10): today is for rest.",
            )
        )
    return found


def usual_sleep(checkins: tuple[CheckIn, ...], before: dt.date) -> float | None:
    """Return the mean night of the four weeks before, hours; None from fewer than three."""
    since = before - dt.timedelta(days=USUAL_SLEEP_DAYS)
    nights = [
        c.sleep_hours for c in checkins if since <= c.date < before and c.sleep_hours is not None
    ]
    return fmean(nights) if len(nights) >= USUAL_SLEEP_LEAST else None


def slept_short(latest: CheckIn, checkins: tuple[CheckIn, ...]) -> bool:
    """Return whether a night was under six hours, or two under the usual (RM-09)."""
    if latest.sleep_hours is None:
        return False
    usual = usual_sleep(checkins, latest.date)
    under = usual is not None and latest.sleep_hours <= usual - SLEEP_UNDER_USUAL_HOURS
    return latest.sleep_hours < SHORT_SLEEP_HOURS or under


def _short_sleep(latest: CheckIn) -> list[DayRestriction]:
    return [
        DayRestriction(
            date=latest.date,
            limit=limit,
            rule="readiness.sleep",
            evidence=("RM-09",),
            sentence="A short night: one set less, one more repetition in reserve, no hard jumps.",
        )
        for limit in (DayLimit.FEWER_SETS, DayLimit.NO_IMPACT)
    ]


def things_off(latest: CheckIn, checkins: tuple[CheckIn, ...]) -> tuple[str, ...]:
    """Return what is off of sleep, soreness, fatigue and stress (RM-12)."""
    signs = {
        "sleep": slept_short(latest, checkins),
        "soreness": (latest.soreness or 0.0) >= SORE_SHIFT,
        "fatigue": (latest.fatigue or 0.0) >= OFF_FROM,
        "stress": (latest.stress or 0.0) >= OFF_FROM,
    }
    return tuple(name for name, off in signs.items() if off)


def restrictions_of(checkins: tuple[CheckIn, ...], today: dt.date) -> tuple[DayRestriction, ...]:
    """Return what the check-ins take from today and the days after, in order of date."""
    found = _by_date(checkins, today)
    if not found:
        return ()
    latest = found[-1]
    restrictions = _ill(found, today)
    if (today - latest.date).days <= FRESH_DAYS:
        restrictions += _sore(latest)
        if slept_short(latest, checkins):
            restrictions += _short_sleep(latest)
        off = things_off(latest, checkins)
        if len(off) >= OFF_COUNT:
            restrictions.append(
                DayRestriction(
                    date=latest.date,
                    limit=DayLimit.NO_HEAVY,
                    rule="readiness.rule-of-two",
                    evidence=("RM-12",),
                    sentence=f"Two things or more are off ({', '.join(off)}): nothing heavy today.",
                )
            )
    coming = [r for r in restrictions if r.date >= today]
    return tuple(sorted(coming, key=lambda r: (r.date, r.limit, r.rule)))


def notes_of(checkins: tuple[CheckIn, ...], today: dt.date) -> tuple[str, ...]:
    """Return what to say where one thing alone is off, which changes nothing (RM-12)."""
    found = _by_date(checkins, today)
    if not found or found[-1].date != today:
        return ()
    off = things_off(found[-1], checkins)
    only_mood = len(off) == 1 and off[0] in {"fatigue", "stress"}
    if not only_mood:
        return ()
    return (f"Only {off[0]} is off today, so the plan stays: warm up and ask yourself again.",)
