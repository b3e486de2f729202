"""From a file to passages: partition, reconcile, clean, identify, split."""
