"""Template tags of the evidence desk."""
