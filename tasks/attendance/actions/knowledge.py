"""The client's knowledge base: written by its people, read by agents at work for it. Older texts stay in the history."""

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value
from django.db.models.expressions import Combinable

from accounts.models import Client, User
from talentpool.kernel.clock import now
from tasks.attendance import rules
from tasks.attendance.models import KnowledgeArticle


@transaction.atomic
def write_article(
    *, client: Client, title: str, text: str, by: User, article: KnowledgeArticle | None = None
) -> KnowledgeArticle:
    """A new page, or the new text of one; a withdrawn one is back. Searchable at once."""
    page = article or KnowledgeArticle(client=client)
    page.title, page.text = title.strip(), text
    page.changed_at, page.changed_by, page.withdrawn_at = now(), by, None
    page.save()
    KnowledgeArticle.objects.filter(pk=page.pk).update(search=_vector(page))
    return page


def _vector(page: KnowledgeArticle) -> Combinable:
    """Words of the title weigh more than those of the text."""
    title, text = (" ".join(rules.search_terms(part)) for part in (page.title, page.text))
    by_title = SearchVector(Value(title), config="simple", weight="A")
    return by_title + SearchVector(Value(text), config="simple", weight="C")


@transaction.atomic
def withdraw_article(*, article: KnowledgeArticle, by: User) -> KnowledgeArticle:
    """Agents see it no more; it can be written again."""
    article.withdrawn_at, article.changed_by = now(), by
    article.save(update_fields=["withdrawn_at", "changed_by"])
    return article
