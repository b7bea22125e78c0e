"""The evidence desk: passages beside what the reader proposes, and what reviewers decide."""
