//! A page as the common editor sees it.

use domain::address::{self, SlugCheck};
use domain::id::PageId;
use domain::invalid::Invalid;
use domain::language::{Language, Languages};
use domain::page::{LanguageState, PageDetail, PageForm, Template, TextForm};
use domain::text::Slug;
use domain::time::Timestamp;

use crate::editor::item::{Detail, Form, Item};
use crate::error::AppError;
use crate::pages::api;
use crate::pages::fields::PageField;
use crate::routes;
use crate::text::Speech;
use crate::text::admin::Admin;
use crate::text::editor::Editor;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page;

impl Item for Page {
    type Form = PageForm;
    type Detail = PageDetail;

    const KIND: &'static str = "page";
    const LIST: &'static str = routes::PAGES;

    fn text(speech: Speech) -> &'static Editor {
        Editor::of(speech)
    }

    fn name(field: &PageField, text: &Editor) -> &'static str {
        text.field(field)
    }

    fn value(field: &PageField, value: &str, text: &Editor) -> String {
        text.value(field, value)
    }

    fn list_name(speech: Speech) -> &'static str {
        Admin::of(speech).pages
    }

    fn prefix(language: &Language, languages: &Languages) -> String {
        let path = address::page_path(language, &Slug::home(), languages);
        if path.ends_with('/') { path } else { format!("{path}/") }
    }

    async fn open(id: PageId) -> Result<PageDetail, AppError> {
        api::open_page(id).await
    }

    async fn save(form: PageForm) -> Result<PageDetail, AppError> {
        api::save_page(form).await
    }

    async fn publish(id: PageId, version: i64, language: Language) -> Result<PageDetail, AppError> {
        api::publish_page(id, version, language).await
    }

    async fn unpublish(id: PageId, version: i64, language: Language) -> Result<PageDetail, AppError> {
        api::unpublish_page(id, version, language).await
    }

    async fn trash(id: PageId, version: i64) -> Result<i64, AppError> {
        api::trash_page(id, version).await
    }

    async fn restore(id: PageId, version: i64) -> Result<i64, AppError> {
        api::restore_page(id, version).await
    }

    async fn check_slug(language: Language, slug: String, own: Option<PageId>) -> Result<SlugCheck, AppError> {
        api::check_slug(language, slug, own).await
    }

    async fn propose_slug(language: Language, title: String, own: Option<PageId>) -> Result<String, AppError> {
        api::propose_slug(language, title, own).await
    }
}

impl Form for PageForm {
    type Id = PageId;
    type Field = PageField;

    fn fresh() -> Self {
        Self { template: Template::Default.as_str().to_owned(), sort_order: "0".to_owned(), ..Self::default() }
    }

    fn id(&self) -> Option<PageId> {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn place(&mut self, id: Option<PageId>, version: i64) {
        (self.id, self.version) = (id, version);
    }

    fn languages(&self) -> Vec<Language> {
        self.texts.keys().cloned().collect()
    }

    fn is_empty_in(&self, language: &Language) -> bool {
        self.texts.get(language).is_none_or(TextForm::is_empty)
    }

    fn is_slugless(&self) -> bool {
        self.template == Template::Home.as_str()
    }

    fn problems(&self, languages: &Languages) -> Invalid {
        self.clone().parse(languages).err().unwrap_or_default()
    }
}

impl Detail for PageDetail {
    type Form = PageForm;

    fn form(&self) -> &PageForm {
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
