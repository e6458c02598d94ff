"""Prints a demo user's current second factor, so that a newcomer can log in as staff without a phone."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from talentpool.kernel.models import DataMark


class Command(BaseCommand):
    help = "The current second factor of a demo user."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email).first()
        if user is None or not user.is_demo or not DataMark.is_demo():
            raise CommandError(f"{email} is no demo user: real people read their codes on their own device.")
        factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
        if factor is None:
            raise CommandError(f"{email} has no second factor and needs none: the password is enough.")
        counters = list(yield_hotp_counters_from_time())
        counter = counters[len(counters) // 2]
        self.stdout.write(format_hotp_value(hotp_value(decrypt(factor.data["secret"]), counter)))
