"""All settings, read from the environment; `.env.example` explains each variable."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

from config import embedded, rooms

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)

# Mode and secrets

DEMO_SECRET_KEY = "demo-key-known-to-everyone-never-for-production"  # noqa: S105 -- refused below
MODE = env.str("BINDEGLIED_MODE", "demo")
PRODUCTION = MODE == "production"
DEBUG = env.bool("DEBUG", default=False)
SHORTEST_SECRET_KEY = 50
SECRET_KEY = env.str("SECRET_KEY", "" if PRODUCTION else DEMO_SECRET_KEY)
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
if MODE not in {"demo", "production"}:
    message = f"BINDEGLIED_MODE is {MODE!r}; it must be demo or production."
    raise ImproperlyConfigured(message)
if PRODUCTION and (
    len(SECRET_KEY) < SHORTEST_SECRET_KEY or SECRET_KEY == DEMO_SECRET_KEY
):
    message = "SECRET_KEY must be set to at least 50 random characters in production."
    raise ImproperlyConfigured(message)

# The district

DISTRICT_KEY = env.str("DISTRICT_KEY", "03")
DISTRICT_NAME = env.str("DISTRICT_NAME", "Pankow")
SITE_NAME = "Bindeglied"
BASE_URL = env.str("BASE_URL", "http://localhost:8000").rstrip("/")
SOCKET_URL = env.str("SOCKET_URL", "ws://localhost:8001").rstrip("/")

# Servers: without these variables our own launcher starts embedded ones

PLACES = embedded.places(env.path("LOCAL_DIR", BASE_DIR / ".local"))
DATABASES = {
    "default": {
        **env.dj_db_url("DATABASE_URL", PLACES.database_url),
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", 60),
        "CONN_HEALTH_CHECKS": True,
    }
}
WEB_PROCESSES = env.int("WEB_PROCESSES", 1)
WEB_THREADS = env.int("WEB_THREADS", 4)
WORKER_PROCESSES = env.int("WORKER_PROCESSES", 2)
REDIS_URL = env.str("REDIS_URL", PLACES.redis_url)
CACHE_REDIS_URL = env.str("CACHE_REDIS_URL", REDIS_URL)
REDIS_PREFIX = env.str("REDIS_PREFIX", "bindeglied")
CACHES = {
    "default": {
        "BACKEND": "config.cache.ForgivingRedisCache",
        "LOCATION": CACHE_REDIS_URL,
        "OPTIONS": {"socket_timeout": 2},
        "KEY_PREFIX": REDIS_PREFIX,
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": f"{REDIS_PREFIX}-channels"},
    }
}
CELERY_BROKER_URL = embedded.broker_url(REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": f"{REDIS_PREFIX}:celery:"}
CELERY_TASK_DEFAULT_QUEUE = "bindeglied"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/Berlin"

# Applications, from the top of the house to its ground

INSTALLED_APPS = [
    "config",
    *rooms.APPS,
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "channels",
    "csp",
    "django_htmx",
    "leaflet",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "commons.requests.RequestIdMiddleware",
    "commons.requests.WholePathMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "commons.requests.GZipTextMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "commons.accounts.middleware.VisitorMiddleware",
    "commons.accounts.middleware.PrivateByDefaultMiddleware",
    "commons.accounts.middleware.StaffTwoFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "commons.design.context_processors.layout",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People and sign-in

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_RULES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_RULES}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_RULES}.CommonPasswordValidator"},
    {"NAME": f"{_RULES}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "commons.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "commons.accounts.signup.SignupExtras"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ACCOUNT_RATE_LIMITS = env.json("ACCOUNT_RATE_LIMITS", {})
ACCOUNT_SESSION_REMEMBER = None
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = SITE_NAME
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": env.json("OPENID_CONNECT_APPS", [])}
}

# Mail: the outbox sends, Django's own mail functions are not used

SMTP_URL = env.str("SMTP_URL", "smtp://127.0.0.1:8025")
MAIL_FROM = env.str("MAIL_FROM", "Bindeglied <post@bindeglied.example>")
MAIL_DOMAIN = MAIL_FROM.rsplit("@", 1)[-1].rstrip("> ")
DELIVERY_LEASE = timedelta(seconds=env.int("DELIVERY_LEASE_SECONDS", 60))
DELIVERY_BACKOFF = timedelta(seconds=env.int("DELIVERY_BACKOFF_SECONDS", 15))
# Mail that comes back: a mailbox that is read, and the address whose +TOKEN it bears.
IMAP_URL = env.str("IMAP_URL", "")
REPLY_ADDRESS = env.str("REPLY_ADDRESS", "")
DEMO_MAILBOX = env.str("DEMO_MAILBOX", "" if PRODUCTION else str(PLACES.mail))

# Language and time

LANGUAGE_CODE = "de"
LANGUAGES = [
    ("de", _("Deutsch")),
    ("en", _("English")),
    ("de-ls", _("Leichte Sprache")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", PLACES.static)
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "config.staticfiles.PackageFinder",
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env.path("MEDIA_ROOT", PLACES.files)},
    },
    "staticfiles": {"BACKEND": "commons.design.storage.HashedStaticFiles"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
WHITENOISE_MAX_AGE = 0 if DEBUG else 60
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Safety

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [BASE_URL])
CSRF_FAILURE_VIEW = "commons.accounts.views.csrf_failure"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
# Signed and gone once shown: a page that shows a message writes nothing (decision 3).
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_SSL_REDIRECT = PRODUCTION and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_CLOSED = ("default-src", "base-uri", "frame-ancestors")
_OURS = ("script-src", "style-src", "font-src", "form-action", "manifest-src")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **{source: [NONE] for source in _CLOSED},
        **{source: [SELF] for source in _OURS},
        "img-src": [SELF, "data:"],
        "connect-src": [SELF, SOCKET_URL],
    }
}
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)

# What people write, maps, logs

# Sooner nobody has filled in a form; asks for one more click, 0 never does.
SECONDS_TO_FILL = env.int("SECONDS_TO_FILL", 3)
COMMENT_CHECK = env.str("COMMENT_CHECK", "newcomers")
FIRST_LOOK_DAYS = env.int("FIRST_LOOK_DAYS", 3)  # of work, until somebody has looked
COMPLAINT_DAYS = env.int("COMPLAINT_DAYS", 10)
TILE_URL = env.str("TILE_URL", "")
LEAFLET_CONFIG = {"TILES": [], "RESET_VIEW": False}
LOGGING_CONFIG = None
LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
LOG_FORMAT = env.str("LOG_FORMAT", "json" if PRODUCTION else "lines")
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
