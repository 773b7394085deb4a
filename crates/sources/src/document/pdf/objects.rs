//! Looking things up in a loaded PDF: references followed, streams unpacked under the budget.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::super::DocumentFault;
use super::super::limits::{Budget, Limits};

/// A loaded file with what bounds the reading of it.
pub(super) struct File<'d> {
    pub(super) document: &'d Document,
    pub(super) limits: &'d Limits,
}

impl<'d> File<'d> {
    /// The object itself, with its number where it is an indirect one.
    pub(super) fn follow(&self, object: &'d Object) -> (Option<ObjectId>, &'d Object) {
        self.document.dereference(object).unwrap_or((None, &Object::Null))
    }

    /// An entry of a dictionary, references followed.
    pub(super) fn entry(&self, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
        dictionary.get(key).ok().map(|object| self.follow(object).1).filter(|object| !object.is_null())
    }

    pub(super) fn dictionary(&self, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
        as_dictionary(self.entry(dictionary, key)?)
    }

    pub(super) fn array(&self, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d [Object]> {
        self.entry(dictionary, key)?.as_array().ok().map(Vec::as_slice)
    }

    pub(super) fn stream(&self, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d Stream> {
        self.entry(dictionary, key)?.as_stream().ok()
    }

    pub(super) fn name(&self, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d [u8]> {
        self.entry(dictionary, key)?.as_name().ok()
    }

    pub(super) fn number(&self, dictionary: &'d Dictionary, key: &[u8]) -> Option<f32> {
        self.entry(dictionary, key)?.as_float().ok().filter(|number| number.is_finite())
    }

    /// Numbers of an array; what is none counts as 0.
    pub(super) fn numbers(&self, items: &'d [Object]) -> Vec<f32> {
        items.iter().map(|item| self.follow(item).1.as_float().unwrap_or_default()).collect()
    }

    /// A text string of a dictionary: PDFDocEncoding, UTF-16 or UTF-8.
    pub(super) fn text(&self, dictionary: &'d Dictionary, key: &[u8]) -> Option<String> {
        lopdf::decode_text_string(self.entry(dictionary, key)?).ok()
    }

    /// A stream's bytes without its filters; `None` where they are damaged or of an unknown kind.
    pub(super) fn unpacked(
        &self,
        stream: &Stream,
        budget: &mut Budget,
    ) -> Result<Option<Vec<u8>>, DocumentFault> {
        let limit = self.limits.stream_bytes.min(budget.unpacked_left());
        match stream.get_plain_content_with_limit(limit) {
            Ok(bytes) => {
                budget.unpack(bytes.len());
                Ok(Some(bytes))
            }
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
                let is_sum = budget.unpacked_left() < self.limits.stream_bytes;
                let (what, limit) = if is_sum {
                    ("all of it", self.limits.unpacked_bytes)
                } else {
                    ("a stream in it", limit)
                };
                Err(DocumentFault::UnpacksToTooMuch { what: what.to_owned(), limit_bytes: limit as u64 })
            }
            Err(_) => Ok(None),
        }
    }
}

/// A dictionary, also that of a stream.
pub(super) fn as_dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}
