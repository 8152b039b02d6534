//! A picture of another site that the server fetches into the library.

use domain::media::{MediaRow, Refused, Uploaded};
use web_sys::{FormData, XmlHttpRequest};

use super::queue::{UploadError, of_status};
use super::send::{RequestEnd, send};
use crate::error::AppError;
use crate::routes;

/// The file in the library, which may have been there already.
pub async fn fetch_picture(address: &str) -> Result<MediaRow, UploadError> {
    let offline = || UploadError::Other(AppError::Offline);
    let (Ok(form), Ok(request)) = (FormData::new(), XmlHttpRequest::new()) else { return Err(offline()) };
    form.append_with_str("address", address).map_err(|_| offline())?;
    match send(&request, routes::MEDIA_UPLOAD, &form, |_, _| {}).await {
        RequestEnd::Answered { status: 200..=299, body } => match serde_json::from_str::<Uploaded>(&body) {
            Ok(Uploaded { media, .. }) => Ok(media),
            Err(_) => Err(UploadError::Other(AppError::Internal)),
        },
        RequestEnd::Answered { status, body } => Err(match serde_json::from_str::<Refused>(&body) {
            Ok(Refused { reason, .. }) => UploadError::File(reason),
            Err(_) => UploadError::Other(serde_json::from_str(&body).unwrap_or_else(|_| of_status(status))),
        }),
        RequestEnd::Cancelled | RequestEnd::Broken => Err(offline()),
    }
}
