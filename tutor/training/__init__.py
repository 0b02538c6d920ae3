"""The worker: the only process and the only code that knows Keras and TensorFlow."""
