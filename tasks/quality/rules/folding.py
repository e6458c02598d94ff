"""Text as it is compared, with the way back to the text as it was written.

Folding undoes what hides a word from a list: full-width and compatibility forms (NFKC), upper case,
accents, letters of other scripts that look like Latin ones, the commonest traditional characters, zero-width
and direction marks, control characters, and blanks or decoration set between the characters of a Chinese word
("垃 圾", "垃*圾") or between single Latin letters ("i d i o t"). Every folded character knows where it came from.

One table look-up per character over an array: a comparison of this with per-character Python is in the tests.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

TURN_END = "\x1e"  # stands between turns in one buffer; no folded word contains it
_REMOVED = 0xFFFFFFFF
_SEVERAL = 0xFFFFFFFE
_BLANK = ord(" ")
_LONGEST_GAP = 3
_KEPT_CONTROLS = frozenset("\n" + TURN_END)
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_DECORATION = np.array(sorted(ord(c) for c in " *·•_|~^`+=#.-/\\‧・●○★☆…—"), dtype=np.uint32)
_FILLER = np.zeros(0x10000, dtype=np.bool_)
_FILLER[_DECORATION] = True
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
    """``text`` to compare; ``origin[i]`` is the place of its i-th character in the text before (None: the
    same).
    """

    text: str
    origin: NDArray[np.int64] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open stretch of the original that a half-open stretch of the folded text came from."""
        if self.origin is None:
            return start, end
        return int(self.origin[start]), int(self.origin[end - 1]) + 1


def fold(text: str) -> Folded:
    """Fold a text; linear in its length.

    Any Python string will do, lone surrogates and NUL included: they are left out.
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    folded = _table()[points]
    special = folded >= _SEVERAL
    origin: NDArray[np.int64] | None = None
    if special.any():
        folded, origin = _spread(points, folded, special)
    keep = ~_gaps(folded)
    if not keep.all():
        origin = np.flatnonzero(keep) if origin is None else origin[keep]
        folded = folded[keep]
    return Folded(folded.tobytes().decode("utf-32-le"), origin)


def fold_word(word: str) -> str:
    """A word of a list, folded the way texts are, so that both meet."""
    return fold(word.strip()).text


def _spread(
    points: NDArray[np.uint32], folded: NDArray[np.uint32], special: NDArray[np.bool_]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Leave out what is removed and write out what folds to several characters."""
    several = np.flatnonzero(folded == _SEVERAL)
    counts = np.ones(len(points), dtype=np.int64)
    counts[special] = 0
    written = {int(i): [ord(c) for c in _folded_character(chr(points[i]))] for i in several}
    for place, characters in written.items():
        counts[place] = len(characters)
    origin = np.repeat(np.arange(len(points), dtype=np.int64), counts)
    result = folded[origin]
    starts = np.cumsum(counts) - counts
    for place, characters in written.items():
        result[starts[place] : starts[place] + len(characters)] = characters
    return result, origin


def _gaps(points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which characters are only there to split a word: up to three blanks or decorations in a row between
    two Chinese
    characters, or one between two Latin letters that stand alone."""
    none = np.zeros(len(points), dtype=np.bool_)
    filler = _FILLER[np.minimum(points, np.uint32(_FILLER.size - 1))]
    if not filler.any():
        return none
    edges = np.diff(np.concatenate(([0], filler.view(np.int8), [0])))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    inside = (starts > 0) & (ends < len(points)) & (ends - starts <= _LONGEST_GAP)
    starts, ends = starts[inside], ends[inside]
    if not len(starts):
        return none
    chinese = _is_chinese(points)
    splits = (chinese[starts - 1] & chinese[ends]) | _between_single_letters(points, starts, ends)
    steps = np.zeros(len(points) + 1, dtype=np.int8)
    steps[starts[splits]] = 1
    steps[ends[splits]] = -1
    return np.cumsum(steps[:-1]).astype(np.bool_)


def _between_single_letters(
    points: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.bool_]:
    letter = (points >= ord("a")) & (points <= ord("z"))
    padded = np.concatenate(([False, False], letter, [False, False]))
    alone_before = padded[starts + 1] & ~padded[starts]
    alone_after = padded[ends + 2] & ~padded[ends + 3]
    splits: NDArray[np.bool_] = alone_before & alone_after & (ends - starts == 1)
    return splits


def _is_chinese(points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    return ((points >= 0x3400) & (points <= 0x9FFF)) | ((points >= 0x20000) & (points <= 0x3FFFF))


@cache
def _table() -> NDArray[np.uint32]:
    table = np.arange(0x110000, dtype=np.uint32)
    for stretch in _TABLED:
        for point in stretch:
            folded = _folded_character(chr(point))
            table[point] = ord(folded) if len(folded) == 1 else (_SEVERAL if folded else _REMOVED)
    for written, meant in _SIMPLIFIED.items():
        table[ord(written)] = ord(meant)
    return table


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
