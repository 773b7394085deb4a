//! Which pairs of clusters come next? A queue whose highest value only falls.
//!
//! A radix heap (Ahuja, Mehlhorn, Orlin and Tarjan 1990): nothing is queued above what was taken last, so
//! that entries are only ever moved to narrower buckets, one after the other in memory. A binary heap of
//! millions of entries misses the cache at each level.

/// Entries by value, highest first.
#[derive(Debug, Default)]
pub(super) struct Queue {
    /// Depth of the value taken last.
    last: u32,
    /// Bucket `b` holds the entries whose depth differs from `last` in bit `b - 1` and none above it.
    buckets: Vec<Vec<(u32, u32)>>,
    /// Bit `b` is set where bucket `b` holds anything.
    filled: u64,
}

impl Queue {
    /// Forgets all entries.
    pub fn clear(&mut self) {
        self.buckets.resize(33, Vec::new());
        while self.filled != 0 {
            let bucket = self.filled.trailing_zeros();
            self.buckets[bucket as usize].clear();
            self.filled &= self.filled - 1;
        }
        self.last = 0;
    }

    /// Adds an entry, not above the value taken last.
    pub fn push(&mut self, value: u32, entry: u32) {
        // The deeper the later.
        let depth = u32::MAX - value;
        let bucket = 32 - (depth ^ self.last).leading_zeros();
        self.buckets[bucket as usize].push((depth, entry));
        self.filled |= 1 << bucket;
    }

    /// Takes all entries of the highest value, in no order, into `entries`; the value, if there is any.
    pub fn take(&mut self, entries: &mut Vec<u32>) -> Option<u32> {
        entries.clear();
        if self.filled == 0 {
            return None;
        }
        let bucket = self.filled.trailing_zeros();
        let mut moved = std::mem::take(&mut self.buckets[bucket as usize]);
        self.filled &= !(1 << bucket);
        self.last = moved.iter().map(|(depth, _)| *depth).min().unwrap_or(self.last);
        for (depth, entry) in moved.drain(..) {
            if depth == self.last {
                entries.push(entry);
            } else {
                self.push(u32::MAX - depth, entry);
            }
        }
        self.buckets[bucket as usize] = moved;
        Some(u32::MAX - self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn values_fall_and_each_comes_whole(
            values in proptest::collection::vec(0_u32..3000, 1..60),
            again in proptest::collection::vec(1_u32..900, 0..60),
        ) {
            let mut queue = Queue::default();
            queue.clear();
            let mut waiting: Vec<(u32, u32)> = Vec::new();
            for (entry, value) in values.iter().enumerate() {
                queue.push(*value, entry as u32);
                waiting.push((*value, entry as u32));
            }
            let mut lower = again.into_iter();
            let mut entries = Vec::new();
            while let Some(value) = queue.take(&mut entries) {
                entries.sort_unstable();
                let highest = waiting.iter().map(|(other, _)| *other).max();
                prop_assert_eq!(highest, Some(value));
                let mut expected: Vec<u32> =
                    waiting.iter().filter(|(other, _)| *other == value).map(|(_, entry)| *entry).collect();
                expected.sort_unstable();
                prop_assert_eq!(&entries, &expected);
                waiting.retain(|(other, _)| *other != value);
                // As means do, some come back lower.
                if let Some(less) = lower.next() && value >= less {
                    queue.push(value - less, entries[0]);
                    waiting.push((value - less, entries[0]));
                }
            }
            prop_assert!(waiting.is_empty());
        }
    }

    #[test]
    fn the_ends_of_the_range_fit() {
        let mut queue = Queue::default();
        queue.clear();
        let mut entries = Vec::new();
        queue.push(u32::MAX, 1);
        queue.push(0, 2);
        assert_eq!((queue.take(&mut entries), entries[0]), (Some(u32::MAX), 1));
        queue.clear();
        assert_eq!(queue.take(&mut entries), None);
        queue.push(0, 3);
        assert_eq!((queue.take(&mut entries), entries[0]), (Some(0), 3));
        assert_eq!(queue.take(&mut entries), None);
    }
}
