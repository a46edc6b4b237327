//! Whether a department can serve a pool at all: a maximum flow from tasks to officers, and the cut that proves a
//! shortage. Capacities are integers, so the missing number is exact.

use std::collections::VecDeque;

/// Who may take what: tasks that each need several different officers, and officers with limited room.
#[derive(Debug, Clone)]
pub(super) struct Demand {
    /// Different officers each task needs.
    pub(super) need: usize,
    /// Tasks each officer can still take.
    pub(super) room: Vec<usize>,
    /// For every task, whether each officer may take it.
    pub(super) allowed: Vec<Vec<bool>>,
}

/// A shortage: these tasks can be taken by these officers alone, who have too little room for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) tasks: Vec<usize>,
    pub(super) officers: Vec<usize>,
    /// Places that stay empty in the best assignment.
    pub(super) missing: usize,
}

/// Finds the shortage of a demand, or that there is none.
pub(super) fn shortage(demand: &Demand) -> Option<Cut> {
    let mut flow = Flow::new(demand);
    let mut short = Vec::new();
    let mut missing = 0;
    for task in 0..demand.allowed.len() {
        let filled = (0..demand.need).take_while(|_| flow.augment(task)).count();
        if filled < demand.need {
            missing += demand.need - filled;
            short.push(task);
        }
    }
    if short.is_empty() {
        return None;
    }
    flow.dead.fill(false);
    let reached = flow.search(&short);
    let found = |marks: Vec<bool>| {
        marks
            .iter()
            .enumerate()
            .filter(|(_, on)| **on)
            .map(|(at, _)| at)
            .collect()
    };
    Some(Cut {
        tasks: found(reached.tasks),
        officers: found(reached.officers),
        missing,
    })
}

struct Flow<'a> {
    demand: &'a Demand,
    /// Tasks each officer holds.
    held: Vec<Vec<usize>>,
    /// Officers from whom a failed search found no way to room. No later path can pass them, for none leads out.
    dead: Vec<bool>,
}

struct Reached {
    tasks: Vec<bool>,
    officers: Vec<bool>,
    /// The task over which each officer was reached.
    over: Vec<usize>,
    /// The officer over which each task was reached; none for the start.
    from: Vec<Option<usize>>,
    /// An officer with room, where the search stopped.
    end: Option<usize>,
}

impl<'a> Flow<'a> {
    fn new(demand: &'a Demand) -> Self {
        let officers = demand.room.len();
        Flow {
            demand,
            held: vec![Vec::new(); officers],
            dead: vec![false; officers],
        }
    }

    fn holds(&self, officer: usize, task: usize) -> bool {
        self.held.get(officer).is_some_and(|tasks| tasks.contains(&task))
    }

    /// Gives `task` one more officer, moving other tasks where needed. False when nobody can be found.
    fn augment(&mut self, task: usize) -> bool {
        let reached = self.search(&[task]);
        let mut step = reached.end;
        if step.is_none() {
            self.dead
                .iter_mut()
                .zip(&reached.officers)
                .for_each(|(dead, &on)| *dead |= on);
            return false;
        }
        while let Some(officer) = step {
            let over = reached.over.get(officer).copied().unwrap_or(task);
            let from = reached.from.get(over).copied().flatten();
            if let Some(tasks) = self.held.get_mut(officer) {
                tasks.push(over);
            }
            if let Some(tasks) = from.and_then(|from| self.held.get_mut(from)) {
                tasks.retain(|&held| held != over);
            }
            step = from;
        }
        true
    }

    /// All that can be reached from `start` in the residual network, up to the first officer with room.
    fn search(&self, start: &[usize]) -> Reached {
        let (tasks, officers) = (self.demand.allowed.len(), self.held.len());
        let mut reached = Reached {
            tasks: vec![false; tasks],
            officers: vec![false; officers],
            over: vec![0; officers],
            from: vec![None; tasks],
            end: None,
        };
        let mut queue: VecDeque<usize> = start.iter().copied().collect();
        for &task in start {
            reached.tasks.get_mut(task).into_iter().for_each(|on| *on = true);
        }
        while let Some(task) = queue.pop_front() {
            for (officer, held) in self.held.iter().enumerate() {
                if !self.reach(&mut reached, task, officer) {
                    continue;
                }
                if self
                    .demand
                    .room
                    .get(officer)
                    .is_some_and(|&room| held.len() < room)
                {
                    reached.end = Some(officer);
                    return reached;
                }
                for &next in held {
                    if let (Some(on), Some(from)) = (reached.tasks.get_mut(next), reached.from.get_mut(next))
                        && !*on
                    {
                        (*on, *from) = (true, Some(officer));
                        queue.push_back(next);
                    }
                }
            }
        }
        reached
    }

    /// Marks an officer as reached over `task`; false when that was known or is not possible.
    fn reach(&self, reached: &mut Reached, task: usize, officer: usize) -> bool {
        let allowed = self
            .demand
            .allowed
            .get(task)
            .and_then(|row| row.get(officer))
            .copied()
            .unwrap_or(false);
        let dead = self.dead.get(officer).copied().unwrap_or(false);
        match (reached.officers.get_mut(officer), reached.over.get_mut(officer)) {
            (Some(on), Some(over)) if allowed && !dead && !*on && !self.holds(officer, task) => {
                (*on, *over) = (true, task);
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The most places that can be filled, by trying every set of officers for every task.
    fn most_filled(demand: &Demand, task: usize, room: &mut Vec<usize>) -> usize {
        if task == demand.allowed.len() {
            return 0;
        }
        let mut best = 0;
        for set in 0u32..1 << room.len() {
            let members: Vec<usize> = (0..room.len()).filter(|o| set >> o & 1 == 1).collect();
            let fits = members.len() <= demand.need
                && members.iter().all(|&o| demand.allowed[task][o] && room[o] > 0);
            if fits {
                members.iter().for_each(|&o| room[o] -= 1);
                best = best.max(members.len() + most_filled(demand, task + 1, room));
                members.iter().for_each(|&o| room[o] += 1);
            }
        }
        best
    }

    prop_compose! {
        fn demands()(officers in 1usize..5, tasks in 1usize..5)(
            need in 1usize..3,
            room in prop::collection::vec(0usize..3, officers),
            allowed in prop::collection::vec(prop::collection::vec(prop::bool::weighted(0.6), officers), tasks),
        ) -> Demand {
            Demand { need, room, allowed }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn the_missing_number_is_that_of_full_enumeration(demand in demands()) {
            let needed = demand.need * demand.allowed.len();
            let missing = needed - most_filled(&demand, 0, &mut demand.room.clone());
            let cut = shortage(&demand);
            prop_assert_eq!(cut.as_ref().map_or(0, |cut| cut.missing), missing);
            if let Some(cut) = cut {
                // The cut alone proves the number: whoever may serve its tasks stands in it or holds one place a task.
                let capacity: usize = cut.officers.iter().map(|&o| demand.room[o]).sum();
                let single = |t: usize, o: usize| demand.allowed[t][o] && !cut.officers.contains(&o);
                let outside: usize =
                    cut.tasks.iter().map(|&t| (0..demand.room.len()).filter(|&o| single(t, o)).count()).sum();
                prop_assert_eq!(demand.need * cut.tasks.len(), capacity + outside + missing);
            }
        }
    }
}
