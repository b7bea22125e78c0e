"""Actions that take texts in: files of a batch, their texts, their proposals, their documents."""
