"""The shipped weights are made here: corpus, augmentation, losses, one step, the run around it, and the scores."""
