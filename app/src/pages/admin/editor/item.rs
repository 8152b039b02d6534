//! A page as the common editor sees it.

use domain::address;
use domain::id::PageId;
use domain::invalid::Invalid;
use domain::item::ItemKind;
use domain::language::{Language, Languages};
use domain::page::{PageDetail, PageForm, PageTextForm, Template};
use domain::text::Slug;

use crate::editor::item::{Item, ItemField, ItemForm};
use crate::editor::translations::Translations;
use crate::error::AppError;
use crate::form::editable::Editable;
use crate::form::fields::{Form, FormField};
use crate::items::api::restore_item;
use crate::pages::api;
use crate::pages::fields::PageField;
use crate::routes;
use crate::text::UiLanguage;
use crate::text::noun::{ItemTexts, NounTexts};
use crate::text::page_editor::PageEditor;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page;

impl Editable for Page {
    type Form = PageForm;
    type Detail = PageDetail;
    type Extension = Translations;

    const KIND: &'static str = Self::ITEM_KIND.as_str();
    const LIST: &'static str = routes::PAGES;
    const BEGINS_EMPTY: bool = true;

    fn noun(ui_language: UiLanguage) -> &'static NounTexts {
        &PageEditor::of(ui_language).noun
    }

    fn list_name(ui_language: UiLanguage) -> &'static str {
        ui_language.kinds(ItemKind::Page)
    }

    fn name(field: &PageField, ui_language: UiLanguage) -> &'static str {
        PageEditor::of(ui_language).field(field)
    }

    fn value(field: &PageField, value: &str, ui_language: UiLanguage) -> String {
        PageEditor::of(ui_language).value(field, value)
    }

    fn title(form: &PageForm, language: &Language) -> String {
        PageField::title(language.clone()).read(form)
    }

    async fn open(id: PageId) -> Result<PageDetail, AppError> {
        api::open_page(id).await
    }

    async fn save(form: PageForm) -> Result<PageDetail, AppError> {
        api::save_page(form).await
    }

    async fn restore(id: PageId, version: i64) -> Result<i64, AppError> {
        restore_item(id.into(), version).await
    }
}

impl Item for Page {
    const ITEM_KIND: ItemKind = ItemKind::Page;

    fn item_texts(ui_language: UiLanguage) -> &'static ItemTexts {
        &PageEditor::of(ui_language).item
    }

    fn prefix(language: &Language, languages: &Languages) -> String {
        let path = address::page_path(language, &Slug::home(), languages);
        if path.ends_with('/') { path } else { format!("{path}/") }
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

    fn set_id(&mut self, id: Option<PageId>, version: i64) {
        (self.id, self.version) = (id, version);
    }

    fn languages(&self) -> Vec<Language> {
        self.texts.keys().cloned().collect()
    }

    fn problems(&self, languages: &Languages) -> Invalid {
        self.clone().parse(languages).err().unwrap_or_default()
    }
}

impl ItemForm for PageForm {
    const MIN_WORDS: Option<usize> = Some(50);

    fn is_empty_in(&self, language: &Language) -> bool {
        self.texts.get(language).is_none_or(PageTextForm::is_empty)
    }

    fn is_slugless(&self) -> bool {
        self.template == Template::Home.as_str()
    }
}
