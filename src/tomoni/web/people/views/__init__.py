"""Views of the pages about people."""
