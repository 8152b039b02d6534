//! The pages that confirm and withdraw a consent. Opening one changes nothing, because programs follow links too; its button does.

use domain::time::Timestamp;
use leptos::prelude::*;

use crate::layout::public::PageContext;
use crate::public_form::Obstacle;
use crate::text::UiLanguage;
use crate::text::public_consent::PublicConsentTexts as Text;
use crate::text::public_form::PublicForm;
use crate::ui::alert::{Alert, Tone};
use crate::ui::field::Field;

/// One of these pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConsentView {
    Confirm {
        email: String,
        sentence: Sentence,
        until: Timestamp,
    },
    Confirmed {
        email: String,
        /// Where it is withdrawn.
        withdrawal: String,
        list: String,
    },
    /// `list` is where the whitepapers are, with the forms at which somebody can ask once more.
    Expired {
        list: String,
    },
    /// It was withdrawn between the question and now.
    WithdrawnSince {
        list: String,
    },
    Withdraw {
        email: String,
    },
    /// Without an address where somebody has typed it: it may be unknown.
    Withdrawn {
        email: Option<String>,
        list: String,
    },
    Withdrawal {
        typed: String,
        problem: Option<String>,
    },
}

/// What was ticked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub text: String,
    /// Its language, where that is not the reader's.
    pub lang: Option<String>,
}

impl ConsentView {
    pub fn title(&self, text: &Text) -> &'static str {
        match self {
            Self::Confirm { .. } => text.confirm_title,
            Self::Confirmed { .. } => text.confirmed_title,
            Self::Expired { .. } => text.expired_title,
            Self::WithdrawnSince { .. } => text.withdrawn_since_title,
            Self::Withdraw { .. } | Self::Withdrawal { .. } => text.withdraw_title,
            Self::Withdrawn { .. } => text.withdrawn_title,
        }
    }
}

#[component]
pub fn Consent<'a>(view: ConsentView, obstacle: Option<Obstacle>, context: PageContext<'a>) -> impl IntoView {
    let (ui_language, text) = (context.ui_language(), Text::of(context.ui_language()));
    let title = view.title(text);
    let obstacle = obstacle.map(|obstacle| match obstacle {
        Obstacle::Throttled => text.throttled,
        _ => text.unavailable,
    });
    view! {
        <div class="page axis section-start section-body">
            <div class="axis-wide stack stack-wide">
                <h1 class="title">{title}</h1>
                <div class="card register stack">
                    {obstacle.map(|message| view! { <Alert tone=Tone::Warning><p>{message}</p></Alert> })}
                    <Content ui_language text view/>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Content(ui_language: UiLanguage, text: &'static Text, view: ConsentView) -> impl IntoView {
    match view {
        ConsentView::Confirm { email, sentence: Sentence { text: sentence, lang }, until } => view! {
            <p>{ui_language.confirm_for(&email)}</p>
            <blockquote lang=lang><p>{sentence}</p></blockquote>
            <PressForm label=text.confirm_button/>
            <p class="small soft">{ui_language.confirm_until(until)}</p>
        }
        .into_any(),
        ConsentView::Confirmed { email, withdrawal, list } => view! {
            <p>{ui_language.confirmed_for(&email)}</p>
            <p><a class="button button-primary button-large" href=list>{text.to_list}</a></p>
            <p><a href=withdrawal>{text.withdraw_link}</a></p>
        }
        .into_any(),
        ConsentView::Expired { list } => view! { <AskAgain message=text.expired_text text list/> }.into_any(),
        ConsentView::WithdrawnSince { list } => view! { <AskAgain message=text.withdrawn_since_text text list/> }.into_any(),
        ConsentView::Withdraw { email } => view! {
            <p>{ui_language.withdraw_for(&email)}</p>
            <p class="soft">{text.still_sent}</p>
            <PressForm label=text.withdraw_button/>
        }
        .into_any(),
        ConsentView::Withdrawn { email, list } => {
            let done = email.map_or_else(|| text.withdrawn_text.to_owned(), |email| ui_language.withdrawn_for(&email));
            view! {
                <p>{done}</p>
                <p class="soft">{text.change_of_mind} " " <a href=list>{text.to_list}</a></p>
            }
            .into_any()
        }
        ConsentView::Withdrawal { typed, problem } => view! {
            <p>{text.withdrawal_text}</p>
            <form class="form" method="post" novalidate>
                <Field id="email" label=PublicForm::of(ui_language).email error=Signal::stored(problem)>
                    <input class="input" name="email" type="email" autocomplete="email" required value=typed/>
                </Field>
                <p><button class="button button-primary button-large">{text.withdraw_button}</button></p>
            </form>
            <p class="small soft">{text.still_sent}</p>
        }
        .into_any(),
    }
}

/// The button; it is sent to the address of its page.
#[component]
fn PressForm(label: &'static str) -> impl IntoView {
    view! { <form method="post"><button class="button button-primary button-large">{label}</button></form> }
}

#[component]
fn AskAgain(message: &'static str, text: &'static Text, list: String) -> impl IntoView {
    view! {
        <p>{message}</p>
        <p><a class="button button-primary button-large" href=list>{text.to_list}</a></p>
    }
}
