"""Find a Chromium for the browser tests, and install one where there is none.

`python -m tests.chromium` prints the path of the browser the tests use; with `--install` it first gets one
if need be. A test asks `find_chromium()` and hands the path to Playwright:

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())

Playwright starts Chromium without its sandbox unless told otherwise, so this works for root too; whoever
starts the browser by hand as root must pass `--no-sandbox`.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

CHROMIUM_VARIABLE = "CHROMIUM"
"""Name of the environment variable that holds the path of the browser to use, whatever else there is."""

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
"""What the browser is called on the PATH of one system or another, in order of preference."""

MACOS_APPLICATIONS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
"""Where macOS keeps its browsers, which are never on the PATH."""

_ASK_PLAYWRIGHT = """\
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


class ChromiumNotFoundError(Exception):
    """No Chromium that starts was found or could be installed; the message says what to do."""


@cache
def find_chromium() -> Path:
    """Return the path of a Chromium that starts.

    `$CHROMIUM` decides if it is set. Otherwise it is the first that starts of: the commands on the PATH,
    the applications of macOS, and the build that Playwright installed for itself.

    Raises:
        ChromiumNotFoundError: there is none, or `$CHROMIUM` is not one.
    """
    chosen = os.environ.get(CHROMIUM_VARIABLE)
    if chosen:
        path = Path(chosen)
        if not _starts(path):
            raise ChromiumNotFoundError(f"${CHROMIUM_VARIABLE} is {chosen}, which is no browser that starts")
        return path
    for path in _candidates():
        if _starts(path):
            return path
    raise ChromiumNotFoundError(
        "the browser tests need Chromium or Chrome: run `python -m tests.chromium --install`, "
        f"or set ${CHROMIUM_VARIABLE} to the path of one"
    )


def install_chromium() -> Path:
    """Return the path of a Chromium, installing one if there is none.

    Playwright's own build is tried first, because it needs no rights; then, on Debian and its like, the
    system's package. Each command is named on standard error, and what it said is shown if all was in vain.

    Raises:
        ChromiumNotFoundError: neither way led to a browser that starts, or `$CHROMIUM` is not one.
    """
    if os.environ.get(CHROMIUM_VARIABLE):
        return find_chromium()
    said = ""
    for commands in ([], *_installers()):
        for command in commands:
            said += _run(command)
        try:
            return find_chromium()
        except ChromiumNotFoundError:
            continue
    print(said, end="", file=sys.stderr)
    raise ChromiumNotFoundError(
        "Chromium could not be installed: install Chromium or Chrome yourself, "
        f"and set ${CHROMIUM_VARIABLE} to its path if it is not on the PATH"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the path of the browser, after installing one if asked to; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.chromium", description="Find a Chromium for the tests."
    )
    parser.add_argument("--install", action="store_true", help="install one if there is none")
    options = parser.parse_args(arguments)
    try:
        path = install_chromium() if options.install else find_chromium()
    except ChromiumNotFoundError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(path)
    return 0


def _candidates() -> Iterator[Path]:
    """Yield where a browser may be, the likeliest and the cheapest to ask first."""
    for command in COMMANDS:
        found = shutil.which(command)
        if found is not None:
            yield Path(found)
    yield from MACOS_APPLICATIONS
    # In a process of its own, because Playwright refuses to start twice in one.
    answer = subprocess.run(
        [sys.executable, "-c", _ASK_PLAYWRIGHT], capture_output=True, text=True, check=False
    )
    if answer.returncode == 0:
        yield Path(answer.stdout.strip())


def _starts(path: Path) -> bool:
    """Tell whether this is a browser that starts.

    The file alone proves little: Ubuntu's `chromium-browser` is a script that asks for a snap, and
    Playwright's build may lack libraries of the system.
    """
    if not path.is_file():
        return False
    if sys.platform == "win32":  # There `--version` opens a window instead.
        return True
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _installers() -> Iterator[list[list[str]]]:
    """Yield the ways to install a browser, each a list of commands."""
    yield [[sys.executable, "-m", "playwright", "install", "chromium"]]
    apt_get = shutil.which("apt-get")
    if apt_get is not None:
        sudo = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
        install = ["install", "--yes", "--quiet", "--no-install-recommends", "chromium"]
        yield [
            [*sudo, apt_get, "update", "--quiet"],
            [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", apt_get, *install],
        ]


def _run(command: Sequence[str]) -> str:
    """Run one step of an installation and return what it said.

    A step that fails is not yet a failure: what counts is whether there is a browser afterwards.
    """
    print("+", *command, file=sys.stderr, flush=True)
    try:
        answer = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except FileNotFoundError as error:  # no sudo, say
        return f"{error}\n"
    return answer.stdout


if __name__ == "__main__":
    sys.exit(main())
