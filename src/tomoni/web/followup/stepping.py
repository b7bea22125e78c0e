"""One step of an action plan, pressed on a page."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.courses.action_plans import step_plan
from tomoni.records.models import ActionPlan
from tomoni.web.courses.stepping import Failed, refused, revision_seen


def take_step(request: HttpRequest, held: ActionPlan, allowed: Collection[str]) -> Failed | None:
    """Take the step that a button asks for, or return why it was not taken.

    ``allowed``: the steps that this page has.
    """
    verb = request.POST["verb"]
    if verb not in allowed:
        return Failed(verb, [_("This step is taken elsewhere.")], "")
    try:
        step_plan(
            by=request.user, plan_id=held.public_id, verb=verb,
            reason=request.POST.get("reason", ""), seen_revision=revision_seen(request),
        )  # fmt: skip
    except TomoniError as error:
        return refused(request, error)
    messages.success(request, _("Done."))
    return None
