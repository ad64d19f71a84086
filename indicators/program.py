"""Which program this is: what it kept when it was another one is made anew."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

SOURCES = (
    *(("indicators", "*.py"), ("surveys", "*.py"), ("sscdash", "*.py"), ("indicators/renderers", "*.json")),
    *(("templates", "*.html"), ("locale", "*.po"), ("static", "*.js"), ("static", "*.css")),
)


@cache
def program_hash() -> str:
    """A hash of the code, the templates, the translations and the names of static files, as this process found them."""
    files = [path for folder, names in SOURCES for path in sorted((settings.BASE / folder).rglob(names))]
    files += [settings.BASE / "deploy" / "constraints.txt", Path(settings.STATIC_ROOT) / "staticfiles.json"]
    said = hashlib.sha256(settings.SITE_ADDRESS.encode())
    for path in files:
        if path.exists():
            said.update(path.read_bytes())
    return said.hexdigest()
