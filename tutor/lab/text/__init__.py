"""Text and drawings for a terminal, written without any screen library.

The screen, the command line and the Keras callback all show with these.
"""
