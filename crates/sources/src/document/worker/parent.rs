//! The program's side: starts the worker, asks it, and starts it again when a file ended it.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use super::super::{DocumentFault, Limits};
use super::{GREETING, LONGEST_ANSWER, WORKER_FLAG};

/// Seconds within which a worker must have greeted.
const START_SECONDS: u64 = 20;

/// A worker process that reads one file after the other.
///
/// It starts with the first request, is started again after a file has ended it, and ends when this
/// is dropped.
#[derive(Debug)]
pub struct Worker {
    program: PathBuf,
    patience: Duration,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    requests: Sender<(u8, Vec<u8>)>,
    answers: Receiver<io::Result<Vec<u8>>>,
}

impl Worker {
    /// A worker of this program, which must answer to [`WORKER_FLAG`]. `bonafide` gives
    /// [`std::env::current_exe`].
    pub fn new(program: &Path, limits: &Limits) -> Self {
        Self {
            program: program.to_owned(),
            patience: Duration::from_secs(limits.patience_seconds),
            running: None,
        }
    }

    /// Sends one request and returns the answer's bytes (JSON; empty for a kind that the worker does
    /// not know).
    ///
    /// # Errors
    ///
    /// [`DocumentFault::NoWorker`] when it does not start, [`DocumentFault::Stopped`] when it died at
    /// this request or was stopped at it; the next request starts another.
    pub fn ask(&mut self, kind: u8, bytes: &[u8]) -> Result<Vec<u8>, DocumentFault> {
        let running = match self.running.take() {
            Some(running) => running,
            None => Running::start(&self.program)?,
        };
        let answered = running
            .requests
            .send((kind, bytes.to_vec()))
            .ok()
            .and_then(|()| running.answers.recv_timeout(self.patience).ok());
        match answered {
            Some(Ok(answer)) => {
                self.running = Some(running);
                Ok(answer)
            }
            // What is dropped here is killed.
            Some(Err(_)) | None => Err(DocumentFault::Stopped),
        }
    }
}

impl Running {
    fn start(program: &Path) -> Result<Self, DocumentFault> {
        let no_worker = |why: String| DocumentFault::NoWorker { why };
        let mut child = Command::new(program)
            .arg(WORKER_FLAG)
            // It needs nothing of the environment and says nothing but its answers.
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| no_worker(error.to_string()))?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(no_worker("no pipe".to_owned()));
        };
        let (requests, asked) = channel();
        let (answered, answers) = channel();
        // A thread of its own: a worker that neither reads nor answers must not hold the program.
        thread::spawn(move || converse(input, output, &asked, &answered));
        let running = Self { child, requests, answers };
        match running.answers.recv_timeout(Duration::from_secs(START_SECONDS)) {
            Ok(Ok(greeting)) if greeting == GREETING => Ok(running),
            Ok(Ok(_)) => Err(no_worker("it is another program".to_owned())),
            Ok(Err(_)) | Err(_) => Err(no_worker("it ended or said nothing".to_owned())),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to stop and only its entry to clear.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Passes requests and answers on until either side is gone.
fn converse(
    mut input: ChildStdin,
    mut output: ChildStdout,
    asked: &Receiver<(u8, Vec<u8>)>,
    answered: &Sender<io::Result<Vec<u8>>>,
) {
    let mut greeting = [0_u8; GREETING.len()];
    let greeted = output.read_exact(&mut greeting).map(|()| greeting.to_vec());
    if answered.send(greeted).is_err() {
        return;
    }
    while let Ok((kind, bytes)) = asked.recv() {
        let answer = exchange(&mut input, &mut output, kind, &bytes);
        let failed = answer.is_err();
        if answered.send(answer).is_err() || failed {
            return;
        }
    }
}

fn exchange(input: &mut impl Write, output: &mut impl Read, kind: u8, bytes: &[u8]) -> io::Result<Vec<u8>> {
    input.write_all(&[kind])?;
    input.write_all(&(bytes.len() as u64).to_le_bytes())?;
    input.write_all(bytes)?;
    input.flush()?;
    let mut length = [0_u8; 8];
    output.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > LONGEST_ANSWER {
        return Err(io::Error::other("an answer longer than any"));
    }
    let mut answer = Vec::new();
    if output.take(length).read_to_end(&mut answer)? as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(answer)
}
