"""Record columns as the channels and developer columns that an activity keeps, in SI units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.domain.run import ActivityKind, Channel
from ironstride.units import DEGREES_PER_SEMICIRCLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from ironstride.importers.fit.table import DeveloperColumn, Table

    Column = NDArray[np.float64]

NATIVE: Final[tuple[tuple[Channel, tuple[str, ...], float], ...]] = (
    (Channel.LATITUDE, ("position_lat",), DEGREES_PER_SEMICIRCLE),
    (Channel.LONGITUDE, ("position_long",), DEGREES_PER_SEMICIRCLE),
    (Channel.ALTITUDE, ("enhanced_altitude", "altitude"), 1.0),
    (Channel.DISTANCE, ("distance",), 1.0),
    (Channel.SPEED, ("enhanced_speed", "speed"), 1.0),
    (Channel.HEART_RATE, ("heart_rate",), 1.0),
    (Channel.POWER, ("power",), 1.0),
    (Channel.TEMPERATURE, ("temperature",), 1.0),
    (Channel.VERTICAL_OSCILLATION, ("vertical_oscillation",), 1e-3),
    (Channel.CONTACT_TIME, ("stance_time",), 1e-3),
    (Channel.CONTACT_BALANCE, ("stance_time_balance",), 1.0),
    (Channel.VERTICAL_RATIO, ("vertical_ratio",), 1.0),
    (Channel.STEP_LENGTH, ("step_length",), 1e-3),
    (Channel.GRADE, ("grade",), 1.0),
)
"""Channel, the fields that give it (the first that has a value wins), factor to the channel's unit
from that of the FIT profile (semicircles, mm, ms)."""

ACCESSORY: Final[Mapping[str, tuple[Channel, float]]] = {
    "power": (Channel.POWER, 1.0),
    "rp_power": (Channel.POWER, 1.0),
    "rs_power_avg": (Channel.POWER, 1.0),
    "heart rate": (Channel.HEART_RATE, 1.0),
    "form power": (Channel.FORM_POWER, 1.0),
    "leg spring stiffness": (Channel.LEG_SPRING_STIFFNESS, 1.0),
    "ground time": (Channel.CONTACT_TIME, 1e-3),
    "contacttime": (Channel.CONTACT_TIME, 1e-3),
    "vertical oscillation": (Channel.VERTICAL_OSCILLATION, 1e-2),
    "inclinerunn": (Channel.GRADE, 1.0),
}
"""Developer fields of Stryd (W, kN/m, ms, cm), RunScribe (W, ms), Garmin Running Power (W) and
Runn (%) by lower-case name. Names, not native field numbers: early Stryd files state wrong ones."""

PER_STRIDE: Final = frozenset(
    {
        Channel.VERTICAL_OSCILLATION,
        Channel.CONTACT_TIME,
        Channel.CONTACT_BALANCE,
        Channel.VERTICAL_RATIO,
        Channel.STEP_LENGTH,
        Channel.LEG_SPRING_STIFFNESS,
    }
)
"""Channels in which devices write 0 while there is no stride to measure: that is no value."""
STRIDES_PER_MIN_LIMIT: Final = 120.0
"""A median above this is steps already: 240 steps per minute are not run (house)."""
_LIMITS: Final[Mapping[Channel, float]] = {Channel.LATITUDE: 90.0, Channel.LONGITUDE: 180.0}


def channels(
    records: Table, rows: NDArray[np.int64], kind: ActivityKind
) -> tuple[dict[Channel, Column], dict[str, Column]]:
    """Return the channels and the other developer columns of the given records.

    A column without any value is left out. Developer fields fill a channel where the watch itself
    gave nothing; otherwise they are kept beside it under ``name [unit]``.
    """
    found: dict[Channel, Column] = {}
    for channel, names, factor in NATIVE:
        values = _first_given([records.columns[name] for name in names if name in records.columns])
        if values is not None:
            _keep(found, channel, values[rows] * factor)
    cadence = _cadence(records, rows, kind)
    if cadence is not None:
        _keep(found, Channel.CADENCE, cadence)
    others: dict[str, Column] = {}
    for column in records.developer:
        _take_developer(column, column.values[rows], found, others)
    return found, others


def _first_given(columns: list[Column]) -> Column | None:
    """Return the first column, filled from the later ones where it has nothing."""
    if not columns:
        return None
    values = columns[0]
    for further in columns[1:]:
        values = np.where(np.isnan(values), further, values)
    return values


def _keep(found: dict[Channel, Column], channel: Channel, values: Column) -> None:
    """Keep a column that has a value; places off the globe and infinities are no values."""
    limit = _LIMITS.get(channel)
    usable = np.isfinite(values) if limit is None else np.abs(values) <= limit
    if channel in PER_STRIDE:
        usable &= values != 0
    if usable.any():
        found[channel] = np.where(usable, values, np.nan)


def _cadence(records: Table, rows: NDArray[np.int64], kind: ActivityKind) -> Column | None:
    """Return steps per minute for runs, revolutions or strokes per minute otherwise."""
    whole = records.columns.get("cadence")
    if whole is None:
        return None
    part = records.columns.get("fractional_cadence")
    values = whole[rows]
    if part is not None:
        values = values + np.nan_to_num(part[rows], nan=0.0)
    moving = values[values > 0]
    if kind is not ActivityKind.RUN or not len(moving):
        return values
    return values if np.median(moving) > STRIDES_PER_MIN_LIMIT else 2.0 * values


def _take_developer(
    column: DeveloperColumn,
    values: Column,
    found: dict[Channel, Column],
    others: dict[str, Column],
) -> None:
    """Put a developer column into its channel if that is free, else beside the channels."""
    if not np.isfinite(values).any():
        return
    meant = ACCESSORY.get(column.field.name.strip().lower())
    if meant is not None and meant[0] not in found:
        channel, factor = meant
        _keep(found, channel, values * factor)
        if channel in found:
            return
    name = f"{column.field.name} [{column.field.unit}]" if column.field.unit else column.field.name
    if name in others:
        name = f"{name} ({column.field.developer}.{column.field.number})"
    others[name] = values


def mean_over(values: Column | None) -> float | None:
    """Return the mean of what was given; None where nothing was."""
    return _over(values, np.mean)


def max_over(values: Column | None) -> float | None:
    """Return the largest of what was given; None where nothing was."""
    return _over(values, np.max)


def _over(values: Column | None, fold: Callable[[Column], np.floating]) -> float | None:
    given = None if values is None else values[np.isfinite(values)]
    return None if given is None or not len(given) else float(fold(given))
