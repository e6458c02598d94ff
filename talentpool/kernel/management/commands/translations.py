from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from talentpool.kernel import translations


class Command(BaseCommand):
    help = "Compiles the Chinese texts; with --check lists what is not translated, or translated in two ways."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rooms", nargs="*", help="only these rooms")
        parser.add_argument("--check", action="store_true")

    def handle(self, *, rooms: list[str], check: bool, **_: Any) -> None:
        if not check:
            self.stdout.write(str(translations.compile_all().name))
            return
        gaps = {room: texts for room, texts in translations.missing().items() if not rooms or room in rooms}
        for room, texts in sorted(gaps.items()):
            for (context, text), place in texts.items():
                self.stdout.write(f"{room}: {place}: {context + ': ' if context else ''}{text}")
        twice = translations.contradictions()
        for (context, text), said in sorted(twice.items()):
            ways = ", ".join(f"{room}: {words}" for room, words in said.items())
            self.stdout.write(f"{context + ': ' if context else ''}{text}: {ways}")
        if gaps or twice:
            raise CommandError(f"{sum(map(len, gaps.values()))} texts have no Chinese, {len(twice)} have two.")
