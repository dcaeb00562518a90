"""Pages: what granian serves under WSGI."""

import os

from django.core.wsgi import get_wsgi_application

from config.launcher import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
die_with_parent()

application = get_wsgi_application()
