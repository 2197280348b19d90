"""Sentences that several commands say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ironstride.cli.output import say, say_json, wrapped
from ironstride.domain.problem import Problem

if TYPE_CHECKING:
    from ironstride.domain.plan import Phase
    from ironstride.services.measures import Measures
    from ironstride.services.phases import PhasePlace
    from ironstride.services.planning import Replanned


def no_plan() -> Problem:
    """Return the problem of somebody without a plan."""
    return Problem(
        code="no-plan",
        sentence="There is no plan yet.",
        location="plan",
        remedy="Say who you are with `ironstride setup`, then `ironstride plan`.",
    )


def say_replanned(made: Replanned, measures: Measures, *, as_json: bool, **more: object) -> None:
    """Tell what a planning changed."""
    plan = made.current.plan
    if as_json:
        say_json(
            {
                **more,
                "plan": made.current.id,
                "new": made.is_new,
                "stops": [
                    {"flag": s.flag, "sentence": s.sentence, "see": s.see} for s in plan.stops
                ],
                "changes": [
                    {"what": each.what, "sentence": each.sentence, "rule": each.rule}
                    for each in plan.changes
                ],
            }
        )
        return
    say(replanned_text(made, measures))


def replanned_text(made: Replanned, measures: Measures) -> str:
    """Return what a planning changed, in words."""
    plan = made.current.plan
    lines = [
        wrapped(f"STOP ({stop.flag}): {stop.sentence} See: {stop.see}.", hang="  ")
        for stop in plan.stops
    ]
    if not made.is_new:
        lines.append("The plan stays as it is.")
    elif not plan.changes:
        lines.append("The plan was made anew; nothing in it changed.")
    else:
        lines.append("The plan changed:")
        lines += [wrapped(f"- {measures.said(each.sentence)}", hang="  ") for each in plan.changes]
    return "\n".join(lines)


def place_text(place: PhasePlace) -> str:
    """Return where a week stands in its phase, and what comes next."""
    after = "" if place.following is None else f", then {_phase(place.following)}"
    light = "; a lighter week" if place.light else ""
    return (
        f"{_phase(place.phase).capitalize()}: week {place.number} of {place.weeks}, until "
        f"{place.ends:%a} {place.ends.day} {place.ends:%b}{after}{light}."
    )


def place_document(place: PhasePlace) -> dict[str, object]:
    """Return where a week stands in its phase as plain values."""
    return {
        "week": place.number,
        "of": place.weeks,
        "until": place.ends.isoformat(),
        "next": None if place.following is None else place.following.value,
    }


def _phase(phase: Phase) -> str:
    return phase.value.replace("-", " ")
