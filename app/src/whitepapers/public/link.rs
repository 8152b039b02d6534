//! The page of a link to a file: the thanks after the form, where the mail leads, and what it says once it is over. Opening it
//! changes nothing; the button does.

use domain::setting::SiteText;
use domain::whitepaper::public::Card;
use leptos::either::Either;
use leptos::prelude::*;

use super::card::Cards;
use crate::layout::public::PageContext;
use crate::text::ZonedTime;
use crate::text::public_whitepapers::PublicWhitepaperTexts;
use crate::ui::alert::{Alert, Tone};

/// A link as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkView {
    pub state: LinkState,
    pub title: String,
    /// Of the title, where it is not the reader's.
    pub lang: Option<String>,
    /// `PDF, 1.4 MB`.
    pub file: String,
    /// Where the whitepaper is read; none where it is no longer offered.
    pub whitepaper: Option<String>,
    /// Where all whitepapers are.
    pub list: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkState {
    Open {
        /// By the clocks of the site.
        until: ZonedTime,
        uses: i64,
        /// The form was sent just now.
        thanks: Option<Thanks>,
    },
    Expired,
    UsedUp,
}

/// What the page says to somebody who has sent the form just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thanks {
    /// Whether the link goes out by mail too.
    pub is_mailed: bool,
    /// Whether something was ticked that has to be confirmed.
    pub asks_to_confirm: bool,
}

impl LinkState {
    pub fn title(&self, text: &PublicWhitepaperTexts) -> &'static str {
        match self {
            Self::Open { thanks: Some(_), .. } => text.sent_title,
            Self::Open { .. } => text.link_title,
            Self::Expired => text.expired_title,
            Self::UsedUp => text.used_title,
        }
    }
}

#[component]
pub fn Link<'a>(
    view: LinkView,
    /// What to read next.
    next: &'a [Card],
    context: PageContext<'a>,
) -> impl IntoView {
    let (ui_language, text) = (context.ui_language(), PublicWhitepaperTexts::of(context.ui_language()));
    let LinkView { state, title, lang, file, whitepaper, list } = view;
    let is_offered = whitepaper.is_some();
    let place = whitepaper.unwrap_or(list);
    // The form, or the button of a browser that is known.
    let form = if is_offered { format!("{place}#get") } else { place.clone() };
    let message = match &state {
        LinkState::Open { thanks: Some(Thanks { is_mailed: true, .. }), .. } => text.sent_text,
        LinkState::Open { thanks: Some(_), .. } => text.kept_text,
        LinkState::Open { .. } => text.link_text,
        LinkState::Expired if is_offered => text.expired_text,
        LinkState::Expired => text.expired_withdrawn_text,
        LinkState::UsedUp if is_offered => text.used_text,
        LinkState::UsedUp => text.used_withdrawn_text,
    };
    let asks_to_confirm =
        matches!(&state, LinkState::Open { thanks: Some(Thanks { is_mailed: true, asks_to_confirm: true }), .. });
    let (back, ask_again) = if is_offered { (text.back, text.ask_again) } else { (text.to_list, text.to_list) };
    view! {
        <div class="page axis section-start section-body">
            <div class="axis-wide stack stack-wide">
                <div class="stack stack-tight">
                    <h1 class="title">{state.title(text)}</h1>
                    <p class="lead">{message}</p>
                </div>
                {asks_to_confirm.then(|| view! { <Alert tone=Tone::Info><p>{text.confirm_text}</p></Alert> })}
                <div class="card register stack">
                    <h2 class="card-title" lang=lang>{title}</h2>
                    <p class="measure">{file}</p>
                    {match state {
                        LinkState::Open { until, uses, .. } => {
                            Either::Left(view! {
                                <form method="post"><button class="button button-primary button-large">{text.download}</button></form>
                                <p class="small soft">{ui_language.link_until(&until, uses)}</p>
                                <p><a href=place>{back}</a></p>
                            })
                        }
                        LinkState::Expired | LinkState::UsedUp => {
                            Either::Right(view! { <p><a class="button button-primary button-large" href=form>{ask_again}</a></p> })
                        }
                    }}
                </div>
            </div>
        </div>
        <Next next context/>
    }
}

/// Where a reader goes from here: to other whitepapers, to all that is written, to a talk.
#[component]
fn Next<'a>(next: &'a [Card], context: PageContext<'a>) -> impl IntoView {
    let text = PublicWhitepaperTexts::of(context.ui_language());
    let call = context.call_to_action().map(|(path, label)| {
        let lang = context.chosen_lang(SiteText::ButtonLabel);
        view! {
            <section class="page axis ruled section-body" aria-labelledby="talk">
                <h2 class="axis-label" id="talk">{text.talk_title}</h2>
                <div class="stack">
                    <p class="lead">{text.talk_text}</p>
                    <p><a class="button button-secondary button-large" href=path lang=lang>{label}</a></p>
                </div>
            </section>
        }
    });
    view! {
        {(!next.is_empty())
            .then(|| {
                view! {
                    <section class="page axis ruled section-body" aria-labelledby="next">
                        <h2 class="axis-label" id="next">{text.next}</h2>
                        <Cards cards=next context level=3/>
                    </section>
                }
            })}
        {call}
    }
}
