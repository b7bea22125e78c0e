"""Participants of an edition: offers, travel, lists; the participant's own page of an edition."""
