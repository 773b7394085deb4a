//! How much of a document is read.

/// Limits of one document.
///
/// Each figure is a rule of this project, judgement, 2026-11: far above what a CV needs (a page or
/// ten, some hundred kilobytes), far below what harms the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest file, in bytes.
    pub file_bytes: u64,
    /// Most pages of a PDF; one with more is not read at all.
    pub pages: usize,
    /// Most bytes that a stream of a PDF or an entry of a DOCX may unpack to.
    pub stream_bytes: usize,
    /// Most bytes that a stream of objects of a PDF may unpack to. Objects take 50 times their
    /// written size in memory, so this is less.
    pub object_stream_bytes: usize,
    /// Most bytes that all of them together may unpack to.
    pub unpacked_bytes: usize,
    /// Most steps of drawing: operators, characters, XML tags.
    pub steps: u64,
    /// Most forms drawn inside each other.
    pub form_depth: usize,
    /// Most bytes of text.
    pub text_bytes: usize,
    /// Most images of which a digest is taken.
    pub images: usize,
    /// Most marks.
    pub marks: usize,
    /// Longest mark, in bytes.
    pub mark_bytes: usize,
    /// Most links.
    pub links: usize,
    /// Longest link, in bytes.
    pub link_bytes: usize,
    /// Memory of the worker, in bytes of address space.
    pub memory_bytes: u64,
    /// Seconds of processor time that the worker may spend on one file.
    pub cpu_seconds: u64,
    /// Seconds after which the worker is stopped, however little it has worked.
    pub patience_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 32 * 1024 * 1024,
            pages: 200,
            stream_bytes: 32 * 1024 * 1024,
            object_stream_bytes: 8 * 1024 * 1024,
            unpacked_bytes: 128 * 1024 * 1024,
            steps: 4_000_000,
            form_depth: 16,
            text_bytes: 4 * 1024 * 1024,
            images: 200,
            marks: 2_000,
            mark_bytes: 2_000,
            links: 500,
            link_bytes: 2_000,
            memory_bytes: 1024 * 1024 * 1024,
            cpu_seconds: 10,
            patience_seconds: 60,
        }
    }
}

/// What is left of the limits while one document is read.
#[derive(Debug)]
pub(super) struct Budget {
    steps: u64,
    unpacked: usize,
    text: usize,
}

impl Budget {
    /// The whole of it.
    pub(super) fn new(limits: &Limits) -> Self {
        Self { steps: limits.steps, unpacked: limits.unpacked_bytes, text: limits.text_bytes }
    }

    /// Takes one step; false when none is left.
    pub(super) fn step(&mut self) -> bool {
        let Some(left) = self.steps.checked_sub(1) else { return false };
        self.steps = left;
        true
    }

    /// How many bytes may still be unpacked.
    pub(super) fn unpacked_left(&self) -> usize {
        self.unpacked
    }

    /// Takes unpacked bytes; false when there were fewer left.
    pub(super) fn unpack(&mut self, bytes: usize) -> bool {
        let Some(left) = self.unpacked.checked_sub(bytes) else { return false };
        self.unpacked = left;
        true
    }

    /// Takes bytes of text; false when there were fewer left.
    pub(super) fn text(&mut self, bytes: usize) -> bool {
        let Some(left) = self.text.checked_sub(bytes) else { return false };
        self.text = left;
        true
    }
}
