"""A person's browser: one signed-in session at the public address."""

import secrets
import threading
from typing import Any

import requests
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.middleware.csrf import CSRF_ALLOWED_CHARS
from django.urls import reverse

from accounts.backends import HOUSE_BACKEND
from accounts.models import User

TIMEOUT = 30


class Doors:
    """Browsers of many people, each signed in once. Only demo users: a real one has no business here."""

    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/")
        self._open: dict[int, requests.Session] = {}
        self._lock = threading.Lock()

    def of(self, user: User) -> "Browser":
        """The browser of one demo user. Raises PermissionError for anybody else."""
        if not user.is_demo:
            raise PermissionError("only demo users are simulated")
        with self._lock:
            session = self._open.get(user.pk) or self._open.setdefault(user.pk, self._sign_in(user))
        return Browser(self.base, session)

    def _sign_in(self, user: User) -> requests.Session:
        store = SessionStore()
        store[SESSION_KEY] = str(user.pk)
        store[BACKEND_SESSION_KEY] = HOUSE_BACKEND
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store.create()
        session = requests.Session()
        session.cookies.set("sessionid", str(store.session_key))
        token = "".join(secrets.choice(CSRF_ALLOWED_CHARS) for _ in range(32))
        session.cookies.set("csrftoken", token)
        session.headers.update({"X-CSRFToken": token, "Referer": self.base + "/", "Accept-Language": "zh-Hans"})
        return session


class Browser:
    """GET and POST by URL name, following no redirect: an answer is an answer."""

    def __init__(self, base: str, session: requests.Session) -> None:
        self.base, self.session = base, session

    def get(self, name: str, **places: Any) -> requests.Response:
        return self.session.get(self.base + reverse(name, kwargs=places), timeout=TIMEOUT)

    def post(
        self, name: str, said: dict[str, Any] | None = None, files: Any = None, **places: Any
    ) -> requests.Response:
        return self.session.post(
            self.base + reverse(name, kwargs=places),
            data=said or {},
            files=files,
            timeout=TIMEOUT,
            allow_redirects=False,
        )
