"""Means of the running dynamics that a watch or pod gives, while running.

Source: FM-07 (trends, never grades); the limits of what is believed are house.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from ironstride.domain.run import Channel, Streams

BELIEVED: Final[Mapping[Channel, tuple[float, float]]] = MappingProxyType(
    {
        Channel.CADENCE: (120.0, 260.0),
        Channel.POWER: (30.0, 1500.0),
        Channel.VERTICAL_OSCILLATION: (0.02, 0.25),
        Channel.CONTACT_TIME: (0.1, 0.5),
        Channel.CONTACT_BALANCE: (30.0, 70.0),
        Channel.VERTICAL_RATIO: (2.0, 20.0),
        Channel.STEP_LENGTH: (0.3, 2.8),
        Channel.LEG_SPRING_STIFFNESS: (2.0, 40.0),
        Channel.FORM_POWER: (10.0, 300.0),
    }
)
"""In the units of the channel; values outside are stops, walking or the sensor."""
RUNNING_MPS: Final = 1.6
"""Slower is walking, whose dynamics would blur the means. House."""
FEWEST_SAMPLES: Final = 30
FEWEST_SHARE: Final = 0.25
"""A sensor that was there for less of the run says too little about it. House."""


def dynamics(streams: Streams) -> dict[str, float]:
    """Return the mean of each running dynamic while running, by channel name.

    Only those that the device gave for at least a quarter of the running.
    """
    running = np.ones(streams.time_s.shape, dtype=np.bool_)
    speed = streams.channels.get(Channel.SPEED)
    if speed is not None and speed.shape == running.shape and np.isfinite(speed).any():
        with np.errstate(invalid="ignore"):
            running = ~(speed < RUNNING_MPS)
    means = {}
    for channel, (low, high) in BELIEVED.items():
        column = streams.channels.get(channel)
        if column is None or column.shape != running.shape:
            continue
        with np.errstate(invalid="ignore"):
            good = running & (column >= low) & (column <= high)
        count = int(good.sum())
        if count >= max(FEWEST_SAMPLES, FEWEST_SHARE * int(running.sum())):
            means[channel.value] = float(column[good].mean())
    return means
