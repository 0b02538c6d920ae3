"""The widgets, one file each with its style sheet."""
