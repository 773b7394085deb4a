//! Reads each document once, here or in the worker.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use bonafide_records::Digest;

use super::worker::{REQUEST_DOCUMENT, Worker};
use super::{DocumentFault, Extracted, Limits};

/// Where documents are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadBy {
    /// In this process: limits on sizes and steps hold, those of the system do not. For tests and
    /// for programs that have no worker.
    InProcess,
    /// In a worker process of this program, which must answer to [`super::WORKER_FLAG`].
    Worker(PathBuf),
}

/// A reader of documents that remembers what it has read by the file's digest.
#[derive(Debug)]
pub struct Reader {
    limits: Limits,
    worker: Option<Worker>,
    known: HashMap<Digest, Result<Arc<Extracted>, DocumentFault>>,
}

impl Reader {
    /// A reader. A worker starts with the first file that needs it.
    pub fn new(by: ReadBy, limits: Limits) -> Self {
        let worker = match by {
            ReadBy::InProcess => None,
            ReadBy::Worker(program) => Some(Worker::new(&program, &limits)),
        };
        Self { limits, worker, known: HashMap::new() }
    }

    /// Reads in this process, under the default limits.
    pub fn in_process() -> Self {
        Self::new(ReadBy::InProcess, Limits::default())
    }

    /// Reads in a worker of this program, under the default limits.
    pub fn worker(program: PathBuf) -> Self {
        Self::new(ReadBy::Worker(program), Limits::default())
    }

    /// Reads a file's bytes, or gives what it read of the same bytes before.
    ///
    /// # Errors
    ///
    /// [`DocumentFault`]; the fault of a file is remembered like its text, that the worker does not
    /// start is not.
    pub fn read(&mut self, bytes: &[u8]) -> Result<Arc<Extracted>, DocumentFault> {
        if bytes.len() as u64 > self.limits.file_bytes {
            return Err(DocumentFault::FileTooLarge { limit_bytes: self.limits.file_bytes });
        }
        let digest = crate::text::digest(bytes);
        if let Some(known) = self.known.get(&digest) {
            return known.clone();
        }
        let read = self.read_new(bytes).map(Arc::new);
        if !matches!(read, Err(DocumentFault::NoWorker { .. })) {
            self.known.insert(digest, read.clone());
        }
        read
    }

    fn read_new(&mut self, bytes: &[u8]) -> Result<Extracted, DocumentFault> {
        let Some(worker) = &mut self.worker else {
            return super::worker::extract_caught(bytes, &self.limits);
        };
        let answer = worker.ask(REQUEST_DOCUMENT, bytes)?;
        serde_json::from_slice(&answer)
            .unwrap_or_else(|_| Err(DocumentFault::damaged("the reader gave no answer that can be read")))
    }
}
