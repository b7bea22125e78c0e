"""The committee's pages and the selection board."""
