"""The officer's screening: the list of a call's nominations, and one of them rule by rule."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.courses.dossiers import form_of, missing_in
from tomoni.records.actions.courses.nominations import step_nomination
from tomoni.records.actions.courses.scopes import of_nomination
from tomoni.records.actions.courses.screening import (
    check_received,
    decide_rule,
    find_nominee,
    receive_forwarded,
    run_checks,
)
from tomoni.records.models import Call, EligibilityCheck, Nomination, User
from tomoni.records.queries.courses.eligibility import rules_in_force, rules_of
from tomoni.records.queries.courses.nominations import (
    forwarded_to,
    hints_for,
    matching,
    rule_counts,
)
from tomoni.rules.courses.dossiers import COMMITTEE_COPY
from tomoni.rules.courses.eligibility import EligibilityRule, suggested_state
from tomoni.rules.courses.eligibility_evidence import evidence
from tomoni.rules.courses.nominating import can_screen
from tomoni.rules.courses.nominations import NOMINATION
from tomoni.web.shell.choices import named_countries, reader_language, words_of
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..answers import answered
from ..forms.nominee import DecideForm
from ..reach import INSTITUTE, OFFICERS, call_of, course_for, roles_here
from ..stepping import Failed, refused, revision_seen, steps_shown
from .course import context_of, officer_of

SCREENING = frozenset(
    {"receive", "return_incomplete", "complete", "find_eligible", "find_ineligible",
     "mark_duplicate"}
)  # fmt: skip


def _listing(call: Call) -> Listing:
    codes = set(call.nominations.order_by().values_list("country_code", flat=True).distinct())
    return Listing(
        columns=(
            Column("number", gettext_lazy("No."), ("number",), is_number=True),
            Column("name", gettext_lazy("Nominee"), ("person__search_name",)),
            Column("country", gettext_lazy("Country"), ("country_code", "rank")),
            Column("rank", gettext_lazy("Rank"), ("rank",), is_number=True),
            Column("organisation", gettext_lazy("Organisation"), ("organisation",)),
            Column("profession", gettext_lazy("Profession"), ("profession_code",)),
            Column("rules", gettext_lazy("Rules")),
            Column("state", gettext_lazy("State"), ("state_code",)),
        ),
        filters=(
            Filter("state", gettext_lazy("State"), "state_code",
                   tuple(words_of("nomination_state")[3:])),
            Filter("country", gettext_lazy("Country"), "country_code",
                   tuple(named_countries(codes))),
            Filter("profession", gettext_lazy("Profession"), "profession_code",
                   tuple(words_of("profession"))),
        ),
        search=matching,
        default_order=("number",),
    )  # fmt: skip


@for_roles(*INSTITUTE)
def nominations(request: HttpRequest, course_id: str) -> HttpResponse:
    """What the call was sent, 50 at a time; receive all, ask all rules."""
    course = course_for(request.user, course_id)
    call = call_of(course)
    if call is None:
        raise NotFoundError("This course has no call yet.", do="Draft it first.")
    if request.method == "POST":
        officer_of(request, course_id)
        _all(request, call)
        return HttpResponseRedirect(request.path)
    shown = _listing(call).shown(request, forwarded_to(call))
    context = context_of(request, course, "nominations") | {
        "call": call,
        "shown": shown,
        "rules": rule_counts(shown.page.object_list),
        "may_receive": call.state_code in ("open", "extended", "closed", "screening"),
    }
    return render(request, "courses/nominations.html", context)


def _all(request: HttpRequest, call: Call) -> None:
    try:
        if "receive" in request.POST:
            count = receive_forwarded(by=request.user, call_id=call.public_id)
            messages.success(request, _("%(count)d nominations received.") % {"count": count})
        else:
            count = check_received(by=request.user, call_id=call.public_id)
            messages.success(request, _("Rules asked of %(count)d nominations.") % {"count": count})
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))


@for_roles(*INSTITUTE)
def nomination(request: HttpRequest, course_id: str, nomination_id: str) -> HttpResponse:
    """One nomination: dossier, every rule with its evidence, and what may be done."""
    course = course_for(request.user, course_id)
    record = _nomination(course_id, nomination_id)
    failed, decide = None, None
    if request.method == "POST":
        officer_of(request, course_id)
        answer = _act(request, record)
        if isinstance(answer, HttpResponse):
            return answer
        failed, decide = (answer, None) if isinstance(answer, Failed) else (None, answer)
        record = _nomination(course_id, nomination_id)
    roles = roles_here(request.user, of_nomination(record)) & OFFICERS
    steps = steps_shown(NOMINATION, record.state_code, roles, failed=failed, only=SCREENING)
    checks = _checks(record, decide)
    results = [(one["severity"], one["result"]) for one in checks]
    is_checked = bool(checks) and all(one["check"] for one in checks)
    context = context_of(request, course, "nominations") | {
        "nomination": record,
        "steps": steps,
        "failed": failed if failed and all(one.failed is None for one in steps) else None,
        "step_path": request.path,
        "revision": record.revision,
        "checks": checks,
        "may_check": can_screen(record.state_code),
        "suggested": suggested_state(results) if is_checked else None,
        "answers": answered(form_of(record.call), record.answers),
        "files": record.dossier.filter(removed_at__isnull=True)
        .exclude(kind_code=COMMITTEE_COPY)
        .order_by("kind_code", "pk"),
        "lacking": missing_in(record) if record.state_code == "incomplete" else (),
        "hints": hints_for(record),
        "beside": _beside(record),
    }
    return render(request, "courses/nomination.html", context)


def _nomination(course_id: str, nomination_id: str) -> Nomination:
    rows = Nomination.objects.select_related("call__course__edition__series", "person")
    found = (
        rows.exclude(state_code__in=("draft", "submitted", "endorsed"))
        .filter(public_id=nomination_id, call__course__public_id=course_id)
        .first()
    )
    if found is None:
        raise NotFoundError("There is no such nomination.", do="Go back to the list.")
    return found


def _act(request: HttpRequest, record: Nomination) -> HttpResponse | Failed | DecideForm:
    """Ask the rules, decide one, or take a step; what was refused comes back."""
    sent, key = request.POST, record.public_id
    try:
        if "check" in sent:
            run_checks(by=request.user, nomination_id=key)
        elif "rule" in sent:
            form = DecideForm(sent)
            if not form.is_valid():
                return form
            decide_rule(
                by=request.user, nomination_id=key, rule_code=form.cleaned_data["rule"],
                result_code=form.cleaned_data["result"], evidence=form.cleaned_data["evidence"],
            )  # fmt: skip
        else:
            _step(request, key)
    except TomoniError as error:
        return refused(request, error)
    messages.success(request, _("Done."))
    return HttpResponseRedirect(request.path)


def _step(request: HttpRequest, nomination_id: str) -> None:
    verb, reason = request.POST.get("verb", ""), request.POST.get("reason", "")
    seen = revision_seen(request)
    if verb in ("find_eligible", "find_ineligible"):
        find_nominee(
            by=request.user, nomination_id=nomination_id, is_eligible=verb == "find_eligible",
            reason=reason, seen_revision=seen,
        )  # fmt: skip
        return
    step_nomination(
        by=request.user, nomination_id=nomination_id, verb=verb if verb in SCREENING else "",
        reason=reason, seen_revision=seen,
    )  # fmt: skip


def _checks(record: Nomination, typed: DecideForm | None) -> list[dict[str, object]]:
    """Every rule in force with what it said, and a form where an officer may decide it."""
    document = rules_in_force(record.call)
    version = document.version if document is not None else 0
    rows = {one.rule_code: one for one in record.checks.filter(rules_version=version)}
    officers = dict(
        User.objects.filter(public_id__in={one.officer for one in rows.values()}).values_list(
            "public_id", "username"
        )
    )
    shown = []
    for rule in rules_of(document):
        check = rows.get(rule.code)
        form = None
        if check is not None and check.result_code == "unclear" and can_screen(record.state_code):
            is_typed = typed is not None and typed.data.get("rule") == rule.code
            form = _asked(typed if is_typed else None)
        officer = officers.get(check.officer, check.officer) if check is not None else None
        result = check.result_code if check is not None else "unclear"
        shown.append(
            {"rule": rule, "check": check, "officer": officer, "form": form,
             "severity": rule.severity, "result": result, "evidence": _evidence(rule, check)}
        )  # fmt: skip
    return shown


def _evidence(rule: EligibilityRule, check: EligibilityCheck | None) -> str:
    """What a check rests on: the words of the officer who decided, else what was found."""
    if check is None:
        return ""
    return check.evidence or evidence(rule, check.found, reader_language())


def _asked(typed: DecideForm | None) -> dict[str, object]:
    """What the fields of a rule's decision hold. Drawn by hand: a page may have a dozen of them."""
    if typed is None:
        return {"errors": None, "typed_result": "", "typed_evidence": ""}
    sent = typed.data
    return {
        "errors": typed.errors,
        "typed_result": sent.get("result", ""),
        "typed_evidence": sent.get("evidence", ""),
    }


def _beside(record: Nomination) -> dict[str, str]:
    """Paths of the nominations before and after this one, by number."""
    rows = forwarded_to(record.call).select_related(None).values_list("public_id", flat=True)
    before = rows.filter(number__lt=record.number).order_by("-number")
    after = rows.filter(number__gt=record.number).order_by("number")
    course_id = record.call.course.public_id
    found = {"before": before.first(), "after": after.first()}
    return {
        name: reverse("courses:nomination", args=[course_id, key])
        for name, key in found.items()
        if key is not None
    }
