"""Rehabilitation protocols as pages and terminals show them: in sentences, to be read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, Final

from ironstride.body.criteria import (
    RUNNING_WORDS,
    ExerciseName,
    MeasuredBy,
    Names,
    TestName,
    ceiling_words,
    criterion_words,
    measured_by,
    question_of,
)
from ironstride.body.red_flags import BY_ID
from ironstride.body.words import REGION_NAMES
from ironstride.catalogue import evidence_for, load
from ironstride.catalogue.protocols import ladder, protocol, protocol_id, protocols
from ironstride.catalogue.self_tests import self_test
from ironstride.domain.assessment import TestUnit
from ironstride.domain.evidence import HOUSE
from ironstride.domain.protocol import (
    Criterion,
    ExerciseCriterion,
    Injury,
    LadderCriterion,
    RunCriterion,
    Running,
    Statement,
    TestCriterion,
)
from ironstride.services.protocol_words import (
    DoseRow,
    dose_rows,
    length_of,
    mark_of,
    seconds_words,
    unit_of,
)

if TYPE_CHECKING:
    from ironstride.body.red_flags import RedFlag
    from ironstride.domain.body_region import Region
    from ironstride.domain.evidence import Evidence
    from ironstride.domain.protocol import Protocol, Stage, WalkRunLadder

INJURIES: Final = {
    Injury.RUNNERS_KNEE: "Runner\N{RIGHT SINGLE QUOTATION MARK}s knee",
    Injury.ITB_SYNDROME: "Iliotibial band syndrome",
    Injury.SHIN_SPLINTS: "Shin splints",
    Injury.BONE_STRESS: "Bone stress injury",
    Injury.ACHILLES_MID: "Achilles tendon, middle",
    Injury.ACHILLES_INSERTIONAL: "Achilles tendon, at the heel bone",
    Injury.PLANTAR_HEEL: "Plantar heel pain",
    Injury.GLUTEAL_TENDON: "Gluteal tendon",
    Injury.PROXIMAL_HAMSTRING: "Hamstring tendon at the sit bone",
    Injury.HAMSTRING_STRAIN: "Hamstring strain",
    Injury.ANKLE_SPRAIN: "Ankle sprain",
    Injury.LOW_BACK: "Low back pain",
    Injury.CALF_STRAIN: "Calf strain",
}
"""What each injury is called on a page."""

UNITS: Final = {
    TestUnit.REPS: "repetitions",
    TestUnit.SECONDS: "seconds",
    TestUnit.CENTIMETRES: "cm",
    TestUnit.KILOGRAMS: "kg",
    TestUnit.ITEMS: "items",
}

MEASURED: Final = {
    MeasuredBy.QUESTION: "a question",
    MeasuredBy.TEST: "self-test",
    MeasuredBy.SETS: "your sets",
    MeasuredBy.RUNS: "your runs",
    MeasuredBy.CALENDAR: "the calendar",
    MeasuredBy.PROFESSIONAL: "a professional",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence with the ids that it rests on; ``mark`` is ``not re-checked`` or empty."""

    text: str
    evidence: tuple[str, ...]
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionLine:
    """A criterion as a sentence to be ticked.

    Args:
        measured: what tells whether it is met.
        href: where that is found; None where nothing of ours leads there.
        question: what is asked, for a pain; None elsewhere.
    """

    said: Said
    measured: str
    href: str | None
    question: str | None
    criterion: Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """A stage in words.

    Args:
        sign_offs: whose word it waits for, and why.
    """

    number: int
    stage: Stage
    length: str
    running: str
    pain: str
    rows: tuple[DoseRow, ...]
    practice: tuple[Said, ...]
    enter: tuple[CriterionLine, ...]
    exit: tuple[CriterionLine, ...]
    sign_offs: tuple[Said, ...]

    @property
    def has_maximum(self) -> bool:
        """Whether a dose is told by a repetition maximum, which needs a word."""
        return any(dose.repetition_maximum is not None for dose in self.stage.doses)


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderLine:
    """A step of the walk-run ladder in words."""

    number: int
    work: str
    running_minutes: float
    total_minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolPage:
    """One protocol as it is read: what stops comes first."""

    protocol: Protocol
    injury: str
    regions: str
    weeks: str
    flags: tuple[RedFlag, ...]
    approach: tuple[Said, ...]
    tell_apart: tuple[Said, ...]
    stages: tuple[StageView, ...]
    ladder: WalkRunLadder | None
    steps: tuple[LadderLine, ...]
    ladder_rules: tuple[Said, ...]
    sign_offs: tuple[Said, ...]
    avoid: tuple[Said, ...]
    course: tuple[Said, ...]
    conflicts: tuple[Said, ...]
    not_given: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolLine:
    """One protocol in the list."""

    protocol: Protocol
    regions: str
    weeks: str
    needs_sign_off: bool


def listed(region: Region | None = None) -> tuple[tuple[str, tuple[ProtocolLine, ...]], ...]:
    """Return the protocols by injury, all or those of one region."""
    found = [each for each in protocols() if region is None or region in each.regions]
    return tuple(
        (INJURIES[injury], tuple(map(_line, each)))
        for injury, each in groupby(found, key=lambda each: each.injury)
    )


def _line(each: Protocol) -> ProtocolLine:
    return ProtocolLine(
        protocol=each,
        regions=_regions(each),
        weeks=_weeks(each),
        needs_sign_off=bool(each.sign_offs),
    )


def _regions(each: Protocol) -> str:
    return ", ".join(REGION_NAMES[region] for region in each.regions)


def _weeks(each: Protocol) -> str:
    """Return how long the stages before all running take together at the least."""
    before = list(takewhile(lambda stage: stage.running is not Running.ALL, each.stages))
    if not before:
        return "running goes on"
    least = sum(stage.weeks[0] for stage in before if stage.weeks is not None)
    return f"at least {least} weeks before all running"


def page_of(text: str) -> ProtocolPage | None:
    """Return one protocol in words; None where there is none of this id."""
    found = protocol_id(text)
    return None if found is None else _page(protocol(found))


def _page(each: Protocol) -> ProtocolPage:
    climbed = None if each.walk_run is None else ladder(each.walk_run)
    names = _names(each)
    return ProtocolPage(
        protocol=each,
        injury=INJURIES[each.injury],
        regions=_regions(each),
        weeks=_weeks(each),
        flags=tuple(BY_ID[flag] for flag in each.red_flags),
        approach=_all(each.approach),
        tell_apart=_all(each.tell_apart),
        stages=tuple(
            _stage(each, stage, number, names) for number, stage in enumerate(each.stages, start=1)
        ),
        ladder=climbed,
        steps=() if climbed is None else _steps(climbed),
        ladder_rules=() if climbed is None else _all(climbed.rules),
        sign_offs=tuple(
            _said(
                f"Before “{each.stage(sign.stage).name}”, by {sign.who}: {sign.why}", sign.evidence
            )
            for sign in each.sign_offs
        ),
        avoid=_all(each.avoid),
        course=_all(each.course),
        conflicts=_all(each.conflicts),
        not_given=each.not_given,
        evidence=tuple(evidence_for(cited_by(each)).values()),
    )


def cited_by(each: Protocol) -> tuple[str, ...]:
    """Return every row that a protocol rests on, its own first, each once, without ``house``."""
    climbed = None if each.walk_run is None else ladder(each.walk_run)
    parts: list[tuple[str, ...]] = [each.evidence]
    for told in (each.approach, each.tell_apart, each.avoid, each.course, each.conflicts):
        parts += [statement.evidence for statement in told]
    parts += [sign.evidence for sign in each.sign_offs]
    for stage in each.stages:
        parts += [stage.evidence, stage.pain.evidence]
        parts += [dose.evidence for dose in stage.doses]
        parts += [statement.evidence for statement in stage.practice]
        parts += [criterion.evidence for criterion in (*stage.enter, *stage.exit)]
    if climbed is not None:
        parts += [climbed.evidence, *(rule.evidence for rule in climbed.rules)]
    return tuple(dict.fromkeys(row for part in parts for row in part if row != HOUSE))


def _said(text: str, evidence: tuple[str, ...], *, recalled: bool = False) -> Said:
    return Said(text=text, evidence=evidence, mark=mark_of(evidence, recalled=recalled))


def _all(statements: tuple[Statement, ...]) -> tuple[Said, ...]:
    return tuple(_said(each.says, each.evidence, recalled=each.recalled) for each in statements)


def _stage(each: Protocol, stage: Stage, number: int, names: Names) -> StageView:
    def lines(criteria: tuple[Criterion, ...]) -> tuple[CriterionLine, ...]:
        return tuple(_criterion(criterion, names) for criterion in criteria)

    signs = tuple(sign for sign in each.sign_offs if sign.stage == stage.id)
    if signs:
        names = replace(names, professional=signs[0].who)
    return StageView(
        number=number,
        stage=stage,
        length=length_of(stage.weeks),
        running=RUNNING_WORDS[stage.running],
        pain=ceiling_words(stage.pain),
        rows=dose_rows(stage, each.regions, dict(load().by_id)),
        practice=_all(stage.practice),
        enter=lines(stage.enter),
        exit=lines(stage.exit),
        sign_offs=tuple(
            _said(f"{sign.who[0].upper()}{sign.who[1:]}: {sign.why}", sign.evidence)
            for sign in signs
        ),
    )


def _criterion(criterion: Criterion, names: Names) -> CriterionLine:
    asked = criterion.asks
    href = None
    if isinstance(asked, TestCriterion):
        href = f"/tests/{asked.test}"
    elif isinstance(asked, ExerciseCriterion):
        href = f"/exercises/{asked.exercise}"
    elif isinstance(asked, RunCriterion):
        href = "/runs"
    elif isinstance(asked, LadderCriterion):
        href = "#ladder"
    return CriterionLine(
        said=_said(criterion_words(asked, names), criterion.evidence, recalled=criterion.recalled),
        measured=MEASURED[measured_by(asked)],
        href=href,
        question=question_of(asked),
        criterion=criterion,
    )


def _steps(climbed: WalkRunLadder) -> tuple[LadderLine, ...]:
    found = []
    for number, step in enumerate(climbed.steps, start=1):
        run = f"run {seconds_words(step.run_seconds)}"
        walk = f", walk {seconds_words(step.walk_seconds)}" if step.walk_seconds else ""
        times = f", {step.repeats} times" if step.repeats > 1 else ""
        found.append(
            LadderLine(
                number=number,
                work=f"{run}{walk}{times}",
                running_minutes=step.running_minutes,
                total_minutes=step.total_minutes,
            )
        )
    return tuple(found)


def _names(each: Protocol) -> Names:
    """Return what the criteria of a protocol call tests, exercises and professionals."""
    asked = [c.asks for stage in each.stages for c in (*stage.enter, *stage.exit)]
    by_id = load().by_id
    steps = 0 if each.walk_run is None else len(ladder(each.walk_run).steps)
    exercises = {a.exercise: by_id[a.exercise] for a in asked if isinstance(a, ExerciseCriterion)}
    return Names(
        tests={a.test: _test_name(a.test) for a in asked if isinstance(a, TestCriterion)},
        exercises={
            name: ExerciseName(
                name=exercise.name, unit=unit_of(exercise), per_side=exercise.is_per_side
            )
            for name, exercise in exercises.items()
        },
        ladder_steps=steps,
    )


@cache
def _test_name(test_id: str) -> TestName:
    test = self_test(test_id)
    return TestName(name=test.name, unit=UNITS[test.unit], per_side=test.per_side)
