"""The set-up makes one environment, says what it lacks, and needs no pip."""

from __future__ import annotations

import hashlib
import io
import sys
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tools import bootstrap, fetch_uv, package_index

PROGRAM = b"#!/bin/sh\necho uv\n"


def wheel_of(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("uv-1.2.10.data/scripts/uv", content)
        archive.writestr("uv-1.2.10.dist-info/METADATA", "")
    return buffer.getvalue()


@pytest.fixture
def index(tmp_path: Path) -> Iterator[str]:
    """Serve a package index with one uv for every machine, and an older one."""
    page = tmp_path / "simple" / "uv"
    page.mkdir(parents=True)
    wheel = wheel_of(PROGRAM)
    digest = hashlib.sha256(wheel).hexdigest()
    links = []
    for tag in ("manylinux_2_17_x86_64.manylinux2014_x86_64", "manylinux_2_28_aarch64"):
        name = f"uv-1.2.10-py3-none-{tag}.whl"
        (page / name).write_bytes(wheel)
        links += [f'<a href="{name}#sha256={digest}">{name}</a>']
        links += [f'<a href="uv-1.2.9-py3-none-{tag}.whl">older</a>']
        links += [f'<a data-yanked="" href="uv-9.0-py3-none-{tag}.whl">withdrawn</a>']
    (page / "index.html").write_text("\n".join(links), encoding="utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.01))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/simple"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.skipif(sys.platform != "linux", reason="the index above has wheels for Linux alone")
def test_without_pip_the_newest_uv_comes_from_the_index_that_is_set(
    index: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", index)
    monkeypatch.setattr("platform.libc_ver", lambda: ("glibc", "2.36"))
    assert fetch_uv.main([str(tmp_path / "tools")]) == 0
    program = tmp_path / "tools" / "bin" / "uv"
    assert program.read_bytes() == PROGRAM
    assert program.stat().st_mode & 0o111


def test_a_damaged_uv_is_refused(tmp_path: Path) -> None:
    with pytest.raises(fetch_uv.FetchError, match="damaged"):
        fetch_uv.unpack(wheel_of(PROGRAM), "0" * 64, tmp_path)
    assert not (tmp_path / "bin").exists()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a home folder that has the only configuration of pip on the machine."""
    conf = tmp_path / "pip.conf"
    monkeypatch.setattr(package_index, "pip_configurations", lambda _variables, _home: [conf])
    return tmp_path


def test_the_index_is_read_from_the_variables_before_pips_configuration(home: Path) -> None:
    (home / "pip.conf").write_text("[global]\nindex-url = file:///conf\n", encoding="utf-8")
    assert package_index.find_index({}, home) == "file:///conf"
    named = {"PIP_INDEX_URL": "file:///variable"}
    assert package_index.find_index(named, home) == "file:///variable"


def test_a_configuration_that_cannot_be_read_is_named(home: Path) -> None:
    (home / "pip.conf").write_text("index-url without a section", encoding="utf-8")
    with pytest.raises(package_index.IndexConfigurationError, match=r"pip\.conf cannot be read"):
        package_index.find_index({}, home)


def test_uv_is_told_of_pips_index_unless_it_has_its_own(home: Path) -> None:
    pip = {"PIP_INDEX_URL": "file:///pip", "PIP_CERT": "file.pem"}
    told = {"UV_DEFAULT_INDEX": "file:///pip", "SSL_CERT_FILE": "file.pem"}
    assert package_index.for_uv(pip, home) == told
    assert package_index.for_uv({**pip, **told, "UV_INDEX_URL": "file:///uv"}, home) == {}
    (home / ".config" / "uv").mkdir(parents=True)
    (home / ".config" / "uv" / "uv.toml").touch()
    assert package_index.for_uv({"PIP_INDEX_URL": "file:///pip"}, home) == {}


def test_without_an_index_one_sentence_says_what_to_set(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in package_index.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    assert fetch_uv.main([str(home / "tools")]) == 2
    assert "PIP_INDEX_URL" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("tag", "system", "machine", "libc", "is_suited"),
    [
        ("manylinux_2_17_x86_64.manylinux2014_x86_64", "Linux", "x86_64", "glibc", True),
        ("manylinux_2_17_x86_64.manylinux2014_x86_64", "Linux", "x86_64", "", False),
        ("musllinux_1_1_x86_64", "Linux", "x86_64", "", True),
        ("manylinux_2_28_aarch64", "Linux", "x86_64", "glibc", False),
        ("macosx_11_0_arm64", "Darwin", "arm64", "", True),
        ("macosx_10_12_x86_64", "Darwin", "arm64", "", False),
        ("win_amd64", "Linux", "x86_64", "glibc", False),
    ],
)
def test_a_wheel_suits_its_own_kind_of_machine(
    tag: str, system: str, machine: str, libc: str, *, is_suited: bool
) -> None:
    assert fetch_uv.suits(tag, system, machine, libc) is is_suited


def test_only_tables_that_packaging_reads_make_the_environment_stale() -> None:
    pyproject = (
        '[project]\nname = "x"\n\n[tool.ruff]\nline-length = 100\n\n[tool.hatch.build]\na = 1\n'
    )
    tables = bootstrap.packaging_tables(pyproject)
    assert "name" in tables
    assert "a = 1" in tables
    assert "line-length" not in tables


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a checkout with lock files of its own, whose environment nobody has made yet."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / ".venv").mkdir()
    for which in ("run", "dev"):
        (tmp_path / "requirements" / f"{which}.lock").write_text(which, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n', encoding="utf-8")
    for name, path in (("ROOT", "."), ("VENV", ".venv"), ("REQUIREMENTS", "requirements")):
        monkeypatch.setattr(bootstrap, name, tmp_path / path)
    return tmp_path


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Note the programs that the set-up would call, and call none."""
    made: list[list[str]] = []

    def note(arguments: list[str], _sentence: str) -> None:
        made.append(arguments)

    monkeypatch.setattr(bootstrap, "call", note)
    monkeypatch.setattr(bootstrap, "find_uv", lambda: "uv")
    return made


@pytest.mark.usefixtures("checkout")
def test_an_environment_made_for_testing_serves_running_too(calls: list[list[str]]) -> None:
    assert bootstrap.main(["dev"]) == 0
    first = len(calls)
    assert bootstrap.main(["run"]) == 0
    assert bootstrap.main(["dev"]) == 0
    assert len(calls) == first
    assert any("--require-hashes" in call and call[-1].endswith("dev.lock") for call in calls)


def test_a_new_lock_is_installed_without_taking_the_tests_tools_away(
    checkout: Path, calls: list[list[str]]
) -> None:
    bootstrap.main(["dev"])
    (checkout / "requirements" / "run.lock").write_text("newer", encoding="utf-8")
    calls.clear()
    assert bootstrap.main(["run"]) == 0
    synced = [call[-1] for call in calls if "sync" in call]
    assert [Path(lock).name for lock in synced] == ["dev.lock"]


@pytest.mark.usefixtures("checkout")
def test_a_failed_set_up_is_not_taken_for_a_made_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_arguments: list[str], sentence: str) -> None:
        raise bootstrap.BootstrapError(sentence)

    monkeypatch.setattr(bootstrap, "find_uv", lambda: "uv")
    monkeypatch.setattr(bootstrap, "call", fail)
    assert bootstrap.main(["run"]) == 2
    assert capsys.readouterr().err.startswith("set-up: ")
    assert not bootstrap.is_fresh("run")


def test_an_unknown_word_is_told_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["everything"]) == 2
    assert "usage" in capsys.readouterr().err
