"""Asks our own command, in a process of its own, what it imports and which commands it has."""

from __future__ import annotations

import json
import re
import subprocess
import sys

ASK = """
import contextlib, io, json, sys
out = io.StringIO()
sys.argv = ["ironstride", *sys.argv[1:]]
with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
    from ironstride.bootstrap import main
    main()
print(json.dumps([out.getvalue(), sorted(sys.modules)]))
"""
COMMAND_LINE = re.compile(r"^  ([a-z][a-z-]*)(?:  |$)", re.MULTILINE)


def ask(*arguments: str) -> tuple[str, set[str]]:
    """Return what `ironstride ARGUMENTS` prints, and the modules it has imported by then."""
    done = subprocess.run(
        [sys.executable, "-c", ASK, *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    printed, modules = json.loads(done.stdout)
    return str(printed), {str(name) for name in modules}


def commands_in(help_text: str) -> list[str]:
    """Return the commands that a `--help` lists."""
    _, _, listed = help_text.partition("Commands:")
    return COMMAND_LINE.findall(listed)
