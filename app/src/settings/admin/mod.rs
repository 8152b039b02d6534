//! The words of lists, search and header: the languages side by side, and what stands where nothing is typed.

mod item;

use domain::setting::SiteText;
use leptos::prelude::*;

use self::item::SiteWords;
use super::api::{SiteTextDetail, open_site_texts};
use super::fields::SiteTextField;
use crate::form::actions::FormActions;
use crate::form::keys::focus;
use crate::form::save_button::SaveButton;
use crate::form::screen::{FormDialogs, FormNotices, use_form};
use crate::form::state::FormState;
use crate::form::text_field::{TextField, TextFieldKind};
use crate::layout::admin::{Failed, LoadState, Screen, use_request, use_screen, use_ui_language};
use crate::routes;
use crate::text::UiLanguage;
use crate::text::admin::Admin;
use crate::text::glossary::GlossaryTexts;
use crate::text::site_texts::SiteTextTexts;
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::time::written;

/// The screen at `/admin/texts`.
#[component]
pub fn SiteTextsScreen() -> impl IntoView {
    let ui_language = use_ui_language();
    let text = SiteTextTexts::of(ui_language);
    let request = use_request(|| (), |()| open_site_texts());
    let state = request.state();
    move || {
        match state.get() {
        LoadState::Loading => {
            view! { <Screen title=text.title subtitle=Admin::of(ui_language).loading/><span class="card skeleton editor-waiting" aria-hidden="true"></span> }
                .into_any()
        }
        LoadState::Loaded(detail) => screen(detail),
        LoadState::Failed(_) => view! { <Screen title=text.title/><Failed title=text.noun.not_opened request/> }.into_any(),
    }
    }
}

/// The two screens for the words of the site.
#[component]
pub fn SiteTabs(is_labels: bool) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = SiteTextTexts::of(ui_language);
    let tab = move |href: &'static str, is_current: bool, label: &'static str| {
        view! { <Tab href=Signal::stored(href.to_owned()) is_current=Signal::stored(is_current) label count=Signal::stored(None)/> }
    };
    view! {
        <Tabs label=text.title>
            {tab(routes::SITE_TEXTS, !is_labels, text.parts)} {tab(routes::LABELS, is_labels, GlossaryTexts::of(ui_language).title)}
        </Tabs>
    }
}

fn screen(detail: SiteTextDetail) -> AnyView {
    let editing = FormState::<SiteWords>::new(Some(detail));
    let to_field = Callback::new(|field: SiteTextField| focus(field.to_string()));
    let acting = use_form(editing, to_field, Callback::new(|_| ()), None);
    let text = SiteTextTexts::of(editing.ui_language);
    let part = move |heading: &'static str, help: &'static str, texts: &'static [SiteText]| {
        view! { <Part editing heading help texts/> }
    };
    view! {
        <Head acting/>
        <SiteTabs is_labels=false/>
        <FormNotices acting/>
        <div class="stack">
            {part(text.button, text.button_help, &[SiteText::ButtonLabel, SiteText::ButtonAddress])}
            {part(
                text.whitepapers,
                text.whitepapers_help,
                &[SiteText::WhitepapersTitle, SiteText::WhitepapersIntro, SiteText::WhitepapersDescription],
            )} {part(text.search, text.search_help, &[SiteText::SearchTitle, SiteText::SearchIntro])}
        </div>
        <FormDialogs acting/>
    }
    .into_any()
}

#[component]
fn Head(acting: FormActions<SiteWords>) -> impl IntoView {
    let editing = acting.editing;
    let (text, own) = (editing.text(), SiteTextTexts::of(editing.ui_language));
    use_screen(own.title, Vec::new());
    let state = move || {
        let saved_at = || editing.stored.with(|stored| stored.as_ref().and_then(|stored| stored.updated_at));
        let saved = || saved_at().map_or_else(|| own.never_saved.to_owned(), |at| text.saved_at(&written(at, true), None));
        editing.progress().map_or_else(saved, str::to_owned)
    };
    let save = editing.may_edit().then(|| view! { <SaveButton acting/> });
    view! {
        <div class="page-header editor-head">
            <div>
                <h1 tabindex="-1">{own.title}</h1>
                <p role="status">{state}</p>
            </div>
            <div class="page-actions">{save}</div>
        </div>
    }
}

/// A part of the site with its texts in every language.
#[component]
fn Part(editing: FormState<SiteWords>, heading: &'static str, help: &'static str, texts: &'static [SiteText]) -> impl IntoView {
    let id = format!("part:{}", texts[0].as_str());
    let languages = editing.languages().all;
    let of_language = move |language: domain::language::Language| {
        let name = editing.ui_language.language_name(&language).to_owned();
        let heading = format!("{}:{language}", texts[0].as_str().split('_').next().unwrap_or_default());
        let field = |text: SiteText| {
            let words = UiLanguage::of(&language);
            let placeholder = Signal::stored(SiteTextTexts::of(words).own_words(text).to_owned());
            let kind = if text.is_paragraph() { TextFieldKind::Paragraph } else { TextFieldKind::Line };
            let label = SiteTextTexts::of(editing.ui_language).name(text);
            view! { <TextField editing field=SiteTextField(text, language.clone()) label kind placeholder/> }
        };
        view! {
            // No landmark: each part of the site has one for each language.
            <div class="media-text" role="group" aria-labelledby=heading.clone()>
                <h3 class="field-label" id=heading.clone()>{name}</h3>
                {texts.iter().map(|text| field(*text)).collect_view()}
            </div>
        }
    };
    view! {
        <section class="card stack" aria-labelledby=id.clone()>
            <h2 class="card-title" id=id.clone()>{heading}</h2>
            <p class="small soft">{help}</p>
            <div class="media-texts">{languages.into_iter().map(of_language).collect_view()}</div>
        </section>
    }
}
