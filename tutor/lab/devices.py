"""Why a machine with an NVIDIA GPU computes on its processor all the same."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

_DRIVER = Path("/proc/driver/nvidia/version")
_HIDING = ("", "-1")


def has_gpu() -> bool:
    """Whether an NVIDIA driver is here, whatever can be done with it."""
    return _DRIVER.exists() or shutil.which("nvidia-smi") is not None


def why_cpu(environment: Mapping[str, str] | None = None) -> str:
    """Why TensorFlow found no GPU though there is one; empty where the machine has none.

    Args:
        environment: variables to look at; the process's own where None.
    """
    known = os.environ if environment is None else environment
    if not has_gpu():
        return ""
    if known.get("CUDA_VISIBLE_DEVICES") in _HIDING:
        return "CUDA_VISIBLE_DEVICES hides the GPU"
    if not _libraries():
        return "TensorFlow's CUDA libraries are missing: pip install 'dl-tutor[gpu]'"
    return "TensorFlow cannot use the GPU; worker.log says why"


def _libraries() -> bool:
    """Whether the libraries of the extra `gpu` are installed."""
    try:
        return importlib.util.find_spec("nvidia.cudnn") is not None
    except ModuleNotFoundError:
        return False
