"""What is tried: settings, the network they describe, a run and its events, the worker's client.

Nothing here imports Textual, Keras or numpy: screens and the worker share it.
"""
