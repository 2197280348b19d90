"""``ironstride/what-if/1``: two plans side by side, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ironstride.exporters.plan_json import plan_document

if TYPE_CHECKING:
    from ironstride.domain.plan import PlannedSession, PlannedWeek
    from ironstride.planner.what_if import Comparison

SCHEMA: Final = "ironstride/what-if/1"


def what_if_document(
    comparison: Comparison, said: tuple[str, ...], hints: tuple[str, ...] = ()
) -> dict[str, object]:
    """Return a comparison; ``plan`` is the whole new plan, as ``ironstride/plan/1`` has it."""
    new = comparison.new
    return {
        "schema": SCHEMA,
        "what_if": list(said),
        "hints": list(hints),
        "changes": [
            {"what": each.what, "rule": each.rule, "sentence": each.sentence}
            for each in comparison.changes
        ],
        "weeks": [
            {
                "start": pair.start.isoformat(),
                "same": pair.is_same,
                "old": _week(pair.old),
                "new": _week(pair.new),
            }
            for pair in comparison.weeks
        ],
        "cost": {
            "old": comparison.old_cost,
            "new": comparison.new_cost,
            "difference": comparison.new_cost - comparison.old_cost,
            "rules": [
                {
                    "rule": each.rule,
                    "old": each.old,
                    "new": each.new,
                    "difference": each.more,
                    "lacks": list(each.lacks),
                }
                for each in comparison.costs
            ],
        },
        "proven": comparison.proven,
        "conflict": [
            {"what": each.what, "rule": each.rule, "remedy": each.remedy} for each in new.conflict
        ],
        "stops": [{"flag": s.flag, "sentence": s.sentence, "see": s.see} for s in new.stops],
        "plan": plan_document(new),
    }


def _week(week: PlannedWeek | None) -> dict[str, object] | None:
    if week is None:
        return None
    return {
        "phase": week.phase.value,
        "light": week.light,
        "sessions": [_session(each) for each in week.sessions],
    }


def _session(session: PlannedSession) -> dict[str, object]:
    return {
        "id": session.id,
        "date": session.date.isoformat(),
        "start_minute": session.start_minute,
        "place": session.place,
        "title": session.title,
        "minutes": session.minutes_planned,
        "exercises": [
            {"exercise": each.exercise, "sets": sum(s.kind == "working" for s in each.sets)}
            for block in session.blocks
            if block.kind != "warm-up"
            for each in block.exercises
        ],
    }
