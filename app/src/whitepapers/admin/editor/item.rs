//! A whitepaper as the common editor sees it.

use domain::id::WhitepaperId;
use domain::invalid::Invalid;
use domain::item::ItemKind;
use domain::language::{Language, Languages};
use domain::whitepaper::{Category, WhitepaperDetail, WhitepaperForm, WhitepaperTextForm};

use crate::editor::item::{Item, ItemField, ItemForm};
use crate::editor::translations::Translations;
use crate::error::AppError;
use crate::form::editable::Editable;
use crate::form::fields::{Form, FormField};
use crate::items::api::restore_item;
use crate::routes;
use crate::text::UiLanguage;
use crate::text::noun::{ItemTexts, NounTexts};
use crate::text::whitepapers::Whitepapers;
use crate::whitepapers::api;
use crate::whitepapers::fields::WhitepaperField;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whitepaper;

impl Editable for Whitepaper {
    type Form = WhitepaperForm;
    type Detail = WhitepaperDetail;
    type Extension = Translations;

    const KIND: &'static str = Self::ITEM_KIND.as_str();
    const LIST: &'static str = routes::WHITEPAPERS;
    const BEGINS_EMPTY: bool = true;

    fn noun(ui_language: UiLanguage) -> &'static NounTexts {
        &Whitepapers::of(ui_language).noun
    }

    fn list_name(ui_language: UiLanguage) -> &'static str {
        ui_language.kinds(ItemKind::Whitepaper)
    }

    fn name(field: &WhitepaperField, ui_language: UiLanguage) -> &'static str {
        Whitepapers::of(ui_language).field(field)
    }

    fn value(field: &WhitepaperField, value: &str, ui_language: UiLanguage) -> String {
        Whitepapers::of(ui_language).value(field, value)
    }

    fn title(form: &WhitepaperForm, language: &Language) -> String {
        WhitepaperField::title(language.clone()).read(form)
    }

    async fn open(id: WhitepaperId) -> Result<WhitepaperDetail, AppError> {
        api::open_whitepaper(id).await
    }

    async fn save(form: WhitepaperForm) -> Result<WhitepaperDetail, AppError> {
        api::save_whitepaper(form).await
    }

    async fn restore(id: WhitepaperId, version: i64) -> Result<i64, AppError> {
        restore_item(id.into(), version).await
    }
}

impl Item for Whitepaper {
    const ITEM_KIND: ItemKind = ItemKind::Whitepaper;

    fn item_texts(ui_language: UiLanguage) -> &'static ItemTexts {
        &Whitepapers::of(ui_language).item
    }

    fn prefix(language: &Language, languages: &Languages) -> String {
        format!("{}/", domain::address::whitepapers_path(language, languages))
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

    fn set_id(&mut self, id: Option<WhitepaperId>, version: i64) {
        (self.id, self.version) = (id, version);
    }

    fn languages(&self) -> Vec<Language> {
        self.texts.keys().cloned().collect()
    }

    fn problems(&self, languages: &Languages) -> Invalid {
        self.clone().parse(languages).err().unwrap_or_default()
    }
}

impl ItemForm for WhitepaperForm {
    fn is_empty_in(&self, language: &Language) -> bool {
        self.texts.get(language).is_none_or(WhitepaperTextForm::is_empty)
    }

    fn needed_file(&self) -> Option<(WhitepaperField, bool)> {
        Some((WhitepaperField::File, self.file.is_some()))
    }
}
