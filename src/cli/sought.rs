//! What a listing command looks for and in which order: `--filter`, `--sort`, `--view`.

use std::sync::Arc;

use super::desk::{Desk, Session};
use super::end::End;
use crate::domain::lead::Lead;
use crate::domain::next::Agenda;
use crate::domain::task::Task;
use crate::query::{Around, Facts, Fault, Field, Keys, List, Order, Query, SavedView, TaskContext};
use crate::tui::start;

/// Takes what a query can ask of a row.
type Ask<'a> = dyn FnMut(&dyn Facts) + 'a;

#[derive(clap::Args, Debug, Default)]
pub(super) struct Sought {
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    filter: Option<String>,
    #[arg(long, value_name = "FIELDS", allow_hyphen_values = true)]
    sort: Option<String>,
    #[arg(long, value_name = "NAME")]
    view: Option<String>,
}

impl Sought {
    /// The tasks that fit, in their order.
    pub(super) fn tasks(
        &self,
        desk: &Desk,
        session: &Session<'_>,
        tasks: Vec<Task>,
    ) -> Result<Vec<Task>, End> {
        let facts = |context: &TaskContext, task: &Task, ask: &mut Ask<'_>| ask(&context.facts(task));
        self.rows(desk, session, (List::Tasks, facts), tasks)
    }

    /// The leads that fit, in their order.
    pub(super) fn leads(
        &self,
        desk: &Desk,
        session: &Session<'_>,
        leads: Vec<Lead>,
    ) -> Result<Vec<Lead>, End> {
        let facts = |context: &TaskContext, lead: &Lead, ask: &mut Ask<'_>| ask(&context.lead(lead));
        self.rows(desk, session, (List::Leads, facts), leads)
    }

    fn rows<R>(
        &self,
        desk: &Desk,
        session: &Session<'_>,
        (list, facts): (List, impl Fn(&TaskContext, &R, &mut Ask<'_>)),
        mut rows: Vec<R>,
    ) -> Result<Vec<R>, End> {
        let view = self.view(desk, list)?;
        let filters = [view.as_ref().map(|view| &view.filter), self.filter.as_ref()];
        let mut queries = Vec::new();
        for filter in filters.into_iter().flatten() {
            let around = Around {
                today: session.view().now().today,
                regions: &session.campaign.regions,
            };
            queries.push(Query::parse(filter, list.fields(), &around).map_err(|fault| usage(desk, &fault))?);
        }
        let order = self.sort.as_ref().or(view.as_ref().map(|view| &view.order));
        let order = Order::parse(order.map_or("", String::as_str), list.fields());
        let order = order.map_err(|fault| usage(desk, &fault))?;
        let operator = match queries.iter().any(|query| query.asks(Field::Mine)) {
            true => Some(session.operator()?),
            false => None,
        };
        let office = session.view();
        let context = TaskContext {
            agenda: Arc::new(
                Agenda::new(&session.campaign, office.state()).on(office.state(), office.now().today),
            ),
            operator,
            now: office.now(),
        };
        rows.retain(|row| {
            let mut holds = false;
            facts(&context, row, &mut |facts| {
                holds = queries.iter().all(|query| query.holds(facts));
            });
            holds
        });
        order.sort(&mut rows, |row| {
            let mut keys = Keys::default();
            facts(&context, row, &mut |facts| keys = order.keys(facts));
            keys
        });
        Ok(rows)
    }

    fn view(&self, desk: &Desk, list: List) -> Result<Option<SavedView>, End> {
        let Some(name) = &self.view else {
            return Ok(None);
        };
        let views = start::views().map_err(|failed| End::Fault(failed.text(desk.lang)))?;
        if let Some(view) = views.find(list, name) {
            return Ok(Some(view.clone()));
        }
        let known = views.of(list).map(|view| match view.name.get(desk.lang) {
            name if *name == view.id => name.to_owned(),
            name => format!("{} {name}", view.id),
        });
        let known = known.collect::<Vec<_>>().join(&desk.word("list.and"));
        let args = [("view", name.as_str()), ("known", &known)];
        Err(End::Usage(desk.say("query.views.unknown", &args)))
    }
}

fn usage(desk: &Desk, fault: &Fault) -> End {
    End::Usage(fault.text(desk.lang))
}
