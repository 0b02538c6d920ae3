"""The tutor's two colour themes; any of Textual's own can be chosen in the palette."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="tutor-dark",
    primary="#7aa2f7",
    secondary="#7dcfff",
    accent="#e0af68",
    foreground="#c8d0e0",
    background="#14161d",
    surface="#1a1d26",
    panel="#232734",
    success="#9ece6a",
    warning="#e0af68",
    error="#f7768e",
    dark=True,
    variables={
        "block-cursor-background": "#2f3b5c",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#232734",
        "block-cursor-blurred-foreground": "#c8d0e0",
        "border": "#3b4261",
        "border-blurred": "#2a2f42",
        "curve-train": "#7dcfff",
        "curve-validation": "#e0af68",
        "run-a": "#e0af68",
        "run-b": "#7dcfff",
        "run-c": "#9ece6a",
        "run-d": "#f7768e",
        "run-e": "#bb9af7",
        "run-f": "#c8d0e0",
    },
)

OURS = ("curve-", "run-")
"""How the names of colours begin that Textual's own themes lack."""

LIGHT = Theme(
    name="tutor-light",
    primary="#2e5cb8",
    secondary="#00708f",
    accent="#9a5b00",
    foreground="#1d2433",
    background="#fbfbf8",
    surface="#f2f2ee",
    panel="#e6e6e0",
    success="#3d7a1d",
    warning="#9a5b00",
    error="#b3243f",
    dark=False,
    variables={
        "block-cursor-background": "#d5def2",
        "block-cursor-foreground": "#101522",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#e6e6e0",
        "block-cursor-blurred-foreground": "#1d2433",
        "border": "#b9bfd0",
        "border-blurred": "#d4d8e2",
        "curve-train": "#00708f",
        "curve-validation": "#9a5b00",
        "run-a": "#9a5b00",
        "run-b": "#00708f",
        "run-c": "#3d7a1d",
        "run-d": "#b3243f",
        "run-e": "#6a3fb0",
        "run-f": "#1d2433",
    },
)
