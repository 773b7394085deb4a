//! Which cluster does a record belong to, and who else does?

/// Every record in exactly one cluster.
///
/// Clusters are numbered by the order of their first member, and members stand in that order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partition {
    of: Vec<u32>,
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl Partition {
    /// The partition in which two records share a cluster when their labels are equal.
    ///
    /// `labels[r]` is any number, `order[r]` the rank of record `r`. Records beyond the shorter of the two
    /// are not taken up.
    ///
    /// ```
    /// use bonafide_linkage::cluster::Partition;
    /// let partition = Partition::from_labels(&[7, 5, 7], &[2, 1, 0]);
    /// assert_eq!(partition.members(0), [2, 0]);
    /// assert_eq!(partition.members(1), [1]);
    /// ```
    pub fn from_labels(labels: &[u32], order: &[u32]) -> Self {
        let records = labels.len().min(order.len());
        let mut distinct: Vec<u32> = labels[..records].to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let dense: Vec<u32> = labels[..records]
            .iter()
            .map(|label| distinct.partition_point(|other| other < label) as u32)
            .collect();
        Self::from_dense(&dense, distinct.len(), &by_order(&order[..records]))
    }

    /// The same from labels below `bound` and the records in their order.
    pub(super) fn from_dense(labels: &[u32], bound: usize, by_order: &[u32]) -> Self {
        let mut number = vec![u32::MAX; bound];
        let mut sizes = Vec::new();
        let mut of = vec![0; labels.len()];
        for record in by_order {
            let label = labels[*record as usize] as usize;
            if number[label] == u32::MAX {
                number[label] = sizes.len() as u32;
                sizes.push(0);
            }
            of[*record as usize] = number[label];
            sizes[number[label] as usize] += 1;
        }
        let starts = starts(&sizes);
        let mut next = starts.clone();
        let mut members = vec![0; labels.len()];
        for record in by_order {
            let place = &mut next[of[*record as usize] as usize];
            members[*place as usize] = *record;
            *place += 1;
        }
        Self { of, starts, members }
    }

    /// How many records there are.
    pub fn records(&self) -> usize {
        self.of.len()
    }

    /// How many clusters there are, those of one record among them.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// The cluster of a record; none where there is no such record.
    pub fn of(&self, record: u32) -> Option<u32> {
        self.of.get(record as usize).copied()
    }

    /// The cluster of each record.
    pub fn labels(&self) -> &[u32] {
        &self.of
    }

    /// The members of a cluster in their order; none where there is no such cluster.
    pub fn members(&self, cluster: u32) -> &[u32] {
        let cluster = cluster as usize;
        let (Some(start), Some(end)) = (self.starts.get(cluster), self.starts.get(cluster + 1)) else {
            return &[];
        };
        &self.members[*start as usize..*end as usize]
    }

    /// All clusters in their order.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.starts.windows(2).map(|ends| &self.members[ends[0] as usize..ends[1] as usize])
    }
}

/// Where each of several runs of these lengths starts, and where the last one ends.
pub(super) fn starts(lengths: &[u32]) -> Vec<u32> {
    let mut all = Vec::with_capacity(lengths.len() + 1);
    let mut sum = 0;
    all.push(sum);
    for length in lengths {
        sum += length;
        all.push(sum);
    }
    all
}

/// The records sorted by rank; equal ranks by record.
pub(super) fn by_order(order: &[u32]) -> Vec<u32> {
    let mut places = vec![u32::MAX; order.len()];
    let mut is_permutation = true;
    for (record, rank) in order.iter().enumerate() {
        match places.get_mut(*rank as usize) {
            Some(place) if *place == u32::MAX => *place = record as u32,
            _ => {
                is_permutation = false;
                break;
            }
        }
    }
    if is_permutation {
        return places;
    }
    let mut records: Vec<u32> = (0..order.len() as u32).collect();
    records.sort_unstable_by_key(|record| (order[*record as usize], *record));
    records
}

#[cfg(test)]
mod tests;
