"""The plan as JSON (contract ``ironstride/plan/1``): a fixed order of keys, equal bytes."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Final

from ironstride.domain.clock import clock_text

if TYPE_CHECKING:
    from ironstride.domain.plan import (
        Block,
        Change,
        Dropped,
        LedgerLine,
        Plan,
        PlannedSession,
        PlannedWeek,
        PrescribedExercise,
        PrescribedSet,
        Proof,
        Reason,
        Stop,
    )
    from ironstride.domain.run import ScheduledRun

SCHEMA: Final = "ironstride/plan/1"
DECIMALS: Final = 6
"""Finer than any figure of a plan means; hides the last digits, where sums leave their noise."""

Object = dict[str, object]


def plan_json(plan: Plan, *, indent: int | None = None) -> str:
    """Return the plan's document as text that ends with a line break."""
    return document_text(plan_document(plan), indent=indent)


def document_text(document: Object, *, indent: int | None = None) -> str:
    """Return JSON text with the keys in the document's own order, ending with a line break."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(
        document, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators
    )
    return text + "\n"


def plan_document(plan: Plan) -> Object:
    """Return the plan as plain values, in the order in which people read it."""
    return {
        "schema": SCHEMA,
        "today": plan.today.isoformat(),
        "seed": plan.seed,
        "engine": plan.engine,
        "stops": [_stop(stop) for stop in plan.stops],
        "conflict": {"drop": [_dropped(each) for each in plan.conflict]} if plan.conflict else None,
        "changes": [_change(change) for change in plan.changes],
        "notes": list(plan.notes),
        "past": [week_document(week) for week in plan.past],
        "runs": [run_document(run) for run in plan.runs],
        "weeks": [week_document(week) for week in plan.weeks],
        "proofs": [_proof(proof) for proof in plan.proofs],
        "analysis": [ledger_line(line) for line in plan.analysis],
    }


def figure(value: float) -> float:
    """Return a number as the document writes it: whole numbers without a point, else rounded.

    Raises:
        ValueError: the number is not finite, which a plan never holds.
    """
    if not math.isfinite(value):
        msg = f"a plan holds finite numbers, not {value}"
        raise ValueError(msg)
    rounded = round(value, DECIMALS)
    return int(rounded) if rounded == int(rounded) else rounded


def _optional(**values: float | str | None) -> Object:
    """Return those of the values that are told."""
    return {
        name: figure(value) if isinstance(value, (int, float)) else value
        for name, value in values.items()
        if value is not None
    }


def _or_null(value: float | None) -> float | None:
    return None if value is None else figure(value)


def _stop(stop: Stop) -> Object:
    return {
        "flag": stop.flag,
        "sentence": stop.sentence,
        "see": stop.see,
        "blocks": stop.blocks.value,
    }


def _dropped(each: Dropped) -> Object:
    helps = [
        {"wish": one.wish.value, "value": one.value, "sentence": one.sentence} for one in each.helps
    ]
    return {
        "what": each.what,
        **_optional(rule=each.rule),
        "remedy": each.remedy,
        **_optional(why=each.why or None, check=each.check),
        "proven": each.proven,
        **({"helps": helps} if helps else {}),
    }


def _change(change: Change) -> Object:
    days = [day.isoformat() for day in change.dates]
    return {
        "what": change.what,
        **_optional(rule=change.rule),
        "sentence": change.sentence,
        **_optional(session=change.session),
        **({"dates": days} if days else {}),
    }


def run_document(run: ScheduledRun) -> Object:
    """Return an assumed run as plain values."""
    return {
        "date": run.date.isoformat(),
        "start": clock_text(run.start_minute),
        "kind": run.kind.value,
        "minutes": figure(run.minutes),
        "source": run.source,
        **_optional(distance_m=run.distance_m, priority=run.priority),
    }


def week_document(week: PlannedWeek) -> Object:
    """Return a week as plain values."""
    return {
        "start": week.start.isoformat(),
        "phase": week.phase.value,
        "light": week.light,
        "reasons": [reason_document(reason) for reason in week.reasons],
        "sessions": [session_document(session) for session in week.sessions],
    }


def reason_document(reason: Reason) -> Object:
    """Return a reason as plain values."""
    return {
        "rule": reason.rule,
        "evidence": list(reason.evidence),
        **_optional(amount=reason.amount),
        "sentence": reason.sentence,
    }


def session_document(session: PlannedSession) -> Object:
    """Return a session as plain values."""
    return {
        "id": session.id,
        "date": session.date.isoformat(),
        "start": clock_text(session.start_minute),
        "place": session.place,
        "title": session.title,
        "minutes_budget": figure(session.minutes_budget),
        "minutes_planned": figure(session.minutes_planned),
        "heavy_lower": session.heavy_lower,
        "contacts": session.contacts,
        "reasons": [reason_document(reason) for reason in session.reasons],
        "blocks": [_block(block) for block in session.blocks],
    }


def _block(block: Block) -> Object:
    return {
        "kind": block.kind.value,
        "seconds_planned": figure(block.seconds_planned),
        "exercises": [_exercise(exercise) for exercise in block.exercises],
    }


def _exercise(exercise: PrescribedExercise) -> Object:
    return {
        "exercise": exercise.exercise,
        "side": exercise.side.value,
        **_optional(first_side=None if exercise.first_side is None else exercise.first_side.value),
        "sets": [_set(each) for each in exercise.sets],
        "reasons": [reason_document(reason) for reason in exercise.reasons],
    }


def _set(each: PrescribedSet) -> Object:
    return {
        "kind": each.kind,
        **_optional(
            reps=each.reps,
            hold_seconds=each.hold_seconds,
            seconds=each.seconds,
            contacts=each.contacts,
            distance_m=each.distance_m,
        ),
        "load_kg": _or_null(each.load_kg),
        **_optional(
            implements=each.implements,
            band=each.band,
            body_mass_share=each.body_mass_share,
            percent_1rm=each.percent_1rm,
        ),
        "rir": _or_null(each.rir),
        **_optional(tempo=each.tempo),
        "rest_seconds": figure(each.rest_seconds),
    }


def _proof(proof: Proof) -> Object:
    return {
        "level": proof.level.value,
        "week": None if proof.week is None else proof.week.isoformat(),
        "status": "optimal" if proof.optimal else "feasible",
        "objective": proof.objective,
        "bound": proof.bound,
    }


def ledger_line(line: LedgerLine) -> Object:
    """Return one line of the ledger as plain values."""
    return {
        "rule": line.rule,
        "level": line.level.value,
        "week": None if line.week is None else line.week.isoformat(),
        "strength": line.strength.value,
        "weight": line.weight,
        "unit": line.unit,
        "amount": figure(line.amount),
        "penalty": line.penalty,
        "breaches": [
            {"where": each.where, **_optional(amount=each.amount), "sentence": each.sentence}
            for each in line.breaches
        ],
    }
