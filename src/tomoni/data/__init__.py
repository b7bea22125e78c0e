"""Data that the package ships: the portfolio compiled from five published documents."""
