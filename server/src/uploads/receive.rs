//! A form with files as it comes in: each file goes to the disk while it is hashed, and no more than a piece of it is in memory.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::body::BodyDataStream;
use axum::extract::Request;
use axum::http::header;
use domain::media::{Refusal, Refused, shown_name};
use futures_util::StreamExt;
use multer::{Field, Multipart};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;

use super::heads::Heads;
use crate::media::{Library, hex};

/// So long nothing may come before the connection counts as broken.
const PAUSE: Duration = Duration::from_secs(30);

/// Of a field that is no file.
const FIELD_BYTES: usize = 4 * 1024;

/// Files and other fields in one form.
pub(super) const MAX_FORM_PARTS: usize = 200;

/// Bytes read of a form that was refused already, so that browsers read the answer.
const DRAIN_BYTES: u64 = 256 * 1024 * 1024;

/// A file that came in whole. It goes away by itself.
#[derive(Debug)]
pub struct Received {
    pub file: NamedTempFile,
    /// SHA-256 in hex.
    pub hash: String,
    /// As the sender calls it.
    pub name: String,
}

/// The next part of a form.
pub enum FormPart {
    /// A field that is no file: its name and its text.
    Field(String, String),
    File(Received),
    /// A file that is not taken. What comes after it may be, unless the connection broke.
    Refused(Refused),
    End,
}

/// A form that comes in.
pub struct Receiver {
    form: Multipart<'static>,
    library: Arc<Library>,
    max_megabytes: u32,
    parts: usize,
}

impl Receiver {
    pub fn new(request: Request, library: Arc<Library>, max_megabytes: u32) -> Result<Self, Refused> {
        let malformed = || Refused { name: String::new(), reason: Refusal::Malformed };
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).ok_or_else(malformed)?;
        let boundary = multer::parse_boundary(kind).map_err(|_| malformed())?;
        let body: BodyDataStream = request.into_body().into_data_stream();
        let body = Heads::new(body, &boundary);
        Ok(Self { form: Multipart::new(body, boundary), library, max_megabytes, parts: 0 })
    }

    pub async fn next(&mut self) -> FormPart {
        let nameless = |reason| FormPart::Refused(Refused { name: String::new(), reason });
        let field = match tokio::time::timeout(PAUSE, self.form.next_field()).await {
            Ok(Ok(Some(field))) => field,
            Ok(Ok(None)) => return FormPart::End,
            Ok(Err(error)) => return nameless(reason(&error)),
            Err(_) => return nameless(Refusal::Cut),
        };
        self.parts += 1;
        if self.parts > MAX_FORM_PARTS {
            return nameless(Refusal::Malformed);
        }
        let name = field.name().unwrap_or_default().to_owned();
        if name != "file" {
            return match text(field).await {
                Ok(text) => FormPart::Field(name, text),
                Err(reason) => nameless(reason),
            };
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        match self.file(field).await {
            // A form whose field for files was left empty has a file without name and content.
            Ok(received) if received.bytes == 0 && name.is_empty() => nameless(Refusal::NoFile),
            Ok(received) if received.bytes == 0 => FormPart::Refused(Refused { name: shown_name(&name), reason: Refusal::Empty }),
            Ok(Written { file, hash, .. }) => FormPart::File(Received { file, hash, name }),
            Err(reason) => FormPart::Refused(Refused { name: shown_name(&name), reason }),
        }
    }

    /// Reads the rest of a form whose answer is known.
    pub async fn drain(&mut self) {
        let mut left = DRAIN_BYTES;
        while let Ok(Ok(Some(mut field))) = tokio::time::timeout(PAUSE, self.form.next_field()).await {
            while let Ok(Ok(Some(piece))) = tokio::time::timeout(PAUSE, field.chunk()).await {
                match left.checked_sub(piece.len() as u64) {
                    Some(rest) => left = rest,
                    None => return,
                }
            }
        }
    }

    async fn file(&self, mut field: Field<'static>) -> Result<Written, Refusal> {
        let file = self.library.incoming().map_err(|error| disk(&error))?;
        let to = file.as_file().try_clone().map_err(|error| disk(&error))?;
        let mut to = tokio::fs::File::from_std(to);
        let mut hasher = Sha256::new();
        let max_bytes = u64::from(self.max_megabytes) * 1024 * 1024;
        let mut bytes = 0;
        loop {
            let piece = match tokio::time::timeout(PAUSE, field.next()).await {
                Ok(Some(Ok(piece))) => piece,
                Ok(None) => break,
                Ok(Some(Err(error))) => return Err(reason(&error)),
                Err(_) => return Err(Refusal::Cut),
            };
            bytes += piece.len() as u64;
            if bytes > max_bytes {
                return Err(Refusal::TooLarge { max_megabytes: self.max_megabytes });
            }
            hasher.update(&piece);
            to.write_all(&piece).await.map_err(|error| disk(&error))?;
        }
        to.flush().await.map_err(|error| disk(&error))?;
        Ok(Written { file, hash: hex(&hasher.finalize()), bytes })
    }
}

struct Written {
    file: NamedTempFile,
    hash: String,
    bytes: u64,
}

async fn text(mut field: Field<'static>) -> Result<String, Refusal> {
    let mut bytes = Vec::new();
    loop {
        match tokio::time::timeout(PAUSE, field.chunk()).await {
            Ok(Ok(Some(piece))) if bytes.len() + piece.len() <= FIELD_BYTES => bytes.extend_from_slice(&piece),
            Ok(Ok(None)) => return String::from_utf8(bytes).map_err(|_| Refusal::Malformed),
            Ok(Err(error)) => return Err(reason(&error)),
            Ok(Ok(Some(_))) => return Err(Refusal::Malformed),
            Err(_) => return Err(Refusal::Cut),
        }
    }
}

fn reason(error: &multer::Error) -> Refusal {
    match error {
        multer::Error::StreamReadFailed(_)
        | multer::Error::IncompleteStream
        | multer::Error::IncompleteFieldData { .. }
        | multer::Error::IncompleteHeaders => Refusal::Cut,
        _ => Refusal::Malformed,
    }
}

/// The disk is full, or not ours: nothing of the file's own fault. The sender can send it again.
fn disk(error: &io::Error) -> Refusal {
    tracing::error!(%error, "the disk did not take a file that came in");
    Refusal::Unavailable
}
