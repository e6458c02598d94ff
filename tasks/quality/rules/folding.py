"""Text as it is compared, with the way back to the text as it was written.

Folding undoes what hides a word from a list: full-width and compatibility forms (NFKC), upper case,
accents, letters of other scripts that look like Latin ones, the commonest traditional characters, zero-width
and direction marks, control characters, and blanks or decoration set between the characters of a Chinese word
("垃 圾", "垃*圾") or between single Latin letters ("i d i o t"). Every folded character knows where it came from.

One table look-up per character over an array: a comparison of this with per-character Python is in the tests.
"""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.uint16] | NDArray[np.uint32]
TURN_END = "\x1e"  # stands between turns in one buffer; no folded word contains it
# _FILLS is 1, so that a mask of it can be read as booleans.
_FILLS, _CHINESE, _LETTER, _REMOVED, _SEVERAL = 1, 2, 4, 8, 16
_SPECIAL = _REMOVED | _SEVERAL
_LONGEST_GAP = 3
_KEPT_CONTROLS = frozenset("\n" + TURN_END)
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_DECORATION = " *·•_|~^`+=#.-/\\‧・●○★☆…—"
_LATIN_LOOKS = dict(zip("аеорсухіјѕԁһӏвмнткαοιρυντκχωɑɡ", "aeopcyxijsdhlbmhtkaoipuvtkxwag", strict=True))
# Traditional characters that meet the words of rule sets; what is not here keeps its own form.
_SIMPLIFIED = dict(
    zip(
        "請問謝對過還這說話錢單貨買賣費賬帳號碼驗證發給幫處結後見寶轉實際質量壞陰險騙豬傻廢滾妳嗎麼沒時間專業醫療"
        "藥腦電視機線網頁點擊鏈評價優惠劵減價漲賺資產貸銀權責隱私訴訟舉報檢查誰誤會們師傅詐偽開關閉辦殺當級為與專"
        "賠償滿應該絕頂導員戶簽認識學習聽懂讀寫體腫癥無產歲華農鄉聾盲殘廢賤鬼國際標準圖紅",
        "请问谢对过还这说话钱单货买卖费账账号码验证发给帮处结后见宝转实际质量坏阴险骗猪傻废滚你吗么没时间专业医疗"
        "药脑电视机线网页点击链评价优惠券减价涨赚资产贷银权责隐私诉讼举报检查谁误会们师傅诈伪开关闭办杀当级为与专"
        "赔偿满应该绝顶导员户签认识学习听懂读写体肿症无产岁华农乡聋盲残废贱鬼国际标准图红",
        strict=True,
    )
)
_TABLED = (
    range(0x3400),
    range(0xA000, 0xAC00),
    range(0xD7A4, 0x20000),
    range(0x2F800, 0x2FA20),
    range(0xE0000, 0xE01F0),
)


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` to compare, ``points`` the same as numbers (of 16 bits each where that is enough).

    ``origin[i]``: the place of the i-th character in the text before (None: the same), counted with the characters that
    were then left out because they only split words. ``left_out[k]``: how many characters stay before the k-th of those.
    """

    text: str
    points: Points
    origin: NDArray[np.int64] | None
    left_out: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open stretch of the original that a half-open stretch of the folded text came from."""
        first, last = (place + bisect_right(self.left_out, place) for place in (start, end - 1))
        if self.origin is None:
            return first, last + 1
        return int(self.origin[first]), int(self.origin[last]) + 1


def fold(text: str) -> Folded:
    """Fold a text; linear in its length.

    Any Python string will do, lone surrogates and NUL included: they are left out.
    """
    points = _points(text)
    table, kinds_of = _table()
    places = points.astype(np.intp)  # once, for both tables
    kinds = kinds_of.take(places)
    folded: Points = table.take(places)
    if points.dtype == np.uint16:
        folded = folded.astype(np.uint16)
    origin: NDArray[np.int64] | None = None
    if len(kinds) and kinds.max() >= _REMOVED:
        folded, origin = _spread(points, folded, kinds)
        kinds = _kinds().take(folded)
    gaps = _gaps(kinds)
    if len(gaps):
        stays = np.ones(len(folded), dtype=np.bool_)
        stays[gaps] = False
        folded = folded[stays]
    written = folded.tobytes().decode("utf-16-le" if folded.dtype.itemsize == 2 else "utf-32-le")
    return Folded(written, folded, origin, (gaps - np.arange(len(gaps))).tolist())


def _points(text: str) -> Points:
    """The characters as numbers: of 16 bits each, unless one is beyond the first 65,536."""
    narrow = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    if len(narrow) == len(text):
        return narrow
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def fold_word(word: str) -> str:
    """A word of a list, folded the way texts are, so that both meet."""
    return fold(word.strip()).text


def _spread(points: Points, folded: Points, kinds: NDArray[np.uint8]) -> tuple[Points, NDArray[np.int64]]:
    """Leave out what is removed and write out what folds to several characters."""
    several = np.flatnonzero((kinds & _SEVERAL) != 0)
    counts = np.ones(len(points), dtype=np.int64)
    counts[(kinds & _SPECIAL) != 0] = 0
    written = [_written_out(point) for point in points[several].tolist()]
    counts[several] = [len(characters) for characters in written]
    origin = np.repeat(np.arange(len(points), dtype=np.int64), counts)
    result = folded[origin]
    if written:
        many = counts[several]
        begins = np.repeat((np.cumsum(counts) - counts)[several], many)
        within = np.arange(len(begins)) - np.repeat(np.cumsum(many) - many, many)
        result[begins + within] = [point for characters in written for point in characters]
    return result, origin


def _gaps(kinds: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Where the characters stand that are only there to split a word: up to three blanks or decorations in a row between
    two Chinese characters, or one between two Latin letters that stand alone.
    """
    fillers = np.flatnonzero((kinds & _FILLS).view(np.bool_))
    if not len(fillers):
        return fillers
    breaks = np.flatnonzero(fillers[1:] - fillers[:-1] > 1)
    starts = fillers[np.concatenate(([0], breaks + 1))]
    ends = fillers[np.concatenate((breaks, [len(fillers) - 1]))] + 1
    splits = (starts > 0) & (ends < len(kinds)) & (ends - starts <= _LONGEST_GAP)
    inside = np.flatnonzero(splits)
    between = kinds[starts[inside] - 1] & kinds[ends[inside]]
    splits[inside] = ((between & _CHINESE) != 0) | _between_single_letters(kinds, starts[inside], ends[inside])
    gaps: NDArray[np.int64] = fillers[np.repeat(splits, ends - starts)]
    return gaps


def _between_single_letters(
    kinds: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """``starts`` are above 0 and ``ends`` below the length."""
    last = len(kinds) - 1
    alone_before = (kinds[starts - 1] & ~np.where(starts > 1, kinds[starts - 2], 0) & _LETTER) != 0
    alone_after = (kinds[ends] & ~np.where(ends < last, kinds[np.minimum(ends + 1, last)], 0) & _LETTER) != 0
    splits: NDArray[np.bool_] = alone_before & alone_after & (ends - starts == 1)
    return splits


@cache
def _table() -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """For each character what it folds to, and of which kind that is."""
    table = np.arange(0x110000, dtype=np.uint32)
    special = {}
    for stretch in _TABLED:
        for point in stretch:
            folded = _folded_character(chr(point))
            table[point] = ord(folded) if len(folded) == 1 else point
            if len(folded) != 1:
                special[point] = _SEVERAL if folded else _REMOVED
    for written, meant in _SIMPLIFIED.items():
        table[ord(written)] = ord(meant)
    kinds = _kinds()[table]
    kinds[list(special)] = list(special.values())
    return table, kinds


@cache
def _kinds() -> NDArray[np.uint8]:
    kinds = np.zeros(0x110000, dtype=np.uint8)
    kinds[0x3400:0xA000] = kinds[0x20000:0x40000] = _CHINESE
    kinds[ord("a") : ord("z") + 1] = _LETTER
    kinds[[ord(c) for c in _DECORATION]] = _FILLS
    return kinds


@lru_cache(maxsize=4_096)
def _written_out(point: int) -> list[int]:
    return [ord(c) for c in _folded_character(chr(point))]


def _folded_character(character: str) -> str:
    if character in _KEPT_CONTROLS:
        return character
    if character in "\r\t\v\f\x85\u2028\u2029":
        return "\n" if character in "\r\u2028\u2029\x85" else " "
    if unicodedata.category(character) == "Zs":
        return " "
    if character in _INVISIBLE or unicodedata.category(character) in ("Cf", "Cc", "Cs") or _is_mark(character):
        return ""
    parts = "".join(c for c in unicodedata.normalize("NFKD", character) if not "\u0300" <= c <= "\u036f")
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", parts).casefold())
    return "".join(_LATIN_LOOKS.get(c, _SIMPLIFIED.get(c, c)) for c in folded)


def _is_mark(character: str) -> bool:
    return "\u0300" <= character <= "\u036f" or "\ufe00" <= character <= "\ufe0f" or character >= "\U000e0000"
