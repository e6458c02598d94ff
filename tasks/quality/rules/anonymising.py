"""What could still tell who was talking after masking: names with a title, long numbers, and words a person adds."""

import re
from collections.abc import Sequence
from typing import Any

from tasks.quality.rules.masking import mask

HIDDEN = "●●"
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_CALLED = re.compile(rf"[{_SURNAMES}](?:先生|女士|小姐|太太|经理|师傅|老师|总|阿姨|大哥|大姐)")
_INTRODUCED = re.compile(
    rf"(?:我叫|我姓|姓名[是:：]?|叫做|工号[是:：]?|名字[是:：]?|我是)([{_SURNAMES}][一-鿿]{{1,2}}|\d{{2,8}})"
)
_ENGLISH = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z][a-z]+|\b(?i:my name is|this is) [A-Z][a-z]+(?: [A-Z][a-z]+)?")
_NUMBER = re.compile(r"\d{4,}")
_FINDERS = (_CALLED, _INTRODUCED, _ENGLISH, _NUMBER)


def suggested(turns: Sequence[dict[str, Any]]) -> list[str]:
    """Words of the turns that should be hidden, each once: names in address or introduction, numbers of four digits up."""
    found: dict[str, None] = {}
    for turn in turns:
        for finder in _FINDERS:
            for match in finder.finditer(turn["text"]):
                found[match.group(match.lastindex or 0)] = None
    return list(found)


def anonymised(turns: Sequence[dict[str, Any]], hidden: Sequence[str]) -> list[dict[str, Any]]:
    """The turns without times, masked once more, and with every hidden word blacked out, the longest first."""
    words = sorted((w for w in {h.strip() for h in hidden} if len(w) > 1 or w.isdigit()), key=len, reverse=True)
    rows = []
    for turn in turns:
        text = mask(turn["text"]).text
        for word in words:
            text = text.replace(word, HIDDEN)
        rows.append({"role": turn["role"], "text": text})
    return rows
