"""The look at a page finds what is wrong with it: else its silence would mean nothing."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Browser

from tests.browser.pictures import FAULTS, context_of

WRONG: Final = {
    "contrast 2.8": '<p style="color: #999; background: #fff">Grey on white</p>',
    "contrast 1.0": '<svg><text y="20" style="fill: #fff">White on white</text></svg>',
    "small": '<button style="width: 12px; height: 12px; padding: 0">x</button>',
    "cut off": '<div style="overflow: hidden"><p style="width: 900px">A long line</p></div>',
    "wide": '<div style="width: 900px">.</div>',
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_fault_is_found(browser: Browser, fault: str) -> None:
    context = context_of(browser)
    page = context.new_page()
    page.set_content(f'<body style="background: #fff; color: #000">{WRONG[fault]}</body>')
    told = page.evaluate(FAULTS)
    assert any(fault in each for each in told), told
    page.set_content('<body style="background: #fff; color: #000"><p>Well</p></body>')
    assert page.evaluate(FAULTS) == []
    context.close()
