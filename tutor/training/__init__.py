"""The worker, the only process of ours that knows Keras; and a callback for trainings elsewhere."""
