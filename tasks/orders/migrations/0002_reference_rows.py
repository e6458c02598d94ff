"""Service levels and scenarios to begin with; rows an administrator can change."""

from django.db import migrations

SERVICE_LEVELS = [
    ("calls-90-10", "call", 0.90, 10, "Calls: 90 % within 10 s", "电话：10 秒内接起 90 %"),
    ("calls-80-20", "call", 0.80, 20, "Calls: 80 % within 20 s", "电话：20 秒内接起 80 %"),
    ("calls-priority", "call", 0.95, 5, "Important customers: 95 % within 5 s", "重要客户：5 秒内接起 95 %"),
    ("chat-85-30", "chat", 0.85, 30, "Chat: first answer within 30 s for 85 %", "在线聊天：30 秒内首次回复 85 %"),
    ("email-24h", "email", 0.95, 86400, "E-mail: 95 % answered in 24 h", "邮件：24 小时内回复 95 %"),
    ("complaints-48h", "complaint", 0.95, 172800, "Complaints: 95 % closed in 48 h", "投诉：48 小时内结案 95 %"),
    ("outbound-day", "outbound", 0.90, 86400, "Outbound: 90 % of the list reached in a day", "外呼：一天内触达名单的 90 %"),
]
SCENARIOS = [
    ("peak", "calls-90-10", 240, 0.95, 0, {"longest": 480, "offer_hours": 24, "course_hours": 672},
     "Peak", "促销高峰", "A sale, a billing day, a season: you know the days and the curve.", "大促、账单日、旺季：日期和话务曲线都已知。"),
    ("emergency", "calls-80-20", 240, 0.95, 1000, {"longest": 360, "offer_hours": 4, "course_hours": 672},
     "Emergency", "应急", "A disaster or a closed site: people in hours, short shifts, a bonus on top.", "灾害或职场停摆：数小时内到岗，短班次，另加奖励。"),
    ("campaign", "calls-80-20", 180, 0.90, 0, {"longest": 360, "offer_hours": 48, "course_hours": 672},
     "Small-business campaign", "小微企业活动", "A few seats for a few days, without a contact centre of your own.", "无需自建客服中心，几天里只要几个席位。"),
    ("temporary", "calls-80-20", 240, 0.95, 0, {"longest": 480, "offer_hours": 24, "course_hours": 672},
     "Temporary elasticity", "临时弹性", "Your own team is short for a while: fill the gaps in its roster.", "自有团队暂时人手不足：补齐排班缺口。"),
]


def add(apps, schema_editor):
    ServiceLevel = apps.get_model("orders", "ServiceLevel")
    ScenarioTemplate = apps.get_model("orders", "ScenarioTemplate")
    levels = {}
    for code, channel, share, seconds, en, zh in SERVICE_LEVELS:
        levels[code], _ = ServiceLevel.objects.get_or_create(
            code=code, defaults={"channel": channel, "share": share, "seconds": seconds, "name": {"en": en, "zh-hans": zh}}
        )
    for scenario, level, minutes, target, bonus, settings, en, zh, text_en, text_zh in SCENARIOS:
        ScenarioTemplate.objects.get_or_create(
            scenario=scenario,
            defaults={
                "name": {"en": en, "zh-hans": zh},
                "text": {"en": text_en, "zh-hans": text_zh},
                "service_level": levels[level],
                "shift_minutes": minutes,
                "fill_target": target,
                "bonus_minor": bonus,
                "settings": settings,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
