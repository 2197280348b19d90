"""One rehabilitation protocol, or one walk-run ladder, from the text of its TOML file."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, TypeVar

from ironstride.body.red_flags import BY_ID
from ironstride.catalogue.criterion_fields import read_criterion
from ironstride.catalogue.fields import Fields
from ironstride.catalogue.vocabulary import read_toml
from ironstride.domain.body_region import Region
from ironstride.domain.exercise import ExerciseId, RehabStage
from ironstride.domain.problem import Parsed
from ironstride.domain.protocol import (
    FULL_LOAD,
    NO_LOAD,
    Criterion,
    Dose,
    Injury,
    LadderId,
    LadderStep,
    PainCeiling,
    PainRule,
    Protocol,
    ProtocolId,
    Running,
    SignOff,
    Spared,
    Stage,
    Statement,
    WalkRunLadder,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

T = TypeVar("T")

ID_PATTERN: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
TEMPO: Final = re.compile(r"\d{1,2}-\d{1,2}-(?:\d{1,2}|X)-\d{1,2}")
MOST_PAIN: Final = 10.0
MOST_WEEKS: Final = 104
MOST_SETS: Final = 10
MOST_AMOUNT: Final = 600
MOST_TIMES: Final = 10
MOST_REST: Final = 1_800
MOST_REPETITION_MAXIMUM: Final = 30
MOST_STEP_SECONDS: Final = 3_600
MOST_STEPS: Final = 30
"""More than any protocol asks: a larger number is a slip of the pen (house)."""

_REGIONS: frozenset[str] = frozenset(Region)
_SPARED: frozenset[str] = frozenset(Spared)


class Draft:
    """A protocol as read, and which of its parts may be judged further.

    Args:
        sound: indices of the stages that were read without a fault.
    """

    def __init__(self, protocol: Protocol, fields: Fields, sound: frozenset[int]) -> None:
        self.protocol = protocol
        self.fields = fields
        self.sound = sound


def read_draft(text: str, path: str, evidence: Collection[str]) -> Parsed[Draft]:
    """Return the protocol of a TOML text with the faults of its shape, for further checks.

    Args:
        path: the file's path; its name without the ending is the protocol's id.
        evidence: ids that may be cited.
    """
    table = read_toml(text, path)
    if table.value is None:
        return Parsed(value=None, problems=table.problems)
    fields = Fields(table.value, path)
    protocol_id = _own_id(fields, path)
    stages, sound = _stages(fields, evidence)
    protocol = Protocol(
        id=ProtocolId(protocol_id),
        name=fields.text("name"),
        injury=fields.word("injury", Injury),
        pain_rule=fields.word("pain_rule", PainRule),
        regions=tuple(
            Region(each) for each in fields.known_texts("regions", _REGIONS) if each in _REGIONS
        ),
        what=fields.text("what"),
        approach=statements(fields, "approach", evidence),
        tell_apart=_some(fields, "tell_apart", evidence),
        red_flags=fields.known_texts("red_flags", BY_ID),
        stages=stages,
        sign_offs=_rows(fields, "sign_offs", lambda row: _sign_off(row, evidence)),
        avoid=statements(fields, "avoid", evidence),
        course=statements(fields, "course", evidence),
        conflicts=_some(fields, "conflicts", evidence),
        not_given=fields.optional_texts("not_given"),
        evidence=fields.known_texts("evidence", evidence),
        offered_first=fields.flag("offered_first"),
        walk_run=_ladder_id(fields),
        spares=frozenset(
            Spared(each)
            for each in (fields.known_texts("spares", _SPARED) if fields.has("spares") else ())
            if each in _SPARED
        ),
    )
    fields.refuse_unknown_keys()
    return Parsed(
        value=Draft(protocol, fields, sound),
        problems=tuple(fields.problems),
    )


def read_protocol(text: str, path: str, evidence: Collection[str]) -> Parsed[Protocol]:
    """Return the protocol of a TOML text, or None with every fault of its shape at once.

    What must hold between its fields, and with exercises and tests, is checked by
    ``check_protocol``.
    """
    draft = read_draft(text, path, evidence)
    if draft.value is None or draft.problems:
        return Parsed(value=None, problems=draft.problems)
    return Parsed(value=draft.value.protocol)


def read_ladder(text: str, path: str, evidence: Collection[str]) -> Parsed[WalkRunLadder]:
    """Return the walk-run ladder of a TOML text, or None with every fault at once."""
    table = read_toml(text, path)
    if table.value is None:
        return Parsed(value=None, problems=table.problems)
    fields = Fields(table.value, path)
    ladder = WalkRunLadder(
        id=LadderId(_own_id(fields, path)),
        name=fields.text("name"),
        steps=_rows(fields, "steps", _step),
        times=fields.integer("times", 1, MOST_TIMES),
        every_days=fields.integer("every_days", 1, 7),
        rules=statements(fields, "rules", evidence),
        evidence=fields.known_texts("evidence", evidence),
    )
    if "steps" not in fields.bad:
        _climbs(ladder, fields)
    fields.refuse_unknown_keys()
    problems = tuple(fields.problems)
    return Parsed(value=None if problems else ladder, problems=problems)


def _climbs(ladder: WalkRunLadder, fields: Fields) -> None:
    """Note steps that run less than the one before, and a last step that still walks."""
    if not ladder.steps:
        fields.fault("steps", "empty-list", "A ladder without steps leads nowhere.")
        return
    for index, step in enumerate(ladder.steps[1:], start=1):
        before = ladder.steps[index - 1]
        if step.running_minutes < before.running_minutes:
            fields.fault(
                f"steps[{index}]",
                "falls-back",
                f"Step {index + 1} runs {step.running_minutes:g} min, less than the "
                f"{before.running_minutes:g} min of the step before.",
                "Order the steps by minutes of running.",
            )
    if ladder.steps[-1].walk_seconds > 0:
        fields.fault(
            "steps", "still-walks", "The last step still walks.", "End with running without a walk."
        )


def _own_id(fields: Fields, path: str) -> str:
    """Return the id that a file's name gives."""
    own_id = PurePosixPath(path).stem
    if ID_PATTERN.fullmatch(own_id) is None:
        fields.fault(
            "(file name)",
            "bad-id",
            f"“{own_id}” is not lower case, digits and single hyphens.",
            "Rename the file.",
        )
    return own_id


def _rows(fields: Fields, key: str, read: Callable[[Fields], T]) -> tuple[T, ...]:
    """Return each table of a list as read, and take over the faults of all of them."""
    if not fields.has(key):
        return ()
    found = []
    for row in fields.tables(key):
        found.append(read(row))
        row.refuse_unknown_keys()
        if row.problems:
            fields.bad.add(key)
            fields.problems += row.problems
    return tuple(found)


def _pair(fields: Fields, key: str, low: int, high: int) -> tuple[int, int]:
    """Return two whole numbers, the first not above the second."""
    least, most = fields.integers(key, 2, low, high)
    if least > most:
        fields.fault(key, "wrong-order", f"“{key}” goes from {least} to {most}.", "Swap them.")
    return (least, most)


def _some_pair(fields: Fields, key: str, low: int, high: int) -> tuple[int, int] | None:
    return _pair(fields, key, low, high) if fields.has(key) else None


def _some_integer(fields: Fields, key: str, low: int, high: int) -> int | None:
    return fields.integer(key, low, high) if fields.has(key) else None


def statements(fields: Fields, key: str, evidence: Collection[str]) -> tuple[Statement, ...]:
    """Return a list of sentences with what each rests on; an empty list is a fault."""
    if not fields.has(key):
        fields.fault(key, "missing-key", f"The key “{key}” is missing.", f"Add {key}.")
        return ()
    found = _some(fields, key, evidence)
    if not found and key not in fields.bad:
        fields.fault(key, "empty-list", f"“{key}” says nothing.", "Write at least one sentence.")
    return found


def _some(fields: Fields, key: str, evidence: Collection[str]) -> tuple[Statement, ...]:
    return _rows(
        fields,
        key,
        lambda row: Statement(
            says=row.text("says"),
            evidence=row.known_texts("evidence", evidence),
            recalled=row.flag("recalled"),
        ),
    )


def _ladder_id(fields: Fields) -> LadderId | None:
    name = fields.optional_text("walk_run")
    return None if name is None else LadderId(name)


def _step(row: Fields) -> LadderStep:
    return LadderStep(
        run_seconds=row.integer("run_seconds", 1, MOST_STEP_SECONDS),
        walk_seconds=row.integer("walk_seconds", 0, MOST_STEP_SECONDS),
        repeats=row.integer("repeats", 1, MOST_STEPS),
    )


def _sign_off(row: Fields, evidence: Collection[str]) -> SignOff:
    return SignOff(
        stage=row.text("stage"),
        who=row.text("who"),
        why=row.text("why"),
        evidence=row.known_texts("evidence", evidence),
    )


def _stages(fields: Fields, evidence: Collection[str]) -> tuple[tuple[Stage, ...], frozenset[int]]:
    """Return the stages, and which of them were read without a fault."""
    found, sound = [], set()
    for index, row in enumerate(fields.tables("stages")):
        found.append(_stage(row, evidence))
        row.refuse_unknown_keys()
        if row.problems:
            fields.bad.add("stages")
            fields.problems += row.problems
        else:
            sound.add(index)
    if not found and "stages" not in fields.bad:
        fields.fault("stages", "empty-list", "A protocol has at least one stage.")
    return tuple(found), frozenset(sound)


def _stage(row: Fields, evidence: Collection[str]) -> Stage:
    def criteria(key: str) -> tuple[Criterion, ...]:
        return _rows(row, key, lambda inner: read_criterion(inner, evidence))

    return Stage(
        id=row.text("id"),
        name=row.text("name"),
        aim=row.text("aim"),
        weeks=_some_pair(row, "weeks", 1, MOST_WEEKS),
        phase=row.word("phase", RehabStage),
        running=row.word("running", Running),
        load_at_most=row.integer("load_at_most", NO_LOAD, FULL_LOAD),
        impact_at_most=row.integer("impact_at_most", 0, 3),
        pain=_pain(row, evidence),
        doses=_rows(row, "exercises", lambda inner: _dose(inner, evidence)),
        practice=_some(row, "practice", evidence),
        enter=criteria("enter"),
        exit=criteria("exit"),
        leads_to=row.optional_texts("leads_to"),
        evidence=row.known_texts("evidence", evidence),
    )


def _pain(row: Fields, evidence: Collection[str]) -> PainCeiling:
    inner = row.table_of("pain")
    if "pain" in row.bad:
        return PainCeiling(during=0.0, next_morning=0.0, evidence=())
    ceiling = PainCeiling(
        during=inner.number("during", 0, MOST_PAIN),
        next_morning=inner.number("next_morning", 0, MOST_PAIN),
        settles_minutes=_some_integer(inner, "settles_minutes", 1, 24 * 60),
        evidence=inner.known_texts("evidence", evidence),
    )
    row.adopt("pain", inner)
    return ceiling


def _dose(row: Fields, evidence: Collection[str]) -> Dose:
    dose = Dose(
        exercise=ExerciseId(row.text("exercise")),
        weeks=_some_pair(row, "weeks", 1, MOST_WEEKS),
        sets=_pair(row, "sets", 1, MOST_SETS),
        amount=_pair(row, "amount", 1, MOST_AMOUNT),
        repetition_maximum=_some_integer(row, "rm", 1, MOST_REPETITION_MAXIMUM),
        days_per_week=_some_pair(row, "days_per_week", 1, 7),
        every_days=_some_integer(row, "every_days", 1, 7),
        times_per_day=_some_pair(row, "times_per_day", 1, MOST_TIMES) or (1, 1),
        rest_seconds=_some_pair(row, "rest_seconds", 1, MOST_REST),
        tempo=row.optional_text("tempo"),
        load=row.optional_text("load") or "",
        outside=row.optional_text("outside") or "",
        evidence=row.known_texts("evidence", evidence),
        recalled=row.flag("recalled"),
    )
    if (dose.days_per_week is None) == (dose.every_days is None):
        row.fault(
            "days_per_week",
            "how-often",
            "How often is said once: by days_per_week or by every_days.",
            "Keep exactly one of the two.",
        )
    if dose.tempo is not None and TEMPO.fullmatch(dose.tempo) is None:
        row.fault(
            "tempo", "bad-tempo", f"“{dose.tempo}” is no tempo.", "Write down-pause-up-pause."
        )
    return dose
