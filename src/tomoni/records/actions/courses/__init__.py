"""What changes the course desk's tables."""
