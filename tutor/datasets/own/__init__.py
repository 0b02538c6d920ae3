"""How each kind of the learner's own data is read; `own_data` tells the kinds apart."""
