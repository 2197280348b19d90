"""The plan before without what was put into it by hand and has been let go since."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ironstride.domain.athlete import Pin
from ironstride.domain.plan import Plan, PlannedSession, Reason

PINS: Final = "preference.pins"
PUT_HERE: Final = Reason(
    rule=PINS,
    evidence=("house",),
    sentence="You put it here by hand; it stays until you release it.",
)


def without_released(
    previous: Plan | None, pins: tuple[Pin, ...], released: frozenset[str] = frozenset()
) -> Plan | None:
    """Return the plan before without sessions that were put by hand and are so no more.

    Its days and its content have a price of their own to leave; what a runner has released must
    not hold the next plan where it was.

    Args:
        released: ids of sessions whose content was changed by hand and is free again.
    """
    if previous is None:
        return None
    weeks = tuple(
        replace(
            week,
            sessions=tuple(
                s for s in week.sessions if s.id not in released and not _is_released(pins, s)
            ),
        )
        for week in previous.weeks
    )
    return previous if weeks == previous.weeks else replace(previous, weeks=weeks)


def _is_released(pins: tuple[Pin, ...], session: PlannedSession) -> bool:
    held = any(reason.rule == PINS for reason in session.reasons)
    return held and not any(p.session == "place" and p.date == session.date for p in pins)
