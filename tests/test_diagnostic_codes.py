"""Every code of a diagnostic, each from small whole sites: its exact place, its words, its cure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postil.diagnostics import WARNINGS, Code, Diagnostic, Severity
from postil.pipeline import Options, check
from postil.reading.markdown import MAX_MARKDOWN_BYTES
from postil.reading.page import read_page
from postil.reading.strict_yaml import MAX_YAML_BYTES
from postil.source import SourceFile
from tests.codes.sites import (
    ABOUT,
    CONTRIBUTORS,
    GOOD,
    NOTES,
    SITE,
    SPEAKERS,
    TALK,
    Files,
    edited,
    found,
    marked,
    place,
    write,
)

QUOTE = "quote: it expires next February"
BODY = "body: |\n    Signed in 2010, for ten years."


@dataclass(frozen=True)
class Case:
    """A site with one thing wrong. Its place is marked ⟦so⟧ in a file, or is a whole file: ``at``."""

    name: str
    code: Code
    files: Files
    says: str
    hint: str | None = None
    at: str | None = None

    def __str__(self) -> str:
        return f"{self.code}: {self.name}"


def page(body: str) -> dict[str, str | bytes]:
    """The good site with another page about itself."""
    return {ABOUT: f"---\ntitle: About\n---\n\n{body}\n"}


def notes(text: str) -> dict[str, str | bytes]:
    """The good site with other notes."""
    return {NOTES: text}


def body(text: str) -> dict[str, str]:
    """The good site with another body in its note: lines of a literal block scalar."""
    return edited(NOTES, BODY, f"body: |\n    {text}")


ALONE = "- id: a\n  kind: context\n  body: b\n"

CASES = [
    # yaml-syntax
    Case(
        "a colon in a value",
        Code.YAML_SYNTAX,
        edited(NOTES, QUOTE, "quote: as he said⟦:⟧ it expires"),
        "a colon and a space stand inside the value",
        "quotation marks",
    ),
    Case(
        "a tab as indent",
        Code.YAML_SYNTAX,
        notes("- id: a\n⟦\t⟧kind: context\n"),
        "cannot be indented with a tab",
        "indent with spaces",
    ),
    Case(
        "front matter that is never closed",
        Code.YAML_SYNTAX,
        {ABOUT: "⟦---⟧\ntitle: About\n\nWords.\n"},
        "never closed",
        "put a line “---” after its last field",
    ),
    Case(
        "front matter: lines are those of the file",
        Code.YAML_SYNTAX,
        {ABOUT: "---\ntitle: About⟦:⟧ us\n---\n"},
        "a colon and a space stand inside the value",
    ),
    # yaml-duplicate-key
    Case(
        "two quotes in one note",
        Code.YAML_DUPLICATE_KEY,
        edited(NOTES, "  verdict", "  ⟦quote⟧: it expires\n  verdict"),
        "“quote” is given twice; the first is on line 3",
        "keep one",
    ),
    # yaml-forbidden
    Case(
        "an anchor",
        Code.YAML_FORBIDDEN,
        edited(NOTES, "verdict: accurate", "verdict: ⟦&v accurate⟧"),
        "the anchor “&v”",
        "quotation marks",
    ),
    Case(
        "an alias",
        Code.YAML_FORBIDDEN,
        notes("- ⟦*a⟧\n"),
        "the alias “*a”",
        "put it in quotation marks",
    ),
    Case(
        "a merge",
        Code.YAML_FORBIDDEN,
        edited(NOTES, "  verdict", "  ⟦<<⟧: {claim: It expires.}\n  verdict"),
        "the merge key “<<”",
        "write the values out",
    ),
    Case(
        "a Python object",
        Code.YAML_FORBIDDEN,
        edited(NOTES, QUOTE, "quote: ⟦!!python/object:os.system it expires next February⟧"),
        "the tag “!!python/object:os.system”",
        "remove it",
    ),
    Case(
        "a tag for binary",
        Code.YAML_FORBIDDEN,
        edited(NOTES, "verdict: accurate", "verdict: ⟦!!binary accurate⟧"),
        "the tag “!!binary”",
    ),
    Case(
        "two documents",
        Code.YAML_FORBIDDEN,
        {NOTES: GOOD[NOTES] + "⟦---⟧\n- id: b\n"},
        "a second YAML document",
        "remove the line “---”",
    ),
    # yaml-limit
    Case(
        "33 levels",
        Code.YAML_LIMIT,
        notes("[" * 32 + "⟦[⟧" + "]" * 33 + "\n"),
        "deeper than 32 levels",
        "few levels",
    ),
    Case("500 brackets", Code.YAML_LIMIT, notes("[" * 32 + "⟦[⟧" + "[" * 467), "deeper than 32 levels"),
    Case(
        "100,000 brackets", Code.YAML_LIMIT, notes("[" * 32 + "⟦[⟧" + "[" * 99_967), "deeper than 32 levels"
    ),
    Case("100,000 braces", Code.YAML_LIMIT, notes("{" * 32 + "⟦{⟧" + "{" * 99_967), "deeper than 32 levels"),
    Case(
        "100,000 list items in each other",
        Code.YAML_LIMIT,
        notes("- " * 32 + "⟦-⟧" + " -" * 99_967),
        "deeper than 32 levels",
    ),
    Case(
        "a file of more than 16 MiB",
        Code.YAML_LIMIT,
        {NOTES: b"# " + b"x" * MAX_YAML_BYTES},
        "the file has 16,777,218 bytes; at most 16,777,216 are read",
        "split it",
        at=NOTES,
    ),
    # too-large
    Case(
        "a page of more than 2 MiB",
        Code.TOO_LARGE,
        {"content/pages/long.md": b"x" * (MAX_MARKDOWN_BYTES + 1)},
        "at most 2,097,152 are read",
        "split it",
        at="content/pages/long.md",
    ),
    # unknown-field
    Case(
        "in a note",
        Code.UNKNOWN_FIELD,
        edited(NOTES, "  authors", "  ⟦auhtors⟧"),
        "there is no field “auhtors” here",
        "did you mean “authors”?",
    ),
    Case(
        "in a source",
        Code.UNKNOWN_FIELD,
        edited(NOTES, "The treaty, url:", "The treaty, ⟦link⟧: a, url:"),
        "there is no field “link” here",
        "title, publisher, url",
    ),
    Case(
        "in site.yaml",
        Code.UNKNOWN_FIELD,
        {SITE: GOOD[SITE] + "⟦tag_line⟧: So it was said\n"},
        "there is no field “tag_line” here",
        "did you mean “tagline”?",
    ),
    Case(
        "of a person",
        Code.UNKNOWN_FIELD,
        {CONTRIBUTORS: "jdoe: {name: Jane Doe, ⟦rolle⟧: editor}\n", NOTES: ""},
        "there is no field “rolle” here",
        "did you mean “role”?",
    ),
    # missing-field
    Case(
        "of a note: at its first key",
        Code.MISSING_FIELD,
        notes("- ⟦id⟧: a\n  kind: context\n"),
        "“body” is missing",
        "add a line “body: …”",
    ),
    Case(
        "a verdict that the kind needs",
        Code.MISSING_FIELD,
        notes("- ⟦id⟧: a\n  kind: fact-check\n  body: b\n  sources: [{title: t}]\n"),
        "a note of the kind “fact-check” needs a “verdict”",
        "add a line “verdict: …”",
    ),
    Case(
        "a prefix without a quote",
        Code.MISSING_FIELD,
        notes(f"{ALONE}  ⟦prefix⟧: c\n"),
        "“prefix” narrows a quote",
        "add “quote: …”",
    ),
    Case(
        "a speaker without a quote",
        Code.MISSING_FIELD,
        notes(f"{ALONE}  ⟦speaker⟧: host\n"),
        "“speaker” narrows a quote or a turn",
    ),
    Case("of site.yaml", Code.MISSING_FIELD, {SITE: "⟦title⟧: The Record\n"}, "“base_url” is missing"),
    Case("site.yaml is empty", Code.MISSING_FIELD, {SITE: ""}, "site.yaml is empty", "base_url", at=SITE),
    Case(
        "no front matter",
        Code.MISSING_FIELD,
        {ABOUT: "Words.\n"},
        "does not begin with front matter",
        at=ABOUT,
    ),
    Case(
        "empty front matter", Code.MISSING_FIELD, {ABOUT: "⟦---⟧\n---\nWords.\n"}, "the front matter is empty"
    ),
    # bad-value
    Case(
        "a day that is in no calendar",
        Code.BAD_VALUE,
        edited(NOTES, "2027-11-24", "⟦2027-02-30⟧"),
        "“2027-02-30” is a day or an hour that does not exist",
        "2026-11-24",
    ),
    Case(
        "a quoted value: from its quotation mark",
        Code.BAD_VALUE,
        edited(NOTES, "2027-11-24", '⟦"tomorrow"⟧'),
        "“tomorrow” is no date",
    ),
    Case(
        "a month where a day is needed",
        Code.BAD_VALUE,
        edited(NOTES, "2027-11-24", "⟦2027-11⟧"),
        "“2027-11” is not a whole date",
        "give the day too",
    ),
    Case(
        "a number of 5,000 digits",
        Code.BAD_VALUE,
        notes(f"{ALONE}  turn: ⟦{'9' * 5000}⟧\n"),
        "is no whole number from 1 up",
    ),
    Case("turn 0", Code.BAD_VALUE, notes(f"{ALONE}  turn: ⟦0⟧\n"), "“0” is no whole number from 1 up"),
    Case("turn 010", Code.BAD_VALUE, notes(f"{ALONE}  turn: ⟦010⟧\n"), "“010” is no whole number"),
    Case(
        "a turn that is not there",
        Code.BAD_VALUE,
        notes(f"{ALONE}  turn: ⟦3⟧\n"),
        "there is no turn 3",
        "the transcript has 2 turns",
    ),
    Case("an empty value", Code.BAD_VALUE, edited(NOTES, " accurate", "⟦⟧"), "is empty", "remove the key"),
    Case(
        "a status that is none",
        Code.BAD_VALUE,
        notes(f"{ALONE}  status: ⟦publshed⟧\n"),
        "“status” must be one of draft, published, retracted",
        "did you mean “published”?",
    ),
    Case(
        "a mapping for a list of notes", Code.BAD_VALUE, notes("⟦id⟧: a\n"), "must be a list of notes", "“- ”"
    ),
    Case("text for a list of notes", Code.BAD_VALUE, notes("⟦hello⟧\n"), "must be a list of notes"),
    Case("text for a note", Code.BAD_VALUE, notes("- ⟦hello⟧\n"), "a note must be a mapping"),
    Case(
        "text for a list", Code.BAD_VALUE, edited(NOTES, "[jdoe]", "⟦jdoe⟧"), "“authors” must be a list", None
    ),
    Case("a list for text", Code.BAD_VALUE, edited(NOTES, QUOTE, "quote: ⟦[⟧a, b]"), "“quote” must be text"),
    Case(
        "a list for a date",
        Code.BAD_VALUE,
        edited(NOTES, "2027-11-24", "⟦[⟧a]"),
        "must be a single value",
        None,
    ),
    Case(
        "a list for people",
        Code.BAD_VALUE,
        {CONTRIBUTORS: "⟦-⟧ jdoe\n", NOTES: ""},
        "this file must be a mapping",
    ),
    Case(
        "text for a person",
        Code.BAD_VALUE,
        {CONTRIBUTORS: "jdoe: ⟦Jane Doe⟧\n", NOTES: ""},
        "must be a mapping",
    ),
    Case("a list for site.yaml", Code.BAD_VALUE, {SITE: "⟦-⟧ title: x\n"}, "must be a mapping"),
    Case("a list for front matter", Code.BAD_VALUE, {ABOUT: "---\n⟦-⟧ a\n---\n"}, "must be a mapping"),
    Case(
        "a list for a key",
        Code.BAD_VALUE,
        notes(f"{ALONE}  ? ⟦[⟧x]\n  : y\n"),
        "a key must be text, not a list",
    ),
    Case(
        "a list in a one-note file",
        Code.BAD_VALUE,
        {"annotations/2020/talk/other.yaml": "⟦-⟧ id: other\n  kind: context\n  body: b\n"},
        "holds one note, not a list",
        "annotations/2020/talk.yaml",
    ),
    Case(
        "an id that is not the file's name",
        Code.BAD_VALUE,
        {"annotations/2020/talk/other.yaml": "id: ⟦another⟧\nkind: context\nbody: b\n"},
        "the id “another” is not the name of the file, “other”",
        "rename the file to another.yaml",
    ),
    Case(
        "a verdict where the kind has none",
        Code.BAD_VALUE,
        notes(f"{ALONE}  ⟦verdict⟧: accurate\n"),
        "a note of the kind “context” has no verdict",
    ),
    Case("a quote of white space", Code.BAD_VALUE, edited(NOTES, QUOTE, 'quote: ⟦"  "⟧'), "is empty"),
    Case(
        "a quote that nobody sees",
        Code.BAD_VALUE,
        edited(NOTES, QUOTE, "quote: ⟦\u00ad\u00ad⟧"),
        "the quote has no words in it",
    ),
    Case(
        "a theme that is not there",
        Code.BAD_VALUE,
        {SITE: GOOD[SITE] + "theme: ⟦mien⟧\n", "themes/mine/assets/x.css": ""},
        "there is no folder themes/mien",
        "did you mean “mine”?",
    ),
    # bad-name
    Case(
        "a transcript's file",
        Code.BAD_NAME,
        {"content/transcripts/2020/Café.md": GOOD[TALK]},
        "the name “Café” must be lower-case letters",
        "2020/cafe.md",
        at="content/transcripts/2020/Café.md",
    ),
    Case(
        "a device",
        Code.BAD_NAME,
        page("x") | {"content/pages/con.md": ""},
        "reserved",
        None,
        at="content/pages/con.md",
    ),
    Case(
        "the name of every folder's own page",
        Code.BAD_NAME,
        {"content/pages/index.md": GOOD[ABOUT]},
        "“index” is a reserved name",
        "index-1.md",
        at="content/pages/index.md",
    ),
    Case(
        "a hyphen first",
        Code.BAD_NAME,
        {"annotations/2020/-rf.yaml": ""},
        "the name “-rf” must be",
        "2020/rf.yaml",
        at="annotations/2020/-rf.yaml",
    ),
    Case(
        "a host's file in a folder",
        Code.BAD_NAME,
        {"content/files/_headers": ""},
        "works at the root of content/ alone",
        "move it to content/_headers",
        at="content/files/_headers",
    ),
    Case(
        "a copied file with a backslash",
        Code.BAD_NAME,
        {"content/a\\x.png": ""},
        "does not work on every system",
        at="content/a\\x.png",
    ),
    Case(
        "a file name that is not UTF-8",
        Code.BAD_NAME,
        {"content/caf\udce9.txt": ""},
        "the name of this file is not UTF-8",
        "plain letters",
        at="content/caf\ufffd.txt",
    ),
    Case(
        "notes in a file of another kind",
        Code.BAD_NAME,
        {"annotations/2020/talk.yml": ""},
        "files in annotations/ end in .yaml",
        "“talk.yaml”",
        at="annotations/2020/talk.yml",
    ),
    Case(
        "an id that climbs",
        Code.BAD_NAME,
        edited(NOTES, "new-start-expiry", "⟦../../etc/x⟧"),
        "“../../etc/x” must be lower-case letters",
        "write “etc-x”",
    ),
    Case(
        "an id that clobbers",
        Code.BAD_NAME,
        edited(NOTES, "new-start-expiry", "⟦__proto__⟧"),
        "“__proto__” must",
    ),
    Case(
        "an id of 300 letters",
        Code.BAD_NAME,
        edited(NOTES, "new-start-expiry", f"⟦{'a' * 300}⟧"),
        "is longer than 100",
    ),
    Case(
        "a speaker's key: at the key",
        Code.BAD_NAME,
        {SPEAKERS: GOOD[SPEAKERS] + "⟦Two Words⟧: {name: Somebody}\n"},
        "“Two Words” must be lower-case letters",
        "write “two-words”",
    ),
    Case(
        "a kind's key: at the key",
        Code.BAD_NAME,
        {
            SITE: GOOD[SITE] + "kinds:\n  ⟦Aside⟧: {label: Aside}\n",
            NOTES: "",
        },
        "“Aside” must be lower-case letters",
        "write “aside”",
    ),
    # duplicate-id
    Case(
        "two notes",
        Code.DUPLICATE_ID,
        {NOTES: GOOD[NOTES] + "- id: ⟦new-start-expiry⟧\n  kind: context\n  body: b\n"},
        "another note on this transcript has the id “new-start-expiry”: annotations/2020/talk.yaml:1",
        "another id",
    ),
    Case(
        "two speakers",
        Code.DUPLICATE_ID,
        edited(TALK, "lavrov\n---", "lavrov\n  A: {name: Ann Lee}\n  B: {⟦id⟧: ann-lee, name: Other}\n---"),
        "“Ann Lee” and “Other” have the same id “ann-lee”",
    ),
    Case(
        "two verdicts",
        Code.DUPLICATE_ID,
        {
            SITE: GOOD[SITE] + "verdicts:\n"
            "  - {id: accurate, label: A, meaning: m}\n"
            "  - {id: ⟦accurate⟧, label: B, meaning: n}\n"
        },
        "the verdict “accurate” is defined twice",
    ),
    # duplicate-url
    Case(
        "a page that the program writes",
        Code.DUPLICATE_URL,
        {"content/pages/notes.md": GOOD[ABOUT]},
        "both lead to /notes/",
        "rename",
        at="content/pages/notes.md",
    ),
    Case(
        "two copies that differ by case",
        Code.DUPLICATE_URL,
        {"content/a.png": "", "content/A.png": ""},
        "this and content/A.png both lead to /a.png",
        at="content/a.png",
    ),
    Case(
        "two copies that differ by normalisation",
        Code.DUPLICATE_URL,
        {"content/caf\u00e9.png": "", "content/cafe\u0301.png": ""},
        "both lead to /caf\u00e9.png",
        at="content/caf\u00e9.png",
    ),
    Case(
        "an alias of another page",
        Code.DUPLICATE_URL,
        {"content/pages/old.md": "---\ntitle: Old\naliases: [⟦/about/⟧]\n---\n"},
        "both lead to /about/",
    ),
    Case(
        "an alias of the page itself",
        Code.DUPLICATE_URL,
        {"content/pages/old.md": "---\ntitle: Old\naliases: [⟦/old/⟧]\n---\n"},
        "this file leads to /old/ already",
    ),
    Case(
        "an alias that is a list",
        Code.DUPLICATE_URL,
        {"content/pages/old.md": "---\ntitle: Old\naliases: [⟦/notes/by-verdict/⟧]\n---\n"},
        "this and a page that Postil writes both lead to /notes/by-verdict/",
    ),
    Case(
        "an alias that is a later page of a list",
        Code.DUPLICATE_URL,
        {"content/pages/old.md": "---\ntitle: Old\naliases: [⟦/notes/page/2/⟧]\n---\n"},
        "both lead to /notes/page/2/",
    ),
    Case(
        "an alias below a file",
        Code.DUPLICATE_URL,
        {"content/CNAME": "", "content/pages/old.md": "---\ntitle: Old\naliases: [⟦/CNAME/old/⟧]\n---\n"},
        "this and content/CNAME both lead to /cname/old/",
    ),
    Case(
        "an alias that is the folder of a file for hosts",
        Code.DUPLICATE_URL,
        {"content/pages/old.md": "---\ntitle: Old\naliases: [⟦/_headers/⟧]\n---\n"},
        "both lead to /_headers/",
    ),
    # unknown-transcript
    Case(
        "a list of notes",
        Code.UNKNOWN_TRANSCRIPT,
        {"annotations/2020/tlak.yaml": ALONE},
        "no transcript belongs to these notes",
        "did you mean the transcript “2020/talk”?",
        at="annotations/2020/tlak.yaml",
    ),
    Case(
        "one note",
        Code.UNKNOWN_TRANSCRIPT,
        {"annotations/2020/tlak/a.yaml": "id: a\nkind: context\nbody: b\n"},
        "no transcript belongs to these notes",
        "did you mean the transcript “2020/talk”?",
        at="annotations/2020/tlak/a.yaml",
    ),
    # unknown-speaker
    Case(
        "of a label",
        Code.UNKNOWN_SPEAKER,
        edited(TALK, "Sergey Lavrov: lavrov", "Sergey Lavrov: ⟦lavrow⟧"),
        "no speaker has the id “lavrow”",
        "did you mean “lavrov”?",
    ),
    Case(
        "of a note",
        Code.UNKNOWN_SPEAKER,
        edited(NOTES, "  verdict", "  speaker: ⟦hosst⟧\n  verdict"),
        "nobody in this transcript has the id “hosst”",
        "did you mean “host”?",
    ),
    # undeclared-speaker
    Case(
        "a near miss",
        Code.UNDECLARED_SPEAKER,
        edited(TALK, "**Sergey Lavrov:** Let", "**Sergey Lavrov:** Well.\n\n⟦Sergei Lavrov⟧: Let"),
        "“Sergei Lavrov” looks like",
        "did you mean “Sergey Lavrov”?",
    ),
    Case(
        "a bold label",
        Code.UNDECLARED_SPEAKER,
        edited(TALK, "Question: When", "**⟦Moderator⟧:** When") | page("x"),
        "“Moderator” looks like",
        "add “Moderator” to speakers in the front matter (declared: “Question”, “Sergey Lavrov”)",
    ),
    # unknown-kind, unknown-verdict
    Case(
        "a misspelt kind",
        Code.UNKNOWN_KIND,
        edited(NOTES, "fact-check", "⟦factcheck⟧"),
        "there is no kind “factcheck”",
        "did you mean “fact-check”?",
    ),
    Case(
        "a misspelt verdict",
        Code.UNKNOWN_VERDICT,
        edited(NOTES, "verdict: accurate", "verdict: ⟦acurate⟧"),
        "the site has no verdict “acurate”",
        "did you mean “accurate”?",
    ),
    Case(
        "a verdict that was corrected",
        Code.UNKNOWN_VERDICT,
        {
            NOTES: GOOD[NOTES]
            + "  revisions:\n    - {date: 2026-11-25, summary: s, verdict: {from: ⟦wrong⟧, to: accurate}}\n"
        },
        "the site has no verdict “wrong”",
        "known here: accurate, mostly-accurate",
    ),
    Case(
        "NO stays text",
        Code.UNKNOWN_VERDICT,
        edited(NOTES, "verdict: accurate", "verdict: ⟦NO⟧"),
        "the site has no verdict “NO”",
    ),
    # unknown-contributor
    Case(
        "a misspelt author",
        Code.UNKNOWN_CONTRIBUTOR,
        edited(NOTES, "[jdoe]", "[Ann Lee, ⟦jdoo⟧]"),
        "nobody in content/contributors.yaml has the id “jdoo”",
        "did you mean “jdoe”?",
    ),
    # missing-source
    Case(
        "a fact check",
        Code.MISSING_SOURCE,
        notes("- ⟦id⟧: a\n  kind: fact-check\n  verdict: accurate\n  body: b\n"),
        "a note of the kind “fact-check” needs at least one source",
        "sources:",
    ),
    # quote-not-found
    Case(
        "a misspelt quote",
        Code.QUOTE_NOT_FOUND,
        edited(NOTES, QUOTE, "quote: ⟦it expires next Febuary⟧"),
        "no passage reads “it expires next Febuary”",
        f"turn 2 has “it expires next February” ({TALK}:11)",
    ),
    Case(
        "another speaker's words",
        Code.QUOTE_NOT_FOUND,
        edited(NOTES, QUOTE, "quote: ⟦it expires next February⟧\n  speaker: host"),
        "no passage reads “it expires next February” said by “host”",
        "said by “lavrov”",
    ),
    Case(
        "another turn's words",
        Code.QUOTE_NOT_FOUND,
        edited(NOTES, QUOTE, "quote: ⟦it expires next February⟧\n  turn: 1"),
        "in turn 1",
        "turn 2 has these words",
    ),
    # quote-ambiguous
    Case(
        "words that are said twice",
        Code.QUOTE_AMBIGUOUS,
        edited(NOTES, QUOTE, "quote: ⟦we said so⟧")
        | edited(TALK, "We said so, we said so often.", "So we said so, and we said so often."),
        "2 places read “we said so”",
        "add the prefix or suffix",
    ),
    # bad-url
    *(
        Case(f"in Markdown: {url}", Code.BAD_URL, page(f"See [this](⟦{url}⟧)."), says)
        for url, says in [
            ("javascript:alert`1`", "scheme “javascript:”"),
            ("data:text/html,x", "scheme “data:”"),
            ("blob:https://a.example", "scheme “blob:”"),
            ("intent:x", "scheme “intent:”"),
            ("ms-msdt:x", "scheme “ms-msdt:”"),
            ("view-source:https://a.example", "scheme “view-source:”"),
            ("feed:javascript:x", "scheme “feed:”"),
            ("JaVaScRiPt:x", "scheme “javascript:”"),
            ("//evil.example", "leaves out the scheme"),
            ("http://a@b", "has a user name in it"),
            ("https:/evil.example", "names no host"),
        ]
    ),
    Case("an image", Code.BAD_URL, page("![x](⟦data:image/svg+xml,x⟧)"), "scheme “data:”"),
    Case("an address in angles", Code.BAD_URL, page("So <⟦vbscript:x⟧>."), "scheme “vbscript:”"),
    Case("in a transcript", Code.BAD_URL, edited(TALK, "We said", "We [said](⟦javascript:x⟧)"), "scheme"),
    Case("in a note's body", Code.BAD_URL, body("So\n    it [was](⟦javascript:x⟧)."), "scheme “javascript:”"),
    Case(
        "in a folded body",
        Code.BAD_URL,
        edited(NOTES, BODY, "body: >-\n    So\n\n    it\n    [was](⟦javascript:x⟧)."),
        "scheme “javascript:”",
    ),
    Case(
        "in a source",
        Code.BAD_URL,
        edited(NOTES, "https://example.org/treaty", "⟦ftp://example.org/x⟧"),
        "scheme “ftp:”",
    ),
    Case(
        "of the site",
        Code.BAD_URL,
        {SITE: "title: The Record\nbase_url: ⟦https://example.org/?a⟧\n"},
        "without ? and #",
    ),
    Case(
        "an alias that climbs",
        Code.BAD_URL,
        {"content/pages/new.md": "---\ntitle: New\naliases: [⟦../x⟧]\n---\n"},
        "“../x” is no path of an old page",
        "write it like /2019/old-name/",
    ),
    # suspicious-text
    Case(
        "a host in Cyrillic letters",
        Code.SUSPICIOUS_TEXT,
        edited(NOTES, "https://example.org/treaty", "⟦https://аррӏе.com⟧"),
        "the host “аррӏе.com” has letters that look like Latin ones",
        "it leads to xn--80ak6aa92e.com",
    ),
    Case("such a host in a link", Code.SUSPICIOUS_TEXT, page("[So](⟦https://аррӏе.com⟧)"), "“аррӏе.com”"),
    Case(
        "such a host in capitals",
        Code.SUSPICIOUS_TEXT,
        edited(NOTES, "https://example.org/treaty", "⟦HTTPS://аррӏе.com⟧"),
        "“аррӏе.com”",
    ),
    Case(
        "a control of direction in a transcript",
        Code.SUSPICIOUS_TEXT,
        edited(TALK, "We said", "We ⟦\u202e⟧said"),
        "U+202E",
    ),
    Case("one that is isolated", Code.SUSPICIOUS_TEXT, edited(TALK, "We said", "We ⟦\u2066⟧said"), "U+2066"),
    Case("one in a page", Code.SUSPICIOUS_TEXT, page("So ⟦\u202e⟧it was."), "U+202E stands here"),
    Case("one written as a reference", Code.SUSPICIOUS_TEXT, page("So ⟦&#x202E;⟧it was."), "U+202E stands"),
    Case(
        "one in the front matter: said once",
        Code.SUSPICIOUS_TEXT,
        edited(TALK, "A talk", "A ⟦\u202e⟧talk"),
        "U+202E",
    ),
    Case(
        "zero width in a note's body",
        Code.SUSPICIOUS_TEXT,
        body("Signed\n    in 20⟦\u200b⟧10."),
        "U+200B",
        "remove it",
    ),
    Case("zero width after an honest joiner", Code.SUSPICIOUS_TEXT, body("a\u200db ⟦\u200b⟧c"), "U+200B"),
    # broken-link
    Case(
        "a misspelt file",
        Code.BROKEN_LINK,
        page("See [../transcripts/2020/tlak.md](⟦../transcripts/2020/tlak.md⟧)."),
        "nothing is at “../transcripts/2020/tlak.md”",
        f"did you mean “{TALK}”?",
    ),
    Case(
        "a misspelt URL",
        Code.BROKEN_LINK,
        page("See [it](⟦/abuot/⟧)."),
        "nothing is at “/abuot/”",
        "did you mean",
    ),
    Case(
        "a turn that is not there",
        Code.BROKEN_LINK,
        page("See [it](⟦../transcripts/2020/talk.md#t3⟧)."),
        "there is no “#t3” on that page",
        "did you mean “#t",
    ),
    Case(
        "after a code span over two lines",
        Code.BROKEN_LINK,
        page("See `a\nb` [*c*\nd](\n⟦nope.md⟧) e."),
        "nothing is at “nope.md”",
    ),
    Case(
        "in a table in a list",
        Code.BROKEN_LINK,
        page("- | a | b |\n  |---|---|\n  | x | [y](⟦no.md⟧) |"),
        "“no.md”",
    ),
    Case(
        "in the menu",
        Code.BROKEN_LINK,
        {SITE: GOOD[SITE] + "nav:\n  - {label: Gone, url: ⟦/gone/⟧}\n"},
        "nothing is at “/gone/”",
    ),
    # stale-note
    Case(
        "a day of review that has passed",
        Code.STALE_NOTE,
        edited(NOTES, "2027-11-24", "⟦2026-11-23⟧"),
        "the note was to be reviewed by 2026-11-23",
        "later “review_by”",
    ),
    # template-error
    Case(
        "syntax",
        Code.TEMPLATE_ERROR,
        {
            SITE: GOOD[SITE] + "theme: mine\n",
            "themes/mine/templates/transcript.html": "<p>\n⟦{% fi page %}⟧\n</p>\n",
        },
        "unknown tag 'fi'",
    ),
    Case(
        "an undefined name",
        Code.TEMPLATE_ERROR,
        {
            SITE: GOOD[SITE] + "theme: mine\n",
            "themes/mine/templates/transcript.html": "<p>\n\n⟦<b>{{ titel }}</b>⟧\n</p>\n",
        },
        "'titel' is undefined",
    ),
    # encoding
    Case("a NUL", Code.ENCODING, {NOTES: GOOD[NOTES] + "# é⟦\0⟧\n"}, "U+0000 stands here", "remove it"),
    Case("a NUL in Markdown", Code.ENCODING, page("So\n\né⟦\0⟧"), "U+0000 stands here"),
    Case(
        "a control of the C1 set",
        Code.ENCODING,
        notes("- id: ééé⟦\x84⟧b\n"),
        "a control character stands here",
    ),
    Case("a NUL as an escape", Code.ENCODING, edited(NOTES, BODY, 'body: "é ⟦\\x00⟧"'), "U+0000 is no text"),
    Case(
        "a carriage return as an escape",
        Code.ENCODING,
        edited(NOTES, BODY, 'body: ⟦"a\\rb"⟧'),
        "U+000D is no",
    ),
    Case(
        "a lone surrogate as an escape",
        Code.ENCODING,
        edited(NOTES, BODY, 'body: "😀 \\u⟦d⟧800"'),
        "this escape stands for no character",
        "write the character itself",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_thing_wrong(case: Case, tmp_path: Path) -> None:
    expected = [(case.at, 1, 1, 1, 1)] if case.at is not None else marked(case.files)
    reported = found(tmp_path, case.files)

    assert [(d.code, place(d)) for d in reported] == [(case.code, spot) for spot in expected]
    assert len(reported) == 1
    assert case.says in reported[0].message
    assert reported[0].hint
    assert (case.hint or "") in reported[0].hint
    assert reported[0].severity is (Severity.WARNING if case.code in WARNINGS else Severity.ERROR)


def test_every_code_has_a_case() -> None:
    elsewhere = {Code.NOT_A_REGULAR_FILE}  # test_symbolic_links_are_refused
    assert {case.code for case in CASES} | elsewhere == set(Code)


def test_the_four_warnings() -> None:
    assert {code.value for code in WARNINGS} == {
        "undeclared-speaker",
        "unknown-contributor",
        "suspicious-text",
        "stale-note",
    }


def test_a_site_with_nothing_wrong(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == ()


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("content/transcripts/2020/secret.md", "/etc/hostname"),
        ("content/pages/secret.md", "../../site.yaml"),
        ("content/secret.txt", "/etc/hostname"),
        ("content/folder", "/etc"),
        ("content/nowhere.txt", "missing"),
        ("annotations/2020/talk/secret.yaml", "/etc/hostname"),
    ],
)
def test_symbolic_links_are_refused(path: str, target: str, tmp_path: Path) -> None:
    write(tmp_path, {})
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).symlink_to(target)
    (report,) = checked(tmp_path)
    assert (report.code, place(report)) == (Code.NOT_A_REGULAR_FILE, (path, 1, 1, 1, 1))
    assert "symbolic link" in report.message


@pytest.mark.parametrize("folder", ["content", "annotations"])
def test_a_linked_folder_is_refused(folder: str, tmp_path: Path) -> None:
    write(tmp_path, {})
    (tmp_path / folder).rename(tmp_path / "moved")
    (tmp_path / folder).symlink_to("moved")
    assert (Code.NOT_A_REGULAR_FILE, (folder, 1, 1, 1, 1)) in [(d.code, place(d)) for d in checked(tmp_path)]


def test_a_linked_site_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {})
    (tmp_path / "site.yaml").rename(tmp_path / "moved.yaml")
    (tmp_path / "site.yaml").symlink_to("moved.yaml")
    (report,) = checked(tmp_path)
    assert (report.code, report.span.path) == (Code.NOT_A_REGULAR_FILE, "site.yaml")


@pytest.mark.parametrize("newline", [b"\r\n", b"\r"])
def test_byte_order_marks_and_line_ends_change_nothing(newline: bytes, tmp_path: Path) -> None:
    assert found(tmp_path, {path: saved(text, newline) for path, text in GOOD.items()}) == ()
    wrong = edited(NOTES, QUOTE, "quote: it expires next Febuary")[NOTES]
    (report,) = found(tmp_path, {NOTES: saved(wrong, newline)})
    assert place(report) == (NOTES, 3, 10, 3, 33)


def saved(text: str, newline: bytes) -> bytes:
    """The bytes of a file as some editors save it."""
    return b"\xef\xbb\xbf" + text.encode().replace(b"\n", newline)


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b"\xff", 1, 1),
        (b"# caf\xe9\n", 1, 6),
        ("# é😀".encode() + b"\xed\xa0\x80", 1, 5),
        (b"\xef\xbb\xbf# a\r\n# b\xc3", 2, 4),
        ("title: x".encode("utf-16"), 1, 1),
    ],
)
def test_the_first_byte_that_is_not_utf_8(content: bytes, line: int, column: int, tmp_path: Path) -> None:
    (report,) = found(tmp_path, {NOTES: content})
    assert (report.code, place(report)) == (Code.ENCODING, (NOTES, line, column, line, column + 1))
    assert "is not UTF-8" in report.message
    assert report.hint == "save the file as UTF-8"


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "---\n", "[]\n", "\ufeff"])
def test_a_sidecar_may_be_empty(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, {NOTES: text}) == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "NO"),
        ("title", "on"),
        ("title", "010"),
        ("title", "1.10"),
        ("title", "1:23:45"),
        ("title", "~"),
    ],
)
def test_plain_values_stay_text(field: str, value: str, tmp_path: Path) -> None:
    outcome_of = edited(SITE, "The Record", value)
    assert found(tmp_path, outcome_of) == ()
    plan = check(tmp_path, Options()).plan
    assert plan is not None
    assert getattr(plan.config, field) == value


def _alias_bomb() -> str:
    levels = ["- &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    levels += [f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 20)]
    return "\n".join(levels)


def _merge_bomb() -> str:
    levels = ["- &m0 {a: b}"]
    levels += [f"- &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 9)}]}}" for n in range(1, 20)]
    return "\n".join(levels)


@pytest.mark.parametrize("path", [NOTES, SITE, SPEAKERS, "annotations/2020/talk/a.yaml"])
@pytest.mark.parametrize(
    "text",
    [_alias_bomb(), _merge_bomb(), "&a [*a]", "&a {*a : *a}", "- &a\n  b: *a"],
    ids=["alias bomb", "merge bomb", "recursive list", "recursive mapping", "recursive value"],
)
def test_bombs_are_refused(path: str, text: str, tmp_path: Path) -> None:
    codes = {d.code for d in found(tmp_path, {path: text})}
    assert Code.YAML_FORBIDDEN in codes


def test_all_files_are_reported_at_once_in_order(tmp_path: Path) -> None:
    files = {
        **edited(NOTES, "verdict: accurate", "⟦verdit⟧: accurate"),
        **edited(SITE, "title", "⟦title⟧: x\n⟦title⟧"),
        **page("[x](⟦javascript:x⟧)\n\n[y](⟦data:y⟧)"),
        **edited(TALK, "2020-06-01", "⟦2020⟧"),
    }
    reported = found(tmp_path, files)
    assert [(d.span.path, d.span.line) for d in reported] == [
        (NOTES, 4),
        (ABOUT, 5),
        (ABOUT, 7),
        (TALK, 3),
        (SITE, 2),
    ]


def test_a_control_of_direction_in_a_name_and_in_an_address(tmp_path: Path) -> None:
    files = edited(NOTES, "[jdoe]", "[⟦Jane \u202eDoe⟧]")
    reported = found(tmp_path, files)
    assert (Code.BAD_VALUE, marked(files)[0]) in [(d.code, place(d)) for d in reported]
    files = edited(NOTES, "https://example.org/treaty", "⟦https://exa\u202emple.org⟧")
    reported = found(tmp_path, files)
    assert (Code.BAD_URL, marked(files)[0]) in [(d.code, place(d)) for d in reported]


def test_related_places(tmp_path: Path) -> None:
    files = edited(NOTES, "  verdict", "  quote: it expires\n  verdict")
    (twice,) = found(tmp_path, files)
    assert [(r.span.line, r.span.column) for r in twice.related] == [(3, 3)]

    files = edited(TALK, "We said so, we said so often.", "So we said so, and\nwe said so often.")
    (ambiguous,) = found(tmp_path, {**files, **edited(NOTES, QUOTE, "quote: we said so")})
    assert [(r.span.path, r.span.line) for r in ambiguous.related] == [(TALK, 12), (TALK, 13)]
    assert all("prefix: " in r.message or "suffix: " in r.message for r in ambiguous.related)


def test_strictness_turns_warnings_into_errors(tmp_path: Path) -> None:
    write(tmp_path, edited(NOTES, "2027-11-24", "2020-01-01"))
    (report,) = check(tmp_path, Options(strict=True, today="2026-11-24")).diagnostics
    assert (report.code, report.severity) == (Code.STALE_NOTE, Severity.ERROR)
    assert check(tmp_path, Options(strict=True)).diagnostics == ()


@pytest.mark.parametrize(
    "pattern", ["*", "[", ">", "`", "> ", "a**b", "![", "](", "<", "&", "- ", "|", "\\", "_a", "[a](b)", "`a"]
)
def test_hostile_markdown_is_read(pattern: str) -> None:
    words = pattern * (50_000 // len(pattern))
    problems: list[Diagnostic] = []
    file = SourceFile(ABOUT, f"---\ntitle: Long\n---\n\n{words}\n")
    assert read_page("about", file, problems) is not None
    assert problems == []


def checked(site: Path) -> tuple[Diagnostic, ...]:
    """What a check of a site reports."""
    return check(site, Options(drafts=True, today="2026-11-24")).diagnostics


# Mutations of a good site: whatever a slip of the hand makes of it, a report and no exception.

_TEXTS = st.sampled_from(
    [
        *"\t\n :-'\"|>[]{}#*@%(…~0é😀`\\\x85\u2028\ufeff\0\u202e\u200d\x84\r\u00a0\u0301",
        *("- ", "&a ", "*a", "!!x ", "---\n", "...\n", "? ", "<<: ", "id", "null", "9" * 30),
        *("**", "![", "](", "](x)", "<x:y>", "```\n", "> ", "1. ", "&#x202e;", "[x]: y\n", "|a|\n|-|\n"),
        *("Question: ", "[00:01]", " […] "),
    ]
)
_MUTATION = st.tuples(
    st.sampled_from(sorted(GOOD)),
    st.sampled_from(["insert", "delete", "replace", "drop line", "copy line", "indent line"]),
    st.floats(0, 1),
    st.one_of(_TEXTS, st.characters(exclude_categories=["Cs"])),
    st.integers(1, 12),
)


def mutated(text: str, how: str, where: float, words: str, length: int) -> str:
    """The text with one change at a share of its length."""
    at = round(where * len(text))
    lines = text.splitlines(keepends=True) or [""]
    number = min(round(where * len(lines)), len(lines) - 1)
    match how:
        case "insert":
            return text[:at] + words + text[at:]
        case "delete":
            return text[:at] + text[at + length :]
        case "replace":
            return text[:at] + words + text[at + length :]
        case "drop line":
            return "".join(lines[:number] + lines[number + 1 :])
        case "copy line":
            return "".join(lines[:number] + [lines[number]] * 2 + lines[number + 1 :])
        case _:
            lines[number] = " " * (length % 5) + lines[number]
            return "".join(lines)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(_MUTATION, min_size=1, max_size=4))
def test_slips_of_the_hand_never_raise(
    changes: list[tuple[str, str, float, str, int]], tmp_path: Path
) -> None:
    files = dict(GOOD)
    for path, how, where, words, length in changes:
        files[path] = mutated(files[path], how, where, words, length)
    for report in found(tmp_path, files):
        assert report.hint, f"no cure for: {report.message}"
        spans = [report.span, *(r.span for r in report.related)]
        for span in spans:
            assert_within(span.path, files, span.line, span.column)
            assert_within(span.path, files, span.end_line, span.end_column)
            assert (span.line, span.column) <= (span.end_line, span.end_column)


def assert_within(path: str, files: Files, line: int, column: int) -> None:
    """The place is in the file, or just behind the end of a line."""
    if path not in files:  # a template
        return
    lines = str(files[path]).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert 1 <= line <= len(lines), f"{path} has no line {line}"
    assert 1 <= column <= len(lines[line - 1]) + 1, f"line {line} of {path} has no column {column}"
