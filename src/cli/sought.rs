//! What a listing command looks for and in which order: `--filter`, `--sort`, `--view`.

use std::sync::Arc;

use super::desk::{Desk, Session};
use super::end::End;
use crate::domain::next::Agenda;
use crate::domain::task::Task;
use crate::query::{Around, Fault, Field, List, Order, Query, SavedView, TaskContext};
use crate::tui::start;

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
        mut tasks: Vec<Task>,
    ) -> Result<Vec<Task>, End> {
        let list = List::Tasks;
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
            agenda: Arc::new(Agenda::new(&session.campaign, office.state())),
            operator,
            today: office.now().today,
        };
        tasks.retain(|task| queries.iter().all(|query| query.holds(&context.facts(task))));
        order.sort(&mut tasks, |task| order.keys(&context.facts(task)));
        Ok(tasks)
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
