"""Parts of made-up names of workplaces, by sector. Places are real, everything else is invented."""

BRAND_FIRST = "恒永鑫宏瑞盛祥泰华兴隆顺吉利通达安康晋汾平福德诚信嘉和旺庆丰金银玉龙凤凯博众联创新天元"
BRAND_LAST = "泰盛兴源昌达发隆通顺和祥瑞丰益成业伟远恒安宁康美佳力信诚茂林海川山阳明辉洋宇轩翔鹏峰"

ENTERPRISES: dict[str, tuple[str, ...]] = {
    "mining": ("煤业有限公司", "煤矿", "矿业有限公司", "石料厂", "洗煤厂", "煤炭运销有限公司"),
    "construction": (
        "建筑工程有限公司",
        "建设有限公司",
        "装饰工程有限公司",
        "建筑劳务有限公司",
        "市政工程有限公司",
    ),
    "manufacturing": (
        *("机械制造有限公司", "铸造厂", "建材有限公司", "食品有限公司", "陶瓷厂", "化工有限公司", "服装厂"),
        *("醋业有限公司", "酒业有限公司", "玻璃制品厂", "纸箱厂", "门窗加工厂"),
    ),
    "transport": ("物流有限公司", "运输有限公司", "货运站", "客运有限公司", "汽车修理厂", "配货部"),
    "trade": (
        *(
            "商贸有限公司",
            "超市",
            "五金店",
            "农资店",
            "药店",
            "家具城",
            "加油站",
            "便利店",
            "粮油店",
            "建材经销部",
        ),
        *("服装店", "文具店"),
    ),
    "hospitality": ("饭店", "宾馆", "面馆", "酒店", "农家乐", "旅馆", "早餐店", "烧烤店"),
    "agriculture": (
        "种植专业合作社",
        "养殖专业合作社",
        "农业开发有限公司",
        "果业有限公司",
        "养殖场",
        "家庭农场",
    ),
    "finance": ("小额贷款有限公司", "融资担保有限公司", "典当行", "保险代理有限公司", "资产管理有限公司"),
}
INSTITUTIONS: dict[str, tuple[str, ...]] = {
    "education": ("小学", "中学", "幼儿园", "职业学校", "培训学校", "中心小学"),
    "health": ("卫生院", "卫生服务站", "诊所", "医院", "口腔门诊部", "妇幼保健站"),
    "culture": ("文化站", "图书馆", "文化馆", "体育活动中心"),
    "public_service": ("便民服务中心", "水管站", "农技推广站", "环卫所", "敬老院", "农机站", "林业站"),
}
SECTORS = (*ENTERPRISES, *INSTITUTIONS)

# How often each sector occurs in a street, a town and a rural township, in the order of ENTERPRISES.
ENTERPRISE_SHARES = {
    "街道": (0.01, 0.08, 0.08, 0.07, 0.48, 0.22, 0.01, 0.05),
    "镇": (0.04, 0.07, 0.14, 0.09, 0.40, 0.14, 0.11, 0.01),
    "乡": (0.06, 0.05, 0.11, 0.07, 0.30, 0.09, 0.315, 0.005),
}
INSTITUTION_SHARES = (0.46, 0.30, 0.09, 0.15)
INSTITUTION_PART = 0.08

ACCIDENT_RISK = {
    "mining": 3.5,
    "construction": 3.0,
    "manufacturing": 1.6,
    "transport": 2.4,
    "trade": 0.5,
    "hospitality": 0.8,
    "agriculture": 0.7,
    "finance": 0.2,
    "education": 0.5,
    "health": 0.4,
    "culture": 0.3,
    "public_service": 0.6,
}
"""How much likelier than the average an accident is, by sector."""
