//! The noun with a version that a form edits.

use domain::invalid::Problem;
use domain::language::{Language, Languages};

use super::fields::{Detail, Form};
use super::state::FormState;
use crate::error::AppError;
use crate::text::UiLanguage;
use crate::text::noun::NounTexts;

pub type ServerResult<T> = Result<T, AppError>;

/// A noun whose items are edited in a form.
pub trait Editable: Copy + Send + Sync + 'static {
    type Form: Form;
    type Detail: Detail<Form = Self::Form>;
    /// The state of its screen besides the form.
    type Extension: FormExtension<Self>;

    /// The name under which the browser keeps unsaved text.
    const KIND: &'static str;
    /// The address of the list, below which each has its screen.
    const LIST: &'static str;
    /// Whether a new one begins as an empty form, at `new` in place of an id.
    const BEGINS_EMPTY: bool;

    fn noun(ui_language: UiLanguage) -> &'static NounTexts;
    /// The name of the list, for the link back.
    fn list_name(ui_language: UiLanguage) -> &'static str;
    /// The label of a field.
    fn name(field: &FieldOf<Self>, ui_language: UiLanguage) -> &'static str;
    /// The value of a field in words, for fields that are no text in a language.
    fn value(field: &FieldOf<Self>, value: &str, ui_language: UiLanguage) -> String;
    /// Its title in a language. May be empty.
    fn title(form: &Self::Form, language: &Language) -> String;
    /// The sentence for a refused act whose problem stands at `name`, which is no field of the form.
    fn refusal(_name: &str, _ui_language: UiLanguage) -> Option<&'static str> {
        None
    }

    fn open(id: IdOf<Self>) -> impl Future<Output = ServerResult<Self::Detail>> + 'static;
    fn save(form: Self::Form) -> impl Future<Output = ServerResult<Self::Detail>> + 'static;
    /// Takes it out of the trash; its version afterwards.
    fn restore(id: IdOf<Self>, version: i64) -> impl Future<Output = ServerResult<i64>> + 'static;
}

pub type FieldOf<E> = <<E as Editable>::Form as Form>::Field;
pub type IdOf<E> = <<E as Editable>::Form as Form>::Id;

/// The state of a screen besides the form, and its hooks into the form's life.
pub trait FormExtension<E: Editable>: Copy + Send + Sync + 'static {
    /// `languages` are those that the screen shows.
    fn new(base: &E::Form, languages: &Languages) -> Self;

    /// Called when the stored version has become the new base.
    fn rebased(_state: FormState<E>) {}

    /// A draft has been taken into the form.
    fn draft_taken(_state: FormState<E>) {}

    /// A problem of a field that the rules of the form do not know.
    fn problem(_state: FormState<E>, _field: &FieldOf<E>) -> Option<Problem> {
        None
    }

    /// A field has been judged.
    fn checked(_state: FormState<E>, _field: &FieldOf<E>) {}

    /// The form is about to be saved.
    fn before_save(_state: FormState<E>) -> impl Future<Output = ()> {
        async {}
    }

    /// The form was saved.
    fn saved(_state: FormState<E>) {}
}

impl<E: Editable> FormExtension<E> for () {
    fn new(_base: &E::Form, _languages: &Languages) -> Self {}
}

/// The address of its form.
pub fn address_of<E: Editable>(id: IdOf<E>) -> String {
    format!("{}/{id}", E::LIST)
}
