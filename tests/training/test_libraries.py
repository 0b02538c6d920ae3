"""The worker loads its libraries without what it never uses of them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

LOADED = """
import gc, json, sys
from tutor.training import libraries
versions = libraries.load()
absent = "sklearn" not in sys.modules and "scipy.stats" not in sys.modules
import keras, tensorflow
import sklearn.datasets
told = [versions["keras"] == keras.__version__, versions["tensorflow"] == tensorflow.__version__]
print(json.dumps({"absent": absent, "told": told, "frozen": gc.get_freeze_count(),
                  "collects": gc.isenabled(), "digits": sklearn.datasets.load_digits().data.shape}))
"""
MISSING = """
import gc, sys
sys.modules["keras"] = None
from tutor.training import libraries
try:
    libraries.load()
except ImportError:
    pass
import sklearn
print(gc.isenabled(), gc.get_freeze_count(), sklearn.__name__)
"""
PRESENT = """
import sklearn, sys
sys.modules["keras"] = sys.modules["tensorflow"] = sklearn
from tutor.training import libraries
print(libraries.load()["keras"] == sklearn.__version__, sys.modules["sklearn"] is sklearn)
"""


def said(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert not done.returncode, done.stderr
    return done.stdout


@pytest.mark.slow
def test_what_keras_can_do_without_is_loaded_by_those_who_need_it() -> None:
    found = json.loads(said(LOADED))
    assert found["absent"]
    assert found["told"] == [True, True]
    assert found["digits"] == [1797, 64]
    assert found["collects"]
    assert found["frozen"] > 100_000


def test_a_library_that_is_missing_leaves_everything_as_it_was() -> None:
    assert said(MISSING) == "True 0 sklearn\n"


def test_what_is_there_already_stays() -> None:
    assert said(PRESENT) == "True True\n"
