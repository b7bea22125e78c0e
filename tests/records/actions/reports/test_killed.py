"""A process that is killed while it publishes or imports leaves all of it, or nothing."""

from __future__ import annotations

import json

from records.instances import Instance
from records.warm import run_warm

_SCRIPT = """
import json, os, signal
from pathlib import Path
from django.conf import settings
from django.db import connections
from records.actions.reports.building import draft
from records.actions.reports.folder import FILES
from records.samples import make_activity
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.reports import editions, folders, registering, store
from tomoni.records.models import *

make_activity(public_id="act-1")
edition = draft()

def publish():
    editions.publish_edition(by="system", edition_id=edition.public_id, why="approved")

def withdraw():
    editions.withdraw_edition(by="system", edition_id=edition.public_id, why="a wrong table")

def take_in():
    folders.import_folder(by="system", files={**FILES, "about.md": b"# Later"})

def killed(owner, name, run):
    # Run in a process of its own, which kills itself when a function is called.
    connections.close_all()
    process = os.fork()
    if process == 0:
        setattr(owner, name, lambda *given, **more: os.kill(os.getpid(), signal.SIGKILL))
        run()
        os._exit(0)
    return -os.WTERMSIG(os.waitpid(process, 0)[1])

def stands():
    states = list(ReportEdition.objects.values_list("state_code", flat=True))
    claims = sorted(Claim.objects.values_list("release_code", flat=True))
    return [states, Document.objects.count(), claims, ReportStatement.objects.count()]

told = {"killed": [], "after": [stands()]}
# After the text is kept, after the document, after the claims, and with the last event.
for owner, name in ((editions, "register"), (Claim.objects, "bulk_create"),
                    (registering, "record_events"), (editions, "record_event")):
    told["killed"].append(killed(owner, name, publish))
    told["after"].append(stands())
publish()
told["after"].append(stands())
told["killed"].append(killed(editions, "record_event", withdraw))
told["after"].append(stands())
told["killed"].append(killed(folders, "record_event", take_in))
told["revisions"] = ReportChapterRevision.objects.count()
take_in()
told["revisions_after"] = ReportChapterRevision.objects.count()
told["halves"] = [path.name for path in Path(settings.TOMONI.home).rglob(".*") if path.is_file()]
verify_chain()
print(json.dumps(told))
"""


def test_a_killed_publication_leaves_no_half_edition(instance: Instance) -> None:
    told = json.loads(run_warm(_SCRIPT, instance.environment))
    assert told["killed"] == [-9] * 6
    before = [["draft"], 0, [], 0]
    published = [["published"], 1, ["cleared"], 1]
    assert told["after"] == [before] * 5 + [published] * 2
    assert (told["revisions"], told["revisions_after"]) == (2, 3)
    assert [name for name in told["halves"] if "secret" not in name] == []
