"""What a correction may have changed in the meaning of words, so that a person must look."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from postil.anchoring.folding import fold
from postil.anchoring.telling_words import LANGUAGES, MEASURES, MODALS, NEGATIONS, NUMBERS

_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\\w+(?:['.,:/]\\w+)*|[%‰€$£¥₽₹°]")
_SIGNED = re.compile(r"(?<!\w)[-+±]?\d[\d.,:/]*")
_SENTENCE_END = ".!?…:؟"
_QUESTIONS = re.compile("[?؟;]")
_SHORT = 3  # letters of a word that may be a negation in a language without a list
_TYPO = 80.0  # per cent of likeness from which a replaced word is the same one mended
_WORK = 1_000_000  # pairs of words that are compared
_SHOWN = 60

_TABLES = (
    ("a negation", NEGATIONS),
    ("a number", NUMBERS),
    ("a modal verb", MODALS),
    ("a word of measure or order", MEASURES),
)


def guards(
    old: str, new: str, language: str | None, is_word: Callable[[str], bool] = lambda _: False
) -> tuple[str, ...]:
    """What must be looked at before new words stand for old ones; a sentence each, none if nothing.

    ``is_word`` tells words of the language from mistyped ones, as far as anybody knows.
    """
    old, new = fold(old), fold(new)
    found = list(_of_words(old, new, language, is_word))
    if not any(said.startswith("a number") for said in found) and _SIGNED.findall(old) != _SIGNED.findall(
        new
    ):
        found.append("a number changed its sign or its marks")
    if _QUESTIONS.findall(old) != _QUESTIONS.findall(new):
        found.append("a question mark came or went")
    return tuple(dict.fromkeys(found))


def guards_before(old: str, new: str) -> tuple[str, ...]:
    """What must be looked at in the words that stand before a quote, in its sentence.

    Both texts end where the quote begins.
    """
    ours, theirs = (
        sorted(w for w in map(str.casefold, _WORD.findall(_opening(text))) if _denies(w))
        for text in (old, new)
    )
    return () if ours == theirs else ("a negation before the words came or went",)


def _opening(text: str) -> str:
    """The sentence that a text breaks off in."""
    return fold(re.split(r"[.?!…؟\n]", text)[-1])


def _denies(word: str) -> bool:
    return word in NEGATIONS or _is_of("a negation", word)


def _of_words(old: str, new: str, language: str | None, is_word: Callable[[str], bool]) -> Iterator[str]:
    ours, theirs = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    a, b = [m[0] for m in ours], [m[0] for m in theirs]
    if a != b and len(a) * len(b) > _WORK:
        yield "the words are too many to be compared"
        return
    known = (language or "").lower().partition("-")[0] in LANGUAGES
    cut, added = set[str](), set[str]()
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        cut.update(a[i:j])
        added.update(b[k:m])
        change = _change(" ".join(a[i:j]), " ".join(b[k:m]))
        if _differ_in_case(a[i:j], b[k:m]):
            words = [w for w in (*ours[i:j], *theirs[k:m]) if _is_name(w)]
            if words or any(w[0].casefold() in MODALS for w in ours[i:j]):
                yield f"a capital letter changed: {change}"
            continue
        said = list(_of_change(ours[i:j], theirs[k:m], known))
        yield from (f"{what}: {change}" for what in said)
        if not said and tag == "replace" and not _is_mended(a[i:j], b[k:m], known, is_word):
            yield f"other words stand there: {change}"
    moved = [word for word in a if word in cut & added]
    if moved:
        yield f"words changed places: “{moved[0]}”"


def _of_change(ours: Sequence[re.Match[str]], theirs: Sequence[re.Match[str]], known: bool) -> Iterator[str]:
    words = [w[0].casefold() for w in (*ours, *theirs)]
    for what, table in _TABLES:
        if any(word in table or _is_of(what, word) for word in words):
            yield f"{what} changed"
    if any(_is_name(w) for w in (*ours, *theirs)):
        yield "a name changed"
    if not known and any(len(word) <= _SHORT for word in words):
        yield "a short word changed, which may be a negation"


def _is_of(what: str, word: str) -> bool:
    """What a word is by its look alone."""
    if what == "a negation":
        return word.endswith("n't")
    return what == "a number" and (any(c.isnumeric() for c in word) or not word[0].isalnum())


def _differ_in_case(a: list[str], b: list[str]) -> bool:
    return [w.casefold() for w in a] == [w.casefold() for w in b]


def _is_name(word: re.Match[str]) -> bool:
    """Whether a word has a capital letter that the beginning of a sentence does not explain."""
    if word[0][1:] != word[0][1:].lower():
        return True
    before = word.string[: word.start()].rstrip(" \"'([-")
    return word[0][0].isupper() and bool(before) and before[-1] not in _SENTENCE_END


def _is_mended(a: list[str], b: list[str], known: bool, is_word: Callable[[str], bool]) -> bool:
    """Whether replaced words are the same ones, spelled or spaced otherwise."""
    old, new = "".join(a).casefold(), "".join(b).casefold()
    if old == new:
        return True
    if len(a) == len(b):
        pairs = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
        return all(_is_typo(x.casefold(), y.casefold(), known) and not is_word(x) for x, y in pairs)
    return (len(a) == 1 or len(b) == 1) and _is_typo(old, new, known)


def _is_typo(old: str, new: str, known: bool) -> bool:
    """Whether one word is the other one mistyped. What makes “possible” “impossible” is no typo.

    Two letters more may be a negation in a language without a list.
    """
    short, long = sorted((old, new), key=len)
    if len(short) < len(long) and (long.endswith(short) or not (known or len(long) == len(short) + 1)):
        return False
    if any(old.endswith(end) != new.endswith(end) for end in ("less", "los")):
        return False
    return fuzz.ratio(old, new) >= _TYPO or sorted(old) == sorted(new)


def _change(old: str, new: str) -> str:
    old, new = (text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…" for text in (old, new))
    if not old:
        return f"“{new}” was added"
    if not new:
        return f"“{old}” was cut"
    return f"“{old}” became “{new}”"
