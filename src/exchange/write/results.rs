//! The public table of a batch's results (结果公示表): as one table for every form, and as a page that opens from disk.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::page::doc::{self, Block, Doc, Grid, Line, line};
use super::page::html;
use super::{Cell, Column, Table};
use crate::domain::campaign::{Campaign, Mask, Outcome, ResultColumn};
use crate::domain::region::RegionCode;
use crate::domain::results::{Published, Results, Row, Standing, Wish};
use crate::domain::task::TaskState;
use crate::lang::Lang;

/// The table with what has to stand beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The table; its title is the sheet's.
    pub table: Table,
    /// What it rests on, how many tasks it accounts for, what is masked and what is left out.
    pub basis: Vec<String>,
    /// What nobody may pass over; empty for none.
    pub warning: String,
    /// The campaign's date.
    pub generated_on: NaiveDate,
    lang: Lang,
    code_column: Option<usize>,
}

/// The sheet of a batch's results, made on `today`; without a batch, of what was inspected for leads, which nobody drew.
pub fn results(
    lang: Lang,
    campaign: &Campaign,
    found: &Results,
    (batch, wish): (Option<&str>, Wish),
    today: NaiveDate,
) -> Sheet {
    let writer = Writer { lang, campaign };
    let columns = &campaign.publication.columns;
    let region = campaign.regions.name(wish.region);
    let args = [
        ("campaign", campaign.name.get(lang)),
        ("batch", batch.unwrap_or_default()),
        ("region", &region),
    ];
    let title = match batch {
        Some(_) => "results.title",
        None => "results.title-targeted",
    };
    let head = |column: &ResultColumn| {
        let word = column.word();
        Column::left(word, lang.word(&format!("results.column.{word}")))
    };
    let mut table = Table::new(lang.say(title, &args), columns.iter().map(head).collect());
    let row = |row: &Row| columns.iter().map(|column| writer.cell(row, *column)).collect();
    table.rows = found.rows.iter().map(row).collect();
    let warning = match wish.internal {
        true => lang.word("results.internal").into_owned(),
        false => String::new(),
    };
    Sheet {
        table,
        basis: writer.basis(found, (batch.is_some(), wish), today),
        warning,
        generated_on: today,
        lang,
        code_column: columns.iter().position(|column| *column == ResultColumn::Code),
    }
}

impl Sheet {
    /// As one self-contained HTML file: no script, nothing loaded from elsewhere.
    pub fn html(&self) -> String {
        let mut blocks = Vec::new();
        if !self.warning.is_empty() {
            blocks.push(Block::Notice(line(self.warning.as_str())));
        }
        blocks.push(Block::List(
            self.basis.iter().map(|said| line(said.as_str())).collect(),
        ));
        let columns = self.table.columns.iter().map(|column| doc::Column {
            name: column.name.clone(),
            right: column.right,
        });
        let grid = Grid {
            caption: line(
                self.lang
                    .say("results.caption", &[("rows", &self.table.rows.len().to_string())]),
            ),
            columns: columns.collect(),
            rows: self.table.rows.iter().map(|cells| self.lines(cells)).collect(),
            foot: Vec::new(),
        };
        match grid.rows.is_empty() {
            true => blocks.push(Block::Para(line(&*self.lang.word("results.none")))),
            false => blocks.push(Block::Grid(grid)),
        }
        html::write(&Doc {
            lang: self.lang,
            title: self.table.title.clone(),
            other: None,
            landscape: true,
            blocks,
        })
    }

    fn lines(&self, cells: &[Cell]) -> Vec<Line> {
        let cell = |(at, cell): (usize, &Cell)| match Some(at) == self.code_column && cell.value.is_string() {
            true => line(doc::code(cell.text.as_str())),
            false => line(cell.text.as_str()),
        };
        cells.iter().enumerate().map(cell).collect()
    }

    /// As one document.
    pub fn json(&self) -> Value {
        let mut document = self.table.document();
        if let Some(members) = document.as_object_mut() {
            members.insert("basis".to_owned(), self.basis.clone().into());
            members.insert("generated_on".to_owned(), self.generated_on.to_string().into());
        }
        document
    }
}

struct Writer<'a> {
    lang: Lang,
    campaign: &'a Campaign,
}

impl Writer<'_> {
    fn word(&self, key: &str) -> String {
        self.lang.word(key).into_owned()
    }

    fn basis(&self, found: &Results, (drawn, wish): (bool, Wish), today: NaiveDate) -> Vec<String> {
        let lang = self.lang;
        let counts = &found.counts;
        let figures = [
            ("tasks", counts.tasks),
            ("published", counts.published),
            ("withdrawn", counts.withdrawn),
            ("withheld", counts.withheld),
            ("replaced", counts.replaced),
            ("struck", counts.struck),
            ("waiting", counts.waiting),
        ]
        .map(|(name, n)| (name, n.to_string()));
        let figures = figures.each_ref().map(|(name, n)| (*name, n.as_str()));
        let mut basis = vec![
            lang.say("results.basis", &[("notice", &self.campaign.notice)]),
            lang.say(
                if drawn {
                    "results.counts"
                } else {
                    "results.counts-targeted"
                },
                &figures,
            ),
        ];
        if found.sealed {
            basis.push(self.word("results.sealed"));
        }
        let masked = self.campaign.publication.mask.iter().map(|mask| {
            self.word(match mask {
                Mask::Names => "results.mask.names",
                Mask::Phones => "results.mask.phones",
                Mask::IdentityCards => "results.mask.identity-cards",
            })
        });
        let masked: Vec<String> = masked.collect();
        if !wish.internal && !masked.is_empty() {
            let what = masked.join(&lang.word("list.and"));
            basis.push(lang.say("results.masked", &[("what", &what)]));
        }
        basis.push(lang.say("results.made", &[("on", &today.to_string())]));
        basis
    }

    fn cell(&self, row: &Row, column: ResultColumn) -> Cell {
        let result = match &row.standing {
            Standing::Published(result) => Some(&**result),
            _ => None,
        };
        let of = |cell: fn(&Self, &Published) -> Cell| result.map(|result| cell(self, result));
        let found = match column {
            ResultColumn::Number => Some(row.task.as_str().into()),
            ResultColumn::Name => Some(row.name.as_str().into()),
            ResultColumn::Code => row.code.as_deref().map(Cell::from),
            ResultColumn::Place => Some(self.place(row)),
            ResultColumn::Offices => Some(self.offices(row.unit)),
            ResultColumn::State => Some(self.state(&row.standing)),
            ResultColumn::Visited => of(|_, result| result.visited.to_string().into()),
            ResultColumn::Method => of(|this, result| this.word(result.method.key()).into()),
            ResultColumn::Outcome => of(Self::outcome),
            ResultColumn::Items => of(|_, result| {
                let (checked, of) = (result.checked, result.items);
                Cell::new(format!("{checked}/{of}"), json!({"checked": checked, "of": of}))
            }),
            ResultColumn::Results => of(Self::codes),
            ResultColumn::Published => of(|_, result| result.on.to_string().into()),
            ResultColumn::Remark => {
                let said = result.filter(|result| !result.remark.is_empty());
                said.map(|result| result.remark.as_str().into())
            }
        };
        found.unwrap_or_else(|| Cell::new("—", Value::Null))
    }

    fn place(&self, row: &Row) -> Cell {
        let regions = &self.campaign.regions;
        let own = regions.name(row.region);
        let text = match row.region == row.unit {
            true => own,
            false => regions.name(row.unit) + &own,
        };
        Cell::new(text, row.region.to_string())
    }

    /// Both departments of the unit, which form a joint team.
    fn offices(&self, unit: RegionCode) -> Cell {
        let unit = self.campaign.regions.name(unit);
        let name = |info: &crate::domain::campaign::DepartmentInfo| {
            let args = [("unit", unit.as_str()), ("department", info.full.get(self.lang))];
            self.lang.say("results.office", &args)
        };
        let names: Vec<String> = self.campaign.departments.iter().map(name).collect();
        Cell::new(names.join(&self.lang.word("list.and")), names.clone())
    }

    fn outcome(&self, result: &Published) -> Cell {
        let word = match result.kept {
            Some(Outcome::Closed) => "closed",
            Some(Outcome::Moved) => "moved",
            Some(Outcome::Unreachable) => "unreachable",
            _ => "inspected",
        };
        Cell::new(self.word(&format!("results.outcome.{word}")), word)
    }

    fn codes(&self, result: &Published) -> Cell {
        let named = |code: &u8| {
            let row = self.campaign.result_code(*code);
            (*code, row.map_or("", |row| row.name.get(self.lang)).to_owned())
        };
        let codes: Vec<(u8, String)> = result.codes.iter().map(named).collect();
        let texts: Vec<String> = codes
            .iter()
            .map(|(code, name)| format!("{code} {name}"))
            .collect();
        let value: Value = codes
            .iter()
            .map(|(code, name)| json!({"code": code, "name": name}))
            .collect();
        Cell::new(texts.join(&self.lang.word("results.stop")), value)
    }

    fn state(&self, standing: &Standing) -> Cell {
        let said = |state: TaskState, on: &NaiveDate, why: &str| {
            let (name, on) = (self.word(state.key()), on.to_string());
            let args = [("state", name.as_str()), ("on", &on), ("why", why)];
            self.lang.say("results.state", &args)
        };
        match standing {
            Standing::Published(result) => {
                let text = self.word(match result.again {
                    true => "results.again",
                    false => TaskState::Published.key(),
                });
                Cell::new(
                    text,
                    json!({"state": "published", "on": result.on, "again": result.again}),
                )
            }
            Standing::Withdrawn { on, reason } => Cell::new(
                said(TaskState::Withdrawn, on, reason),
                json!({"state": "withdrawn", "on": on, "reason": reason}),
            ),
            Standing::Withheld { on, reason } => Cell::new(
                said(TaskState::Withheld, on, reason),
                json!({"state": "withheld", "on": on, "reason": reason}),
            ),
            Standing::Struck { on, reason } => Cell::new(
                said(TaskState::Struck, on, &self.reason(reason)),
                json!({"state": "struck", "on": on, "reason": reason, "why": self.reason(reason)}),
            ),
            Standing::Replaced { on, reason, heir } => {
                let mut text = said(TaskState::Replaced, on, &self.reason(reason));
                if let Some(heir) = heir {
                    let args = [("task", heir.task.as_str()), ("name", &heir.name)];
                    text.push_str(&self.lang.say("results.heir", &args));
                }
                let why = self.reason(reason);
                let value =
                    json!({"state": "replaced", "on": on, "reason": reason, "why": why, "replaced_by": heir});
                Cell::new(text, value)
            }
        }
    }

    /// The name of a reason code.
    fn reason(&self, code: &str) -> String {
        let mut table = self.campaign.draw.reasons.iter();
        let known = table.find(|known| known.code == code);
        known.map_or(code, |known| known.name.get(self.lang)).to_owned()
    }
}

#[cfg(test)]
mod tests;
