"""What `generate.py --check` verifies, worked out from the files alone and not from the generator's intentions."""
import collections, csv, datetime, io, tomllib

from generate import ALPHABET, HERE, PREFECTURES, REGIONS, prefecture_of, short

ROLES = set("admin draw approve dispatch claim inspect review publish report leads".split())
OUTCOMES = set("clean problem unreachable closed cancelled moved no-activity uncooperative".split())
MARKERS = ("不含", "不得", "除")


def read(name):
    with open(HERE / name, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def campaign():
    with open(HERE / "campaign.toml", "rb") as f:
        return tomllib.load(f)


def valid_code(code):
    return (len(code) == 18 and all(c in ALPHABET for c in code)
            and (sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17])) + ALPHABET.index(code[17])) % 31 == 0)


def affirmed(scope, keywords):
    """Brackets that exclude something are cut out; a keyword left over is affirmed."""
    text, start = scope.replace("(", "（").replace(")", "）"), 0
    while (open_at := text.find("（", start)) >= 0:
        close = text.find("）", open_at)
        if any(marker in text[open_at:close] for marker in MARKERS):
            text = text[:open_at] + text[close + 1:]
        else:
            start = open_at + 1
    return any(keyword in text for keyword in keywords)


def classes():
    """Registry rows by (prefecture, grade): affirmed and 存续 alone can be drawn."""
    keywords = campaign()["keywords"]
    tally = collections.Counter()
    for row in read("targets.csv"):
        kind = "affirmed" if affirmed(row["经营范围"], keywords) else (
            "excluded" if any(k in row["经营范围"] for k in keywords) else "plain")
        where = prefecture_of(row["行政区划代码"])
        tally[kind, bool(row["统一社会信用代码"])] += 1
        tally["rows", where] += 1
        if kind == "affirmed" and row["登记状态"] == "存续" and row["统一社会信用代码"]:
            tally["pool", where] += 1
            tally["grade", row["信用风险等级"]] += 1
            tally["stratum", where, row["信用风险等级"]] += 1
            tally["county", row["行政区划代码"]] += 1
    return tally


def tasks(tally, size, weights):
    """Tasks a prefecture gets from a draw of `size`: Sainte-Laguë over prefecture and grade."""
    room = {k[1:]: n for k, n in tally.items() if k[0] == "stratum"}
    given = dict.fromkeys(room, 1)
    while sum(given.values()) < size:
        open_strata = [k for k in sorted(room) if given[k] < room[k]]
        given[max(open_strata, key=lambda k: weights[k[1]] * room[k] / (2 * given[k] + 1))] += 1
    return collections.Counter({p: sum(n for k, n in given.items() if k[0] == p) for p in PREFECTURES})


def fit(officer, inspect):
    return (officer["在岗"] == "是" and officer["证件有效期起"] <= inspect["from"].isoformat()
            and inspect["to"].isoformat() <= officer["证件有效期止"])


def count_lines():
    plan, tally, people = campaign(), classes(), read("officers.csv")
    drawn = tasks(tally, plan["draw"]["size"], plan["draw"]["weights"])
    staff = collections.Counter()
    for officer in people:
        key = (officer["执法证号"][1:7], officer["执法证号"][0])
        staff[key] += 1
        staff[key, "fit"] += fit(officer, plan["phases"]["inspect"])
    lines = [f"| {p} | {short(p)} | {tally['rows', p]} | {tally['pool', p]} | {drawn[p]} | "
             f"{staff[p, 'A']} ({staff[(p, 'A'), 'fit']}) | {staff[p, 'B']} ({staff[(p, 'B'), 'fit']}) |" for p in PREFECTURES]
    total = lambda *keys: sum(staff[k] for k in keys)
    a, b = [(p, "A") for p in PREFECTURES], [(p, "B") for p in PREFECTURES]
    fits = [sum(staff[k, "fit"] for k in keys) for keys in (a, b)]
    lines.append(f"| **Σ** | | {sum(tally['rows', p] for p in PREFECTURES)} | {sum(tally['pool', p] for p in PREFECTURES)} | "
                 f"{sum(drawn.values())} | {total(*a)} ({fits[0]}) | {total(*b)} ({fits[1]}) |")
    return lines


def problems(files):
    for name, data in files.items():
        if not (HERE / name).exists() or (HERE / name).read_bytes() != data:
            yield f"{name}: stale; run python3 sample-data/generate.py"
    yield from campaign_problems(campaign())
    rows = read("targets.csv")
    yield from target_problems(rows)
    yield from staff_problems(rows, read("officers.csv"), campaign())
    yield from lead_problems(rows, read("leads.csv"), read("lead-texts.csv"), files)
    for name in ("README.md", "README.zh-CN.md"):
        text = (HERE / name).read_text(encoding="utf-8")
        yield from (f"{name}: this line of the table is missing or old: {line}" for line in count_lines() if line not in text)


def campaign_problems(plan):
    names = [o["name"] for o in plan["operators"]]
    if len(names) != len(set(names)):
        yield "campaign.toml: operator names are not unique"
    for operator in plan["operators"]:
        if not set(operator["roles"]) <= ROLES or operator["unit"] not in REGIONS:
            yield f"campaign.toml: operator {operator['name']}: unknown role or unit"
    if {o["unit"] for o in plan["operators"]} != {"420000", *PREFECTURES}:
        yield "campaign.toml: a prefecture has no operator"
    if not {c["outcome"] for c in plan["result_codes"]} <= OUTCOMES:
        yield "campaign.toml: unknown outcome"
    for table, key in (("violations", "id"), ("summary_columns", "id"), ("outcomes", "outcome"), ("result_codes", "code"), ("actions", "number")):
        if len({r[key] for r in plan[table]}) != len(plan[table]):
            yield f"campaign.toml: {table}.{key} is not unique"
    checklist = read(plan["checklist_file"])
    if len({(r["编号"], r["版本"]) for r in checklist}) != len(checklist) or any(not all(cell for name, cell in r.items() if name != "违法行为") for r in checklist):
        yield "checklist.csv: a number and version occur twice, or a cell is empty"
    known = {v["id"] for v in plan["violations"]}
    for item in checklist:
        if not set(filter(None, item["违法行为"].split(";"))) <= known:
            yield f"checklist.csv: {item['编号']} names a violation that campaign.toml does not have"


def target_problems(rows):
    codes = [r["统一社会信用代码"] for r in rows if r["统一社会信用代码"]]
    if len(codes) != 3600 or len(set(codes)) != 3600 or len(rows) != 3608:
        yield "targets.csv: not 3,600 codes and 8 rows without one"
    yield from (f"targets.csv: {code}: check character" for code in codes if not valid_code(code))
    yield from (f"targets.csv: unknown division {r['行政区划代码']}" for r in rows if r["行政区划代码"] not in REGIONS)
    tally = classes()
    if (tally["affirmed", True], tally["excluded", True]) != (1512, 288):
        yield f"targets.csv: {tally['affirmed', True]} affirmed, {tally['excluded', True]} excluded only"
    inspecting = [c for c, r in REGIONS.items() if r["level"] in ("县区", "直管市", "林区")]
    yield from (f"targets.csv: nothing to draw in {c}" for c in inspecting if not tally["county", c])


def staff_problems(rows, people, plan):
    by_id = {o["执法证号"]: o for o in people}
    by_code = {r["统一社会信用代码"]: r for r in rows}
    if len(by_id) != len(people) or len(by_id) < 340 or len({o["姓名"] for o in people}) != len(people):
        yield "officers.csv: fewer than 340, or an id or a name occurs twice"
    drawn = tasks(classes(), plan["draw"]["size"], plan["draw"]["weights"])
    for prefecture in PREFECTURES:
        for letter in "AB":
            team = [o for o in people if o["执法证号"].startswith(letter + prefecture) and fit(o, plan["phases"]["inspect"])]
            each = -(-drawn[prefecture] // len(team))
            tight = [o["执法证号"] for o in team if int(o["已有任务"]) + each > int(o["任务上限"])]
            if tight and (prefecture, letter) != ("420700", "B"):
                yield f"officers.csv: {tight[0]}: no room for an even deal of {each} in {prefecture}"
            if sum(int(o["任务上限"]) - int(o["已有任务"]) for o in team) < drawn[prefecture]:
                yield f"officers.csv: {prefecture} {letter}: too few slots"
    for row in read("conflicts.csv"):
        officer, target = by_id.get(row["执法人员编号"]), by_code.get(row["统一社会信用代码"])
        if not officer or not target or officer["执法证号"][1:7] != prefecture_of(target["行政区划代码"]):
            yield f"conflicts.csv: {row['执法人员编号']} and {row['统一社会信用代码']} do not belong together"


def lead_problems(rows, found, texts, files):
    codes = {r["统一社会信用代码"]: r for r in rows}
    if len(found) != 60 or len(texts) != 60:
        yield "leads.csv: not sixty"
    for lead in found:
        day = datetime.date.fromisoformat(lead["收到日期"])
        if not datetime.date(2022, 5, 20) <= day <= datetime.date(2022, 6, 19) or lead["统一社会信用代码"] not in codes:
            yield f"leads.csv: {lead['收到日期']} {lead['统一社会信用代码']}: date or code"
        for private in (lead["举报人姓名"], lead["举报人电话"], lead["举报人证件号"]):
            text = files["leads.csv"].decode()
            others = b"".join(data for name, data in files.items() if name != "leads.csv")
            if private and (text.count(private) != 1 or private.encode() in others):
                yield f"leads.csv: {private} is not distinctive"


def run(files):
    found = list(problems(files))
    print("\n".join(found) or "sample-data: up to date and consistent")
    return 1 if found else 0
