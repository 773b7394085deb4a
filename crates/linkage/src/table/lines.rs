//! Rows of numbers, each within as few lines of memory as can hold it.

/// Numbers on one line of memory: 64 bytes, what one wait for far memory brings.
const LINE: usize = 16;

/// Rows of one width. A row that is met among millions of others costs a wait for each line that it lies on, so rows
/// begin where lines do, or share one.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    words: Vec<u32>,
    /// Where the first row begins.
    start: usize,
    width: usize,
    /// From one row to the next.
    stride: usize,
}

impl Lines {
    /// So many rows of zeros.
    pub fn new(rows: usize, width: usize) -> Self {
        let stride = if width > LINE { width.next_multiple_of(LINE) } else { width.next_power_of_two() };
        let words = vec![0; rows * stride + LINE];
        // Where the beginning of a line cannot be told, rows lie anywhere, and are as right.
        let start = Some(words.as_ptr().align_offset(LINE * size_of::<u32>())).filter(|start| *start < LINE);
        Self { words, start: start.unwrap_or(0), width, stride }
    }

    /// The numbers of a row.
    #[inline]
    pub fn row(&self, row: u32) -> &[u32] {
        let from = self.start + row as usize * self.stride;
        &self.words[from..from + self.width]
    }

    /// The numbers of a row, to be written.
    #[inline]
    pub fn row_mut(&mut self, row: u32) -> &mut [u32] {
        let from = self.start + row as usize * self.stride;
        &mut self.words[from..from + self.width]
    }

    /// Reads a number of each line of a row, so that all of it is near when it is needed.
    #[inline]
    pub fn touch(&self, row: u32) -> u32 {
        self.row(row).iter().step_by(LINE).fold(0, |read, word| read ^ word)
    }

    /// How many numbers a row has.
    pub fn width(&self) -> usize {
        self.width
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_keep_what_is_written_and_lie_on_few_lines(rows in 1_usize..40, width in 0_usize..70) {
            let mut lines = Lines::new(rows, width);
            for row in 0..rows as u32 {
                for (place, word) in lines.row_mut(row).iter_mut().enumerate() {
                    *word = row * 100 + place as u32;
                }
            }
            for row in 0..rows as u32 {
                let own: Vec<u32> = (0..width as u32).map(|place| row * 100 + place).collect();
                prop_assert_eq!(lines.row(row), own.as_slice());
                if width > 0 {
                    let place = |word: &u32| std::ptr::from_ref(word).addr() / (LINE * size_of::<u32>());
                    let (first, last) = (&lines.row(row)[0], &lines.row(row)[width - 1]);
                    prop_assert_eq!(place(last) - place(first) + 1, width.div_ceil(LINE));
                }
            }
        }
    }
}
