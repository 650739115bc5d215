from __future__ import annotations

import pytest

from postil.importing.dates import find_date, is_only_a_date


@pytest.mark.parametrize(
    "line",
    [
        "Interview with the agency, December 30, 2020",
        "Dec. 30, 2020",
        "December 30 2020",
        "December 30th, 2020",
        "DECEMBER 30, 2020",
        "Moscow, 30 December 2020, 10:15",
        "10:15, 30 December 2020",
        "30th of December, 2020",
        "2020-12-30T10:15:00Z",
        "(2020-12-30)",
        "2020/12/30",
        "30.12.2020",
        "30/12/2020",
        "12/30/2020",
        "30-12-2020",
        "30 декабря 2020 года",
        "le 30 décembre 2020",
        "le 30 de\u0301cembre 2020",
        "30. Dezember 2020",
        "30 de diciembre de 2020",
        "2020年12月30日",
        "2020년 12월 30일",
    ],
)
def test_a_day_in_its_common_forms(line: str) -> None:
    assert find_date([line]) == "2020-12-30"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "December 2020",
        "2020",
        "05/06/2020",
        "05.06.2020",
        "31.02.2020",
        "February 30, 2020",
        "29-30 December 2020",
        "29 and 30 December 2020",
        "December 29-30, 2020",
        "from December 29, 2020 to December 30, 2020",
        "30 Maybe 2020",
        "version 1.30.12.2020",
    ],
)
def test_what_is_no_day_or_not_one_is_none(line: str) -> None:
    assert find_date([line]) is None


def test_the_same_day_twice_is_one_and_different_days_are_none() -> None:
    assert find_date(["December 30, 2020", "2020-12-30"]) == "2020-12-30"
    assert find_date(["December 30, 2020", "2020-12-31"]) is None


def test_a_day_with_two_readings_is_settled_by_another_or_unsettles_it() -> None:
    assert find_date(["5 June 2020", "05/06/2020"]) == "2020-06-05"
    assert find_date(["7 June 2020", "05/06/2020"]) is None
    assert find_date(["05/05/2020"]) == "2020-05-05"


@pytest.mark.parametrize(
    "line", ["December 30, 2020", "Wednesday, 30 December 2020, 10:15", "Date: 30.12.2020", "[2020-12-30]"]
)
def test_lines_that_are_only_a_date(line: str) -> None:
    assert is_only_a_date(line)


@pytest.mark.parametrize("line", ["Interview, December 30, 2020", "", "Date:", "2020"])
def test_lines_that_are_more_or_less_than_a_date(line: str) -> None:
    assert not is_only_a_date(line)
