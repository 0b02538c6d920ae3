"""A run written out for use elsewhere: a Keras script, a notebook, a table, pictures, the model."""
