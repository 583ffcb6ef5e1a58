"""Django settings. What differs between machines comes from the environment; see .env.example."""

from datetime import timedelta
from typing import Any

from kbsite import environment as env
from kbsite import folders

BASE_DIR, CONTENT_DIR, VAR_DIR = folders.BASE_DIR, folders.CONTENT_DIR, folders.VAR_DIR

DEBUG = env.switch("DEBUG", default=False)
SECRET_KEY = env.secret_key(VAR_DIR / "secret-key")
ALLOWED_HOSTS = env.text_list("ALLOWED_HOSTS", env.LOCAL_HOSTS)
# The folder below which the site lies, such as /pets (kbsite/path_prefix.py).
PATH_PREFIX = env.path_prefix("PATH_PREFIX")
# The start of absolute addresses in feeds, sitemaps and previews of links. If empty, it is taken
# from the request.
SITE_URL = env.origin("SITE_URL")
SITE_URL += PATH_PREFIX if SITE_URL else ""
# Turn it on if a proxy in front of the site handles TLS: secure cookies, redirects to https, HSTS.
HTTPS = env.switch("HTTPS", default=False)
# The site believes X-Forwarded-For and X-Forwarded-Proto only from these addresses (kbsite/proxies.py).
# Anybody else could forge them.
TRUSTED_PROXIES = env.proxies("TRUSTED_PROXIES", needed=HTTPS)
# No header says below which folder the site lies. PATH_PREFIX does.
FORCE_SCRIPT_NAME = ""

INSTALLED_APPS = [
    # The door takes the pages of these away from the admin, so they come before it.
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    # Above the apps: its `forget` does what theirs does, and more.
    "kbsite.accounts",
    "kbsite.notices",
    "axes",
    "articles",
    "comments",
    "kbsite.admin_site.ScratchpostAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "markdownx",
    "simple_history",
    "csp",
]

# Sessions, CSRF and messages are lazy. A page that does not use them sets no cookie and sends no
# Vary: Cookie, so any cache may keep it.
MIDDLEWARE = [
    # Outermost: the headers of HEAD are those of a complete answer, its length after compression too.
    "kbsite.middleware.BodilessHeadMiddleware",
    "kbsite.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kbsite.middleware.KnownCharsetMiddleware",
    "csp.middleware.CSPMiddleware",
    # Above ConditionalGetMiddleware, whose ETag is that of the whole page: compression marks it as weak.
    "kbsite.compression.CompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "kbsite.path_prefix.PathPrefixMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "kbsite.middleware.WholeFormsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kbsite.accounts.middleware.SecondFactorMiddleware",
    "kbsite.accounts.middleware.SeenSessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kbsite.middleware.DatabaseOutageMiddleware",
    # Innermost: it puts the page of a locked login in place of the one that asked for a password.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "kbsite.urls"
WSGI_APPLICATION = "kbsite.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {"desk": "kbsite.desk_tags"},
        },
    },
]
# Lets our templates replace those of Django's form fields and widgets too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

DATABASES = {"default": env.database(env.number("DATABASE_STATEMENT_TIMEOUT_MS", 5000))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
# How long the link in a letter for a new password works, in seconds.
PASSWORD_RESET_TIMEOUT = 4 * 60 * 60
AUTHENTICATION_BACKENDS = [
    # Refuses a locked login before its password is looked at.
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "kbsite.accounts.backends.PasskeyBackend",
]
# Whoever belongs to one of these groups needs a second factor; `superusers` stands for all of them.
SECOND_FACTOR_GROUPS = env.text_list("SECOND_FACTOR_GROUPS", [])
OTP_TOTP_ISSUER = "Scratchpost"
# After so many wrong passwords in an hour a name is locked in a network, a network for all names, and a name
# everywhere. The last two do not hold where the person has logged in within so many days.
LOCK_NAME_IN_NETWORK_AFTER = env.number("LOCK_NAME_IN_NETWORK_AFTER", 5)
LOCK_NETWORK_AFTER = env.number("LOCK_NETWORK_AFTER", 30)
LOCK_NAME_AFTER = env.number("LOCK_NAME_AFTER", 50)
KNOWN_NETWORK_DAYS = env.days("KNOWN_NETWORK_DAYS", 30)
# Counts wrong passwords; kbsite/accounts/lockout.py says that one limit of its own is enough.
AXES_HANDLER = "kbsite.accounts.lockout.LockoutHandler"
AXES_CLIENT_IP_CALLABLE = "kbsite.accounts.lockout.network_key"
AXES_LOCKOUT_CALLABLE = "kbsite.accounts.views.locked.locked"
AXES_FAILURE_LIMIT = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(hours=1)
AXES_RESET_ON_SUCCESS = True
# Whoever goes on trying is not locked out for longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

LANGUAGE_CODE = "en-gb"
TIME_ZONE = env.text("TIME_ZONE", "Europe/London")
USE_I18N = False
USE_TZ = True
# Django would take its own formats for British English before any that stand here.
FORMAT_MODULE_PATH = "kbsite.formats"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Pages name only these, so the others need neither be compressed nor looked through at each start.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "articles.images.storage.DurableStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "kbsite.static_storage.BundledStaticFilesStorage"
        )
    },
}

FILE_UPLOAD_HANDLERS = [
    "kbsite.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# The largest photo a reader or an editor may send, in bytes.
UPLOAD_MAX_BYTES = 10 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644

# The address for readers' questions about their data or about accessibility. Two pages show it.
CONTACT_EMAIL = env.text("CONTACT_EMAIL", "")

# E-mail about comments. Without EMAIL_URL the site writes none, and its pages do not mention any.
_mail_server = env.mail_server("EMAIL_URL")
MAIL_IS_ON = bool(_mail_server)
globals().update(_mail_server)
DEFAULT_FROM_EMAIL = env.mailbox("MAIL_FROM")
# A mail server that sends nothing for so many seconds counts as down.
EMAIL_TIMEOUT = max(1, env.number("EMAIL_TIMEOUT", 10))

# Whether moderators get letters at all; each of them may turn off their own.
MODERATOR_LETTERS = env.switch("MODERATOR_LETTERS", default=True)
# The same for letters about texts, to authors, editors and vets.
TEXT_LETTERS = env.switch("TEXT_LETTERS", default=True)

# The country whose poison lines come first, until a reader's browser names another; ISO 3166, two letters.
FIRST_COUNTRY = env.text("FIRST_COUNTRY", "GB").upper()
# After so many days without a check, editors are asked to look at a poison line again.
CHECK_LINES_AFTER_DAYS = env.days("CHECK_LINES_AFTER_DAYS", 90)
# After so many days somebody should look again at a page that no vet signed, by the urgency of what it
# describes (articles/urgency.py). Whoever signs a page says the day themselves.
REVIEW_AFTER_DAYS = env.days_for_each(
    "REVIEW_AFTER_DAYS",
    {"emergency": 180, "same-day": 180, "vet-soon": 365, "watch": 365, "no-worry": 730},
)

# The name of the login that the first start makes. If empty, it is made with random letters.
FIRST_EDITOR = env.login_name("FIRST_EDITOR")

# Whether the writer of a text may approve it. Meant only for a site with a single editor.
SELF_APPROVAL = env.switch("SELF_APPROVAL", default=False)
# Whether an editor may mend a few words alone; somebody else looks at them afterwards.
SMALL_CORRECTIONS = env.switch("SMALL_CORRECTIONS", default=True)

# Whether the form of an article may ask the registers of DOIs and of PubMed about a source.
REFERENCE_LOOK_UP = env.switch("REFERENCE_LOOK_UP", default=False)

# Limits for one household, from which comments/limits.py makes those of wider networks, and for all
# readers together. Behind a proxy that TRUSTED_PROXIES does not name, all readers seem to have one address.
COMMENTS_A_MINUTE = env.number("COMMENTS_A_MINUTE", 6)
COMMENTS_A_DAY = env.number("COMMENTS_A_DAY", 30)
PHOTOS_A_MINUTE = env.number("PHOTOS_A_MINUTE", 6)
PHOTOS_A_DAY = env.number("PHOTOS_A_DAY", 40)
REPORTS_A_DAY = env.number("REPORTS_A_DAY", 10)
VOTES_A_DAY = env.number("VOTES_A_DAY", 60)
COMMENTS_OF_ALL_A_MINUTE = env.number("COMMENTS_OF_ALL_A_MINUTE", 60)
# After so many days rejected comments, spam, and e-mail addresses that nobody confirmed are erased; 0 keeps
# them. An owner has 30 days to confirm an address (comments/mail/recipients.py).
KEEP_REJECTED_DAYS = env.days("KEEP_REJECTED_DAYS", 90)
KEEP_SPAM_DAYS = env.days("KEEP_SPAM_DAYS", 30)
KEEP_UNCONFIRMED_DAYS = env.days("KEEP_UNCONFIRMED_DAYS", 30)
# Whether a comment may appear without a moderator, if its writer was approved before; see
# docs/operating.md for all conditions.
TRUST_APPROVED_WRITERS = env.switch("TRUST_APPROVED_WRITERS", default=False)

MARKDOWNX_MARKDOWNIFY_FUNCTION = "articles.composing.preview.markdownify"
MARKDOWNX_URLS_PATH = "/markdownx/markdownify/"
MARKDOWNX_UPLOAD_URLS_PATH = "/markdownx/upload/"

# django-csp sends this header. A few views set another policy for their own answers.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Answers the editor's script in JSON, and everybody else with Django's own page.
CSRF_FAILURE_VIEW = "kbsite.kept.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# The neighbours of a site in a folder get no cookies of it.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{PATH_PREFIX}/"
SECURE_SSL_REDIRECT = HTTPS
# Load balancers request these from inside, over plain http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Both reach beyond this site, and browsers remember them for a year: an owner turns them on knowingly.
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env.switch("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = HTTPS and env.switch("HSTS_PRELOAD", default=False)
# `check --deploy` warns where they are off. Off is what we mean, for we do not know the owner's other sites.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "kbsite.logs.LineFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {"strangers": {"()": "kbsite.logs.StrangersFilter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["strangers"]}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "WARNING")},
    "loggers": {
        # On a busy day it would report each request that waits for a thread.
        "waitress.queue": {"level": "ERROR"},
        # It logs what was typed with each wrong password; kbsite.accounts writes a line for each lock.
        "axes": {"level": "CRITICAL"},
    },
}
