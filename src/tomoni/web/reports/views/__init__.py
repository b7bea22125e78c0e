"""Views of reports: each calls an action, catches its refusal, and answers with a page."""
