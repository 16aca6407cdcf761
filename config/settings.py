"""All settings of Rungs, in one file driven by the environment; docs/operations.md has them as a table."""

from os import environ
from pathlib import Path

from django.utils.csp import CSP
from whitenoise.compress import Compressor

from config import rest
from config.databases import database_settings
from config.environment import flag, number, public_url, secret_key, words
from config.logs import logging_settings
from config.mail import mailers
from config.storage import file_storage

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(environ.get("RUNGS_DATA_DIR") or BASE_DIR / "var")
VERSION = "0.2.0"

DEBUG = flag("RUNGS_DEBUG")
SECRET_KEY = secret_key(DATA_DIR)
ALLOWED_HOSTS = words("RUNGS_ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
CSRF_FAILURE_VIEW = "core.resend.csrf_failure"
# ".example.com" is every host under it, which Django writes in two ways.
CSRF_TRUSTED_ORIGINS = [
    f"https://*{host}" if host.startswith(".") else f"https://{host}"
    for host in words("RUNGS_ALLOWED_HOSTS")
    if host != "*"
]

# Who may sign up once the first owner has: only people with an invitation, unless this is set.
OPEN_SIGNUP = flag("RUNGS_OPEN_SIGNUP")
HAS_MAIL = bool(environ.get("RUNGS_MAIL_URL"))

INSTALLED_APPS = [
    "accounts",  # before Django's own, whose command `createsuperuser` it replaces
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "core",
    "jobs",
    "catalog",
    "evidence",
    "assessments",
    "vendors",
    "roadmap",
    "reports",
    "webhooks",
    "archives",
    "showcase",
    "config",
]

MIDDLEWARE = [
    "config.health.HealthMiddleware",
    "core.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "core.middleware.NotStoredMiddleware",
    "core.middleware.LargestBodyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SessionSeenMiddleware",
    "core.middleware.SignedOutMiddleware",
    "core.middleware.StaleWriteMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
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
                "core.context.page",
                "accounts.context.frame",
            ],
        },
    },
]

FORM_RENDERER = "core.forms.FormRenderer"

DATABASES = {"default": database_settings(environ.get("DATABASE_URL", ""), DATA_DIR)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATA_DIR.mkdir(parents=True, exist_ok=True)  # SQLite makes its file, but not the folder

REST_FRAMEWORK = rest.FRAMEWORK
SPECTACULAR_SETTINGS = rest.CONTRACT
REST_FRAMEWORK = rest.FRAMEWORK
SPECTACULAR_SETTINGS = rest.CONTRACT
API_CALLS_PER_MINUTE = number("RUNGS_API_CALLS_PER_MINUTE", 600)  # of each person and service account

BROKER_URL = environ.get("RUNGS_BROKER_URL", "")
JOB_THREADS = number("RUNGS_JOB_THREADS", 2)  # jobs at once in each web process, where there is no broker
JOB_LEASE_SECONDS = number("RUNGS_JOB_LEASE_SECONDS", 60)  # how soon the jobs of a process that died run elsewhere
WEBHOOKS_TO_PRIVATE = flag("RUNGS_WEBHOOKS_TO_PRIVATE")  # to addresses within the network, and without TLS

# Counts for rate limits must be the same in every process: in the broker's server when there is one, else in the
# database. Django's 300 entries would let a flood of other addresses push a count out.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": BROKER_URL}
    if BROKER_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "accounts.forms.signing_in.SignInForm",
    "signup": "accounts.forms.sign_up.SignUpForm",
    "reset_password": "accounts.forms.signing_in.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.signing_in.NewPasswordForm",
    "change_password": "accounts.forms.signing_in.ChangePasswordForm",
    "add_email": "accounts.forms.signing_in.ChangeAddressForm",
    "reauthenticate": "accounts.forms.signing_in.ReauthenticateForm",
}
ACCOUNT_SESSION_REMEMBER = True
# Wherever strangers may sign up or mail can be sent, an address is proven before anybody signs in with it; who need
# not prove theirs, AccountAdapter.is_email_verified says. It also makes taken and free addresses look the same.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if OPEN_SIGNUP or HAS_MAIL else "none"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Beside allauth's own limits. The first three send mail to an address that the asker names.
ACCOUNT_RATE_LIMITS = {
    "reset_password": "20/m/ip,5/h/key",
    "manage_email": "10/h/user",
    "invite": "5/h/key,30/h/user",  # the key is the address that is invited
    "make_token": "20/h/user",
    "report_password": "5/m/ip,30/h/key,100/d/key",  # the key is the link to a report
    "report_verify": "20/m/user",
    "calendar_guess": "30/m/ip",
    "portal_mail": "5/h/key,60/h/user",  # the key is the address that is mailed to
    "portal_guess": "30/m/ip",
    "portal_write": "120/m/key",  # the key of the next three is the link of a vendor
    "portal_upload": "60/h/key",
    "portal_hand_in": "20/h/key",
}
MFA_ADAPTER = "accounts.adapter.TwoStepAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.two_step.CodeForm",
    "reauthenticate": "accounts.forms.two_step.CodeAgainForm",
    "activate_totp": "accounts.forms.two_step.ActivateAppForm",
    "add_webauthn": "accounts.forms.two_step.AddPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Nobody signs in with an unproven address; without this, two-step sign-in would rule out changing the address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Rungs"
MFA_TOTP_TOLERANCE = 1
USERSESSIONS_TRACK_ACTIVITY = True

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
LARGEST_BODY = 6 * 1024 * 1024  # of a request: a logo may have 5 MB, and the form around it takes some
LARGEST_UPLOAD = number("RUNGS_MAX_UPLOAD_MB", 25) * 1024 * 1024  # of a file; pages that take one take such a body
MEDIA_ROOT = DATA_DIR / "files"  # never served by address: views hand files to members
STORAGES = {
    "default": file_storage(environ.get("RUNGS_STORAGE_URL", "")),
    "staticfiles": {"BACKEND": "config.static.NamedByContent"},
}
# Pages ask for files by the names made of their content alone: nothing else is kept, nor compressed.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# The usual ones, and maps for who looks into a library: compressing them takes longer than all the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# Everything comes from here: no inline script or style, no other host, no frame around our pages.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "core.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Behind a proxy that ends TLS and sets X-Forwarded-Proto itself. Without it, cookies must pass over plain HTTP.
BEHIND_TLS = flag("RUNGS_TLS")
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = number("RUNGS_HSTS_SECONDS", 31_536_000)
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

# How many proxies in front add to X-Forwarded-For. What stands further left in it anybody could have written, and
# limits of tries are counted by address.
ALLAUTH_TRUSTED_PROXY_COUNT = number("RUNGS_TRUSTED_PROXIES", 1 if BEHIND_TLS else 0)

HAS_PUBLIC_URL = bool(environ.get("RUNGS_URL"))
PUBLIC_URL = public_url(ALLOWED_HOSTS, behind_tls=BEHIND_TLS)
MAILERS = mailers(environ.get("RUNGS_MAIL_URL", ""))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environ.get("RUNGS_MAIL_FROM", "Rungs <rungs@localhost>")

LOGGING = logging_settings(as_json=flag("RUNGS_LOG_JSON"))
