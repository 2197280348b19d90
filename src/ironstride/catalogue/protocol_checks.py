"""What must hold within a protocol, and between it and exercises, tests, gates and ladders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ironstride.body.red_flags import BONE_FLAG
from ironstride.catalogue.dose_checks import DOSE_CHECKS
from ironstride.catalogue.protocol_judged import Check, Judged, Surroundings
from ironstride.domain.assessment import Better
from ironstride.domain.protocol import (
    Doing,
    ExerciseCriterion,
    LadderCriterion,
    PainCriterion,
    PainRule,
    RunCriterion,
    Running,
    SignOffCriterion,
    TestCriterion,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ironstride.catalogue.protocol_file import Draft
    from ironstride.domain.assessment import Assessment
    from ironstride.domain.exercise import Exercise
    from ironstride.domain.protocol import Criterion, Protocol, Stage

STAYING_PAIN: Final = "RF-13"
"""Asked in every protocol: pain that stays is looked at (RF-13)."""
BEARING: Final = frozenset(
    {Doing.WALKING, Doing.STAIRS, Doing.HOPPING, Doing.RUNNING, Doing.EXERCISES}
)
"""Pain while doing these says whether the region bears load."""


def check_protocol(draft: Draft, around: Surroundings) -> None:
    """Note in the draft's fields every check that the protocol breaks."""
    fields = draft.fields
    unread = frozenset(fields.bad)
    judged = Judged(
        protocol=draft.protocol,
        around=around,
        stages=tuple(
            (index, stage)
            for index, stage in enumerate(draft.protocol.stages)
            if index in draft.sound
        ),
        all_stages_sound="stages" not in unread,
    )
    for check in CHECKS:
        if unread.isdisjoint(check.needs):
            for key, sentence in check.find(judged):
                fields.fault(key, check.code, sentence, check.remedy)


# Stages and their order


def _stage_twice(judged: Judged) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for index, stage in judged.stages:
        if stage.id in seen:
            yield f"stages[{index}].id", f"The stage “{stage.id}” is there twice."
        seen.add(stage.id)


def _follows(protocol: Protocol, index: int) -> tuple[str, ...]:
    """Return the ids of the stages that a stage's exit opens."""
    stage = protocol.stages[index]
    if stage.leads_to:
        return stage.leads_to
    after = protocol.stages[index + 1 : index + 2]
    return tuple(each.id for each in after)


def _leads_nowhere(judged: Judged) -> Iterator[tuple[str, str]]:
    known = {stage.id for stage in judged.protocol.stages}
    for index, stage in judged.stages:
        for name in stage.leads_to:
            if name not in known or name == stage.id:
                yield (
                    f"stages[{index}].leads_to",
                    f"“{stage.id}” leads to “{name}”, which is no other stage.",
                )


def _unreachable(judged: Judged) -> Iterator[tuple[str, str]]:
    protocol = judged.protocol
    places = {stage.id: index for index, stage in enumerate(protocol.stages)}
    reached: set[int] = set()
    waiting = [0]
    while waiting:
        index = waiting.pop()
        if index not in reached:
            reached.add(index)
            if protocol.stages[index].exit:
                waiting += [places[each] for each in _follows(protocol, index) if each in places]
    for index, stage in enumerate(protocol.stages):
        if index not in reached:
            yield f"stages[{index}]", f"No exit leads to the stage “{stage.id}”."


def _no_exit(judged: Judged) -> Iterator[tuple[str, str]]:
    for index, stage in judged.stages:
        if not stage.exit:
            yield f"stages[{index}].exit", f"The stage “{stage.id}” never ends."


def _empty_stage(judged: Judged) -> Iterator[tuple[str, str]]:
    for index, stage in judged.stages:
        if not stage.doses and not stage.practice:
            yield f"stages[{index}]", f"In the stage “{stage.id}” there is nothing to do."


def _runs_less(judged: Judged) -> Iterator[tuple[str, str]]:
    stages = judged.protocol.stages
    for index in range(1, len(stages)):
        before, now = stages[index - 1], stages[index]
        if now.running.level < before.running.level:
            yield (
                f"stages[{index}].running",
                (
                    f"“{now.id}” allows less running ({now.running}) than “{before.id}” before it "
                    f"({before.running})."
                ),
            )


# Pain


def _above_the_gate(judged: Judged) -> Iterator[tuple[str, str]]:
    ceiling = judged.ceiling
    for index, stage in judged.stages:
        if stage.pain.during > ceiling:
            yield (
                f"stages[{index}].pain.during",
                (
                    f"Pain up to {stage.pain.during:g} is allowed where the gate stops above "
                    f"{ceiling:g}."
                ),
            )
        if stage.pain.next_morning > stage.pain.during:
            yield (
                f"stages[{index}].pain.next_morning",
                (
                    f"Pain up to {stage.pain.next_morning:g} is allowed the morning after, above "
                    f"the {stage.pain.during:g} during it."
                ),
            )


def _criterion_above_the_gate(judged: Judged) -> Iterator[tuple[str, str]]:
    ceiling = judged.ceiling
    for key, criterion in judged.criteria():
        asked = criterion.asks
        most = None
        if isinstance(asked, PainCriterion):
            most = asked.at_most
        elif isinstance(asked, TestCriterion | ExerciseCriterion | RunCriterion):
            most = asked.pain_at_most
        if most is not None and most > ceiling:
            yield key, f"A pain of {most:g} passes where the gate stops above {ceiling:g}."


def _bone_unsigned(judged: Judged) -> Iterator[tuple[str, str]]:
    protocol = judged.protocol
    if protocol.pain_rule is PainRule.BONE and not protocol.sign_offs:
        yield "sign_offs", "A bone stress injury comes back without anybody's word."


def _flags_left_out(judged: Judged) -> Iterator[tuple[str, str]]:
    wanted = {STAYING_PAIN}
    if judged.protocol.pain_rule is PainRule.BONE:
        wanted.add(BONE_FLAG)
    for flag in sorted(wanted - set(judged.protocol.red_flags)):
        yield "red_flags", f"The sign {flag} is not asked."


# Criteria: each is measured by something


def _unmeasured(judged: Judged) -> Iterator[tuple[str, str]]:
    around = judged.around
    for key, criterion in judged.criteria():
        asked = criterion.asks
        if isinstance(asked, TestCriterion):
            if asked.test not in around.tests:
                yield key, f"“{asked.test}” is no self-test."
                continue
            yield from _unfit_test(key, asked, around.tests[asked.test])
        elif isinstance(asked, ExerciseCriterion) and asked.exercise not in around.exercises:
            yield key, f"“{asked.exercise}” is no exercise of the catalogue."


def _unfit_test(key: str, asked: TestCriterion, test: Assessment) -> Iterator[tuple[str, str]]:
    by_side = asked.side_difference_at_most, asked.side_difference_at_most_percent
    if not test.per_side and any(limit is not None for limit in by_side):
        yield key, f"“{asked.test}” measures no sides that could differ."
    if asked.at_least is None:
        return
    if test.better is Better.LESS:
        yield key, f"In “{asked.test}” less is better: a least result asks for a bad one."
    most = test.range[1] if test.cap is None else min(test.cap, test.range[1])
    if asked.at_least > most:
        yield key, f"“{asked.test}” ends at {most:g}; {asked.at_least:g} is out of reach."


def _sign_off_missing(judged: Judged) -> Iterator[tuple[str, str]]:
    named = {sign.stage for sign in judged.protocol.sign_offs}
    for index, stage in judged.stages:
        asked = [isinstance(each.asks, SignOffCriterion) for each in stage.enter]
        for place, is_asked in enumerate(asked):
            if is_asked and stage.id not in named:
                yield (
                    f"stages[{index}].enter[{place}]",
                    f"A professional confirms it, but nobody is named for “{stage.id}”.",
                )
        if stage.id in named and not any(asked):
            yield (
                f"stages[{index}].enter",
                f"“{stage.id}” waits for a word, and nothing says what it confirms.",
            )
        for place, each in enumerate(stage.exit):
            if isinstance(each.asks, SignOffCriterion):
                yield (
                    f"stages[{index}].exit[{place}]",
                    "A sign-off opens a stage; it does not close one.",
                )


def _sign_off_astray(judged: Judged) -> Iterator[tuple[str, str]]:
    known = {stage.id for stage in judged.protocol.stages}
    for index, sign_off in enumerate(judged.protocol.sign_offs):
        if sign_off.stage not in known:
            yield f"sign_offs[{index}].stage", f"“{sign_off.stage}” is no stage."


# Running and impact


def _ladder_astray(judged: Judged) -> Iterator[tuple[str, str]]:
    name = judged.protocol.walk_run
    if name is not None and name not in judged.around.ladders:
        yield "walk_run", f"“{name}” is no walk-run ladder."


def _ladder_missing(judged: Judged) -> Iterator[tuple[str, str]]:
    protocol = judged.protocol
    for index, stage in judged.stages:
        if stage.running is Running.WALK_RUN and protocol.walk_run is None:
            yield f"stages[{index}].running", f"“{stage.id}” walks and runs without a ladder."
    ladder = None if protocol.walk_run is None else judged.around.ladders.get(protocol.walk_run)
    for key, criterion in judged.criteria():
        asked = criterion.asks
        if isinstance(asked, LadderCriterion):
            steps = 0 if ladder is None else len(ladder.steps)
            if asked.step > steps:
                yield key, f"Step {asked.step} is asked of a ladder of {steps}."


def _ladder_unused(judged: Judged) -> Iterator[tuple[str, str]]:
    protocol = judged.protocol
    if protocol.walk_run is not None and all(
        stage.running is not Running.WALK_RUN for stage in protocol.stages
    ):
        yield "walk_run", "No stage walks and runs on this ladder."


def shows_bearing(criterion: Criterion) -> bool:
    """Return whether a criterion shows that the region bears load."""
    asked = criterion.asks
    if isinstance(asked, PainCriterion):
        return asked.doing in BEARING
    if isinstance(asked, TestCriterion | ExerciseCriterion | RunCriterion):
        return asked.pain_at_most is not None or isinstance(asked, TestCriterion)
    return isinstance(asked, SignOffCriterion)


def impact_of(stage: Stage, exercises: Mapping[str, Exercise]) -> int:
    """Return the highest impact that a stage asks for: that of its exercises, or of running."""
    levels = [
        exercises[dose.exercise].impact.level for dose in stage.doses if dose.exercise in exercises
    ]
    return max([*levels, 1 if stage.is_running else 0])


def _impact_too_early(judged: Judged) -> Iterator[tuple[str, str]]:
    shown = False
    for index, stage in enumerate(judged.protocol.stages):
        shown = shown or any(map(shows_bearing, stage.enter))
        if not shown and impact_of(stage, judged.around.exercises) > 0:
            yield (
                f"stages[{index}].enter",
                f"“{stage.id}” runs or jumps before anything shows that the region bears load.",
            )
        shown = shown or any(map(shows_bearing, stage.exit))


CHECKS: Final = (
    Check(code="twice", needs=(), find=_stage_twice, remedy="Give each stage its own id."),
    Check(
        code="unknown-id",
        needs=("stages",),
        find=_leads_nowhere,
        remedy="Name another stage, or leave leads_to out: the next in order follows.",
    ),
    Check(
        code="unreachable",
        needs=("stages",),
        find=_unreachable,
        remedy="Let the exit of an earlier stage lead to it.",
    ),
    Check(code="no-exit", needs=(), find=_no_exit, remedy="Say what ends the stage."),
    Check(code="empty-stage", needs=(), find=_empty_stage, remedy="Add exercises or practice."),
    Check(
        code="runs-less",
        needs=("stages",),
        find=_runs_less,
        remedy="Order the stages by how much running they allow.",
    ),
    Check(
        code="above-the-gate",
        needs=("regions", "pain_rule"),
        find=_above_the_gate,
        remedy="Lower the ceiling: the gate of the region decides (RB-04).",
    ),
    Check(
        code="criterion-above-the-gate",
        needs=("regions", "pain_rule"),
        find=_criterion_above_the_gate,
        remedy="Ask for less pain: the gate of the region decides (RB-04).",
    ),
    Check(
        code="no-sign-off",
        needs=("pain_rule", "sign_offs"),
        find=_bone_unsigned,
        remedy="Add sign_offs: who looks at it before which stage, and why.",
    ),
    Check(
        code="flag-missing",
        needs=("pain_rule", "red_flags"),
        find=_flags_left_out,
        remedy="Add it to red_flags.",
    ),
    Check(
        code="unmeasured",
        needs=(),
        find=_unmeasured,
        remedy="Ask for something that a self-test, a logged exercise or a question measures.",
    ),
    Check(
        code="no-sign-off",
        needs=("sign_offs",),
        find=_sign_off_missing,
        remedy="Name who signs in sign_offs, and what is confirmed in enter (sign_off = '...').",
    ),
    Check(
        code="unknown-id",
        needs=("stages", "sign_offs"),
        find=_sign_off_astray,
        remedy="Name a stage of this protocol.",
    ),
    Check(
        code="unknown-id",
        needs=("walk_run",),
        find=_ladder_astray,
        remedy="Name a file of data/walk_run without its ending.",
    ),
    Check(
        code="ladder-missing",
        needs=("walk_run",),
        find=_ladder_missing,
        remedy="Name a ladder in walk_run that goes that far.",
    ),
    Check(
        code="ladder-unused",
        needs=("stages", "walk_run"),
        find=_ladder_unused,
        remedy="Remove walk_run, or let a stage climb it (running = 'walk-run').",
    ),
    Check(
        code="impact-too-early",
        needs=("stages",),
        find=_impact_too_early,
        remedy="Add a criterion of pain under load, a test or a sign-off to enter.",
    ),
    *DOSE_CHECKS,
)
"""All that is checked, in this order."""
