//! The public table of a batch's results, as far as it may be public: a row for each result that stands published or was
//! withdrawn, and, once nobody can be tipped off any more, for each target that was replaced or struck off.
//!
//! Of a withheld result the public table gives no more than a count: its name beside 不予公示 would tell most of what the
//! office decided not to tell. The copy for internal use has its row, with the reason and nothing masked.

use chrono::NaiveDate;

use super::Masking;
use crate::domain::batch::{Batch, Step};
use crate::domain::campaign::{Campaign, Demand, Outcome};
use crate::domain::inspection::{Inspection, Method, Verdict};
use crate::domain::publication::visits_done;
use crate::domain::region::RegionCode;
use crate::domain::state::{Read, State};
use crate::domain::summary::newest;
use crate::domain::target::is_code;
use crate::domain::task::{Task, TaskState};

/// What table is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The division.
    pub region: RegionCode,
    /// A copy for the office's own use: with what is withheld, and nothing masked.
    pub internal: bool,
}

/// The table of results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    /// Its rows, by number.
    pub rows: Vec<Row>,
    /// What the tasks come to; their sum is the batch's tasks in the division.
    pub counts: Counts,
    /// Targets that were replaced or struck off are counted, but not named before the visits are done.
    pub sealed: bool,
}

/// How many tasks are in which position towards the public; each is in one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// 抽查对象, all of them.
    pub tasks: u64,
    /// 已公示
    pub published: u64,
    /// 已撤回: published once, and not again since.
    pub withdrawn: u64,
    /// 不予公示
    pub withheld: u64,
    /// 已替换
    pub replaced: u64,
    /// 已剔除
    pub struck: u64,
    /// Not published yet.
    pub waiting: u64,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The task.
    pub task: String,
    /// The target's name, masked where it has to be.
    pub name: String,
    /// 统一社会信用代码; none for a target without one.
    pub code: Option<String>,
    /// The target's division.
    pub region: RegionCode,
    /// The prefecture-level unit whose departments inspected it.
    pub unit: RegionCode,
    /// What there is to tell.
    pub standing: Standing,
}

/// How a task stands towards the public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// 已公示
    Published(Box<Published>),
    /// 已撤回; the result is not told.
    Withdrawn {
        /// When.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
    /// 不予公示; only in the internal copy.
    Withheld {
        /// When.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
    /// 已替换
    Replaced {
        /// When.
        on: NaiveDate,
        /// Code of the campaign's table of reasons.
        reason: String,
        /// Who came in its stead.
        heir: Option<Heir>,
    },
    /// 已剔除
    Struck {
        /// When.
        on: NaiveDate,
        /// Code of the campaign's table of reasons.
        reason: String,
    },
}

/// The target that took another's place.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Heir {
    /// Its task.
    pub task: String,
    /// Its name.
    pub name: String,
}

/// A published result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// When.
    pub on: NaiveDate,
    /// It had been withdrawn before.
    pub again: bool,
    /// 检查日期
    pub visited: NaiveDate,
    /// 核查方式
    pub method: Method,
    /// Items that were checked, whatever was found.
    pub checked: usize,
    /// Items of the list.
    pub items: usize,
    /// Result codes.
    pub codes: Vec<u8>,
    /// What kept the list from being gone through; none where it could be.
    pub kept: Option<Outcome>,
    /// Remark.
    pub remark: String,
}

/// The table of a batch's results on `today`.
pub fn compile<S: State + ?Sized>(
    state: &S,
    campaign: &Campaign,
    batch: &Batch,
    wish: Wish,
    today: NaiveDate,
) -> Results {
    let open = wish.internal || batch.released.is_some() || visits_done(state, campaign, batch, today);
    table((state, campaign), Task::of_batch(state, &batch.id), (wish, open))
}

/// The table of what was inspected for leads (有因检查): nobody drew it, and it stands in no batch's table.
pub fn targeted<S: State + ?Sized>(state: &S, campaign: &Campaign, wish: Wish) -> Results {
    let keys = state.keys_under("task.lead", "");
    let tasks = keys.iter().filter_map(|key| state.get(key)).collect();
    table((state, campaign), tasks, (wish, true))
}

/// The table of these tasks; those that were replaced or struck off are named where it is `open`.
fn table<S: State + ?Sized>(
    (state, campaign): (&S, &Campaign),
    mut tasks: Vec<Task>,
    (wish, open): (Wish, bool),
) -> Results {
    tasks.sort_by(|a, b| (a.id.len(), &a.id).cmp(&(b.id.len(), &b.id)));
    let masking = match wish.internal {
        true => Masking::default(),
        false => Masking::of(&campaign.publication),
    };
    let maker = Maker {
        state,
        campaign,
        masking,
        tasks: &tasks,
    };
    let mut results = Results {
        rows: Vec::new(),
        counts: Counts::default(),
        sealed: false,
    };
    let own = tasks
        .iter()
        .filter(|task| task.state != TaskState::Void && campaign.regions.contains(wish.region, task.region));
    for task in own {
        let standing = maker.standing(task);
        results.counts.add(standing.as_ref());
        let shown = match standing {
            Some(Standing::Withheld { .. }) => wish.internal,
            Some(Standing::Replaced { .. } | Standing::Struck { .. }) => {
                results.sealed |= !open;
                open
            }
            _ => true,
        };
        if let Some(standing) = standing.filter(|_| shown) {
            results.rows.push(maker.row(task, standing));
        }
    }
    results
}

impl Counts {
    fn add(&mut self, standing: Option<&Standing>) {
        self.tasks += 1;
        *match standing {
            Some(Standing::Published(_)) => &mut self.published,
            Some(Standing::Withdrawn { .. }) => &mut self.withdrawn,
            Some(Standing::Withheld { .. }) => &mut self.withheld,
            Some(Standing::Replaced { .. }) => &mut self.replaced,
            Some(Standing::Struck { .. }) => &mut self.struck,
            None => &mut self.waiting,
        } += 1;
    }
}

struct Maker<'a, S: State + ?Sized> {
    state: &'a S,
    campaign: &'a Campaign,
    masking: Masking,
    tasks: &'a [Task],
}

impl<S: State + ?Sized> Maker<'_, S> {
    fn row(&self, task: &Task, standing: Standing) -> Row {
        Row {
            task: task.id.clone(),
            name: self.name(task),
            code: Some(&task.target).filter(|id| is_code(id)).cloned(),
            region: task.region,
            unit: task.unit,
            standing,
        }
    }

    fn name(&self, task: &Task) -> String {
        self.masking.name(&task.name, is_code(&task.target))
    }

    /// None where nothing about the task was ever for the public to see.
    fn standing(&self, task: &Task) -> Option<Standing> {
        let (on, reason) = match task.steps.last() {
            Some(step) => (step.on, step.reason.clone()),
            None => return None,
        };
        match task.state {
            TaskState::Replaced => {
                let heir = self.heir(task);
                return Some(Standing::Replaced { on, reason, heir });
            }
            TaskState::Struck => return Some(Standing::Struck { on, reason }),
            _ => {}
        }
        if let Some(on) = task.published() {
            let result = newest(self.state, &task.id)?;
            return Some(Standing::Published(Box::new(self.published(task, &result, on))));
        }
        // What the public has seen once stays as a row, whatever has become of the task since.
        if let Some(Step { on, reason, .. }) = task.step(TaskState::Withdrawn.key()) {
            let (on, reason) = (*on, self.masking.text(reason));
            return Some(Standing::Withdrawn { on, reason });
        }
        let ended = matches!(task.state, TaskState::Withheld | TaskState::Closed);
        let withheld = task.step(TaskState::Withheld.key()).filter(|_| ended)?;
        Some(Standing::Withheld {
            on: withheld.on,
            reason: self.masking.text(&withheld.reason),
        })
    }

    fn heir(&self, task: &Task) -> Option<Heir> {
        let heir = self
            .tasks
            .iter()
            .find(|other| other.replaces.as_ref() == Some(&task.id))?;
        Some(Heir {
            task: heir.id.clone(),
            name: self.name(heir),
        })
    }

    fn published(&self, task: &Task, result: &Inspection, on: NaiveDate) -> Published {
        let visit = &result.visit;
        let checked = |verdict| matches!(verdict, Verdict::Pass | Verdict::Fail);
        Published {
            on,
            again: task.step(TaskState::Withdrawn.key()).is_some(),
            visited: visit.visited,
            method: visit.method,
            checked: visit
                .answers
                .iter()
                .filter(|answer| checked(answer.verdict))
                .count(),
            items: task.checklist.len(),
            codes: visit.codes.clone(),
            kept: self
                .campaign
                .outcomes_of(&visit.codes)
                .find(|outcome| !self.campaign.demands(*outcome).contains(&Demand::List)),
            remark: self.masking.text(&visit.note),
        }
    }
}
