//! Long work: started by a layer, done elsewhere, its result back with the layer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::lang::Lang;
use crate::tui::action::{Action, Offer};
use crate::tui::app::App;
use crate::tui::event::{self, Event, Progress};
use crate::tui::frame::Headline;
use crate::tui::harness::Harness;
use crate::tui::keymap::{Context, Keymap};
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::term::Caps;
use crate::tui::ui::Ui;
use crate::tui::work::{Lost, Work};

/// Adds the numbers to 1000 and says how far it came. `e` begins, `n` does not want to know any more, `/` fails.
#[derive(Default)]
struct Adder {
    waits: Option<Work<u64>>,
    said: String,
}

impl Layer for Adder {
    fn contexts(&self) -> Vec<Context> {
        vec![Context::List]
    }

    fn offers(&self, _cx: &Cx) -> Vec<Offer> {
        [Action::Edit, Action::New, Action::Filter]
            .map(Offer::on)
            .to_vec()
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        self.waits = match action {
            Action::Edit => Some(cx.work("相加", |job| {
                let wanted = |n: &u64| {
                    job.progress(*n, Some(1000));
                    !job.cancelled()
                };
                (1..=1000).take_while(wanted).sum()
            })),
            Action::Filter => Some(cx.work("相加", |job| {
                job.progress(1, None);
                panic!("the work gives up")
            })),
            _ => None,
        };
        Flow::Taken
    }

    fn handle(&mut self, event: &Event, _cx: &mut Cx) -> Flow {
        if matches!(event, Event::Worked) {
            match Work::ended(&mut self.waits) {
                Some(Ok(sum)) => self.said = format!("和 {sum}"),
                Some(Err(Lost)) => self.said = "没有结果".to_owned(),
                None => self.said.push_str(" 别人的"),
            }
        }
        Flow::Pass
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        let said = if self.waits.is_some() {
            "等待"
        } else {
            &self.said
        };
        cx.ui.put_row(buf, area, area.y, said, cx.ui.theme.quiet());
    }
}

fn adder() -> Harness {
    let ui = Ui::new(Lang::Zh, &Caps::default());
    let head = Box::new(|_: &Ui| Headline::default());
    let panes: Vec<(Pane, Box<dyn Layer>)> = vec![(Pane::Tasks, Box::new(Adder::default()))];
    Harness::new(App::new(ui, Keymap::shipped().unwrap(), head, panes), 80, 24)
}

#[test]
fn the_result_comes_back_to_the_layer_that_started_it() {
    let mut harness = adder();
    assert!(
        harness.keys("e").screen().contains("等待"),
        "keys are answered meanwhile"
    );
    assert!(harness.work().screen().contains("和 500500"));
    assert!(!harness.screen().contains("相加"), "its line has gone with it");
}

#[test]
fn work_tells_how_far_it_is_and_ends_early_when_asked() {
    let mut harness = adder();
    harness.keys("e");
    let (to, events) = event::channel();
    let task = harness.app.take_tasks().pop().unwrap();
    // Another thread would be at its first step when the operator presses the key.
    let shown = Progress {
        label: "相加".to_owned(),
        done: 1,
        total: Some(1000),
        elapsed: Default::default(),
        over: false,
        cancel: Default::default(),
    };
    harness.event(Event::Progress(shown));
    assert!(harness.screen().contains("相加  [-----"));
    task.run(to);
    let told: Vec<Event> = events.iter().collect();
    assert!(matches!(
        told.as_slice(),
        [
            Event::Progress(Progress {
                done: 1,
                over: false,
                ..
            }),
            Event::Progress(Progress { over: true, .. }),
            Event::Worked
        ]
    ));
}

#[test]
fn work_that_nobody_waits_for_ends() {
    let mut harness = adder();
    harness.keys("e");
    let task = harness.app.take_tasks().pop().unwrap();
    harness.keys("n");
    let (to, events) = event::channel();
    task.run(to);
    for event in events.iter() {
        harness.event(event);
    }
    assert!(harness.screen().contains("别人的"), "{}", harness.screen());
}

#[test]
fn another_works_end_does_not_take_the_gauge_away() {
    let mut harness = adder();
    let told = |label: &str, over| Progress {
        label: label.to_owned(),
        done: 1,
        total: None,
        elapsed: Default::default(),
        over,
        cancel: Default::default(),
    };
    let first = told("甲", false);
    harness.event(Event::Progress(first.clone()));
    harness.event(Event::Progress(told("乙", true)));
    assert!(harness.screen().contains("甲  1"));
    harness.event(Event::Progress(Progress { over: true, ..first }));
    assert!(!harness.screen().contains("甲  1"));
}

#[test]
fn work_that_gives_up_is_told_as_lost() {
    let mut harness = adder();
    harness.keys("/");
    let task = harness.app.take_tasks().pop().unwrap();
    let (to, events) = event::channel();
    let given_up = std::thread::spawn(move || task.run(to)).join();
    assert!(given_up.is_err());
    for event in events.iter() {
        harness.event(event);
    }
    assert!(harness.screen().contains("没有结果"));
}
