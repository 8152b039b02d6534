//! The pages about a consent: their links are looked up, and what stands there is shown.

use domain::address::{ConsentPage, consent_path, whitepapers_path};
use http::StatusCode;
use leptos::prelude::*;
use store::consents::{self, ConfirmState};
use store::sessions::hash;

use super::{PublicAnswer, Visit, VisitorContext, missing, unlisted};
use crate::consents::public::{Consent, ConsentView, Sentence};
use crate::error::AppError;
use crate::ssr::consent::sentence;
use crate::ssr::now;
use crate::text::UiLanguage;
use crate::text::public_consent::PublicConsentTexts;

/// `done` in the query says that an address was withdrawn just now.
pub(super) async fn page(
    visit: &Visit<'_>,
    page: &ConsentPage,
    query: &str,
    visitor: &VisitorContext,
) -> Result<PublicAnswer, AppError> {
    let (view, mut status) = match view(visit, page, query, visitor).await {
        Ok(view) => view,
        Err(AppError::NotFound) => return missing(visit).await,
        Err(error) => return Err(error),
    };
    let chrome = visit.context.site_chrome(visit.language).await?;
    let alternates = visit.elsewhere(|language| consent_path(language, page, visit.languages));
    let context = visit.context(&chrome, &alternates);
    let head = unlisted(context, view.title(PublicConsentTexts::of(context.ui_language())));
    let obstacle = visitor.consent.as_ref().and_then(|attempt| attempt.obstacle);
    if let Some(attempt) = &visitor.consent {
        status = attempt.status();
    }
    let content = visit.document(head, context, false, || view! { <Consent view obstacle context/> });
    // The link itself proves who opens it.
    let is_personal = *page != ConsentPage::Withdrawal;
    Ok(PublicAnswer { is_personal, ..visit.answer(status, content) })
}

async fn view(
    visit: &Visit<'_>,
    page: &ConsentPage,
    query: &str,
    visitor: &VisitorContext,
) -> Result<(ConsentView, StatusCode), AppError> {
    let (store, list) = (visit.context.store(), whitepapers_path(visit.language, visit.languages));
    Ok(match page {
        ConsentPage::Confirm(token) => {
            let request = consents::open_confirm(store, &hash(token), now()).await?;
            match request.state {
                ConfirmState::Open { expires_at } => {
                    let is_foreign = UiLanguage::of(&request.language) != UiLanguage::of(visit.language);
                    let sentence = Sentence {
                        text: sentence(&request.wording).to_owned(),
                        lang: is_foreign.then(|| request.language.to_string()),
                    };
                    (ConsentView::Confirm { email: request.email, sentence, until: expires_at }, StatusCode::OK)
                }
                ConfirmState::Confirmed => {
                    let withdrawal = consent_path(visit.language, &ConsentPage::Withdrawal, visit.languages);
                    (ConsentView::Confirmed { email: request.email, withdrawal, list }, StatusCode::OK)
                }
                ConfirmState::Expired => (ConsentView::Expired { list }, StatusCode::GONE),
                ConfirmState::Withdrawn => (ConsentView::WithdrawnSince { list }, StatusCode::GONE),
            }
        }
        ConsentPage::Withdraw(token) => {
            let request = consents::open_withdraw(store, &hash(token)).await?;
            let view = match request.is_withdrawn {
                true => ConsentView::Withdrawn { email: Some(request.email), list },
                false => ConsentView::Withdraw { email: request.email },
            };
            (view, StatusCode::OK)
        }
        ConsentPage::Withdrawal if query == "done" => (ConsentView::Withdrawn { email: None, list }, StatusCode::OK),
        ConsentPage::Withdrawal => {
            let attempt = visitor.consent.clone().unwrap_or_default();
            let ui_language = UiLanguage::of(visit.language);
            let problem = attempt.problem.map(|problem| ui_language.problem(&problem));
            (ConsentView::Withdrawal { typed: attempt.typed, problem }, StatusCode::OK)
        }
    })
}
