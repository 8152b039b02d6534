//! The documents that are no public pages: authentication, the admin's shell, and failed requests.

use domain::address::page_path;
use domain::form::{Attribution, RequestedFields};
use domain::language::Language;
use domain::text::Slug;
use leptos::html::link;
use leptos::prelude::*;

use crate::media::upload_page::{UploadForm, UploadPage};
use crate::pages::head::titled;
use crate::public_form::{FormView, PublicForm};
use crate::routes;
use crate::shell::{Document, Files, Head, SCREENS_STYLESHEET};
use crate::ssr::public::Refused;
use crate::ssr::{AppContext, html};
use crate::text::UiLanguage;
use crate::text::failure::Failure;
use crate::text::public::PublicTexts;
use crate::text::public_consent::PublicConsentTexts;
use crate::text::public_form::PublicForm as PublicFormText;
use crate::text::public_whitepapers::PublicWhitepaperTexts;
use crate::text::upload::UploadText;
use crate::ui::drawing::FieldLines;
use crate::users::public::{AuthLayout, Forgot, ForgotForm, SetUp, SetUpForm, SignIn, SignInForm, UsedLink};
use crate::whitepapers::public::KnownClick;

/// The form to sign in.
pub fn sign_in(context: &AppContext, ui_language: UiLanguage, form: SignInForm) -> String {
    auth_document(context, ui_language, PublicTexts::of(ui_language).sign_in, None, move || view! { <SignIn ui_language form/> })
}

/// The form for someone who forgot their password, and the confirmation after it was sent.
pub fn forgot(context: &AppContext, ui_language: UiLanguage, form: ForgotForm) -> String {
    auth_document(
        context,
        ui_language,
        PublicTexts::of(ui_language).forgot_title,
        None,
        move || view! { <Forgot ui_language form/> },
    )
}

/// The form of a one-time link.
pub fn set_up(context: &AppContext, ui_language: UiLanguage, form: SetUpForm) -> String {
    let title = form.title(ui_language);
    auth_document(context, ui_language, title, None, move || view! { <SetUp ui_language form/> })
}

/// Where a one-time link leads that was used, is over or never was.
pub fn used_link(context: &AppContext, ui_language: UiLanguage) -> String {
    auth_document(
        context,
        ui_language,
        PublicTexts::of(ui_language).link_used_title,
        None,
        move || view! { <UsedLink ui_language/> },
    )
}

/// The form for files that needs no script, and what became of those that were sent.
pub fn upload(context: &AppContext, ui_language: UiLanguage, form: UploadForm, may_upload: bool, max_megabytes: i64) -> String {
    auth_document(context, ui_language, UploadText::of(ui_language).title, None, move || {
        view! { <UploadPage ui_language form may_upload max_megabytes/> }
    })
}

/// A visitor's form whose own page cannot be read just now, with all that was typed. `page` is the path of that page.
pub fn form_again(
    context: &AppContext,
    language: &Language,
    page: String,
    requested: RequestedFields,
    refused: &Refused,
) -> String {
    let ui_language = UiLanguage::of(language);
    let title = ui_language.failure(Failure::Unavailable).0;
    let privacy_path = context.last_site_chrome(language).and_then(|chrome| chrome.privacy_path().map(str::to_owned));
    let form = refused.form_view(FormView::empty(requested, privacy_path, context.sends_mail()));
    let text = PublicFormText::of(ui_language);
    site_entry(context, ui_language, title, move || {
        view! {
            <h1 class="title">{title}</h1>
            <PublicForm ui_language form button=text.again/>
            <p><a href=page>{PublicWhitepaperTexts::of(ui_language).back}</a></p>
        }
    })
}

/// What a visitor sends again who pressed a button and typed nothing, because it cannot be done just now. `page` is the path of the
/// button's page; `click` is what the button of a browser that is known sends.
pub fn button_again(
    context: &AppContext,
    language: &Language,
    page: String,
    click: Option<(String, Attribution)>,
    failure: Failure,
) -> String {
    let ui_language = UiLanguage::of(language);
    let text = PublicWhitepaperTexts::of(ui_language);
    let (title, message) = match failure {
        Failure::TooFast { .. } => (text.throttled_title, text.throttled_text),
        _ => (text.held_up_title, text.held_up_text),
    };
    site_entry(context, ui_language, title, move || {
        view! {
            <div class="stack stack-tight">
                <h1 class="title">{title}</h1>
                <p class="soft">{message}</p>
            </div>
            <form class="form" method="post">
                {click.map(|(form_token, attribution)| view! { <KnownClick ui_language form_token attribution/> })}
                <p class="row">
                    <button class="button button-primary button-large">{text.download_again}</button>
                    <a class="button button-ghost" href=page>{text.back}</a>
                </p>
            </form>
        }
    })
}

/// Says to a mail program, and to whoever it shows the answer, that a consent was withdrawn.
pub fn withdrawn(context: &AppContext, ui_language: UiLanguage) -> String {
    let text = PublicConsentTexts::of(ui_language);
    site_entry(context, ui_language, text.withdrawn_title, move || {
        view! {
            <div class="stack stack-tight">
                <h1 class="title">{text.withdrawn_title}</h1>
                <p class="soft">{text.still_sent}</p>
            </div>
        }
    })
}

/// What a request gets that went wrong as a whole. `again` is its address, where reading it once more may go better.
pub fn failure(context: &AppContext, ui_language: UiLanguage, failure: Failure, again: Option<String>) -> String {
    let (title, text) = ui_language.failure(failure);
    let words = PublicTexts::of(ui_language);
    let home_class = if again.is_some() { "button button-ghost" } else { "button button-secondary button-large" };
    let home = home(context, ui_language);
    // In maintenance the front page says the same.
    let is_open = failure != Failure::Maintenance;
    site_entry(context, ui_language, title, move || {
        view! {
            <div class="stack stack-tight">
                <h1 class="title">{title}</h1>
                <p class="soft">{text}</p>
            </div>
            {(is_open || again.is_some())
                .then(|| {
                    view! {
                        <p class="row">
                            {again.map(|again| view! { <a class="button button-primary button-large" href=again>{words.try_again}</a> })}
                            {is_open.then(|| view! { <a class=home_class href=home>{words.to_home}</a> })}
                        </p>
                    }
                })}
        }
    })
}

/// The front page, by the settings as they were last read.
fn home(context: &AppContext, ui_language: UiLanguage) -> String {
    let settings = context.last_settings().unwrap_or_default();
    let languages = &settings.languages;
    page_path(languages.find(ui_language.tag()).unwrap_or(&languages.default), &Slug::home(), languages)
}

/// The name of the site as it was last read.
fn site_name(context: &AppContext, ui_language: UiLanguage) -> Option<String> {
    let settings = context.last_settings()?;
    let languages = &settings.languages;
    let language = languages.find(ui_language.tag()).unwrap_or(&languages.default);
    settings.site_title.best(language, languages).map(|(_, name)| name.clone()).filter(|name| !name.is_empty())
}

/// A document of the public site: it has the site's name, which leads to the front page.
fn site_entry<V: IntoView + 'static>(
    context: &AppContext,
    ui_language: UiLanguage,
    title: &str,
    content: impl FnOnce() -> V + Send + 'static,
) -> String {
    let name = site_name(context, ui_language);
    let title = name.as_deref().map_or_else(|| title.to_owned(), |name| titled(title, name));
    let logo = name.map(|name| (name, home(context, ui_language)));
    auth_document(context, ui_language, &title, logo, content)
}

/// The document in which the browser opens the admin.
pub fn admin_shell(context: &AppContext, ui_language: UiLanguage) -> String {
    let (text, assets) = (PublicTexts::of(ui_language), context.assets());
    let files =
        Files { stylesheet: &assets.admin_css, header_row: None, icons: &assets.icons, script: &assets.admin_script.text };
    let screens = assets.admin_screens_css.clone();
    document(ui_language, "Magnetiq", files, Some("admin"), move || {
        view! {
            // The browser fetches it when the admin enables it (HTML, 4.2.4); `view!` knows no such attribute of a link.
            {link().rel("stylesheet").id(SCREENS_STYLESHEET).href(screens).attr("disabled", "")}
            // Here, so that the bundle need not hold the drawing.
            <FieldLines/>
            <main class="work unscripted">
                <h1>{text.no_script_title}</h1>
                <p>{text.no_script_admin}</p>
                // No link: it would come before the one that skips to the content.
                <form action=routes::MEDIA_UPLOAD>
                    <button class="button button-secondary">{UploadText::of(ui_language).title}</button>
                </form>
                <form method="post" action=routes::SIGN_OUT>
                    <button class="button button-ghost">{text.sign_out}</button>
                </form>
            </main>
            <div id="admin-failed" class="alert alert-danger" role="alert" hidden>
                <div>
                    <p class="alert-title">{text.failed_title}</p>
                    <p>{text.failed_text}</p>
                </div>
            </div>
        }
    })
}

fn auth_document<V: IntoView + 'static>(
    context: &AppContext,
    ui_language: UiLanguage,
    title: &str,
    site: Option<(String, String)>,
    content: impl FnOnce() -> V + Send + 'static,
) -> String {
    let assets = context.assets();
    let files = Files { stylesheet: &assets.site_css, header_row: None, icons: &assets.icons, script: &assets.site_script.text };
    document(ui_language, title, files, Some("auth"), move || view! { <AuthLayout site>{content()}</AuthLayout> })
}

fn document<V: IntoView>(
    ui_language: UiLanguage,
    title: &str,
    files: Files<'_>,
    class: Option<&'static str>,
    content: impl FnOnce() -> V,
) -> String {
    let language = Language::parse(ui_language.tag()).expect("the tags of the interface's languages are language tags");
    let head = Head::unlisted(&language, title.to_owned());
    let page = html(|| {
        let body = content();
        match class {
            Some(class) => view! { <Document head files class body/> }.into_any(),
            None => view! { <Document head files body/> }.into_any(),
        }
    });
    format!("<!doctype html>{page}")
}
