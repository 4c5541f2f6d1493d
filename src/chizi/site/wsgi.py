"""The WSGI door."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chizi.site.settings")
# A thread that comes back from the database would wait 5 ms for one that computes, with SQLite's writer in its hands.
sys.setswitchinterval(0.0005)
application = get_wsgi_application()
