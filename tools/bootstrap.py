"""Make or refresh `.venv` from the hashed lock files, with nothing installed outside the checkout.

    python3 -m tools.bootstrap run    what `make run` needs   (requirements/run.lock)
    python3 -m tools.bootstrap dev    what `make test` needs  (requirements/dev.lock, a superset)
    python3 -m tools.bootstrap lock   write both lock files anew from requirements/*.in

There is one environment. `dev` holds every pin of `run`, so `run` is content with an environment
made for `dev`, and neither command ever takes away what the other installed.
"""

from __future__ import annotations  # a Python too old for Ironstride still has to say so

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.package_index import IndexConfigurationError, for_uv

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
PACKAGING = ("[build-system]", "[project", "[tool.hatch")
OLDEST_PYTHON = (3, 11)
COMPILE = (
    "--universal",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--quiet",
    "--python-version=3.11",
)


class BootstrapError(Exception):
    """One sentence for the person at the terminal: what failed and what to do."""


def packaging_tables(pyproject: str) -> str:
    """Return the tables of a pyproject.toml that the installed package follows from."""
    tables = pyproject.replace("\n[", "\0[").split("\0")
    return "\n".join(table for table in tables if table.startswith(PACKAGING))


def fingerprint(which: str) -> str:
    """Return what an environment for `run` or `dev` is made from, as a digest."""
    digest = hashlib.sha256((REQUIREMENTS / f"{which}.lock").read_bytes())
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    digest.update(packaging_tables(pyproject).encode())
    digest.update(str(ROOT).encode())  # a moved checkout has stale paths in its scripts
    return digest.hexdigest()


def stamp(which: str) -> Path:
    """Return the file whose content tells what `.venv` was made from."""
    return VENV / f".made-for-{which}"


def is_fresh(which: str) -> bool:
    """Return whether `.venv` already holds what `which` needs."""
    try:
        return stamp(which).read_text(encoding="ascii") == fingerprint(which)
    except OSError:
        return False


def environment() -> dict[str, str]:
    """Return the environment for uv: pip's index, a cache in the checkout, no Python download."""
    values = dict(os.environ)
    values.update(for_uv(values, Path.home()))
    values["UV_CACHE_DIR"] = str(TOOLS / "cache")
    values["UV_PYTHON_DOWNLOADS"] = "never"
    values["VIRTUAL_ENV"] = str(VENV)
    return values


def call(arguments: list[str], sentence: str) -> None:
    """Run a program in the checkout; `sentence` says what failed and what to do about it."""
    done = subprocess.run(arguments, cwd=ROOT, env=environment(), check=False)
    if done.returncode:
        raise BootstrapError(sentence)


def has_pip() -> bool:
    """Return whether this Python can install with pip."""
    question = [sys.executable, "-m", "pip", "--version"]
    return subprocess.run(question, capture_output=True, check=False).returncode == 0


def find_uv() -> str:
    """Return a uv to call: on the PATH, in `.tools`, or fetched there by pip or without it."""
    on_path = shutil.which("uv")
    if on_path:
        return on_path
    own = TOOLS / "bin" / "uv"
    if not own.exists() and has_pip():
        quiet = ["--quiet", "--disable-pip-version-check", "--root-user-action=ignore"]
        call(
            [sys.executable, "-m", "pip", "install", *quiet, "--target", str(TOOLS), "uv"],
            "pip could not install uv into .tools; put uv on the PATH, or check pip's index "
            "settings (PIP_INDEX_URL), and try again.",
        )
    elif not own.exists():
        call(
            [sys.executable, "-m", "tools.fetch_uv", str(TOOLS)],
            "",  # it has said what is missing itself
        )
    return str(own)


def python_for_venv() -> str:
    """Return the Python to make `.venv` of: this one if new enough, else one that uv finds."""
    return sys.executable if sys.version_info >= OLDEST_PYTHON else ">=3.11"


def is_usable_venv() -> bool:
    """Return whether `.venv` has a Python that starts and is new enough."""
    python = VENV / "bin" / "python"
    test = f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    try:
        return subprocess.run([str(python), "-c", test], check=False).returncode == 0
    except OSError:
        return False


def make(which: str) -> None:
    """Make `.venv` hold exactly what `which` needs, byte-compiled, and Ironstride editable."""
    uv = find_uv()
    if not is_usable_venv():
        call(
            [uv, "venv", "--quiet", "--clear", "--python", python_for_venv(), str(VENV)],
            "Ironstride needs Python 3.11 or newer and none was found; install one and try again.",
        )
    for made in ("run", "dev"):
        if stamp(made).exists():
            stamp(made).write_text("", encoding="ascii")  # stale until the last line below
    python = ["--python", str(VENV / "bin" / "python")]
    hashed = ["--require-hashes", "--compile-bytecode", str(REQUIREMENTS / f"{which}.lock")]
    call(
        [uv, "pip", "sync", *python, *hashed],
        "The locked packages could not be installed; check the connection and the package index "
        "(UV_INDEX_URL or UV_DEFAULT_INDEX), and try again.",
    )
    editable = ["--offline", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    call(
        [uv, "pip", "install", "--quiet", *python, *editable],
        "Ironstride itself could not be installed into .venv; the lines above say why.",
    )
    # A dev environment serves `make run` as well: its lock holds every pin of run.lock.
    for made in {"run": ("run",), "dev": ("run", "dev")}[which]:
        stamp(made).write_text(fingerprint(made), encoding="ascii")


def lock() -> None:
    """Write both lock files anew, dev on top of run so that they agree."""
    uv = find_uv()
    for which in ("run", "dev"):
        paths = [f"requirements/{which}.in", "--output-file", f"requirements/{which}.lock"]
        call(
            [uv, "pip", "compile", *COMPILE, *paths],
            f"requirements/{which}.in could not be resolved; the lines above say why.",
        )


def main(arguments: list[str]) -> int:
    """Do what the one argument names; return 0 when done and 2 when it could not be done."""
    if len(arguments) != 1 or arguments[0] not in {"run", "dev", "lock"}:
        sys.stderr.write("usage: python3 -m tools.bootstrap run|dev|lock\n")
        return 2
    which = arguments[0]
    try:
        if which == "lock":
            lock()
        elif not is_fresh(which):
            make("dev" if stamp("dev").exists() else which)
    except (BootstrapError, IndexConfigurationError) as error:
        if str(error):
            sys.stderr.write(f"set-up: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
