"""What a participant is asked at this moment and has not answered."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils.translation import gettext as _

from tomoni.records.models import Participation
from tomoni.records.queries.courses.evaluation import open_to
from tomoni.rules.courses.instruments import takes_answers
from tomoni.web.courses.templatetags.courses import own


def waiting(participation: Participation) -> list[str]:
    """Return what takes answers now, by its title, in the reader's language."""
    now = datetime.now(UTC)
    words = _("Answer: %(title)s")
    return [
        words % {"title": own(one, "title")}
        for one, is_done in open_to(participation)
        if not is_done and takes_answers(one.state_code, one.closes_at, now)
    ]
