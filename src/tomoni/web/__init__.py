"""The doors: public site, desk, API and command line."""
