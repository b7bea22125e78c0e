"""Forms of the timetable, lecturers and materials."""
