"""Fuzzing of what reads strangers' files: see README.md."""
