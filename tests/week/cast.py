"""Who plays: the divisions, the bodies and the people of a small bureau. All of it is made up."""

DIVISIONS = """code,name,level,parent_code
140000000000,山西省,province,
140100000000,太原市,city,140000000000
140200000000,大同市,city,140000000000
140105000000,小店区,county,140100000000
140106000000,迎泽区,county,140100000000
140213000000,平城区,county,140200000000
140105001000,坞城街道,township,140105000000
140105100000,北格镇,township,140105000000
140213001000,新华街街道,township,140213000000
140105001001,坞城社区居委会,village,140105001000
140105100201,北格村委会,village,140105100000
140213001001,新华社区居委会,village,140213001000
"""
PROVINCE, TAIYUAN = "140000000000", "140100000000"
XIAODIAN, WUCHENG, BEIGE = "140105000000", "140105001000", "140105100000"
COMMISSION, PETITIONS, EMERGENCY = (
    "14-political_legal_commission",
    "14-petitions_office",
    "14-emergency_management",
)

# The first four, on the slips that `chizi init` prints.
FOUNDERS = {"zhao": "赵立新", "qian": "钱守一", "sun": "孙明察", "wen": "文知行"}
SYSTEM, SECURITY, AUDITOR, OFFICE = FOUNDERS

STATION, OTHER_STATION = "坞城派出所", "北格派出所"
AGENCIES = [
    ("1401-commission", "中共太原市委政法委员会", "political_legal_commission", TAIYUAN, COMMISSION),
    ("1401-police", "太原市公安局", "police", TAIYUAN, "14-police"),
    ("140105-police", "太原市公安局小店分局", "police", XIAODIAN, "1401-police"),
    ("wucheng-station", STATION, "police_station", WUCHENG, "140105-police"),
    ("beige-station", OTHER_STATION, "police_station", BEIGE, "140105-police"),
    ("1402-police", "大同市公安局", "police", "140200000000", "14-police"),
    ("1402-petitions", "大同市信访局", "petitions_office", "140200000000", PETITIONS),
]

# User name, name, body, position.
CLERK, OTHER_CLERK, INSPECTOR, VERIFIER, LEADER = "he", "bai", "guo", "qiao", "lei"
HEAD, RELATIVE = "tang", "nie"
PEOPLE = [
    (CLERK, "何敬业", "wucheng-station", "内勤"),
    (OTHER_CLERK, "白素", "beige-station", "内勤"),
    (INSPECTOR, "郭求实", EMERGENCY, "督查专员"),
    (VERIFIER, "乔正", PETITIONS, "复核专员"),
    (LEADER, "雷鸣远", COMMISSION, "副书记"),
    (HEAD, "唐本初", EMERGENCY, "一级巡视员"),
    (RELATIVE, "聂思源", EMERGENCY, "主任科员"),
    ("fan", "范希文", EMERGENCY, "主任科员"),
    ("kang", "康有年", PETITIONS, "主任科员"),
    ("du", "杜若", COMMISSION, "主任科员"),
    ("ma", "马千里", "1402-police", "法制大队民警"),
    ("kong", "孔令", "1401-police", "政治部干事"),
    ("yan", "严谨", "1401-commission", "综合科科长"),
    ("cao", "曹州", "1401-commission", "科员"),
    ("hua", "华年", "140105-police", "指挥室民警"),
    ("jin", "金石", "140105-police", "法制大队民警"),
    ("wei", "魏然", "wucheng-station", "所长"),
    ("tao", "陶谦", "beige-station", "所长"),
    ("jiang", "姜尚", "1402-petitions", "接待科科长"),
    ("qi", "戚平", "1402-petitions", "科员"),
]
INVITED = (CLERK, OTHER_CLERK, INSPECTOR, VERIFIER, LEADER, RELATIVE)

# User name, role, place, agency, reason: the sheet that the security administrator brings.
GRANTS = [
    (CLERK, "clerk", WUCHENG, "wucheng-station", "坞城派出所内勤"),
    (OTHER_CLERK, "clerk", BEIGE, "beige-station", "北格派出所内勤"),
    (INSPECTOR, "inspector", TAIYUAN, "", "第一驻点指导组"),
    (LEADER, "leader", PROVINCE, COMMISSION, "分管副书记"),
]
GROUP = "第一驻点指导组"
