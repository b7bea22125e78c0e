"""Template tags of participants and travel."""
