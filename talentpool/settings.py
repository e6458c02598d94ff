"""Settings. Everything that differs between machines comes from the environment, one by one, with a safe default."""

import json
import os
from pathlib import Path

import django_stubs_ext
import environ
from csp.constants import NONE, SELF

from talentpool.kernel import logs, mail

django_stubs_ext.monkeypatch()  # so that ``ModelAdmin[Agent]`` and the like work when they run

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / ".data")))
# What `manage.py up` runs on this machine, so that a command in another window finds it; the environment wins.
_RUNNING = DATA_DIR / "run" / "settings.json"
if os.access(_RUNNING, os.R_OK):
    env.ENVIRON = {**json.loads(_RUNNING.read_text()), **os.environ}
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="only-for-one-machine-" + "x" * 32)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DEMO_WITHOUT_SECOND_FACTOR = env.bool("DEMO_WITHOUT_SECOND_FACTOR", default=False)
# Keys of personal fields, newest first: "id:base64-32-bytes,id:..."; the default is derived from SECRET_KEY.
FIELD_KEYS = env.list("FIELD_KEYS", default=[])
LOOK_SECONDS = 1  # desks and boards that ask within it share one look
DEMO_CLOCK = env.bool("DEMO_CLOCK", default=True)  # whether the clock asks the database for a demo's warp
STORAGE_URL = env("STORAGE_URL", default="")
# Voluntary notes on wellbeing: off unless asked for, and never for agents in these zones (law differs by country).
WELLBEING = env.bool("WELLBEING", default=False)
WELLBEING_NOT_IN = env.list("WELLBEING_NOT_IN", default=["Europe/"])
SMS_URL = env("SMS_URL", default="")  # apprise; {phone} stands for the number
CHAT_URL = env("CHAT_URL", default="")  # apprise; {user} stands for the opaque username
# How links in mails and notices begin, and the key browsers know us by (derived from SECRET_KEY when empty).
PUBLIC_URL = env("PUBLIC_URL", default="http://127.0.0.1:8000")
VAPID_PRIVATE_KEY = env("VAPID_PRIVATE_KEY", default="")
VAPID_SUBJECT = env("VAPID_SUBJECT", default="mailto:no-reply@localhost")
METRICS_TOKEN = env("METRICS_TOKEN", default="")  # without one, /metrics answers this machine only

# In the order of time: an import, and a foreign key, may only point at a room further up.
ROOMS = [
    "talentpool.kernel",
    "accounts",
    "talentpool.messaging",
    "talentpool.agents",
    "talentpool.growth",
    "talentpool.screening",
    "talentpool.training",
    "talentpool.activation",
    "tasks.staffing",
    "tasks.orders",
    "tasks.dispatch",
    "tasks.attendance",
    "tasks.quality",
    "tasks.billing",
    "talentpool.faces",
    "talentpool.demo",
]
BESIDE = ["talentpool.wellbeing", "talentpool.local"]  # imported by no room

INSTALLED_APPS = [
    "talentpool.faces.site.HouseAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "knox",
    "django_filters",
    "drf_spectacular",
    "django_htmx",
    "django_structlog",
    "django_prometheus",
    "pgtrigger",
    "pghistory",
    "phonenumber_field",
    *ROOMS,
    *BESIDE,
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "accounts.limits.RateHeadersMiddleware",
    "talentpool.kernel.middleware.BadInputMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.HatMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "talentpool.kernel.middleware.RefusalMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "talentpool.urls"
WSGI_APPLICATION = "talentpool.wsgi.application"
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
                "django.template.context_processors.i18n",
                "talentpool.kernel.context.house",
                "talentpool.faces.context.bars",
            ],
            "builtins": [
                "talentpool.kernel.templatetags.look",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": {
        **env.db_url("DATABASE_URL", default="postgres://postgres:postgres@127.0.0.1:5432/talentpool"),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 0,
        # Compiling takes longer than most queries here; scattered pages read ahead (a Mac can't) take an eighth of the time.
        "OPTIONS": {
            "options": "-c jit=off" + " -c effective_io_concurrency=64" * hasattr(os, "posix_fadvise"),
            "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=16), "timeout": 10},
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHE_URL = env("CACHE_URL", default="")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

CELERY_BROKER_URL = env("CELERY_BROKER_URL", default="memory://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_throttle": 1,
    # Who commits waits for no broker: one more try at once, instead of six seconds of pauses for each wake-up.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
CELERY_TASK_PUBLISH_RETRY = False  # the outbox row is the promise; a broker that is away must not hold the web up

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "accounts.backends.HouseBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "talentpool.messaging.adapters.AccountAdapter"
MFA_ADAPTER = "talentpool.messaging.adapters.MFAAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email", "phone", "password1*"]
ACCOUNT_FORMS = {"signup": "talentpool.messaging.forms.SignupForm", "login": "talentpool.messaging.forms.LoginForm"}
ACCOUNT_EMAIL_VERIFICATION = "optional"
# Without an SMS service nobody could prove a number: it stays unverified until a recruiter confirms it.
ACCOUNT_PHONE_VERIFICATION_ENABLED = bool(SMS_URL)
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "TalentPool"
# Staff and owners are asked for a second factor at their first log-in, when their address may not be proven yet.
MFA_ALLOW_UNVERIFIED_EMAIL = True
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
COOKIES_SECURE = env.bool("COOKIES_SECURE", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = COOKIES_SECURE
if TRUSTED_PROXIES:  # the proxy that ends TLS says so; without one, anybody could
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", default="Asia/Shanghai")

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
_HASHED = "talentpool.kernel.staticstorage.HouseStorage"
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "files")},
    },
    "staticfiles": {"BACKEND": _HASHED if env.bool("STATIC_MANIFEST", default=False) else _PLAIN},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
vars().update(mail.settings_of(env("EMAIL_URL", default="consolemail://")))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="TalentPool <no-reply@localhost>")
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.authentication.ClientKeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.authentication.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["accounts.parsers.PatientJSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.CursorPagination",
    "DEFAULT_SCHEMA_CLASS": "accounts.schema.HouseSchema",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "EXCEPTION_HANDLER": "accounts.problems.problem_details",
    "DEFAULT_THROTTLE_CLASSES": ["accounts.authentication.ClientRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"client": env("API_RATE", default="600/min")},
    "PAGE_SIZE": 50,
}
REST_KNOX = {"TOKEN_MODEL": "accounts.ClientKey", "TOKEN_TTL": None}
KNOX_TOKEN_MODEL = "accounts.ClientKey"  # noqa: S105  (a model's name)
MIGRATION_MODULES = {"knox": None}  # our own token model replaces knox's; its migrations would leave a dead table
SPECTACULAR_SETTINGS = {
    "TITLE": "TalentPool API",
    "DESCRIPTION": "Order surge capacity. Errors are RFC 9457 problem details.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "ChannelEnum": "talentpool.agents.states.Channel",
        "AgentKindEnum": "talentpool.agents.states.Kind",
        **{f"{name}Enum": f"tasks.staffing.states.{name}" for name in ("ImportState", "ForecastState")},
        **{f"{name}Enum": f"tasks.orders.states.{name}" for name in ("ActivityKind", "OrderState", "ShiftState")},
        **{f"{name}Enum": f"tasks.orders.states.{name}" for name in ("Grade", "Scenario")},
    },
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": [],
}
SILENCED_SYSTEM_CHECKS = ["account.W001"]  # either address is enough to sign up; the form asks for one of them
PGHISTORY_ADMIN_ALL_EVENTS = False
LOGGING = logs.settings_of(env("LOG_LEVEL", default="WARNING"))
