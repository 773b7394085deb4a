//! Reads the arrays that one of the peer's scripts writes: a ZIP archive of `w`, `l` and `r` in NumPy's format.
//!
//! The format is described in NumPy's documentation (numpy.lib.format): a magic word, a version, the length of
//! a header, the header as a Python dictionary, and the elements one behind the other.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::pipeline::shown;

/// Pairs as three arrays of one length.
#[derive(Debug, PartialEq)]
pub struct Arrays {
    /// Weights.
    pub weights: Vec<f64>,
    /// Ids on the left.
    pub left: Vec<String>,
    /// Ids on the right.
    pub right: Vec<String>,
}

/// Reads the archive.
pub fn open(path: &Path) -> Result<Arrays> {
    let file = File::open(path).with_context(|| format!("reading {}", shown(path)))?;
    let mut archive = zip::ZipArchive::new(file).with_context(|| shown(path))?;
    let mut member = |name: &str| -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut entry = archive.by_name(name).with_context(|| format!("{} has no {name}", shown(path)))?;
        entry.read_to_end(&mut bytes).with_context(|| format!("reading {name} of {}", shown(path)))?;
        Ok(bytes)
    };
    let arrays = Arrays {
        weights: numbers(&member("w.npy")?)?,
        left: texts(&member("l.npy")?)?,
        right: texts(&member("r.npy")?)?,
    };
    if arrays.weights.len() != arrays.left.len() || arrays.left.len() != arrays.right.len() {
        bail!("{}: its arrays differ in length", shown(path));
    }
    Ok(arrays)
}

/// An array of one dimension: its type, e.g. `f4`, and its bytes.
fn array(bytes: &[u8]) -> Result<(String, &[u8])> {
    let header = header(bytes).context("an array without the header of its format")?;
    let (text, body) = header;
    let Some(kind) = quoted_after(text, "'descr':").and_then(|kind| kind.strip_prefix('<')) else {
        bail!("an array of a type that is not read: {text}");
    };
    if !text.contains("'fortran_order': False") {
        bail!("an array that is not in the usual order: {text}");
    }
    Ok((kind.to_owned(), body))
}

fn header(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let rest = bytes.strip_prefix(b"\x93NUMPY")?;
    let (version, rest) = rest.split_at_checked(2)?;
    let (length, rest) = if version.first()? == &1 {
        let (length, rest) = rest.split_first_chunk::<2>()?;
        (usize::from(u16::from_le_bytes(*length)), rest)
    } else {
        let (length, rest) = rest.split_first_chunk::<4>()?;
        (u32::from_le_bytes(*length) as usize, rest)
    };
    let (text, body) = rest.split_at_checked(length)?;
    Some((std::str::from_utf8(text).ok()?, body))
}

fn quoted_after<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(name)?;
    rest.trim_start().strip_prefix('\'')?.split_once('\'').map(|(inside, _)| inside)
}

fn numbers(bytes: &[u8]) -> Result<Vec<f64>> {
    let (kind, body) = array(bytes)?;
    match kind.as_str() {
        "f4" => Ok(body.as_chunks::<4>().0.iter().map(|own| f64::from(f32::from_le_bytes(*own))).collect()),
        "f8" => Ok(body.as_chunks::<8>().0.iter().map(|own| f64::from_le_bytes(*own)).collect()),
        _ => bail!("an array of `{kind}` where numbers were expected"),
    }
}

/// Texts of one width, of four bytes a character, filled up with zeros.
fn texts(bytes: &[u8]) -> Result<Vec<String>> {
    let (kind, body) = array(bytes)?;
    let width =
        kind.strip_prefix('U').and_then(|width| width.parse::<usize>().ok()).filter(|width| *width > 0);
    let Some(width) = width else { bail!("an array of `{kind}` where texts were expected") };
    let mut all = Vec::with_capacity(body.len() / (width * 4));
    for cell in body.chunks_exact(width * 4) {
        let letters = cell.as_chunks::<4>().0.iter().map(|own| u32::from_le_bytes(*own));
        all.push(letters.take_while(|letter| *letter != 0).filter_map(char::from_u32).collect());
    }
    Ok(all)
}

#[cfg(test)]
mod tests;
