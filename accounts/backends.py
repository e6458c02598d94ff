"""Who is logged in: asked on every page, so by a query compiled once."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from talentpool.kernel.compiled import Compiled

# With ``agent``, the reverse of the one-to-one that the agents room adds: the hat under /agent/ asks for it next.
_PERSON = Compiled[User](lambda user_id: User.objects.filter(pk=user_id).select_related("agent"), user_id=int)


class HouseBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's log-in by e-mail or phone; the person of a session costs a third of what ``get(pk=...)`` does."""

    def get_user(self, user_id: int) -> Any:
        person = next(iter(_PERSON(user_id=user_id)), None)
        return person if person and self.user_can_authenticate(person) else None


HOUSE_BACKEND = f"{HouseBackend.__module__}.{HouseBackend.__qualname__}"
