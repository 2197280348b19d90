"""Files read by several processes: in order, each once, also when a process is killed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import multiprocessing
import os
import signal
from collections.abc import Callable
from typing import Never, cast

from ironstride.importers import Member
from ironstride.importers.strava import StravaRow
from ironstride.services.recordings import Reading, read_members
from tests.support.fit_writer import write_run

START = dt.datetime(2026, 3, 1, 7, tzinfo=dt.UTC)


def members(count: int) -> list[Member]:
    day = dt.timedelta(days=1)
    return [
        Member(name=f"{number:02d}.fit", content=write_run(START + number * day, 60))
        for number in range(count)
    ]


def test_several_processes_read_in_the_order_of_the_files() -> None:
    found = list(read_members(members(9), Reading(), cores=2))
    assert [each.file for each in found] == [f"{number:02d}.fit" for number in range(9)]
    assert all(each.refusal is None for each in found)
    assert multiprocessing.active_children() == []


def test_a_killed_process_takes_no_file_with_it() -> None:
    found = []
    for number, each in enumerate(read_members(members(24), Reading(), cores=2)):
        found.append(each)
        if number in {0, 11}:
            for child in multiprocessing.active_children():
                assert child.pid is not None
                os.kill(child.pid, signal.SIGKILL)
    assert [each.file for each in found] == [f"{number:02d}.fit" for number in range(24)]
    assert all(each.refusal is None for each in found)


class Deadly:
    """Ends the process that unpacks it."""

    def __reduce__(self) -> tuple[Callable[[int], Never], tuple[int]]:
        return os._exit, (1,)


def test_a_file_that_kills_its_reader_is_refused_and_stops_no_other() -> None:
    files = members(12)
    files[8] = dataclasses.replace(files[8], row=cast("StravaRow", Deadly()))
    found = list(read_members(files, Reading(), cores=2))
    refused = {each.file: each.refusal.code for each in found if each.refusal is not None}
    assert refused == {"08.fit": "reader-died"}
    assert len(found) == 12
