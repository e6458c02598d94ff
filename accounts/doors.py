"""What the API's doors share: who asks."""

from rest_framework.request import Request

from accounts.models import Client, User
from accounts.principals import ANONYMOUS, Principal
from talentpool.kernel.errors import NotAllowed


def principal_of(request: Request) -> Principal:
    """The key's client; nobody while the schema is written."""
    return getattr(request._request, "principal", ANONYMOUS)


def client_of(request: Request) -> Client:
    """The key's client. Raises NotAllowed without one."""
    client = principal_of(request).client
    if client is None:
        raise NotAllowed
    return client


def acting(request: Request) -> User:
    """The member who made the key, and answers for it. Raises NotAllowed without one."""
    user = principal_of(request).user
    if user is None:
        raise NotAllowed
    return user
