"""E-mail by address: ``EMAIL_URL`` names an SMTP server as usual, or a provider of django-anymail.

``resend+api://KEY@`` is the backend ``anymail.backends.resend`` with RESEND_API_KEY; any other setting of the provider comes
behind a question mark: ``mailgun+api://KEY@?MAILGUN_SENDER_DOMAIN=mg.example.org``.
"""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from environ import Env

API = "+api"


def settings_of(url: str) -> dict[str, Any]:
    """Django's settings for an address: EMAIL_BACKEND and what belongs to it. Of a provider the user part is the API key."""
    parts = urlsplit(url)
    if not parts.scheme.endswith(API):
        return dict(Env.email_url_config(url))
    name = parts.scheme.removesuffix(API)
    key = {f"{name.upper()}_API_KEY": unquote(parts.username)} if parts.username else {}
    return {
        "EMAIL_BACKEND": f"anymail.backends.{name}.EmailBackend",
        "ANYMAIL": {**key, **dict(parse_qsl(parts.query))},
    }
