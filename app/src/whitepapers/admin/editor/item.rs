//! A whitepaper as the common editor sees it.

use domain::address::SlugCheck;
use domain::id::WhitepaperId;
use domain::invalid::Invalid;
use domain::language::{Language, Languages};
use domain::page::LanguageState;
use domain::time::Timestamp;
use domain::whitepaper::{Category, WhitepaperDetail, WhitepaperForm, WhitepaperTextForm};

use crate::editor::item::{Detail, Form, Item};
use crate::error::AppError;
use crate::routes;
use crate::text::Speech;
use crate::text::editor::Editor;
use crate::text::whitepapers::{Whitepapers, editor};
use crate::whitepapers::api;
use crate::whitepapers::fields::WhitepaperField;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whitepaper;

impl Item for Whitepaper {
    type Form = WhitepaperForm;
    type Detail = WhitepaperDetail;

    const KIND: &'static str = "whitepaper";
    const LIST: &'static str = routes::WHITEPAPERS;

    fn text(speech: Speech) -> &'static Editor {
        editor(speech)
    }

    fn name(field: &WhitepaperField, text: &Editor) -> &'static str {
        Whitepapers::of(text.speech()).field(field, text)
    }

    fn value(field: &WhitepaperField, value: &str, text: &Editor) -> String {
        Whitepapers::of(text.speech()).value(field, value, text)
    }

    fn list_name(speech: Speech) -> &'static str {
        Whitepapers::of(speech).whitepapers
    }

    fn prefix(language: &Language, languages: &Languages) -> String {
        format!("{}/", domain::address::whitepapers_path(language, languages))
    }

    async fn open(id: WhitepaperId) -> Result<WhitepaperDetail, AppError> {
        api::open_whitepaper(id).await
    }

    async fn save(form: WhitepaperForm) -> Result<WhitepaperDetail, AppError> {
        api::save_whitepaper(form).await
    }

    async fn publish(id: WhitepaperId, version: i64, language: Language) -> Result<WhitepaperDetail, AppError> {
        api::publish_whitepaper(id, version, language).await
    }

    async fn unpublish(id: WhitepaperId, version: i64, language: Language) -> Result<WhitepaperDetail, AppError> {
        api::unpublish_whitepaper(id, version, language).await
    }

    async fn trash(id: WhitepaperId, version: i64) -> Result<i64, AppError> {
        api::trash_whitepaper(id, version).await
    }

    async fn restore(id: WhitepaperId, version: i64) -> Result<i64, AppError> {
        api::restore_whitepaper(id, version).await
    }

    async fn check_slug(language: Language, slug: String, own: Option<WhitepaperId>) -> Result<SlugCheck, AppError> {
        api::check_whitepaper_slug(language, slug, own).await
    }

    async fn propose_slug(language: Language, title: String, own: Option<WhitepaperId>) -> Result<String, AppError> {
        api::propose_whitepaper_slug(language, title, own).await
    }
}

impl Form for WhitepaperForm {
    type Id = WhitepaperId;
    type Field = WhitepaperField;

    fn fresh() -> Self {
        Self {
            category: Category::default().as_str().to_owned(),
            requires_registration: true,
            lead_magnet_active: true,
            sort_order: "0".to_owned(),
            ..Self::default()
        }
    }

    fn id(&self) -> Option<WhitepaperId> {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn place(&mut self, id: Option<WhitepaperId>, version: i64) {
        (self.id, self.version) = (id, version);
    }

    fn languages(&self) -> Vec<Language> {
        self.texts.keys().cloned().collect()
    }

    fn is_empty_in(&self, language: &Language) -> bool {
        self.texts.get(language).is_none_or(WhitepaperTextForm::is_empty)
    }

    fn problems(&self, languages: &Languages) -> Invalid {
        self.clone().parse(languages).err().unwrap_or_default()
    }
}

impl Detail for WhitepaperDetail {
    type Form = WhitepaperForm;

    fn form(&self) -> &WhitepaperForm {
        &self.form
    }

    fn state(&self, language: &Language) -> Option<LanguageState> {
        self.states.get(language).copied()
    }

    fn updated_at(&self) -> Timestamp {
        self.updated_at
    }

    fn updated_by(&self) -> Option<&str> {
        self.updated_by.as_deref()
    }

    fn deleted_at(&self) -> Option<Timestamp> {
        self.deleted_at
    }
}
