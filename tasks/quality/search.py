"""Conversations found by their words: newest first, a page at a time, whatever the size of the table."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F

from accounts.principals import Principal
from tasks.quality.models import Conversation, ConversationSearch, Inspection
from tasks.quality.rules.folding import fold
from tasks.quality.rules.grams import asked_words, grams_of, holds

PAGE = 20
_WINDOWS = (5_000, 100_000, 2**62)  # how many of the newest are looked through before it widens
_AROUND = 30


def found_conversations(principal: Principal, query: str, *, before: int | None = None) -> dict[str, Any]:
    """The newest conversations that hold all words, older than the conversation ``before``, with what is around them.

    Common words are met in the first, small window; rare ones go by the index alone. So neither walks the table.
    """
    words = asked_words(query)
    if not words:
        return {"rows": [], "words": [], "older": None}
    wanted = sorted({gram for word in words for gram in grams_of([word])})
    keys, more = _keys(principal, wanted, words, before)
    rows = (
        Inspection.objects.visible_to(principal)
        .filter(conversation_id__in=keys)
        .select_related("conversation", "client")
    )
    newest = {row.conversation_id: row for row in rows.order_by("inspected_at")}
    shown = [
        {"inspection": newest[pk], "around": _around(newest[pk].conversation, words)} for pk in keys if pk in newest
    ]
    return {"rows": shown, "words": words, "older": more}


def _keys(
    principal: Principal, wanted: list[int], words: list[str], before: int | None
) -> tuple[list[int], int | None]:
    mine = ConversationSearch.objects.all()
    if principal.client_id and not principal.is_staff:
        mine = mine.filter(client_id=principal.client_id)
    last = mine.order_by("-conversation_id").values_list("conversation_id", flat=True).first()
    if last is None:
        return [], None
    top = (before or last + 1) - 1
    for window in _WINDOWS:
        rows = mine.filter(grams__contains=wanted, conversation_id__gt=top - window, conversation_id__lte=top)
        # Beyond the first window the sum keeps the database from walking down the keys: it goes by the pairs.
        newest = F("conversation_id") if window == _WINDOWS[0] else F("conversation_id") + 0
        candidates = list(rows.order_by(newest.desc()).values_list("conversation_id", flat=True)[: PAGE * 3])
        if len(candidates) > PAGE or window == _WINDOWS[-1]:
            return _that_hold(candidates, words)
    raise AssertionError("the last window always answers")


def _that_hold(candidates: list[int], words: list[str]) -> tuple[list[int], int | None]:
    """Those of the candidates whose text holds the words, and after which one the next page begins."""
    texts = dict(Conversation.objects.filter(pk__in=candidates).values_list("pk", "turns"))
    kept: list[int] = []
    for place, pk in enumerate(candidates):
        if pk in texts and holds(_folded(texts[pk]), words):
            kept.append(pk)
        if len(kept) == PAGE and place + 1 < len(candidates):
            return kept, pk
    return kept, candidates[-1] if len(candidates) == PAGE * 3 else None


def _folded(turns: Iterable[dict[str, Any]]) -> str:
    return fold("\n".join(t["text"] for t in turns)).text


def _around(conversation: Conversation, words: list[str]) -> list[str]:
    """Before, the word itself, after: of the first turn that holds the first word."""
    for turn in conversation.turns:
        folded = fold(turn["text"])
        at = folded.text.find(words[0])
        if at >= 0:
            start, end = folded.span(at, at + len(words[0]))
            text = turn["text"]
            return [text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND]]
    return ["", "", ""]
