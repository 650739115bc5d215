from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from postil.model.dates import PartialDate
from postil.reading.fields import Boolean, Date, Day, Id, Language, Number, lookalike_host, url_fault


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org/a?b=c#d",
        "HTTPS://EXAMPLE.ORG/",
        "https://example.org:8080/",
        "https://bücher.example/é",
        "https://xn--bcher-kva.example/",
        "https://[2001:db8::1]/",
        "https://example.org/a@b",
        "https://web.archive.org/web/2020/https://example.org/",
        "mailto:a@b.example",
        "mailto:a@b.example?subject=c",
        "http://localhost:8000",
    ],
)
def test_good_addresses(url: str) -> None:
    assert url_fault(url) is None


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("javascript:alert(1)", "scheme “javascript:”"),
        ("JaVaScRiPt:alert(1)", "scheme “javascript:”"),
        ("data:text/html,x", "scheme “data:”"),
        ("blob:https://example.org/x", "scheme “blob:”"),
        ("intent:#Intent", "scheme “intent:”"),
        ("ms-msdt:/id", "scheme “ms-msdt:”"),
        ("view-source:https://example.org", "scheme “view-source:”"),
        ("feed:javascript:alert(1)", "scheme “feed:”"),
        ("vbscript:x", "scheme “vbscript:”"),
        ("file:///etc/passwd", "scheme “file:”"),
        ("ftp://example.org", "scheme “ftp:”"),
        ("//evil.example", "leaves out the scheme"),
        ("http://a@b", "has a user name"),
        ("https://example.org:x@evil.example/", "has a user name"),
        ("https://", "names no host"),
        ("https:example.org", "names no host"),
        ("https:///x", "names no host"),
        ("https://exa<mple", "names no host"),
        ("https://[x]/", "no address a browser can read"),
        ("https://example.org:99999/", "no address a browser can read"),
        ("https://example.org/a b", "space"),
        (" https://example.org", "space"),
        ("https://example.org/\n", "space"),
        ("java\tscript:x", "space"),
        ("https://exa\u200bmple.org", "invisible"),
        ("https://example.org/\u202egpj", "invisible"),
        ("https://example.org\\@evil.example", "backslash"),
        ("\\\\evil.example", "backslash"),
        ("mailto:nobody", "has no mail address"),
        ("mailto:a@b@c", "has no mail address"),
        ("", "must begin with https://"),
        ("example.org", "must begin with https://"),
    ],
)
def test_bad_addresses(url: str, fault: str) -> None:
    assert fault in (url_fault(url) or "")


@pytest.mark.parametrize("url", ["../2019/x.md#t3", "/about/", "#t1", "logo.png", "./a:b", "?a", "é.md"])
def test_addresses_within_the_site(url: str) -> None:
    assert url_fault(url, relative=True) is None
    assert url_fault(url) is not None


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://аррӏе.com", "аррӏе.com"),
        ("https://xn--80ak6aa92e.com/x", "аррӏе.com"),
        ("https://pаypal.com", "pаypal.com"),
        ("https://example.org", None),
        ("https://bücher.example", None),
        ("https://президент.рф", None),
        ("https://例え.jp", None),
        ("https://xn--a-b-.example/", None),
        ("mailto:a@b.example", None),
        ("https://[", None),
    ],
)
def test_hosts_that_pass_for_others(url: str, host: str | None) -> None:
    assert lookalike_host(url) == host


DATE: TypeAdapter[PartialDate] = TypeAdapter(Date)
DAY: TypeAdapter[PartialDate] = TypeAdapter(Day)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2020", "2020-01-01T00:00:00Z"),
        ("2020-08", "2020-08-01T00:00:00Z"),
        ("2020-02-29", "2020-02-29T00:00:00Z"),
        ("2020-08-11T10:15", "2020-08-11T10:15:00Z"),
        ("2020-08-11T10:15:30Z", "2020-08-11T10:15:30Z"),
        ("2020-08-11 10:15+03:00", "2020-08-11T07:15:00Z"),
    ],
)
def test_dates_as_far_as_they_are_known(text: str, utc: str) -> None:
    assert DATE.validate_python(text).utc == utc


@pytest.mark.parametrize(
    "text",
    [
        *("", "20", "2020-8-1", "2021-02-29", "2020-13", "2020-08-32", "11.08.2020", "2020-08-11T25:00"),
        *("2020-08-11T10", "0000", "0001-01-01T00:00+01:00", "2020-08-11T10:15+25:00", "٢٠٢٠"),
        *("2020-08-11\n", "next week", "9" * 5000),
    ],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValidationError, match=r"no date|does not exist"):
        DATE.validate_python(text)


@pytest.mark.parametrize("text", ["2020", "2020-08"])
def test_a_day_must_be_whole(text: str) -> None:
    with pytest.raises(ValidationError, match="not a whole date"):
        DAY.validate_python(text)


@pytest.mark.parametrize("text", ["0", "-1", "010", "1.0", "1e3", "x", "", "٣", "9" * 5000])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Number).validate_python(text)


def test_numbers_and_truth() -> None:
    assert TypeAdapter(Number).validate_python("42") == 42
    assert TypeAdapter(Boolean).validate_python("true") is True
    assert TypeAdapter(Boolean).validate_python("false") is False
    for text in ("yes", "NO", "on", "True", "1"):
        with pytest.raises(ValidationError, match="neither true nor false"):
            TypeAdapter(Boolean).validate_python(text)


@pytest.mark.parametrize("id", ["a", "new-start-2021", "2021", "a" * 100])
def test_good_ids(id: str) -> None:
    assert TypeAdapter(Id).validate_python(id) == id


@pytest.mark.parametrize(
    "id",
    [
        *("A", "a_b", "a--b", "-a", "a-", "a b", "é", "a/b", "..", "__proto__", 'x" onmouseover=', "a\u200b"),
        *("con", "index", "lpt1", "a\n", "a" * 101, "\u202ea", "а"),
    ],
)
def test_bad_ids(id: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Id).validate_python(id)


@pytest.mark.parametrize(
    ("tag", "good"), [("en", True), ("zh-Hant", True), ("en_GB", False), ("e", False), ("english!", False)]
)
def test_language_tags(tag: str, good: bool) -> None:
    if good:
        assert TypeAdapter(Language).validate_python(tag) == tag
    else:
        with pytest.raises(ValidationError, match="no language tag"):
            TypeAdapter(Language).validate_python(tag)
