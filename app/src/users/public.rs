//! Authentication as plain forms without script: signing in, a new password, one-time links.

use leptos::either::Either;
use leptos::prelude::*;

use crate::routes;
use crate::text::UiLanguage;
use crate::text::public::PublicTexts;
use crate::ui::alert::{Alert, Tone};
use crate::ui::drawing::{AuthLines, FieldLines, LogoMark};
use crate::ui::field::Field;
use crate::users::set_up::SetUpFields;

/// The layout around each of these forms.
#[component]
pub fn AuthLayout(
    /// The name of the site, which stands beside the mark, and where it leads; the program's own name where there is none.
    site: Option<(String, String)>,
    children: Children,
) -> impl IntoView {
    view! {
        <FieldLines/>
        <main class="auth-form">
            <div class="stack stack-wide">
                {match site {
                    Some((name, home)) => Either::Left(view! { <p><a class="logo" href=home><LogoMark/><span>{name}</span></a></p> }),
                    None => Either::Right(view! { <p class="logo"><LogoMark/><span>"Magnetiq"</span></p> }),
                }}
                {children()}
            </div>
        </main>
        <div class="auth-picture" aria-hidden="true">
            <AuthLines/>
        </div>
    }
}

/// The form to sign in as it is shown: empty at first, afterwards with what was typed. A password is never shown again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignInForm {
    pub site_title: String,
    pub email: String,
    /// Where to go afterwards; checked before it is followed.
    pub next: String,
    pub notice: Option<Notice>,
    /// Whether nobody can sign in yet, because the first account is still to be created.
    pub is_first_start: bool,
    pub email_problem: Option<String>,
    pub password_problem: Option<String>,
}

/// What stands above the form to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    SignedOut,
    SessionEnded,
    WrongCredentials,
    TooFast,
    Unavailable,
}

#[component]
pub fn SignIn(ui_language: UiLanguage, form: SignInForm) -> impl IntoView {
    let text = PublicTexts::of(ui_language);
    let title = form.site_title;
    // The focus begins at the first empty field.
    let knows_email = !form.email.is_empty() && form.email_problem.is_none();
    view! {
        <div class="stack stack-tight">
            <h1 class="title">{text.sign_in}</h1>
            {(!title.is_empty()).then(|| view! { <p class="soft">{text.sign_in_to} " " {title}</p> })}
        </div>
        {form.notice.map(|notice| view! { <NoticeAlert ui_language notice/> })}
        {form.is_first_start.then(|| view! { <Alert tone=Tone::Info><p>{text.first_account_text}</p></Alert> })}
        <form class="form" method="post" action=routes::SIGN_IN novalidate>
            <input type="hidden" name="language" value=ui_language.tag()/>
            <input type="hidden" name="next" value=form.next.clone()/>
            <Field id="email" label=text.email error=Signal::stored(form.email_problem)>
                <input class="input" name="email" type="email" autocomplete="username" required autofocus=!knows_email value=form.email/>
            </Field>
            <Field id="password" label=text.password error=Signal::stored(form.password_problem)>
                <input class="input" name="password" type="password" autocomplete="current-password" required autofocus=knows_email/>
            </Field>
            <button class="button button-primary button-large button-wide">{text.sign_in}</button>
            <p class="row row-spread small">
                <a class="auth-link" href=format!("{}?language={}", routes::FORGOT, ui_language.tag())>{text.forgot_link}</a>
                <OtherLanguage ui_language next=form.next/>
            </p>
        </form>
    }
}

/// The form for someone who forgot their password, as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ForgotForm {
    pub email: String,
    pub problem: Option<String>,
    /// Why it was not taken as a whole.
    pub notice: Option<Notice>,
    /// Whether it was sent. The answer is the same for every address.
    pub is_sent: bool,
}

#[component]
pub fn Forgot(ui_language: UiLanguage, form: ForgotForm) -> impl IntoView {
    let text = PublicTexts::of(ui_language);
    let ForgotForm { email, problem, notice, is_sent } = form;
    let to_sign_in = format!("{}?language={}", routes::SIGN_IN, ui_language.tag());
    if is_sent {
        return view! {
            <div class="stack stack-tight">
                <h1 class="title">{text.forgot_sent_title}</h1>
                <p class="soft">{text.forgot_sent_text}</p>
            </div>
            <p><a class="button button-primary button-large" href=to_sign_in>{text.sign_in}</a></p>
        }
        .into_any();
    }
    view! {
        <div class="stack stack-tight">
            <h1 class="title">{text.forgot_title}</h1>
            <p class="soft">{text.forgot_text}</p>
        </div>
        {notice.map(|notice| view! { <NoticeAlert ui_language notice/> })}
        <form class="form" method="post" action=routes::FORGOT novalidate>
            <input type="hidden" name="language" value=ui_language.tag()/>
            <Field id="email" label=text.email error=Signal::stored(problem)>
                <input class="input" name="email" type="email" autocomplete="username" required autofocus value=email/>
            </Field>
            <button class="button button-primary button-large button-wide">{text.forgot_button}</button>
            <p class="small"><a href=to_sign_in>{text.forgot_back}</a></p>
            <p class="small"><OtherLanguage ui_language next=String::new()/></p>
        </form>
    }
    .into_any()
}

#[component]
fn NoticeAlert(ui_language: UiLanguage, notice: Notice) -> impl IntoView {
    let text = PublicTexts::of(ui_language);
    let (tone, message) = match notice {
        Notice::SignedOut => (Tone::Success, text.signed_out),
        Notice::SessionEnded => (Tone::Info, text.session_ended),
        Notice::WrongCredentials => (Tone::Danger, text.wrong_credentials),
        Notice::TooFast => (Tone::Warning, text.too_fast),
        Notice::Unavailable => (Tone::Warning, text.unavailable),
    };
    view! { <Alert tone><p>{message}</p></Alert> }
}

/// The link to the same form in the other interface language.
#[component]
fn OtherLanguage(
    ui_language: UiLanguage,
    /// Where to go after signing in, or nothing.
    next: String,
) -> impl IntoView {
    let (tag, name) = match ui_language {
        UiLanguage::En => ("de", "Deutsch"),
        UiLanguage::De => ("en", "English"),
    };
    // What the address may hold was checked where `next` was read.
    let next = if next.is_empty() {
        String::new()
    } else {
        format!("&next={}", next.replace('%', "%25").replace('&', "%26").replace('#', "%23").replace('+', "%2B"))
    };
    view! { <a class="auth-link" href=format!("?language={tag}{next}") hreflang=tag lang=tag>{name}</a> }
}

/// The form of a one-time link as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SetUpForm {
    /// Whose password is chosen, by name; None where the link makes the first admin.
    pub person: Option<String>,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    /// Sentences at `email`, `first_name`, `last_name`, `password`.
    pub problems: Vec<(String, String)>,
    /// Why it was not taken as a whole.
    pub notice: Option<Notice>,
}

impl SetUpForm {
    pub fn title(&self, ui_language: UiLanguage) -> &'static str {
        let text = PublicTexts::of(ui_language);
        if self.person.is_some() { text.choose_password_title } else { text.set_up_title }
    }
}

#[component]
pub fn SetUp(ui_language: UiLanguage, form: SetUpForm) -> impl IntoView {
    let text = PublicTexts::of(ui_language);
    let title = form.title(ui_language);
    let is_refused = !form.problems.is_empty();
    let is_first = form.person.is_none();
    let lead = match &form.person {
        Some(person) => format!("{} {person}", text.choose_password_text),
        None => text.set_up_text.to_owned(),
    };
    let SetUpForm { person, email, first_name, last_name, problems, notice } = form;
    view! {
        <div class="stack stack-tight">
            <h1 class="title">{title}</h1>
            <p class="soft">{lead}</p>
        </div>
        {notice.map(|notice| view! { <NoticeAlert ui_language notice/> })}
        {is_refused.then(|| view! { <Alert tone=Tone::Danger><p>{text.correct_below}</p></Alert> })}
        // The browser's own messages would come before ours, one at a time and in its language instead of the page's.
        <form class="form" method="post" novalidate>
            <input type="hidden" name="language" value=ui_language.tag()/>
            <SetUpFields ui_language person=person.unwrap_or_default() email first_name last_name problems/>
            <button class="button button-primary button-large button-wide">
                {if is_first { text.set_up_button } else { text.choose_password_button }}
            </button>
            <p class="small"><OtherLanguage ui_language next=String::new()/></p>
        </form>
    }
}

/// Where a one-time link leads that works no longer.
#[component]
pub fn UsedLink(ui_language: UiLanguage) -> impl IntoView {
    let text = PublicTexts::of(ui_language);
    view! {
        <div class="stack stack-tight">
            <h1 class="title">{text.link_used_title}</h1>
            <p class="soft">{text.link_used_text}</p>
        </div>
        <p><a class="button button-primary button-large" href=routes::SIGN_IN>{text.sign_in}</a></p>
    }
}
