//! The pages of whitepapers: their addresses are read, what stands there is found.

use domain::address::{whitepaper_file_path, whitepaper_path, whitepapers_path};
use domain::form::RequestedFields;
use domain::id::WhitepaperId;
use domain::language::{Language, Localized};
use domain::page::{PageLink, SiteChrome};
use domain::text::Slug;
use domain::whitepaper::public::{Card, PublicWhitepaper, WhitepaperQuery};
use http::StatusCode;
use leptos::prelude::*;
use store::publishing::Found;
use store::whitepapers::grants::{self, GrantState};
use store::whitepapers::{gate, public_list, published};

use super::{PublicAnswer, Refused, Visit, VisitorContext, filled, missing, unlisted};
use crate::error::AppError;
use crate::public_form::FormView as ShownForm;
use crate::ssr::sharing::DrawnCard;
use crate::ssr::zone::Zone;
use crate::ssr::{AppContext, now};
use crate::text::UiLanguage;
use crate::text::public_whitepapers::PublicWhitepaperTexts;
use crate::whitepapers::public::{Gate, Link, LinkState, LinkView, Thanks, Whitepaper, Whitepapers, Withdrawn, head};

pub(super) async fn list(visit: &Visit<'_>, query: &str) -> Result<PublicAnswer, AppError> {
    let chrome = visit.context.site_chrome(visit.language).await?;
    let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    let mut query = WhitepaperQuery::read(pairs.iter().map(|(name, value)| (name.as_ref(), value.to_string())));
    query.meant = visit.glossary.meant(&query.search, visit.language);
    let listed = public_list(visit.context.store(), visit.language, visit.languages, &query, now()).await?;
    let path = whitepapers_path(visit.language, visit.languages);
    let next = listed.after.as_deref().map(|after| address(&path, &query, after));
    let alternates: Vec<_> =
        visit.other_languages().map(|language| (language, whitepapers_path(language, visit.languages))).collect();
    let context = visit.context(&chrome, &alternates);
    let is_whole = !query.is_filtered() && query.after.is_empty();
    let image = DrawnCard::of_whitepapers(visit.language).image(visit.context, context.whitepapers_title(), "").await?;
    let head = head::list(context, visit.context.base_url(), is_whole, image);
    let main = || view! { <Whitepapers query=&query listed=&listed path=&path next context/> };
    let content = visit.document(head, context, true, main);
    Ok(visit.answer(StatusCode::OK, content))
}

/// The address of the same list behind a key.
fn address(path: &str, query: &WhitepaperQuery, after: &str) -> String {
    let mut serializer = form_urlencoded::Serializer::new(String::new());
    let category = query.category.map_or("", |category| category.as_str());
    let pairs = [
        ("q", query.search.as_str()),
        ("category", category),
        ("industry", &query.industry),
        ("tag", &query.tag),
        ("sort", query.sort.as_str()),
        ("after", after),
    ];
    pairs.into_iter().filter(|(_, value)| !value.is_empty()).for_each(|(name, value)| {
        serializer.append_pair(name, value);
    });
    format!("{path}?{}", serializer.finish())
}

pub(super) async fn detail(
    visit: &Visit<'_>,
    slug: &Slug,
    query: &str,
    visitor: &VisitorContext,
) -> Result<PublicAnswer, AppError> {
    let whitepaper = match published(visit.context.store(), visit.language, slug, visit.languages, now()).await? {
        Found::Here(whitepaper) => whitepaper,
        Found::Moved(slug) => return Ok(visit.moved(whitepaper_path(visit.language, &slug, visit.languages), query)),
        Found::Nothing if visitor.has_sent => return withdrawn(visit, StatusCode::NOT_FOUND, visitor.refused.as_ref()).await,
        Found::Nothing => return missing(visit).await,
    };
    let chrome = visit.context.site_chrome(visit.language).await?;
    let alternates = alternates(visit, &whitepaper.translations);
    let context = visit.context(&chrome, &alternates);
    let gate = gate(visit, &whitepaper, &chrome, query, visitor).await?;
    let is_personal = matches!(gate, Gate::Known { .. }) || visitor.refused.is_some();
    let list = PageLink {
        title: context.whitepapers_title().to_owned(),
        language: visit.language.clone(),
        path: whitepapers_path(visit.language, visit.languages),
    };
    let cover = whitepaper.cover.as_ref().map(|cover| format!("src=\"{}\"", cover.picture.src)).unwrap_or_default();
    let card = DrawnCard::of_whitepaper(whitepaper.id, &whitepaper.language);
    let image = card.image(visit.context, &whitepaper.title, &cover).await?;
    let head = head::detail(&whitepaper, context, visit.context.base_url(), image);
    let preview = filled(visit, &whitepaper.html, None, context).await?;
    let content = visit.document(head, context, true, || {
        view! { <Whitepaper whitepaper=&whitepaper preview=&preview gate list=&list context/> }
    });
    let status = visitor.refused.as_ref().map_or(StatusCode::OK, Refused::status);
    Ok(PublicAnswer { is_personal, viewed: Some(whitepaper.id), ..visit.answer(status, content) })
}

/// The same whitepaper in each other language, else that language's list.
fn alternates<'a>(visit: &Visit<'a>, translations: &Localized<Slug>) -> Vec<(&'a Language, String)> {
    let path = |language| match translations.get(language) {
        Some(slug) => whitepaper_path(language, slug, visit.languages),
        None => whitepapers_path(language, visit.languages),
    };
    visit.other_languages().map(|language| (language, path(language))).collect()
}

async fn gate(
    visit: &Visit<'_>,
    whitepaper: &PublicWhitepaper,
    chrome: &SiteChrome,
    query: &str,
    visitor: &VisitorContext,
) -> Result<Gate, AppError> {
    if !whitepaper.requires_registration {
        return Ok(Gate::Direct(whitepaper_file_path(visit.language, &whitepaper.slug, visit.languages)));
    }
    let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    let attribution = match &visitor.refused {
        Some(refused) => refused.attribution.clone(),
        None => visitor.attribution.clone(),
    };
    let form_token = form_token(visit.context, whitepaper.id)?;
    let is_form_wanted = visitor.refused.is_some() || pairs.iter().any(|(name, _)| name == "form");
    if !is_form_wanted && let Some(known) = known(visit.context, visitor.reader.as_deref()).await? {
        return Ok(Gate::Known { first_name: known.first_name, form_token, attribution });
    }
    let privacy_path = chrome.privacy_path().map(str::to_owned);
    let empty = ShownForm::empty(RequestedFields::GATE, privacy_path, visit.context.sends_mail());
    let empty = ShownForm { form_token, attribution, ..empty };
    let view = match &visitor.refused {
        None => empty,
        Some(refused) => refused.form_view(empty),
    };
    Ok(Gate::Form { form: Box::new(view), is_mailed: visit.context.sends_mail() })
}

/// The form token of a form before this whitepaper.
fn form_token(context: &AppContext, whitepaper: WhitepaperId) -> Result<String, AppError> {
    context.secret().form_token(&form_name(whitepaper), now()).map_err(|error| {
        tracing::error!(%error, "there is no randomness for a form");
        AppError::Internal
    })
}

/// As form tokens name the form before a whitepaper.
pub fn form_name(whitepaper: WhitepaperId) -> String {
    format!("whitepaper {whitepaper}")
}

/// Whom a browser with this cookie belongs to, if it is still known.
pub async fn known(context: &AppContext, cookie: Option<&str>) -> Result<Option<gate::KnownVisitor>, AppError> {
    let Some(download) = cookie.and_then(|cookie| context.secret().read_reader(cookie, now())) else { return Ok(None) };
    let days = context.settings().await?.known_browser_days;
    Ok(gate::known_visitor(context.store(), download, days, now()).await?)
}

/// The page of a whitepaper that is no longer offered, with the form that was sent from it.
async fn withdrawn(visit: &Visit<'_>, status: StatusCode, refused: Option<&Refused>) -> Result<PublicAnswer, AppError> {
    let chrome = visit.context.site_chrome(visit.language).await?;
    let alternates: Vec<_> =
        visit.other_languages().map(|language| (language, whitepapers_path(language, visit.languages))).collect();
    let context = visit.context(&chrome, &alternates);
    let form = refused.map(|refused| {
        let privacy_path = chrome.privacy_path().map(str::to_owned);
        refused.form_view(ShownForm::empty(RequestedFields::GATE, privacy_path, visit.context.sends_mail()))
    });
    let list = whitepapers_path(visit.language, visit.languages);
    let head = unlisted(context, PublicWhitepaperTexts::of(context.ui_language()).withdrawn_title);
    let is_personal = form.is_some();
    let content = visit.document(head, context, false, || view! { <Withdrawn list form context/> });
    Ok(PublicAnswer { is_personal, ..visit.answer(status, content) })
}

/// The page of a link to a file. `sent` in the query says that its form was sent just now and the link mailed, `sent=confirm` that
/// another mail asks about what was ticked, and `kept` that nothing is mailed.
pub(super) async fn link(visit: &Visit<'_>, token: &str, query: &str) -> Result<PublicAnswer, AppError> {
    let hash = store::sessions::hash(token);
    let grant = match grants::open(visit.context.store(), &hash, visit.language, visit.languages, now()).await {
        Ok(grant) => grant,
        Err(store::Error::NotFound) => return missing(visit).await,
        Err(error) => return Err(error.into()),
    };
    if grant.state == GrantState::Withdrawn {
        return Ok(PublicAnswer { is_personal: true, ..withdrawn(visit, StatusCode::GONE, None).await? });
    }
    let chrome = visit.context.site_chrome(visit.language).await?;
    let alternates: Vec<_> = visit
        .other_languages()
        .map(|language| (language, domain::address::grant_path(language, token, visit.languages)))
        .collect();
    let context = visit.context(&chrome, &alternates);
    let state = match grant.state {
        GrantState::Open { uses_left, expires_at } => {
            let is_mailed = visit.context.sends_mail();
            let thanks = match query {
                "sent" => Some(Thanks { is_mailed, asks_to_confirm: false }),
                "sent=confirm" => Some(Thanks { is_mailed, asks_to_confirm: true }),
                "kept" => Some(Thanks { is_mailed: false, asks_to_confirm: false }),
                _ => None,
            };
            let zone = Zone::parse(&visit.context.settings().await?.time_zone);
            LinkState::Open { until: zone.at(expires_at), uses: uses_left, thanks }
        }
        GrantState::Expired => LinkState::Expired,
        GrantState::UsedUp | GrantState::Withdrawn => LinkState::UsedUp,
    };
    let status = if matches!(state, LinkState::Open { .. }) { StatusCode::OK } else { StatusCode::GONE };
    // A text of the default language is read at addresses of the reader's too.
    let is_read_here = grant.language == visit.languages.default;
    let read_in = if is_read_here { visit.language } else { &grant.language };
    let whitepaper = grant.slug.as_ref().map(|slug| whitepaper_path(read_in, slug, visit.languages));
    let title = state.title(PublicWhitepaperTexts::of(UiLanguage::of(visit.language)));
    let view = LinkView {
        state,
        title: grant.title,
        lang: context.lang(&grant.language).map(str::to_owned),
        file: context.ui_language().file(&grant.mime_type, grant.size_bytes),
        whitepaper,
        list: whitepapers_path(visit.language, visit.languages),
    };
    let head = unlisted(context, title);
    let next = next(visit, read_in, grant.slug.as_ref()).await?;
    // The covers of whitepapers without a picture are drawn of field lines.
    let has_lines = next.iter().any(|card| card.cover.is_none());
    let content = visit.document(head, context, has_lines, || view! { <Link view next=&next context/> });
    Ok(PublicAnswer { is_personal: true, ..visit.answer(status, content) })
}

/// Whitepapers for someone who has this one: those about the same, else the latest.
async fn next(visit: &Visit<'_>, read_in: &Language, slug: Option<&Slug>) -> Result<Vec<Card>, AppError> {
    if let Some(slug) = slug
        && let Found::Here(whitepaper) = published(visit.context.store(), read_in, slug, visit.languages, now()).await?
        && !whitepaper.related.is_empty()
    {
        return Ok(whitepaper.related);
    }
    let own = slug.map(|slug| whitepaper_path(read_in, slug, visit.languages));
    let latest = visit.context.latest_whitepapers(visit.language).await?;
    Ok(latest.iter().filter(|card| Some(&card.path) != own.as_ref()).take(NEXT).cloned().collect())
}

/// As many as stand side by side.
const NEXT: usize = 3;
