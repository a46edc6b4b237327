//! What the daily jobs cost in keys, from the pane to the work on disk. The table in both README files is made of the
//! scripts that are run here; `UPDATE_KEYS=1` writes it anew.

use super::Day;
use super::desk::{LOCAL, draw_local_batch};
use crate::domain::command::Command;
use crate::domain::follow_up::FollowUp;
use crate::domain::lead::{Lead, LeadState};
use crate::domain::next::Agenda;
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::tui::harness::{Harness, script};

/// A job: its names, the pane it begins in, and its keys.
struct Job {
    zh: &'static str,
    en: &'static str,
    pane: &'static str,
    keys: &'static str,
}

const TRIAGE: Job = Job {
    zh: "受理最先到期的线索，转到下一条",
    en: "take up the lead that runs out first, and on to the next",
    pane: "4",
    keys: "a",
};
const REFUSE: Job = Job {
    zh: "打开最先到期的线索，不予受理（第 2 条理由），读下一条",
    en: "open the lead that runs out first, refuse it for the second reason, and read the next",
    pane: "4",
    keys: "<enter> x 2",
};
const CLEAN: Job = Job {
    zh: "录入一次没有问题的检查（10 个事项）",
    en: "record a clean visit of ten items",
    pane: "3",
    keys: "<enter> <ctrl-t> 1 12 1 1111111111 1 <ctrl-s>",
};
const FIND_TASK: Job = Job {
    zh: "在任务中按拼音首字母找一家公司，打开详情",
    en: "find a company among the tasks by its initials, with its particulars",
    pane: "1",
    keys: "/ kdsl <enter> <enter>",
};
const FIND_ROW: Job = Job {
    zh: "在名录中按拼音首字母找一家公司，打开详情",
    en: "find a company in the registry by its initials, with its particulars",
    pane: "7",
    keys: "/ whkdsl <enter> <enter>",
};
const DISPATCH: Job = Job {
    zh: "下派一个批次的 20 个任务",
    en: "hand out the twenty tasks of a batch",
    pane: "9",
    keys: "D <enter>",
};
const BEGIN: Job = Job {
    zh: "在筛出的已派发任务中标记 20 个，一次登记开始检查",
    en: "mark twenty of the assigned tasks listed and begin them all at once",
    pane: "1",
    keys: "mmmmmmmmmmmmmmmmmmmm b <enter>",
};
const LATE: Job = Job {
    zh: "看逾期的线索，打开第一条的详情",
    en: "see which leads are late, with the first one's particulars",
    pane: "4",
    keys: "v <down> <enter> <enter>",
};
const RECHECK: Job = Job {
    zh: "复查最先到期的责令改正：已改正",
    en: "re-check the order that runs out first: complied with",
    pane: "0",
    keys: "/ kind:order <enter> a <ctrl-t> <tab> 1 <tab> 已改正 <ctrl-s>",
};
const JOBS: [&Job; 9] = [
    &TRIAGE, &REFUSE, &CLEAN, &FIND_TASK, &FIND_ROW, &DISPATCH, &BEGIN, &LATE, &RECHECK,
];

impl Job {
    fn count(&self) -> usize {
        script(self.keys).count()
    }

    /// Goes to the pane and does the job, with the work it starts.
    fn done(&self, harness: &mut Harness) -> String {
        harness.keys(self.pane);
        for token in self.keys.split(' ') {
            harness.keys(token).work();
        }
        harness.screen()
    }

    /// Its line of the table.
    fn line(&self, name: &str) -> String {
        let mut shown = Vec::new();
        for token in self.keys.split(' ') {
            let (first, len) = (token.chars().next().unwrap(), token.chars().count());
            let same = len > 4 && token.chars().all(|c| c == first);
            shown.push(match token {
                "<enter>" => "`Enter`".to_owned(),
                "<down>" => "`↓`".to_owned(),
                "<ctrl-t>" => "`Ctrl-t`".to_owned(),
                "<ctrl-s>" => "`Ctrl-s`".to_owned(),
                "<tab>" => "`Tab`".to_owned(),
                _ if same => format!("{len} × `{first}`"),
                token => format!("`{token}`"),
            });
        }
        format!(
            "| {name} | {} | `{}`: {} |",
            self.count(),
            self.pane,
            shown.join(" ")
        )
    }
}

fn leads(day: &Day) -> Vec<Lead> {
    let view = day.office.view();
    let agenda = Agenda::new(&view.campaign().unwrap(), view.state());
    let open = agenda.open_leads(view.state()).into_iter();
    let leads = open.filter_map(|(id, ..)| view.state().get::<Lead>(&id));
    leads
        .filter(|lead| lead.holder().region.to_string().starts_with("4201") && lead.state().is_undecided())
        .collect()
}

#[test]
fn a_lead_is_taken_up() {
    let day = Day::of_intake();
    let (before, mut harness) = (leads(&day), day.sit("武汉人社"));
    let screen = TRIAGE.done(&mut harness);
    let first: Lead = day.office.view().state().get(&before[0].id).unwrap();
    assert_eq!(first.state(), LeadState::Accepted, "{screen}");
    assert_eq!(leads(&day).len(), before.len() - 1);
    // The next one is selected: opened, its number is on the screen.
    let screen = harness.keys("<enter>").screen();
    assert!(screen.contains(&before[1].id), "{screen}");
    assert_eq!(TRIAGE.count(), 1);
}

#[test]
fn a_lead_is_read_and_refused() {
    let day = Day::of_intake();
    let (before, mut harness) = (leads(&day), day.sit("武汉人社"));
    let screen = REFUSE.done(&mut harness);
    let first: Lead = day.office.view().state().get(&before[0].id).unwrap();
    assert_eq!(first.state(), LeadState::Refused, "{screen}");
    assert!(screen.contains(&before[1].id), "{screen}");
    assert!(REFUSE.count() <= 3);
}

/// A visit that found nothing, of today: the form, the day, the method, two people, the kind, each item, the code,
/// and in. Eight keys and one for each item: eighteen for ten items.
#[test]
fn a_clean_visit() {
    let day = Day::new();
    let task = day.task("420100", TaskState::Assigned);
    let mut harness = day.sit("武汉人社");
    harness.keys("3 /").keys(&task.id).keys("<enter>");
    let items = task.checklist.len();
    let job = CLEAN.keys.replace(&"1".repeat(10), &"1".repeat(items));
    let screen = harness.keys(&job).screen();
    assert_eq!(day.now(&task).state, TaskState::Recorded, "{screen}");
    assert_eq!(script(&job).count(), 8 + items);
}

#[test]
fn a_company_is_found_by_its_initials() {
    let day = Day::new();
    let code = "91420106YLDACCDD42";
    for job in [FIND_TASK, FIND_ROW] {
        let screen = job.done(&mut day.sit("武汉人社"));
        assert!(
            screen.contains("武汉凯鼎示例外包服务有限公司") && screen.contains(code),
            "{screen}"
        );
    }
}

#[test]
fn twenty_tasks_are_handed_out() {
    let day = Day::new();
    draw_local_batch(&day, 20);
    let approve = Command::Approve {
        batch: LOCAL.to_owned(),
        keep_overlap: Some("两级均需检查".to_owned()),
    };
    day.submit("省市监", approve);
    let screen = DISPATCH.done(&mut day.sit("省人社"));
    let tasks = Task::of_batch(day.office.view().state(), LOCAL);
    let out = |task: &&Task| task.state == TaskState::Dispatched;
    assert_eq!(
        (tasks.len(), tasks.iter().filter(out).count()),
        (20, 20),
        "{screen}"
    );
}

#[test]
fn twenty_tasks_are_begun() {
    let day = Day::new();
    let begun = || {
        let tasks: Vec<Task> = day.office.view().state().by("task.unit", "420100");
        let begun = tasks.iter().filter(|task| task.state == TaskState::Inspecting);
        begun.count()
    };
    let (before, mut harness) = (begun(), day.sit("武汉人社"));
    harness.keys("1 / is:assigned <enter>");
    BEGIN.done(&mut harness);
    assert_eq!(begun() - before, 20, "{}", harness.work().screen());
}

#[test]
fn what_is_late_is_seen() {
    let day = Day::new();
    let screen = LATE.done(&mut day.sit("武汉人社"));
    let first = &leads(&day)[0];
    assert!(
        screen.contains(&first.id) && screen.contains("已逾期"),
        "{screen}"
    );
}

#[test]
fn an_order_is_rechecked() {
    let day = Day::new();
    let done = || {
        let done: Vec<FollowUp> = day.office.view().state().by("follow-up.state", "done");
        done.len()
    };
    let (before, mut harness) = (done(), day.sit("武汉人社"));
    let screen = RECHECK.done(&mut harness);
    assert_eq!(done(), before + 1, "{screen}");
}

#[test]
fn the_readme_tells_what_is_counted() {
    let table = |head: &str, name: fn(&Job) -> &'static str| {
        let lines: Vec<String> = JOBS.iter().map(|job| job.line(name(job))).collect();
        format!("\n{head}\n|---|---:|---|\n{}\n", lines.join("\n"))
    };
    let zh = table("| 工作 | 键数 | 窗格：按键 |", |job| job.zh);
    let en = table("| job | keys | pane: keys |", |job| job.en);
    for (file, table) in [("README.zh-CN.md", zh), ("README.md", en)] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        let (head, rest) = text.split_once("<!-- keys -->").unwrap();
        let (old, tail) = rest.split_once("<!-- /keys -->").unwrap();
        if std::env::var_os("UPDATE_KEYS").is_some() {
            let text = format!("{head}<!-- keys -->{table}<!-- /keys -->{tail}");
            std::fs::write(&path, text).unwrap();
        } else {
            assert_eq!(old, table, "{file}: UPDATE_KEYS=1 writes the table anew");
        }
    }
}
