//! Programs of at most ten lines with which anyone checks a batch: Python 3.7 and hashlib, nothing else.

use super::facts::{Facts, Version};
use crate::draw::files::{ANNOUNCEMENT, DRAWN, OPENINGS, PLAN, POOL, PUBLIC_POOL, RECORD, SEALED, SEED};
use crate::draw::record::{DrawRecord, PoolForm, StratumRecord};
use crate::unseen::hidden;

/// How much a program can check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The whole draw, from the open pool.
    Open,
    /// The drawn rows, from the leaves the record opens.
    Leaves,
    /// The whole draw, from the opened leaves.
    Openings,
    /// The hashes published before the draw.
    Bound,
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Program {
    pub(super) kind: Kind,
    pub(super) text: String,
}

/// What a program prints.
pub(super) struct Words {
    pub(super) holds: String,
    /// Stands before the first difference.
    pub(super) differs: String,
}

const IMPORT: &str = "import hashlib";
const READ: &str = r#"read, H = lambda f: open(f, encoding="utf-8", newline="").read(), lambda x: hashlib.new("@hash", x.encode()).hexdigest()"#;
const TABLES: &str = r#"seed, pool, plan, drawn = ([l.split("\t") for l in read(f).split("\n")[1:-1]] for f in ("seed.txt", "@pool", "plan.tsv", "drawn.tsv"))"#;
const TICKET: &str =
    r#"T = lambda x, s=H(H(read("seed.txt"))): "0." + str(int(H(s + x), 16)).zfill(64)[::-1]"#;
/// Which file must state the hashes of which files.
const SAYS: &str = "says = @says";
const HASHES: &str =
    r#"bad += [f"{x} / {y}" for y, xs in says.items() for x in xs.split() if H(read(x)) not in read(y)]"#;
/// The same on one line, where ten would not do otherwise.
const HASHES_SAID: &str =
    r#"bad += [f"{x} / {y}" for y, xs in @says.items() for x in xs.split() if H(read(x)) not in read(y)]"#;
const SECRETS: &str = r#"bad = [f"seed.txt {r[0]} / @bound" for [r] in seed[3:5] if H(f"SSJ-COMMIT-1\n{seed[0][0]}\nparty:{r[0]}\nsecret:{r[2:]}\n") not in read("@bound")]"#;
/// Places of every stratum: those of the plan, and the rows that came in after the draw.
const PLACES: &str =
    r#"n = {s: int(n) + sum(d[0] == s and d[4] != "draw" for d in drawn) for s, _, _, _, n in plan}"#;
const ORDER: &str = r#"want = [[s, str(k), i, t] for s in n for k, (t, i) in enumerate(sorted((T(i), i) for i, h, *_ in pool if h == s)[:n[s]], 1)]"#;
const OPENED: &str = r#"bad += ["openings.tsv / pool-public.tsv"] * (read("pool-public.tsv") != "id\tleaf\n" + "".join(i + "\t" + H(f"SSJ-LEAF-1\n{i}\n{s}\n{x}\n") + "\n" for i, s, x in pool))"#;
const COUNTED: &str = r#"bad += [f"plan.tsv {s}" for s, _, _, _, n in plan if int(n) != sum(d[0] == s and d[4] == "draw" for d in drawn)]"#;
/// The drawn rows whose leaf opens with the salt in the record, where the salts stand in the same order.
const UNSEALED: &str = r#"pool = [(i, s) for leaf in [dict(pool)] for (s, _, i, *_), x in zip(drawn, read("@record").split('"salt": "')[1:]) if leaf.get(i) == H(f"SSJ-LEAF-1\n{i}\n{s}\n{x[:64]}\n")]"#;
const ORDER_OF_DRAWN: &str = r#"want = [[s, str(k), i, t] for s, *_ in plan for k, (t, i) in enumerate(sorted((T(i), i) for i, h in pool if h == s), 1)]"#;
const PRINT_ROWS: &str = r#"print(*[@differs + x for x in bad + [f"drawn.tsv {k}: {d[:4]} / {w}" for k, (d, w) in enumerate(zip(drawn + ["-"], want + ["-"]), 2) if d[:4] != w]][:1] or [@holds])"#;
const TOLD: &str = r#"batch, a, b = @batch, "", """#;
const TOLD_SECRETS: &str = r#"bad = [f"{p} / @bound" for p, r in (("a", a), ("b", b)) if r and H(f"SSJ-COMMIT-1\nbatch:{batch}\nparty:{p}\nsecret:{r}\n") not in read("@bound")]"#;
const PRINT: &str = "print(*[@differs + x for x in bad][:1] or [@holds])";
const ME: &str = "me, stratum = @me, @stratum";
const LAST: &str = r#"last = max([t for s, _, _, t, *_ in (l.split("\t") for l in read("drawn.tsv").split("\n")[1:-1]) if s == stratum], default="-")"#;
const COMPARE: &str = r#"print(T(me), "<=" if T(me) <= last else ">", last)"#;

/// The files without which the draw cannot be recomputed.
pub(super) fn missing(facts: &Facts) -> Vec<&'static str> {
    let Some(draw) = facts.draw() else {
        return Vec::new();
    };
    let mut needed = vec![pool_file(draw.pool_form), PLAN, SEED, DRAWN];
    needed.retain(|name| !facts.has(name));
    needed
}

/// The program that checks as much as the files allow; none when they bind nothing.
pub(super) fn program(facts: &Facts, words: &Words) -> Option<Program> {
    let newest = facts.draws.last().filter(|_| missing(facts).is_empty());
    let kind = newest.map_or(Kind::Bound, |version| match version.record.pool_form {
        PoolForm::Open => Kind::Open,
        PoolForm::Leaves if facts.has(OPENINGS) => Kind::Openings,
        PoolForm::Leaves => Kind::Leaves,
    });
    let says = newest.map_or_else(|| bound_says(facts), |version| draw_says(facts, version));
    let (bound, _) = says.first().filter(|(_, files)| !files.is_empty())?;
    let table: Vec<String> = says
        .iter()
        .map(|(by, files)| format!("{}: {}", literal(by), literal(&files.join(" "))))
        .collect();
    let args = [
        ("hash", facts.profile.name().to_owned()),
        ("pool", kind.pool().to_owned()),
        ("says", format!("{{{}}}", table.join(", "))),
        ("bound", bound.clone()),
        (
            "record",
            newest.map_or(RECORD, |version| &version.name).to_owned(),
        ),
        ("differs", literal(&words.differs)),
        ("holds", literal(&words.holds)),
        ("batch", literal(&facts.heading()?.batch)),
    ];
    let text = fill(&kind.lines(), &args);
    Some(Program { kind, text })
}

/// The program with which one company computes its own ticket, filled in with the first drawn one as an example.
pub(super) fn own(facts: &Facts) -> Option<String> {
    let draw = facts.draw().filter(|_| facts.has(SEED) && facts.has(DRAWN))?;
    let first =
        |stratum: &StratumRecord| Some((literal(&stratum.stratum), literal(&stratum.drawn.first()?.id)));
    let (stratum, me) = draw.strata.iter().find_map(first)?;
    let args = [
        ("hash", facts.profile.name().to_owned()),
        ("stratum", stratum),
        ("me", me),
    ];
    Some(fill(&[IMPORT, READ, TICKET, ME, LAST, COMPARE], &args))
}

impl Kind {
    fn lines(self) -> Vec<&'static str> {
        let end: &[&str] = match self {
            Kind::Bound => return vec![IMPORT, READ, TOLD, TOLD_SECRETS, SAYS, HASHES, PRINT],
            Kind::Open => &[SAYS, HASHES, PLACES, ORDER, PRINT_ROWS],
            Kind::Leaves => &[HASHES_SAID, COUNTED, UNSEALED, ORDER_OF_DRAWN, PRINT_ROWS],
            Kind::Openings => &[HASHES_SAID, OPENED, PLACES, ORDER, PRINT_ROWS],
        };
        [&[IMPORT, READ, TABLES, TICKET, SECRETS], end].concat()
    }

    /// The file with the pool, as far as it is open.
    fn pool(self) -> &'static str {
        match self {
            Kind::Open => POOL,
            Kind::Openings => OPENINGS,
            Kind::Leaves | Kind::Bound => PUBLIC_POOL,
        }
    }
}

/// The lines with every `@name` replaced by its argument; what an argument holds is not read again.
fn fill(lines: &[&str], args: &[(&str, String)]) -> String {
    let template = lines.join("\n") + "\n";
    let mut pieces = template.split('@');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let named = args
            .iter()
            .find_map(|(name, value)| Some((value, piece.strip_prefix(name)?)));
        let (value, rest) = named.map_or(("", piece), |(value, rest)| (value.as_str(), rest));
        out.push_str(value);
        out.push_str(rest);
    }
    out
}

/// Files, and the files whose hashes each of them must state.
type Says = Vec<(String, Vec<String>)>;

fn draw_says(facts: &Facts, newest: &Version<DrawRecord>) -> Says {
    let frozen = || vec![pool_file(newest.record.pool_form).to_owned(), PLAN.to_owned()];
    let seed = (SEED.to_owned(), frozen());
    if facts.announcement.is_none() {
        let mut by_record = frozen();
        by_record.push(SEED.to_owned());
        return vec![(newest.name.clone(), by_record), seed];
    }
    let mut says = vec![(ANNOUNCEMENT.to_owned(), frozen()), seed];
    says.push((newest.name.clone(), vec![SEED.to_owned()]));
    if let Some(sealed) = &facts.sealed {
        let kept = facts.draws.iter().find(|version| version.hash == sealed.record);
        let kept = kept.or(facts.draws.first()).map(|version| version.name.clone());
        says.push((
            SEALED.to_owned(),
            std::iter::once(ANNOUNCEMENT.to_owned()).chain(kept).collect(),
        ));
    }
    says
}

/// What was published before the draw, as far as the files are there.
fn bound_says(facts: &Facts) -> Says {
    let (by, form, planned) = match (&facts.announcement, &facts.void) {
        (Some(announced), _) => (ANNOUNCEMENT, announced.pool_form, true),
        (None, Some(void)) => (RECORD, void.pool_form, void.plan.is_some()),
        (None, None) => return Says::new(),
    };
    let mut frozen = vec![pool_file(form).to_owned()];
    frozen.extend(planned.then(|| PLAN.to_owned()));
    frozen.retain(|name| facts.has(name));
    let mut says = vec![(by.to_owned(), frozen)];
    if facts.announcement.is_some() && facts.sealed.is_some() {
        says.push((SEALED.to_owned(), vec![ANNOUNCEMENT.to_owned()]));
    }
    says
}

fn pool_file(form: PoolForm) -> &'static str {
    match form {
        PoolForm::Open => POOL,
        PoolForm::Leaves => PUBLIC_POOL,
    }
}

/// A text as Python writes it, with nothing hidden in it.
fn literal(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if hidden(c) => out.push_str(&format!("\\U{:08x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\""
}
