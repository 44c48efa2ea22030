"""How the shipped weights are made: corpus, augmentation, losses, one step, the run around it, and the scores."""
