"""Locale files: the words of the interface, by key."""

from __future__ import annotations

import re
from collections.abc import Mapping

from postil.diagnostics import Code, Diagnostic, diagnose
from postil.model.words import PLURALS, Phrase
from postil.reading.nodes import MappingNode, Node, Scalar
from postil.reading.strict_yaml import read_yaml
from postil.source import SourceFile
from postil.suggestion import nearest

_PLACEHOLDER = re.compile(r"\{([a-z_]*)\}")
_STRAY = re.compile(r"[{}]")
_SHAPE = "write “key: words” lines"
_FILL = "give the words, or remove the key"
_ALL_KEYS = "themes/default/locales/en.yaml of the built-in theme lists them all"


def read_locale(
    file: SourceFile, known: Mapping[str, Phrase] | None, problems: list[Diagnostic]
) -> dict[str, Phrase]:
    """The phrases of a locale file; ``problems`` says what is wrong with the ones left out.

    ``known`` are the built-in English phrases: a key that is not among them is an error, and so is a
    ``{name}`` which the English phrase has not. Without them nothing is compared.
    """
    root = read_yaml(file, problems)
    if root is None:
        return {}
    if not isinstance(root, MappingNode):
        problems.append(
            diagnose(
                Code.BAD_VALUE, root.span, "this file must be a mapping", hint="write “key: words” lines"
            )
        )
        return {}
    phrases: dict[str, Phrase] = {}
    for key, entry in root.entries.items():
        if known is not None and key not in known:
            problems.append(
                diagnose(
                    Code.UNKNOWN_FIELD,
                    entry.key.span,
                    f"the interface has no words “{key}”",
                    hint=f"did you mean “{near}”?" if (near := nearest(key, known)) else _ALL_KEYS,
                )
            )
            continue
        phrase = _phrase(entry.value, problems)
        if phrase is None:
            continue
        if known is not None and not _has_only_known_names(key, phrase, known[key], entry.value, problems):
            continue
        phrases[key] = phrase
    return phrases


def _phrase(node: Node, problems: list[Diagnostic]) -> Phrase | None:
    """What a value says, or None if it is no phrase."""
    if isinstance(node, Scalar):
        return node.value if _is_text(node, problems) else None
    if not isinstance(node, MappingNode):
        problems.append(diagnose(Code.BAD_VALUE, node.span, "must be words, not a list", hint=_FILL))
        return None
    forms: dict[str, str] = {}
    for category, entry in node.entries.items():
        if category not in PLURALS:
            message = f"“{category}” is no plural category"
            hint = f"the categories are {', '.join(PLURALS)}"
            problems.append(diagnose(Code.UNKNOWN_FIELD, entry.key.span, message, hint=hint))
        elif not isinstance(entry.value, Scalar):
            problems.append(diagnose(Code.BAD_VALUE, entry.value.span, "must be words", hint=_FILL))
        elif _is_text(entry.value, problems):
            forms[category] = entry.value.value
    if "other" not in node.entries:
        hint = "“other” is what every number without a form of its own takes"
        problems.append(diagnose(Code.MISSING_FIELD, node.span, "the plural forms lack “other”", hint=hint))
    return forms if "other" in forms else None


def _is_text(node: Scalar, problems: list[Diagnostic]) -> bool:
    if not node.value.strip():
        problems.append(diagnose(Code.BAD_VALUE, node.span, "is empty", hint=_FILL))
        return False
    if _STRAY.search(_PLACEHOLDER.sub("", node.value)) or "{}" in node.value:
        problems.append(
            diagnose(Code.BAD_VALUE, node.span, "has a brace that is not part of a {name}", hint="remove it")
        )
        return False
    return True


def _has_only_known_names(
    key: str, phrase: Phrase, english: Phrase, node: Node, problems: list[Diagnostic]
) -> bool:
    known, used = _names(english), _names(phrase)
    if used <= known:
        return True
    unknown = min(used - known)
    hint = f"“{key}” can use {', '.join(f'{{{n}}}' for n in sorted(known))}" if known else "remove it"
    problems.append(
        diagnose(Code.BAD_VALUE, node.span, f"nothing stands for {{{unknown}}} in “{key}”", hint=hint)
    )
    return False


def _names(phrase: Phrase) -> set[str]:
    texts = [phrase] if isinstance(phrase, str) else phrase.values()
    return {name for text in texts for name in _PLACEHOLDER.findall(text)}
