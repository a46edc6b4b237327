"""targets-messy.csv: a registry extract as an office might really hand it over, for trying `import --dry-run`.

GB18030, CRLF, other column order and names, Excel's habits, and twelve rows that must not get in.
The README lists every trap; a number in 备注 says which one a row carries."""
import csv, io

from generate import ALPHABET, Dice, business

COLUMNS = [("序号", None), ("单位名称", 1), ("社会信用代码", 0), ("经营状态", 5), ("风险等级", 10), ("区划代码", 7), ("注册地址", 8),
           ("法人", 3), ("注册日期", 4), ("企业类型", 2), ("经营范围", 9), ("电话", 11), ("登记机关", 6),
           ("人力资源许可证号", 12), ("劳务派遣许可证号", 13), ("备注", None)]
COUNTIES = ["420102", "420106", "420111", "420202", "420302", "420502", "420602", "421002", "421102", "429004"]
WIDE = {c: chr(ord(c) + 0xFEE0) for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def wide(text):
    return "".join(WIDE.get(c, c) for c in text)


def change(row, column, value):
    row[column] = value(row[column]) if callable(value) else value


# Trap -> (column, new value).  G: carries no doubt, to be cleaned and taken.  D: doubtful, must not be changed silently.
GOOD = {
    "G1": (0, str.lower), "G2": (0, wide), "G3": (0, lambda c: "'" + c), "G4": (0, lambda c: f'="{c}"'),
    "G5": (0, lambda c: f" {c[:8]} {c[8:]}\u3000"), "G6": (4, "2019/3/5"), "G7": (4, "2019年3月5日"), "G8": (4, "2019.3.5"),
    "G9": (9, lambda s: s.replace("；", "；\n", 1) if "；" in s else s + "\n（以下空白）"),
    "G10": (9, lambda s: s + "（品牌“示例”，又称\"样例\"）"), "G11": (11, wide), "G12": (7, wide),
    "G13": (1, lambda n: n.replace("示例", "䶮示例")), "G14": (1, lambda n: f"\u3000{n}  "), "G15": (10, "ｂ")}
DOUBTFUL = {"D1": (4, "43529"), "D2": (10, "A级"), "D3": (7, lambda r: r + ".0"), "D4": (5, "存续（在营、开业、在册）")}
BAD = {
    "B1": (0, lambda c: c[:-1] + ALPHABET[(ALPHABET.index(c[-1]) + 5) % 31]), "B2": (0, lambda c: c[:-1]),
    "B3": (0, lambda c: c[:12] + "O" + c[13:]), "B4": (0, "9.14201E+17"), "B6": (7, "429999"), "B7": (1, ""),
    "B9": (4, "2019/2/30"), "B10": (10, "E")}


def build():
    dice = Dice("messy")
    rows = []
    for i in range(60):
        kind = "affirmed" if i % 5 < 2 else "excluded" if i % 5 == 2 and i % 2 else "plain"
        row = business(dice, COUNTIES[i % 10], kind, "AABC"[i % 4], "存续", 9000 + i)
        row[4] = "{}/{}/{}".format(*(int(x) for x in row[4].split("-")))
        rows.append([row, ""])
    marks = [*GOOD, *DOUBTFUL, *BAD, "B5", "B8", "B11", "B12"]
    for n, mark in enumerate(marks):
        entry = rows[3 + n * 50 // len(marks) + n // 8]
        entry[1] = mark
        column, value = {**GOOD, **DOUBTFUL, **BAD}.get(mark, (None, None))
        if column is not None:
            change(entry[0], column, value)
        elif mark == "B5":
            entry[0][0] = rows[0][0][0]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([name for name, _ in COLUMNS] + ["", ""])
    for number, (row, mark) in enumerate(rows, 1):
        cells = [number if name == "序号" else mark if name == "备注" else row[at] for name, at in COLUMNS] + ["", ""]
        if mark == "B8":
            cells = cells[:6]
        elif mark == "B11":
            cells = ["合计", "60"] + ["B11" if name == "备注" else "" for name, _ in COLUMNS[2:]] + ["", ""]
        elif mark == "B12":
            cells = cells[:10] + ["软件开发", "企业管理", "会议服务", *cells[11:]]
        writer.writerow(cells)
        if number in (30, 45):
            writer.writerow([""] * len(COLUMNS))
    return out.getvalue().encode("gb18030")
