"""`tomoni course`: what is computed and issued for one edition."""

from __future__ import annotations

import click

from .course_certificates import certify_command
from .course_follow_up import follow_up_command
from .course_offers import offers_command
from .course_selection import record_command, replay_command, select_command


@click.group("course")
def command() -> None:
    """Select from a call's nominations, prove how it was done, issue certificates."""


command.add_command(select_command)
command.add_command(record_command)
command.add_command(replay_command)
command.add_command(certify_command)
command.add_command(offers_command)
command.add_command(follow_up_command)
