"""Whether catalogue, files, extractions and index say the same, and mending what does not."""
