"""Work is spread over processes or an executor, and comes back in its order."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor

import pytest

from postil.building.pool import Pool


def squares(numbers: Sequence[int]) -> list[int]:
    return [number * number for number in numbers]


def where(_: Sequence[int]) -> tuple[int, int]:
    return os.getpid(), threading.get_ident()


def refuse(numbers: Sequence[int]) -> None:
    if 7 in numbers:
        raise OSError(28, "No space left on device", "seven")


def die(_: Sequence[int]) -> None:
    os._exit(1)


@pytest.fixture(params=["here", "processes", "executor"])
def pool(request: pytest.FixtureRequest) -> Iterator[Pool]:
    executor: Executor | None = ThreadPoolExecutor(2) if request.param == "executor" else None
    with Pool(1 if request.param == "here" else 2, executor) as found:
        yield found
    if executor is not None:
        assert executor.submit(squares, [2]).result() == [4], "an executor of others is left as it is"
        executor.shutdown()


def test_results_come_in_the_order_of_the_work(pool: Pool) -> None:
    for count in (0, 1, 3, 50):
        found = list(pool.map(squares, iter(range(count)), count, 3))
        assert [len(batch) for batch in found] == [3] * (count // 3) + ([count % 3] if count % 3 else [])
        assert [square for batch in found for square in batch] == [n * n for n in range(count)]


def test_work_is_asked_for_no_sooner_than_it_can_be_done(pool: Pool) -> None:
    asked = 0

    def tasks() -> Iterator[int]:
        nonlocal asked
        for number in range(1_000):
            asked += 1
            yield number

    found = pool.map(squares, tasks(), 1_000, 2)
    assert next(found) == [0, 1]
    assert asked <= 12
    assert len(list(found)) == 499


def test_what_goes_wrong_is_raised(pool: Pool) -> None:
    with pytest.raises(OSError, match="No space left on device") as caught:
        list(pool.map(refuse, range(20), 20, 2))
    assert caught.value.filename == "seven"


def test_little_work_starts_no_process() -> None:
    here = os.getpid(), threading.get_ident()
    with Pool(2) as pool:
        assert list(pool.map(where, range(3), 3, 3)) == [here]
        assert here not in list(pool.map(where, range(4), 4, 3))


def test_one_job_is_done_here() -> None:
    with Pool(1) as pool:
        assert set(pool.map(where, range(50), 50, 3)) == {(os.getpid(), threading.get_ident())}
    assert pool.is_here


def test_a_process_that_is_killed_is_an_error_with_a_reason() -> None:
    with Pool(2) as pool, pytest.raises(ChildProcessError, match="enough memory"):
        list(pool.map(die, range(9), 9, 2))
