"""Template tags of the timetable."""
