//! What is looked for among the tasks: plain words are part of the name, its pinyin or its initials, or of a code;
//! `state:`, `region:` and `batch:` narrow by those.

use std::collections::BTreeSet;

use crate::domain::batch::Batch;
use crate::domain::campaign::Campaign;
use crate::domain::region::{Level, RegionCode};
use crate::domain::state::Read;
use crate::domain::task::{Task, TaskState};
use crate::lang::Lang;
use crate::office::View;
use crate::tui::find::Finder;

/// A filter's words by what they narrow.
#[derive(Debug, Default)]
struct Sought<'a> {
    states: Vec<&'a str>,
    regions: Vec<&'a str>,
    batches: Vec<&'a str>,
    plain: Vec<&'a str>,
}

impl<'a> Sought<'a> {
    fn new(filter: &'a str) -> Self {
        let mut sought = Sought::default();
        for word in filter.split_whitespace() {
            match word.split_once([':', '：']) {
                Some(("state" | "状态", rest)) => sought.states.push(rest),
                Some(("region" | "地区", rest)) => sought.regions.push(rest),
                Some(("batch" | "批次", rest)) => sought.batches.push(rest),
                _ => sought.plain.push(word),
            }
        }
        sought
    }
}

/// The ids, in their order, of the tasks `unit` covers that are in one of `states` and fit the filter. The index
/// answers for unit, state and batch; tasks themselves are read only where a plain word or a county asks for it.
pub(super) fn tasks(view: &View<'_>, unit: RegionCode, states: &[TaskState], filter: &str) -> Vec<String> {
    let Some(campaign) = view.campaign() else {
        return Vec::new();
    };
    let sought = Sought::new(filter);
    let mut keys = of_unit(view, &campaign, unit);
    let states: Vec<TaskState> = states
        .iter()
        .filter(|state| sought.states.iter().all(|word| is_state(**state, word)))
        .copied()
        .collect();
    if states.len() < TaskState::ALL.len() {
        let fitting = states
            .iter()
            .flat_map(|state| view.state().keys_by("task.state", state.word()));
        let fitting: BTreeSet<String> = fitting.collect();
        keys.retain(|key| fitting.contains(key));
    }
    if !sought.batches.is_empty() {
        let fitting = of_batches(view, &sought.batches);
        keys.retain(|key| fitting.contains(key));
    }
    keys.sort_unstable();
    let county = !matches!(
        campaign.regions.get(unit).map(|r| r.level),
        Some(Level::Province | Level::Prefecture | Level::Direct)
    );
    if county || !sought.plain.is_empty() || !sought.regions.is_empty() {
        let finders: Vec<Finder> = sought.plain.iter().map(|word| Finder::new(word)).collect();
        let places: Vec<BTreeSet<RegionCode>> = sought.regions.iter().map(|w| places(&campaign, w)).collect();
        keys.retain(|key| {
            view.state().get::<Task>(key).is_some_and(|task| {
                (!county || task.region == unit)
                    && places.iter().all(|codes| codes.contains(&task.region))
                    && finders.iter().all(|finder| is_found(finder, &task))
            })
        });
    }
    keys
}

/// The tasks of the prefecture-level unit that `unit` is or belongs to; of all where it is the province.
fn of_unit(view: &View<'_>, campaign: &Campaign, unit: RegionCode) -> Vec<String> {
    match campaign.regions.unit_of(unit) {
        Some(prefecture) => view.state().keys_by("task.unit", &prefecture.to_string()),
        None => view.state().keys_under("task.unit", ""),
    }
}

fn of_batches(view: &View<'_>, words: &[&str]) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for batch in view.state().all::<Batch>() {
        if words.iter().all(|word| Finder::new(word).hits(&batch.id)) {
            keys.extend(view.state().keys_under("task.batch", &format!("{}/", batch.id)));
        }
    }
    keys
}

/// In either language, as its word or its pinyin.
fn is_state(state: TaskState, word: &str) -> bool {
    let finder = Finder::new(word);
    [Lang::Zh, Lang::En]
        .iter()
        .any(|lang| finder.hits(&lang.word(state.key())))
}

/// The divisions of this name, pinyin or beginning of the code, with those beneath them.
fn places(campaign: &Campaign, word: &str) -> BTreeSet<RegionCode> {
    let finder = Finder::new(word);
    let named: Vec<RegionCode> = campaign
        .regions
        .iter()
        .filter(|r| r.code.to_string().starts_with(word) || finder.hits(&r.name))
        .map(|r| r.code)
        .collect();
    let all = campaign.regions.iter().map(|r| r.code);
    all.filter(|code| named.iter().any(|outer| campaign.regions.contains(*outer, *code)))
        .collect()
}

fn is_found(finder: &Finder<'_>, task: &Task) -> bool {
    finder.hits(&task.name)
        || finder.hits(&task.target)
        || finder.hits(&task.id)
        || task.team.iter().any(|member| finder.hits(&member.name))
}
