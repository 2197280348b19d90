"""Rehabilitation protocols as one JSON document: the record with its sentences beside it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from ironstride.domain.protocol import (
    ExerciseCriterion,
    LadderCriterion,
    PainCriterion,
    RunCriterion,
    SignOffCriterion,
    TestCriterion,
    TimeCriterion,
    TrendCriterion,
)
from ironstride.services.protocol_words import mark_of, often_words, work_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ironstride.domain.exercise import Exercise, ExerciseId
    from ironstride.domain.protocol import Dose
    from ironstride.services.protocol_pages import CriterionLine, ProtocolPage, Said, StageView

SCHEMA: Final = "ironstride/protocols/1"

KINDS: Final = {
    PainCriterion: "pain",
    TrendCriterion: "trend",
    TestCriterion: "test",
    ExerciseCriterion: "exercise",
    RunCriterion: "run",
    LadderCriterion: "ladder",
    TimeCriterion: "time",
    SignOffCriterion: "sign-off",
}
"""What a predicate is called in the document."""

Document = dict[str, object]


def document(pages: Iterable[ProtocolPage]) -> Document:
    """Return the document of some protocols."""
    return {"schema": SCHEMA, "protocols": [_protocol(page) for page in pages]}


def _protocol(page: ProtocolPage) -> Document:
    each = page.protocol
    return {
        "id": each.id,
        "name": each.name,
        "injury": each.injury.value,
        "regions": [region.value for region in each.regions],
        "offered_first": each.offered_first,
        "pain_rule": each.pain_rule.value,
        "what": each.what,
        "red_flags": list(each.red_flags),
        "approach": _told(page.approach),
        "tell_apart": _told(page.tell_apart),
        "sign_offs": [asdict(sign) for sign in each.sign_offs],
        "stages": [_stage(view) for view in page.stages],
        "walk_run": _ladder(page),
        "avoid": _told(page.avoid),
        "course": _told(page.course),
        "conflicts": _told(page.conflicts),
        "not_given": list(each.not_given),
        "evidence": [row.id for row in page.evidence],
    }


def _told(lines: Iterable[Said]) -> list[Document]:
    return [
        {"says": each.text, "evidence": list(each.evidence), "rechecked": not each.mark}
        for each in lines
    ]


def _stage(view: StageView) -> Document:
    stage = view.stage
    exercises = {row.exercise.id: row.exercise for row in view.rows}
    return {
        "id": stage.id,
        "name": stage.name,
        "aim": stage.aim,
        "phase": stage.phase.value,
        "weeks": _pair(stage.weeks),
        "running": stage.running.value,
        "load_at_most": stage.load_at_most,
        "impact_at_most": stage.impact_at_most,
        "pain": {**asdict(stage.pain), "sentence": view.pain},
        "enter": [_criterion(line) for line in view.enter],
        "exercises": [_dose(dose, exercises) for dose in stage.doses],
        "practice": _told(view.practice),
        "exit": [_criterion(line) for line in view.exit],
        "leads_to": list(stage.leads_to),
        "evidence": list(stage.evidence),
    }


def _pair(pair: tuple[int, int] | None) -> list[int] | None:
    return None if pair is None else list(pair)


def _dose(dose: Dose, exercises: Mapping[ExerciseId, Exercise]) -> Document:
    return {
        "exercise": dose.exercise,
        "weeks": _pair(dose.weeks),
        "sets": _pair(dose.sets),
        "amount": _pair(dose.amount),
        "repetition_maximum": dose.repetition_maximum,
        "days_per_week": _pair(dose.days_per_week),
        "every_days": dose.every_days,
        "times_per_day": _pair(dose.times_per_day),
        "rest_seconds": _pair(dose.rest_seconds),
        "tempo": dose.tempo,
        "load": dose.load,
        "outside": dose.outside,
        "evidence": list(dose.evidence),
        "rechecked": not mark_of(dose.evidence, recalled=dose.recalled),
        "sentence": f"{work_words(dose, exercises[dose.exercise])}, {often_words(dose)}",
    }


def _criterion(line: CriterionLine) -> Document:
    asked = line.criterion.asks
    return {
        "kind": KINDS[type(asked)],
        "asks": asdict(asked),
        "sentence": line.said.text,
        "measured_by": line.measured,
        "question": line.question,
        "evidence": list(line.said.evidence),
        "rechecked": not line.said.mark,
    }


def _ladder(page: ProtocolPage) -> Document | None:
    if page.ladder is None:
        return None
    return {
        "id": page.ladder.id,
        "name": page.ladder.name,
        "times": page.ladder.times,
        "every_days": page.ladder.every_days,
        "steps": [asdict(step) for step in page.ladder.steps],
        "rules": _told(page.ladder_rules),
        "evidence": list(page.ladder.evidence),
    }
