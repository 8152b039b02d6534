//! The words that editors chose, as their form holds them.

use domain::setting::site_text::SiteTextForm;
use store::settings::StoredSiteTexts;

use crate::settings::api::SiteTextDetail;

impl From<StoredSiteTexts> for SiteTextDetail {
    fn from(stored: StoredSiteTexts) -> Self {
        let mut form = SiteTextForm { version: stored.version, ..SiteTextForm::default() };
        for (text, in_languages) in stored.texts.0 {
            for (language, value) in in_languages.0 {
                form.texts.entry(language).or_default().insert(text, value);
            }
        }
        Self { form, updated_at: stored.updated_at }
    }
}
