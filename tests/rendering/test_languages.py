from __future__ import annotations

import pytest

from postil.rendering.languages import direction


@pytest.mark.parametrize(
    "language",
    [
        "ar",
        "AR",
        "ar-EG",
        "he",
        "iw",
        "fa-IR",
        "ur",
        "yi",
        "ps",
        "ckb",
        "az-Arab",
        "uz-arab-AF",
        "pa-Arab-PK",
        "dv",
    ],
)
def test_written_from_right_to_left(language: str) -> None:
    assert direction(language) == "rtl"


@pytest.mark.parametrize(
    "language",
    ["en", "en-GB", "ru", "zh-Hant", "ar-Latn", "he-Latn-IL", "az", "ku", "pa", "arn", "hear", "fr-x-arab1"],
)
def test_written_from_left_to_right(language: str) -> None:
    assert direction(language) == "ltr"
