//! How each mail looks, in both languages: as HTML in a frame of its own, and as text.

use domain::mail::Kind;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

use crate::layout::admin::{Crumb, Failed, LoadState, Request, Screen, use_go, use_request, use_ui_language};
use crate::mail::api::{Template, mail_template};
use crate::routes;
use crate::text::UiLanguage;
use crate::text::admin::Admin;
use crate::text::outbox::Outbox;

/// Which mail is shown: as the address has it, `?mail=reset&language=de`.
type Chosen = (Kind, UiLanguage);

/// The screen at `/admin/mail/templates`.
#[component]
pub fn MailTemplates() -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Outbox::of(ui_language);
    let (path, query) = (use_location().pathname, use_query_map());
    let chosen = Memo::new(move |before: Option<&Chosen>| match before {
        Some(before) if path.get() != routes::MAIL_TEMPLATES => *before,
        _ => {
            let get = |name| query.read().get(name);
            let kind = get("mail").and_then(|kind| Kind::parse(&kind)).unwrap_or(Kind::Invitation);
            (kind, get("language").map_or(ui_language, |tag| UiLanguage::of_tag(&tag)))
        }
    });
    let request = use_request(move || chosen.get(), |(kind, ui_language)| mail_template(kind, ui_language));
    let is_failed = Memo::new(move |_| request.state().with(|state| matches!(state, LoadState::Failed(_))));
    let above = vec![Crumb { label: Admin::of(ui_language).mail.into(), href: routes::MAIL.into() }];
    view! {
        <Screen title=text.templates above subtitle=text.templates_subtitle/>
        <Choice chosen/>
        {move || {
            if is_failed.get() {
                view! { <Failed title=text.template_failed request/> }.into_any()
            } else {
                view! { <TemplatePreview chosen request/> }.into_any()
            }
        }}
    }
}

#[component]
fn Choice(chosen: Memo<Chosen>) -> impl IntoView {
    let ui_language = use_ui_language();
    let text = Outbox::of(ui_language);
    let go = use_go();
    let show = move |(kind, ui_language): Chosen| {
        go.run((format!("{}?mail={kind}&language={}", routes::MAIL_TEMPLATES, ui_language.tag()), true));
    };
    let choose = move |event| {
        if let Some(kind) = Kind::parse(&event_target_value(&event)) {
            show((kind, chosen.get_untracked().1));
        }
    };
    let option = move |kind: Kind| {
        view! { <option value=kind.as_str() selected=move || chosen.get().0 == kind>{ui_language.mail_kind(kind)}</option> }
    };
    let button = move |one: UiLanguage| {
        view! {
            <button
                type="button"
                class="button button-secondary button-small"
                lang=one.tag()
                aria-pressed=move || (chosen.get().1 == one).to_string()
                on:click=move |_| show((chosen.get_untracked().0, one))
            >
                {one.pick("English", "Deutsch")}
            </button>
        }
    };
    view! {
        <div class="toolbar">
            <label class="visually-hidden" for="template-kind">{text.choose_mail}</label>
            <select class="select" id="template-kind" on:change=choose prop:value=move || chosen.get().0.as_str()>
                {Kind::ALL.map(option).collect_view()}
            </select>
            <span class="button-group" role="group" aria-label=text.choose_language>
                {[UiLanguage::En, UiLanguage::De].map(button).collect_view()}
            </span>
        </div>
    }
}

/// The frame is served by an address of its own, which allows nothing but its one style; the sandbox says so once more.
#[component]
fn TemplatePreview(chosen: Memo<Chosen>, request: Request<Template>) -> impl IntoView {
    let text = Outbox::of(use_ui_language());
    let src = move || {
        let (kind, ui_language) = chosen.get();
        format!("{}/{kind}/{}", routes::MAIL_PREVIEW, ui_language.tag())
    };
    let part = move |part: fn(Template) -> String| match request.state().get() {
        LoadState::Loaded(template) => part(template),
        _ => "\u{a0}".into(),
    };
    let lang = move || chosen.get().1.tag();
    view! {
        <div class="mail-preview">
            <section class="card stack" aria-labelledby="mail-html">
                <h2 class="card-title" id="mail-html">{text.as_html}</h2>
                <p class="small soft">{text.subject} ": " <strong lang=lang>{move || part(|template| template.subject)}</strong></p>
                // A new frame for each mail: one that is led elsewhere leaves a step in the history.
                <For each=move || [src()] key=String::clone let:src>
                    <iframe class="mail-frame" title=text.html_title sandbox="" src=src></iframe>
                </For>
            </section>
            <section class="card stack" aria-labelledby="mail-text">
                <h2 class="card-title" id="mail-text">{text.as_text}</h2>
                <pre class="mail-text" tabindex="0" lang=lang>{move || part(|template| template.text)}</pre>
            </section>
        </div>
    }
}
