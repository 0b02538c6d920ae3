"""The only place that names directories.

State (runs, workers, progress) lives in `TUTOR_HOME` where that is set, else in the user's data
folder of the platform; what can be made again lives in the cache folder beside it.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import platformdirs

APPLICATION = "dl-tutor"
_PACKAGE = Path(__file__).resolve().parent


def home() -> Path:
    """The folder of all state: `TUTOR_HOME`, or the platform's data folder."""
    named = os.environ.get("TUTOR_HOME")
    if not named:
        return platformdirs.user_data_path(APPLICATION)
    try:
        return Path(named).expanduser().absolute()
    except RuntimeError:  # `~name` of nobody is a folder's name, as it is to a shell
        return Path(named).absolute()


def cache() -> Path:
    """The folder of what can be made or fetched again; inside `TUTOR_HOME` where that is set."""
    if os.environ.get("TUTOR_HOME"):
        return home() / "cache"
    return platformdirs.user_cache_path(APPLICATION)


def runs() -> Path:
    """The folder with one folder for each run."""
    return home() / "runs"


def trash() -> Path:
    """The folder of runs that were deleted and can still be brought back."""
    return home() / "trash"


def workers() -> Path:
    """The folder with one folder for each worker process: its log and what belongs to no run."""
    return home() / "workers"


def exports() -> Path:
    """The folder of what the learner saved to keep or to take elsewhere, such as sounds."""
    return home() / "exports"


def database() -> Path:
    """The learner's progress."""
    return home() / "progress.db"


def lessons() -> Path:
    """The course: in the package where a wheel put it, else beside it as in a checkout.

    An editable install has no `lessons` inside the package, so the checkout is the second look.
    """
    inside = _PACKAGE / "lessons"
    return inside if inside.is_dir() else _PACKAGE.parent / "lessons"


def writable() -> bool:
    """Whether the folder of state is there, or can be made, and takes files."""
    try:
        return os.access(private_folder(home()), os.W_OK | os.X_OK)
    except OSError:
        return False


def use_temporary_home() -> Path:
    """Keep this session's state in a new temporary folder, also for the processes it starts."""
    folder = Path(tempfile.mkdtemp(prefix=f"{APPLICATION}-"))
    os.environ["TUTOR_HOME"] = str(folder)
    return folder


def private_folder(path: Path) -> Path:
    """Make `path` and its missing parents, readable by their owner alone, and return it.

    Raises:
        OSError: the folder cannot be made.
    """
    for folder in (*reversed(path.parents), path):
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
    return path
