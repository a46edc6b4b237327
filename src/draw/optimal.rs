//! The assignment at least cost: successive shortest paths with potentials, exact in i128.
//!
//! Each task takes several different officers; an officer's n-th task costs more than the one before. Every
//! augmenting path is shortest, so the flow stays optimal for the tasks placed so far (Ahuja, Magnanti, Orlin,
//! *Network Flows*, 1993, §9.7).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A pair that must not be formed.
pub(super) const FORBIDDEN: u64 = u64::MAX;

/// What to assign at which cost.
#[derive(Debug, Clone)]
pub(super) struct Costs {
    /// Different officers each task needs.
    pub(super) need: usize,
    /// Each officer's load before, and room for more.
    pub(super) officers: Vec<(u32, u32)>,
    /// For every task, the cost of each officer, or [`FORBIDDEN`].
    pub(super) pair: Vec<Vec<u64>>,
    /// Weight of one unit of load cost; larger than any sum of pair costs, so that loads decide first.
    pub(super) unit: i128,
}

/// An assignment at least cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Assigned {
    /// Officers of every task, ascending.
    pub(super) members: Vec<Vec<usize>>,
    /// Load costs times the unit, and pair costs.
    pub(super) total: i128,
}

/// Finds the assignment at least cost; none when not every task can be served.
pub(super) fn assign(costs: &Costs) -> Option<Assigned> {
    let mut solver = Solver::new(costs);
    for task in 0..costs.pair.len() {
        for _ in 0..costs.need {
            solver.augment(task)?;
        }
    }
    let total = solver.total();
    solver
        .members
        .iter_mut()
        .for_each(|members| members.sort_unstable());
    Some(Assigned {
        members: solver.members,
        total,
    })
}

const UNREACHED: i128 = i128::MAX;

/// The sink has potential 0; no potential ever rises above it.
struct Solver<'a> {
    costs: &'a Costs,
    task_potential: Vec<i128>,
    officer_potential: Vec<i128>,
    members: Vec<Vec<usize>>,
    held: Vec<Vec<usize>>,
}

/// Tasks or officers in the search for a shortest path.
struct Side {
    distance: Vec<i128>,
    done: Vec<bool>,
    /// The node of the other side before this one.
    from: Vec<usize>,
}

impl Side {
    fn new(nodes: usize) -> Self {
        Side {
            distance: vec![UNREACHED; nodes],
            done: vec![false; nodes],
            from: vec![0; nodes],
        }
    }

    fn shorten(&mut self, node: usize, distance: i128, from: usize) -> bool {
        match (self.distance.get_mut(node), self.from.get_mut(node)) {
            (Some(known), Some(origin)) if distance < *known => {
                (*known, *origin) = (distance, from);
                true
            }
            _ => false,
        }
    }

    /// Marks the node as settled; false when it was.
    fn settle(&mut self, node: usize) -> bool {
        self.done
            .get_mut(node)
            .is_some_and(|done| !std::mem::replace(done, true))
    }

    /// Lowers the potentials of all that lies nearer than the sink.
    fn lower(&self, potentials: &mut [i128], sink: i128) {
        for (potential, &distance) in potentials.iter_mut().zip(&self.distance) {
            *potential += distance.min(sink) - sink;
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Task(usize),
    Officer(usize),
}

struct Search {
    tasks: Side,
    officers: Side,
    open: BinaryHeap<Reverse<(i128, Node)>>,
    /// Distance of the sink, and the officer before it, as far as known.
    sink: i128,
    end: Option<usize>,
}

impl<'a> Solver<'a> {
    fn new(costs: &'a Costs) -> Self {
        let (tasks, officers) = (costs.pair.len(), costs.officers.len());
        Solver {
            costs,
            task_potential: vec![0; tasks],
            officer_potential: vec![0; officers],
            members: vec![Vec::new(); tasks],
            held: vec![Vec::new(); officers],
        }
    }

    fn pair(&self, task: usize, officer: usize) -> i128 {
        self.costs
            .pair
            .get(task)
            .and_then(|row| row.get(officer))
            .copied()
            .map_or(0, i128::from)
    }

    /// What the officer's next task costs, if there is room for it.
    fn next_load(&self, officer: usize) -> Option<i128> {
        let (base, room) = *self.costs.officers.get(officer)?;
        let load = self.held.get(officer)?.len();
        (load < room as usize).then(|| (i128::from(base) + load as i128 + 1) * self.costs.unit)
    }

    /// Gives `task` one more officer along a shortest path.
    fn augment(&mut self, task: usize) -> Option<()> {
        let mut search = Search {
            tasks: Side::new(self.members.len()),
            officers: Side::new(self.held.len()),
            open: BinaryHeap::from([Reverse((0, Node::Task(task)))]),
            sink: UNREACHED,
            end: None,
        };
        search.tasks.shorten(task, 0, task);
        while let Some(Reverse((distance, node))) = search.open.pop() {
            if distance >= search.sink {
                break;
            }
            match node {
                Node::Task(task) if search.tasks.settle(task) => self.leave_task(&mut search, task, distance),
                Node::Officer(officer) if search.officers.settle(officer) => {
                    self.leave_officer(&mut search, officer, distance);
                }
                _ => {}
            }
        }
        let end = search.end?;
        search.tasks.lower(&mut self.task_potential, search.sink);
        search.officers.lower(&mut self.officer_potential, search.sink);
        self.apply(&search, task, end);
        Some(())
    }

    fn leave_task(&self, search: &mut Search, task: usize, distance: i128) {
        let (Some(row), Some(taken)) = (self.costs.pair.get(task), self.members.get(task)) else {
            return;
        };
        let start = distance + self.task_potential.get(task).copied().unwrap_or(0);
        let Side { distance, from, .. } = &mut search.officers;
        let known = distance
            .iter_mut()
            .zip(from)
            .zip(&self.officer_potential)
            .zip(row)
            .enumerate();
        for (officer, (((known, from), potential), &cost)) in known {
            let reached = start + i128::from(cost) - potential;
            if reached < *known && reached < search.sink && cost != FORBIDDEN && !taken.contains(&officer) {
                (*known, *from) = (reached, task);
                search.open.push(Reverse((reached, Node::Officer(officer))));
            }
        }
    }

    fn leave_officer(&self, search: &mut Search, officer: usize, distance: i128) {
        let potential = self.officer_potential.get(officer).copied().unwrap_or(0);
        if let Some(load) = self.next_load(officer)
            && distance + load + potential < search.sink
        {
            (search.sink, search.end) = (distance + load + potential, Some(officer));
        }
        for &task in self.held.get(officer).into_iter().flatten() {
            let before = self.task_potential.get(task).copied().unwrap_or(0);
            let reached = distance + potential - before - self.pair(task, officer);
            if reached < search.sink && search.tasks.shorten(task, reached, officer) {
                search.open.push(Reverse((reached, Node::Task(task))));
            }
        }
    }

    /// Walks the path back from its last officer, handing every task on it over.
    fn apply(&mut self, search: &Search, source: usize, end: usize) {
        let mut officer = end;
        loop {
            let Some(&task) = search.officers.from.get(officer) else {
                return;
            };
            self.members
                .get_mut(task)
                .into_iter()
                .for_each(|members| members.push(officer));
            self.held
                .get_mut(officer)
                .into_iter()
                .for_each(|held| held.push(task));
            if task == source {
                return;
            }
            let Some(&before) = search.tasks.from.get(task) else {
                return;
            };
            self.members
                .get_mut(task)
                .into_iter()
                .for_each(|members| members.retain(|&m| m != before));
            self.held
                .get_mut(before)
                .into_iter()
                .for_each(|held| held.retain(|&t| t != task));
            officer = before;
        }
    }

    fn total(&self) -> i128 {
        let mut total = 0;
        for (officer, held) in self.held.iter().enumerate() {
            let base = self
                .costs
                .officers
                .get(officer)
                .map_or(0, |&(base, _)| i128::from(base));
            let load = held.len() as i128;
            total += (base * load + load * (load + 1) / 2) * self.costs.unit;
            total += held.iter().map(|&task| self.pair(task, officer)).sum::<i128>();
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The least total cost, by trying every set of officers for every task.
    fn least(costs: &Costs, task: usize, loads: &mut Vec<u32>) -> Option<i128> {
        if task == costs.pair.len() {
            return Some(0);
        }
        let mut best = None;
        for set in 0u32..1 << loads.len() {
            let members: Vec<usize> = (0..loads.len()).filter(|o| set >> o & 1 == 1).collect();
            let fits = members.len() == costs.need
                && members
                    .iter()
                    .all(|&o| costs.pair[task][o] != FORBIDDEN && loads[o] < costs.officers[o].1);
            if !fits {
                continue;
            }
            let mut own = 0;
            for &o in &members {
                loads[o] += 1;
                own +=
                    i128::from(costs.officers[o].0 + loads[o]) * costs.unit + i128::from(costs.pair[task][o]);
            }
            if let Some(rest) = least(costs, task + 1, loads) {
                best = Some(best.map_or(own + rest, |known: i128| known.min(own + rest)));
            }
            members.iter().for_each(|&o| loads[o] -= 1);
        }
        best
    }

    prop_compose! {
        fn problems()(officers in 1usize..5, tasks in 1usize..6)(
            need in 1usize..3,
            officers in prop::collection::vec((0u32..4, 0u32..4), officers),
            pair in prop::collection::vec(
                prop::collection::vec(prop_oneof![4 => 0u64..1000, 1 => Just(FORBIDDEN)], officers), tasks),
            unit in prop_oneof![Just(1_000_000i128), Just(100), Just(0)],
        ) -> Costs {
            Costs { need, officers, pair, unit }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn the_cost_is_the_least_of_full_enumeration(costs in problems()) {
            let expected = least(&costs, 0, &mut vec![0; costs.officers.len()]);
            let assigned = assign(&costs);
            prop_assert_eq!(assigned.as_ref().map(|assigned| assigned.total), expected);
            for (task, members) in assigned.iter().flat_map(|a| a.members.iter().enumerate()) {
                prop_assert_eq!(members.len(), costs.need);
                prop_assert!(members.windows(2).all(|pair| pair[0] < pair[1]));
                prop_assert!(members.iter().all(|&o| costs.pair[task][o] != FORBIDDEN));
            }
        }
    }
}
