"""What every test stands on: a derandomised hypothesis, and the browser found or left out."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
OURS = {"IRONSTRIDE_BROWSER", "IRONSTRIDE_CHROMIUM", "IRONSTRIDE_CORPUS"}
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
# These are traced for the coverage of the core; tracing makes a test several times as slow.
CORE_TESTS = (
    *(f"tests/unit/{room}/" for room in ("running", "strength", "body", "planner")),
    "tests/properties/",
)

# The same examples on every machine and every day; a deadline would judge the machine, not us.
settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
# Looks for new counter-examples: HYPOTHESIS_PROFILE=explore .venv/bin/pytest tests/properties
settings.register_profile("explore", derandomize=False, deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def find_chromium() -> str | None:
    """Return the chromium that browser tests drive, or None where there is none."""
    named = os.environ.get("IRONSTRIDE_CHROMIUM")
    if named:
        return named
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    return next((path for path in found if path), None)


def find_corpus() -> Path | None:
    """Return the folder of real files, or None where it is not at hand."""
    folder = Path(os.environ.get("IRONSTRIDE_CORPUS", ROOT.parent / "shared" / "corpus"))
    return folder if folder.is_dir() else None


def is_browser_test(item: pytest.Item) -> bool:
    """Return whether a test needs a browser: by its mark, or by its place in tests/browser."""
    return item.get_closest_marker("browser") is not None or (
        ROOT / "tests" / "browser" in item.path.parents
    )


class BrowserTests:
    """Leaves browser tests out where there is no chromium, and says so in one line.

    Tests are collected by the workers that run them; each reports what it found to the process
    that writes the summary, which is this one where there are no workers.
    """

    def __init__(self, *, required: bool) -> None:
        self.required = required
        self.left_out = 0
        self.found = 0

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Take the browser tests out of the collection if they cannot run."""
        browser = [item for item in items if is_browser_test(item)]
        if find_chromium():
            self.found = len(browser)
        else:
            self.left_out = len(browser)
            items[:] = [item for item in items if item not in browser]
            if browser:
                config.hook.pytest_deselected(items=browser)
        report: dict[str, object] | None = getattr(config, "workeroutput", None)
        if report is not None:
            report["browser_tests"] = (self.found, self.left_out)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Take over what a worker found; one that died found nothing."""
        report: dict[str, tuple[int, int]] = getattr(node, "workeroutput", {})
        found, left_out = report.get("browser_tests", (0, 0))
        self.found, self.left_out = max(self.found, found), max(self.left_out, left_out)

    def fault(self) -> str | None:
        """Return why this run may not pass, where browser tests are required."""
        if not self.required or self.found:
            return None
        return "no chromium was found" if find_chromium() is None else "none were collected"

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run that had to include the browser tests and did not."""
        if self.fault() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say in one line that browser tests were left out."""
        fault = self.fault()
        if fault:
            terminalreporter.write_line(f"Browser tests are required here, and {fault}.", red=True)
        elif self.left_out:
            terminalreporter.write_line(
                f"{self.left_out} browser tests were left out: no chromium on the PATH "
                "(or in IRONSTRIDE_CHROMIUM).",
                yellow=True,
            )


def pytest_configure(config: pytest.Config) -> None:
    """Register what decides about the browser tests."""
    required = os.environ.get("IRONSTRIDE_BROWSER") == "required"
    config.pluginmanager.register(BrowserTests(required=required), "ironstride-browser-tests")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Leave tests that are not the core's, with their fixtures, out of its coverage.

    The mark that pytest-cov has for this stops one tracer of a worker's two.
    """
    tracer = sys.gettrace()
    if tracer is None or item.nodeid.startswith(CORE_TESTS):
        return (yield)
    of_threads = threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
        threading.settrace(of_threads)


@pytest.fixture(scope="session", autouse=True)
def _own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test off the person's own database and settings."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("IRONSTRIDE_")]:
            if name not in OURS:
                patch.delenv(name)
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("xdg-data")))
        yield


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of the chromium to drive."""
    path = find_chromium()
    if path is None:
        pytest.skip("no chromium on the PATH (or in IRONSTRIDE_CHROMIUM)")
    return path


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of real files; without it the test is skipped."""
    folder = find_corpus()
    if folder is None:
        pytest.skip("the corpus of real files is not beside this checkout (IRONSTRIDE_CORPUS)")
    return folder
