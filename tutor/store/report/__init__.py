"""The report on a learner's way through the course: gathered once, written as HTML or Markdown."""
