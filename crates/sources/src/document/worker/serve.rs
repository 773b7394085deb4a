//! The worker's side: limits that the system enforces, then one request after the other.

use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use nix::sys::resource::{Resource, UsageWho, getrusage, setrlimit};
use nix::sys::time::TimeValLike as _;

use super::super::{DocumentFault, Extracted, Limits, extract};
use super::{GREETING, REQUEST_DOCUMENT};

/// Open files that a worker may have: it opens none beside the three it is given.
const OPEN_FILES: u64 = 16;

/// Runs this process as a worker until its input ends: the whole of what the program does when it
/// is started with [`super::WORKER_FLAG`].
///
/// # Errors
///
/// When a limit cannot be set, or a pipe breaks.
pub fn serve_worker() -> io::Result<()> {
    let limits = Limits::default();
    // Hard limits, so that nothing in this process can lift them again.
    setrlimit(Resource::RLIMIT_FSIZE, 0, 0)?;
    setrlimit(Resource::RLIMIT_CORE, 0, 0)?;
    setrlimit(Resource::RLIMIT_NOFILE, OPEN_FILES, OPEN_FILES)?;
    setrlimit(Resource::RLIMIT_AS, limits.memory_bytes, limits.memory_bytes)?;
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    serve_with(&mut input, &mut output, &limits, renew_cpu)
}

/// Greets and answers requests until the input ends. Sets no limit of the system.
///
/// # Errors
///
/// When a pipe breaks or a request is cut off.
pub fn serve(input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    serve_with(input, output, &Limits::default(), |_| Ok(()))
}

fn serve_with(
    input: &mut impl Read,
    output: &mut impl Write,
    limits: &Limits,
    before_each: impl Fn(&Limits) -> io::Result<()>,
) -> io::Result<()> {
    output.write_all(GREETING)?;
    output.flush()?;
    loop {
        let mut kind = [0_u8; 1];
        if input.read(&mut kind)? == 0 {
            return Ok(());
        }
        let mut length = [0_u8; 8];
        input.read_exact(&mut length)?;
        let length = u64::from_le_bytes(length);
        if length > limits.file_bytes {
            return Err(io::Error::other("a request longer than any file that is read"));
        }
        before_each(limits)?;
        let mut bytes = Vec::new();
        if input.take(length).read_to_end(&mut bytes)? as u64 != length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let answer = answer(kind[0], &bytes, limits)?;
        output.write_all(&(answer.len() as u64).to_le_bytes())?;
        output.write_all(&answer)?;
        output.flush()?;
    }
}

/// What is answered to one request: one arm a kind.
fn answer(kind: u8, bytes: &[u8], limits: &Limits) -> io::Result<Vec<u8>> {
    match kind {
        REQUEST_DOCUMENT => Ok(serde_json::to_vec(&extract_caught(bytes, limits))?),
        _ => Ok(Vec::new()),
    }
}

/// [`extract`], where a panic in it or in what it uses is one more damaged file.
pub fn extract_caught(bytes: &[u8], limits: &Limits) -> Result<Extracted, DocumentFault> {
    // Nothing outlives a panic: the file's bytes are shared and the rest is made inside.
    catch_unwind(AssertUnwindSafe(|| extract(bytes, limits)))
        .unwrap_or_else(|_| Err(DocumentFault::damaged("the reader failed on it")))
}

/// Lets the process work as long again as one file may take. The system ends it beyond that.
fn renew_cpu(limits: &Limits) -> io::Result<()> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let used = usage.user_time().num_seconds() + usage.system_time().num_seconds();
    // Whole seconds are counted, so one more is given.
    let until = u64::try_from(used).unwrap_or_default() + limits.cpu_seconds + 1;
    let (_, hard) = nix::sys::resource::getrlimit(Resource::RLIMIT_CPU)?;
    setrlimit(Resource::RLIMIT_CPU, until.min(hard), hard)?;
    Ok(())
}
