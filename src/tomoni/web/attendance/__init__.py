"""Workshop groups and attendance at the desk."""
