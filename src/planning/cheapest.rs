//! The cheapest set of choices that meets every need: exact, by a table of what can be had for which cost.
//!
//! Items stand in an order in which each comes behind those that it needs. From item to item the table keeps, for each way
//! in which the items still needed later can stand, the costs and gains that no other beats (Pareto). Where few items need
//! others it is the table of the knapsack problem.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// One way to take an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it costs.
    pub cost: u64,
    /// What it gains towards each need.
    pub gains: Vec<u128>,
}

/// Something that can be taken or left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Ways to take it, the whole of it last; at least one.
    pub choices: Vec<Choice>,
    /// It has to be taken whole.
    pub forced: bool,
    /// Items that have to be taken whole before any of this one is. No circles.
    pub needs: Vec<usize>,
}

/// What was taken of which item, and the step before.
struct Step {
    before: usize,
    item: usize,
    choice: usize,
}

/// No step before.
const BEGIN: usize = usize::MAX;

/// A cost with what it gains towards each need, and how it came about.
struct Entry {
    cost: u64,
    gains: Vec<u128>,
    step: usize,
    /// Taken at last, and not among the steps yet.
    choice: Option<usize>,
}

/// What can be had, by the places of those taken whole that are still needed later.
type Tables = BTreeMap<Vec<usize>, Vec<Entry>>;

/// Returns which choice of each item to take, if any, so that every need is met at the least cost; nothing if all items
/// together do not meet them.
pub fn cheapest(items: &[Item], needs: &[u128]) -> Option<Vec<Option<usize>>> {
    let mut taken: Vec<Option<usize>> = vec![None; items.len()];
    let mut left: Vec<u128> = needs.to_vec();
    // What is forced takes what it needs along.
    let mut waiting: Vec<usize> = (0..items.len()).filter(|&item| items[item].forced).collect();
    while let Some(item) = waiting.pop() {
        if taken[item].is_none() {
            taken[item] = Some(items[item].choices.len() - 1);
            let whole = &items[item].choices[items[item].choices.len() - 1];
            left.iter_mut().zip(&whole.gains).for_each(|(left, gain)| *left = left.saturating_sub(*gain));
            waiting.extend(&items[item].needs);
        }
    }
    if left.iter().all(|left| *left == 0) {
        return Some(taken);
    }
    let order = order(items, &taken);
    let most = bound(items, &order, &left)?;
    for (item, choice) in solve(items, &order, &left, most)? {
        taken[item] = Some(choice);
    }
    Some(taken)
}

/// Items that are still open, each behind those it needs, and those that hang together one after the other.
fn order(items: &[Item], taken: &[Option<usize>]) -> Vec<usize> {
    let mut wanted_by: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for (item, own) in items.iter().enumerate() {
        own.needs.iter().for_each(|&needed| wanted_by[needed].push(item));
    }
    let (mut order, mut seen) = (Vec::new(), taken.iter().map(Option::is_some).collect::<Vec<bool>>());
    for root in 0..items.len() {
        let mut group = vec![root];
        while let Some(item) = group.pop() {
            if seen[item] {
                continue;
            }
            let open: Vec<usize> = items[item].needs.iter().copied().filter(|&needed| !seen[needed]).collect();
            if open.is_empty() {
                seen[item] = true;
                order.push(item);
                group.extend(wanted_by[item].iter().rev());
            } else {
                group.push(item);
                group.extend(open);
            }
        }
    }
    order
}

/// Returns a cost at which all needs are met: everything, less what can be left again, the dearest first. Nothing if
/// everything is not enough.
fn bound(items: &[Item], order: &[usize], left: &[u128]) -> Option<u64> {
    let whole = |item: usize| &items[item].choices[items[item].choices.len() - 1];
    let mut sums: Vec<u128> = vec![0; left.len()];
    for &item in order {
        sums.iter_mut().zip(&whole(item).gains).for_each(|(sum, gain)| *sum += gain);
    }
    if sums.iter().zip(left).any(|(sum, left)| sum < left) {
        return None;
    }
    let mut kept: Vec<usize> = order.to_vec();
    let mut dearest: Vec<usize> = order.to_vec();
    dearest.sort_by_key(|&item| Reverse(whole(item).cost));
    for item in dearest {
        let is_needed = kept.iter().any(|&other| items[other].needs.contains(&item));
        let enough = || sums.iter().zip(left).zip(&whole(item).gains).all(|((sum, left), gain)| sum - gain >= *left);
        if !is_needed && enough() {
            sums.iter_mut().zip(&whole(item).gains).for_each(|(sum, gain)| *sum -= gain);
            kept.retain(|&other| other != item);
        }
    }
    Some(kept.iter().map(|&item| whole(item).cost).sum())
}

fn solve(items: &[Item], order: &[usize], left: &[u128], most: u64) -> Option<Vec<(usize, usize)>> {
    let place: HashMap<usize, usize> = order.iter().enumerate().map(|(at, &item)| (item, at)).collect();
    let needed: Vec<Vec<usize>> = order
        .iter()
        .map(|&item| items[item].needs.iter().filter_map(|needed| place.get(needed).copied()).collect())
        .collect();
    // Until where in the order an item is needed.
    let mut last_use: Vec<usize> = (0..order.len()).collect();
    for (at, needed) in needed.iter().enumerate() {
        needed.iter().for_each(|&needed| last_use[needed] = last_use[needed].max(at));
    }
    // What all items from here on can still gain at most.
    let mut rest: Vec<Vec<u128>> = vec![vec![0; left.len()]];
    for &item in order.iter().rev() {
        let after = rest.last().expect("there is one");
        let best = |need: usize| items[item].choices.iter().map(|choice| choice.gains[need]).max().unwrap_or(0);
        rest.push(after.iter().enumerate().map(|(need, after)| after + best(need)).collect());
    }
    rest.reverse();
    let mut steps: Vec<Step> = Vec::new();
    let first = Entry { cost: 0, gains: vec![0; left.len()], step: BEGIN, choice: None };
    let mut tables: Tables = BTreeMap::from([(Vec::new(), vec![first])]);
    for (at, &item) in order.iter().enumerate() {
        let choices = &items[item].choices;
        let mut next: Tables = BTreeMap::new();
        for (standing, entries) in tables {
            let allowed = needed[at].iter().all(|needed| standing.contains(needed));
            let later = |taken: bool| -> Vec<usize> {
                let kept = standing.iter().copied().filter(|&own| last_use[own] > at);
                kept.chain((taken && last_use[at] > at).then_some(at)).collect()
            };
            let ways = choices.iter().enumerate().filter(|_| allowed).map(|(choice, own)| (Some(choice), Some(own)));
            for (choice, own) in std::iter::once((None, None)).chain(ways) {
                let own: Option<&Choice> = own;
                let grown = entries.iter().filter_map(|entry| {
                    let cost = entry.cost + own.map_or(0, |own| own.cost);
                    let sum =
                        |(need, gain): (usize, &u128)| (gain + own.map_or(0, |own| own.gains[need])).min(left[need]);
                    let gains: Vec<u128> = entry.gains.iter().enumerate().map(sum).collect();
                    // What is dearer than a way that is known, or cannot meet the needs any more, leads nowhere.
                    let leads =
                        gains.iter().zip(&rest[at + 1]).zip(left).all(|((gain, rest), left)| gain + rest >= *left);
                    (cost <= most && leads).then_some(Entry { cost, gains, step: entry.step, choice })
                });
                next.entry(later(choice.is_some_and(|choice| choice + 1 == choices.len()))).or_default().extend(grown);
            }
        }
        for entries in next.values_mut() {
            keep_best(entries);
            for entry in entries {
                if let Some(choice) = entry.choice.take() {
                    steps.push(Step { before: entry.step, item, choice });
                    entry.step = steps.len() - 1;
                }
            }
        }
        tables = next;
    }
    let cheapest = tables.into_values().flatten().min_by_key(|entry| entry.cost)?;
    let (mut found, mut at) = (Vec::new(), cheapest.step);
    while let Some(step) = steps.get(at) {
        found.push((step.item, step.choice));
        at = step.before;
    }
    Some(found)
}

/// Keeps the entries that no other beats: none that costs as little and gains as much.
fn keep_best(entries: &mut Vec<Entry>) {
    entries.sort_by(|one, other| one.cost.cmp(&other.cost).then_with(|| other.gains.cmp(&one.gains)));
    let mut kept: Vec<Entry> = Vec::new();
    for entry in entries.drain(..) {
        let beats = |own: &Entry| own.gains.iter().zip(&entry.gains).all(|(own, new)| own >= new);
        // Along one need the last one kept gains most.
        let beaten = if entry.gains.len() == 1 { kept.last().is_some_and(beats) } else { kept.iter().any(beats) };
        if !beaten {
            kept.push(entry);
        }
    }
    *entries = kept;
}
