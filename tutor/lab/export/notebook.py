"""A run as a Jupyter notebook: the parts of its script, with words between them."""

from __future__ import annotations

import importlib
from typing import Any

from tutor.diagnosis.meaning import explained, title
from tutor.lab.export.script import sections
from tutor.lab.run import Order, Record
from tutor.lab.tasks import headline

_CURVES = """
import matplotlib.pyplot as plt

for metric in ("loss", "accuracy"):
    plt.figure(figsize=(6, 3))
    plt.plot(history.history["val_" + metric], label="validation")
    plt.plot(history.history[metric], "--", label="training, as it went on")
    plt.xlabel("epoch, from 0")
    plt.ylabel(metric)
    plt.legend()
plt.show()
"""


def notebook(order: Order, record: Record) -> str:
    """The notebook's text.

    Raises:
        ExportError: the run learned by playing, and not from examples.
    """
    v4: Any = importlib.import_module("nbformat.v4")  # untyped; loaded when it is needed

    cells = [v4.new_markdown_cell(_intro(order, record))]
    for section in sections(order, record):
        cells.append(v4.new_markdown_cell(f"## {section.title}"))
        cells.append(v4.new_code_cell("\n".join(section.lines)))
    cells.append(v4.new_markdown_cell("## Curves\n\nThis part needs matplotlib."))
    cells.append(v4.new_code_cell(_CURVES.strip()))
    for number, cell in enumerate(cells):  # the same run gives the same file
        cell["id"] = f"cell-{number}"
    about = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    text: str = v4.writes(v4.new_notebook(cells=cells, metadata=about))
    return text + "\n"


def _intro(order: Order, record: Record) -> str:
    """What the run was, and what came of it."""
    lines = [f"# Run {order.run}", ""]
    found = headline(record.metrics)
    figure = f", {found.words} {100 * found.value:.1f} %" if found else ""
    lines.append(f"`{order.dataset}`, {order.network.parameters:,} parameters, "
                 f"{record.history.epochs} epochs, seed {order.seed}{figure}.")  # fmt: skip
    diagnosis = record.diagnosis
    if diagnosis is not None and diagnosis.findings:
        primary = diagnosis.primary
        said = explained(diagnosis, primary)
        lines += ["", f"**{title(primary.name)}.** {said} {primary.evidence}"]
    lines += ["", "Run all cells to repeat it: the same first weights, the same order of "
              "examples, the same random numbers."]  # fmt: skip
    return "\n".join(lines)
