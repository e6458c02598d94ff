"""Who may open the doors of accounts, allauth's included."""

from accounts import actions
from accounts.models import Membership, Policy
from talentpool.kernel.clock import now
from tests.factories import accounts
from tests.world import PRINCIPALS, STAFF, World

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
WITH_FACTOR = {*STAFF, "owner", "stranger"}

ALL = set(PRINCIPALS)
KEYS = {"key", "stranger_key"}  # a key is nobody outside the API
NOBODY_YET = {"anonymous", *KEYS}
PERSONS = ALL - NOBODY_YET
OWNERS = {"owner"}
BOTH_OWNERS = {"owner", "stranger"}

ACCESS: dict[str, dict[str, set[str]]] = {
    "rulebook": {"GET": ALL},
    "policy_show": {"GET": ALL},
    "policy_acknowledge": {"POST": PERSONS},
    "agent:decision_list": {"GET": PERSONS},
    "agent:consent_list": {"GET": PERSONS},
    "agent:consent_change": {"POST": PERSONS},
    "agent:data_show": {"GET": PERSONS, "POST": PERSONS},
    "agent:data_export": {"GET": PERSONS},
    "client:key_list": {"GET": BOTH_OWNERS, "POST": BOTH_OWNERS},
    "client:key_rotate": {"POST": OWNERS},
    "client:key_revoke": {"POST": OWNERS},
    "client:member_list": {"GET": BOTH_OWNERS, "POST": BOTH_OWNERS},
    "client:member_change": {"POST": OWNERS},
    "client:member_remove": {"POST": OWNERS},
    "client:company_choose": {"POST": {"owner", "planner", "client_finance", "viewer", "stranger"}},
    # allauth: everybody may come to the log-in; who is in already is sent home
    **{name: {"GET": ALL, "POST": ALL} for name in ("account_login", "account_signup", "account_reset_password")},
    "account_logout": {"GET": PERSONS, "OPTIONS": ALL},  # a POST leads back to the log-in
    **{name: {"GET": ALL} for name in ("account_inactive", "account_reset_password_done")},
    "account_reset_password_from_key_done": {"GET": ALL},
    "account_reset_password_from_key": {"GET": ALL, "POST": ALL},  # a wrong key gets a page that says so
    "account_confirm_email": {"GET": ALL},
    "account_email_verification_sent": {"GET": ALL},
    **{
        name: {"GET": PERSONS, "POST": PERSONS}
        for name in ("account_email", "account_change_password", "account_set_password", "account_change_phone")
    },
    **{name: {"GET": PERSONS} for name in ("mfa_index", "usersessions_list")},
    # steps of a log-in: who is in already is sent home
    **{
        name: dict.fromkeys(METHODS, PERSONS)
        for name in ("account_confirm_login_code", "account_verify_phone", "mfa_authenticate")
    },
    # these ask for the password, or for the second factor, again before they open
    "account_reauthenticate": {"GET": set()},
    "mfa_reauthenticate": {"GET": WITH_FACTOR, "POST": WITH_FACTOR},
    "mfa_activate_totp": {"GET": PERSONS - WITH_FACTOR, "POST": PERSONS - WITH_FACTOR},
    "mfa_deactivate_totp": {"GET": set()},
    "mfa_view_recovery_codes": {"GET": set(), "OPTIONS": PERSONS},
    "mfa_download_recovery_codes": {"GET": set()},
    "mfa_generate_recovery_codes": {"GET": PERSONS - WITH_FACTOR, "POST": PERSONS - WITH_FACTOR},
}


def args(world: World) -> dict[str, dict[str, object]]:
    policy = Policy.objects.create(
        kind="conduct",
        version=901,
        title={"en": "Conduct", "zh-hans": "行为"},
        text={"en": "Be kind.", "zh-hans": "待人友善。"},
        effective_at=now(),
    )
    key, _text = actions.create_key(client=world.client, name="ERP", scopes=["orders:read"], by=world.users["owner"])
    accounts.member(world.client, "owner")
    member = Membership.objects.get(user=world.users["viewer"])
    return {
        **{name: {"ref": policy.ref} for name in ("policy_show", "policy_acknowledge")},
        **{name: {"ref": key.ref} for name in ("client:key_rotate", "client:key_revoke")},
        **{name: {"ref": member.ref} for name in ("client:member_change", "client:member_remove")},
        "account_reset_password_from_key": {"uidb36": "1", "key": "a-b"},
        "account_confirm_email": {"key": "none"},
    }
