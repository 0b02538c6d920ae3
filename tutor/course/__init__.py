"""What is taught: lesson files, their questions and experiments, grading, goals and checks."""
