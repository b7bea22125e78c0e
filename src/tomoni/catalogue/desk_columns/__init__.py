"""Columns of the course desk, by the part of the work that they belong to."""
