//! The ledger as a list, what runs out first on top; and one matter with everything on record about it.

use serde::Serialize;
use serde_json::json;

use crate::cli::desk::{Desk, Session};
use crate::cli::end::{Done, End};
use crate::cli::parse;
use crate::cli::show::{fields, rows};
use crate::domain::follow_up::{Due, FollowUp, FollowUpState, Kind, Next, next};
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::exchange::write::{Cell, Column, Table};

#[derive(clap::Args, Debug)]
pub(in crate::cli) struct Args {
    #[arg(long, value_name = "CODE", value_parser = parse::region)]
    region: Option<RegionCode>,
    #[arg(long, value_name = "KIND", value_parser = parse::word::<Kind>(&Kind::ALL.map(Kind::word)))]
    kind: Option<Kind>,
    #[arg(long, value_name = "TASK")]
    task: Option<String>,
    #[arg(long)]
    overdue: bool,
    #[arg(long, conflicts_with = "overdue")]
    all: bool,
}

/// A matter as programs see it in a list.
#[derive(Serialize)]
struct Listed {
    #[serde(flatten)]
    of: FollowUp,
    state: FollowUpState,
    next: Option<Next>,
    overdue: bool,
}

pub(super) fn list(desk: &Desk, args: &Args) -> Result<Done, End> {
    let session = desk.session()?;
    let region = session.region(args.region)?;
    let view = session.view();
    let now = view.now();
    let calendar = session.calendar();
    let fits = |of: &FollowUp| {
        session.campaign.regions.contains(region, of.owner().region)
            && args.kind.is_none_or(|kind| of.kind() == kind)
            && (args.all || of.state().is_open())
    };
    let found: Vec<FollowUp> = match &args.task {
        Some(task) => {
            let mut found = FollowUp::of_task(view.state(), task);
            found.extend(FollowUp::of_lead(view.state(), task));
            found
        }
        None => view.state().all(),
    };
    let listed = found.into_iter().filter(fits).map(|of| {
        let next = next(&of, &session.campaign.clocks, &calendar);
        let overdue = next.and_then(|n| n.due).is_some_and(|due| due.is_over(now));
        let state = of.state();
        Listed {
            of,
            state,
            next,
            overdue,
        }
    });
    let mut listed: Vec<Listed> = listed.filter(|l| l.overdue || !args.overdue).collect();
    listed.sort_by_key(|l| {
        let due = l.next.and_then(|next| next.due?.day());
        (l.next.is_none(), due.is_none(), due, l.of.id.clone())
    });
    let overdue = listed.iter().filter(|l| l.overdue).count().to_string();
    let count = [("count", listed.len().to_string()), ("overdue", overdue)];
    let count = desk.say(
        "follow-up.count",
        &count.each_ref().map(|(name, text)| (*name, text.as_str())),
    );
    let value = serde_json::to_value(&listed).unwrap_or_default();
    Ok(Done::new(desk.table(&table(desk, &session, &listed)), value).note([count]))
}

fn table(desk: &Desk, session: &Session<'_>, listed: &[Listed]) -> Table {
    let columns = ["follow-up", "matter", "state", "next", "due", "region", "name"];
    let columns = columns.map(|name| Column::left(name, desk.word(&format!("column.{name}"))));
    let mut table = Table::new("", columns.to_vec());
    for l in listed {
        let next = l.next.map(|next| desk.word(next.need.key()));
        let due = l.next.and_then(|next| next.due).map(|due| self::due(desk, due));
        let due = due.map(|due| {
            if l.overdue {
                desk.say("follow-up.over", &[("due", &due)])
            } else {
                due
            }
        });
        table.rows.push(vec![
            l.of.id.as_str().into(),
            Cell::new(desk.word(l.of.kind().key()), l.of.kind().word()),
            Cell::new(desk.word(l.state.key()), l.state.word()),
            next.unwrap_or_default().into(),
            due.unwrap_or_default().into(),
            Cell::new(
                session.region_name(l.of.owner().region),
                l.of.owner().region.to_string(),
            ),
            l.of.name.as_str().into(),
        ]);
    }
    table
}

/// When it is due, or what has to be imported before that can be told.
pub(super) fn due(desk: &Desk, due: Due) -> String {
    match due {
        Due::Unknown(year) => desk.say("follow-up.unknown-year", &[("year", &year.to_string())]),
        due => due.to_string(),
    }
}

/// Everything on record about a matter.
pub(in crate::cli) fn show(desk: &Desk, session: &Session<'_>, of: &FollowUp) -> Done {
    let owner = of.owner();
    let office = format!(
        "{} {}",
        session.region_name(owner.region),
        desk.word(owner.department.key())
    );
    let next = next(of, &session.campaign.clocks, &session.calendar());
    let waits = next.map(|next| {
        let due = next.due.map(|due| self::due(desk, due)).unwrap_or_default();
        format!("{} {due}", desk.word(next.need.key()))
    });
    let head = fields(
        desk,
        &[
            ("follow-up", of.id.clone()),
            ("task", of.task.clone()),
            ("lead", of.lead.clone().unwrap_or_default()),
            ("target", format!("{} {}", of.target, of.name)),
            ("matter", desk.word(of.kind().key())),
            ("state", desk.word(of.state().key())),
            ("next", waits.unwrap_or_default()),
            ("owner", office),
            ("by", format!("{} {}", of.opened_by, of.opened_on)),
        ],
    );
    let mut parts = vec![head, rows(desk, &of.matter.rows(&session.campaign, desk.lang))];
    for taken in &of.steps {
        let text = taken.advance.text(&session.campaign, desk.lang);
        parts.push(format!("{}  {}  {text}", taken.on, taken.by));
    }
    let value = json!({"follow-up": of, "state": of.state(), "next": next});
    Done::new(parts.join("\n"), value)
}
