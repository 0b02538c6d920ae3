"""What is kept: progress in SQLite, and what runs left behind."""
