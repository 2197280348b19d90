from __future__ import annotations

from tools import cli_page


def test_the_page_of_commands_is_as_the_commands_are() -> None:
    assert cli_page.PAGE.read_text("utf-8") == cli_page.page(), "run `make docs`"
