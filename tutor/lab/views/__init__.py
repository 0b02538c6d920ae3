"""What can be looked at after a run: what is asked for, and the data of the answer.

One file a view: its query, which says all that the worker has to know, and the data that come
back. Answers lie in the run's folder `views/`, so that what was looked at once can be seen on any
later day without a worker.
"""
