"""Self-tests as the command line says them: in words, and as plain values in the tests' units."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from ironstride.cli.output import wrapped
from ironstride.services.test_values import occasion_words, value_words

if TYPE_CHECKING:
    from ironstride.body.verdicts import Occasion, Verdict
    from ironstride.domain.assessment import Assessment, LoggedResult
    from ironstride.services.battery_progress import Progress
    from ironstride.services.measures import Measures
    from ironstride.services.retests import DueTest
    from ironstride.services.self_tests import ListedTest, PageOfTest

SCHEMA: Final = "ironstride/tests/1"
Object = dict[str, object]


def line_document(line: ListedTest) -> Object:
    """Return one test of the list as plain values."""
    test = line.assessment
    return {
        "id": test.id,
        "name": test.name,
        "unit": test.unit.value,
        "per_side": test.per_side,
        "minutes": test.minutes,
        "last": None if line.last is None else occasion_document(line.last),
        "not_now": None if line.refusal is None else line.refusal.sentence,
    }


def occasion_document(occasion: Occasion) -> Object:
    """Return one occasion as plain values, in the unit of the test."""
    return {
        "date": occasion.date.isoformat(),
        "value": occasion.whole,
        "left": occasion.left,
        "right": occasion.right,
    }


def due_document(due: DueTest, today: dt.date) -> Object:
    """Return when a test comes round as plain values."""
    return {
        "test": due.assessment.id,
        "due": due.due.isoformat(),
        "on": None if due.on is None else due.on.isoformat(),
        "last": None if due.last is None else due.last.isoformat(),
        "moved": due.moved or None,
        "now": due.on == today,
    }


def battery_document(found: Progress) -> Object:
    """Return a battery as plain values."""
    return {
        "against": found.against or None,
        "minutes_left": found.minutes_left,
        "battery": [
            {
                "test": step.assessment.id,
                "minutes": step.minutes,
                "first_side": None if step.first_side is None else step.first_side.value,
                "state": step.state.value,
                "reason": None if step.reason is None else step.reason.value,
            }
            for step in found.steps
        ],
        "left_out": [{"test": each.assessment.id, "why": each.sentence} for each in found.left_out],
    }


def page_document(shown: PageOfTest) -> Object:
    """Return a test with its results and what they say as plain values."""
    return {
        "test": _test_document(shown.assessment),
        "not_now": None if shown.refusal is None else shown.refusal.sentence,
        "first_side": None if shown.first_side is None else shown.first_side.value,
        "occasions": [occasion_document(each) for each in shown.occasions],
        "results": [_result_document(each) for each in shown.results],
        "says": [] if shown.verdict is None else _verdict_document(shown.verdict),
        "effects": [effect.sentence for effect in shown.effects],
    }


def _test_document(test: Assessment) -> Object:
    return {
        "id": test.id,
        "name": test.name,
        "tells": test.tells,
        "does_not_tell": test.does_not_tell,
        "unit": test.unit.value,
        "per_side": test.per_side,
        "trials": test.trials,
        "score": test.score.value,
        "better": test.better.value,
        "timing": {
            "by": test.timing.by.value,
            "bpm": test.timing.bpm,
            "beats_per_rep": test.timing.beats_per_rep,
            "seconds": test.timing.seconds,
        },
        "cap": test.cap,
        "minutes": test.minutes,
        "repeat_weeks": test.repeat_weeks,
        "figure": test.figure,
        "things": list(test.things),
        "not_for": list(test.not_for),
        "stop_when": list(test.stop_when),
        "steps": list(test.steps),
        "items": list(test.items),
        "evidence": list(test.cited),
    }


def _result_document(one: LoggedResult) -> Object:
    return {
        "id": one.id,
        "date": one.date.isoformat(),
        "value": one.value,
        "side": None if one.side is None else one.side.value,
        "trials": list(one.trials),
        "missed": list(one.missed),
    }


def _verdict_document(verdict: Verdict) -> list[Object]:
    """Return each thing that the last occasion says, with what it rests on."""
    told: list[Object] = [
        {
            "about": "norm",
            "sentence": each.sentence,
            "position": each.position.value,
            "expected": each.expected,
            "low": each.low,
            "high": each.high,
            "rechecked": each.reread,
            "evidence": list(each.norm.evidence),
        }
        for each in verdict.norms
    ]
    told += [
        {
            "about": "line",
            "sentence": each.sentence,
            "line": each.line,
            "crossed": each.crossed,
            "convention": each.cut.convention,
            "rechecked": each.cut.reread,
            "evidence": list(each.cut.evidence),
        }
        for each in verdict.cuts
    ]
    if verdict.sides is not None:
        weaker = verdict.sides.weaker
        told.append(
            {
                "about": "sides",
                "sentence": verdict.sides.sentence,
                "weaker": None if weaker is None else weaker.value,
            }
        )
    told += [
        {"about": "own", "sentence": each.sentence, "counts": each.counts} for each in verdict.own
    ]
    return told


def page_text(shown: PageOfTest, measures: Measures) -> str:
    """Return a test in words: what it tells, when to leave it, how it is done, what came of it."""
    test = shown.assessment
    lines = [
        wrapped(f"{test.name} ({test.id}), about {test.minutes:g} min"),
        wrapped(f"Tells: {measures.said(test.tells)}", hang="  "),
        wrapped(f"Does not tell: {measures.said(test.does_not_tell)}", hang="  "),
    ]
    if test.things:
        lines.append(wrapped(f"You need: {measures.said(', '.join(test.things))}.", hang="  "))
    lines += _listed("Not for you if one of these holds:", test.not_for, measures)
    lines += _listed("Stop at once when:", test.stop_when, measures)
    lines.append("How it is done:")
    lines += [
        wrapped(f"{number}. {measures.said(step)}", indent="  ", hang="     ")
        for number, step in enumerate(test.steps, start=1)
    ]
    if test.items:
        lines.append("Items:")
        lines += [
            wrapped(f"{number}. {item}", indent="  ", hang="     ")
            for number, item in enumerate(test.items, start=1)
        ]
    if shown.first_side is not None:
        lines.append(f"{shown.first_side.value.capitalize()} side first this time.")
    if shown.refusal is not None:
        lines.append(wrapped(f"Not now: {measures.said(shown.refusal.sentence)}", hang="  "))
    if shown.occasions:
        lines.append(result_text(shown, measures))
    lines.append(wrapped(f"Rests on: {', '.join(test.cited)}", hang="  "))
    return "\n".join(lines)


def _listed(head: str, rows: tuple[str, ...], measures: Measures) -> list[str]:
    return [head, *(wrapped(f"- {measures.said(row)}", indent="  ", hang="    ") for row in rows)]


def result_text(shown: PageOfTest, measures: Measures) -> str:
    """Return what the last occasion says, and what it changes; every result with its id."""
    verdict = shown.verdict
    if verdict is None:
        return "No result yet."
    last = shown.occasions[-1]
    lines = [f"{last.date}: {occasion_words(shown.assessment, last, measures)}"]
    for sentence, rechecked in _sentences(verdict):
        mark = "" if rechecked else " (not re-checked)"
        lines.append(wrapped(f"{measures.said(sentence)}{mark}", indent="  ", hang="    "))
    lines.append("What it changes in the plan:")
    changes = [effect.sentence for effect in shown.effects] or [shown.unchanged]
    lines += [wrapped(measures.said(each), indent="  ", hang="    ") for each in changes]
    for one in shown.results:
        side = "" if one.side is None else f" {one.side.value}"
        words = value_words(shown.assessment, one.value, measures)
        lines.append(wrapped(f"{one.date}{side} {words} [{one.id}]", indent="  ", hang="    "))
    return "\n".join(lines)


def _sentences(verdict: Verdict) -> list[tuple[str, bool]]:
    """Return every sentence, and whether its figure was re-checked at its source."""
    told = [(each.sentence, each.reread) for each in verdict.norms]
    told += [(each.sentence, each.cut.reread) for each in verdict.cuts]
    if verdict.sides is not None:
        told.append((verdict.sides.sentence, True))
    told += [(each.sentence, True) for each in verdict.own]
    return told
