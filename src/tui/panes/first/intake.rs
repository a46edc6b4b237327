//! The form that imports a library: a trial first, whose counts are shown, then the import itself, both beside the keys.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::exchange::read::Encoding;
use crate::office::import::{Failure, Imported, Library, Options, import};
use crate::tui::action::{Action, Offer};
use crate::tui::desk::Desk;
use crate::tui::event::{Answer, Event, Reply};
use crate::tui::keymap::Context;
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::panes::paper::{Faults, chosen, text};
use crate::tui::theme::Tone;
use crate::tui::ui::{Ui, below, clear};
use crate::tui::widget::{Choice, Confirm, Detail, Entry, Field, Form, Kind, Value};
use crate::tui::work::{Lost, Work};

const LIBRARIES: [Library; 6] = [
    Library::Targets,
    Library::Officers,
    Library::Checklist,
    Library::Conflicts,
    Library::Leads,
    Library::Holidays,
];

/// The message key of a library's name and of what is said about importing it.
pub(super) fn key(library: Library) -> &'static str {
    match library {
        Library::Targets => "first.targets",
        Library::Officers => "first.officers",
        Library::Checklist => "first.checklist",
        Library::Leads => "first.leads",
        Library::Conflicts => "first.conflicts",
        Library::Holidays => "first.holidays",
    }
}

/// The path that was typed or pasted, without the quotation marks that file managers put around it; none for nothing.
pub(super) fn path(typed: &str) -> Option<PathBuf> {
    let bare = typed.trim().trim_matches(['"', '\'']);
    let bare = bare.strip_prefix("file://").unwrap_or(bare);
    (!bare.is_empty()).then(|| PathBuf::from(bare))
}

/// An import, as it was asked for.
#[derive(Clone, Debug)]
struct Wish {
    library: Library,
    options: Options,
}

/// The overlay with the form.
pub(in crate::tui::panes) struct Intake {
    desk: Desk,
    form: Form,
    work: Option<Work<Result<Imported, Failure>>>,
    /// What goes on now.
    doing: Option<Wish>,
    /// What was tried last, and may be imported now.
    tried: Option<Wish>,
    said: Vec<Entry>,
    detail: Detail,
}

impl Intake {
    /// The form, with this library chosen where it is known already.
    pub(in crate::tui::panes) fn new(desk: Desk, ui: &Ui, library: Option<Library>) -> Self {
        let mut form = Form::new(fields(ui));
        if let Some(at) = library.and_then(|library| LIBRARIES.iter().position(|l| *l == library)) {
            form.set("library", &Value::Chosen(vec![at.to_string()]));
            form.set("encoding", &Value::Chosen(vec!["auto".to_owned()]));
            form.focus("file");
        }
        Intake {
            desk,
            form,
            work: None,
            doing: None,
            tried: None,
            said: Vec::new(),
            detail: Detail::default(),
        }
    }

    fn wish(&mut self, cx: &mut Cx) -> Option<Wish> {
        let mut faults = Faults::new(cx.ui);
        let library = faults.chosen(&self.form, "library");
        let file = faults.text(&self.form, "file");
        if !faults.none(&mut self.form, cx) {
            return None;
        }
        let library = library.parse().ok().and_then(|at: usize| LIBRARIES.get(at))?;
        Some(Wish {
            library: *library,
            options: Options {
                file: path(&file)?,
                encoding: match chosen(&self.form, "encoding").as_deref() {
                    Some("utf-8") => Encoding::Utf8,
                    Some("gb18030") => Encoding::Gb18030,
                    _ => Encoding::Auto,
                },
                dry_run: true,
                rejects: path(&text(&self.form, "rejects")),
                lang: cx.ui.lang,
            },
        })
    }

    /// Begins a trial or an import. The rejects file is written by the import only.
    fn start(&mut self, wish: Wish, cx: &mut Cx) {
        let (office, actor) = (self.desk.office(), self.desk.actor().clone());
        let Wish { library, mut options } = wish.clone();
        options.rejects = options.rejects.filter(|_| !options.dry_run);
        let work = cx.work(cx.ui.word("first.importing"), move |job| {
            import(&office, &actor, library, &options, &mut |done, all, _| {
                job.progress(done / 1024, Some(all / 1024));
                !job.cancelled()
            })
        });
        self.said = vec![Entry::new("", cx.ui.word("first.reading")).tone(Tone::Quiet)];
        self.tried = None;
        self.work = Some(work);
        self.doing = Some(wish);
    }

    /// Takes the result, once it is there: after a trial, asks whether to go on.
    fn ended(&mut self, cx: &mut Cx) {
        let Some(result) = Work::ended(&mut self.work) else {
            return;
        };
        let Some(wish) = self.doing.take() else { return };
        self.detail.rewind();
        match result {
            Ok(Ok(imported)) => self.told(wish, &imported, cx),
            Ok(Err(failure)) => self.failed(&failure.text(cx.ui.lang), cx),
            Err(Lost) => self.failed(&cx.ui.word("first.lost"), cx),
        }
    }

    fn failed(&mut self, text: &str, cx: &mut Cx) {
        self.said = vec![Entry::new("", text).tone(Tone::Bad)];
        cx.say(Tone::Bad, text);
    }

    fn told(&mut self, wish: Wish, imported: &Imported, cx: &mut Cx) {
        let trial = wish.options.dry_run;
        let rejects = wish.options.rejects.as_deref().filter(|_| !trial);
        let told = imported.told(wish.library, trial, rejects, cx.ui.lang);
        let figures = told
            .figures
            .into_iter()
            .map(|line| Entry::new("", line).tone(Tone::Good));
        let notes = told
            .notes
            .into_iter()
            .map(|line| Entry::new("", line).tone(Tone::Warn));
        self.said = figures.chain(notes).collect();
        let new = imported.new + imported.updated;
        if !trial {
            self.form.set("file", &Value::Text(String::new()));
            cx.say(
                Tone::Good,
                cx.ui.say("first.imported", &[("n", &new.to_string())]),
            );
        } else if new == 0 {
            cx.say(Tone::Warn, cx.ui.word("first.nothing-new"));
        } else {
            let args = [
                ("n", new.to_string()),
                ("rejected", imported.rejected.to_string()),
            ];
            let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
            cx.push(Confirm::new(Action::Submit, cx.ui.say("first.go-on", &args)));
            self.tried = Some(wish);
        }
    }

    fn is_working(&self) -> bool {
        self.work.is_some()
    }
}

fn fields(ui: &Ui) -> Vec<Field> {
    let libraries = LIBRARIES.iter().enumerate();
    let libraries = libraries
        .map(|(at, library)| Choice::new(at.to_string(), ui.word(&format!("{}.name", key(*library)))));
    let encodings = ["auto", "utf-8", "gb18030"]
        .map(|encoding| Choice::new(encoding, ui.word(&format!("first.encodings.{encoding}"))));
    let field = |id: &str, kind: Kind| {
        let word = |part: &str| ui.word(&format!("first.field.{id}{part}"));
        Field::new(id, word(""), kind).hint(word("-hint"))
    };
    vec![
        field("library", Kind::One(libraries.collect())),
        field("file", Kind::Line),
        field("encoding", Kind::One(encodings.to_vec())),
        field("rejects", Kind::Line),
    ]
}

impl Layer for Intake {
    fn contexts(&self) -> Vec<Context> {
        Form::contexts().to_vec()
    }

    fn offers(&self, cx: &Cx) -> Vec<Offer> {
        let busy = || self.is_working().then(|| cx.ui.word("first.busy"));
        let mut offers = vec![
            Offer::unless(Action::Submit, busy()),
            Offer::unless(Action::Back, busy()),
        ];
        offers.extend(self.is_working().then(|| Offer::on(Action::Cancel)));
        offers.extend(self.form.offers());
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        match action {
            Action::Back => return Flow::Close,
            Action::Cancel => {
                if let Some(work) = &self.work {
                    work.cancel();
                    cx.say(Tone::Quiet, cx.ui.word("first.stopping"));
                }
            }
            Action::Submit => {
                if let Some(wish) = self.wish(cx) {
                    self.start(wish, cx);
                }
            }
            action if self.form.act(action, cx) => {}
            _ => return Flow::Pass,
        }
        Flow::Taken
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        match event {
            Event::Worked => {
                self.ended(cx);
                Flow::Pass
            }
            Event::Answer(Answer {
                to: Action::Submit,
                reply: Reply::Yes,
            }) => {
                if let Some(mut wish) = self.tried.take() {
                    wish.options.dry_run = false;
                    self.start(wish, cx);
                }
                Flow::Taken
            }
            event => self.form.handle(event),
        }
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        clear(buf, area);
        let entries = match self.said.as_slice() {
            [] => vec![Entry::new("", cx.ui.word("first.import-about")).tone(Tone::Quiet)],
            said => said.to_vec(),
        };
        let head = match area.height {
            0..12 => 0,
            height => height / 2,
        };
        let above = Rect { height: head, ..area };
        let title = cx.ui.word("first.import");
        self.detail.draw(cx.ui, above, buf, &title, &entries);
        let below = below(area, head);
        self.form.draw(cx.ui, below, buf);
    }

    fn cursor(&self) -> Option<Position> {
        self.form.cursor()
    }

    fn types(&self) -> bool {
        self.form.types()
    }
}
