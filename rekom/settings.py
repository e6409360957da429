"""One settings module. Differences between places are values, and values come from the environment.

Safe when nothing is set: no debug, HTTPS on, no start without a secret. ``.env.example`` lists
every variable; a value that cannot be read is an error, never a guess.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy
from environ.fileaware_mapping import FileAwareMapping

BASE_DIR = Path(__file__).resolve().parent.parent
NODE_MODULES = BASE_DIR / "node_modules"


class SecretFiles(FileAwareMapping):
    """NAME_FILE points at a file that holds the value of NAME; an editor ends its last line."""

    def __getitem__(self, key: str) -> str:
        value = super().__getitem__(key)
        return value.rstrip("\r\n") if self.env.get(f"{key}_FILE") else value


class Env(environ.Env):
    ENVIRON = SecretFiles()


env = Env()
if (BASE_DIR / ".env").exists():
    env.read_env(str(BASE_DIR / ".env"))


def flag(name: str, *, default: bool) -> bool:
    """true or false; a slip of the pen must never open the site."""
    text = env.str(name, default=str(default)).strip().lower()
    if text not in {"true", "false"}:
        raise ImproperlyConfigured(f"{name} must be true or false, not {text!r}.")
    return text == "true"


# --- what differs between places -----------------------------------------------------------------

DEBUG = flag("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
HTTPS = flag("HTTPS", default=not DEBUG)
# For links in letters that no page asks for. A path is put behind it.
SITE_URL = env.str(
    "SITE_URL",
    default=f"{'https' if HTTPS else 'http'}://{next(iter(ALLOWED_HOSTS), 'localhost')}",
)
SITE_URL = SITE_URL.rstrip("/")
BEHIND_PROXY = flag("BEHIND_PROXY", default=False)

# A demo has invented people: every page wears a banner and every paper a mark.
DEMO = flag("DEMO", default=False)
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="demo")

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'rekom.sqlite3'}")
    # To open it for each request takes longer than a whole simple answer, SQLite too.
    | {"CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60), "CONN_HEALTH_CHECKS": True}
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # What each of these prevents stands in docs/adr/0004-sqlite-settings.md.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            "PRAGMA recursive_triggers=ON; PRAGMA busy_timeout=30000;"
        ),
    }

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
EMAIL_TRANSPORT = EMAIL_CONFIG.pop("EMAIL_BACKEND")
EMAIL_BACKEND = "partnerships.outbox.OutboxBackend"  # stores each letter before EMAIL_TRANSPORT
EMAIL_TIMEOUT = 20  # seconds that a page may wait for the mail server
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="rekom@example.no")

# Where people write when a page shuts them out; shown in the accessibility statement and on privacy.
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="rekom@example.no")

# Long work waits in the database until ``manage.py db_worker`` takes it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}

# Log-in through an OpenID Connect provider (ID-porten, Ansattporten, Entra) and a second factor.
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
MULTI_FACTOR = flag("MULTI_FACTOR", default=False)

# --- the same everywhere -------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # the widgets' templates, for the renderer below
    "allauth",
    "allauth.account",
    "crispy_forms",
    "csp",
    "django_htmx",
    "django_tasks_db",
    "simple_history",
    "rekom.kit",
    "partnerships",
    "measures",
    "allocation",
    "rekom.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A page is a sixth of its size on the wire. Tokens are masked anew each time, and lengths blurred.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rekom.kit.middleware.ReaderLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "rekom.kit.middleware.PrivatePagesMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "rekom.urls"
WSGI_APPLICATION = "rekom.wsgi.application"

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
                "rekom.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "rekom.kit.templatetags.ui",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

CRISPY_ALLOWED_TEMPLATE_PACKS = "designsystemet"
CRISPY_TEMPLATE_PACK = "designsystemet"

# --- languages -----------------------------------------------------------------------------------
# Source strings are English; the screens are Norwegian. The law asks for both written forms at once.

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]  # each in its own words
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True
USE_I18N = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- people --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "partnerships.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("start")
ACCOUNT_LOGOUT_REDIRECT_URL = reverse_lazy("start")
ACCOUNT_ADAPTER = "partnerships.adapter.InvitedOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people come in by an invitation to their e-mail address
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key"}

if OIDC_SERVER_URL:
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": env.str("OIDC_PROVIDER_ID", default="oidc"),
                    "name": env.str("OIDC_NAME", default="ID-porten"),
                    "client_id": env.str("OIDC_CLIENT_ID"),
                    "secret": env.str("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": OIDC_SERVER_URL},
                }
            ],
        }
    }
    SOCIALACCOUNT_ADAPTER = "partnerships.adapter.KnownPeopleAdapter"
    SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
    SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
if MULTI_FACTOR:
    INSTALLED_APPS += ["allauth.mfa"]
    MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
    MFA_TOTP_ISSUER = "Rekom"
    MFA_TOTP_TOLERANCE = 1  # a code holds half a minute longer, for who writes slowly
    MFA_ALLOW_UNVERIFIED_EMAIL = True  # people come in by an invitation to their e-mail address

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True

# --- what the browser may do ---------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Designsystemet draws its icons as data: masks
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if OIDC_SERVER_URL:
    # The log-in form posts here and is then sent on to the provider.
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] += [
        env.str("OIDC_ORIGIN", default=OIDC_SERVER_URL)
    ]

DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a report with sixty measures, and room to spare
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_PERMISSIONS = 0o600
VIRUS_SCANNER = env.str("VIRUS_SCANNER", default="")  # rekom.kit.virus_scan
# Empty: only the local copy is asked. See partnerships.services.business_register.
BUSINESS_REGISTER_URL = env.str("BUSINESS_REGISTER_URL", default="")

# --- files ---------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "static-collected"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("designsystemet/css", NODE_MODULES / "@digdir/designsystemet-css/dist/src"),
    ("designsystemet/theme", NODE_MODULES / "@digdir/designsystemet-theme/src/themes"),
    ("designsystemet/web", NODE_MODULES / "@digdir/designsystemet-web/dist/umd"),
    ("fonts/inter", NODE_MODULES / "@fontsource-variable/inter"),
]
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- papers --------------------------------------------------------------------------------------
# Fonts on paper: one full file a style, so that the Sámi letters are in them.
PAPER_FONTS = NODE_MODULES / "source-sans/TTF"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
