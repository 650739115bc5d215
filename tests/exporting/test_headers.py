"""_headers: what goes with each address, as a host that reads the file would send it."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from postil.model.policy import content_policy
from tests.building.folders import contents
from tests.conftest import MakeSite, Postil
from tests.hosting import headers_for, parsed_headers
from tests.rendering.markup import parsed, select

Rules = dict[str, dict[str, str]]


def rules_of(postil: Postil, site: Path) -> Rules:
    answer = postil("--site", site, "--no-search")
    assert answer.status == 0, answer.err
    return parsed_headers((site / "_site/_headers").read_text("utf-8"))


def test_every_address_gets_the_policy_and_no_header_comes_from_two_rules(
    postil: Postil, make_site: MakeSite
) -> None:
    site = make_site({})
    rules = rules_of(postil, site)
    paths = [f"/archive/{path.removesuffix('index.html')}" for path in contents(site / "_site")]
    paths += [f"/archive/pagefind/en/{name}" for name in ("pagefind.js", "fragment/en_1.pf_fragment")]
    paths += [f"/archive/feeds/{name}" for name in ("notes.xml", "notes.json", "corrections.xml")]
    for path in paths:
        assert headers_for(rules, path)["Content-Security-Policy"] == content_policy(), path
        fitting = [headers for rule, headers in rules.items() if headers_for({rule: headers}, path)]
        for one, other in combinations(fitting, 2):
            assert not one.keys() & other.keys(), path


def test_the_policy_allows_nothing_that_is_not_named() -> None:
    policy = content_policy()
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    assert "base-uri 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_a_page_says_the_same_of_itself_before_it_asks_for_anything(
    postil: Postil, make_site: MakeSite
) -> None:
    site = make_site({"content/pages/p.md": "---\ntitle: P\naliases: [/old/]\n---\n"})
    rules_of(postil, site)
    for name, content in contents(site / "_site").items():
        if name.endswith(".html"):
            head = select(parsed(content), "//head/*")
            assert head[0].get("charset") == "utf-8", name
            assert head[1].get("http-equiv") == "Content-Security-Policy", name
            assert f"{head[1].get('content')}; frame-ancestors 'none'" == content_policy(), name


def test_what_changes_its_name_is_kept_for_ever_and_nothing_else(postil: Postil, make_site: MakeSite) -> None:
    site = make_site({"content/assets/own/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    rules = rules_of(postil, site)
    files = contents(site / "_site").keys()
    kept = {path for path in files if "Cache-Control" in headers_for(rules, f"/archive/{path}")}
    fingerprinted = {path for path in files if path.startswith("assets/")} - {"assets/own/logo.svg"}
    assert kept == fingerprinted != set()
    for part in ("fragment", "index", "filter"):
        for folder in ("ar", "ar/3"):
            headers = headers_for(rules, f"/archive/pagefind/{folder}/{part}/ar_1.pf_{part}")
            assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for name in ("pagefind-entry.json", "pagefind.js", "units.json", "wasm.unknown.pagefind"):
        assert "Cache-Control" not in headers_for(rules, f"/archive/pagefind/ar/{name}")


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("transcripts/2020/talk/annotations.jsonld", "application/ld+json"),
        ("transcripts/2020/talk/transcript.txt", "text/plain; charset=utf-8"),
        ("feeds/notes.xml", "application/atom+xml; charset=utf-8"),
        ("feeds/corrections.xml", "application/atom+xml; charset=utf-8"),
        ("feeds/notes.json", "application/feed+json; charset=utf-8"),
        ("transcripts/2020/talk/", None),
        ("data/notes.json", None),
    ],
)
def test_data_is_served_as_what_it_is(
    postil: Postil, make_site: MakeSite, path: str, media_type: str | None
) -> None:
    assert headers_for(rules_of(postil, make_site({})), f"/archive/{path}").get("Content-Type") == media_type


def test_a_site_without_a_base_path_has_rules_from_the_root(postil: Postil, make_site: MakeSite) -> None:
    rules = rules_of(postil, make_site({"site.yaml": "title: T\nbase_url: https://example.org/\n"}))
    assert next(iter(rules)) == "/*"
    assert all(path.startswith("/") and not path.startswith("//") for path in rules)


def test_the_file_stays_within_what_hosts_read(postil: Postil, make_site: MakeSite) -> None:
    site = make_site({})
    rules = rules_of(postil, site)
    assert len(rules) <= 100
    assert all(path.count("*") <= 1 for path in rules)
    lines = (site / "_site/_headers").read_text("utf-8").splitlines()
    assert max(map(len, lines)) <= 2000
    assert all(line == "" or line.startswith(("/", "  ")) for line in lines)


# A site's own rules


def test_a_sites_own_rule_for_a_header_takes_the_place_of_ours(postil: Postil, make_site: MakeSite) -> None:
    own = (
        "# mine\n/archive/*\n\tcontent-security-policy: default-src 'self'\n  ! Referrer-Policy\n"
        "  X-Own: yes\n\n/archive/data/*\n  X-Robots-Tag: noindex\n"
    )
    site = make_site({"content/_headers": own})
    rules = rules_of(postil, site)
    headers = headers_for(rules, "/archive/about/")
    assert headers["content-security-policy"] == "default-src 'self'"
    assert headers["X-Own"] == "yes"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" not in headers
    assert "Referrer-Policy" not in headers
    assert headers_for(rules, "/archive/data/notes.json")["X-Robots-Tag"] == "noindex"
    text = (site / "_site/_headers").read_text("utf-8")
    assert "  ! Referrer-Policy\n" in text
    assert text.count("/archive/*\n") == 1, "of two rules for one path a host may know only the last"


def test_an_own_file_that_is_no_text_is_a_problem(postil: Postil, make_site: MakeSite) -> None:
    answer = postil("check", "--site", make_site({"content/_headers": b"/*\n  X: \xff\n"}))
    assert answer.status == 1
    assert "content/_headers:2:6: error[encoding]" in answer.out + answer.err
