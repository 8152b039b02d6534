//! Where the links of a text lead, for the checklist of its editor.

use std::collections::BTreeMap;

use domain::address::{Address, ConsentPage, LinkState, MAX_LINKS, own_path};
use domain::item::ItemKind;
use domain::language::{Language, Languages};
use domain::text::Slug;
use percent_encoding::percent_decode_str;
use store::access::Viewer;
use store::pages;
use store::publishing::{Found, propose_slug};
use store::whitepapers;

use crate::error::AppError;
use crate::ssr::{AppContext, now};

/// The state of each link that leads to this site; links beyond [`MAX_LINKS`] are not looked up.
pub async fn states(context: &AppContext, by: &Viewer, links: Vec<String>) -> Result<BTreeMap<String, LinkState>, AppError> {
    let settings = context.settings().await?;
    let mut states = BTreeMap::new();
    for link in links.into_iter().take(MAX_LINKS) {
        let Some(path) = own_path(&link, context.base_url()) else { continue };
        let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
        if let Some(state) = state(context, by, &path, &settings.languages).await? {
            states.insert(link, state);
        }
    }
    Ok(states)
}

/// As a visitor would be answered: capitals and slashes too many are forgiven.
async fn state(context: &AppContext, by: &Viewer, path: &str, languages: &Languages) -> Result<Option<LinkState>, AppError> {
    let (store, now) = (context.store(), now());
    let state = match Address::parse_lenient(path, languages) {
        Address::Search(_) | Address::Whitepapers(_) => LinkState::Public,
        Address::Consent(_, ConsentPage::Withdrawal) => LinkState::Public,
        Address::Consent(..) | Address::Grant(..) => return Ok(None),
        Address::Unknown(_) => LinkState::Nowhere,
        Address::Page(language, slug) => match pages::published(store, &language, &slug, languages, now).await? {
            Found::Nothing => hidden_or_nowhere(context, by, ItemKind::Page, &language, &slug).await?,
            Found::Here(_) | Found::Moved(_) => LinkState::Public,
        },
        Address::Whitepaper(language, slug) | Address::WhitepaperFile(language, slug) => {
            match whitepapers::published(store, &language, &slug, languages, now).await? {
                Found::Nothing => hidden_or_nowhere(context, by, ItemKind::Whitepaper, &language, &slug).await?,
                Found::Here(_) | Found::Moved(_) => LinkState::Public,
            }
        }
    };
    Ok(Some(state))
}

/// A slug that is not free belongs to something that visitors do not see.
async fn hidden_or_nowhere(
    context: &AppContext,
    by: &Viewer,
    kind: ItemKind,
    language: &Language,
    slug: &Slug,
) -> Result<LinkState, AppError> {
    let is_taken = slug.is_home() || propose_slug(context.store(), by, kind, language, slug, None).await? != *slug;
    Ok(if is_taken { LinkState::Hidden } else { LinkState::Nowhere })
}
