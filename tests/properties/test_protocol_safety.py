"""Whatever passes the checks of protocols is safe, by a second statement of what safe means."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.body.gates import Complaint, GateState, gate
from ironstride.catalogue.fields import Fields
from ironstride.catalogue.protocol_checks import check_protocol
from ironstride.catalogue.protocol_file import Draft
from ironstride.catalogue.protocols import protocols, surroundings
from ironstride.domain.body_region import Region, Side
from ironstride.domain.exercise import ExerciseId, RehabStage
from ironstride.domain.protocol import (
    Criterion,
    Doing,
    Dose,
    PainCeiling,
    PainCriterion,
    PainRule,
    Protocol,
    Running,
    Stage,
    TestCriterion,
    TimeCriterion,
)

AROUND = surroundings()
STAGES = [(each, stage) for each in protocols() for stage in each.stages]
IDS = sorted(AROUND.exercises)
HOUSE = ("house",)

installed_stages = st.sampled_from(STAGES)
tenths = st.integers(0, 60).map(lambda n: n / 10)
predicates = st.one_of(
    st.builds(PainCriterion, doing=st.sampled_from(Doing), at_most=tenths),
    st.builds(
        TestCriterion, test=st.just("heel-raise"), at_least=st.just(20.0), pain_at_most=tenths
    ),
    st.builds(TimeCriterion, days=st.integers(1, 60)),
)
criteria = st.lists(st.builds(Criterion, asks=predicates, evidence=st.just(HOUSE)), max_size=2).map(
    tuple
)


@st.composite
def doses(draw: st.DrawFn) -> Dose:
    """Return a dose of any exercise of the catalogue, within its range."""
    name = draw(st.sampled_from(IDS))
    low, high = AROUND.exercises[name].reps
    return Dose(
        exercise=ExerciseId(name),
        sets=(3, 3),
        amount=(low, high),
        every_days=2,
        evidence=HOUSE,
    )


@st.composite
def stages(draw: st.DrawFn, number: int) -> Stage:
    """Return a stage that may be as unsafe as it likes."""
    during = draw(tenths)
    found = draw(st.lists(doses(), min_size=1, max_size=2, unique_by=lambda dose: dose.exercise))
    return Stage(
        id=f"stage-{number}",
        name="A stage",
        aim="To be judged.",
        phase=draw(st.sampled_from(RehabStage)),
        running=draw(st.sampled_from((Running.NONE, Running.WALK, Running.EASY, Running.ALL))),
        load_at_most=draw(st.integers(0, 3)),
        impact_at_most=draw(st.integers(0, 3)),
        pain=PainCeiling(during=during, next_morning=draw(tenths), evidence=HOUSE),
        doses=tuple(found),
        practice=(),
        enter=draw(criteria),
        exit=draw(criteria),
        leads_to=(),
        evidence=HOUSE,
    )


@st.composite
def written(draw: st.DrawFn) -> Protocol:
    """Return a protocol of two stages as somebody careless might write it."""
    base = protocols()[0]
    return replace(
        base,
        pain_rule=draw(st.sampled_from(PainRule)),
        regions=(draw(st.sampled_from(Region)),),
        red_flags=("RF-03", "RF-13"),
        sign_offs=(),
        walk_run=None,
        stages=(draw(stages(0)), draw(stages(1))),
    )


def codes(protocol: Protocol) -> set[str]:
    fields = Fields({}, "p.toml")
    check_protocol(Draft(protocol, fields, frozenset(range(len(protocol.stages)))), AROUND)
    return {problem.code for problem in fields.problems}


def bears(criterion: Criterion) -> bool:
    """Say in other words whether a criterion loads the leg and asks how it takes it."""
    asked = criterion.asks
    loading = {"walking", "stairs", "hopping", "running", "exercises"}
    if isinstance(asked, PainCriterion):
        return str(asked.doing) in loading
    return not isinstance(asked, TimeCriterion)


def is_overloaded(protocol: Protocol) -> bool:
    return any(
        AROUND.exercises[dose.exercise].regions_loaded.get(region, 0) > stage.load_at_most
        for stage in protocol.stages
        for dose in stage.doses
        for region in protocol.regions
    )


def has_too_much_impact(protocol: Protocol) -> bool:
    return any(
        AROUND.exercises[dose.exercise].impact.level > stage.impact_at_most
        for stage in protocol.stages
        for dose in stage.doses
    )


def hurts_more_than_the_gate(protocol: Protocol) -> bool:
    """Ask the gate itself: at the stage's ceiling of pain it must not stop."""
    for stage in protocol.stages:
        asked = Complaint(
            region=protocol.regions[0],
            side=Side.LEFT,
            pain=stage.pain.during,
            pain_rule=protocol.pain_rule,
        )
        if gate(asked).state is GateState.STOP:
            return True
    return False


def hits_the_ground_unasked(protocol: Protocol) -> bool:
    """Return whether a stage runs or jumps though nothing before it asked how load is borne."""
    asked: list[Criterion] = []
    for stage in protocol.stages:
        asked += stage.enter
        jumps = any(AROUND.exercises[dose.exercise].impact != "none" for dose in stage.doses)
        runs = stage.running in {Running.WALK_RUN, Running.EASY, Running.ALL}
        if (jumps or runs) and not any(map(bears, asked)):
            return True
        asked += stage.exit
    return False


@settings(max_examples=300)
@given(protocol=written())
def test_what_is_unsafe_is_found_and_nothing_else_is_called_so(protocol: Protocol) -> None:
    found = codes(protocol)
    assert ("too-heavy" in found) == is_overloaded(protocol)
    assert ("too-much-impact" in found) == has_too_much_impact(protocol)
    assert ("impact-too-early" in found) == hits_the_ground_unasked(protocol)
    if hurts_more_than_the_gate(protocol):
        assert "above-the-gate" in found
    if protocol.pain_rule is PainRule.BONE:
        assert "no-sign-off" in found
        if any(stage.pain.during > 0 for stage in protocol.stages):
            assert "above-the-gate" in found


@given(pair=installed_stages, more=st.integers(1, 50).map(lambda n: n / 10))
def test_no_installed_stage_goes_on_where_the_gate_stops(
    pair: tuple[Protocol, Stage], more: float
) -> None:
    protocol, stage = pair
    for region in protocol.regions:
        quiet, worse = (
            gate(Complaint(region=region, side=Side.BOTH, pain=pain, pain_rule=protocol.pain_rule))
            for pain in (stage.pain.during, stage.pain.during + more)
        )
        assert quiet.state is not GateState.STOP
        assert worse.state.severity >= quiet.state.severity
    if protocol.pain_rule is PainRule.BONE:
        assert (stage.pain.during, stage.pain.next_morning) == (0.0, 0.0)


@given(pair=installed_stages)
def test_no_installed_stage_asks_more_than_it_allows(pair: tuple[Protocol, Stage]) -> None:
    protocol, stage = pair
    alone = replace(protocol, stages=(stage,))
    assert not is_overloaded(alone)
    assert not has_too_much_impact(alone)
    for dose in stage.doses:
        exercise = AROUND.exercises[dose.exercise]
        low, high = exercise.reps
        assert low <= dose.amount[0] <= dose.amount[1] <= high or dose.outside
        assert not any(exercise.is_left_out_in(r, stage.phase) for r in protocol.regions)


@given(protocol=st.sampled_from(protocols()))
def test_no_installed_protocol_hits_the_ground_unasked(protocol: Protocol) -> None:
    assert not hits_the_ground_unasked(protocol)
    levels = [stage.running.level for stage in protocol.stages]
    assert levels == sorted(levels)
