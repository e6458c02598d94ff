"""One style sheet out of its parts."""

from talentpool.kernel.staticstorage import joined


def test_the_parts_stand_in_the_sheet_in_their_order() -> None:
    sheet = '/* all */\n@import url("a.css");\n@import url("b.css");\n'
    assert joined(sheet, {"a.css": "a{}\n", "b.css": "b{}\n"}.__getitem__) == "/* all */\na{}\nb{}\n"
