"""Template tags of documents that come in."""
