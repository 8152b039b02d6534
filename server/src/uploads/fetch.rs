//! A picture of another site on its way into the library: as large as an upload may be, and looked at like one.

use domain::invalid::Problem;
use domain::media::{Refusal, Refused, shown_name};
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;
use url::Url;

use super::receive::Received;
use crate::app_state::AppState;
use crate::media::hex;
use crate::outbound::{Outbound, Unfetched};

/// Why no file came.
#[derive(Debug)]
pub enum Failure {
    Refused(Refused),
    /// It is none of a public site (`NotAnUrl`), or nothing was found there (`Missing`).
    Address(Problem),
}

/// The file at an address.
pub async fn fetch(state: &AppState, address: &str) -> Result<Received, Failure> {
    let max_megabytes = state.context.settings().await.map_or(50, |settings| settings.media_max_megabytes);
    let max_megabytes = u32::try_from(max_megabytes).unwrap_or(u32::MAX);
    let refused = |reason| Failure::Refused(Refused { name: shown_name(address), reason });
    let disk = |error: std::io::Error| {
        tracing::error!(%error, "the disk did not take a file that was fetched");
        refused(Refusal::Unavailable)
    };
    let file = state.library.incoming().map_err(disk)?;
    let mut to = tokio::fs::File::from_std(file.as_file().try_clone().map_err(disk)?);
    let mut hasher = Sha256::new();
    let unfetched = |unfetched| match unfetched {
        Unfetched::NotPublic => Failure::Address(Problem::NotAnUrl),
        Unfetched::NotReached => Failure::Address(Problem::Missing),
        Unfetched::Busy => refused(Refusal::Busy),
        Unfetched::TooLarge => refused(Refusal::TooLarge { max_megabytes }),
    };
    let max_bytes = u64::from(max_megabytes) * 1024 * 1024;
    let mut download = Outbound::PUBLIC.open(address, max_bytes).await.map_err(unfetched)?;
    while let Some(piece) = download.next().await.map_err(unfetched)? {
        hasher.update(&piece);
        to.write_all(&piece).await.map_err(disk)?;
    }
    to.flush().await.map_err(disk)?;
    Ok(Received { file, hash: hex(&hasher.finalize()), name: name(&download.url) })
}

/// The name of the file: the end of the path.
fn name(url: &Url) -> String {
    let last = url.path().rsplit('/').find(|part| !part.is_empty()).unwrap_or("picture");
    percent_decode_str(last).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_called_as_its_path_ends() {
        let name = |address: &str| name(&Url::parse(address).unwrap());
        assert_eq!(name("https://a.example/b/c%20%C3%A4.png?w=1#x"), "c ä.png");
        assert_eq!(name("https://a.example/b/"), "b");
        assert_eq!(name("https://a.example"), "picture");
    }
}
