//! A file of the library as the common form sees it.

use domain::id::MediaId;
use domain::invalid::Invalid;
use domain::language::{Language, Languages};
use domain::media::{MediaDetail, MediaForm};
use domain::time::Timestamp;
use leptos::prelude::*;

use crate::error::AppError;
use crate::form::editable::{Editable, FormExtension};
use crate::form::fields::{Detail, Form, FormField};
use crate::form::state::FormState;
use crate::media::admin::look_again::LookAgain;
use crate::media::admin::upload::Uploads;
use crate::media::api;
use crate::media::fields::{MediaField, Part};
use crate::routes;
use crate::text::UiLanguage;
use crate::text::admin::Admin;
use crate::text::media_file::MediaFile;
use crate::text::noun::NounTexts;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LibraryFile;

impl Editable for LibraryFile {
    type Form = MediaForm;
    type Detail = MediaDetail;
    type Extension = FileFormExtension;

    const KIND: &'static str = "media";
    const LIST: &'static str = routes::MEDIA;
    const BEGINS_EMPTY: bool = false;

    fn noun(ui_language: UiLanguage) -> &'static NounTexts {
        &MediaFile::of(ui_language).noun
    }

    fn list_name(ui_language: UiLanguage) -> &'static str {
        Admin::of(ui_language).media
    }

    fn name(field: &MediaField, ui_language: UiLanguage) -> &'static str {
        MediaFile::of(ui_language).field(field)
    }

    fn value(field: &MediaField, value: &str, ui_language: UiLanguage) -> String {
        MediaFile::of(ui_language).value(field, value)
    }

    fn title(form: &MediaForm, language: &Language) -> String {
        MediaField::Text(Part::Title, language.clone()).read(form)
    }

    fn refusal(name: &str, ui_language: UiLanguage) -> Option<&'static str> {
        (name == "file").then_some(MediaFile::of(ui_language).same_file)
    }

    async fn open(id: MediaId) -> Result<MediaDetail, AppError> {
        api::open_media(id).await
    }

    async fn save(form: MediaForm) -> Result<MediaDetail, AppError> {
        api::save_media(form).await
    }

    async fn restore(id: MediaId, version: i64) -> Result<i64, AppError> {
        api::restore_file(id, version).await
    }
}

impl Form for MediaForm {
    type Id = MediaId;
    type Field = MediaField;

    fn id(&self) -> Option<MediaId> {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn set_id(&mut self, id: Option<MediaId>, version: i64) {
        (self.id, self.version) = (id, version);
    }

    fn problems(&self, languages: &Languages) -> Invalid {
        self.clone().parse(languages).err().unwrap_or_default()
    }
}

impl Detail for MediaDetail {
    type Form = MediaForm;

    fn form(&self) -> &MediaForm {
        &self.form
    }

    fn updated_at(&self) -> Timestamp {
        self.updated_at
    }

    fn updated_by(&self) -> Option<&str> {
        None
    }

    fn deleted_at(&self) -> Option<Timestamp> {
        self.row.deleted_at
    }
}

/// What the screen of a file holds besides the form.
#[derive(Clone, Copy)]
pub struct FileFormExtension {
    /// The trash was refused, because something uses the file.
    pub is_held: RwSignal<bool>,
    /// The files that are to take the place of this one.
    pub uploads: StoredValue<Uploads>,
    /// For the smaller pictures of the file.
    pub look_again: LookAgain,
}

impl FormExtension<LibraryFile> for FileFormExtension {
    fn new(_base: &MediaForm, _languages: &Languages) -> Self {
        Self { is_held: RwSignal::new(false), uploads: StoredValue::new(Uploads::new()), look_again: LookAgain::new() }
    }

    async fn before_save(editing: FormState<LibraryFile>) {
        editing.extension.is_held.set(false);
    }
}

impl FormState<LibraryFile> {
    /// Takes of an answer what the form does not hold: what was made of the file, and what uses it. Texts and version stay as they
    /// are, so that a save still meets what somebody else has saved. Nothing is taken of another file in its place, nor of an answer
    /// that comes late.
    pub fn refresh_file(self, seen: MediaDetail) {
        self.stored.try_update(|stored| {
            let is_same = |stored: &&mut MediaDetail| stored.hash == seen.hash && stored.form.version <= seen.form.version;
            if let Some(stored) = stored.as_mut().filter(is_same) {
                stored.row.thumbnail = seen.row.thumbnail;
                stored.variants = seen.variants;
                stored.used_in = seen.used_in;
            }
        });
    }

    /// What the server told of the file last.
    pub fn file<T>(self, read: impl FnOnce(&MediaDetail) -> T) -> T {
        self.stored.with(|stored| read(stored.as_ref().expect("a file is there before its screen is")))
    }
}
