//! The documents that are no public pages: the ways in, the frame of the admin, and what a request gets that went wrong.

use domain::address::page_path;
use domain::form::{Asks, Touch};
use domain::language::Language;
use domain::text::Slug;
use leptos::prelude::*;

use crate::media::upload_page::{UploadForm, UploadPage};
use crate::pages::head::titled;
use crate::public_form::{PublicForm, Shown};
use crate::routes;
use crate::shell::{Document, Files, Head};
use crate::ssr::public::Refused;
use crate::ssr::{AppContext, html};
use crate::text::Speech;
use crate::text::failure::Failure;
use crate::text::public::Public;
use crate::text::public_form::PublicForm as PublicFormText;
use crate::text::upload::UploadText;
use crate::users::public::{Entry, Forgot, ForgotForm, SetUp, SetUpForm, SignIn, SignInForm, UsedLink};
use crate::whitepapers::public::KnownClick;

/// The form to sign in.
pub fn sign_in(context: &AppContext, speech: Speech, form: SignInForm) -> String {
    entry(context, speech, Public::of(speech).sign_in, None, move || view! { <SignIn speech form/> })
}

/// The form for someone who forgot their password, and what is said when it was sent.
pub fn forgot(context: &AppContext, speech: Speech, form: ForgotForm) -> String {
    entry(context, speech, Public::of(speech).forgot_title, None, move || view! { <Forgot speech form/> })
}

/// The form of a one-time link.
pub fn set_up(context: &AppContext, speech: Speech, form: SetUpForm) -> String {
    let title = form.title(speech);
    entry(context, speech, title, None, move || view! { <SetUp speech form/> })
}

/// Where a one-time link leads that was used, is over or never was.
pub fn used_link(context: &AppContext, speech: Speech) -> String {
    entry(context, speech, Public::of(speech).link_used_title, None, move || view! { <UsedLink speech/> })
}

/// The form for files that needs no script, and what became of those that were sent.
pub fn upload(context: &AppContext, speech: Speech, form: UploadForm, may_upload: bool, max_megabytes: i64) -> String {
    entry(context, speech, UploadText::of(speech).title, None, move || {
        view! { <UploadPage speech form may_upload max_megabytes/> }
    })
}

/// A visitor's form whose own page cannot be read just now, with all that was typed. `page` is the path of that page.
pub fn form_again(context: &AppContext, language: &Language, page: String, asks: Asks, refused: &Refused) -> String {
    let speech = Speech::of(language);
    let title = speech.failure(Failure::Unavailable).0;
    let (typed, problems, stamp, touch) = Default::default();
    let privacy_path = context.last_furniture(language).and_then(|chrome| chrome.privacy_path().map(str::to_owned));
    let shown = refused.shown(Shown { asks, typed, problems, obstacle: None, stamp, touch, privacy_path });
    let text = PublicFormText::of(speech);
    site_entry(context, speech, title, move || {
        view! {
            <h1 class="title">{title}</h1>
            <PublicForm speech shown button=text.again/>
            <p><a href=page>{text.to_page}</a></p>
        }
    })
}

/// What a visitor sends again who pressed a button and typed nothing, because it cannot be done just now. `page` is the path of the
/// button's page; `click` is what the button of a browser that is known sends.
pub fn button_again(context: &AppContext, language: &Language, page: String, click: Option<(String, Touch)>) -> String {
    let speech = Speech::of(language);
    let title = speech.failure(Failure::Unavailable).0;
    let text = PublicFormText::of(speech);
    site_entry(context, speech, title, move || {
        view! {
            <div class="stack stack-tight">
                <h1 class="title">{title}</h1>
                <p class="soft">{text.button_unavailable}</p>
            </div>
            <form class="form" method="post">
                {click.map(|(stamp, touch)| view! { <KnownClick speech stamp touch/> })}
                <p class="row">
                    <button class="button button-primary button-large">{text.again}</button>
                    <a class="button button-ghost" href=page>{text.to_page}</a>
                </p>
            </form>
        }
    })
}

/// What a request gets that went wrong as a whole.
pub fn failure(context: &AppContext, speech: Speech, failure: Failure) -> String {
    let (title, text) = speech.failure(failure);
    let home = home(context, speech);
    // In maintenance the front page says the same.
    let is_open = failure != Failure::Maintenance;
    site_entry(context, speech, title, move || {
        view! {
            <div class="stack stack-tight">
                <h1 class="title">{title}</h1>
                <p class="soft">{text}</p>
            </div>
            {is_open
                .then(|| view! { <p><a class="button button-secondary button-large" href=home>{Public::of(speech).to_home}</a></p> })}
        }
    })
}

/// The front page, by the settings as they were last read.
fn home(context: &AppContext, speech: Speech) -> String {
    let settings = context.last_settings().unwrap_or_default();
    let languages = &settings.languages;
    page_path(languages.find(speech.tag()).unwrap_or(&languages.default), &Slug::home(), languages)
}

/// The name of the site as it was last read.
fn site_name(context: &AppContext, speech: Speech) -> Option<String> {
    let settings = context.last_settings()?;
    let languages = &settings.languages;
    let language = languages.find(speech.tag()).unwrap_or(&languages.default);
    settings.site_title.best(language, languages).map(|(_, name)| name.clone()).filter(|name| !name.is_empty())
}

/// A document of the public site: it has the site's name, which leads to the front page.
fn site_entry<V: IntoView + 'static>(
    context: &AppContext,
    speech: Speech,
    title: &str,
    content: impl FnOnce() -> V + Send + 'static,
) -> String {
    let name = site_name(context, speech);
    let title = name.as_deref().map_or_else(|| title.to_owned(), |name| titled(title, name));
    let logo = name.map(|name| (name, home(context, speech)));
    entry(context, speech, &title, logo, content)
}

/// The document in which the browser opens the admin.
pub fn frame(context: &AppContext, speech: Speech) -> String {
    let (text, assets) = (Public::of(speech), context.assets());
    let files = Files { stylesheet: &assets.admin_css, icon: &assets.icon, script: &assets.admin_script.text };
    document(speech, "Magnetiq", files, Some("admin"), move || {
        view! {
            <main class="work unscripted">
                <h1>{text.no_script_title}</h1>
                <p>{text.no_script_admin}</p>
                // No link: it would come before the one that skips to the content.
                <form action=routes::MEDIA_UPLOAD>
                    <button class="button button-secondary">{UploadText::of(speech).title}</button>
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

fn entry<V: IntoView + 'static>(
    context: &AppContext,
    speech: Speech,
    title: &str,
    site: Option<(String, String)>,
    content: impl FnOnce() -> V + Send + 'static,
) -> String {
    let assets = context.assets();
    let files = Files { stylesheet: &assets.site_css, icon: &assets.icon, script: &assets.site_script.text };
    document(speech, title, files, Some("entry"), move || view! { <Entry site>{content()}</Entry> })
}

fn document<V: IntoView>(
    speech: Speech,
    title: &str,
    files: Files<'_>,
    class: Option<&'static str>,
    content: impl FnOnce() -> V,
) -> String {
    let language = Language::parse(speech.tag()).expect("the tags of the interface's languages are language tags");
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
