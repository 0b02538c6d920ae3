"""What a training means: a history goes in, findings with evidence and a remedy come out.

Pure: numpy and the standard library only, no files, no network library. `history` and `verdict`
import no numpy, so that the terminal's process can hold them.
"""
