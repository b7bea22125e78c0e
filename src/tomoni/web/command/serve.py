"""`tomoni serve`: the desk, or with --public the public site. Two processes, by design.

The public process gets a snapshot directory and nothing else: no database, no accounts.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.settings import Settings

from .output import emit, json_option

DESK_PORT = 8001
PUBLIC_PORT = 8000
APPLICATION = "tomoni.web.wsgi:application"
