"""Settings of the installation, read from the environment.

Every reader is strict: a value that cannot be right stops the start with a plain message. Nothing secret has
a default in the code; what is not given is made once and kept under ``var/``.
"""

import os
import secrets
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
# Tests read static files where they stand and write under var/test/; nothing else differs.
TESTING = "pytest" in sys.modules


def _var_dir() -> Path:
    """The folder that holds all an installation writes; ``VAR_MAP`` moves it (tests, containers)."""
    path = Path(env.str("VAR_MAP", default=str(BASE_DIR / "var" / ("test" if TESTING else "")))).resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


VAR_DIR = _var_dir()


def _secret(name: str) -> str:
    """A secret from the environment, or one made once under ``var/``.

    Raises ImproperlyConfigured when the given one is shorter than 32 characters.
    """
    given = env.str(name, default="")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured(f"{name} is korter dan 32 tekens; kies een langere.")
        return given
    file = VAR_DIR / f"{name.lower()}.txt"
    try:
        with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as handle:
            handle.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    value = file.read_text().strip()
    if len(value) < 32:
        raise ImproperlyConfigured(f"{file} is leeg of te kort; verwijder het bestand en start opnieuw.")
    return value


def _basis_url() -> str:
    """The address people see, without a slash at the end; refuses anything that is not http(s)."""
    url = env.str("BASIS_URL", default="http://127.0.0.1:8000").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise ImproperlyConfigured(f"BASIS_URL is geen adres als https://leefsturing.gemeente.nl: {url!r}")
    return url


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = _secret("SECRET_KEY")
# A key of its own for personal links: changing it withdraws all links and nothing else.
LINK_SLEUTEL = _secret("LINK_SLEUTEL")
BASIS_URL = _basis_url()
_SECURE = BASIS_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(BASIS_URL).hostname, "127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [BASIS_URL]
HUISSTIJL = env.str("HUISSTIJL", default="voorbeeld")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "django_cotton.apps.SimpleAppConfig",
    "django_filters",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "werk",
    "toegang",
    "trajecten",
    "berichten",
    "pijlers",
    "comakers",
    "streefbeelden",
    "kruispunten",
    "ketens",
    "plannen",
    "overzichten",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "toegang.middleware.kopregels",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "toegang.middleware.StandaardDicht",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "leefsturing.urls"
ASGI_APPLICATION = "leefsturing.asgi.application"
WSGI_APPLICATION = "leefsturing.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "werk.templatetags.formulier",
                "werk.templatetags.tekst",
                "toegang.templatetags.beleid",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "trajecten.context.schil",
            ],
        },
    }
]
COTTON_DIR = "_componenten"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# ── Database: SQLite under var/ for one machine, PostgreSQL with DATABASE_URL ─────────────────────────────
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'leefsturing.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A write transaction takes its lock at the start, so that it waits instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": ";".join(
            f"PRAGMA {p}" for p in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "temp_store=MEMORY")
        ),
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counters of login attempts and the like live in the database: no request depends on a cache server.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "werk_cache"},
}

# ── Work outside the request ──────────────────────────────────────────────────────────────────────────────
REDIS_URL = env.str("REDIS_URL", default="")

# ── Mail: files by default, SMTP with EMAIL_URL ───────────────────────────────────────────────────────────
if env.str("EMAIL_URL", default=""):
    _mail = env.email_url("EMAIL_URL")
    if _mail["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
        # Django's own, that tells us just before it hands a mail over.
        _mail["EMAIL_BACKEND"] = "berichten.postbussen.Smtp"
    vars().update(_mail)
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "berichten.postbussen.Bestanden"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env.str("MAIL_AFZENDER", default=f"Leefsturing <leefsturing@{urlsplit(BASIS_URL).hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# ── Who may in ────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "toegang.Gebruiker"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "trajecten"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "toegang.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Guessing a password is stopped by axes (below), per account and address; a limit per account would lock out a
# colleague. Who guesses a code has the password already: there the limit is per account, wherever they come from.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,10/15m/key"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
# By account and address together: nobody can lock out a colleague from elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "toegang.adapter.inlognaam"
AXES_LOCKOUT_TEMPLATE = "account/geblokkeerd.html"
AXES_IPWARE_PROXY_COUNT = env.int("AANTAL_PROXYS", default=0) or None
AXES_IPWARE_META_PRECEDENCE_ORDER = (
    ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"] if AXES_IPWARE_PROXY_COUNT else ["REMOTE_ADDR"]
)
AXES_VERBOSE = False
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "toegang.views.csrf_mislukt"
# A personal link lives this long; a visit through it ends after LINK_SESSIE.
LINK_GELDIG = timedelta(days=120)
LINK_SESSIE = timedelta(days=14)

# ── Headers ───────────────────────────────────────────────────────────────────────────────────────────────
SECURE_SSL_REDIRECT = _SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# A form of a gesprek is large at most by its notes; anything over this is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# ── Files ─────────────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "leefsturing.lib.statisch.GebundeldeBestanden"},
}
if DEBUG or TESTING:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
WHITENOISE_MANIFEST_STRICT = False

# ── Language and time ─────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"verberg_links": {"()": "leefsturing.lib.logfilter.VerbergLinks"}},
    "formatters": {"regel": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "regel", "filters": ["verberg_links"]},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_NIVEAU", default="INFO")},
    "loggers": {"django": {"handlers": [], "propagate": True}, "axes": {"level": "WARNING"}},
}
