"""The real settings with cheap passwords, mail kept in memory, and English sentences to assert on."""

import os
import tempfile

os.environ.setdefault("PHOIHOP_HOME", tempfile.mkdtemp(prefix="phoihop-tests-"))
os.environ.setdefault("PHOIHOP_SECRET_KEY", "only-for-tests")

from phoihop.config.settings import *  # noqa: F403 — the home must be set before settings are read

LANGUAGE_CODE = "en"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_AUTOREFRESH = True
ALLOWED_HOSTS = ["*"]
