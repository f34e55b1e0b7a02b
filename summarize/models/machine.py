"""What this machine has to offer."""

import os

__all__ = ["cores"]


def cores() -> int:
    """Return the number of processor cores that this process may use.

    On Linux that is the process's affinity, which containers and `taskset` narrow; macOS and
    Windows have no affinity to ask for, so there it is the number of cores.
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
