"""What the documentation promises to cover, it covers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from postil.diagnostics import WARNINGS, Code
from postil.exporting.headers import FOR_EVER
from postil.model.policy import SECURITY_HEADERS

DIAGNOSTICS = Path(__file__).parent.parent / "docs" / "diagnostics.md"
_SECTION = re.compile(r"^## `([^`]+)`$", re.MULTILINE)


def section(code: str) -> str:
    """The text of the section on a code."""
    text = DIAGNOSTICS.read_text("utf-8")
    return text.partition(f"\n## `{code}`\n")[2].partition("\n## ")[0]


def test_every_code_has_one_section_and_every_section_a_code() -> None:
    sections = _SECTION.findall(DIAGNOSTICS.read_text("utf-8"))
    assert sorted(sections) == sorted(Code)


def test_no_other_section_stands_between_them() -> None:
    text = DIAGNOSTICS.read_text("utf-8")
    assert len(re.findall(r"^## ", text, re.MULTILINE)) == len(Code)


@pytest.mark.parametrize("code", Code)
def test_a_section_explains_and_shows_an_example(code: Code) -> None:
    text = section(code)
    assert text.count("```") == 2
    assert 40 <= len(text.split()) <= 120


@pytest.mark.parametrize("code", Code)
def test_a_section_says_whether_the_code_is_a_warning(code: Code) -> None:
    assert section(code).strip().startswith("A warning") == (code in WARNINGS)


PUBLISHING = DIAGNOSTICS.with_name("publishing.md")


def test_the_nginx_block_sends_what_other_hosts_send() -> None:
    block = PUBLISHING.read_text("utf-8").partition("```nginx\n")[2].partition("```")[0]
    sent = dict(re.findall(r'^ *add_header ([\w-]+) "([^"]*)" always;$', block, re.MULTILINE))
    assert sent == SECURITY_HEADERS
    assert f'"{FOR_EVER}"' in block
