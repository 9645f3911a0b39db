"""Settings. Everything that differs between installations comes from the environment or from PHOIHOP_HOME."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from phoihop.config.home import home, secret_key

PACKAGE = Path(__file__).resolve().parents[1]
HOME = home()
SECRET_KEY = os.environ.get("PHOIHOP_SECRET_KEY") or secret_key(HOME)
DEBUG = False
DEMO = os.environ.get("PHOIHOP_DEMO") == "1"
ALLOWED_HOSTS = os.environ.get("PHOIHOP_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
HTTPS = os.environ.get("PHOIHOP_HTTPS") == "1"
ROOT_URLCONF = "phoihop.config.urls"
WSGI_APPLICATION = "phoihop.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    *(["phoihop.demo"] if DEMO else []),
    "phoihop.desk",
    "phoihop.publish.verification",
    "phoihop.carry_out.briefings",
    "phoihop.carry_out.escalations",
    "phoihop.carry_out.tasks",
    "phoihop.agree.signing",
    "phoihop.agree.consultation",
    "phoihop.agree.drafting",
    "phoihop.agree.programmes",
    "phoihop.foundation.notices",
    "phoihop.foundation.numbers",
    "phoihop.foundation.calendar",
    "phoihop.foundation.files",
    "phoihop.foundation.jobs",
    "phoihop.foundation.agencies",
    "phoihop.foundation.access",
    "phoihop.foundation.ledger",
    "phoihop.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "phoihop.foundation.agencies.middleware.ActorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "phoihop.desk.context.shell",
            ],
            "builtins": ["phoihop.ui.templatetags.ui", "django.templatetags.i18n"],
        },
    }
]
FORM_RENDERER = "phoihop.ui.forms.Renderer"

# BEGIN IMMEDIATE, because a read that turns into a write inside a deferred transaction fails at once.
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
    "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;",
}
if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dict(dj_database_url.config(conn_max_age=60, conn_health_checks=True))}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "phoihop.sqlite3",
            "OPTIONS": _SQLITE,
            "CONN_MAX_AGE": None,
        }
    }
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
if os.environ.get("CACHE_URL"):
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": os.environ["CACHE_URL"]}
    }
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
FILES_ROOT = HOME / "files"
FILE_SIZE_LIMIT = 50 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

AUTH_USER_MODEL = "agencies.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:show"
# Where earlier stages send people who want to see a programme as a whole.
FRAMEWORK_PAGE = "desk:room"

# Where a printed code leads; earlier stages print it, and must not know the page itself.
CHECK_PAGE = "verification:show"

# Whom signatures are believed, where timestamps come from, and keys that answer from here. All of it is optional.
TRUST_ROOTS = HOME / "trust"
TSA_URL = os.environ.get("PHOIHOP_TSA_URL", "")
TSA_SECONDS = float(os.environ.get("PHOIHOP_TSA_SECONDS", "20"))
SIGNING_SERVICE_URL = os.environ.get("PHOIHOP_CSC_URL", "")
SIGNING_SERVICE_TOKEN = os.environ.get("PHOIHOP_CSC_TOKEN", "")
SIGNING_DEVICE_MODULE = os.environ.get("PHOIHOP_PKCS11_MODULE", "")

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["phoihop.config.formats"]

# What went wrong goes to a file of the installation and to whoever started it; no personal data is ever logged.
LOGS = HOME / "logs"
LOGS.mkdir(mode=0o700, exist_ok=True)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "file": {
            # Several processes append to it, so none of them may rotate it; it notices when logrotate has.
            "class": "logging.handlers.WatchedFileHandler",
            "filename": LOGS / "phoihop.log",
            "delay": True,
            "formatter": "line",
        },
        "stderr": {"class": "logging.StreamHandler", "level": "ERROR", "formatter": "line"},
    },
    "root": {"handlers": ["file", "stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES_ROOT}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("PHOIHOP_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("PHOIHOP_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("PHOIHOP_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PHOIHOP_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("PHOIHOP_SMTP_TLS") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("PHOIHOP_MAIL_FROM", "phoihop@localhost")
if not EMAIL_HOST:  # Nowhere to send: keep what would have been sent, so that nothing is lost without a trace.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = HOME / "mail"
PUBLIC_URL = os.environ.get("PHOIHOP_URL", "http://127.0.0.1:8000")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # Monitors on the inside ask over plain HTTP.
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
SILENCED_SYSTEM_CHECKS: list[str] = []

from phoihop.config.accounts import *  # noqa: E402, F403 — how people sign in, kept apart for its length
