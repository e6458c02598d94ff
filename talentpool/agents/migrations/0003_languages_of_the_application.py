"""The languages and dialects an application can name; an administrator adds more."""

from django.db import migrations

LANGUAGES = {
    "cmn": ("Putonghua", "普通话"),
    "yue": ("Cantonese", "粤语"),
    "wuu": ("Wu (Shanghainese)", "吴语（上海话）"),
    "nan": ("Southern Min (Hokkien)", "闽南语"),
    "hak": ("Hakka", "客家话"),
    "hsn": ("Xiang (Hunanese)", "湘语"),
    "gan": ("Gan", "赣语"),
    "cjy": ("Jin", "晋语"),
    "bod": ("Tibetan", "藏语"),
    "uig": ("Uyghur", "维吾尔语"),
    "mon": ("Mongolian", "蒙古语"),
    "kor": ("Korean", "韩语（朝鲜语）"),
    "eng": ("English", "英语"),
    "jpn": ("Japanese", "日语"),
    "csl": ("Chinese Sign Language", "中国手语"),
}


def seed(apps, schema_editor):
    language = apps.get_model("agents", "Language")
    language.objects.bulk_create(
        [language(code=code, name={"en": en, "zh-hans": zh}) for code, (en, zh) in LANGUAGES.items()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("agents", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
