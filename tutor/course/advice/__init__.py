"""What to do next after a run: a diagnosis's remedies, chosen by the goal and by earlier runs.

`towards.towards` is the whole of it, in this order: what is `known` of the runs so far (`tried`);
what was seen to reach the goal (`enough`); what a goal still asks for (`goalwards`), within what it
allows (`reach`, `in_time`); and where runs speak against all that, another way (`onward`, `pace`).
"""
