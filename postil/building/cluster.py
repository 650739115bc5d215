"""Work done on other machines: a Dask cluster, which ``postil[dask]`` installs the client of."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from postil.building.program import program_digest

_SCHEME = "dask://"
_PATIENCE = 10  # seconds for the scheduler to answer


class ClusterError(Exception):
    """The cluster cannot be used; the message says why and what to do."""


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """What runs functions on the cluster at an address such as ``dask://host:8786``, and its processors.

    Raises ClusterError if there is none, or if its workers are not this very program.
    """
    if not address.startswith(_SCHEME):
        raise ClusterError(f"“{address}” is no address of a cluster; write it as {_SCHEME}host:8786")
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise ClusterError("the client of Dask is not installed; pip install “postil[dask]”") from None
    try:
        client = distributed.Client(f"tcp://{address.removeprefix(_SCHEME)}", timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise ClusterError(f"no scheduler answers at {address} ({error})") from None
    with client:
        threads = client.nthreads()
        if not threads:
            raise ClusterError(f"the cluster at {address} has no workers")
        _check_workers(client)
        yield client.get_executor(pure=False), sum(threads.values())


def _check_workers(client: Any) -> None:
    """All of them must make the same bytes: they are the same program with the same libraries."""
    try:
        found = client.run(program_digest)
    except ImportError:
        raise ClusterError("the workers of the cluster do not have this program; install it there") from None
    strange = [worker for worker, digest in found.items() if digest != program_digest()]
    if strange:
        raise ClusterError(
            f"{strange[0]} has another version of this program or of its libraries; install the same there"
        )
