"""The kind of a run: from pace, heart rate, power and laps against the runner's own range.

The first that fits wins: race, hills, strides, intervals, tempo, long, recovery, easy. A name that
the runner gave decides where the figures are unsure. Thresholds are house; the shares of critical
speed follow from MX-01, MX-03 and MX-09.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ironstride.domain.run import RunKind
from ironstride.running.bouts import SURGES, Bout
from ironstride.running.features import RunFeatures
from ironstride.running.intensity import Intensity, bout_intensity, intensity
from ironstride.running.profile import RunnerProfile
from ironstride.units import M_PER_MILE

HARD_BOUT: Final = 0.95
"""Of critical speed: repeats are run above it, or near it."""
HARD_CLIMB: Final = 0.88
"""Short climbs: the smoothing over 50 m takes some of their grade away."""
BOUTS_CONTRAST: Final = 0.12
SURE_CONTRAST: Final = 0.20
"""Without critical speed and heart rate only the contrast tells a repeat."""
FEWEST_REPEATS: Final = 3
REPEAT_S: Final = (12.0, 720.0)
LEAST_WORK_S: Final = 240.0
CRUISE_S: Final = 420.0
CRUISE_INTENSITY: Final = 1.04
"""Long repeats near critical speed are tempo work."""
FARTLEK_S: Final = 30.0
FARTLEK_HARD_SHARE: Final = 0.15
STRIDE_S: Final = (10.0, 40.0)
STRIDES_APART_S: Final = 300.0
"""Strides come together; fast spots further apart are descents and traffic lights."""
MOST_STRIDES: Final = 15
MOST_STRIDES_S: Final = 300.0
STRIDE_SPREAD: Final = 0.3
REPEAT_SPREAD: Final = 0.3
"""What is meant as repeats is of like length: mean deviation over the median."""
STRIDE_INTENSITY: Final = 1.02
STRIDE_REST: Final = 1.8
"""Strides are followed by easy running of at least so many times their length."""
CLIMB_GRADE: Final = 0.035
CLIMB_M: Final = 5.0
HILLY_M_PER_KM: Final = 25.0
HILLY_HARD_SHARE: Final = 0.30
TEMPO_BLOCK_S: Final = 480.0
TEMPO_WORK_S: Final = 840.0
TEMPO_INTENSITY: Final = (0.88, 1.08)
TEMPO_SPEED: Final = 0.90
TEMPO_LEAST_SPEED: Final = 0.82
TEMPO_HEART: Final = 0.86
TEMPO_LEAST_HEART: Final = 0.80
TEMPO_MINUTES: Final = 15.0
TEMPO_HARD_SHARE: Final = 0.35
LONG_HARD_SHARE: Final = 0.40
"""A long run with more hard time than this is the quality run that it felt like."""
LONG_RATIO: Final = 1.3
LONG_MINUTES: Final = 75.0
LONG_ALONE_MINUTES: Final = 90.0
"""Without history a run of this length is long for anybody."""
LONGEST_OF_WEEK_MINUTES: Final = 40.0
"""A beginner's longest run of the week is a long run from here on."""
RECOVERY_SPEED: Final = 0.71
RECOVERY_HEART: Final = 0.72
RECOVERY_MINUTES: Final = 45.0
RECOVERY_SHARE: Final = 0.85
"""Of the usual duration."""
EASY_SPEED: Final = 0.86
EASY_HEART: Final = 0.82
RACE_EFFORT: Final = 0.97
"""Of the best that the runner could hold for that duration."""
RACE_MINUTES: Final = 9.0
RACE_HEART_SHORT: Final = 0.86
RACE_HEART_LONG: Final = 0.78
RACE_SHORT_MINUTES: Final = 75.0
RACE_STOPPED: Final = 0.03
RACE_CERTAINTY: Final = 0.45
"""Below this certainty of critical speed no effort is called the runner's best."""
RACE_DISTANCES_M: Final = (
    *(M_PER_MILE, 5 * M_PER_MILE, 10 * M_PER_MILE),
    *(3_000.0, 5_000.0, 10_000.0, 15_000.0, 21_097.5, 42_195.0, 50_000.0, 100_000.0),
)
RACE_DISTANCE_SLACK: Final = 0.02
LISTED_SLACK: Final = 0.08
NAMED_MARATHON_M: Final = {"half": 20_000.0, "full": 40_000.0}
UNSURE: Final = 0.6
NAMED_CERTAINTY: Final = 0.7

RACE_WORDS: Final = re.compile(
    r"\b(race|raced|parkrun|wettkampf|volkslauf|comp[ée]tition|course officielle|carrera|gara)\b"
)
MARATHON_WORD: Final = re.compile(r"marath?on|maratona|marat[oó]n")
HALF_WORDS: Final = re.compile(r"\b(half|halb|semi|demi|mezza|media|21k)")
NOT_A_RACE: Final = re.compile(
    r"\b(training|prep|preparation|plan|pace|workout|easy|long|recovery|pre|post|after|before"
    r"|week|shakeout|warm|cool)\b"
)
NAMED: Final = (
    (RunKind.HILLS, re.compile(r"\b(hills?|hill repeats|bergsprints?|c[oô]tes)\b")),
    (RunKind.INTERVALS, re.compile(r"\b(intervals?|repeats|reps|fartlek|vo2|track|intervalle)\b")),
    (RunKind.TEMPO, re.compile(r"\b(tempo|threshold|cruise|schwelle|seuil|lt)\b")),
    (RunKind.STRIDES, re.compile(r"\b(strides|striders|steigerungen)\b")),
    (RunKind.RECOVERY, re.compile(r"\b(recovery|regeneration|shakeout)\b")),
    (RunKind.LONG, re.compile(r"\b(long run|lsd|long slow|langer lauf|sortie longue)\b")),
    (RunKind.EASY, re.compile(r"\b(easy|jog)\b")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A kind with how sure it is (0 to 1) and the sentence that says why."""

    kind: RunKind
    certainty: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One run before the bench: its figures, the runner, and what both together say."""

    features: RunFeatures
    profile: RunnerProfile
    intensity: Intensity
    work: tuple[tuple[Bout, float | None], ...]
    """Bouts with their intensity."""

    @property
    def minutes(self) -> float:
        """Moving minutes."""
        return self.features.minutes

    def verdict(self, kind: RunKind, weight: float, reason: str) -> Verdict:
        """Return a verdict whose certainty is a share of what the figures can carry."""
        certainty = min(0.97, max(0.1, self.intensity.certainty * weight))
        return Verdict(kind=kind, certainty=round(certainty, 2), reason=reason)


def kind_of(features: RunFeatures, profile: RunnerProfile) -> tuple[Verdict, Intensity]:
    """Return the kind of a run, and how hard it was."""
    found = intensity(features, profile)
    case = Case(
        features=features,
        profile=profile,
        intensity=found,
        work=tuple((bout, bout_intensity(bout, profile)) for bout in features.bouts.bouts),
    )
    verdict = next(v for v in (judge(case) for judge in JUDGES) if v is not None)
    return _with_name(verdict, features.name), found


def _with_name(verdict: Verdict, name: str | None) -> Verdict:
    """Return the verdict that a name confirms, or replaces where the figures are unsure."""
    if not name or verdict.kind is RunKind.RACE:
        return verdict
    words = name.lower()
    for kind, pattern in NAMED:
        if not pattern.search(words):
            continue
        if kind is verdict.kind:
            sure = max(verdict.certainty, min(0.95, verdict.certainty + 0.15))
            return Verdict(kind=kind, certainty=round(sure, 2), reason=verdict.reason)
        if verdict.certainty < UNSURE:
            reason = f"Its name says so ({name!r}); the figures alone are unsure."
            return Verdict(kind=kind, certainty=NAMED_CERTAINTY, reason=reason)
    return verdict


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


def _shares(case: Case) -> str:
    """Return the shares in words; empty where none is known."""
    parts = []
    if case.intensity.speed is not None:
        parts.append(f"{_percent(case.intensity.speed)} of critical speed")
    if case.intensity.heart is not None:
        parts.append(f"{_percent(case.intensity.heart)} of the highest heart rate")
    return " and ".join(parts)


# ── race ────────────────────────────────────────────────────────────────────────────────────────
def _race(case: Case) -> Verdict | None:
    listed = case.profile.recent.race_m
    distance = case.features.distance_m
    if listed and distance and abs(distance / listed - 1.0) <= LISTED_SLACK:
        return Verdict(
            kind=RunKind.RACE, certainty=0.95, reason="It is the race on your list of this date."
        )
    if _is_named_race(case.features):
        return Verdict(
            kind=RunKind.RACE,
            certainty=0.85,
            reason=f"Its name says that it was a race ({case.features.name!r}).",
        )
    return _best_effort(case)


def _is_named_race(features: RunFeatures) -> bool:
    """Whether the runner's own name for it tells a race."""
    words = (features.name or "").lower()
    if not words or NOT_A_RACE.search(words):
        return False
    if RACE_WORDS.search(words):
        return True
    if not MARATHON_WORD.search(words) or features.distance_m is None:
        return False
    least = NAMED_MARATHON_M["half" if HALF_WORDS.search(words) else "full"]
    return features.distance_m >= least


def _best_effort(case: Case) -> Verdict | None:
    """Return a race where nearly the best was given for the whole duration."""
    critical = case.profile.critical_speed
    speed = case.features.grade_adjusted_speed_mps
    if critical is None or speed is None or critical.speed.certainty < RACE_CERTAINTY:
        return None
    if case.minutes < RACE_MINUTES or case.features.stopped_share > RACE_STOPPED:
        return None
    if len(_repeats(case)) >= FEWEST_REPEATS and case.features.bouts.contrast >= SURE_CONTRAST:
        return None  # nobody races with rests between
    heart = case.intensity.heart
    least = RACE_HEART_SHORT if case.minutes <= RACE_SHORT_MINUTES else RACE_HEART_LONG
    if heart is not None and heart < least:
        return None
    share = speed / critical.best_speed(case.features.duration_s)
    if share < RACE_EFFORT:
        return None
    distance = case.features.distance_m or 0.0
    is_race_distance = any(
        abs(distance / race - 1.0) <= RACE_DISTANCE_SLACK for race in RACE_DISTANCES_M
    )
    reason = f"{_percent(share)} of your best for {case.minutes:.0f} minutes"
    reason += ", over a race distance." if is_race_distance else "."
    return case.verdict(RunKind.RACE, 1.0 if is_race_distance else 0.8, reason)


# ── repeats ─────────────────────────────────────────────────────────────────────────────────────
def _is_hard(case: Case, strength: float | None, least: float) -> bool:
    """Whether a bout is hard by its intensity, or, where that is not known, by its contrast."""
    if strength is None:
        return case.features.bouts.contrast >= SURE_CONTRAST
    return strength >= least


def _hills(case: Case) -> Verdict | None:
    climbs = [
        bout
        for bout, strength in case.work
        if bout.grade >= CLIMB_GRADE
        and bout.climb_m >= CLIMB_M
        and bout.duration_s <= REPEAT_S[1]
        and _is_hard(case, strength, HARD_CLIMB)
    ]
    is_one_gear = case.features.bouts.source == SURGES
    if len(climbs) >= FEWEST_REPEATS and 2 * len(climbs) > len(case.work) and not is_one_gear:
        mean = sum(bout.grade for bout in climbs) / len(climbs)
        reason = f"{len(climbs)} hard climbs at {_percent(mean)} grade on average."
        return case.verdict(RunKind.HILLS, 1.05, reason)
    distance, ascent = case.features.distance_m, case.features.ascent_m
    if not distance or ascent is None or case.intensity.hard is None:
        return None
    per_km = ascent / distance * 1000.0
    if per_km >= HILLY_M_PER_KM and case.intensity.hard >= HILLY_HARD_SHARE:
        reason = (
            f"{per_km:.0f} m climbed per km, and {_percent(case.intensity.hard)} of the time hard."
        )
        return case.verdict(RunKind.HILLS, 0.85, reason)
    return None


def _strides(case: Case) -> Verdict | None:
    if _long_reason(case) is not None or (case.intensity.heart or 0.0) > EASY_HEART:
        return None  # a long run with strides is a long run; a hot heart had no easy run
    fast = [
        bout
        for bout, strength in case.work
        if STRIDE_S[0] <= bout.duration_s <= STRIDE_S[1]
        and _is_hard(case, strength, STRIDE_INTENSITY)
    ]
    has_longer = any(
        bout.duration_s > STRIDE_S[1] and _is_hard(case, strength, HARD_BOUT)
        for bout, strength in case.work
    )
    if has_longer or not FEWEST_REPEATS <= len(fast) <= MOST_STRIDES or not _are_strides(fast):
        return None
    mean = sum(bout.duration_s for bout in fast) / len(fast)
    reason = f"Easy running with {len(fast)} fast bouts of about {mean:.0f} s."
    return case.verdict(RunKind.STRIDES, 0.95, reason)


def _are_strides(fast: Sequence[Bout]) -> bool:
    """Whether short fast bouts come together, are of like length and leave time to jog between."""
    seconds = sum(bout.duration_s for bout in fast)
    span = fast[-1].start_s + fast[-1].duration_s - fast[0].start_s
    return (
        seconds <= MOST_STRIDES_S
        and _spread([bout.duration_s for bout in fast]) <= STRIDE_SPREAD
        and span <= STRIDES_APART_S * (len(fast) - 1)
        and span - seconds >= STRIDE_REST * (seconds - fast[-1].duration_s)
    )


def _repeats(case: Case) -> list[tuple[Bout, float | None]]:
    """Return the hard bouts of a repeat's length."""
    source = case.features.bouts.source
    if source != "workout-laps" and case.features.bouts.contrast < BOUTS_CONTRAST:
        return []
    if source == SURGES:
        return _fartlek(case)
    return [
        (bout, strength)
        for bout, strength in case.work
        if REPEAT_S[0] <= bout.duration_s <= REPEAT_S[1] and _is_hard(case, strength, HARD_BOUT)
    ]


def _fartlek(case: Case) -> list[tuple[Bout, float | None]]:
    """Return the surges of a run of one gear that are long and truly hard for this runner."""
    if case.intensity.hard is None or case.intensity.hard < FARTLEK_HARD_SHARE:
        return []
    return [
        (bout, strength)
        for bout, strength in case.work
        if FARTLEK_S <= bout.duration_s <= REPEAT_S[1]
        and strength is not None
        and strength >= HARD_BOUT
    ]


def _intervals(case: Case) -> Verdict | None:
    repeats = _repeats(case)
    seconds = sum(bout.duration_s for bout, _ in repeats)
    if len(repeats) < FEWEST_REPEATS or seconds < LEAST_WORK_S:
        return None
    mean = seconds / len(repeats)
    strengths = [strength for _, strength in repeats if strength is not None]
    strength = sum(strengths) / len(strengths) if strengths else None
    if mean >= CRUISE_S and strength is not None and strength <= CRUISE_INTENSITY:
        return None
    alike = _spread([bout.duration_s for bout, _ in repeats]) <= REPEAT_SPREAD
    regular = alike or case.features.bouts.source == "workout-laps"
    if not regular and not strengths:
        return None
    how = f" at {_percent(strength)} of critical speed" if strength is not None else ""
    length = f"{mean:.0f} s" if mean < 100 else f"{mean / 60:.1f} min"  # noqa: PLR2004 (wording)
    reason = f"{len(repeats)} hard bouts of about {length}{how}."
    return case.verdict(RunKind.INTERVALS, 1.1 if regular else 0.85, reason)


def _spread(values: Sequence[float]) -> float:
    """Return the mean deviation from the median as a share of it."""
    middle = statistics.median(values)
    return statistics.fmean(abs(value - middle) for value in values) / middle


# ── one pace ────────────────────────────────────────────────────────────────────────────────────
def _tempo(case: Case) -> Verdict | None:
    if _is_mostly_easy_and_long(case):
        return None
    blocks = [
        (bout, strength)
        for bout, strength in case.work
        if bout.duration_s >= TEMPO_BLOCK_S - 60.0
        and strength is not None
        and TEMPO_INTENSITY[0] <= strength <= TEMPO_INTENSITY[1]
    ]
    seconds = sum(bout.duration_s for bout, _ in blocks)
    if seconds >= TEMPO_WORK_S and case.features.bouts.contrast >= BOUTS_CONTRAST / 2:
        mean = sum((strength or 0.0) * bout.duration_s for bout, strength in blocks) / seconds
        reason = f"{seconds / 60:.0f} min steady at {_percent(mean)} of critical speed."
        return case.verdict(RunKind.TEMPO, 1.05, reason)
    return _one_pace(case) if case.minutes >= TEMPO_MINUTES else None


def _one_pace(case: Case) -> Verdict | None:
    """Return a tempo run where the run as a whole was that hard."""
    speed, heart, hard = case.intensity.speed, case.intensity.heart, case.intensity.hard
    by_speed = speed is not None and speed >= TEMPO_SPEED
    by_heart = heart is not None and heart >= TEMPO_HEART
    if by_speed and (heart is None or heart >= TEMPO_LEAST_HEART):
        weight = 0.95 if by_heart else 0.8
        return case.verdict(RunKind.TEMPO, weight, f"All of it at {_shares(case)}.")
    if by_heart and (speed is None or speed >= TEMPO_LEAST_SPEED):
        return case.verdict(RunKind.TEMPO, 0.75, f"All of it at {_shares(case)}.")
    if hard is not None and hard >= TEMPO_HARD_SHARE and (by_speed or by_heart or speed is None):
        return case.verdict(RunKind.TEMPO, 0.65, f"{_percent(hard)} of the time was hard.")
    return None


def _is_mostly_easy_and_long(case: Case) -> bool:
    """Whether it is a long run with some faster kilometres, not a tempo run."""
    hard = case.intensity.hard
    return _long_reason(case) is not None and (hard is None or hard < LONG_HARD_SHARE)


def _long_reason(case: Case) -> str | None:
    """Return why the run is long for this runner; None where it isn't."""
    recent, minutes = case.profile.recent, case.minutes
    if recent.median_s is None:
        is_long = minutes >= LONG_ALONE_MINUTES
        reason = f"{minutes:.0f} minutes are long for anybody; no history yet."
        return reason if is_long else None
    usual = recent.median_s / 60.0
    is_longest = recent.longest_s is None or case.features.duration_s > recent.longest_s
    told = f"{minutes / usual:.1f} times your usual {usual:.0f} minutes."
    if minutes >= LONG_RATIO * usual:
        if minutes >= LONG_MINUTES:
            return f"{minutes:.0f} minutes, {told}"
        if is_longest and minutes >= LONGEST_OF_WEEK_MINUTES:
            return f"The longest of seven days, {told}"
    # Who runs far every day has no run that stands out, and yet this is one.
    far = is_longest and recent.longest_s is not None and minutes >= LONG_ALONE_MINUTES
    return f"{minutes:.0f} minutes, the longest of seven days." if far else None


def _long(case: Case) -> Verdict | None:
    reason = _long_reason(case)
    if reason is None:
        return None
    # The duration tells it: speed and heart rate hardly matter.
    base = 0.6 if case.profile.recent.median_s is None else 0.85
    sure = base + (0.08 if case.minutes >= LONG_MINUTES else 0.0)
    return Verdict(kind=RunKind.LONG, certainty=round(sure, 2), reason=reason)


def _recovery(case: Case) -> Verdict | None:
    speed, heart = case.intensity.speed, case.intensity.heart
    usual = case.profile.recent.median_s
    is_short = case.minutes <= RECOVERY_MINUTES and (
        usual is None or case.features.duration_s <= RECOVERY_SHARE * usual
    )
    slow = speed is not None and speed <= RECOVERY_SPEED
    calm = heart is not None and heart <= RECOVERY_HEART
    is_slow = slow if heart is None else calm if speed is None else slow and calm
    if not is_short or not is_slow:
        return None
    after = case.profile.recent.was_hard
    reason = f"Short, at {_shares(case)}"
    reason += ", the day after a hard run." if after else "."
    return case.verdict(RunKind.RECOVERY, 1.0 if after else 0.75, reason)


def _easy(case: Case) -> Verdict:
    speed, heart = case.intensity.speed, case.intensity.heart
    said = [
        share <= limit
        for share, limit in ((speed, EASY_SPEED), (heart, EASY_HEART))
        if share is not None
    ]
    if not said:
        reason = "Only the duration is known; most runs are easy."
        return Verdict(kind=RunKind.EASY, certainty=0.4, reason=reason)
    if all(said):
        return case.verdict(RunKind.EASY, 1.05, f"All of it at {_shares(case)}.")
    weight = 0.6 if not any(said) else 0.75
    reason = f"At {_shares(case)}: brisk, yet neither repeats nor a steady tempo."
    return case.verdict(RunKind.EASY, weight, reason)


JUDGES: Final[tuple[Callable[[Case], Verdict | None], ...]] = (
    _race,
    _hills,
    _strides,
    _intervals,
    _tempo,
    _long,
    _recovery,
    _easy,
)
