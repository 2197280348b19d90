"""What a core module does that the core must not: clock, chance, files, network, printing.

Values in, values out: `today` and `seed` are arguments, and the same facts give the same plan.
"""

from __future__ import annotations

import ast

# Standard modules that reach outside, and those of them whose harmless half the core may use.
OUTSIDE = frozenset(
    {"asyncio", "ftplib", "glob", "http", "io", "logging", "multiprocessing", "os", "pathlib"}
    | {"platform", "random", "secrets", "select", "shutil", "signal", "socket", "sqlite3", "ssl"}
    | {"subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid", "warnings"}
)
CALLS = frozenset({"open", "print", "input", "exec", "eval", "breakpoint"})
NOW = frozenset({"now", "utcnow", "today"})
CLOCKS = frozenset({"datetime", "date"})
CHANCE = ("np.random", "numpy.random")
NUMPY_FILES = frozenset({"load", "save", "savez", "loadtxt", "savetxt", "fromfile", "memmap"})
THIRD_PARTY = {"planner": frozenset({"numpy", "ortools"})}


def faults(tree: ast.Module, allowed: frozenset[str]) -> list[str]:
    """Return a sentence for each thing in `tree` that the core must not do.

    Args:
        tree: the module's syntax.
        allowed: import names of third-party packages it may use.
    """
    found = []
    for node in ast.walk(tree):
        sentence = _fault(node, allowed)
        if sentence:
            found.append(f"line {getattr(node, 'lineno', 0)} {sentence}")
    return found


def _fault(node: ast.AST, allowed: frozenset[str]) -> str | None:
    if isinstance(node, ast.Import):
        return _import_fault([alias.name for alias in node.names], allowed)
    if isinstance(node, ast.ImportFrom):
        names = [f"{node.module}.{alias.name}" for alias in node.names]
        return _import_fault(names, allowed)
    if isinstance(node, ast.Attribute):
        return _attribute_fault(node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
        return f"calls {node.func.id}()"
    return None


def _import_fault(names: list[str], allowed: frozenset[str]) -> str | None:
    for name in names:
        top = name.split(".")[0]
        if name.startswith(CHANCE):
            return f"imports {name}: no chance in the core"
        if top in OUTSIDE:
            return f"imports {top}: the core reaches nothing outside"
        if top not in allowed:
            return f"imports {top}: not a package of the core"
    return None


def _attribute_fault(node: ast.Attribute) -> str | None:
    source = ast.unparse(node)
    owner = ast.unparse(node.value).split(".")[-1]
    if node.attr in NOW and owner in CLOCKS:
        return f"asks the clock: {source}"
    if source in CHANCE:
        return f"uses chance: {source}"
    if owner in {"np", "numpy"} and node.attr in NUMPY_FILES:
        return f"uses a file: {source}"
    return None
