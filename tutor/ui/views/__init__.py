"""What a network does, seen: one pane a view, a `.py` and where it needs one a `.tcss` each."""
