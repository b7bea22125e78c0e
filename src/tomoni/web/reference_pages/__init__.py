"""The pages of the reference: each function returns one page as Markdown."""
