"""What finds rows of the course desk for actions and pages."""
