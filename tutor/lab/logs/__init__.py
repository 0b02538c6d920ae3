"""Logs of trainings made elsewhere, read into a history.

CSV as Keras's CSVLogger and Lightning's write it, texts that trainings print, JSON of
`history.history` and Hugging Face's `trainer_state.json`, TensorBoard's event files. `read` is the
way in; `names` knows how metrics are called, `losses` what serves as a loss, `rows` makes epochs of
what was logged step by step.
"""

from tutor.lab.logs.problem import LogError
from tutor.lab.logs.read import Log, read_history, read_log

__all__ = ["Log", "LogError", "read_history", "read_log"]
