"""Django settings. Every value has a default, so that `chizi serve` starts on a machine that sets nothing.

Environment: CHIZI_DATA (folder), DATABASE_URL, CHIZI_TZ (default: what the office was founded with),
CHIZI_SECRET_KEY, CHIZI_HOSTS (comma separated), CHIZI_TLS (1 behind HTTPS), CHIZI_STATIC (folder for collected
styles and scripts), CHIZI_DEBUG, CHIZI_SECOND_FACTOR (optional, administrators or everyone: who must have one).
A bureau with a directory (OIDC): CHIZI_OIDC_SERVER (https address of the issuer), CHIZI_OIDC_CLIENT_ID,
CHIZI_OIDC_SECRET, CHIZI_OIDC_NAME (as people call it), CHIZI_OIDC_CLAIM (which claim is the user name; default
preferred_username), CHIZI_OIDC_ORIGINS (comma separated, where its sign-in page stands on another host).
Notices that leave the house: CHIZI_SMTP_URL (smtp+tls://user:password@host:587; empty: no mail), CHIZI_MAIL_FROM,
CHIZI_ORIGIN (https address of this installation, for links in mails), CHIZI_WEBHOOK_SECRET (empty: no webhooks),
CHIZI_WEBHOOK_PRIVATE (1: webhooks may lie in the server's own network and be plain http).
Watching: CHIZI_METRICS_TOKEN (empty: there is no /metrics; whoever scrapes it sends this as a bearer token).
Files: CHIZI_FILE_MB (largest file that people hand in; default 50), CHIZI_FILM_MB (largest film; default 500).
"""

import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from chizi.org.remembered import remembered_zone
from chizi.site.guarding import check_start, directory_apps, origins_of
from chizi.site.places import data_folder, secret_key

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent
DATA = data_folder()
SECRET_KEY = secret_key(DATA)
DEBUG = env.bool("CHIZI_DEBUG", default=False)
TLS = env.bool("CHIZI_TLS", default=False)
ALLOWED_HOSTS = env.list("CHIZI_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if TLS else []
SECOND_FACTOR = env.str("CHIZI_SECOND_FACTOR", default="optional")
DIRECTORY = {
    "server": env.str("CHIZI_OIDC_SERVER", default="").rstrip("/"),
    "client_id": env.str("CHIZI_OIDC_CLIENT_ID", default=""),
    "secret": env.str("CHIZI_OIDC_SECRET", default=""),
    "name": env.str("CHIZI_OIDC_NAME", default=""),
    "claim": env.str("CHIZI_OIDC_CLAIM", default="preferred_username"),
}
DIRECTORY_ORIGINS = env.list("CHIZI_OIDC_ORIGINS", default=[])
check_start(
    debug=DEBUG,
    tls=TLS,
    hosts=ALLOWED_HOSTS,
    key=SECRET_KEY,
    second_factor=SECOND_FACTOR,
    directory=DIRECTORY,
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "chizi.site.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "chizi.journal",
    "chizi.ground.exchange",
    "chizi.ground.loading",
    "chizi.ground.counters",
    "chizi.ground.files",
    "chizi.ground.search",
    "chizi.ground.notices",
    "chizi.ground.devices",
    "chizi.ground.suggestions",
    "chizi.org",
    "chizi.plan",
    "chizi.matters",
    "chizi.learn",
    "chizi.surveys",
    "chizi.evaluation",
    "chizi.publish",
    "chizi.overview",
    "chizi.demo",
    "chizi.fronts.kit",
    "chizi.fronts.desk",
    "chizi.fronts.office",
    "chizi.fronts.guidance",
    "chizi.fronts.planning",
    "chizi.fronts.ledger",
    "chizi.fronts.boards",
    "chizi.fronts.library",
    "chizi.fronts.study",
    "chizi.fronts.practice",
    "chizi.fronts.progress",
    "chizi.fronts.surveying",
    "chizi.fronts.terminal",
    "chizi.fronts.public",
    "chizi.fronts.cli",
    "chizi.site",
]
MIDDLEWARE = [
    "chizi.site.metering.MeterMiddleware",
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
    "chizi.fronts.kit.middleware.RefusalMiddleware",
    "chizi.site.starting.middleware.FirstDayMiddleware",
    "chizi.site.signing.policy.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "chizi.site.urls"
WSGI_APPLICATION = "chizi.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "fronts" / "kit" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chizi.fronts.kit.context.kit",
            ],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA / 'chizi.sqlite3'}")}
DATABASE = DATABASES["default"]
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    DATABASE["ENGINE"] = "chizi.site.sqlite"
    # FULL, not NORMAL: an acknowledged row must survive a power cut.
    DATABASE["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        # The log is copied into the file every 32 MiB: each copy waits for the disk twice, with the writer's lock held.
        " PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=8192;",
    }
    DATABASE["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
else:
    DATABASE["CONN_HEALTH_CHECKS"] = True
    # The same statements come again and again: parsed and planned once a connection, not once a request.
    once = {"server_side_binding": True, "prepare_threshold": 5}
    DATABASE["OPTIONS"] = {**once, **DATABASE.get("OPTIONS", {})}
DATABASE["CONN_MAX_AGE"] = None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "org.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "chizi.site.adapters.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGOUT_ON_GET = False
# django-axes counts wrong passwords and signing.codes wrong codes, both in the database and for all processes.
# Behind one address of a bureau a thousand people may sign in on a Monday morning.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": "600/m/ip", "reauthenticate": "20/m/user"}
ACCOUNT_FORMS = {
    "login": "chizi.site.signing.forms.SignInForm",
    "change_password": "chizi.site.signing.forms.NewPasswordForm",  # nosec B105 - a name, no secret
    "reauthenticate": "chizi.site.signing.forms.ConfirmForm",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_EMAIL_NOTIFICATIONS = False
MFA_ADAPTER = "chizi.site.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # phones whose clock is up to half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = {"webauthn_login": "600/m/ip"}
MFA_FORMS = {
    "authenticate": "chizi.site.signing.forms.CodeForm",
    "reauthenticate": "chizi.site.signing.forms.ConfirmByCodeForm",
    "activate_totp": "chizi.site.signing.forms.FirstCodeForm",
    "add_webauthn": "chizi.site.signing.passkey_forms.AddPasskeyForm",
    "edit_webauthn": "chizi.site.signing.passkey_forms.RenamePasskeyForm",
    "login_webauthn": "chizi.site.signing.passkey_forms.PasskeySignInForm",
    "authenticate_webauthn": "chizi.site.signing.passkey_forms.PasskeyStepForm",
    "reauthenticate_webauthn": "chizi.site.signing.passkey_forms.ConfirmByPasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "chizi.site.adapters.DirectoryAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": directory_apps(DIRECTORY)}}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True  # no table of who logged in how often
AXES_VERBOSE = False

SESSION_ENGINE = "chizi.site.sessions.store"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # also counts for where a form is sent on to
        "form-action": [SELF, *origins_of(DIRECTORY, DIRECTORY_ORIGINS)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]  # each in its own words
LOCALE_PATHS = [PACKAGE / "site" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = env.str("CHIZI_TZ", default="") or remembered_zone(DATA) or "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("CHIZI_STATIC", PACKAGE.parent.parent / "build" / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FACTS = DATA / "facts"
RUNS = DATA / "runs"
PUBLICATIONS = DATA / "publications"
KEYS = DATA / "keys"
FILES = DATA / "files"
PREVIEWS = DATA / "previews"  # made from FILES when asked for; may be deleted at any time
FILE_LIMIT = env.int("CHIZI_FILE_MB", default=50) * 2**20
FILM_LIMIT = env.int("CHIZI_FILM_MB", default=500) * 2**20  # it comes in pieces, so that a cut costs little
FILE_UPLOAD_HANDLERS = [
    "chizi.fronts.kit.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

MAIL_ON = bool(env.str("CHIZI_SMTP_URL", default=""))
vars().update(env.email_url("CHIZI_SMTP_URL", default="dummymail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("CHIZI_MAIL_FROM", default="chizi@localhost")
ORIGIN = env.str("CHIZI_ORIGIN", default="").rstrip("/")
WEBHOOK_SECRET = env.str("CHIZI_WEBHOOK_SECRET", default="")
WEBHOOK_PRIVATE = env.bool("CHIZI_WEBHOOK_PRIVATE", default=False)
METRICS_TOKEN = env.str("CHIZI_METRICS_TOKEN", default="")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
