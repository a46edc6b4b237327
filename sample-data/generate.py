#!/usr/bin/env python3
"""Make the fictitious sample data, the same bytes each time.

    python3 sample-data/generate.py            write the files
    python3 sample-data/generate.py --check    write nothing; fail if a file is stale or inconsistent
    python3 sample-data/generate.py --counts   print the tables shown in the README

Every person, business, code, licence and telephone number is made up.  Only the division codes
(regions-hubei.csv) and the holidays (holidays-cn.csv) are real.  Chance comes from SHA-256 of a
fixed seed, not from Python's generator, so another Python version makes the same files.
"""
import csv, datetime, hashlib, io, pathlib, sys

HERE = pathlib.Path(__file__).resolve().parent
ROWS, AFFIRMED_PER_100, EXCLUDED_PER_100 = 3600, 42, 8
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"                      # GB 32100-2015: no I, O, S, V, Z
TARGET_HEADER = ("统一社会信用代码 企业名称 主体类型 法定代表人 成立日期 登记状态 登记机关 行政区划代码 住所 "
                 "经营范围 信用风险等级 联系电话 人力资源服务许可证编号 劳务派遣经营许可证编号").split()
OFFICER_HEADER = "执法证号 姓名 部门 单位代码 证件有效期起 证件有效期止 任务上限 已有任务 在岗".split()
CONFLICT_HEADER = "执法人员编号 统一社会信用代码 关系 说明".split()
LEAD_HEADER = "收到日期 来源 被反映对象名称 统一社会信用代码 行政区划代码 地点 内容 举报人姓名 举报人电话 举报人证件号".split()

# Share of the targets, per mille, and officers of each department.
PREFECTURES = {
    "420100": (296, 40), "420200": (55, 10), "420300": (60, 12), "420500": (80, 17), "420600": (85, 14),
    "420700": (30, 8), "420800": (45, 9), "420900": (60, 11), "421000": (70, 13), "421100": (70, 14),
    "421200": (45, 10), "421300": (30, 8), "422800": (45, 13), "429004": (10, 7), "429005": (8, 6),
    "429006": (7, 6), "429021": (4, 5)}

# Scope entries: (section, text, weight); section 许 needs a licence, 般 does not.
AFFIRMED = [
    ("般", "人力资源服务（不含职业中介活动、劳务派遣服务）", 38), ("许", "职业中介活动", 10),
    ("许", "劳务派遣服务", 12), ("许", "职业中介活动，劳务派遣服务", 12), ("般", "职业介绍", 4),
    ("般", "人力资源外包", 4), ("般", "人力资源招聘", 3), ("般", "人力资源培训（不含职业技能培训）", 3),
    ("般", "发布招聘信息", 3), ("般", "劳务派遣（不含涉外业务）", 4),
    ("般", "人力资源服务；劳务服务（不含劳务派遣）", 4), ("般", "为求职者提供职业介绍、职业指导", 3)]
SENDS = ["劳务派遣服务", "职业中介活动，劳务派遣服务", "劳务派遣（不含涉外业务）"]
EXCLUDED = [
    ("般", "劳务服务（不含劳务派遣）", 12), ("般", "建筑劳务分包（不含劳务派遣）", 4), ("般", "家政服务（不含职业中介）", 4),
    ("般", "家政服务（不得从事职业中介，医疗）", 2), ("般", "建筑劳务分包（除劳务派遣）", 2),
    ("般", "企业管理咨询（职业中介、劳务派遣除外）", 2)]
PLAIN = ("软件开发 计算机系统服务 日用百货销售 建筑材料销售 五金产品零售 广告设计、代理 物业管理 货物进出口 餐饮管理 "
         "国内货物运输代理 会议及展览服务 园林绿化工程施工 机械设备租赁 水产品批发 农副产品销售 服装服饰批发 电子产品销售 "
         "汽车零配件批发 办公用品销售 社会经济咨询服务 企业形象策划 市场营销策划 礼仪服务 装卸搬运 专业保洁、清洗、消毒服务 "
         "信息咨询服务（不含许可类信息咨询服务） 教育咨询服务（不含涉许可审批的教育培训活动） 酒店管理 停车场服务 "
         "普通货物仓储服务（不含危险化学品等需许可审批的项目） 家具安装和维修服务 组织文化艺术交流活动").split()
LICENSED = ["住宿服务", "食品销售", "道路货物运输（不含危险货物）", "建设工程施工"]
TAIL_LICENSED = "（依法须经批准的项目，经相关部门批准后方可开展经营活动）"
TAIL_GENERAL = "（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）"
SYLLABLES = "启恒泽瑞昌和达信诚汇鼎盛源泰宏远嘉禾润丰利华安康博雅思创新锐慧云腾翔凯晟楚荆襄汉江沧岳林"
TRADES = {"affirmed": ["人力资源", "劳务", "企业管理", "人才信息", "外包服务"],
          "excluded": ["劳务", "家政服务", "建筑劳务"], "plain": ["商贸", "科技", "物业服务", "广告", "农业", "餐饮管理"]}
SURNAMES = "赵钱孙李周吴郑王陈卫蒋韩杨朱秦许何吕张孔严华金魏陶姜戚谢邹柏潘葛范彭鲁"
GIVEN = "伟芳敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂文斌玲辉"
NOT_REGISTERED = [
    ("420106", "场所", "示例大桥下自发零工市场"), ("420104", "场所", "示例客运站旁职介摊点"),
    ("420602", "场所", "示例路口自发零工市场"), ("421002", "场所", "示例广场夜间招工点"),
    ("420503", "场所", "示例火车站外招工点"), ("420902", "自然人", "样某庚（无照介绍工作）"),
    ("421102", "自然人", "样某辛（组织同乡务工）"), ("422801", "自然人", "样某壬（自称招工代理）")]
NOWHERE = ["", "", "", "", "", "", "", "420115", "湖北省武汉市江夏区示例高速出口"]


class Dice:
    """Repeatable chance: the n-th throw is SHA-256 of the seed and n."""

    def __init__(self, seed):
        self.seed, self.count = seed, 0

    def below(self, limit):
        self.count += 1
        return int(hashlib.sha256(f"{self.seed}|{self.count}".encode()).hexdigest(), 16) % limit

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def pick(self, items):
        return items[self.below(len(items))]

    def chance(self, percent):
        return self.below(100) < percent

    def weighted(self, rows):
        left = self.below(sum(row[-1] for row in rows))
        for row in rows:
            left -= row[-1]
            if left < 0:
                return row

    def shuffled(self, items):
        keyed = [(self.below(1 << 64), i, item) for i, item in enumerate(items)]
        return [item for _, _, item in sorted(keyed, key=lambda k: k[:2])]


def regions():
    with open(HERE / "regions-hubei.csv", encoding="utf-8") as f:
        return {r["code"]: r for r in csv.DictReader(f)}


REGIONS = regions()


def counties(prefecture):
    """The codes that inspect in a prefecture; a 直管市 or the 林区 is its own."""
    return [c for c, r in REGIONS.items() if r["parent"] == prefecture] or [prefecture]


def prefecture_of(code):
    return code if code in PREFECTURES else REGIONS[code]["parent"]


def short(code):
    return {"422800": "恩施", "429021": "神农架"}.get(code, REGIONS[code]["name"].removesuffix("市"))


def address(code):
    above = REGIONS[code]["parent"]
    return "湖北省" + ("" if above == "420000" else REGIONS[above]["name"]) + REGIONS[code]["name"]


def share_out(total, weights, least):
    """Split total by weight, largest remainder first, nobody under `least`."""
    whole = sum(weights.values())
    parts = {k: max(least, total * w // whole) for k, w in weights.items()}
    order = sorted(weights, key=lambda k: (-(total * weights[k] % whole), k))
    step = 0
    while sum(parts.values()) != total:
        key = order[step % len(order)] if sum(parts.values()) < total else max(parts, key=parts.get)
        parts[key] += 1 if sum(parts.values()) < total else -1
        step += 1
    return parts


def credit_code(dice, county, kind="1"):
    """18 characters with both check characters right.  Real organisation codes never begin with YL."""
    body = "YL" + "".join(dice.pick("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(6))
    total = sum((int(c) if c.isdigit() else ord(c) - 55) * w for c, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2)))
    body += {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))       # GB 11714
    code = "9" + kind + county + body
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code))
    return code + ALPHABET[-total % 31]


def person(dice):
    return dice.pick(SURNAMES) + "样" + dice.pick(GIVEN)


def scope(dice, kind):
    """A scope of business, and the entry in it that carries a keyword ("" for none)."""
    general, licensed, entry = dice.shuffled(PLAIN)[:dice.between(2, 7)], [], ""
    if dice.chance(15):
        licensed.append(dice.pick(LICENSED))
    if kind != "plain":
        section, entry, _ = dice.weighted(AFFIRMED if kind == "affirmed" else EXCLUDED)
        into = licensed if section == "许" else general
        into.insert(dice.below(len(into) + 1), entry)
    if dice.chance(65):
        text = f"许可项目：{'，'.join(licensed)}{TAIL_LICENSED} " if licensed else ""
        text += f"一般项目：{'；'.join(general)}{TAIL_GENERAL}"
    else:
        text = dice.pick("；；，").join(general + licensed) + dice.pick([TAIL_LICENSED, ""])
    return (text.translate(str.maketrans("（），；：", "(),;:")) if dice.chance(25) else text), entry


def business(dice, county, kind, grade, status, number):
    """One row of the registry.  Some that need a licence have none: there must be something to find."""
    trade, at, single = dice.pick(TRADES[kind]), dice.below(len(SYLLABLES)), dice.chance(8)
    two = SYLLABLES[at] + SYLLABLES[at - dice.between(1, len(SYLLABLES) - 1)]
    name = f"{short(prefecture_of(county))}{two}示例" + (
        trade.removesuffix("服务") + "服务部" if single else trade + "有限公司")
    text, entry = scope(dice, kind)
    form = "个体工商户" if single else dice.pick(["有限责任公司(自然人独资)", "有限责任公司(自然人投资或控股)"])
    founded = datetime.date(1999, 1, 1) + datetime.timedelta(days=dice.below(8520))          # to 2022-04-29
    licensed, sends = kind == "affirmed" and dice.chance(60), entry in SENDS and dice.chance(75)
    return [credit_code(dice, county, "2" if single else "1"), name, form, person(dice), founded.isoformat(), status,
            REGIONS[county]["name"] + "市场监督管理局", county, f"{address(county)}示例路{dice.between(1, 999)}号",
            text, grade, f"1000000{dice.below(10000):04d}",
            f"示例人服证{county}{number:04d}" if licensed else "", f"示例派遣证{county}{number:04d}" if sends else ""]


def targets():
    """The registry extract, and beside each code whether a keyword is affirmed."""
    dice = Dice("targets")
    per_prefecture = share_out(ROWS, {p: s for p, (s, _) in PREFECTURES.items()}, 12)
    grades = dice.shuffled([g for g, n in zip("ABCD", (65, 25, 8, 2)) for _ in range(ROWS * n // 100)])
    dead = ["注销"] * (ROWS * 3 // 100) + ["吊销"] * (ROWS // 100)
    statuses = dice.shuffled(dead + ["存续"] * (ROWS - len(dead)))
    rows, kinds, seen = [], {}, set()
    for prefecture, total in per_prefecture.items():
        weights = {c: 6 if c[4] in "01" else 4 if c[4] == "8" else 3 for c in counties(prefecture)}
        for county, size in share_out(total, weights, 6).items():
            for _ in range(size):
                i = len(rows)
                kind = kind_of_row(i)
                row = business(dice, county, kind, grades[i], statuses[i], i + 1)
                while row[0] in seen or row[1] in seen:
                    row = business(dice, county, kind, grades[i], statuses[i], i + 1)
                seen |= {row[0], row[1]}
                kinds[row[0]] = kind
                rows.append(row)
    rows = dice.shuffled(rows)
    for county, form, name in NOT_REGISTERED:
        rows.append(["", name, form, "", "", "", "", county, f"{address(county)}示例路", "", "", "", "", ""])
    return rows, kinds


def kind_of_row(i):
    """Spread the kinds evenly, so that every county gets its part, and the totals are exact."""
    slot = i * 37 % 100
    return "affirmed" if slot < AFFIRMED_PER_100 else "excluded" if slot < AFFIRMED_PER_100 + EXCLUDED_PER_100 else "plain"


def officers():
    dice, rows = Dice("officers"), []
    names = iter(dice.shuffled([s + "样" + g for s in SURNAMES for g in GIVEN]))
    for prefecture, (_, size) in PREFECTURES.items():
        units = ([prefecture] if len(counties(prefecture)) > 1 else []) + counties(prefecture)
        for letter, department in (("A", "人社"), ("B", "市场监管")):
            special = special_cases(prefecture, letter, size)
            for i in range(size):
                start = datetime.date(dice.between(2018, 2021), dice.between(1, 12), 1)
                end = start.replace(year=start.year + 5) - datetime.timedelta(days=1)
                start, end, on_duty = special.get(i, (start, end, "是"))
                load = dice.between(1, 3) if dice.chance(18) else 0
                cap = 12 if load else dice.pick([12] * 17 + [10, 10, 15])
                if (prefecture, letter, i) == ("420700", "B", 1):
                    load, cap = 10, 12
                rows.append([f"{letter}{prefecture}{i + 1:03d}", next(names), department, units[i % len(units)],
                             start.isoformat(), end.isoformat(), cap, load, on_duty])
    return rows


def special_cases(prefecture, letter, size):
    """By place in the list: certificates that end in the window, before it or begin in it; leave."""
    day, cases = datetime.date, {}
    if size >= 7:
        end = day(2022, 6, 15) + datetime.timedelta(days=int(prefecture[2:4]) * 3 % 36)
        cases[size - 1] = (day(2017, 7, 1), end, "是")
    if size >= 10:
        cases[size - 2] = (day(2020, 9, 1), day(2025, 8, 31), "否")
    if prefecture in ("420100", "420600", "421000") and letter == "A":
        cases[size - 3] = (day(2017, 6, 1), day(2022, 5, 31), "是")
    if prefecture in ("420100", "420500") and letter == "B":
        cases[size - 4] = (day(2022, 7, 1), day(2027, 6, 30), "是")
    if prefecture == "420100":
        cases[size - 5] = (day(2017, 7, 11), day(2022, 7, 10), "是")
        cases[size - 6] = (day(2019, 3, 1), day(2024, 2, 29), "否")
    return cases


def conflicts(target_rows, kinds, officer_rows):
    dice, rows, seen = Dice("conflicts"), [], set()
    wording = [("本人", "本人三年内曾在该单位任职（示例）"), ("本人", "本人持有该单位股份（示例）"),
               ("近亲属", "配偶系该单位法定代表人（示例）"), ("近亲属", "子女在该单位任职（示例）"),
               ("近亲属", "兄弟系该单位股东（示例）"), ("其他利害关系", "与该单位负责人有借贷关系（示例）"),
               ("其他利害关系", "房屋出租给该单位使用（示例）"), ("其他利害关系", "与该单位有未了结的民事诉讼（示例）")]
    for prefecture in PREFECTURES:
        many = {"420100": 16, "429021": 1, "429006": 2}.get(prefecture, 3) - (prefecture == "420700")
        there = [t for t in target_rows if kinds.get(t[0]) == "affirmed" and prefecture_of(t[7]) == prefecture]
        people = [o for o in officer_rows if o[0][1:7] == prefecture]
        while many:
            officer, target = dice.pick(people), dice.pick(there)
            if target[5] == "存续" and (officer[0], target[0]) not in seen:
                seen.add((officer[0], target[0]))
                rows.append([officer[0], target[0], *wording[len(rows) % len(wording)]])
                many -= 1
    return rows


def leads(target_rows, kinds):
    """One lead for each line of lead-texts.csv; lines with the same 关联 are about the same target."""
    dice, rows, linked = Dice("leads"), [], {}
    with open(HERE / "lead-texts.csv", encoding="utf-8") as f:
        texts = list(csv.DictReader(f))
    alive = [t for t in target_rows if t[5] == "存续"]
    stock = {word: dice.shuffled([t for t in alive if kinds[t[0]] == kind])
             for word, kind in (("机构", "affirmed"), ("排除", "excluded"), ("普通", "plain"))}
    stock |= {word: [t for t in target_rows if t[2] == form] for word, form in (("场所", "场所"), ("个人", "自然人"))}
    for i, text in enumerate(texts):
        about = linked.get(text["关联"]) or stock[text["对象"]].pop(0) if text["对象"] in stock else NOWHERE
        if text["关联"]:
            linked[text["关联"]] = about
        signed = text["署名"] == "实名"
        reporter = f"举报人样某{'甲乙丙丁戊己庚辛壬癸'[i % 10]}{'子丑寅卯辰巳午未申酉戌亥'[i % 12]}" if signed else ""
        proof = f"000000190001010{i + 1:03d}" if signed and text["来源"] in ("来访", "来信") else ""
        day = datetime.date(2022, 5, 20) + datetime.timedelta(days=int(text["日"]))
        rows.append([day.isoformat(), text["来源"], about[1], about[0], about[7], about[8], text["内容"],
                     reporter, f"100999900{i + 1:02d}" if signed else "", proof])
    return rows


def as_csv(header, rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue().encode()


def build():
    """File name -> bytes."""
    import messy, second
    target_rows, kinds = targets()
    officer_rows = officers()
    return {"targets.csv": as_csv(TARGET_HEADER, target_rows),
            "officers.csv": as_csv(OFFICER_HEADER, officer_rows),
            "conflicts.csv": as_csv(CONFLICT_HEADER, conflicts(target_rows, kinds, officer_rows)),
            "leads.csv": as_csv(LEAD_HEADER, leads(target_rows, kinds)),
            "targets-messy.csv": messy.build(), **second.build()}


def main(argv):
    files = build()
    if argv == ["--check"] or argv == ["--counts"]:
        import checks
        return checks.run(files) if argv == ["--check"] else print("\n".join(checks.count_lines()))
    if argv:
        return __doc__
    for name, data in files.items():
        (HERE / name).write_bytes(data)
        print(f"{name}: {len(data)} bytes")
    return None


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.modules["generate"] = sys.modules["__main__"]
    sys.exit(main(sys.argv[1:]))
