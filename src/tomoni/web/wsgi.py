"""The application that a server runs: the desk, or whatever DJANGO_SETTINGS_MODULE names."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tomoni.web.settings")
application = get_wsgi_application()
