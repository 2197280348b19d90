"""Put uv into a folder with the standard library alone, for a Python that has no pip.

    python3 -m tools.fetch_uv .tools

The package index is the one that the machine is set up for (`tools/package_index.py`).
"""

from __future__ import annotations

import base64
import hashlib
import os
import platform
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

from tools.package_index import IndexConfigurationError, find_index

NO_INDEX = (
    "This Python has no pip and no package index is set; put uv on the PATH, install pip "
    "(python3-pip), or set PIP_INDEX_URL to the address of a package index."
)
ARCHITECTURES = {"amd64": "x86_64", "arm64": "aarch64"}
SECONDS_TO_WAIT = 60
HASH_PREFIX = "sha256="
WHEEL = re.compile(r"^uv-(?P<version>\d+(\.\d+)*)-py3-none-(?P<platform>[\w.]+)\.whl$")
BIN_MEMBER = re.compile(r"^uv-[^/]+\.data/scripts/uv$")


class FetchError(Exception):
    """One sentence for the person at the terminal: what failed and what to do."""


class Anchors(HTMLParser):
    """The links of an index page (PEP 503): file name, address, and whether it was withdrawn."""

    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the address of each link that was not withdrawn (PEP 592)."""
        attributes = dict(attrs)
        href = attributes.get("href")
        if tag == "a" and href and "data-yanked" not in attributes:
            self.hrefs.append(href)


def index_page() -> str:
    """Return the address of uv's page in the machine's package index."""
    index = find_index(dict(os.environ), Path.home())
    if index is None:
        raise FetchError(NO_INDEX)
    return index.rstrip("/") + "/uv/"


def fetch(address: str) -> bytes:
    """Return what stands at an address; a user and password in it are sent as such."""
    parts = urllib.parse.urlsplit(address)
    request = urllib.request.Request(  # noqa: S310  the address is the person's own setting
        urllib.parse.urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])),
        headers={"Accept": "text/html"},
    )
    if parts.username:
        pair = f"{parts.username}:{parts.password or ''}"
        token = base64.b64encode(urllib.parse.unquote(pair).encode()).decode()
        request.add_header("Authorization", f"Basic {token}")
    try:
        with urllib.request.urlopen(request, timeout=SECONDS_TO_WAIT) as answer:  # noqa: S310  as above
            return bytes(answer.read())
    except (urllib.error.URLError, ValueError, TimeoutError) as error:
        raise FetchError(
            f"The package index does not answer ({error}); check the connection and its address."
        ) from error


def suits(wheel_platform: str, system: str, machine: str, libc: str) -> bool:
    """Return whether a wheel's platform tag is made for this machine."""
    machine = ARCHITECTURES.get(machine.lower(), machine.lower())
    if system == "Darwin":
        tag = "arm64" if machine == "aarch64" else machine
        return wheel_platform.startswith("macosx") and wheel_platform.endswith(tag)
    family = "manylinux" if libc == "glibc" else "musllinux"
    return any(
        tag.startswith(family) and tag.endswith(machine) for tag in wheel_platform.split(".")
    )


def choose(hrefs: list[str], system: str, machine: str, libc: str) -> str:
    """Return the address of the newest wheel for this machine."""
    found = []
    for href in hrefs:
        name = urllib.parse.unquote(urllib.parse.urlsplit(href).path.rpartition("/")[2])
        match = WHEEL.match(name)
        if match and suits(match["platform"], system, machine, libc):
            found.append((tuple(int(part) for part in match["version"].split(".")), href))
    if not found:
        raise FetchError(
            f"The package index has no uv for {system} on {machine}; put uv on the PATH."
        )
    return max(found)[1]


def unpack(wheel: bytes, digest: str, folder: Path) -> Path:
    """Write the uv program out of a wheel whose SHA-256 is `digest`; return its path."""
    if digest and hashlib.sha256(wheel).hexdigest() != digest:
        raise FetchError("uv came damaged (its SHA-256 does not agree); try again.")
    with zipfile.ZipFile(BytesIO(wheel)) as archive:
        member = next(name for name in archive.namelist() if BIN_MEMBER.match(name))
        program = folder / "bin" / "uv"
        program.parent.mkdir(parents=True, exist_ok=True)
        part = program.with_suffix(".part")
        part.write_bytes(archive.read(member))
    part.chmod(0o755)
    part.rename(program)
    return program


def main(arguments: list[str]) -> int:
    """Fetch uv into the folder named; return 0 when done and 2 when it could not be done."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python3 -m tools.fetch_uv FOLDER\n")
        return 2
    try:
        page = index_page()
        anchors = Anchors()
        anchors.feed(fetch(page).decode("utf-8", "replace"))
        href = choose(anchors.hrefs, platform.system(), platform.machine(), platform.libc_ver()[0])
        address, _, fragment = urllib.parse.urljoin(page, href).partition("#")
        digest = fragment[len(HASH_PREFIX) :] if fragment.startswith(HASH_PREFIX) else ""
        unpack(fetch(address), digest, Path(arguments[0]))
    except (FetchError, IndexConfigurationError) as error:
        sys.stderr.write(f"set-up: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
