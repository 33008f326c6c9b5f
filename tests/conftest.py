"""What holds for every test of the project.

Skips. A test may skip itself where something it needs is missing (another Python, a program). At
the end of a run the number of skips is printed, so that nobody takes them for passes. With
`DOORSTROOM_REQUIRE_ALL=1` in the environment, as in the gate, a skip is a failure: there nothing
may be missing. A test marked `xfail` is not a skip: it ran, and its failure is documented.

Hypothesis. No deadline for a single example, because the first one may wait for the compiler. In
the gate the examples are the same every time, so that a change is judged by what it changed; on
an own machine they vary and explore.
"""

import os
from collections.abc import Generator
from typing import TypeVar

import pytest
from hypothesis import settings

REQUIRE_ALL = os.environ.get("DOORSTROOM_REQUIRE_ALL", "") not in {"", "0"}

settings.register_profile("doorstroom", deadline=None, derandomize=REQUIRE_ALL)
settings.load_profile("doorstroom")

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def _failed_if_skipped(report: Report) -> Report:
    """Turn a skip into a failure that repeats the reason."""
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"skipped, and DOORSTROOM_REQUIRE_ALL allows no skip: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _failed_if_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A whole module can skip itself while it is imported."""
    return _failed_if_skipped((yield))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = len(terminalreporter.stats.get("skipped", []))
    if skipped:
        terminalreporter.write_line(
            f"{skipped} skipped: these did not run here, and in the gate they must"
        )
