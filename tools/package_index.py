"""Finds the package index that this machine is set up for; no address is written down here."""

from __future__ import annotations

import configparser
from pathlib import Path

UV_VARIABLES = ("UV_DEFAULT_INDEX", "UV_INDEX_URL")
VARIABLES = (*UV_VARIABLES, "PIP_INDEX_URL")


class IndexConfigurationError(Exception):
    """One sentence for the person at the terminal: which configuration cannot be read."""


def pip_configurations(variables: dict[str, str], home: Path) -> list[Path]:
    """Return where pip keeps its configuration, the strongest first."""
    named = variables.get("PIP_CONFIG_FILE")
    base = Path(variables.get("XDG_CONFIG_HOME") or home / ".config")
    places = [
        base / "pip" / "pip.conf",
        home / ".pip" / "pip.conf",
        home / "Library" / "Application Support" / "pip" / "pip.conf",
        Path("/etc/pip.conf"),
        Path("/etc/xdg/pip/pip.conf"),
    ]
    return [Path(named), *places] if named else places


def find_index(variables: dict[str, str], home: Path) -> str | None:
    """Return the address that the variables or pip's configuration name; None if none does."""
    for name in VARIABLES:
        if variables.get(name):
            return variables[name]
    for path in pip_configurations(variables, home):
        settings = configparser.ConfigParser(interpolation=None)
        try:
            settings.read(path, encoding="utf-8")
        except (configparser.Error, UnicodeDecodeError) as error:
            raise IndexConfigurationError(
                f"{path} cannot be read ({error}); mend it and try again."
            ) from error
        for section in ("install", "global"):
            index = settings.get(section, "index-url", fallback="")
            if index:
                return index
    return None


def for_uv(variables: dict[str, str], home: Path) -> dict[str, str]:
    """Return what to tell uv of pip's settings, which it does not read by itself.

    Empty where uv has settings of its own, which win.
    """
    base = Path(variables.get("XDG_CONFIG_HOME") or home / ".config")
    own = (base / "uv" / "uv.toml", Path("/etc/uv/uv.toml"))
    told: dict[str, str] = {}
    if not any(variables.get(name) for name in UV_VARIABLES) and not any(p.exists() for p in own):
        index = find_index(variables, home)
        if index:
            told["UV_DEFAULT_INDEX"] = index
    certificate = variables.get("PIP_CERT")
    if certificate and not variables.get("SSL_CERT_FILE"):
        told["SSL_CERT_FILE"] = certificate
    return told
