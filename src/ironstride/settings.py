"""Every setting, with its type, its default and one sentence.

Settings come from the environment (``IRONSTRIDE_PORT=9000``) or from a command's options, which
win. Nothing is read at import: `parse` takes the variables it shall read.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path

PREFIX = "IRONSTRIDE_"
# Read by our tests and never by the product, so no misspelt setting.
TEST_VARIABLES = frozenset({"IRONSTRIDE_BROWSER", "IRONSTRIDE_CHROMIUM", "IRONSTRIDE_CORPUS"})
# Without accounts whoever reaches the port reads the diary, so only this machine may reach it.
LOOPBACK_HOSTS = ("127.0.0.1", "::1", "localhost")
HIGHEST_PORT = 65_535


class LogLevel(StrEnum):
    """How much the program says about itself on stderr."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that an installation can choose; `sentence` says of each what it is for."""

    data_directory: Path = field(
        metadata={
            "sentence": "Folder that holds the databases and their backups; by default the "
            "platform's place for a user's own files."
        }
    )
    database: Path = field(
        metadata={
            "sentence": "SQLite file with your runs, plan and log; by default ironstride.db in "
            "the data directory."
        }
    )
    demo_database: Path = field(
        metadata={
            "sentence": "SQLite file of the demo runner, kept apart from your own; by default "
            "demo.db in the data directory."
        }
    )
    host: str = field(
        default="127.0.0.1",
        metadata={
            "sentence": "Address to serve on; only this machine's own (127.0.0.1, ::1, "
            "localhost) is allowed."
        },
    )
    port: int = field(
        default=8765, metadata={"sentence": "Port to serve on; 0 lets the system choose one."}
    )
    log_level: LogLevel = field(
        default=LogLevel.WARNING,
        metadata={
            "sentence": "How much is written to stderr while running: debug, info, warning, error."
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingFault:
    """A variable that cannot be used: its name, what is wrong, and what to set instead."""

    variable: str
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedSettings:
    """The settings and what was wrong with the variables; `value` is None if any was wrong."""

    value: Settings | None
    faults: tuple[SettingFault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One line of the settings' reference."""

    name: str
    variable: str
    default: str
    sentence: str


def variable_of(name: str) -> str:
    """Return the environment variable that sets `name`."""
    return PREFIX + name.upper()


def default_data_directory(
    variables: Mapping[str, str], *, home: Path, platform: str = sys.platform
) -> Path:
    """Return the platform's folder for a user's own files, with Ironstride's name on it.

    Source: XDG Base Directory Specification 0.8, which says that a relative path is ignored.
    """
    if platform == "darwin":
        return home / "Library" / "Application Support" / "Ironstride"
    if platform == "win32":
        local = variables.get("LOCALAPPDATA")
        return (Path(local) if local else home / "AppData" / "Local") / "Ironstride"
    share = variables.get("XDG_DATA_HOME", "")
    base = Path(share) if share.startswith("/") else home / ".local" / "share"
    return base / "ironstride"


def parse(
    variables: Mapping[str, str], *, home: Path, platform: str = sys.platform
) -> ParsedSettings:
    """Return the settings that `variables` ask for, or what is wrong with them.

    Args:
        variables: the environment; empty values count as not set.
        home: the user's home folder, which ``~`` stands for.
        platform: as ``sys.platform`` names it.
    """
    given = {name: value for name, value in variables.items() if value.strip()}
    faults = list(_unknown(given))

    def path_of(name: str, default: Path) -> Path:
        text = given.get(variable_of(name))
        if text is None:
            return default
        return home / text[2:] if text.startswith("~/") else Path(text)

    folder = path_of(
        "data_directory", default_data_directory(variables, home=home, platform=platform)
    )
    host = given.get(variable_of("host"), "127.0.0.1")
    if host not in LOOPBACK_HOSTS:
        faults.append(
            SettingFault(
                variable=variable_of("host"),
                sentence=f"{host} is not this machine's own address, and there are no accounts "
                "yet to protect what it would show.",
                remedy="Leave it out, or set 127.0.0.1, ::1 or localhost.",
            )
        )
    port = _port(given, faults)
    log_level = _log_level(given, faults)
    if faults:
        return ParsedSettings(value=None, faults=tuple(faults))
    return ParsedSettings(
        value=Settings(
            data_directory=folder,
            database=path_of("database", folder / "ironstride.db"),
            demo_database=path_of("demo_database", folder / "demo.db"),
            host=host,
            port=port,
            log_level=log_level,
        )
    )


def reference() -> tuple[SettingRow, ...]:
    """Return a row for each setting, in the order of the record, for the documentation."""
    in_folder = {
        "data_directory": "~/.local/share/ironstride",
        "database": "<data directory>/ironstride.db",
        "demo_database": "<data directory>/demo.db",
    }
    return tuple(
        SettingRow(
            name=setting.name,
            variable=variable_of(setting.name),
            default=in_folder.get(setting.name, str(setting.default)),
            sentence=setting.metadata["sentence"],
        )
        for setting in fields(Settings)
    )


def _unknown(given: Mapping[str, str]) -> tuple[SettingFault, ...]:
    known = tuple(variable_of(setting.name) for setting in fields(Settings))
    return tuple(
        SettingFault(
            variable=name,
            sentence=f"{name} is not a setting.",
            remedy=f"Take it away; the settings are {', '.join(known)}.",
        )
        for name in sorted(given)
        if name.startswith(PREFIX) and name not in known and name not in TEST_VARIABLES
    )


def _port(given: Mapping[str, str], faults: list[SettingFault]) -> int:
    text = given.get(variable_of("port"), "8765").strip()
    if text.isascii() and text.isdigit() and int(text) <= HIGHEST_PORT:
        return int(text)
    faults.append(
        SettingFault(
            variable=variable_of("port"),
            sentence=f"{text} is not a port.",
            remedy=f"Set a whole number from 0 to {HIGHEST_PORT}, e.g. 8765.",
        )
    )
    return 0


def _log_level(given: Mapping[str, str], faults: list[SettingFault]) -> LogLevel:
    text = given.get(variable_of("log_level"), LogLevel.WARNING).strip().lower()
    if text in set(LogLevel):
        return LogLevel(text)
    faults.append(
        SettingFault(
            variable=variable_of("log_level"),
            sentence=f"{text} is not a log level.",
            remedy=f"Set one of {', '.join(LogLevel)}.",
        )
    )
    return LogLevel.WARNING
