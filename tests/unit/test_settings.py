from __future__ import annotations

from pathlib import Path

import pytest

from ironstride.settings import (
    LogLevel,
    SettingFault,
    Settings,
    default_data_directory,
    parse,
    reference,
)

HOME = Path("/somebody")


def settings_of(**variables: str) -> Settings:
    parsed = parse(variables, home=HOME, platform="linux")
    assert parsed.faults == ()
    assert parsed.value is not None
    return parsed.value


def only_fault(**variables: str) -> SettingFault:
    parsed = parse(variables, home=HOME, platform="linux")
    assert parsed.value is None
    (fault,) = parsed.faults
    return fault


def test_without_variables_the_defaults_hold() -> None:
    folder = HOME / ".local/share/ironstride"
    assert settings_of() == Settings(
        data_directory=folder,
        database=folder / "ironstride.db",
        demo_database=folder / "demo.db",
        host="127.0.0.1",
        port=8765,
        log_level=LogLevel.WARNING,
    )


def test_an_empty_variable_counts_as_not_set() -> None:
    assert settings_of(IRONSTRIDE_PORT="", IRONSTRIDE_DATABASE=" ") == settings_of()


def test_the_databases_follow_the_data_directory_unless_named_themselves() -> None:
    settings = settings_of(IRONSTRIDE_DATA_DIRECTORY="/d", IRONSTRIDE_DATABASE="~/mine.db")
    assert settings.demo_database == Path("/d/demo.db")
    assert settings.database == HOME / "mine.db"


@pytest.mark.parametrize(("text", "port"), [("0", 0), ("1", 1), ("65535", 65535), (" 80 ", 80)])
def test_a_port_within_range_is_taken(text: str, port: int) -> None:
    assert settings_of(IRONSTRIDE_PORT=text).port == port


@pytest.mark.parametrize("text", ["65536", "-1", "http", "8765.0", "٨"])
def test_a_port_out_of_range_is_refused_with_a_remedy(text: str) -> None:
    fault = only_fault(IRONSTRIDE_PORT=text)
    assert fault.variable == "IRONSTRIDE_PORT"
    assert text in fault.sentence
    assert "8765" in fault.remedy


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_the_own_machine_may_be_served(host: str) -> None:
    assert settings_of(IRONSTRIDE_HOST=host).host == host


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "example.org"])  # noqa: S104  what must be refused
def test_any_other_address_is_refused_until_accounts_exist(host: str) -> None:
    assert host in only_fault(IRONSTRIDE_HOST=host).sentence


def test_a_log_level_is_read_in_any_case_and_an_unknown_one_refused() -> None:
    assert settings_of(IRONSTRIDE_LOG_LEVEL="DEBUG").log_level is LogLevel.DEBUG
    assert "loud" in only_fault(IRONSTRIDE_LOG_LEVEL="loud").sentence


def test_a_misspelt_variable_is_told_and_not_passed_over() -> None:
    assert "IRONSTRIDE_PORT" in only_fault(IRONSTRIDE_PROT="1").remedy


def test_what_only_tests_read_is_no_misspelt_setting() -> None:
    assert settings_of(IRONSTRIDE_CHROMIUM="/usr/bin/chromium") == settings_of()


def test_every_fault_is_told_at_once() -> None:
    variables = {"IRONSTRIDE_PORT": "x", "IRONSTRIDE_HOST": "x", "IRONSTRIDE_LOG_LEVEL": "x"}
    assert len(parse(variables, home=HOME, platform="linux").faults) == 3


@pytest.mark.parametrize(
    ("platform", "variables", "folder"),
    [
        ("linux", {"XDG_DATA_HOME": "/x"}, Path("/x/ironstride")),
        ("linux", {"XDG_DATA_HOME": "relative"}, HOME / ".local/share/ironstride"),
        ("darwin", {}, HOME / "Library/Application Support/Ironstride"),
        ("win32", {}, HOME / "AppData/Local/Ironstride"),
        ("win32", {"LOCALAPPDATA": "/local"}, Path("/local/Ironstride")),
    ],
)
def test_the_data_directory_is_where_the_platform_keeps_such_files(
    platform: str, variables: dict[str, str], folder: Path
) -> None:
    assert default_data_directory(variables, home=HOME, platform=platform) == folder


def test_the_reference_has_a_sentence_and_a_default_for_every_setting() -> None:
    for row in reference():
        assert row.sentence.endswith(".")
        assert row.default
        assert row.variable == f"IRONSTRIDE_{row.name.upper()}"
