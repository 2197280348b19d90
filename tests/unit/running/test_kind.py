from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from ironstride.domain.athlete import Result, Sex
from ironstride.domain.run import Activity, Channel, RunKind, Streams
from ironstride.running.critical_speed import from_results
from ironstride.running.estimate import Estimate
from ironstride.running.features import RunFeatures, features
from ironstride.running.heart_rate import heart_rate_range
from ironstride.running.intensity import hard_share, intensity
from ironstride.running.kind import Verdict, kind_of
from ironstride.running.profile import Recent, RunnerProfile, stranger
from tests.support import runs

ON = dt.date(2026, 3, 2)
HEART = heart_rate_range(
    age=40, sex=Sex.MALE, told_max=runs.HR_MAX, told_rest=runs.HR_REST, peaks=(), lows=()
)
# 5 km in 20:08 is a critical speed of 4.0 m/s, which the made runs are run against.
CRITICAL = from_results([Result(date=ON, distance_m=5000, seconds=1208)], ON)
HABIT = Recent(median_s=45 * 60, longest_m=15_000, longest_s=60 * 60)
KNOWN = RunnerProfile(heart=HEART, sex=Sex.MALE, critical_speed=CRITICAL, recent=HABIT)


def verdict(activity: Activity | RunFeatures, profile: RunnerProfile = KNOWN) -> Verdict:
    found = activity if isinstance(activity, RunFeatures) else features(activity)
    return kind_of(found, profile)[0]


CASES: dict[str, tuple[list[runs.Stretch], RunKind]] = {
    "easy": (runs.easy(45), RunKind.EASY),
    "recovery": (runs.easy(28, 2.6), RunKind.RECOVERY),
    "long": (runs.easy(95, 2.95), RunKind.LONG),
    "tempo": (runs.tempo(), RunKind.TEMPO),
    "cruise repeats": (
        [(720, 3.0, 0.0), *([(600.0, 3.95, 0.0), (90.0, 2.6, 0.0)] * 3), (600, 2.9, 0.0)],
        RunKind.TEMPO,
    ),
    "progression": ([(900, 3.1, 0.0), (900, 3.5, 0.0), (900, 3.9, 0.0)], RunKind.TEMPO),
    "six times three minutes": (runs.intervals(), RunKind.INTERVALS),
    "thirty thirty": (runs.intervals(15, 30, 30), RunKind.INTERVALS),
    "ten times 400 m": (runs.intervals(10, 93, 90), RunKind.INTERVALS),
    "strides": (runs.strides(), RunKind.STRIDES),
    "hill repeats": (runs.hills(), RunKind.HILLS),
    "ten kilometres raced": (runs.race(10_000, 4.03), RunKind.RACE),
    "hilly easy": ([(300.0, 3.0, 0.04), (300.0, 3.0, -0.04)] * 4, RunKind.EASY),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("heart", [True, False], ids=["heart rate", "no heart rate"])
def test_kinds_are_told_against_the_runners_own_range(name: str, *, heart: bool) -> None:
    stretches, kind = CASES[name]
    found = verdict(runs.run_of(stretches, heart=heart))
    assert found.kind is kind, found
    assert 0.1 <= found.certainty <= 0.97
    assert found.reason.endswith(".")


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", CASES)
def test_noise_does_not_change_the_kind(name: str, seed: int) -> None:
    stretches, kind = CASES[name]
    activity = runs.run_of(stretches, seed=seed, speed_noise=0.12)
    assert verdict(activity).kind is kind


def test_heart_rate_makes_a_verdict_surer() -> None:
    with_heart = verdict(runs.run_of(runs.intervals()))
    without = verdict(runs.run_of(runs.intervals(), heart=False))
    assert with_heart.certainty > without.certainty + 0.1


def test_a_stranger_s_repeats_are_told_by_their_contrast() -> None:
    found = verdict(runs.run_of(runs.intervals(), heart=False), stranger())
    assert found.kind is RunKind.INTERVALS
    assert found.certainty < 0.6


def test_a_stranger_s_easy_run_is_easy_and_unsure() -> None:
    found = verdict(runs.run_of(runs.easy(), heart=False), stranger())
    assert found.kind is RunKind.EASY
    assert found.certainty == 0.4


def test_a_stranger_s_long_run_needs_ninety_minutes() -> None:
    assert verdict(runs.run_of(runs.easy(91), heart=False), stranger()).kind is RunKind.LONG
    assert verdict(runs.run_of(runs.easy(89), heart=False), stranger()).kind is RunKind.EASY


@pytest.mark.parametrize(
    ("minutes", "usual", "longest", "kind"),
    [
        (76, 58, 120, RunKind.LONG),
        (76, 60, 120, RunKind.EASY),
        (74, 50, 120, RunKind.EASY),
        (45, 30, 35, RunKind.LONG),
        (45, 30, 50, RunKind.EASY),
        (39, 25, 30, RunKind.EASY),
        (100, 90, 95, RunKind.LONG),
        (100, 90, 110, RunKind.EASY),
    ],
)
def test_long_is_long_for_this_runner(
    minutes: float, usual: float, longest: float, kind: RunKind
) -> None:
    recent = Recent(median_s=usual * 60.0, longest_s=longest * 60.0)
    profile = replace(KNOWN, recent=recent)
    assert verdict(runs.run_of(runs.easy(minutes)), profile).kind is kind


def test_a_long_run_with_a_fast_finish_stays_long() -> None:
    stretches = [(80 * 60.0, 3.0, 0.0), (20 * 60.0, 3.8, 0.0)]
    assert verdict(runs.run_of(stretches)).kind is RunKind.LONG


def test_a_run_is_a_recovery_run_with_more_certainty_after_a_hard_day() -> None:
    activity = runs.run_of(runs.easy(28, 2.6))
    after = replace(KNOWN, recent=replace(HABIT, was_hard=True))
    hard = verdict(activity, after)
    assert hard.certainty > verdict(activity).certainty
    assert "day after" in hard.reason


def test_a_slow_run_of_usual_length_is_easy() -> None:
    assert verdict(runs.run_of(runs.easy(44, 2.6))).kind is RunKind.EASY


def test_a_race_on_the_list_is_a_race_whatever_the_pace() -> None:
    listed = replace(KNOWN, recent=replace(HABIT, race_m=10_000))
    slow = verdict(runs.run_of(runs.race(10_100, 3.4)), listed)
    assert slow.kind is RunKind.RACE
    assert slow.certainty > 0.9
    assert verdict(runs.run_of(runs.easy(20)), listed).kind is not RunKind.RACE


@pytest.mark.parametrize(
    ("name", "metres", "kind"),
    [
        ("Saturday parkrun", 5_000, RunKind.RACE),
        ("Spring 10k race", 10_000, RunKind.RACE),
        ("City Marathon", 42_300, RunKind.RACE),
        ("City half marathon", 21_200, RunKind.RACE),
        ("Marathon training", 42_300, RunKind.LONG),
        ("Marathon", 10_000, RunKind.EASY),
        ("race pace workout", 8_000, RunKind.EASY),
        ("Morning Run", 8_000, RunKind.EASY),
    ],
)
def test_names_tell_races(name: str, metres: float, kind: RunKind) -> None:
    activity = replace(runs.run_of(runs.race(metres, 3.1)), name=name)
    assert verdict(activity).kind is kind


def test_a_race_without_a_distance_in_its_name_needs_its_distance() -> None:
    summary = runs.without_streams(runs.run_of(runs.easy(40)))
    nameless = replace(summary, distance_m=None, name="City Marathon")
    assert verdict(nameless).kind is not RunKind.RACE


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Fartlek in the park", RunKind.INTERVALS),
        ("Tempo Tuesday", RunKind.TEMPO),
        ("Hill repeats", RunKind.HILLS),
        ("Recovery", RunKind.RECOVERY),
        ("Lunch", RunKind.EASY),
    ],
)
def test_a_name_decides_where_the_figures_are_unsure(name: str, kind: RunKind) -> None:
    summary = replace(
        runs.without_streams(runs.run_of(runs.easy(40))),
        name=name,
        mean_heart_rate_bpm=None,
        distance_m=None,
    )
    assert verdict(summary).kind is kind


def test_a_name_that_agrees_makes_it_surer_and_one_that_does_not_is_outvoted() -> None:
    plain = verdict(runs.run_of(runs.strides()))
    named = verdict(replace(runs.run_of(runs.strides()), name="Easy with strides"))
    wrong = verdict(replace(runs.run_of(runs.intervals()), name="Easy jog"))
    assert named.certainty > plain.certainty
    assert wrong.kind is RunKind.INTERVALS


def test_repeats_that_average_to_a_best_effort_are_no_race() -> None:
    profile = replace(
        KNOWN, critical_speed=from_results([Result(date=ON, distance_m=5000, seconds=1350)], ON)
    )
    hard = [(600.0, 3.5, 0.0), *([(600.0, 4.3, 0.0), (90.0, 3.2, 0.0)] * 3)]
    assert verdict(runs.run_of(hard, heart=False), profile).kind is not RunKind.RACE


def test_an_effort_with_an_easy_heart_is_no_race() -> None:
    activity = runs.run_of(runs.race(10_000, 4.03))
    assert activity.streams is not None
    calm = {
        channel: column * 0.75 if channel is Channel.HEART_RATE else column
        for channel, column in activity.streams.channels.items()
    }
    odd = replace(activity, streams=Streams(time_s=activity.streams.time_s, channels=calm))
    assert verdict(odd).kind is not RunKind.RACE


def test_a_best_effort_over_an_odd_distance_is_less_sure_to_be_a_race() -> None:
    odd = verdict(runs.run_of(runs.race(9_100, 4.05)))
    even = verdict(runs.run_of(runs.race(10_000, 4.05)))
    assert odd.kind is even.kind is RunKind.RACE
    assert odd.certainty < even.certainty


def test_a_summary_alone_is_judged_by_speed_and_heart_rate() -> None:
    for stretches, kind in ((runs.easy(40), RunKind.EASY), (runs.race(9_100, 3.75), RunKind.TEMPO)):
        whole = features(runs.run_of(stretches))
        summary = replace(
            runs.without_streams(runs.run_of(stretches)),
            mean_heart_rate_bpm=whole.mean_heart_rate_bpm,
        )
        found = verdict(summary)
        assert found.kind is kind
        assert found.certainty < verdict(whole).certainty


def test_a_hard_run_by_the_heart_alone_is_a_tempo_run() -> None:
    summary = replace(
        runs.without_streams(runs.run_of(runs.easy(40))), distance_m=None, mean_heart_rate_bpm=168.0
    )
    assert verdict(summary).kind is RunKind.TEMPO


def test_many_hard_minutes_without_speed_are_a_tempo_run() -> None:
    activity = runs.run_of([(1300.0, 2.4, 0.0), (1000.0, 4.0, 0.0)])
    assert activity.streams is not None
    beats = {Channel.HEART_RATE: activity.streams.channels[Channel.HEART_RATE]}
    bare = replace(
        activity,
        distance_m=None,
        streams=Streams(time_s=activity.streams.time_s, channels=beats),
    )
    assert verdict(bare).kind is RunKind.TEMPO


def test_brisk_running_between_easy_and_tempo_is_easy_but_unsure() -> None:
    found = verdict(runs.run_of(runs.easy(40, 3.52), heart=False))
    assert found.kind is RunKind.EASY
    assert "brisk" in found.reason
    disagreeing = verdict(
        replace(runs.without_streams(runs.run_of(runs.easy(40, 3.0))), mean_heart_rate_bpm=160.0)
    )
    assert disagreeing.kind is RunKind.EASY
    assert disagreeing.certainty < 0.7


def test_a_hilly_hard_run_is_a_hill_run() -> None:
    stretches = [(700.0, 4.05, 0.05), (500.0, 3.6, -0.06)] * 2
    found = verdict(runs.run_of(stretches))
    assert found.kind is RunKind.HILLS
    assert "climbed per km" in found.reason


def test_strides_with_long_hard_bouts_or_a_hot_heart_are_not_strides() -> None:
    mixed = [*runs.strides(4), (300.0, 4.4, 0.0), (120.0, 2.6, 0.0), (300.0, 4.4, 0.0)]
    assert verdict(runs.run_of(mixed)).kind is not RunKind.STRIDES
    hot = replace(features(runs.run_of(runs.strides())), mean_heart_rate_bpm=165.0)
    assert verdict(hot).kind is not RunKind.STRIDES


def test_dense_short_bouts_are_no_strides() -> None:
    dense = [(1200, 3.0, 0.0), *([(20.0, 4.9, 0.0), (20.0, 2.6, 0.0)] * 14), (300, 2.9, 0.0)]
    assert verdict(runs.run_of(dense)).kind is RunKind.INTERVALS


def test_power_speaks_where_there_is_no_speed() -> None:
    activity = runs.run_of(runs.intervals(), power=True)
    assert activity.streams is not None
    watts = {Channel.POWER: activity.streams.channels[Channel.POWER]}
    bare = replace(
        activity,
        distance_m=None,
        indoor=True,
        streams=Streams(time_s=activity.streams.time_s, channels=watts),
    )
    power = Estimate(value=300, low=285, high=315, certainty=0.6, source="x", sentence="")
    found = verdict(bare, replace(KNOWN, critical_power=power))
    assert found.kind is RunKind.INTERVALS
    easy = replace(
        runs.run_of(runs.easy(40), power=True),
        distance_m=None,
    )
    assert easy.streams is not None
    bare_easy = replace(
        easy,
        streams=Streams(
            time_s=easy.streams.time_s,
            channels={Channel.POWER: easy.streams.channels[Channel.POWER]},
        ),
    )
    assert verdict(bare_easy, replace(KNOWN, critical_power=power)).kind is RunKind.EASY


def test_a_treadmill_is_less_sure_than_the_road() -> None:
    road = runs.run_of(runs.easy(40), heart=False)
    assert verdict(replace(road, indoor=True)).certainty < verdict(road).certainty


def test_an_unsure_critical_speed_leaves_half_to_the_heart() -> None:
    assert CRITICAL is not None
    unsure = replace(CRITICAL, speed=replace(CRITICAL.speed, value=4.6, certainty=0.35))
    profile = replace(KNOWN, critical_speed=unsure)
    assert verdict(runs.run_of(runs.intervals()), profile).kind is RunKind.INTERVALS
    assert (
        verdict(runs.run_of(runs.intervals(), heart=False), profile).kind is not RunKind.INTERVALS
    )


def test_hard_time_is_counted_by_speed_and_by_heart() -> None:
    found = features(runs.run_of(runs.intervals()))
    whole = hard_share(found, KNOWN)
    by_heart = hard_share(found, replace(KNOWN, critical_speed=None))
    no_heart = hard_share(features(runs.run_of(runs.intervals(), heart=False)), KNOWN)
    assert whole is not None
    assert by_heart is not None
    assert no_heart is not None
    assert no_heart == pytest.approx(1080 / 3120, abs=0.02)
    assert whole >= max(by_heart, no_heart) - 0.01
    assert hard_share(features(runs.run_of(runs.easy())), KNOWN) == pytest.approx(0.0, abs=0.01)
    assert hard_share(features(runs.run_of(runs.easy(), heart=False)), stranger()) is None


def test_intensity_of_nothing_is_unknown() -> None:
    summary = replace(runs.without_streams(runs.run_of(runs.easy(40))), distance_m=None)
    found = intensity(features(summary), KNOWN)
    assert (found.speed, found.heart, found.hard) == (None, None, None)


def test_a_long_run_with_strides_stays_long() -> None:
    stretches = [(80 * 60.0, 3.0, 0.0), *([(20.0, 5.2, 0.0), (80.0, 2.9, 0.0)] * 5)]
    assert verdict(runs.run_of(stretches)).kind is RunKind.LONG


def test_fast_spots_far_apart_are_no_strides() -> None:
    stretches = [(400.0, 3.0, 0.0), (15.0, 5.2, 0.0)] * 6
    assert verdict(runs.run_of(stretches)).kind is RunKind.EASY


def test_surges_of_a_run_of_one_gear_are_a_fartlek_only_if_they_were_hard() -> None:
    found = features(runs.run_of(runs.intervals(6, 100, 150)))
    surges = replace(found, bouts=replace(found.bouts, source="surges"))
    assert verdict(surges).kind is RunKind.INTERVALS
    bare = features(runs.run_of(runs.intervals(6, 100, 150), heart=False))
    unknown = replace(bare, bouts=replace(bare.bouts, source="surges"))
    assert verdict(unknown, stranger()).kind is not RunKind.INTERVALS
    idle = replace(surges, cells=tuple((10, 30, seconds) for _, _, seconds in surges.cells))
    assert verdict(idle).kind is not RunKind.INTERVALS


def test_bouts_of_all_lengths_are_no_repeats_of_a_stranger() -> None:
    lengths = (15.0, 200.0, 40.0, 480.0, 25.0, 90.0)
    stretches = [(600.0, 3.0, 0.0)]
    for seconds in lengths:
        stretches += [(seconds, 4.3, 0.0), (60.0, 2.7, 0.0)]
    activity = runs.run_of(stretches, heart=False)
    assert verdict(activity, stranger()).kind is not RunKind.INTERVALS
    assert verdict(activity).kind is RunKind.INTERVALS


def test_uneven_fast_spots_are_no_strides() -> None:
    stretches = [(1200.0, 3.0, 0.0)]
    for seconds in (11.0, 38.0, 12.0, 39.0):
        stretches += [(seconds, 5.0, 0.0), (100.0, 2.9, 0.0)]
    assert verdict(runs.run_of(stretches)).kind is not RunKind.STRIDES
