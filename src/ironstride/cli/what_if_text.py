"""A changed world in words for a narrow terminal: what changes, week by week, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ironstride.cli.output import wrapped
from ironstride.cli.plan_text import stops_text
from ironstride.cli.why_text import ledger_rows
from ironstride.domain.clock import clock_text, date_said

if TYPE_CHECKING:
    from ironstride.domain.plan import PlannedSession, PlannedWeek
    from ironstride.planner.what_if import Comparison, WeekPair
    from ironstride.services.measures import Measures
    from ironstride.services.what_if import Tried


def tried_text(tried: Tried, measures: Measures) -> str:
    """Return what scenarios would make of a plan."""
    found = tried.comparison
    parts = [
        wrapped(f"What if: {'; '.join(tried.said)}.", hang="  "),
        stops_text(found.new.stops),
        "\n".join(_conflict(found, measures)),
        "\n".join(_changes(found, measures)),
        "\n".join(wrapped(each) for each in tried.hints),
        *("\n".join(_pair(pair)) for pair in found.weeks),
        "\n".join(_cost(tried, measures)),
        _proof(found),
        "Nothing was stored; the plan stays as it is.",
    ]
    return "\n\n".join(part for part in parts if part)


def _conflict(found: Comparison, measures: Measures) -> list[str]:
    if not found.new.conflict:
        return []
    lines = ["Not all of it can hold together. The new plan leaves out:"]
    for each in found.new.conflict:
        lines.append(wrapped(f"- {measures.said(each.what)}", hang="  "))
        lines.append(wrapped(f"  Remedy: {measures.said(each.remedy)}", hang="  "))
    return lines


def _changes(found: Comparison, measures: Measures) -> list[str]:
    if not found.changes:
        return ["Nothing would change."]
    told = [wrapped(f"- {measures.said(each.sentence)}", hang="  ") for each in found.changes]
    return ["What would change:", *told]


def _pair(pair: WeekPair) -> list[str]:
    head = f"Week of {date_said(pair.start)}"
    if pair.is_same:
        return [f"{head}: the same."]
    return [f"{head}:", *_week("now", pair.old), *_week("then", pair.new)]


def _week(word: str, week: PlannedWeek | None) -> list[str]:
    if week is None:
        return [f"  {word:<5} not planned"]
    light = ", light" if week.light else ""
    lines = [f"  {word:<5} {week.phase.value.replace('-', ' ')}{light}"]
    if not week.sessions:
        lines.append("        no session")
    told = (wrapped(_session(each), indent=" " * 8, hang=" " * 10) for each in week.sessions)
    return [*lines, *told]


def _session(session: PlannedSession) -> str:
    when = f"{date_said(session.date)} {clock_text(session.start_minute)}"
    return f"{when}  {session.title}, {session.minutes_planned:.0f} min, {session.place}"


def _cost(tried: Tried, measures: Measures) -> list[str]:
    found = tried.comparison
    more = found.new_cost - found.old_cost
    word = f"{more} more" if more > 0 else f"{-more} fewer" if more < 0 else "as many"
    lines = [
        wrapped(
            f"Points over these weeks and the season: {found.old_cost} now, {found.new_cost} then, "
            f"{word}. A point is how much one wish weighs against another."
        )
    ]
    return lines + ledger_rows(tried.rows, measures)


def _proof(found: Comparison) -> str:
    if found.new.is_stopped:
        return ""
    if found.proven:
        return "Every level and week of the new plan is proven to be the cheapest."
    weeks = ", ".join(date_said(p.week) for p in found.proofs if p.week is not None)
    return wrapped(f"Not proven to be the cheapest: the week of {weeks}.", hang="  ")
