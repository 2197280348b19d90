"""The 16-bit checksum of FIT files, in numpy.

The checksum (reflected polynomial 0xA001, start value 0) is linear over GF(2). A 16-bit register
is wholly replaced by two further bytes, so a message is a sum of 16-bit words, each advanced by
the number of words that follow it. Words whose distance is a power of two are folded onto one
another until one is left: as many table look-ups as there are words, all of them vectorised.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

POLYNOMIAL: Final = 0xA001
_BITS_PER_BYTE: Final = 8


@cache
def _advance(power: int) -> NDArray[np.uint16]:
    """Return, for every 16-bit register, the register after ``2 ** power`` words of zeros."""
    if power:
        half = _advance(power - 1)
        return half[half]
    table = np.arange(256, dtype=np.uint16)
    for _ in range(_BITS_PER_BYTE):
        table = np.where(table & 1, (table >> 1) ^ POLYNOMIAL, table >> 1).astype(np.uint16)
    register = np.arange(65536, dtype=np.uint16)
    for _ in range(2):
        register = table[register & 0xFF] ^ (register >> _BITS_PER_BYTE)
    return register


def checksum(content: bytes | memoryview) -> int:
    """Return the FIT checksum of the bytes; 0 for no bytes, and for bytes with their checksum."""
    # The start value is 0, so a zero byte in front changes nothing and makes the words whole.
    whole = content if len(content) % 2 == 0 else b"\0" + content
    words = np.frombuffer(whole, "<u2").astype(np.uint16)
    if not len(words):
        return 0
    while (count := len(words)) > 1:
        power = (count - 1).bit_length() - 1
        kept = 1 << power
        surplus = count - kept
        words[kept:] ^= np.take(_advance(power), words[:surplus], mode="wrap")
        words = words[surplus:]
    return int(_advance(0)[words[0]])
