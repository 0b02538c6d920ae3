"""What computes, and on how many threads."""

from __future__ import annotations

import os

import tensorflow as tf

from tutor.lab.devices import why_cpu

MOST_THREADS = 8


def device() -> str:
    """What will compute; GPU memory is taken as it is needed, not all at once.

    Where a GPU is there that cannot be used, the reason follows: `CPU, because …`. Must come before
    TensorFlow computes anything.
    """
    gpus = tf.config.list_physical_devices("GPU")
    for gpu in gpus:
        tf.config.experimental.set_memory_growth(gpu, True)
    if not gpus:
        reason = why_cpu()
        return f"CPU, because {reason}" if reason else "CPU"
    details = tf.config.experimental.get_device_details(gpus[0])
    return f"GPU ({details.get('device_name', gpus[0].name)})"


def bound_threads(*, heavy: bool) -> int:
    """Settle the number of threads for the life of this process, and return it.

    TensorFlow makes its threads when it first computes something and keeps them, so this must come
    before, and a process is for heavy steps or for light ones.

    Args:
        heavy: whether the steps are large enough for several threads.
    """
    threads = min(_usable_cores(), MOST_THREADS) if heavy else 1
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    return threads


def _usable_cores() -> int:
    """Cores this process may use: fewer than the machine has, where it is shared."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
