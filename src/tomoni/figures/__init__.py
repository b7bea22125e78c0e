"""The read side: named, versioned figures over an opened snapshot."""

from .registry import FIGURES_BY_NAME, Basis, Figure
from .run import FigureRun, figure_named, run_figure

__all__ = ["FIGURES_BY_NAME", "Basis", "Figure", "FigureRun", "figure_named", "run_figure"]
