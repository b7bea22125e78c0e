"""Decisions over many records: selection, groups, timetable, identity of persons. Pure."""
