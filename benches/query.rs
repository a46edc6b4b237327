//! A hundred thousand tasks, asked by pinyin, by division and by date, and sorted: rows a second.

#![allow(clippy::expect_used, reason = "a bench that cannot run has nothing to say")]

use std::sync::Arc;

use divan::Bencher;
use divan::counter::ItemsCount;
use duban::domain::batch::Step;
use duban::domain::campaign::Campaign;
use duban::domain::next::Agenda;
use duban::domain::operator::Department;
use duban::domain::state::Memory;
use duban::domain::task::{How, Member, Task, TaskState};
use duban::domain::time::Now;
use duban::exchange::campaign::default_campaign;
use duban::query::{Around, List, Order, Query, TaskContext};

/// Tasks that are asked.
const ROWS: usize = 100_000;

fn main() {
    divan::main();
}

fn task(campaign: &Campaign, n: usize) -> Task {
    let places: Vec<_> = campaign.regions.units().map(|r| r.code).collect();
    let region = places[n % places.len()];
    let step = |what: TaskState, on: &str| Step {
        seq: n as u64,
        what: what.key().to_owned(),
        on: on.parse().expect("a date"),
        by: "省人社".to_owned(),
        department: Department::Hr,
        reason: String::new(),
    };
    let member = Member {
        officer: format!("42010001{:04}", n % 3000),
        name: "张建国".to_owned(),
        department: Department::Hr,
        leads: true,
    };
    let word = ["光谷", "东湖", "长江", "银杏", "重阳", "鼎盛"][n % 6];
    Task {
        id: format!("HB-RS-2022-01-{n:06}"),
        batch: "HB-RS-2022-01".to_owned(),
        target: format!("91420100MA4K{n:06}"),
        name: format!("{}{word}{n}人力资源服务有限公司", campaign.regions.name(region)),
        region,
        unit: region,
        stratum: "420100-B".to_owned(),
        rank: n as u64,
        how: How::Draw,
        lead: None,
        action: None,
        replaces: None,
        state: TaskState::ALL[n % 10],
        checklist: Vec::new(),
        team: vec![member],
        steps: vec![
            step(TaskState::Drawn, "2022-06-05"),
            step(TaskState::Recorded, "2022-06-20"),
        ],
    }
}

/// The default campaign's tasks, and what their answers follow from.
fn with_rows(ask: impl FnOnce(&Campaign, &[Task], &TaskContext)) {
    let campaign = Arc::new(default_campaign().expect("the default campaign").campaign);
    let tasks: Vec<Task> = (0..ROWS).map(|n| task(&campaign, n)).collect();
    let context = TaskContext {
        agenda: Arc::new(Agenda::new(&campaign, &Memory::default())),
        operator: campaign.operators.first().cloned(),
        now: Now {
            at: "2022-06-20T01:00:00Z".parse().expect("a time"),
            today: "2022-06-20".parse().expect("a date"),
        },
    };
    ask(&campaign, &tasks, &context);
}

#[divan::bench(sample_count = 10, args = ["zjg dgr", "gg", "光谷", "region:wuhan", "due<3d", "is:overdue", "is:mine", "state:returned"])]
fn filtered(bencher: Bencher, text: &str) {
    with_rows(|campaign, tasks, context| {
        let around = Around {
            today: context.now.today,
            regions: &campaign.regions,
        };
        let query = Query::parse(text, List::Tasks.fields(), &around).expect("a query");
        let count = || {
            tasks
                .iter()
                .filter(|task| query.holds(&context.facts(task)))
                .count()
        };
        bencher.counter(ItemsCount::new(ROWS)).bench_local(count);
    });
}

#[divan::bench(sample_count = 10, args = ["due", "name", "-grade,region"])]
fn sorted(bencher: Bencher, text: &str) {
    with_rows(|_, tasks, context| {
        let order = Order::parse(text, List::Tasks.fields()).expect("an order");
        bencher.counter(ItemsCount::new(ROWS)).bench_local(|| {
            let mut rows: Vec<&Task> = tasks.iter().collect();
            order.sort(&mut rows, |task| order.keys(&context.facts(task)));
            rows
        });
    });
}
