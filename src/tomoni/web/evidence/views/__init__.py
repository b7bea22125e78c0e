"""Pages of the evidence desk."""
