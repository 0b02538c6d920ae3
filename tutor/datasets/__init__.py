"""What networks learn from: one file a data set, and a registry with a card for each."""
