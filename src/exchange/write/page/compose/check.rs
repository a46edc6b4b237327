//! How anyone checks the batch: ten lines of Python, one command, and what a single company does.

use super::super::doc::{Block, code, line};
use super::super::python::{Kind, Words, missing, own, program};
use super::Draft;
use crate::draw::Profile;
use crate::draw::files::{POOL, PUBLIC_POOL};
use crate::draw::record::PublicRecord;

pub(super) fn write(d: &mut Draft) {
    if d.facts.heading().is_none() {
        return;
    }
    d.section("check.title");
    by_program(d);
    d.heading("check.command", &[]);
    d.para("check.command-is", &[]);
    d.blocks.push(Block::Code("sh", "duban verify DIR\n".to_owned()));
    by_oneself(d);
}

fn by_program(d: &mut Draft) {
    let words = Words {
        holds: d.word("check.holds"),
        differs: d.word("check.differs"),
    };
    let lacking = missing(d.facts);
    if !lacking.is_empty() {
        d.notice("check.missing", &[]);
        d.list(lacking.into_iter().map(|name| line(d.file(name))).collect());
    }
    let Some(program) = program(d.facts, &words) else {
        return;
    };
    d.heading("check.python", &[]);
    d.para("check.download", &[]);
    let key = match program.kind {
        Kind::Open => "check.open",
        Kind::Leaves => "check.leaves",
        Kind::Openings => "check.openings",
        Kind::Bound => "check.bound",
    };
    d.para(key, &[]);
    d.blocks.push(Block::Code("python", program.text));
    d.para("check.says", &[]);
    if program.kind != Kind::Bound {
        d.para("check.says-rows", &[]);
    }
    if d.facts.profile == Profile::Sm3 {
        d.para("check.sm3", &[]);
    }
    let public = d.facts.public();
    if !public.is_empty() {
        d.para("check.values", &[]);
        let value = |result: &PublicRecord| {
            let args = [
                ("source", d.source(&result.kind)),
                ("issue", result.issue.as_str().into()),
                ("value", code(&result.value)),
            ];
            d.say("check.value", &args)
        };
        d.list(public.iter().map(value).collect());
    }
}

fn by_oneself(d: &mut Draft) {
    let facts = d.facts;
    let own = own(facts);
    let pool = [POOL, PUBLIC_POOL].into_iter().find(|name| facts.has(name));
    if own.is_none() && pool.is_none() {
        return;
    }
    d.heading("check.own", &[]);
    if let Some(pool) = pool {
        let key = if pool == POOL {
            "check.own-stratum"
        } else {
            "check.own-leaf"
        };
        let steps = vec![
            d.say("check.own-pool", &[("file", d.file(pool))]),
            d.say(key, &[]),
        ];
        d.list(steps);
    }
    match own {
        Some(own) => {
            d.para("check.own-ticket", &[]);
            d.blocks.push(Block::Code("python", own));
        }
        None => d.para("check.own-later", &[]),
    }
}
