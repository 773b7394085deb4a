//! Clusters of everything at once.

use super::partition::{by_order, starts};
use super::solve::{NONE, Part, Solver};
use super::{Edge, Error, Judgement, Options, Partition, judge};
use crate::components::Components;

/// What is to be clustered.
#[derive(Debug, Clone, Copy, Default)]
pub struct Problem<'a> {
    /// The rank of each record, distinct and independent of the order of rows, such as the rank of its id:
    /// ties go by it. Its length is the number of records.
    pub order: &'a [u32],
    /// All scored pairs from a low weight on (p = 0.1 is low enough), each once.
    pub edges: &'a [Edge],
    /// What is known of pairs, whatever their weight.
    pub judgements: &'a [Judgement],
    /// The input of each record; empty where no input is declared free of duplicates and records of one are compared.
    pub inputs: &'a [u32],
    /// Whether each input is declared free of duplicates: no cluster holds two records of such a one.
    /// Inputs beyond its length are not.
    pub unique: &'a [bool],
}

impl Problem<'_> {
    fn check(&self) -> Result<(), Error> {
        let records = self.order.len();
        check_pairs(records, self.edges.iter().map(|edge| (edge.left, edge.right)))?;
        check_pairs(records, self.judgements.iter().map(|judgement| (judgement.left, judgement.right)))?;
        if !self.inputs.is_empty() && self.inputs.len() != records {
            return Err(Error::Inputs { found: self.inputs.len(), records });
        }
        let order = |record: u32| u64::from(self.order[record as usize]);
        judge::check(self.judgements, order, |record| self.unique_input(record))
    }

    fn has_unique(&self) -> bool {
        !self.inputs.is_empty() && self.unique.contains(&true)
    }

    fn unique_input(&self, record: u32) -> Option<u32> {
        let input = *self.inputs.get(record as usize)?;
        (*self.unique.get(input as usize)?).then_some(input)
    }
}

/// Every record is among the known ones, and none is paired with itself.
pub(super) fn check_pairs(records: usize, pairs: impl Iterator<Item = (u32, u32)>) -> Result<(), Error> {
    for (left, right) in pairs {
        let record = left.max(right);
        if record as usize >= records {
            return Err(Error::UnknownRecord { record, records });
        }
        if left == right {
            return Err(Error::Itself { record });
        }
    }
    Ok(())
}

/// Clusters held together by chains of pairs of at least `threshold_milli`.
///
/// `order` gives the rank of each record, distinct; its length is the number of records.
///
/// # Errors
///
/// [`Error::UnknownRecord`] and [`Error::Itself`] for a pair that cannot be.
///
/// ```
/// use bonafide_linkage::cluster::{Edge, linked_components};
/// let edges = [Edge { left: 0, right: 2, weight_milli: 900 }, Edge { left: 1, right: 2, weight_milli: 300 }];
/// let clusters = linked_components(&[0, 1, 2], &edges, 900)?;
/// assert_eq!((clusters.members(0), clusters.members(1)), ([0, 2].as_slice(), [1].as_slice()));
/// # Ok::<(), bonafide_linkage::cluster::Error>(())
/// ```
pub fn linked_components(order: &[u32], edges: &[Edge], threshold_milli: i32) -> Result<Partition, Error> {
    check_pairs(order.len(), edges.iter().map(|edge| (edge.left, edge.right)))?;
    let mut components = Components::new(order.len());
    for edge in edges.iter().filter(|edge| edge.weight_milli >= threshold_milli) {
        components.join(edge.left, edge.right);
    }
    let labels: Vec<u32> = (0..order.len() as u32).map(|record| components.root(record)).collect();
    Ok(Partition::from_dense(&labels, labels.len(), &by_order(order)))
}

/// Clusters whose pairs speak for each other on average, under judgements and declarations.
///
/// Inside each component of pairs at or above the threshold, the two clusters with the highest mean weight
/// between them become one while that is at least the threshold (see [`Options`] for what pairs count that
/// were not given). A higher threshold with the same weights below it only splits clusters. Judged the
/// same are together whatever else; judged distinct, and two records of an input free of duplicates, are
/// never together, and what lies between goes to the side that it fits better.
///
/// Takes about E · log E for E pairs, whatever their shape, while [`Options::most_milli`] is a moderate
/// multiple of [`Options::missing_milli`]. The result depends on the records' ranks, not on their numbers
/// nor on the order of pairs and judgements.
///
/// # Errors
///
/// [`Error::Contradiction`] and [`Error::DuplicateInUnique`] where the judgements cannot all hold,
/// [`Error::Option`], [`Error::UnknownRecord`], [`Error::Itself`] and [`Error::Inputs`] for input that
/// cannot be.
///
/// ```
/// use bonafide_linkage::cluster::{Edge, Options, Problem, average_link};
/// // Records 0 and 1 come from a table that is free of duplicates, 2 from another one.
/// let edges = [Edge { left: 0, right: 2, weight_milli: 900 }, Edge { left: 1, right: 2, weight_milli: 1900 }];
/// let problem = Problem {
///     order: &[0, 1, 2],
///     edges: &edges,
///     inputs: &[0, 0, 1],
///     unique: &[true, false],
///     ..Problem::default()
/// };
/// let clusters = average_link(&problem, &Options::default())?;
/// assert_eq!((clusters.members(0), clusters.members(1)), ([0].as_slice(), [1, 2].as_slice()));
/// # Ok::<(), bonafide_linkage::cluster::Error>(())
/// ```
pub fn average_link(problem: &Problem, options: &Options) -> Result<Partition, Error> {
    options.check()?;
    problem.check()?;
    let by_order = by_order(problem.order);
    let labels = labels(problem, options, &by_order, &mut Solver::default());
    Ok(Partition::from_dense(&labels, labels.len(), &by_order))
}

/// The first member by order of each record's cluster, for a problem in which all can be.
pub(super) fn labels(
    problem: &Problem,
    options: &Options,
    by_order: &[u32],
    solver: &mut Solver,
) -> Vec<u32> {
    let records = by_order.len();
    let mut components = Components::new(records);
    for edge in problem.edges.iter().filter(|edge| edge.weight_milli >= options.threshold_milli) {
        components.join(edge.left, edge.right);
    }
    for judgement in problem.judgements.iter().filter(|judgement| judgement.same) {
        components.join(judgement.left, judgement.right);
    }
    let groups = Groups::new(&mut components, by_order);
    let mut labels: Vec<u32> = (0..records as u32).collect();
    let mut parts = Parts::new(problem, &groups);
    for group in 0..groups.starts.len().saturating_sub(1) {
        let members = groups.members(group);
        let part = parts.part(problem, options, group, members);
        for (place, label) in solver.solve(part, options).iter().enumerate() {
            labels[members[place] as usize] = members[*label as usize];
        }
    }
    labels
}

/// The components of two and more records.
struct Groups {
    /// The group of each record, or [`NONE`].
    of: Vec<u32>,
    /// The place of each record among the members of its group.
    local: Vec<u32>,
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl Groups {
    fn new(components: &mut Components, by_order: &[u32]) -> Self {
        let records = by_order.len();
        let mut of: Vec<u32> = (0..records as u32).map(|record| components.root(record)).collect();
        let mut size = vec![0_u32; records];
        for root in &of {
            size[*root as usize] += 1;
        }
        let mut number = vec![NONE; records];
        let mut sizes = Vec::new();
        for record in by_order {
            let root = of[*record as usize] as usize;
            if size[root] > 1 && number[root] == NONE {
                number[root] = sizes.len() as u32;
                sizes.push(size[root]);
            }
            of[*record as usize] = number[root];
        }
        let starts = starts(&sizes);
        let mut local = vec![0; records];
        let mut members = vec![0; starts.last().map_or(0, |end| *end as usize)];
        let mut filled = vec![0_u32; sizes.len()];
        for record in by_order {
            let group = of[*record as usize];
            if group == NONE {
                continue;
            }
            let place = &mut filled[group as usize];
            local[*record as usize] = *place;
            members[(starts[group as usize] + *place) as usize] = *record;
            *place += 1;
        }
        Self { of, local, starts, members }
    }

    fn members(&self, group: usize) -> &[u32] {
        &self.members[self.starts[group] as usize..self.starts[group + 1] as usize]
    }

    /// The group that holds both, with their places in it.
    fn shared(&self, left: u32, right: u32) -> Option<(u32, u32, u32)> {
        let group = self.of[left as usize];
        let both = group != NONE && group == self.of[right as usize];
        both.then(|| (group, self.local[left as usize], self.local[right as usize]))
    }
}

/// Cuts a problem into its components, one after the other.
struct Parts {
    edge_starts: Vec<usize>,
    edges: Vec<Edge>,
    /// Group, places, and whether they are the same; sorted.
    judgements: Vec<(u32, Judgement)>,
    next_judgement: usize,
    has_unique: bool,
    part: Part,
}

impl Parts {
    fn new(problem: &Problem, groups: &Groups) -> Self {
        let mut next = vec![0_usize; groups.starts.len()];
        let local = |edge: &Edge| groups.shared(edge.left, edge.right);
        for (group, ..) in problem.edges.iter().filter_map(local) {
            next[group as usize + 1] += 1;
        }
        for group in 1..next.len() {
            next[group] += next[group - 1];
        }
        let edge_starts = next.clone();
        let mut edges =
            vec![Edge { left: 0, right: 0, weight_milli: 0 }; edge_starts.last().copied().unwrap_or(0)];
        for edge in problem.edges {
            let Some((group, left, right)) = local(edge) else { continue };
            edges[next[group as usize]] = Edge { left, right, ..*edge };
            next[group as usize] += 1;
        }
        let mut judgements: Vec<(u32, Judgement)> = problem
            .judgements
            .iter()
            .filter_map(|judgement| {
                let (group, left, right) = groups.shared(judgement.left, judgement.right)?;
                Some((group, Judgement { left, right, ..*judgement }))
            })
            .collect();
        judgements.sort_unstable();
        let has_unique = problem.has_unique();
        Self { edge_starts, edges, judgements, next_judgement: 0, has_unique, part: Part::default() }
    }

    fn part(&mut self, problem: &Problem, options: &Options, group: usize, members: &[u32]) -> &mut Part {
        let part = &mut self.part;
        part.records = members.len();
        part.edges.clear();
        part.edges.extend_from_slice(&self.edges[self.edge_starts[group]..self.edge_starts[group + 1]]);
        part.same.clear();
        part.apart.clear();
        while let Some((of, judgement)) = self.judgements.get(self.next_judgement) {
            if *of as usize != group {
                break;
            }
            let pairs = if judgement.same { &mut part.same } else { &mut part.apart };
            pairs.push((judgement.left, judgement.right));
            self.next_judgement += 1;
        }
        part.unique.clear();
        if self.has_unique {
            part.unique.extend(members.iter().map(|record| problem.unique_input(*record).unwrap_or(NONE)));
        }
        part.inputs.clear();
        if options.only_between {
            part.inputs.extend(members.iter().filter_map(|record| problem.inputs.get(*record as usize)));
        }
        part
    }
}
