"""Everyone's activities beside ours: questions to a lake of IATI records that was prepared."""

from .activities import Activity, Funder, activities_of, funders_of
from .doubles import Double, doubles
from .money import Asked, MoneyAnswer, MoneyRow, money
from .opened import Everyone, open_everyone
from .quality import PublisherQuality, publisher_quality

__all__ = [
    "Activity",
    "Asked",
    "Double",
    "Everyone",
    "Funder",
    "MoneyAnswer",
    "MoneyRow",
    "PublisherQuality",
    "activities_of",
    "doubles",
    "funders_of",
    "money",
    "open_everyone",
    "publisher_quality",
]
