"""Sanity of a self-test as it was read: what no single key can show."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ironstride.domain.assessment import (
    BELOW_NORM,
    MEASURED,
    SIDE_GAP,
    Better,
    Does,
    Norm,
    NormKind,
    NormRow,
    Score,
    Statistic,
    TestUnit,
    TimedBy,
)
from ironstride.domain.athlete import Sex

if TYPE_CHECKING:
    from ironstride.catalogue.fields import Fields
    from ironstride.domain.assessment import Assessment, EffectRule

FEWEST_STEPS: Final = 3
OPEN_AGE: Final = 999
FOUND: Final = frozenset({SIDE_GAP, BELOW_NORM, MEASURED})
"""What is found without a line."""
SEXES: Final = (Sex.MALE, Sex.FEMALE)


def check_test(test: Assessment, fields: Fields) -> None:
    """Note every fault of sense among the fields that could be read."""
    _texts(test, fields)
    _timing(test, fields)
    _trials(test, fields)
    _sides(test, fields)
    _items(test, fields)
    if not fields.bad & {"norms", "range", "better", "unit"}:
        for index, norm in enumerate(test.norms):
            _norm(test, norm, f"norms.{index}", fields)
    if not fields.bad & {"cuts", "range", "unit"}:
        _cuts(test, fields)
    if not fields.bad & {"effects", "cuts", "sides"}:
        for index, effect in enumerate(test.effects):
            _effect(test, effect, f"effects.{index}", fields)


def _good(fields: Fields, *keys: str) -> bool:
    return not fields.bad & set(keys)


def _texts(test: Assessment, fields: Fields) -> None:
    if _good(fields, "steps") and len(test.steps) < FEWEST_STEPS:
        fields.fault("steps", "too-few", f"A test is done in at least {FEWEST_STEPS} steps.")
    for key, texts in (("stop_when", test.stop_when), ("not_for", test.not_for)):
        if _good(fields, key) and not texts:
            fields.fault(key, "empty-list", f"“{key}” is empty; safety is said for every test.")
    if _good(fields, "evidence") and not test.evidence:
        fields.fault("evidence", "empty-list", "“evidence” is empty.", "Write ['house'] if so.")
    if _good(fields, "loads", "maximal") and test.maximal and not test.loads:
        fields.fault("loads", "empty-list", "A test of strength or endurance loads something.")


def _timing(test: Assessment, fields: Fields) -> None:
    if not _good(fields, "timing"):
        return
    timing = test.timing
    beats = timing.bpm is not None and timing.beats_per_rep is not None
    if (timing.by is TimedBy.METRONOME) != beats or (
        timing.by is not TimedBy.METRONOME
        and (timing.bpm is not None or timing.beats_per_rep is not None)
    ):
        fields.fault(
            "timing",
            "bad-timing",
            "A metronome, and nothing else, has bpm and beats_per_rep.",
            "Give both, or change by.",
        )
    if (timing.by is TimedBy.COUNTDOWN) != (timing.seconds is not None):
        fields.fault("timing", "bad-timing", "A countdown, and nothing else, has seconds.")
    if timing.by is TimedBy.STOPWATCH and _good(fields, "unit"):
        if test.unit is not TestUnit.SECONDS:
            fields.fault("timing", "bad-timing", "What a stopwatch reads is in seconds.")
        if _good(fields, "cap") and test.cap is None:
            fields.fault("cap", "missing-key", "A test by the stopwatch says when it ends.")


def _trials(test: Assessment, fields: Fields) -> None:
    if _good(fields, "trials", "score") and test.trials == 1 and test.score is Score.MEAN:
        fields.fault("score", "mean-of-one", "One trial has no mean.", "Write best.")
    if _good(fields, "cap", "range") and test.cap is not None:
        low, high = test.range
        if not low < test.cap <= high:
            fields.fault("cap", "out-of-range", f"The cap {test.cap:g} lies outside the range.")


def _sides(test: Assessment, fields: Fields) -> None:
    if not _good(fields, "sides", "per_side"):
        return
    if test.sides is not None and not test.per_side:
        fields.fault("sides", "sides-of-one", "A test that is not per side compares no sides.")
    if test.sides is not None and test.sides.flag is None and test.sides.flag_share is None:
        fields.fault("sides", "missing-key", "Say from which difference sides differ.", "Add flag.")
    if test.sides is not None and (test.sides.detectable is None) != (not test.sides.basis):
        fields.fault("sides", "no-basis", "detectable and its basis belong together.")


def _items(test: Assessment, fields: Fields) -> None:
    if not _good(fields, "items", "unit", "range"):
        return
    if (test.unit is TestUnit.ITEMS) != bool(test.items):
        fields.fault("items", "bad-items", "A check-list, and nothing else, has items.")
    elif test.items and test.range != (0.0, float(len(test.items))):
        fields.fault("range", "bad-range", f"{len(test.items)} items count from 0 to as many.")


def _norm(test: Assessment, norm: Norm, key: str, fields: Fields) -> None:
    """Note rows that overlap, leave the range, or run against the way that ages go."""
    if not norm.rows:
        fields.fault(key, "empty-list", "The norm has no rows.")
        return
    if (norm.kind is NormKind.LEVELS) != (norm.statistic is Statistic.LEVELS):
        fields.fault(key, "bad-norm", "Levels are of the kind and of the statistic levels.")
    if (norm.kind is NormKind.POINTS) and norm.statistic not in {Statistic.MEAN, Statistic.MEDIAN}:
        fields.fault(key, "bad-norm", "Points are means or medians; an edge is not interpolated.")
    _levels(norm, key, fields)
    low, high = test.range
    for row in norm.rows:
        figures = [f for f in (row.value, row.low, row.high, *row.levels) if f is not None]
        if any(not low <= figure <= high for figure in figures):
            fields.fault(key, "out-of-range", f"A figure at {row.first_age} leaves the range.")
    for sex in SEXES:
        rows = [row for row in norm.rows if row.sex in {sex, None}]
        _overlaps(rows, key, fields)
        if norm.kind is NormKind.POINTS:
            _falls(test, rows, key, fields)


def _levels(norm: Norm, key: str, fields: Fields) -> None:
    for row in norm.rows:
        if norm.kind is NormKind.LEVELS and len(norm.level_names) != len(row.levels) + 1:
            fields.fault(key, "bad-levels", "There is one name of a level more than lower bounds.")
            return
        if list(row.levels) != sorted(set(row.levels), reverse=True):
            fields.fault(key, "bad-levels", f"Levels at {row.first_age} do not fall: {row.levels}.")


def _overlaps(rows: list[NormRow], key: str, fields: Fields) -> None:
    ordered = sorted(rows, key=lambda row: row.first_age)
    for one, other in pairwise(ordered):
        if other.first_age <= (OPEN_AGE if one.last_age is None else one.last_age):
            fields.fault(key, "ages-overlap", f"Two rows hold for somebody of {other.first_age}.")


def _falls(test: Assessment, rows: list[NormRow], key: str, fields: Fields) -> None:
    """Note points that get better with age: over decades, nothing tested here does."""
    values = [row.value or 0.0 for row in sorted(rows, key=lambda row: row.first_age)]
    worse = values if test.better is Better.LESS else [-value for value in values]
    if worse != sorted(worse):
        fields.fault(key, "not-monotone", "The points get better with age: check the table.")


def _cuts(test: Assessment, fields: Fields) -> None:
    low, high = test.range
    ids = [cut.id for cut in test.cuts]
    for index, cut in enumerate(test.cuts):
        key = f"cuts.{index}"
        if cut.id in FOUND or ids.count(cut.id) > 1:
            fields.fault(key, "twice", f"“{cut.id}” means something else already.")
        if Sex.UNSPECIFIED in cut.values and len(cut.values) > 1:
            fields.fault(key, "bad-people", "A line is everybody's, or one of men and women.")
        if not cut.of_body_mass and any(not low <= v <= high for v in cut.values.values()):
            fields.fault(key, "out-of-range", f"The line “{cut.id}” leaves the range.")
        if cut.of_body_mass and test.unit is not TestUnit.KILOGRAMS:
            fields.fault(key, "bad-unit", "Shares of body mass are of a test in kilograms.")
        if (cut.scale_from_age is None) != (cut.scale_per_decade == 1.0):
            fields.fault(key, "bad-scale", "Say from which age and how much a decade, or neither.")


def _effect(test: Assessment, effect: EffectRule, key: str, fields: Fields) -> None:
    known = {cut.id for cut in test.cuts} | {MEASURED}
    if test.sides is not None:
        known |= {SIDE_GAP}
    if test.norms:
        known |= {BELOW_NORM}
    if effect.when not in known:
        fields.fault(key, "unknown-finding", f"Nothing here finds “{effect.when}”.")
    named = {
        Does.WEAK_SIDE_FIRST: bool(effect.needs),
        Does.MORE_SETS: bool(effect.needs),
        Does.EVERY_WEEK: bool(effect.needs),
        Does.HOLD_BACK: bool(effect.families),
        Does.STEADY_FIRST: True,
        Does.WARM_UP: effect.exercise is not None,
        Does.LOAD_FROM: effect.exercise is not None and effect.reps is not None,
    }[effect.does]
    if not named:
        fields.fault(key, "empty-effect", f"The effect {effect.does} does not say on what it acts.")
    if effect.does is Does.WEAK_SIDE_FIRST and effect.when != SIDE_GAP:
        fields.fault(key, "no-weak-side", "Only a difference of sides has a weaker side.")
    if "{side}" in effect.words and effect.when != SIDE_GAP:
        fields.fault(key, "no-weak-side", "Only a difference of sides names a side.")
