"""The report on a course, written on request from the screen."""

from __future__ import annotations

from tutor.ui.session import Session


def write_report(session: Session) -> str:
    """Write the report as HTML among the learner's exports; what came of it, in a sentence."""
    from tutor.lab.exports import save  # not before it is wanted
    from tutor.store.report.gathered import gather
    from tutor.store.report.html import html

    try:
        report = session.keep(lambda progress: gather(session.catalog, progress), None)
        if report is None:
            return "The report could not be written."
        path = save("tutor-report", ".html", html(report).encode())
    except OSError as error:
        return f"The report cannot be written: {error.strerror}."
    return f"Report: {path}"
