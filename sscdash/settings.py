"""Settings of sscdash. What differs between machines comes from the environment; `deploy/README.md` lists it."""

import contextlib
import os
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF

from sscdash.broker import celery_settings
from sscdash.embedded import database_url

BASE = Path(__file__).resolve().parent.parent
env = environ.Env()


def own_secret(path: Path) -> str:
    """The secret in `path`, made at first use and readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and then linked: of two processes that start at once both read the same whole secret.
        new = path.with_name(f"{path.name}.{os.getpid()}")
        new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(new)
        new.unlink()
    return path.read_text()


VAR = Path(env.str("SSCDASH_VAR", default=str(BASE / "var")))
"""Everything that the program writes: database, uploads, queue, logs. Never in version control."""

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or own_secret(VAR / "secret_key")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=False)
SITE_ADDRESS = env.str("SITE_ADDRESS", default="http://127.0.0.1:8000")
"""Scheme and host that exports, mails, pages and citations name."""
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
ALLOWED_HOSTS += [urlsplit(SITE_ADDRESS).hostname]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "axes",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "sscdash",
    "surveys",
    "indicators",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "sscdash.style.StyleMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "sscdash.limits.BodyLimitMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "sscdash.freshness.FreshnessMiddleware",
    "sscdash.languages.RememberedLanguageMiddleware",
    "indicators.views.keeping.KeptPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "sscdash.statements.TookTooLongMiddleware",
]

ROOT_URLCONF = "sscdash.urls"
WSGI_APPLICATION = "sscdash.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sscdash.navigation.navigation",
                "sscdash.style.style",
            ],
        },
    },
]

# --- data ---------------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url_config(env.str("DATABASE_URL", default="") or database_url(VAR))}
DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
STATEMENT_SECONDS_AT_MOST = env.float("STATEMENT_SECONDS_AT_MOST", default=20)
"""After so long the database ends a statement of a page, which then says so; 0 for no limit. The worker has none."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "cache",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # Whole pages of the public, in each process: gone when it restarts, so that no page of older code is left.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
    # Parts of pages with their charts and tables, some ten kilobytes each and up to a hundred, in each process.
    "blocks": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "blocks",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
KEPT_PAGES = VAR / "pages"
"""Files of whole pages of the public, made by the worker ahead of the first reader."""
MAKE_PAGES_AHEAD = env.bool("MAKE_PAGES_AHEAD", default=True)
PGHISTORY_APPEND_ONLY = True
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
"""Who acts is written beside what a request changes; reading changes nothing."""
UPLOADS = VAR / "uploads"
"""Uploaded files, each under its SHA-256. Outside every folder that a web server shows."""
REDACTED = VAR / "redacted"
"""Copies of uploaded files without contacts, each under its upload's number, once the originals are gone."""
UPLOAD_BYTES_AT_MOST = env.int("UPLOAD_BYTES_AT_MOST", default=64 * 1024 * 1024)
BODY_BYTES_AT_MOST = UPLOAD_BYTES_AT_MOST + 1024 * 1024
"""A request with more is refused before anything of it is stored; the rest is for the form around a file."""
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FIXTURES = BASE / "fixtures"

locals().update(celery_settings(VAR, env.str("CELERY_BROKER_URL", default="")))

# --- people -------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "surveys.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_USERNAME_FORM_FIELD = "username"  # so the form names it, although it holds an e-mail address
AXES_FAILURE_LIMIT = 10
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
"""Together: an office behind one address is not locked out by one colleague, nor a colleague from elsewhere."""
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_TEMPLATE = "surveys/locked_out.html"
AXES_CLIENT_IP_CALLABLE = "sscdash.limits.client_address"
CLIENT_ADDRESS_FROM = env.str("CLIENT_ADDRESS_FROM", default="")
"""The header in which a proxy writes the reader's address; "" for the address of the connection."""
AXES_ALLOWED_CORS_ORIGINS = SITE_ADDRESS
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "after-sign-in"
LOGOUT_REDIRECT_URL = "overview"
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="sscdash@localhost")

# --- languages and time -------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", "العربية"),
    ("zh-hans", "中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
]
LOCALE_PATHS = [BASE / "locale"]
FORMAT_MODULE_PATH = "sscdash.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- files that the browser loads ---------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE / "static"]
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- security -----------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": [],
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "sscdash.errors.form_expired"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Whether subdomains follow, and the browsers' preload list, is for whoever owns the domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

# --- REST ---------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "PAGE_SIZE": 100,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "sscdash",
    "DESCRIPTION": "South-South and triangular cooperation: frameworks, indicators, released values, "
    "published figures and surveys. Read-only.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "loggers": {"axes": {"level": "WARNING"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
