//! What a pair can still come to, of which one comparison after the other is asked.

use super::bits::Bits;
use crate::compare::Comparer;
use crate::pattern::Space;

/// By the answers so far, whether a pair can weigh enough: the cheapest comparisons are asked first.
#[derive(Debug)]
pub(crate) struct Answers {
    /// Comparisons in the order in which they are asked.
    order: Vec<usize>,
    /// By the outcomes of the first comparison in order, of the first two, and so on.
    known: Vec<Known>,
}

/// What is known when some comparisons are answered and the others are not seen at all.
#[derive(Debug)]
struct Known {
    /// What an outcome of the last of them adds to the number.
    stride: u32,
    hopeful: Bits,
}

impl Known {
    /// By the number of outcomes of each comparison in order, the first counting least, whether each pattern weighs
    /// enough.
    fn of(sizes: &[u32], mut hopeful: Vec<bool>) -> Vec<Self> {
        let mut made = Vec::with_capacity(sizes.len());
        for size in sizes.iter().rev() {
            let stride = hopeful.len() / *size as usize;
            made.push(Self { stride: stride as u32, hopeful: Bits::new(hopeful.iter().copied()) });
            let (known, others) = hopeful.split_at_mut(stride);
            for other in others.chunks_exact(stride) {
                for (known, other) in known.iter_mut().zip(other) {
                    *known |= other;
                }
            }
            hopeful.truncate(stride);
        }
        made.reverse();
        made
    }
}

impl Answers {
    /// Answers worth making for so many pairs: they are made of the weights of all patterns.
    pub fn pay(space: &Space, pairs: u64) -> bool {
        space.all() <= super::MOST_STATES && pairs >= super::HOPE_PAYS * space.all()
    }

    /// Bounds by whether each pattern weighs enough; there are at most 2^22 patterns.
    pub fn new(comparer: &Comparer, space: &Space, is_enough: impl Fn(u64) -> bool) -> Self {
        let outcomes = comparer.outcomes();
        let mut order: Vec<usize> = (0..outcomes.len()).collect();
        order.sort_by_key(|comparison| comparer.cost(*comparison));
        let sizes: Vec<u32> = order.iter().map(|comparison| outcomes[*comparison].all.len() as u32).collect();
        let mut by_order = vec![false; space.all() as usize];
        for pattern in 0..space.all() {
            let (mut place, mut stride) = (0, 1);
            for (comparison, size) in order.iter().zip(&sizes) {
                place += u32::from(space.outcome(pattern, *comparison)) * stride;
                stride *= size;
            }
            by_order[place as usize] = is_enough(pattern);
        }
        Self { known: Known::of(&sizes, by_order), order }
    }

    /// Comparisons, the cheapest first.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// The pattern of a pair, whose outcome of a comparison `outcome` gives: none as soon as the answers leave no hope.
    #[inline]
    pub fn pattern(&self, space: &Space, outcome: impl Fn(usize) -> u8) -> Option<u64> {
        let (mut place, mut pattern) = (0, 0);
        for (comparison, known) in self.order.iter().zip(&self.known) {
            let own = outcome(*comparison);
            place += u32::from(own) * known.stride;
            if !known.hopeful.has(place) {
                return None;
            }
            pattern += space.part(*comparison, own);
        }
        Some(pattern)
    }
}
