"""The types of single values: what a string in a file must look like.

Each is a pydantic type over a string. A fault is a PydanticCustomError whose type is the code of the
diagnostic it becomes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Annotated, NoReturn
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from postil.diagnostics import Code
from postil.model.dates import PartialDate
from postil.naming import kebab
from postil.reading.names import ID, name_fault, proposed_name

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufff8]"
)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_HOST = re.compile(
    r"[\w-]+(\.[\w-]+)*\.?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]+"
)  # a name, or an address of IPv4 or 6
SCHEMES = ("http", "https", "mailto")
"""The schemes a link may have; everything else is a bad-url."""

ADDRESS_CURE = "copy the whole address from the browser: https://example.org/page"
LINK_CURE = "link to https://…, to a file of the site (../2020/talk.md) or to one of its addresses (/about/)"


def invisible_in(text: str, honest: str = "") -> re.Match[str] | None:
    """The first character that changes the text without being seen, ``honest`` ones aside, or None."""
    if text.isascii():
        return None
    return next((found for found in _INVISIBLE.finditer(text) if found[0] not in honest), None)


def direction_controls_in(text: str) -> Iterator[re.Match[str]]:
    """Every character that overrides the direction of the text."""
    return _BIDI.finditer(text)


def url_fault(url: str, *, relative: bool = False) -> str | None:
    """What is wrong with an address, or None. ``relative`` ones are links within the site."""
    is_plain = url.isascii() and url.isprintable() and " " not in url
    if not is_plain and any(c.isspace() or unicodedata.category(c) in ("Cc", "Cf") for c in url):
        return "has a space or an invisible character in it"
    if "\\" in url:
        return "has a backslash in it"
    scheme = _SCHEME.match(url)
    if scheme is None:
        if url.startswith("//"):
            return "leaves out the scheme; write https://"
        return None if relative and url else "must begin with https:// or http://"
    name = scheme[0][:-1].lower()
    if name not in SCHEMES:
        return f"has the scheme “{name}:”; only http, https and mailto are allowed"
    if name == "mailto":
        return (
            None
            if re.fullmatch(r"[^@/]+@[^@/]+", url[scheme.end() :].split("?", maxsplit=1)[0])
            else "has no mail address"
        )
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        parts.port  # noqa: B018 - reading the port is what checks it
    except ValueError:
        return "is no address a browser can read"
    if "@" in parts.netloc:
        return "has a user name in it (the part before @), which hides where it leads"
    if url[scheme.end() : scheme.end() + 2] != "//" or not _HOST.fullmatch(host):
        return "names no host; write https://example.org/page"
    return None


def lookalike_host(url: str) -> str | None:
    """The host of an address if it passes for another one, such as Cyrillic letters for Latin ones."""
    if url.isascii() and "xn--" not in url.lower():
        return None
    try:
        host = urlsplit(url).hostname or ""
        labels = [_decoded(label) for label in host.split(".")]
    except (ValueError, UnicodeError):
        return None
    for label in labels:
        scripts = {unicodedata.name(c, "?").split()[0] for c in label if c.isalpha()}
        foreign = [c for c in label if c.isalpha() and not c.isascii()]
        mixed = "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})
        if mixed or (foreign and all(c in _LATIN_LOOKALIKES for c in foreign)):
            return ".".join(labels)
    return None


_LATIN_LOOKALIKES = frozenset("асԁеһіјӏорԛѕԝхуґьѵαβγικνορτυχωѡꞓ")


def _decoded(label: str) -> str:
    return label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label


def _fail(code: Code, message: str, hint: str) -> NoReturn:
    raise PydanticCustomError(code.value, "{message}", {"message": message, "hint": hint})


def _checked_id(value: str) -> str:
    fault = name_fault(value)
    if fault is not None:
        _fail(Code.BAD_NAME, f"“{_shown(value)}” {fault}", f"write “{proposed_name(value)}”")
    return value


def _checked_url(value: str) -> str:
    fault = url_fault(value)
    if fault is not None:
        _fail(Code.BAD_URL, f"the address {fault}", ADDRESS_CURE)
    return value


def _checked_link(value: str) -> str:
    fault = url_fault(value, relative=True)
    if fault is not None:
        _fail(Code.BAD_URL, f"the address {fault}", LINK_CURE)
    return value


def _checked_name(value: str) -> str:
    found = next(direction_controls_in(value), None)
    if found is not None:
        _fail(Code.BAD_VALUE, f"has the invisible character U+{ord(found[0]):04X} in it", "type it anew")
    return value


def _checked_topic(value: str) -> str:
    fault = name_fault(kebab(value)) if kebab(value) else "has no letter or digit in it"
    if fault is not None:
        _fail(Code.BAD_VALUE, f"the topic “{_shown(value)}” {fault}", "write it in a few plain words")
    return value


def _checked_language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        _fail(Code.BAD_VALUE, f"“{_shown(value)}” is no language tag", "write it as en, en-GB, ar or zh-Hant")
    return value


def _typed_date(value: object) -> PartialDate:
    text = _string(value)
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        _fail(Code.BAD_VALUE, f"“{_shown(text)}” {error}", "write it as 2026-11-24")


def _typed_day(value: object) -> PartialDate:
    date = _typed_date(value)
    if not date.is_day:
        _fail(Code.BAD_VALUE, f"“{date.text}” is not a whole date", "give the day too, as 2026-11-24")
    return date


def _typed_number(value: object) -> int:
    text = _string(value)
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        _fail(Code.BAD_VALUE, f"“{_shown(text)}” is no whole number from 1 up", "write it in digits: 4")
    return int(text)


def _typed_boolean(value: object) -> bool:
    text = _string(value)
    if text not in ("true", "false"):
        _fail(Code.BAD_VALUE, f"“{_shown(text)}” is neither true nor false", "write true or false")
    return text == "true"


def _string(value: object) -> str:
    if not isinstance(value, str):
        _fail(Code.BAD_VALUE, "must be a single value, not a list or a mapping", "write “key: value”")
    return value


def _shown(text: str) -> str:
    """The text, short enough for a message."""
    return text if len(text) <= 60 else text[:57] + "…"


def _not_empty(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        _fail(Code.BAD_VALUE, "is empty", "give a value, or remove the key")
    return value


def _schema(pattern: str) -> WithJsonSchema:
    """What JSON Schema can say of a string; it knows no validators."""
    return WithJsonSchema({"type": "string", "pattern": pattern})


_TIME = "([T ][0-9]{2}:[0-9]{2}.*)?"
_NOT_EMPTY = _schema(r"\S")
_filled: Callable[[object], object] = _not_empty

Text = Annotated[str, BeforeValidator(_filled), _NOT_EMPTY]
"""Text that is not empty."""

Line = Annotated[str, BeforeValidator(_filled), StringConstraints(strip_whitespace=True), _NOT_EMPTY]
"""One line of plain text: a title, a topic."""

Name = Annotated[Line, AfterValidator(_checked_name)]
"""A name, in which nothing may turn the direction of the text round."""

Topic = Annotated[Line, AfterValidator(_checked_topic)]
"""A topic in a few words, from which the name of its page is made."""

Id = Annotated[str, BeforeValidator(_filled), AfterValidator(_checked_id), _schema(f"^{ID.pattern}$")]
"""A kebab-case id."""

Url = Annotated[
    str,
    BeforeValidator(_filled),
    AfterValidator(_checked_url),
    _schema("^([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:)[^\\s\\\\]+$"),
]
"""An absolute http, https or mailto address."""

LinkTarget = Annotated[str, BeforeValidator(_filled), AfterValidator(_checked_link), _schema("^[^\\s\\\\]+$")]
"""An absolute address, or one within the site."""

Language = Annotated[
    str, BeforeValidator(_filled), AfterValidator(_checked_language), _schema(f"^{_LANGUAGE.pattern}$")
]
"""A BCP 47 language tag."""

Date = Annotated[
    PartialDate, PlainValidator(_typed_date), _schema(f"^[0-9]{{4}}(-[0-9]{{2}}(-[0-9]{{2}}{_TIME})?)?$")
]
"""A date that may lack the day, or the day and the month."""

Day = Annotated[
    PartialDate, PlainValidator(_typed_day), _schema(f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{_TIME}$")
]
"""A date that is known to the day, or a moment."""

Number = Annotated[
    int,
    PlainValidator(_typed_number),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 1, "pattern": "^[1-9][0-9]{0,8}$"}),
]
"""A whole number from 1 up."""

Boolean = Annotated[bool, PlainValidator(_typed_boolean), WithJsonSchema({"type": "boolean"})]
"""true or false, in these letters."""
