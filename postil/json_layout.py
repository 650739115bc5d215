"""JSON laid out for people, one line a field."""

from __future__ import annotations

import json

_encoded = json.JSONEncoder(ensure_ascii=False).encode  # made once: json.dumps would make one each time


def laid_out(value: object, line: str = "\n") -> str:
    """What ``json.dumps`` makes with ``indent=1``, which takes a slow way there; keys are texts.

    ``line`` ends a line and begins the next one.
    """
    inner = f"{line} "
    if isinstance(value, dict) and value:
        fields = [f"{_encoded(name)}: {laid_out(field, inner)}" for name, field in value.items()]
        return f"{{{inner}{f',{inner}'.join(fields)}{line}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{inner}{f',{inner}'.join(laid_out(item, inner) for item in value)}{line}]"
    return _encoded(value)
