from __future__ import annotations

import pytest

from ironstride.body.criteria import (
    QUESTIONS,
    RUNNING_WORDS,
    ExerciseName,
    MeasuredBy,
    Names,
    TestName,
    ceiling_words,
    criterion_words,
    length_words,
    measured_by,
    question_of,
)
from ironstride.domain.body_region import Region
from ironstride.domain.exercise import ExerciseId, RehabStage
from ironstride.domain.protocol import (
    Doing,
    ExerciseCriterion,
    Injury,
    LadderCriterion,
    LadderStep,
    PainCeiling,
    PainCriterion,
    PainRule,
    Predicate,
    Protocol,
    ProtocolId,
    RunCriterion,
    Running,
    SignOffCriterion,
    Stage,
    TestCriterion,
    TimeCriterion,
    TrendCriterion,
)

NAMES = Names(
    tests={
        "heel-raise": TestName(name="Heel raise", unit="repetitions", per_side=True),
        "chair-stand-30": TestName(name="Chair stand", unit="repetitions", per_side=False),
    },
    exercises={
        "squat": ExerciseName(name="Squat", unit="repetitions", per_side=False),
        "one-leg": ExerciseName(name="One leg", unit="seconds", per_side=True),
    },
    professional="a doctor",
    ladder_steps=7,
)
SQUAT, ONE_LEG = ExerciseId("squat"), ExerciseId("one-leg")


@pytest.mark.parametrize(
    ("asked", "sentence", "by"),
    [
        (
            PainCriterion(doing=Doing.STAIRS, at_most=2),
            "Pain on stairs of at most 2 of 10.",
            MeasuredBy.QUESTION,
        ),
        (
            PainCriterion(doing=Doing.WALKING, at_most=0, days=14, minutes=30),
            "No pain while walking for 30 minutes, on 14 days in a row.",
            MeasuredBy.QUESTION,
        ),
        (
            TrendCriterion(weeks=1),
            "From last week to this, pain and morning stiffness do not rise.",
            MeasuredBy.QUESTION,
        ),
        (
            TrendCriterion(weeks=2),
            "Over 2 weeks, pain and morning stiffness do not rise.",
            MeasuredBy.QUESTION,
        ),
        (
            TestCriterion(test="heel-raise", at_least=30, side_difference_at_most_percent=10),
            "Heel raise: at least 30 repetitions on each side, the sides differ by at most 10 %.",
            MeasuredBy.TEST,
        ),
        (
            TestCriterion(test="heel-raise", side_difference_at_most=1.5),
            "Heel raise: the sides differ by at most 1.5 repetitions.",
            MeasuredBy.TEST,
        ),
        (
            TestCriterion(test="chair-stand-30", at_least=12, pain_at_most=2),
            "Chair stand: at least 12 repetitions, pain of at most 2 of 10.",
            MeasuredBy.TEST,
        ),
        (
            ExerciseCriterion(exercise=SQUAT, amount=10, pain_at_most=0),
            "Squat: 10 repetitions, without pain.",
            MeasuredBy.SETS,
        ),
        (
            ExerciseCriterion(exercise=ONE_LEG, amount=45, side_difference_at_most_percent=10),
            "One leg: 45 seconds on each side, the loads of the sides differ by at most 10 %.",
            MeasuredBy.SETS,
        ),
        (
            ExerciseCriterion(exercise=SQUAT, side_difference_at_most_percent=10),
            "Squat: the loads of the sides differ by at most 10 %.",
            MeasuredBy.SETS,
        ),
        (
            RunCriterion(minutes=30, pain_at_most=2, times=3),
            "3 runs of at least 30 minutes, pain of at most 2 of 10.",
            MeasuredBy.RUNS,
        ),
        (
            RunCriterion(minutes=20, pain_at_most=0),
            "One run of at least 20 minutes, without pain.",
            MeasuredBy.RUNS,
        ),
        (
            LadderCriterion(step=7),
            "The walk-run ladder is climbed up to step 7, its last, without a flare.",
            MeasuredBy.RUNS,
        ),
        (
            LadderCriterion(step=2),
            "The walk-run ladder is climbed up to step 2 without a flare.",
            MeasuredBy.RUNS,
        ),
        (TimeCriterion(days=14), "At least 2 weeks in this stage.", MeasuredBy.CALENDAR),
        (
            TimeCriterion(days=5, since_injury=True),
            "At least 5 days since the injury.",
            MeasuredBy.CALENDAR,
        ),
        (
            SignOffCriterion(confirms="the bone has healed"),
            "Confirmed by a doctor: the bone has healed.",
            MeasuredBy.PROFESSIONAL,
        ),
    ],
)
def test_a_criterion_reads_as_one_sentence_and_says_what_measures_it(
    asked: Predicate, sentence: str, by: MeasuredBy
) -> None:
    assert criterion_words(asked, NAMES) == sentence
    assert measured_by(asked) is by


def test_a_question_stands_behind_every_pain_and_no_other_predicate() -> None:
    assert set(QUESTIONS) == set(Doing)
    assert all(question.endswith("?") for question in QUESTIONS.values())
    assert question_of(PainCriterion(doing=Doing.NIGHT, at_most=2)) == QUESTIONS[Doing.NIGHT]
    assert question_of(TrendCriterion(weeks=1)) == QUESTIONS[Doing.MORNING]
    assert question_of(TimeCriterion(days=3)) is None


@pytest.mark.parametrize(
    ("days", "words"), [(1, "1 day"), (6, "6 days"), (7, "1 week"), (14, "2 weeks")]
)
def test_days_are_said_as_weeks_where_they_are_some(days: int, words: str) -> None:
    assert length_words(days) == words


def test_a_ceiling_says_how_much_and_by_when_it_has_settled() -> None:
    tendon = PainCeiling(during=5, next_morning=2, evidence=("RB-01",))
    knee = PainCeiling(during=2, next_morning=1, settles_minutes=60, evidence=("RB-04",))
    bone = PainCeiling(during=0, next_morning=0, evidence=("RB-04",))
    assert ceiling_words(tendon) == (
        "At most 5 of 10 during and right after. It has settled by the next morning, at 2 of 10 "
        "or less."
    )
    assert ceiling_words(knee) == (
        "At most 2 of 10 during and right after. It is back to where it was within 60 minutes, and "
        "the next morning at 1 of 10 or less."
    )
    assert ceiling_words(bone).startswith("No pain at all")


def test_every_amount_of_running_has_words() -> None:
    assert set(RUNNING_WORDS) == set(Running)


def test_running_is_ordered_from_none_to_all() -> None:
    assert [each.level for each in Running] == [0, 1, 2, 3, 4]


def test_a_step_of_the_ladder_counts_its_minutes() -> None:
    step = LadderStep(run_seconds=120, walk_seconds=180, repeats=5)
    assert (step.running_minutes, step.total_minutes) == (10.0, 25.0)


def test_a_stage_is_found_by_its_id_and_knows_whether_it_runs() -> None:
    def stage(id: str, running: Running) -> Stage:
        return Stage(
            id=id,
            name=id,
            aim="To be found.",
            phase=RehabStage.LOADING,
            running=running,
            load_at_most=1,
            impact_at_most=0,
            pain=PainCeiling(during=2, next_morning=2, evidence=("house",)),
            doses=(),
            practice=(),
            enter=(),
            exit=(),
            leads_to=(),
            evidence=("house",),
        )

    protocol = Protocol(
        id=ProtocolId("test"),
        name="Test",
        injury=Injury.CALF_STRAIN,
        pain_rule=PainRule.MUSCLE,
        regions=(Region.CALF,),
        what="A calf.",
        approach=(),
        tell_apart=(),
        red_flags=(),
        stages=(stage("walk", Running.WALK), stage("run", Running.WALK_RUN)),
        sign_offs=(),
        avoid=(),
        course=(),
        conflicts=(),
        not_given=(),
        evidence=("house",),
    )
    assert protocol.stage("run").is_running
    assert not protocol.stage("walk").is_running
    with pytest.raises(KeyError):
        protocol.stage("fly")
