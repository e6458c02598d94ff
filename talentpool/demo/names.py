"""Invented people: common Chinese surnames and given names, and where they live.

Region codes are GB/T 2260, as of 2023. Nobody here is real.
"""

from random import Random

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
GIVEN = [
    "伟",
    "芳",
    "娜",
    "敏",
    "静",
    "丽",
    "强",
    "磊",
    "军",
    "洋",
    "勇",
    "艳",
    "杰",
    "娟",
    "涛",
    "明",
    "超",
    "秀英",
    "霞",
    "平",
    "刚",
    "桂英",
    "文",
    "辉",
    "建华",
    "玲",
    "红",
    "婷",
    "欣怡",
    "子涵",
    "雨欣",
    "梓萱",
    "浩然",
    "宇轩",
    "思远",
    "晓燕",
    "雪梅",
    "海燕",
    "志强",
    "国栋",
    "佳琪",
    "梦洁",
    "雅婷",
    "俊杰",
    "嘉怡",
    "诗涵",
    "晨曦",
    "一诺",
    "若曦",
    "天宇",
    "子墨",
    "书瑶",
    "丹丹",
    "莉莉",
    "晓峰",
    "春梅",
    "立新",
    "慧敏",
    "颖",
    "倩",
    "洁",
    "莹",
    "琳",
    "雯",
    "凯",
    "鹏",
    "飞",
    "亮",
    "斌",
    "波",
    "宁",
    "蕾",
    "璐",
    "妍",
    "菲",
    "楠",
    "博",
    "帆",
    "航",
    "睿",
    "瑶",
    "萌",
    "蓉",
    "薇",
    "岚",
    "晴",
]

# code, Chinese, English, province code (empty for a province or municipality), share of the pool
REGIONS = [
    ("110000", "北京市", "Beijing", "", 3),
    ("310000", "上海市", "Shanghai", "", 3),
    ("500000", "重庆市", "Chongqing", "", 4),
    ("120000", "天津市", "Tianjin", "", 3),
    ("440000", "广东省", "Guangdong", "", 0),
    ("440100", "广州市", "Guangzhou", "440000", 7),
    ("440300", "深圳市", "Shenzhen", "440000", 5),
    ("440600", "佛山市", "Foshan", "440000", 4),
    ("510000", "四川省", "Sichuan", "", 0),
    ("510100", "成都市", "Chengdu", "510000", 9),
    ("510700", "绵阳市", "Mianyang", "510000", 3),
    ("420000", "湖北省", "Hubei", "", 0),
    ("420100", "武汉市", "Wuhan", "420000", 7),
    ("420500", "宜昌市", "Yichang", "420000", 2),
    ("410000", "河南省", "Henan", "", 0),
    ("410100", "郑州市", "Zhengzhou", "410000", 6),
    ("410300", "洛阳市", "Luoyang", "410000", 4),
    ("370000", "山东省", "Shandong", "", 0),
    ("370100", "济南市", "Jinan", "370000", 5),
    ("370700", "潍坊市", "Weifang", "370000", 3),
    ("320000", "江苏省", "Jiangsu", "", 0),
    ("320100", "南京市", "Nanjing", "320000", 5),
    ("320300", "徐州市", "Xuzhou", "320000", 4),
    ("340000", "安徽省", "Anhui", "", 0),
    ("340100", "合肥市", "Hefei", "340000", 6),
    ("610000", "陕西省", "Shaanxi", "", 0),
    ("610100", "西安市", "Xi'an", "610000", 6),
    ("210000", "辽宁省", "Liaoning", "", 0),
    ("210100", "沈阳市", "Shenyang", "210000", 5),
    ("430000", "湖南省", "Hunan", "", 0),
    ("430100", "长沙市", "Changsha", "430000", 6),
]


def person_name(random: Random) -> str:
    """A full name, surname first."""
    return random.choice(SURNAMES) + random.choice(GIVEN)


def phone_number(random: Random, index: int) -> str:
    """A mobile number in E.164 that no carrier has given out (prefix 100), unique by ``index``."""
    return f"+86100{random.randrange(10):d}{index:07d}"


def home_region(random: Random) -> str:
    """A region's code, weighed by its share."""
    lived_in = [(code, share) for code, _zh, _en, _province, share in REGIONS if share]
    return random.choices([code for code, _ in lived_in], [share for _, share in lived_in])[0]
