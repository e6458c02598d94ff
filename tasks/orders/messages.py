"""What orders tell people."""

from django.utils.translation import gettext_lazy as _

from talentpool.messaging.topics import say

say(
    "order.accept",
    title=_("A quote waits for you: %(title)s"),
    body=_("%(price)s. It holds until %(until)s; only an owner can accept it."),
)
