"""The messages and fields that are kept, with the numbers and scales of the public FIT profile.

What is not named here is skipped by its size. Written by hand from the published facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMESTAMP: Final = 253
"""Field number of the time in every message but ``set``."""
FIT_EPOCH_UNIX_S: Final = 631_065_600
"""1989-12-31T00:00:00Z, where FIT time starts, in Unix time."""
FIRST_DATED_S: Final = 0x1000_0000
"""FIT times below this count from the moment the device was switched on (1998 as a date)."""

RECORD: Final = 20
FIELD_DESCRIPTION: Final = 206


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One kept field: value = raw / scale - offset; text and series are kept apart."""

    name: str
    scale: float = 1.0
    offset: float = 0.0
    text: bool = False
    series: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One kept message type and its kept fields by field number."""

    name: str
    fields: Mapping[int, Field]


def _plain(**numbers: int) -> dict[int, Field]:
    return {number: Field(name=name) for name, number in numbers.items()}


def _text(**numbers: int) -> dict[int, Field]:
    return {number: Field(name=name, text=True) for name, number in numbers.items()}


def _scaled(scale: float, **numbers: int) -> dict[int, Field]:
    return {number: Field(name=name, scale=scale) for name, number in numbers.items()}


_FILE_ID: Final = _plain(
    type=0, manufacturer=1, product=2, serial_number=3, time_created=4
) | _text(product_name=8)

_SESSION: Final = (
    _plain(
        timestamp=TIMESTAMP,
        message_index=254,
        start_time=2,
        sport=5,
        sub_sport=6,
        avg_heart_rate=16,
        max_heart_rate=17,
        avg_cadence=18,
        avg_power=20,
        total_ascent=22,
        total_descent=23,
        first_lap_index=25,
        num_laps=26,
        workout_feel=192,
        workout_rpe=193,
    )
    | _scaled(1000.0, total_elapsed_time=7, total_timer_time=8)
    | _scaled(100.0, total_distance=9)
    | _scaled(1000.0, avg_speed=14, enhanced_avg_speed=124)
    | _scaled(10.0, total_training_effect=24, total_anaerobic_training_effect=137)
    | _text(sport_profile_name=110)
)

_LAP: Final = (
    _plain(
        timestamp=TIMESTAMP,
        message_index=254,
        start_time=2,
        avg_heart_rate=15,
        max_heart_rate=16,
        avg_cadence=17,
        avg_power=19,
        total_ascent=21,
        intensity=23,
        lap_trigger=24,
    )
    | _scaled(1000.0, total_elapsed_time=7, total_timer_time=8)
    | _scaled(100.0, total_distance=9)
    | _scaled(1000.0, avg_speed=13, enhanced_avg_speed=110)
)

_RECORD: Final = (
    _plain(
        timestamp=TIMESTAMP,
        position_lat=0,
        position_long=1,
        heart_rate=3,
        cadence=4,
        power=7,
        temperature=13,
    )
    | {
        number: Field(name=name, scale=5.0, offset=500.0)
        for number, name in (
            (2, "altitude"),
            (78, "enhanced_altitude"),
        )
    }
    | _scaled(100.0, distance=5, grade=9, stance_time_percent=40)
    | _scaled(1000.0, speed=6, enhanced_speed=73)
    | _scaled(10.0, vertical_oscillation=39, stance_time=41, step_length=85)
    | _scaled(128.0, fractional_cadence=53)
    | _scaled(100.0, vertical_ratio=83, stance_time_balance=84)
    | {8: Field(name="compressed_speed_distance", series=True)}
)

_SET: Final = (
    _plain(
        timestamp=254,
        repetitions=3,
        set_type=5,
        start_time=6,
        category=7,
        category_subtype=8,
        weight_display_unit=9,
        message_index=10,
        wkt_step_index=11,
    )
    | _scaled(1000.0, duration=0)
    | _scaled(16.0, weight=4)
)

MESSAGES: Final[Mapping[int, Message]] = {
    0: Message(name="file_id", fields=_FILE_ID),
    12: Message(name="sport", fields=_plain(sport=0, sub_sport=1) | _text(name=3)),
    18: Message(name="session", fields=_SESSION),
    19: Message(name="lap", fields=_LAP),
    RECORD: Message(name="record", fields=_RECORD),
    21: Message(name="event", fields=_plain(timestamp=TIMESTAMP, event=0, event_type=1)),
    26: Message(name="workout", fields=_text(wkt_name=8)),
    27: Message(
        name="workout_step",
        fields=_plain(message_index=254, exercise_category=10, exercise_name=11)
        | _text(wkt_step_name=0),
    ),
    34: Message(
        name="activity",
        fields=_plain(timestamp=TIMESTAMP, num_sessions=1, local_timestamp=5)
        | _scaled(1000.0, total_timer_time=0),
    ),
    78: Message(name="hrv", fields={0: Field(name="time", scale=1000.0, series=True)}),
    FIELD_DESCRIPTION: Message(
        name="field_description",
        fields=_plain(
            developer_data_index=0,
            field_definition_number=1,
            fit_base_type_id=2,
            scale=6,
            offset=7,
            native_mesg_num=14,
            native_field_num=15,
        )
        | _text(field_name=3, units=8),
    ),
    225: Message(name="set", fields=_SET),
    264: Message(
        name="exercise_title",
        fields=_plain(message_index=254, exercise_category=0, exercise_name=1)
        | _text(wkt_step_name=2),
    ),
}

FILE_TYPES: Final[Mapping[int, str]] = {
    1: "device",
    2: "settings",
    3: "sport settings",
    4: "activity",
    5: "workout",
    6: "course",
    7: "schedules",
    9: "weight",
    10: "totals",
    11: "goals",
    14: "blood pressure",
    15: "daily monitoring",
    20: "activity summary",
    28: "daily monitoring",
    32: "daily monitoring",
    34: "segment",
    35: "segment list",
}
ACTIVITY_FILE: Final = 4

SPORTS: Final[Mapping[int, str]] = {
    0: "generic",
    1: "running",
    2: "cycling",
    3: "transition",
    4: "fitness_equipment",
    5: "swimming",
    6: "basketball",
    7: "soccer",
    8: "tennis",
    9: "american_football",
    10: "training",
    11: "walking",
    12: "cross_country_skiing",
    13: "alpine_skiing",
    14: "snowboarding",
    15: "rowing",
    16: "mountaineering",
    17: "hiking",
    18: "multisport",
    19: "paddling",
    20: "flying",
    21: "e_biking",
    22: "motorcycling",
    23: "boating",
    24: "driving",
    25: "golf",
    26: "hang_gliding",
    27: "horseback_riding",
    28: "hunting",
    29: "fishing",
    30: "inline_skating",
    31: "rock_climbing",
    32: "sailing",
    33: "ice_skating",
    34: "sky_diving",
    35: "snowshoeing",
    36: "snowmobiling",
    37: "stand_up_paddleboarding",
    38: "surfing",
    39: "wakeboarding",
    40: "water_skiing",
    41: "kayaking",
    42: "rafting",
    43: "windsurfing",
    44: "kitesurfing",
    45: "tactical",
    46: "jumpmaster",
    47: "boxing",
    48: "floor_climbing",
    53: "diving",
    62: "hiit",
    64: "racket",
}

SUB_SPORTS: Final[Mapping[int, str]] = {
    0: "generic",
    1: "treadmill",
    2: "street",
    3: "trail",
    4: "track",
    5: "spin",
    6: "indoor_cycling",
    7: "road",
    8: "mountain",
    9: "downhill",
    10: "recumbent",
    11: "cyclocross",
    12: "hand_cycling",
    13: "track_cycling",
    14: "indoor_rowing",
    15: "elliptical",
    16: "stair_climbing",
    17: "lap_swimming",
    18: "open_water",
    19: "flexibility_training",
    20: "strength_training",
    21: "warm_up",
    22: "match",
    23: "exercise",
    24: "challenge",
    25: "indoor_skiing",
    26: "cardio_training",
    27: "indoor_walking",
    43: "yoga",
    44: "pilates",
    45: "indoor_running",
    46: "gravel_cycling",
    58: "virtual_activity",
    59: "obstacle",
    67: "ultra",
    68: "indoor_climbing",
    69: "bouldering",
    70: "hiit",
}
INDOOR_SUB_SPORTS: Final = frozenset({1, 5, 6, 14, 15, 16, 17, 20, 27, 45, 58})

MANUFACTURERS: Final[Mapping[int, str]] = {
    1: "garmin",
    15: "dynastream",
    23: "suunto",
    32: "wahoo_fitness",
    76: "moxy",
    89: "tacx",
    95: "stryd",
    123: "polar_electro",
    255: "development",
    260: "zwift",
    263: "favero_electronics",
    265: "strava",
    267: "bryton",
    294: "coros",
}

INTENSITIES: Final[Mapping[int, str]] = {
    0: "active",
    1: "rest",
    2: "warmup",
    3: "cooldown",
    4: "recovery",
    5: "interval",
    6: "other",
}

LAP_TRIGGERS: Final[Mapping[int, str]] = {
    0: "manual",
    1: "time",
    2: "distance",
    3: "position_start",
    4: "position_lap",
    5: "position_waypoint",
    6: "position_marked",
    7: "session_end",
    8: "fitness_equipment",
}

EXERCISE_CATEGORIES: Final[Mapping[int, str]] = {
    0: "bench_press",
    1: "calf_raise",
    2: "cardio",
    3: "carry",
    4: "chop",
    5: "core",
    6: "crunch",
    7: "curl",
    8: "deadlift",
    9: "flye",
    10: "hip_raise",
    11: "hip_stability",
    12: "hip_swing",
    13: "hyperextension",
    14: "lateral_raise",
    15: "leg_curl",
    16: "leg_raise",
    17: "lunge",
    18: "olympic_lift",
    19: "plank",
    20: "plyo",
    21: "pull_up",
    22: "push_up",
    23: "row",
    24: "shoulder_press",
    25: "shoulder_stability",
    26: "shrug",
    27: "sit_up",
    28: "squat",
    29: "total_body",
    30: "triceps_extension",
    31: "warm_up",
    32: "run",
    33: "bike",
    34: "cardio_sensors",
    35: "move",
    36: "pose",
    37: "banded_exercises",
    38: "battle_rope",
    39: "elliptical",
    40: "floor_climb",
    41: "indoor_bike",
    42: "indoor_row",
    43: "ladder",
    44: "sandbag",
    45: "sled",
    46: "sledge_hammer",
    47: "stair_stepper",
    49: "suspension",
    50: "tire",
    52: "run_indoor",
    53: "bike_outdoor",
    65534: "unknown",
}


def named(names: Mapping[int, str], number: float | None) -> str | None:
    """Return the word for a number; the number itself where no word is known."""
    return None if number is None else names.get(int(number), str(int(number)))
