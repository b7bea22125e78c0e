"""The course desk's pages: the officer's courses, the country's nominations, the nominee's own."""
