"""One of each kind of user, in two companies, with canaries in every tenant.

``world`` (a fixture of tests/conftest.py) builds it once for a test. Rooms add what their own URLs need in
``args(world)`` of their ``access.py``; a canary is a string that only its own tenant may ever be shown.
"""

from dataclasses import dataclass, field

from django.test import Client as Browser

from accounts import actions as accounts_actions
from accounts.models import Client, User
from accounts.states import Scope
from talentpool.agents.models import Agent, Alias, Hub, Language, Region, Skill
from tests.factories import accounts, agents

STAFF = ("recruiter", "trainer", "dispatcher", "analyst", "finance", "counsellor", "administrator")
MEMBERS = {"owner": "owner", "planner": "planner", "client_finance": "finance", "viewer": "viewer"}
PRINCIPALS = (
    "anonymous", "applicant", "agent", "other_agent", *STAFF, *MEMBERS, "stranger", "key", "stranger_key",
)  # fmt: skip
CANARY = "CanaryAlpha"  # in what belongs to the client, its agents' identity excluded
STRANGER_CANARY = "CanaryOmega"  # in what belongs to the other client
IDENTITY_CANARY = "CanaryPerson"  # in agents' names, mail addresses: no client may ever see it


@dataclass
class World:
    """``users`` by principal; ``client`` is theirs, ``other_client`` the stranger's; ``agent`` and ``other_agent``.

    ``kept``: what rooms' ``args`` made and other tests of the same world may want.
    """

    users: dict[str, User]
    client: Client
    other_client: Client
    agent: Agent
    other_agent: Agent
    hub: Hub
    skill: Skill
    other_skill: Skill
    tokens: dict[str, str]
    kept: dict[str, object] = field(default_factory=dict)
    browser_kind: type[Browser] = Browser
    _browsers: dict[str, Browser] = field(default_factory=dict)

    def browser(self, principal: str) -> Browser:
        """A browser (or, for keys, an API client) that acts as this principal."""
        if principal not in self._browsers:
            self._browsers[principal] = self._open(principal)
        return self._browsers[principal]

    def _open(self, principal: str) -> Browser:
        if principal in self.tokens:
            headers = {"authorization": f"Bearer {self.tokens[principal]}"}
            return self.browser_kind(raise_request_exception=False, headers=headers)
        browser = self.browser_kind(raise_request_exception=False)
        if principal != "anonymous":
            browser.force_login(self.users[principal])
        return browser


def _people(client: Client, other: Client) -> dict[str, User]:
    people = {role: accounts.staff(role) for role in STAFF}
    people |= {name: accounts.member(client, role) for name, role in MEMBERS.items()}
    people["stranger"] = accounts.member(other, "owner")
    people |= {name: accounts.user() for name in ("applicant",)}
    for name in ("agent", "other_agent"):
        people[name] = accounts.user(email=f"{name}.{IDENTITY_CANARY}@example.com", phone="")
        people[name].full_name = f"{IDENTITY_CANARY} {name}"
        people[name].save(update_fields=["name_sealed"])
    for name in (*STAFF, "owner", "stranger"):
        accounts_actions.enrol_second_factor(user=people[name])
    return people


def build() -> World:
    """Write the world into the test's database."""
    client = accounts.client_company(slug="alpha", name={"en": CANARY, "zh-hans": CANARY})
    other = accounts.client_company(slug="omega", name={"en": STRANGER_CANARY, "zh-hans": STRANGER_CANARY})
    people = _people(client, other)
    region = Region.objects.get_or_create(code="330100", defaults={"name": {"en": "Hangzhou", "zh-hans": "杭州"}})[0]
    Language.objects.get_or_create(code="cmn", defaults={"name": {"en": "Putonghua", "zh-hans": "普通话"}})
    agent = agents.agent(user=people["agent"], region=region)
    other_agent = agents.agent(user=people["other_agent"], region=region)
    Alias.objects.create(agent=agent, client=client, name="Alias-Alpha")
    Alias.objects.create(agent=agent, client=other, name="Alias-Omega")
    keys = {"key": (client, people["owner"]), "stranger_key": (other, people["stranger"])}
    tokens = {
        name: accounts_actions.create_key(client=company, name=name, scopes=list(Scope), by=by)[1]
        for name, (company, by) in keys.items()
    }
    return World(
        users=people,
        client=client,
        other_client=other,
        agent=agent,
        other_agent=other_agent,
        hub=Hub.objects.create(name={"en": "Hub", "zh-hans": "职场"}, region=region, seats=10),
        skill=_skill("alpha-skill", client, CANARY),
        other_skill=_skill("omega-skill", other, STRANGER_CANARY),
        tokens=tokens,
    )


def _skill(code: str, client: Client, canary: str) -> Skill:
    return Skill.objects.create(code=code, client=client, name={"en": canary, "zh-hans": canary})
