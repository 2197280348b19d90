"""The repository as its own tests see it: the files git knows or would take, and their syntax."""

from __future__ import annotations

import ast
import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "ironstride"
CORE = ("units", "domain", "running", "strength", "body", "planner")
GIT = shutil.which("git") or "git"


def git(*arguments: str) -> str:
    """Return what git prints, from the root of the checkout."""
    done = subprocess.run(
        [GIT, *arguments], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout


@cache
def files() -> tuple[Path, ...]:
    """Return every file that is committed or would be by `git add`, sorted."""
    names = git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    return tuple(sorted(path for path in (ROOT / n for n in set(names) if n) if path.is_file()))


def relative(path: Path) -> str:
    """Return a path as seen from the root, for messages."""
    return path.relative_to(ROOT).as_posix()


def core_modules() -> tuple[Path, ...]:
    """Return the modules of the core (units to planner)."""
    return tuple(
        path
        for path in files()
        if path.suffix == ".py"
        and PACKAGE in path.parents
        and path.relative_to(PACKAGE).parts[0].removesuffix(".py") in CORE
    )


def syntax(path: Path) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=relative(path))


def dotted(path: Path) -> str:
    """Return the import name of a module or package under src."""
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
