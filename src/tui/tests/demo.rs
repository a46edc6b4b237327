//! A pane with a list, a detail, a form and every kind of overlay, over made-up rows.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::lang::Lang;
use crate::query::Finder;
use crate::tui::action::{Action, Offer};
use crate::tui::app::App;
use crate::tui::event::{Answer, Event, Reply};
use crate::tui::frame::Headline;
use crate::tui::harness::Harness;
use crate::tui::keymap::{Context, Keymap};
use crate::tui::layer::{Cx, Flow, Layer};
use crate::tui::pane::Pane;
use crate::tui::term::{Caps, Depth};
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{
    Ask, Choice, Column, Confirm, Detail, Entry, Field, Form, Kind, List, Room, Row, Window, columns,
};

const SURNAMES: [&str; 8] = ["东湖", "光谷", "汉江", "荆楚", "江城", "楚天", "九州", "黄鹤"];
const KINDS: [&str; 5] = ["人力资源服务", "劳务派遣", "职业中介", "人才咨询", "企业管理"];
const PLACES: [&str; 5] = ["武汉市", "宜昌市", "襄阳市", "十堰市", "神农架林区"];
const STATES: [(&str, Tone); 4] = [
    ("待审核", Tone::Plain),
    ("已下派", Tone::Warn),
    ("已公示", Tone::Good),
    ("退回", Tone::Bad),
];

fn of<T: Copy>(list: &[T], at: usize) -> T {
    list[at % list.len()]
}

fn name(n: usize) -> String {
    format!(
        "{}{}{}有限公司",
        of(&PLACES, n).trim_end_matches('市'),
        of(&SURNAMES, n / 3),
        of(&KINDS, n / 2)
    )
}

struct Targets<'a>(&'a [usize]);

impl Window for Targets<'_> {
    fn total(&self) -> usize {
        self.0.len()
    }
    fn rows(&self, offset: usize, len: usize) -> Vec<Row> {
        let row = |n: &usize| {
            let (state, tone) = of(&STATES, *n);
            Row::new([
                format!("91420100MA4K{n:06}"),
                name(*n),
                of(&PLACES, *n).to_owned(),
                state.to_owned(),
            ])
            .tone(tone)
        };
        self.0.iter().skip(offset).take(len).map(row).collect()
    }
}

/// What the operator of the test did, as the pane understood it.
#[derive(Default)]
pub struct Demo {
    list: List,
    detail: Detail,
    rows: Vec<usize>,
    form: Option<Form>,
    filter: String,
    published: Vec<usize>,
    seen: u64,
}

impl Demo {
    pub fn new(rows: usize) -> Self {
        let columns = vec![
            Column::new("统一社会信用代码", Room::Fixed(18)),
            Column::new("名称", Room::Share(1)),
            Column::new("地区", Room::Fixed(10)),
            Column::new("状态", Room::Fixed(8)),
        ];
        Demo {
            list: List::new(columns),
            rows: (0..rows).collect(),
            ..Demo::default()
        }
    }

    fn entries(&self) -> Vec<Entry> {
        let Some(n) = self.rows.get(self.list.selected()) else {
            return Vec::new();
        };
        let (state, tone) = of(&STATES, *n);
        vec![
            Entry::new("名称", name(*n)),
            Entry::new("代码", format!("91420100MA4K{n:06}")),
            Entry::new("地区", of(&PLACES, *n)),
            Entry::new("状态", state).tone(tone),
            Entry::new(
                "经营范围",
                "人力资源服务（不含职业中介活动、劳务派遣服务）；企业管理咨询；信息咨询服务（不含许可类信息咨询服务）。",
            ),
        ]
    }

    fn act_in_form(&mut self, action: Action, cx: &mut Cx) -> Option<Flow> {
        let form = self.form.as_mut()?;
        match action {
            Action::Back => self.form = None,
            Action::Submit => {
                let empty: Vec<_> = form
                    .values()
                    .filter(|(_, v)| v.is_empty())
                    .map(|(id, _)| id.to_owned())
                    .collect();
                let errors: Vec<_> = empty.into_iter().map(|id| (id, "请填写".to_owned())).collect();
                form.set_errors(&errors, cx);
                if errors.is_empty() {
                    self.form = None;
                    cx.say(Tone::Good, "已提交");
                }
            }
            action => return form.act(action, cx).then_some(Flow::Taken),
        }
        Some(Flow::Taken)
    }
}

pub fn form() -> Form {
    let results = [
        "未发现问题",
        "未按规定公示",
        "隐瞒真实情况",
        "无法联系",
        "已责令改正",
    ];
    let choices: Vec<Choice> = results
        .iter()
        .enumerate()
        .map(|(at, label)| Choice::new((at + 1).to_string(), *label))
        .collect();
    Form::new(vec![
        Field::new("date", "检查日期", Kind::Line).hint("年-月-日"),
        Field::new(
            "way",
            "核查方式",
            Kind::One(vec![
                Choice::new("site", "实地检查"),
                Choice::new("paper", "书面检查"),
            ]),
        ),
        Field::new("result", "检查结果", Kind::Many(choices)).hint("可多选"),
        Field::new("finding", "发现的问题", Kind::Text),
    ])
}

impl Layer for Demo {
    fn contexts(&self) -> Vec<Context> {
        match self.form {
            Some(_) => Form::contexts().to_vec(),
            None => vec![Context::Pane(Pane::Tasks), Context::List],
        }
    }

    fn offers(&self, _cx: &Cx) -> Vec<Offer> {
        if let Some(form) = &self.form {
            let own = [Offer::on(Action::Submit), Offer::on(Action::Back)];
            return own.into_iter().chain(form.offers()).collect();
        }
        let mut offers = vec![
            Offer::on(Action::Open),
            Offer::on(Action::Filter),
            Offer::off(Action::New, "检查阶段自2022-06-11起，现在不能新增"),
            Offer::on(Action::Edit),
        ];
        if !self.published.is_empty() {
            offers.push(Offer::on(Action::Undo));
        }
        offers.extend(List::offers());
        offers
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Flow {
        if self.form.is_some() {
            return self.act_in_form(action, cx).unwrap_or(Flow::Pass);
        }
        match action {
            Action::Open => cx.push(Confirm::new(Action::Open, "公示所在行？公示后不能收回。")),
            Action::Filter => cx.push(Ask::new(Action::Filter, "筛选", self.filter.clone())),
            Action::Edit => self.form = Some(form()),
            Action::Undo => {
                self.published.pop();
                cx.say(Tone::Plain, "已撤销");
            }
            action if self.list.act(action, self.rows.len()) => self.detail.rewind(),
            _ => return Flow::Pass,
        }
        Flow::Taken
    }

    fn handle(&mut self, event: &Event, cx: &mut Cx) -> Flow {
        if let Some(form) = &mut self.form {
            return form.handle(event);
        }
        match event {
            Event::Answer(Answer {
                to: Action::Open,
                reply: Reply::Yes,
            }) => {
                self.published.extend(self.rows.get(self.list.selected()));
                cx.say(Tone::Good, format!("已公示 {} 户", self.published.len()));
            }
            Event::Answer(Answer {
                to: Action::Filter,
                reply: Reply::Line(line),
            }) => {
                let finder = Finder::new(line);
                self.rows = (0..1000).filter(|n| finder.hits(&name(*n))).collect();
                self.filter = line.clone();
            }
            Event::Notice(seq) => self.seen = *seq,
            _ => return Flow::Pass,
        }
        Flow::Taken
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, cx: &Cx) {
        if let Some(form) = &mut self.form {
            return form.draw(cx.ui, area, buf);
        }
        let (left, right) = columns(cx.ui, area, buf);
        self.list.draw(cx.ui, left, buf, &Targets(&self.rows));
        if let Some(right) = right {
            let entries = self.entries();
            self.detail.draw(cx.ui, right, buf, "详情", &entries);
        }
    }

    fn cursor(&self) -> Option<Position> {
        self.form
            .as_ref()
            .map_or_else(|| self.list.cursor(), Form::cursor)
    }

    fn types(&self) -> bool {
        self.form.as_ref().is_some_and(Form::types)
    }

    fn unsaved(&self) -> bool {
        self.form.is_some()
    }
}

pub fn caps(ascii: bool, mono: bool) -> Caps {
    Caps {
        ascii,
        depth: if mono { Depth::Mono } else { Depth::Ansi16 },
        ..Caps::default()
    }
}

/// The workstation with the demo as 任务 and an empty one as 线索.
pub fn app(lang: Lang, caps: Caps) -> App {
    app_with(Keymap::shipped().unwrap(), lang, caps)
}

fn app_with(keymap: Keymap, lang: Lang, caps: Caps) -> App {
    let head = |_: &Ui| Headline {
        left: ["2022年清理整顿人力资源市场秩序", "检查阶段", "剩30天"]
            .map(str::to_owned)
            .to_vec(),
        right: ["张三 省人社厅", "已保存"].map(str::to_owned).to_vec(),
    };
    let panes: Vec<(Pane, Box<dyn Layer>)> = vec![
        (Pane::Tasks, Box::new(Demo::new(1000))),
        (Pane::Leads, Box::new(Demo::new(0))),
    ];
    App::new(Ui::new(lang, &caps), keymap, Box::new(head), panes)
}

/// The workstation in English with these keys.
pub fn with(keymap: Keymap, width: u16, height: u16) -> Harness {
    Harness::new(app_with(keymap, Lang::En, caps(false, false)), width, height)
}

pub fn start(width: u16, height: u16) -> Harness {
    Harness::new(app(Lang::Zh, caps(false, false)), width, height)
}
