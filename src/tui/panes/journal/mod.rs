//! 日志: who did what when, newest first. The list reads briefs from the index; an entry's particulars are read from
//! the journal itself.

mod page;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::page::Page;
use super::glance::{Face, Glance, draw_empty};
use crate::domain::brief::Brief;
use crate::domain::state::Read;
use crate::office::View;
use crate::query::Finder;
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::{Answer, Event, Reply};
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::ui::{Ui, below};
use crate::tui::widget::{Ask, Column, Entry, Room, Row, Window};

/// The pane 日志.
pub struct Journal {
    desk: Desk,
    glance: Glance,
    filter: String,
    /// Sequence numbers that the filter leaves, ascending.
    found: Vec<u64>,
    /// The last entry brought in.
    seq: u64,
    page: Option<Page>,
}

impl Journal {
    /// The journal behind this desk.
    pub fn new(desk: Desk) -> Self {
        Journal {
            desk,
            glance: Glance::default(),
            filter: String::new(),
            found: Vec::new(),
            seq: 0,
            page: None,
        }
    }

    /// Takes in what was committed since. The selected entry stays selected; the first row follows the newest.
    fn refresh(&mut self, ui: &Ui, view: &View<'_>) {
        let seq = view.seq();
        if seq == self.seq {
            return;
        }
        let before = self.total();
        let found = self.find(ui, view, self.seq + 1);
        self.found.extend(found);
        self.seq = seq;
        let at = self.glance.selected();
        let follows = at == 0 && self.page.is_none();
        let more = self.total() - before;
        self.glance.select(if follows { 0 } else { at + more });
    }

    /// The entries from `from` on that the filter leaves; none are kept where there is no filter.
    fn find(&self, ui: &Ui, view: &View<'_>, from: u64) -> Vec<u64> {
        if self.filter.is_empty() {
            return Vec::new();
        }
        let finders: Vec<Finder> = self.filter.split_whitespace().map(Finder::new).collect();
        let fits = |seq: &u64| {
            brief(view, *seq).is_some_and(|brief| {
                let text = row(ui, &brief).cells.join(" ") + " " + &brief.kind;
                finders.iter().all(|finder| finder.hits(&text))
            })
        };
        (from..=view.seq()).filter(fits).collect()
    }

    fn set_filter(&mut self, ui: &Ui, filter: &str) {
        filter.trim().clone_into(&mut self.filter);
        let view = self.desk.view();
        self.found = self.find(ui, &view, 1);
        self.seq = view.seq();
        drop(view);
        self.glance.select(0);
    }

    fn total(&self) -> usize {
        if self.filter.is_empty() {
            usize::try_from(self.seq).unwrap_or(usize::MAX)
        } else {
            self.found.len()
        }
    }

    fn rows<'a>(&'a self, ui: &'a Ui, view: &'a View<'a>) -> Entries<'a> {
        Entries {
            ui,
            view,
            found: (!self.filter.is_empty()).then_some(&self.found),
            last: self.seq,
        }
    }

    /// What stands above the list: how long the chain is and its last hash, and the filter.
    fn head(&self, ui: &Ui, view: &View<'_>, width: u16) -> Vec<String> {
        let args = [("n", self.seq.to_string()), ("hash", view.head().to_owned())];
        let args = [("n", args[0].1.as_str()), ("hash", args[1].1.as_str())];
        let mut lines = ui.wrap(&ui.say("pane.journal.head", &args), width);
        if !self.filter.is_empty() {
            let (found, total) = (self.found.len().to_string(), self.seq.to_string());
            let args = [
                ("filter", self.filter.as_str()),
                ("found", &found),
                ("total", &total),
            ];
            lines.push(ui.say("pane.filtered", &args));
        }
        lines
    }

    fn open(&mut self, ui: &Ui) {
        let view = self.desk.view();
        let seq = self.rows(ui, &view).seq(self.glance.selected());
        self.page = seq.map(|seq| Page::read(ui, &view, seq));
    }
}

/// The entries as rows, newest first.
struct Entries<'a> {
    ui: &'a Ui,
    view: &'a View<'a>,
    found: Option<&'a Vec<u64>>,
    last: u64,
}

impl Entries<'_> {
    /// The sequence number in a row.
    fn seq(&self, row: usize) -> Option<u64> {
        match self.found {
            Some(found) => found.get(found.len().checked_sub(row + 1)?).copied(),
            None => self.last.checked_sub(row as u64).filter(|seq| *seq > 0),
        }
    }

    fn brief(&self, row: usize) -> Option<Brief> {
        brief(self.view, self.seq(row)?)
    }
}

impl Window for Entries<'_> {
    fn total(&self) -> usize {
        let all = usize::try_from(self.last).unwrap_or(usize::MAX);
        self.found.map_or(all, Vec::len)
    }

    fn rows(&self, offset: usize, len: usize) -> Vec<Row> {
        let to = offset.saturating_add(len).min(self.total());
        let line = |at: usize| {
            self.brief(at)
                .map_or_else(Row::default, |brief| row(self.ui, &brief))
        };
        (offset..to).map(line).collect()
    }
}

fn brief(view: &View<'_>, seq: u64) -> Option<Brief> {
    view.state().get(&format!("{seq:012}"))
}

fn row(ui: &Ui, brief: &Brief) -> Row {
    Row::new([
        brief.seq.to_string(),
        brief.on.to_string(),
        brief.by.clone(),
        brief.name(ui.lang),
        brief.subject.clone(),
    ])
}

fn columns(ui: &Ui) -> Vec<Column> {
    vec![
        Column::number(ui.word("pane.journal.seq"), 7),
        Column::new(ui.word("pane.journal.on"), Room::Fixed(10)),
        Column::new(ui.word("pane.journal.by"), Room::Fixed(14)),
        Column::new(ui.word("pane.journal.kind"), Room::Fixed(20)),
        Column::new(ui.word("pane.journal.subject"), Room::Share(1)),
    ]
}

/// What the index knows of an entry.
fn in_brief(ui: &Ui, brief: &Brief) -> Vec<Entry> {
    let entry = |key: &str, text: &str| Entry::new(ui.word(key), text);
    vec![
        entry("pane.journal.seq", &brief.seq.to_string()),
        entry("pane.journal.on", &brief.on.to_string()),
        entry("pane.journal.by", &brief.by),
        entry("pane.journal.kind", &brief.name(ui.lang)),
        entry("pane.journal.subject", &brief.subject),
        Entry::new("", ui.word("pane.journal.enter")),
    ]
}

impl Layer for Journal {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::Pane(Pane::Journal), Context::List]
    }

    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        if self.page.is_some() {
            return Page::offers();
        }
        let unknown = self.seq == 0;
        let mut offers = self.glance.offers(cx.ui, self.total().max(unknown.into()));
        offers.push(Offer::on(Action::Filter));
        if !self.filter.is_empty() {
            offers.push(Offer::on(Action::Back));
        }
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        let desk = self.desk.clone();
        self.refresh(cx.ui, &desk.view());
        match (&mut self.page, action) {
            (Some(_), Action::Back) => self.page = None,
            (Some(page), action) => page.act(action),
            (None, Action::Open) => self.open(cx.ui),
            (None, Action::Back) => self.set_filter(cx.ui, ""),
            (None, Action::Filter) => cx.push(Ask::new(
                Action::Filter,
                cx.ui.word("pane.journal.filter"),
                self.filter.clone(),
            )),
            (None, action) => {
                self.glance.act(action, self.total());
            }
        }
        Flow::Taken
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        let Event::Answer(Answer {
            to: Action::Filter,
            reply: Reply::Line(line),
        }) = event
        else {
            return Flow::Pass;
        };
        self.set_filter(cx.ui, line);
        Flow::Taken
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let ui = cx.ui;
        let desk = self.desk.clone();
        let view = desk.view();
        self.refresh(ui, &view);
        if let Some(page) = &mut self.page {
            return page.draw(ui, area, buf);
        }
        if self.seq == 0 {
            return draw_empty(ui, area, buf, &ui.word("pane.no-campaign"));
        }
        let lines = self.head(ui, &view, area.width);
        let head = u16::try_from(lines.len()).unwrap_or(0);
        let head = if area.height > head + 2 { head } else { 0 };
        for (line, y) in lines.iter().zip(area.top()..area.top() + head) {
            ui.put_row(buf, area, y, line, ui.theme.quiet());
        }
        let body = below(area, head);
        let mut glance = std::mem::take(&mut self.glance);
        let rows = self.rows(ui, &view);
        let face = Face {
            columns: &|| columns(ui),
            rows: &rows,
            empty: ui.word("pane.none-found"),
            title: ui.word("pane.journal.title"),
            entries: &|row| rows.brief(row).map(|b| in_brief(ui, &b)).unwrap_or_default(),
            brief: None,
        };
        glance.draw(ui, body, buf, &face);
        self.glance = glance;
    }

    fn cursor(&self) -> Option<Position> {
        match &self.page {
            Some(page) => page.cursor(),
            None => self.glance.cursor(),
        }
    }
}
