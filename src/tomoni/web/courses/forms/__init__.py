"""Forms of the course desk."""
