"""The line that says what the figures were measured on."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
CPU_LINES: Final = Path("/proc/cpuinfo")
LOAD_OF_ONE: Final = 1.0


def processor() -> str:
    """Return the processor's name as far as the system tells it."""
    if CPU_LINES.is_file():
        for line in CPU_LINES.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def commit() -> str:
    """Return the commit's short id, marked where tracked files differ from it."""

    def git(*arguments: str) -> str:
        found = subprocess.run(
            ("git", *arguments),  # noqa: S607 (the git that cloned the checkout)
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        return found.stdout.strip() if found.returncode == 0 else ""

    short = git("rev-parse", "--short", "HEAD")
    if not short:
        return "unknown"
    changed = git("status", "--porcelain", "--untracked-files=no", "--", "src", "benchmarks")
    return f"{short} with changes" if changed else short


def machine_line() -> str:
    """Return processor, cores, Python, numpy and solver, and how busy the machine is."""
    load = os.getloadavg()[0]
    busy = f"; load {load:.1f} from other work at the start" if load > LOAD_OF_ONE else ""
    return (
        f"{processor()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"numpy {version('numpy')}, ortools {version('ortools')}{busy}"
    )
