//! Taking a step: by its form, or by one question where no more is needed; one matter, or every marked one.

use chrono::{NaiveDateTime, NaiveTime};

use super::FollowUps;
use super::standing::{self, is_for_many, need};
use super::step::{self, Step, command};
use crate::domain::follow_up::{Advance, FollowUp, Need, Owner};
use crate::domain::operator::Department;
use crate::domain::state::Read;
use crate::domain::time::local;
use crate::tui::action::Action;
use crate::tui::event::{Answer, Reply};
use crate::tui::layer::Cx;
use crate::tui::panes::bulk::Bulk;
use crate::tui::panes::reader::{at_present, moment};
use crate::tui::panes::shelf::Section;
use crate::tui::panes::shown::Look;
use crate::tui::theme::Tone;
use crate::tui::widget::{Ask, Chooser, Confirm};

/// What a question is about: what is selected may change before it is answered.
#[derive(Debug)]
pub(super) struct Asked {
    /// One matter, or those that were marked.
    ids: Vec<String>,
    marked: bool,
    choice: Choice,
}

/// What is chosen from, or was chosen before.
#[derive(Clone, Debug)]
enum Choice {
    None,
    Steps(Vec<Need>),
    Offices(Vec<Owner>),
    Office(Owner),
}

impl FollowUps {
    /// Asks what an action still needs.
    pub(super) fn ask(&mut self, action: Action, cx: &mut Cx) {
        let marked = self.shelf.marked();
        if is_for_many(action) && !marked.is_empty() {
            return self.ask_for(action, marked, true, cx);
        }
        let Some(of) = self.selected() else { return };
        match action {
            Action::TakeStep => {
                let need = of.ready().first().copied();
                self.take(of, need, cx);
            }
            Action::MoreTime => self.take(of, Some(Need::Extend), cx),
            Action::RefuseMatter => self.push_step(of, Need::Decide, true, cx),
            Action::OtherStep => self.ask_which(&of, cx),
            action => self.ask_for(action, vec![of.id], false, cx),
        }
    }

    /// Takes a step by its form, or by the question that is all it needs.
    fn take(&mut self, of: FollowUp, need: Option<Need>, cx: &mut Cx) {
        match need {
            Some(Need::Hand) => self.ask_for(Action::Reassign, vec![of.id], false, cx),
            Some(Need::Withdraw) => self.ask_for(Action::WithdrawMatter, vec![of.id], false, cx),
            Some(need) => self.push_step(of, need, false, cx),
            None => {}
        }
    }

    fn push_step(&self, of: FollowUp, need: Need, refuses: bool, cx: &mut Cx) {
        if let Some(refusal) = standing::refusal(&self.desk, &of, need) {
            return cx.say(Tone::Warn, refusal.text(cx.ui.lang));
        }
        let view = self.desk.view();
        if let Some(look) = Look::new(cx.ui, &view, self.desk.actor()) {
            let (summary, now) = (super::record::summary(&look, &of), view.now());
            drop(look);
            drop(view);
            cx.push(Step::paper(
                cx.ui,
                &self.desk,
                (of, summary),
                (need, refuses),
                now,
            ));
        }
    }

    fn ask_which(&mut self, of: &FollowUp, cx: &mut Cx) {
        let steps = of.ready();
        let options = (1..)
            .zip(&steps)
            .map(|(n, need)| format!("{n} {}", cx.ui.word(need.key())));
        let title = cx.ui.say("pane.follow-ups.which", &[("name", &of.name)]);
        cx.push(Chooser::new(Action::OtherStep, title, options.collect()));
        self.asked = Some(Asked {
            ids: vec![of.id.clone()],
            marked: false,
            choice: Choice::Steps(steps),
        });
    }

    fn ask_for(&mut self, action: Action, ids: Vec<String>, marked: bool, cx: &mut Cx) {
        let mut asked = Asked {
            ids,
            marked,
            choice: Choice::None,
        };
        match action {
            Action::ApproveMatter => {
                if !self.ask_approval(&asked, cx) {
                    return;
                }
            }
            Action::Reassign => {
                let offices = self.offices(&asked);
                let look = self.desk.view();
                let named = Look::new(cx.ui, &look, self.desk.actor()).map(|look| {
                    let name = |owner: &Owner| {
                        let name = super::record::owner(&look, *owner, true);
                        format!("{name} {}", owner.region)
                    };
                    offices.iter().map(name).collect::<Vec<_>>()
                });
                drop(look);
                let title = self.title("pane.follow-ups.hand-to", &asked, None, cx);
                cx.push(Chooser::new(action, title, named.unwrap_or_default()));
                asked.choice = Choice::Offices(offices);
            }
            _ => {
                let title = self.title("pane.follow-ups.why-withdraw", &asked, None, cx);
                cx.push(Ask::new(action, title, ""));
            }
        }
        self.asked = Some(asked);
    }

    /// Once: with the clock's time, or in a rehearsal for the time. False where it would pass for none.
    fn ask_approval(&self, asked: &Asked, cx: &mut Cx) -> bool {
        let now = self.desk.view().now();
        let sample = Advance::Decide {
            approve: true,
            at: now.today.and_time(NaiveTime::MIN),
            reason: String::new(),
        };
        if asked.marked && !self.some_pass(Action::ApproveMatter, asked, &sample, cx) {
            return false;
        }
        let at = self.live().map(|at| at.format("%Y-%m-%d %H:%M").to_string());
        let key = match at {
            Some(_) => "pane.follow-ups.approve",
            None => "pane.follow-ups.approve-when",
        };
        let mut title = self.title(key, asked, Some(&sample), cx);
        match at {
            Some(at) => {
                title = format!("{title}\n{at}");
                cx.push(Confirm::new(Action::ApproveMatter, title));
            }
            None => cx.push(Ask::new(Action::ApproveMatter, title, at_present(now))),
        }
        true
    }

    /// The clock's own minute; none in a rehearsal.
    fn live(&self) -> Option<NaiveDateTime> {
        let now = self.desk.view().now();
        Some(local(now.at)).filter(|at| at.date() == now.today)
    }

    /// What is asked, with the matter it is about; of marked ones, how many, and for how many the step would pass.
    fn title(&self, key: &str, asked: &Asked, sample: Option<&Advance>, cx: &Cx) -> String {
        let view = self.desk.view();
        let one = asked.ids.first().filter(|_| !asked.marked);
        let one: Option<FollowUp> = one.and_then(|id| view.state().get(id));
        let what = match one.as_ref().zip(view.campaign()) {
            Some((of, campaign)) => format!("{}  {}", of.name, of.matter.text(&campaign, cx.ui.lang)),
            None => {
                drop(view);
                self.marked(asked, sample, cx)
            }
        };
        cx.ui.say(key, &[("what", &what)])
    }

    fn marked(&self, asked: &Asked, sample: Option<&Advance>, cx: &Cx) -> String {
        let n = asked.ids.len().to_string();
        let Some(sample) = sample else {
            return cx.ui.say("pane.follow-ups.marked", &[("n", &n)]);
        };
        let passing = self
            .bulk(Action::ApproveMatter, asked, sample)
            .passing(&self.desk);
        let passing = passing.to_string();
        cx.ui.say(
            "pane.follow-ups.marked-passing",
            &[("n", &n), ("passing", &passing)],
        )
    }

    /// Every office but the one that has it.
    fn offices(&self, asked: &Asked) -> Vec<Owner> {
        let view = self.desk.view();
        let one = asked.ids.first().filter(|_| !asked.marked);
        let own = one.and_then(|id| view.state().get::<FollowUp>(id).map(|of| of.owner()));
        let regions = view.campaign();
        let regions = regions.iter().flat_map(|campaign| campaign.regions.iter());
        let all = regions.flat_map(|region| {
            Department::ALL.map(|department| Owner {
                region: region.code,
                department,
            })
        });
        all.filter(|office| Some(*office) != own).collect()
    }

    /// Takes what was chosen or typed. False where it was for somebody else.
    pub(super) fn answer(&mut self, answer: &Answer, cx: &mut Cx) -> bool {
        let ours = need(answer.to).is_some() || answer.to == Action::OtherStep;
        let Some(asked) = self.asked.take().filter(|_| ours) else {
            return false;
        };
        match (&answer.reply, asked.choice.clone()) {
            (Reply::Chosen(at), Choice::Steps(steps)) => {
                let of = asked.ids.first().and_then(|id| self.desk.view().state().get(id));
                if let Some(of) = of {
                    self.take(of, steps.get(*at).copied(), cx);
                }
            }
            (Reply::Chosen(at), Choice::Offices(offices)) => {
                if let Some(to) = offices.get(*at) {
                    self.ask_why(asked, *to, cx);
                }
            }
            (Reply::Line(reason), Choice::Office(to)) => {
                let reason = reason.trim().to_owned();
                self.run(answer.to, &asked, &Advance::Hand { to, reason }, cx);
            }
            (reply, _) if answer.to == Action::ApproveMatter => self.approve(asked, reply, cx),
            (Reply::Line(reason), _) => {
                let reason = reason.trim().to_owned();
                self.run(answer.to, &asked, &Advance::Withdraw { reason }, cx);
            }
            _ => {}
        }
        true
    }

    /// Why another office goes on with it; for marked ones, after saying for how many that would be heard.
    fn ask_why(&mut self, asked: Asked, to: Owner, cx: &mut Cx) {
        let sample = Advance::Hand {
            to,
            reason: "-".to_owned(),
        };
        if asked.marked && !self.some_pass(Action::Reassign, &asked, &sample, cx) {
            return;
        }
        let office = {
            let view = self.desk.view();
            let look = Look::new(cx.ui, &view, self.desk.actor());
            look.map_or(String::new(), |look| super::record::owner(&look, to, true))
        };
        let mut title = cx.ui.say("pane.follow-ups.why-hand", &[("to", &office)]);
        if asked.marked {
            title = format!("{}\n{title}", self.marked(&asked, Some(&sample), cx));
        }
        cx.push(Ask::new(Action::Reassign, title, ""));
        self.asked = Some(Asked {
            choice: Choice::Office(to),
            ..asked
        });
    }

    fn approve(&mut self, asked: Asked, reply: &Reply, cx: &mut Cx) {
        let today = self.desk.view().now().today;
        let at = match reply {
            Reply::Line(line) => moment(line, today),
            _ => self.live(),
        };
        let Some(at) = at else {
            let text = match reply {
                Reply::Line(line) => line.trim(),
                _ => "",
            };
            cx.say(
                Tone::Bad,
                cx.ui.say("pane.follow-ups.bad-moment", &[("text", text)]),
            );
            let title = self.title("pane.follow-ups.approve-when", &asked, None, cx);
            cx.push(Ask::new(Action::ApproveMatter, title, text));
            self.asked = Some(asked);
            return;
        };
        let advance = Advance::Decide {
            approve: true,
            at,
            reason: String::new(),
        };
        self.run(Action::ApproveMatter, &asked, &advance, cx);
    }

    fn bulk(&self, action: Action, asked: &Asked, advance: &Advance) -> Bulk {
        let view = self.desk.view();
        let mut bulk = Bulk::new(action);
        for of in asked.ids.iter().filter_map(|id| view.state().get::<FollowUp>(id)) {
            bulk.add(command(&of, advance.clone()), (of.id, of.name));
        }
        bulk
    }

    /// Whether it would pass for any of the marked ones; why not for the first is said.
    fn some_pass(&self, action: Action, asked: &Asked, advance: &Advance, cx: &mut Cx) -> bool {
        let bulk = self.bulk(action, asked, advance);
        if bulk.passing(&self.desk) > 0 {
            return true;
        }
        let (name, all) = (action.name(cx.ui), bulk.len().to_string());
        let why = bulk.first_refusal(&self.desk).unwrap_or_default();
        let args = [("what", name.as_str()), ("all", &all), ("why", &why)];
        cx.say(Tone::Warn, cx.ui.say("bulk.none", &args));
        false
    }

    /// Does it to the one, or to each of the marked.
    fn run(&mut self, action: Action, asked: &Asked, advance: &Advance, cx: &mut Cx) {
        if asked.marked {
            if self.some_pass(action, asked, advance, cx) {
                let (bulk, clerk) = (self.bulk(action, asked, advance), self.desk.clerk());
                let label = action.name(cx.ui);
                self.work = Some(cx.work(label, move |job| bulk.run(&clerk, job)));
            }
            return;
        }
        let of = asked
            .ids
            .first()
            .and_then(|id| self.desk.view().state().get::<FollowUp>(id));
        let Some(of) = of else { return };
        match self.desk.submit(command(&of, advance.clone())) {
            Ok(receipt) => {
                let text = step::told(&self.desk, cx.ui, advance.need(), &of, &receipt);
                cx.say(Tone::Good, text);
            }
            Err(denied) => cx.say(Tone::Bad, denied.text(cx.ui.lang)),
        }
    }

    /// Goes to the task of the selected matter.
    pub(super) fn go_to_task(&self, cx: &mut Cx) {
        if let Some(of) = self.selected() {
            self.desk.hand(of.task);
            cx.go(crate::tui::pane::Pane::Tasks);
            cx.run(Action::OpenTask);
        }
    }

    /// Whether particulars fill the screen: Enter then takes the step.
    pub(super) fn is_open(&self) -> bool {
        self.shelf.is_open()
    }
}
