"""Runners made for one thing each: by them a test shows that every rule shapes somebody's plan."""

from __future__ import annotations

import datetime as dt
from typing import Final

from benchmarks.runners import (
    BODY,
    HOME,
    MONDAY,
    Document,
    Runner,
    away,
    document,
    race,
    run,
    window,
)
from ironstride.catalogue import load
from ironstride.domain.exercise import Impact

GYM_LOG: Final = dict.fromkeys(
    (3, 6, 10, 13, 17, 20),
    ("back-squat 5 70", "romanian-deadlift 6 60", "standing-calf-raise 8 40", "pogo 10"),
)
"""Three weeks of lifting twice a week."""
JUMPS: Final = ("back-squat 5 70", "pogo-high 10", "box-jump 5")
TIRED_WEDNESDAY: Final = (MONDAY + dt.timedelta(days=2)).isoformat()


def limited(**limit: object) -> list[Document]:
    """Return one limit set by a physiotherapist."""
    return [{"set_by": "Physiotherapist", **limit}]


def no_jumps(*grades: Impact) -> list[Document]:
    """Return a limit on each exercise that lands in one of some grades."""
    return [
        each
        for exercise in load().exercises
        if exercise.impact in grades
        for each in limited(forbid="exercise", exercise=exercise.id)
    ]


def results_of(test: str, left: float, right: float | None = None) -> list[Document]:
    """Return the results of a self-test a week before the first Monday, of one side or of two."""
    date = (MONDAY - dt.timedelta(weeks=1)).isoformat()
    sides = {"left": left} if right is None else {"left": left, "right": right}
    return [{"test": test, "date": date, "side": side, "value": v} for side, v in sides.items()]


def planned(day: int, kind: str, minutes: float) -> Document:
    """Return a dated run, days counted from the first Monday."""
    date = MONDAY + dt.timedelta(days=day)
    return {"date": date.isoformat(), "start": "07:00", "kind": kind, "minutes": minutes}


GYM_WINDOWS: Final = [
    window("tue 17:00-20:30", place="gym"),
    window("thu 17:00-20:30", place="gym", preferred=True),
    window("sat 08:00-12:00"),
]
ALL_BUT_HIPS: Final = (
    "foot", "shin", "calf", "hamstring", "thigh-front", "low-back", "shoulder", "upper-back",
)  # fmt: skip
"""Regions without which nothing but work for the hips is left."""
NAMED: Final[dict[str, Runner]] = {
    runner.name: runner
    for runner in (
        Runner(name="gym-lifter", document=document(kit="gym", experience="intermediate"),
               log=GYM_LOG),
        Runner(name="gym-lifter-with-key-runs", log=GYM_LOG,
               document=document(kit="gym", experience="intermediate", week="two-hard",
                                 minutes=40)),
        Runner(name="gym-lifter-three-a-week", log=GYM_LOG,
               document=document(kit="gym", experience="advanced", week="no-runs", sessions=3,
                                 minutes=45)),
        Runner(name="gym-lifter-who-never-ticks", log=GYM_LOG, ticks=False,
               document=document(kit="gym", experience="intermediate",
                                 limits=limited(require="back-squat"))),
        Runner(name="lifter-in-three-days-only", log=GYM_LOG,
               document=document(kit="gym", experience="advanced", week="no-runs", minutes=45,
                                 availability={"windows": [window("tue 17:00-20:00"),
                                                           window("wed 17:00-20:00")]})),
        Runner(name="new-to-the-gym", document=document(kit="gym", experience="intermediate")),
        Runner(name="never-lifted-race-in-eight-weeks",
               document=document(experience="none", races=[race("10k", 8)])),
        Runner(name="lifter-race-in-sixteen-weeks",
               document=document(kit="gym", experience="intermediate", races=[race("10k", 15)])),
        Runner(name="race-on-sunday",
               document=document(races=[race("10k", 0)])),
        Runner(name="lifter-b-race-on-sunday", log=GYM_LOG,
               document=document(kit="gym", experience="intermediate",
                                 races=[race("10k", 0, "B")])),
        Runner(name="lifter-c-race-on-saturday", log=GYM_LOG,
               document=document(kit="gym", experience="intermediate", races=[
                   {**race("5k", 0, "C"), "date": (MONDAY + dt.timedelta(days=5)).isoformat()}])),
        Runner(name="runs-less-every-third-week",
               document=document(week="no-runs", planned_runs=[
                   planned(7 * w + 2, "easy", 20 if w in {2, 7, 12} else 240)
                   for w in range(16)])),
        Runner(name="friday-is-for-rest", document=document(
            availability={"rest_days": ["tue", "wed", "fri"]})),
        Runner(name="intervals-at-noon",
               document={**document(week="no-runs"),
                         "usual_week": [run("tue 11:00 intervals 60"), run("thu 11:00 tempo 50")]}),
        Runner(name="hard-days-and-easy-days", document=document(week="two-hard")),
        Runner(name="one-calf-behind", document=document(
            tests=results_of("heel-raise", 18, 30))),
        Runner(name="nine-seconds-on-one-leg", document=document(
            age=52, tests=results_of("stance-eyes-open", 9))),
        Runner(name="left-calf-is-weaker", document=document(
            tests=results_of("heel-raise", 20, 33))),
        Runner(name="four-rises-on-one-leg", document=document(
            kit="gym", experience="advanced", minutes=45, tests=results_of("one-leg-rise", 4, 12))),
        Runner(name="windows-at-the-gym",
               document=document(kit="gym", experience="intermediate", places=(HOME,),
                                 availability={"windows": GYM_WINDOWS})),
        Runner(name="eve-of-the-tempo", document={
            **document(kit="gym", experience="intermediate", sessions=1, minutes=40,
                       availability={"windows": [window("wed 18:00-20:00")]}),
            "usual_week": [run("thu 07:00 tempo 50")]},
               log=dict.fromkeys((5, 12, 19, 20), ("back-squat 5 70", "romanian-deadlift 6 60"))),
        Runner(name="intervals-at-home-gym-tomorrow", document={
            **document(kit="gym", places=(HOME,), sessions=1, availability={"windows": [
                window("tue 17:00-20:00", place="home"), window("wed 17:00-20:00", place="gym")]}),
            "usual_week": [run("tue 06:00 intervals 60")]}),
        Runner(name="home-on-tuesday-gym-on-thursday", document=document(
            kit="gym", places=(HOME,), week="no-runs", sessions=1, availability={"windows": [
                window("tue 17:00-20:00", place="home"),
                window("thu 17:00-20:00", place="gym")]})),
        Runner(name="prefers-thursday", document=document(
            week="no-runs", sessions=1, availability={"windows": [
                window("tue 17:00-20:00"), window("thu 17:00-20:00", preferred=True)]})),
        Runner(name="began-on-wednesday", today=MONDAY + dt.timedelta(days=2),
               document=document(week="no-runs", sessions=1)),
        Runner(name="runs-less-every-third", document=document(week="no-runs", planned_runs=[
            planned(7 * w + 2, "easy", 20 if w in range(2, 16, 3) else 240) for w in range(16)])),
        Runner(name="novice-b-race-on-sunday", document=document(races=[race("10k", 0, "B")])),
        Runner(name="two-places", document=document(kit="gym", places=(HOME,), week="no-runs")),
        Runner(name="short-windows",
               document=document(minutes=40, week="no-runs", availability={"windows": [
                   window("mon 18:00-18:25"), window("tue 18:00-19:00"), window("thu 18:00-18:25"),
                   window("fri 18:00-19:00")]})),
        Runner(name="moved-to-wednesday", document=document(
            pins=[{"date": TIRED_WEDNESDAY, "start": "18:00", "session": "place"}])),
        Runner(name="swapped-on-tuesday", document=document(
            week="no-runs", availability={"windows": [window("tue 17:00-20:00")]}, sessions=1,
            pins=[{"date": (MONDAY + dt.timedelta(days=1)).isoformat(), "exercise": "wall-sit",
                   "instead_of": "goblet-squat"}])),
        Runner(name="doctor-says-no-until-wednesday", document=document(
            limits=limited(forbid="all", until=TIRED_WEDNESDAY))),
        Runner(name="no-impact-by-a-professional", log=GYM_LOG, document=document(
            kit="gym", experience="intermediate", limits=limited(forbid="impact"))),
        Runner(name="no-end-range-by-a-professional", document=document(
            kit="gym", limits=limited(forbid="all", region="knee-front"))),
        Runner(name="no-heavy-legs-by-a-professional", log=GYM_LOG, document=document(
            kit="gym", experience="intermediate", minutes=40,
            limits=limited(forbid="heavy-lower"))),
        Runner(name="few-contacts-by-a-professional", log=GYM_LOG, document=document(
            kit="gym", experience="intermediate", limits=limited(max_contacts=5))),
        Runner(name="toe-yoga-every-time", document=document(
            limits=limited(require="toe-yoga"))),
        Runner(name="one-a-week-by-a-professional", document=document(
            limits=limited(max_sessions_per_week=1))),
        Runner(name="clearance-wanted", log=GYM_LOG, document=document(
            kit="gym", experience="intermediate", minutes=40,
            screening={"clearance_needed": True})),
        Runner(name="sore-achilles", document=document(
            conditions=[{"region": "achilles", "side": "left", "active": False}])),
        Runner(name="sore-knee", document=document(
            conditions=[{"region": "knee-front", "side": "left", "pain_during": 4}])),
        Runner(name="sore-where-the-achilles-ends", document=document(
            conditions=[{"region": "achilles", "side": "left", "pain_during": 1, "stage": 3,
                         "protocol": "achilles-insertional"}])),
        Runner(name="likes-toe-yoga", document=document(preferences={"like": ["toe-yoga"]})),
        Runner(name="dislikes-planks", document=document(preferences={"dislike": [
            "plank", "side-plank", "side-plank-knees", "dead-bug", "bird-dog", "plank-knees",
            "bag-march", "lateral-band-walk", "push-up"]})),
        Runner(name="likes-nothing", document=document(
            kit="no-kit", preferences={"dislike": sorted(load().by_id)})),
        Runner(name="hips-alone-by-a-professional", document=document(
            week="no-runs", sessions=1, minutes=10,
            goals={"injury-prevention": 3, "balance": 3},
            limits=[each for region in ALL_BUT_HIPS
                    for each in limited(forbid="all", region=region)])),
        Runner(name="away-in-week-three", document=document(
            availability={"away": [away(14, 20)]})),
        Runner(name="sixty-six", document=document(kit="gym", week="hills", age=66, minutes=40)),
        Runner(name="likes-the-eve-of-the-tempo", log=GYM_LOG, document={
            **document(kit="gym", experience="intermediate", sessions=1, availability={
                "windows": [window("wed 18:00-20:00", preferred=True),
                            window("sun 17:00-20:00")]}),
            "usual_week": [run("thu 07:00 tempo 25"), run("sun 09:00 long 90")]}),
        Runner(name="two-runs-on-tuesday", document={
            **document(sessions=1),
            "usual_week": [run("tue 06:00 intervals 60"), run("tue 12:30 easy 30")]}),
        Runner(name="runs-long-this-tuesday", document=document(
            week="no-runs", sessions=1,
            availability={"windows": [window("tue 07:00-08:30"), window("tue 18:00-20:00")]},
            planned_runs=[planned(1, "easy", 120)])),
        Runner(name="sixty-six-at-home", document=document(
            age=66, minutes=30, goals={"speed-power": 0, "economy": 0})),
        Runner(name="twelve-minutes", document=document(minutes=12)),
        Runner(name="twenty-minutes", document=document(minutes=20)),
        Runner(name="speed-first", document=document(
            kit="gym", experience="advanced", goals={"speed-power": 3}), log=GYM_LOG),
        Runner(name="pregnant-lifter", document=document(
            kit="gym", experience="intermediate", screening={"pregnant": True})),
        Runner(name="half-on-the-way-to-a-marathon", document=document(
            kit="gym", experience="intermediate",
            races=[race("half", 7, "B"), race("marathon", 15)])),
        Runner(name="a-race-every-fourth-week", document=document(
            kit="gym", experience="intermediate", races=[race("10k", w, "B") for w in (5, 9, 13)])),
        Runner(name="a-fortnight-in-a-hotel", document=document(
            kit="gym", experience="intermediate", places=(BODY,),
            availability={"away": [away(35, 48, "home")]})),
        Runner(name="a-small-race-on-sunday-and-one-in-ten-weeks", document=document(
            races=[race("5k", 0, "B"), race("10k", 10)])),
        Runner(name="race-in-nine-weeks", document=document(races=[race("10k", 9)])),
        Runner(name="runs-most-in-the-second-week", log=GYM_LOG, document=document(
            kit="gym", experience="intermediate", week="no-runs", planned_runs=[
                planned(7 * w + 2, "easy", 260 if w == 1 else 200) for w in range(16)])),
        Runner(name="fifty-five", log=GYM_LOG, document=document(
            kit="gym", experience="intermediate", age=55)),
        Runner(name="soft-jumps-forbidden",
               log={**dict.fromkeys((10, 13, 17, 20), ("back-squat 5 70",)),
                    **dict.fromkeys((3, 6), ("back-squat 5 70", "pogo 10"))},
               document=document(kit="gym", experience="intermediate",
                                 limits=no_jumps(Impact.LOW))),
        Runner(name="hard-jumps-alone",
               log={**dict.fromkeys((10, 13, 17, 20), JUMPS),
                    **dict.fromkeys((3, 6), (*JUMPS, "low-drop-jump 5"))},
               document=document(kit="gym", experience="advanced", goals={"speed-power": 3},
                                 limits=no_jumps(Impact.LOW, Impact.MODERATE))),
        Runner(name="once-a-week-for-speed", log=GYM_LOG, document=document(
            kit="gym", experience="intermediate", week="no-runs", sessions=1, minutes=60,
            goals={"speed-power": 3})),
        Runner(name="same-squats-for-months", log={
            ago: ("reverse-lunge 10", "single-leg-bridge 10", "dead-bug 8")
            for week in range(9) for ago in (week * 7 + 3, week * 7 + 6)
        }, document=document(kit="no-kit")),
    )
}  # fmt: skip
"""By name."""
