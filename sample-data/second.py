"""second/targets.csv and second/officers.csv: a handful of fictitious businesses and officers for the second campaign."""
import csv, io

from generate import ALPHABET, GIVEN, HERE, OFFICER_HEADER, SURNAMES, SYLLABLES, TARGET_HEADER, Dice

PLACES = {"230100": ("哈尔滨市", ["230102", "230103", "230104"]), "230600": ("大庆市", ["230602", "230603", "230604"]),
          "231000": ("牡丹江市", ["231002", "231003", "231004", "231005"])}
A_PLACE = 16
SCOPES = ["职业中介活动", "劳务派遣服务", "人力资源服务（不含职业中介活动、劳务派遣服务）", "职业中介活动，劳务派遣服务"]
GRADES = "AAAABBCD"


def code(dice, county):
    body = f"91{county}YL" + "".join(dice.pick(ALPHABET) for _ in range(7))
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + ALPHABET[-total % 31]


def targets():
    dice = Dice("duban-second-targets")
    for prefecture, (city, counties) in PLACES.items():
        for n in range(A_PLACE * len(counties)):
            county, scope = counties[n % len(counties)], SCOPES[n % len(SCOPES)]
            name = f"{city[:-1]}{dice.pick(SYLLABLES)}{dice.pick(SYLLABLES)}示例人力资源{n + 1}号有限公司"
            person = dice.pick(SURNAMES) + "样" + dice.pick(GIVEN)
            licence = f"示例（{prefecture}）{n + 1:04d}" if "职业中介活动" in scope and "不含" not in scope else ""
            yield [code(dice, county), name, "有限责任公司", person, f"{dice.between(2009, 2024)}-03-15",
                   "注销" if n % 23 == 22 else "存续", f"{city}市场监督管理局", county, f"黑龙江省{city}示例路{n + 1}号",
                   f"许可项目：{scope}", GRADES[n // len(counties) % len(GRADES)], f"1000000{n + 1:04d}", licence, ""]


def officers():
    dice = Dice("duban-second-officers")
    for prefecture in PLACES:
        for letter, department in (("A", "人社"), ("B", "市场监管")):
            for n in range(1, 5):
                name = dice.pick(SURNAMES) + "样" + dice.pick(GIVEN) + dice.pick(GIVEN)
                yield [f"{letter}{prefecture}{n:03d}", name, department, prefecture, "2024-01-01", "2028-12-31", "20", "0", "是"]


def as_csv(header, rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue().encode()


def build():
    # A campaign reads only what lies beside it: the holidays are the first one's.
    return {
        "second/targets.csv": as_csv(TARGET_HEADER, targets()),
        "second/officers.csv": as_csv(OFFICER_HEADER, officers()),
        "second/holidays-cn.csv": (HERE / "holidays-cn.csv").read_bytes(),
    }
