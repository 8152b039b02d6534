//! The words of the site as the common form sees them. There is one form of them.

use domain::invalid::Invalid;
use domain::language::{Language, Languages};
use domain::setting::site_text::SiteTextForm;
use domain::time::Timestamp;

use crate::error::AppError;
use crate::form::editable::Editable;
use crate::form::fields::{Detail, Form};
use crate::routes;
use crate::settings::api::{self, SiteTextDetail};
use crate::settings::fields::SiteTextField;
use crate::text::UiLanguage;
use crate::text::noun::NounTexts;
use crate::text::site_texts::SiteTextTexts;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SiteWords;

/// Of the one form.
const ID: u8 = 1;

impl Editable for SiteWords {
    type Form = SiteTextForm;
    type Detail = SiteTextDetail;
    type Extension = ();

    const KIND: &'static str = "site-texts";
    const LIST: &'static str = routes::SITE_TEXTS;
    const BEGINS_EMPTY: bool = false;

    fn noun(ui_language: UiLanguage) -> &'static NounTexts {
        &SiteTextTexts::of(ui_language).noun
    }

    fn list_name(ui_language: UiLanguage) -> &'static str {
        SiteTextTexts::of(ui_language).title
    }

    fn name(field: &SiteTextField, ui_language: UiLanguage) -> &'static str {
        SiteTextTexts::of(ui_language).name_in_part(field.0)
    }

    fn value(_field: &SiteTextField, value: &str, _ui_language: UiLanguage) -> String {
        value.to_owned()
    }

    fn title(_form: &SiteTextForm, _language: &Language) -> String {
        String::new()
    }

    async fn open(_id: u8) -> Result<SiteTextDetail, AppError> {
        api::open_site_texts().await
    }

    async fn save(form: SiteTextForm) -> Result<SiteTextDetail, AppError> {
        api::save_site_texts(form).await
    }

    /// Nothing moves them to the trash.
    async fn restore(_id: u8, _version: i64) -> Result<i64, AppError> {
        Err(AppError::NotFound)
    }
}

impl Form for SiteTextForm {
    type Id = u8;
    type Field = SiteTextField;

    fn id(&self) -> Option<u8> {
        Some(ID)
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn set_id(&mut self, _id: Option<u8>, version: i64) {
        self.version = version;
    }

    fn problems(&self, languages: &Languages) -> Invalid {
        self.clone().parse(languages).err().unwrap_or_default()
    }
}

impl Detail for SiteTextDetail {
    type Form = SiteTextForm;

    fn form(&self) -> &SiteTextForm {
        &self.form
    }

    fn updated_at(&self) -> Timestamp {
        self.updated_at.unwrap_or(Timestamp(0))
    }

    fn updated_by(&self) -> Option<&str> {
        None
    }

    fn deleted_at(&self) -> Option<Timestamp> {
        None
    }
}
