"""Who asks, wearing which hat. Every QuerySet a door uses starts with ``visible_to(principal)``."""

from dataclasses import dataclass, field

from accounts.models import Client, ClientKey, User


@dataclass(frozen=True)
class Principal:
    """One hat of one human, or one key of one client. The URL prefix picks it; an empty one sees nothing.

    roles: staff roles (only under /admin/). client and member_role: under /client/ and for API keys.
    agent_id: under /agent/, the primary key of her ``agents.Agent``, once there is one.
    """

    user: User | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    client: Client | None = None
    member_role: str = ""
    agent_id: int | None = None
    key: ClientKey | None = None

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user else None

    @property
    def client_id(self) -> int | None:
        return self.client.pk if self.client else None

    @property
    def is_staff(self) -> bool:
        return bool(self.roles)

    def has_role(self, *roles: str) -> bool:
        """Whether she is staff in one of these roles; an administrator is in all."""
        return bool(self.roles & {*roles, "administrator"})


ANONYMOUS = Principal()
SYSTEM = Principal(roles=frozenset({"administrator"}))
