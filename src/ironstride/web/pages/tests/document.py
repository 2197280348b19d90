"""A test as the page's script reads it: everything that it needs without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ironstride.body.gates import ceiling_of
from ironstride.domain.assessment import TimedBy
from ironstride.domain.body_region import Region, Side
from ironstride.services.test_values import shown_unit
from ironstride.web.pages.log.document import HOLD_OVER

if TYPE_CHECKING:
    from ironstride.domain.assessment import Assessment
    from ironstride.services.measures import Measures
    from ironstride.web.shelf import Runner

Object = dict[str, object]
TWO: Final = 2
REST_S: Final = 120
"""House: between two sides that go to the end of their strength, as the tests' steps say."""
WAYS: Final = ("up", "down")
"""What to do on the two beats of a repetition."""


def sides_of(test: Assessment, first: Side | None) -> list[str | None]:
    """Return the sides in the order in which they are done; None for both together."""
    if not test.per_side:
        return [None]
    begins = Side.LEFT if first is None else first
    return [begins.value, (Side.RIGHT if begins is Side.LEFT else Side.LEFT).value]


def document_of(test: Assessment, first: Side | None, runner: Runner, measures: Measures) -> Object:
    """Return the test as plain values; what is typed times ``unit.factor`` is the test's own."""
    unit = shown_unit(test, measures)
    timing = test.timing
    beats = timing.beats_per_rep or 1
    return {
        "id": test.id,
        "name": test.name,
        "runner": runner.value,
        "sides": sides_of(test, first),
        "trials": test.trials,
        "score": test.score.value,
        "better": test.better.value,
        "cap": test.cap,
        "rest": REST_S if test.maximal and test.per_side else 0,
        "items": list(test.items),
        "unit": {
            "name": unit.many,
            "one": unit.one,
            "factor": unit.factor,
            "decimals": unit.decimals,
            "step": unit.step,
            "low": unit.low,
            "high": unit.high,
        },
        "timing": {
            "by": timing.by.value,
            "bpm": timing.bpm,
            "beats_per_rep": timing.beats_per_rep,
            "seconds": timing.seconds,
            "words": list(WAYS) if beats == TWO else [str(n + 1) for n in range(beats)],
        },
        "regions": {region.value: grade for region, grade in test.loads.items()},
        "ceilings": {region.value: ceiling_of(region) for region in Region},
        "hold_over": HOLD_OVER,
    }


def timing_words(test: Assessment) -> str:
    """Return how to time a test without this page's clock; empty where nothing is timed."""
    timing = test.timing
    match timing.by:
        case TimedBy.METRONOME:
            return f"Without script no beat sounds here: use a metronome at {timing.bpm} a minute."
        case TimedBy.COUNTDOWN:
            return (
                f"Without script no clock runs here: use one that rings after {timing.seconds} s."
            )
        case TimedBy.STOPWATCH:
            cap = "" if test.cap is None else f", and stop at {test.cap:g} s"
            return f"Without script no clock runs here: use a stopwatch{cap}."
        case TimedBy.NOTHING:
            return ""
