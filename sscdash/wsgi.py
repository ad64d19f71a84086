"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from sscdash.statements import limit_statements

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sscdash.settings")
application = get_wsgi_application()
limit_statements()
