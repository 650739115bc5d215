"""_redirects: old addresses, as the hosts that read the file take them."""

from __future__ import annotations

import urllib.request
from pathlib import Path

from tests.conftest import MakeSite, Postil
from tests.hosting import hosting, parsed_redirects

ALIASES = "---\ntitle: P\naliases: [/old/, 2019/x.html, /ü/, /star*/]\n---\n"


def redirects(postil: Postil, site: Path) -> str:
    answer = postil("--site", site, "--no-search")
    assert answer.status == 0, answer.err
    return (site / "_site/_redirects").read_text("utf-8")


def test_every_alias_has_a_rule_in_both_dialects(postil: Postil, make_site: MakeSite) -> None:
    text = redirects(postil, make_site({"content/pages/p.md": ALIASES}))
    rules = [line.split() for line in text.splitlines() if not line.startswith("#")]
    sources = ["/archive/old/", "/archive/2019/x.html", "/archive/%C3%BC/", "/archive/star%2A/"]
    assert rules == [[source, "/archive/p/", status] for source in sources for status in ("301!", "301")], (
        "Netlify takes the first line, Cloudflare Pages the second"
    )


def test_the_old_address_leads_on_with_a_rule_and_without(
    postil: Postil, make_site: MakeSite, tmp_path: Path
) -> None:
    site = make_site({"content/pages/p.md": ALIASES})
    redirects(postil, site)
    root = tmp_path / "www"
    root.mkdir()
    (site / "_site").rename(root / "archive")
    with hosting(root, "/archive/") as address:
        for old in ("old/", "2019/x.html", "%C3%BC/"):
            with urllib.request.urlopen(address + old) as answer:  # noqa: S310 - the server above
                assert answer.url == f"{address}p/"
    for old in ("old/index.html", "2019/x.html", "ü/index.html", "star*/index.html"):
        assert 'http-equiv="refresh"' in (root / "archive" / old).read_text("utf-8")


def test_a_sites_own_rules_win_for_the_same_address(postil: Postil, make_site: MakeSite) -> None:
    own = "# mine\n/archive/old/ https://elsewhere.example/ 302\n/archive/* /archive/404.html 404\n"
    text = redirects(postil, make_site({"content/pages/p.md": ALIASES, "content/_redirects": own}))
    assert text.endswith(f"301\n{own}")
    assert "/archive/old/ /archive/p/" not in text
    assert parsed_redirects(text)["/archive/2019/x.html"] == "/archive/p/"


def test_without_aliases_there_are_its_own_rules_or_no_file(postil: Postil, make_site: MakeSite) -> None:
    assert redirects(postil, make_site({"content/_redirects": "/a /b 301\n"})) == "/a /b 301\n"
    site = make_site({})
    (site / "content/_redirects").unlink()
    assert postil("--site", site, "--no-search").status == 0
    assert not (site / "_site/_redirects").exists()
