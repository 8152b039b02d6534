//! What a visitor gets for an address of the public site.

mod consent;
mod search;
mod visit;
pub mod whitepapers;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use domain::address::{Address, page_path};
use domain::block::{self, LiveList, PagesOf};
use domain::form::{Attribution, LeadForm};
use domain::id::WhitepaperId;
use domain::invalid::{Invalid, Problem};
use domain::item::ItemKind;
use domain::language::{Language, Languages, Localized};
use domain::page::PublicPage;
use domain::setting::Settings;
use domain::text::Slug;
use http::StatusCode;
use leptos::prelude::*;
use store::pages::published;
use store::publishing::Found;
use store::publishing::sitemap;

use self::visit::Visit;
use crate::error::AppError;
use crate::layout::public::PageContext;
use crate::pages::cards::{NoPages, PageCards};
use crate::pages::head::{head, titled};
use crate::pages::missing::{Missing, NewSite};
use crate::pages::public::Page;
use crate::public_form::{FormView, Obstacle};
use crate::shell::Head;
use crate::ssr::context::PageList;
use crate::ssr::sharing::DrawnCard;
use crate::ssr::{AppContext, html, now};
use crate::whitepapers::public::Cards;

/// The answer to a GET of a public address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAnswer {
    pub status: StatusCode,
    pub content: Content,
    /// Of the address, for Content-Language.
    pub language: Language,
    /// Whether it is made for one person, so that nobody keeps it for another.
    pub is_personal: bool,
    /// The whitepaper that is read with it.
    pub viewed: Option<WhitepaperId>,
}

/// Who asks, and what they sent before.
#[derive(Debug, Clone, Default)]
pub struct VisitorContext {
    /// Where their visit began.
    pub attribution: Attribution,
    /// The cookie of a browser in which a form was sent before.
    pub reader: Option<String>,
    /// The form that is shown again.
    pub refused: Option<Refused>,
    /// The button or form of a page about consent that could not be obeyed.
    pub consent: Option<ConsentAttempt>,
    /// Whether it is the answer to something that the page sent, so that the page was there.
    pub has_sent: bool,
}

/// What was sent at a page about consent.
#[derive(Debug, Clone, Default)]
pub struct ConsentAttempt {
    pub typed: String,
    pub problem: Option<Problem>,
    pub obstacle: Option<Obstacle>,
}

impl ConsentAttempt {
    fn status(&self) -> StatusCode {
        match self.obstacle {
            Some(Obstacle::Throttled) => StatusCode::TOO_MANY_REQUESTS,
            Some(_) => StatusCode::SERVICE_UNAVAILABLE,
            None => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// A form that was sent and not taken.
#[derive(Debug, Clone)]
pub struct Refused {
    pub typed: LeadForm,
    pub problems: Invalid,
    pub obstacle: Option<Obstacle>,
    /// The token that was sent. It is empty where that was too old; the form then gets a new one.
    pub form_token: String,
    pub attribution: Attribution,
}

impl Refused {
    /// The form with what was typed, instead of the empty one.
    pub(in crate::ssr) fn form_view(&self, empty: FormView) -> FormView {
        let form_token = if self.form_token.is_empty() { empty.form_token } else { self.form_token.clone() };
        let (typed, problems, obstacle, attribution) =
            (self.typed.clone(), self.problems.clone(), self.obstacle, self.attribution.clone());
        FormView { typed, problems, obstacle, form_token, attribution, ..empty }
    }

    /// Of the answer that shows it again.
    pub fn status(&self) -> StatusCode {
        match self.obstacle {
            Some(Obstacle::Throttled) => StatusCode::TOO_MANY_REQUESTS,
            Some(Obstacle::Unavailable) => StatusCode::SERVICE_UNAVAILABLE,
            Some(Obstacle::Withdrawn) => StatusCode::NOT_FOUND,
            Some(Obstacle::Spam(_)) | None => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    Html(String),
    /// The path, with its query, to which the browser goes.
    Redirect(String),
}

/// The requested address, parsed once per request, with the settings it was parsed by.
#[derive(Debug, Clone)]
pub struct PublicRequest {
    pub settings: Arc<Settings>,
    pub address: Address,
    /// Percent-decoded; it begins with `/`.
    pub path: String,
    /// As it came, without `?`.
    pub query: String,
}

impl PublicRequest {
    pub fn new(settings: Arc<Settings>, path: impl Into<String>, query: impl Into<String>) -> Self {
        let path = path.into();
        Self { address: Address::parse(&path, &settings.languages), settings, path, query: query.into() }
    }

    /// The same without its query, which is that of another request.
    #[must_use]
    pub fn without_query(&self) -> Self {
        Self { query: String::new(), ..self.clone() }
    }
}

/// The answer to a request that no route of the server takes: a page, a redirect, or the 404 page.
pub async fn answer_to(
    context: &AppContext,
    request: &PublicRequest,
    visitor: &VisitorContext,
) -> Result<PublicAnswer, AppError> {
    let PublicRequest { settings, address, path, query } = request;
    let languages = &settings.languages;
    let glossary = context.glossary().await?;
    let visit = Visit { context, languages, glossary: &glossary, texts: &settings.texts, language: address.language(), path };
    if let Some(path) = without_slash(path, languages) {
        return Ok(visit.moved(path, query));
    }
    match address {
        Address::Page(language, slug) => match published(context.store(), language, slug, languages, now()).await? {
            Found::Here(found) => page(&visit, &found).await,
            Found::Moved(slug) => Ok(visit.moved(page_path(visit.language, &slug, languages), query)),
            Found::Nothing if slug.is_home() && is_new(context).await? => new_site(&visit).await,
            Found::Nothing => missing(&visit).await,
        },
        Address::Search(_) => search::search(&visit, query).await,
        Address::Whitepapers(_) => whitepapers::list(&visit, query).await,
        Address::Whitepaper(_, slug) => whitepapers::detail(&visit, slug, query, visitor).await,
        Address::Grant(_, token) => whitepapers::link(&visit, token, query).await,
        Address::Consent(_, page) => consent::page(&visit, page, query, visitor).await,
        // The file itself is no document; its own route checks whether there is one.
        Address::WhitepaperFile(..) => missing(&visit).await,
        Address::Unknown(_) => match canonical_path(&visit).await? {
            Some(path) => Ok(visit.moved(path, query)),
            None => missing(&visit).await,
        },
    }
}

/// The path without its trailing slash, if it is a page or the search. It is built from the parsed address, so that no input
/// leads to another host (`//example.org/`).
fn without_slash(path: &str, languages: &Languages) -> Option<String> {
    let shorter = path.strip_suffix('/').filter(|path| !path.is_empty())?;
    Address::parse(shorter, languages).path(languages)
}

/// The path of the same address in small letters, if something answers there. It is built from the parsed address too.
async fn canonical_path(visit: &Visit<'_>) -> Result<Option<String>, AppError> {
    let (store, languages) = (visit.context.store(), visit.languages);
    let meant = Address::parse_lenient(visit.path, languages);
    let is_there = match &meant {
        Address::Page(_, slug) if slug.is_home() => true,
        Address::Page(language, slug) => match published(store, language, slug, languages, now()).await? {
            Found::Here(_) => true,
            Found::Moved(slug) => return Ok(Some(page_path(language, &slug, languages))),
            Found::Nothing => false,
        },
        Address::Whitepaper(language, slug) | Address::WhitepaperFile(language, slug) => {
            !matches!(store::whitepapers::published(store, language, slug, languages, now()).await?, Found::Nothing)
        }
        Address::Search(_) | Address::Whitepapers(_) | Address::Grant(..) | Address::Consent(..) => true,
        Address::Unknown(_) => false,
    };
    Ok(meant.path(languages).filter(|path| is_there && path != visit.path))
}

async fn page(visit: &Visit<'_>, page: &PublicPage) -> Result<PublicAnswer, AppError> {
    let chrome = visit.context.site_chrome(visit.language).await?;
    let alternates = visit.alternates(&page.translations, &chrome);
    let context = visit.context(&chrome, &alternates);
    let image = DrawnCard::of_page(page.id, &page.language).image(visit.context, &page.title, &page.html).await?;
    let head = head(page, visit.language, &chrome, visit.context.base_url(), image);
    let html = filled(visit, &page.html, Some((&page.language, &page.slug)), context).await?;
    let has_lines = block::has_lines(&html);
    let content = visit.document(head, context, has_lines, || view! { <Page page html=&html context/> });
    Ok(visit.answer(StatusCode::OK, content))
}

/// The HTML of a text with its live lists filled in. An empty list leaves nothing behind, but for that of the pages below the page
/// itself, which says that there is none yet. `page` is the page that the text belongs to, with the language of its text.
async fn filled<'a>(
    visit: &Visit<'_>,
    html_of_text: &'a str,
    page: Option<(&Language, &Slug)>,
    context: PageContext<'_>,
) -> Result<Cow<'a, str>, AppError> {
    let parts = block::html_parts(html_of_text);
    if !parts.iter().any(|part| matches!(part, block::HtmlPart::LiveList { .. })) {
        return Ok(html_of_text.into());
    }
    let has_whitepapers = parts.iter().any(|part| matches!(part, block::HtmlPart::LiveList { kind: LiveList::Whitepapers, .. }));
    let cards = if has_whitepapers { visit.context.latest_whitepapers(visit.language).await? } else { Arc::default() };
    let mut pages = HashMap::new();
    for part in &parts {
        let block::HtmlPart::LiveList { kind, of, .. } = part else { continue };
        if let Some(list) = page_list(visit, *kind, of, page) {
            let found = visit.context.page_list(&list).await?;
            pages.insert((*kind, *of), found);
        }
    }
    // A text in another language than its address's is marked as such, and so is what is listed within it.
    let language = page.map_or(visit.language, |(language, _)| language);
    let filled = block::fill(html_of_text, |kind, of, count, has_heading| {
        let level = if has_heading { 3 } else { 2 };
        match kind {
            LiveList::Whitepapers if !cards.is_empty() => {
                let cards = &cards[..cards.len().min(count as usize)];
                let around = context.interface_lang().unwrap_or(context.language.as_str());
                let lang = (language.as_str() != around).then_some(around);
                Some(html(|| view! { <Cards cards context level lang/> }))
            }
            LiveList::Articles | LiveList::Pages => {
                let pages = pages.get(&(kind, of))?;
                let pages = &pages[..pages.len().min(count as usize)];
                match (pages.is_empty(), kind == LiveList::Pages && of.is_empty()) {
                    (true, false) => None,
                    (true, true) => Some(html(|| view! { <NoPages language context/> })),
                    (false, _) => Some(html(|| view! { <PageCards cards=pages language context level/> })),
                }
            }
            LiveList::Webinars | LiveList::Whitepapers => None,
        }
    });
    Ok(filled.into())
}

/// The list of pages that a live list shows. None where it lists something else, or is narrowed to what is no page.
fn page_list(visit: &Visit<'_>, kind: LiveList, of: &str, page: Option<(&Language, &Slug)>) -> Option<PageList> {
    let language = page.map_or(visit.language, |(language, _)| language).clone();
    match (kind, PagesOf::parse(of)?) {
        (LiveList::Articles, _) => Some(PageList::Articles(language)),
        (LiveList::Pages, PagesOf::This) => page.map(|(own, slug)| PageList::Below(own.clone(), slug.clone(), language)),
        (LiveList::Pages, PagesOf::Template(template)) => Some(PageList::Template(template, language)),
        (LiveList::Pages, PagesOf::Path(path)) => match Address::parse(&path, visit.languages) {
            Address::Page(own, slug) => Some(PageList::Below(own, slug, language)),
            _ => None,
        },
        (LiveList::Webinars | LiveList::Whitepapers, _) => None,
    }
}

/// A real page that says that there is none.
async fn missing(visit: &Visit<'_>) -> Result<PublicAnswer, AppError> {
    let chrome = visit.context.site_chrome(visit.language).await?;
    let alternates = visit.alternates(&Localized::default(), &chrome);
    let context = visit.context(&chrome, &alternates);
    let head = unlisted(context, context.text().not_found_title);
    let content = visit.document(head, context, true, || view! { <Missing context/> });
    Ok(visit.answer(StatusCode::NOT_FOUND, content))
}

async fn is_new(context: &AppContext) -> Result<bool, AppError> {
    Ok(sitemap(context.store(), ItemKind::Page, now(), None, 1).await?.is_empty())
}

/// The front page of a site on which nothing is published.
async fn new_site(visit: &Visit<'_>) -> Result<PublicAnswer, AppError> {
    let chrome = visit.context.site_chrome(visit.language).await?;
    let has_admin = store::users::has_admin(visit.context.store()).await?;
    let alternates = visit.roots();
    let context = visit.context(&chrome, &alternates);
    let head = unlisted(context, context.text().empty_site_title);
    let content = visit.document(head, context, true, || view! { <NewSite context has_admin/> });
    Ok(visit.answer(StatusCode::OK, content))
}

/// The head of a document that is no page of the site's.
fn unlisted<'a>(context: PageContext<'a>, title: &str) -> Head<'a> {
    Head::unlisted(context.language, titled(title, &context.chrome.site_title))
}
