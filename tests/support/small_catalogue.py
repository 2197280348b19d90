"""Some thirty exercises with short names, so that cases of rules read like a plan."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ironstride.domain.body_region import Region
from ironstride.domain.exercise import (
    Avoid,
    Catalogue,
    Exercise,
    ExerciseId,
    Family,
    FitName,
    Impact,
    Implement,
    Laterality,
    LoadKind,
    Method,
    MuscleCertainty,
    Need,
    RehabStage,
)

NO_KIT: tuple[frozenset[str], ...] = (frozenset(),)
BARBELL = (frozenset({"barbell"}),)
DUMBBELL = (frozenset({"dumbbell"}),)
LEGS: Mapping[Region, int] = {Region.KNEE_FRONT: 2, Region.THIGH_FRONT: 2}
CALF: Mapping[Region, int] = {Region.CALF: 2, Region.ACHILLES: 2}

MUSCLES: Mapping[Need, Mapping[str, float]] = {
    Need.LEGS_KNEE: {"quadriceps": 0.6, "gluteus-maximus": 0.4},
    Need.LEGS_HIP: {"gluteus-maximus": 0.5, "hamstrings": 0.4, "trunk-extensors": 0.1},
    Need.CALF_STRAIGHT: {"gastrocnemius": 0.6, "soleus": 0.4},
    Need.CALF_BENT: {"soleus": 1.0},
    Need.HIP: {"gluteus-medius": 0.7, "adductors": 0.3},
    Need.FOOT: {"foot-intrinsics": 1.0},
    Need.TRUNK: {"abdominals": 1.0},
    Need.UPPER_PUSH: {"chest": 1.0},
    Need.UPPER_PULL: {"latissimus": 1.0},
}
TISSUES: Mapping[Need, Mapping[str, int]] = {
    Need.LEGS_KNEE: {"patellar-tendon": 3},
    Need.CALF_STRAIGHT: {"achilles": 3},
    Need.CALF_BENT: {"achilles": 1},
    Need.POWER: {"achilles": 2},
}


def small(  # noqa: PLR0913 (what the exercises of the cases differ in)
    id: str,
    family: Family,
    need: Need,
    rung: int,
    *,
    method: Method = Method.STRENGTH,
    laterality: Laterality = Laterality.BILATERAL,
    load_kind: LoadKind = LoadKind.NONE,
    implement: Implement = Implement.BODY,
    equipment: tuple[frozenset[str], ...] = NO_KIT,
    regions: Mapping[Region, int] | None = None,
    impact: Impact = Impact.NONE,
    reps: tuple[int, int] = (3, 15),
    eccentric: bool = False,
    heavy: bool = False,
    end_range: bool = False,
    fall_risk: bool = False,
    skill: int | None = None,
    easier: tuple[str, ...] = (),
    avoid: tuple[Avoid, ...] = (),
) -> Exercise:
    """Return an exercise whose texts don't matter: set-up 30 s, 4 s a rep, 10 s between sides."""
    jumps = impact is not Impact.NONE
    fast = method in {Method.HOLD, Method.PLYOMETRIC, Method.DRILL}
    return Exercise(
        id=ExerciseId(id),
        name=id.replace("-", " ").capitalize(),
        family=family,
        need=need,
        method=method,
        pattern=family.value,
        plane="sagittal",
        laterality=laterality,
        load_kind=load_kind,
        implement=implement,
        muscles=MUSCLES.get(need, {}),
        muscle_certainty=MuscleCertainty.HOUSE,
        tissues=TISSUES.get(need, {}),
        regions_loaded=regions or {},
        impact=impact,
        contacts_per_rep=1 if jumps else 0,
        skill=min(5, rung) if skill is None else skill,
        rung=rung,
        equipment=equipment,
        setup_seconds=30,
        seconds_per_rep=1.0 if fast else 4.0,
        side_change_seconds=10 if laterality is Laterality.UNILATERAL else 0,
        reps=reps,
        start="",
        cues=(),
        faults=(),
        breathing="",
        tempo=None,
        avoid_when=avoid,
        serves=frozenset(),
        purpose="It has its purpose.",
        evidence=("house",),
        fit=FitName(category="unknown"),
        eccentric=eccentric,
        heavy_capable=heavy,
        end_range=end_range,
        fall_risk=fall_risk,
        easier=tuple(ExerciseId(e) for e in easier),
        prior_share_of_body_mass=0.5 if load_kind is LoadKind.EXTERNAL else None,
    )


@cache
def small_catalogue() -> Catalogue:
    """Return the some thirty exercises, sorted by id."""
    external, hold, jump = LoadKind.EXTERNAL, Method.HOLD, Method.PLYOMETRIC
    one = Laterality.UNILATERAL
    exercises = (
        small("chair-squat", Family.SQUAT, Need.LEGS_KNEE, 1, regions=LEGS),
        small(
            "goblet-squat", Family.SQUAT, Need.LEGS_KNEE, 3, regions=LEGS, load_kind=external,
            implement=Implement.DUMBBELL, equipment=DUMBBELL, easier=("chair-squat",),
        ),
        small(
            "back-squat", Family.SQUAT, Need.LEGS_KNEE, 5, regions=LEGS, load_kind=external,
            implement=Implement.BARBELL, equipment=BARBELL, heavy=True,
            easier=("goblet-squat", "chair-squat"),
        ),
        small(
            "front-squat", Family.SQUAT, Need.LEGS_KNEE, 4, regions=LEGS, load_kind=external,
            implement=Implement.BARBELL, equipment=BARBELL, heavy=True, easier=("goblet-squat",),
        ),
        small(
            "smith-squat", Family.SQUAT, Need.LEGS_KNEE, 4, regions=LEGS, load_kind=external,
            implement=Implement.MACHINE, equipment=(frozenset({"smith-machine"}),), heavy=True,
        ),
        small("wall-sit", Family.ISOMETRIC_TENDON, Need.LEGS_KNEE, 1, method=hold, regions=LEGS,
              reps=(15, 45)),
        small("split-squat", Family.SPLIT_SQUAT, Need.LEGS_KNEE, 2, laterality=one, regions=LEGS),
        small(
            "loaded-split-squat", Family.SPLIT_SQUAT, Need.LEGS_KNEE, 4, laterality=one,
            regions=LEGS, load_kind=external, implement=Implement.DUMBBELL, equipment=DUMBBELL,
        ),
        small("step-up", Family.STEP, Need.LEGS_KNEE, 1, laterality=one, regions=LEGS),
        small("bridge", Family.BRIDGE, Need.LEGS_HIP, 1),
        small(
            "deadlift", Family.HINGE, Need.LEGS_HIP, 4, load_kind=external,
            implement=Implement.BARBELL, equipment=BARBELL, heavy=True,
            regions={Region.LOW_BACK: 2, Region.HAMSTRING: 1},
        ),
        small("nordic", Family.HAMSTRING, Need.LEGS_HIP, 4, eccentric=True, reps=(3, 8),
              avoid=(Avoid(region=Region.HAMSTRING, pain_over=3.0, stage=RehabStage.LOADING),)),
        small("calf-raise", Family.CALF_STRAIGHT, Need.CALF_STRAIGHT, 1, regions=CALF),
        small(
            "one-leg-calf-raise", Family.CALF_STRAIGHT, Need.CALF_STRAIGHT, 3, laterality=one,
            regions=CALF, easier=("calf-raise",),
        ),
        small(
            "step-calf-raise", Family.CALF_STRAIGHT, Need.CALF_STRAIGHT, 3, regions=CALF,
            end_range=True, skill=2, easier=("calf-raise",),
        ),
        small(
            "dumbbell-calf-raise", Family.CALF_STRAIGHT, Need.CALF_STRAIGHT, 4, regions=CALF,
            load_kind=external, implement=Implement.DUMBBELL, equipment=DUMBBELL, skill=2,
            easier=("one-leg-calf-raise",),
        ),
        small("bent-calf-raise", Family.CALF_BENT, Need.CALF_BENT, 1, regions=CALF),
        small("side-lying-raise", Family.HIP_ABDUCTION, Need.HIP, 1, laterality=one),
        small("tibialis-raise", Family.TIBIALIS, Need.FOOT, 1, regions={Region.SHIN: 1}),
        small("copenhagen", Family.HIP_ADDUCTION, Need.HIP, 2, laterality=one,
              regions={Region.GROIN: 2}),
        small("short-foot", Family.FOOT, Need.FOOT, 1, method=hold, laterality=one, reps=(15, 45)),
        small("foot-hop", Family.FOOT, Need.FOOT, 2, method=jump, impact=Impact.LOW, reps=(6, 12)),
        small("plank", Family.ANTI_EXTENSION, Need.TRUNK, 1, method=hold, reps=(15, 60)),
        small("side-plank", Family.ANTI_LATERAL_FLEXION, Need.TRUNK, 2, method=hold,
              laterality=one, reps=(15, 45)),
        small("bag-march", Family.CARRY, Need.TRUNK, 1, method=hold, reps=(20, 60)),
        small("farmer-carry", Family.CARRY, Need.TRUNK, 2, method=hold, reps=(20, 60),
              load_kind=external, implement=Implement.DUMBBELL, equipment=DUMBBELL),
        small("dead-bug", Family.ANTI_ROTATION, Need.TRUNK, 1, laterality=Laterality.ALTERNATING),
        small("push-up", Family.PUSH, Need.UPPER_PUSH, 2),
        small(
            "overhead-press", Family.PUSH, Need.UPPER_PUSH, 4, load_kind=external,
            implement=Implement.BARBELL, equipment=BARBELL, heavy=True, end_range=True,
            regions={Region.SHOULDER: 2},
        ),
        small(
            "row", Family.PULL, Need.UPPER_PULL, 2, load_kind=external,
            implement=Implement.DUMBBELL, equipment=DUMBBELL, laterality=one,
        ),
        small("towel-row", Family.PULL, Need.UPPER_PULL, 1),
        small("one-leg-stand", Family.BALANCE, Need.BALANCE, 1, method=hold, laterality=one,
              reps=(15, 45)),
        small("one-leg-reach", Family.BALANCE, Need.BALANCE, 2, method=hold, laterality=one,
              reps=(10, 30), fall_risk=True),
        small("pogo", Family.POGO, Need.POWER, 1, method=jump, impact=Impact.LOW, regions=CALF,
              reps=(10, 20)),
        small("one-leg-hop", Family.HOP, Need.POWER, 2, method=jump, impact=Impact.LOW,
              laterality=one, regions=CALF, reps=(6, 12)),
        small("far-hop", Family.HOP, Need.POWER, 3, method=jump, impact=Impact.MODERATE,
              laterality=one, regions=CALF, reps=(3, 6)),
        small("box-jump", Family.JUMP, Need.POWER, 2, method=jump, impact=Impact.MODERATE,
              regions=LEGS, reps=(3, 6)),
        small("drop-jump", Family.JUMP, Need.POWER, 4, method=jump, impact=Impact.HIGH,
              regions={**LEGS, Region.SHIN: 3}, reps=(3, 6), easier=("box-jump",),
              avoid=(Avoid(region=Region.KNEE_FRONT, pain_over=0.0),)),
        small("fast-chair-rise", Family.JUMP, Need.POWER, 1, reps=(4, 8)),
        small("strides-drill", Family.RUNNING_DRILL, Need.POWER, 1, method=Method.DRILL,
              impact=Impact.LOW, reps=(10, 30)),
        small("marching-drill", Family.SPRINT_DRILL, Need.POWER, 1, method=Method.DRILL,
              reps=(10, 30)),
        small("ankle-rocks", Family.MOBILITY, Need.MOBILITY, 1, method=hold, reps=(15, 60)),
        small("hip-circles", Family.MOBILITY, Need.MOBILITY, 1, method=hold, reps=(15, 60),
              end_range=True),
    )  # fmt: skip
    ordered = tuple(sorted(exercises, key=lambda e: e.id))
    return Catalogue(exercises=ordered, muscles=(), equipment=(), by_id={e.id: e for e in ordered})
