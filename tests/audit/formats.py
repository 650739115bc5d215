"""Judge the editions of the transcripts: books by EPUBCheck, TEI files by the schema tei_all."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

SECONDS = 120


def check_books(folders: Sequence[Path], modules: Path) -> int:
    """Have EPUBCheck read every book; how much it found."""
    jar = modules / "epubcheck" / "epubcheck.jar"
    books = sorted(book for folder in folders for book in folder.rglob("*.epub"))
    found = 0
    for book in books:
        done = subprocess.run(
            ["java", "-jar", str(jar), str(book)],  # noqa: S607 - the PATH's java
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
        messages = [line for line in done.stderr.splitlines() if re.match("(FATAL|ERROR|WARNING)", line)]
        found += len(messages) or (done.returncode != 0)
        for message in messages or ([done.stderr] if done.returncode else []):
            print(message)
    print(f"EPUBCheck: {len(books)} books, {found} messages")
    return found + (not books)


def check_tei(folders: Sequence[Path], modules: Path) -> int:
    """Have the schema of all of TEI P5 judge every TEI file; how much it found."""
    schema = etree.RelaxNG(etree.parse(modules / "schemas" / "tei_all.rng"))
    files = sorted(file for folder in folders for file in folder.rglob("*.tei.xml"))
    found = 0
    for file in files:
        if not schema.validate(etree.parse(file)):
            for error in schema.error_log:
                found += 1
                print(f"{file.relative_to(file.parents[3])}:{error.line}: {error.message}")
    print(f"tei_all: {len(files)} files, {found} messages")
    return found + (not files)
