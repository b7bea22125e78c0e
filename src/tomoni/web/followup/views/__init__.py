"""Views of action plans and their follow-up."""
