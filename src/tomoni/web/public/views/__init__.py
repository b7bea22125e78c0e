"""Views of the public site: each fetches a page's data and hands it to a template."""
