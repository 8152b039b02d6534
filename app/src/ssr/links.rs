//! Where the links of a text lead, for the checklist of its editor.

use domain::address::{Address, ConsentPage, own_path};
use domain::block::PagesOf;
use domain::item::ItemKind;
use domain::language::{Language, Languages};
use domain::link_check::{CheckedLink, LinkCheck, LinkTarget};
use domain::markdown::{HtmlTags, Pictures, TypedLinks, render_with, typed_links};
use domain::text::Slug;
use percent_encoding::percent_decode_str;
use store::access::Viewer;
use store::pages;
use store::publishing::{Found, propose_slug};
use store::whitepapers;

use crate::error::AppError;
use crate::ssr::{AppContext, now};

/// Checks the links of a text to this site and within itself, and what it lists; finds its pictures of other sites, and what of it is
/// not shown as it was meant.
pub async fn check(context: &AppContext, by: &Viewer, text: String, language: Language) -> Result<LinkCheck, AppError> {
    let base_url = context.base_url().to_owned();
    let find = move || {
        let rendered = render_with(&text, &language, Pictures::default());
        let typed = typed_links(&text, &rendered, |url| own_path(url, &base_url).is_some());
        (typed, rendered.unusable_blocks, rendered.html_tags)
    };
    let (typed, unusable_blocks, tags) = context.store().render_pool().run(find).await?;
    let TypedLinks { links: own, dead_fragments, external_pictures, lists: named } = typed;
    let settings = context.settings().await?;
    let mut links = Vec::new();
    for link in own {
        let Some(path) = own_path(&link.address, context.base_url()) else { continue };
        let path = percent_decode_str(path).decode_utf8_lossy();
        if let Some(target) = target(context, by, &path, &settings.languages).await? {
            links.push(CheckedLink { typed: link.typed, target });
        }
    }
    links.extend(dead_fragments.into_iter().map(|link| CheckedLink { typed: link.typed, target: LinkTarget::NoHeading }));
    let mut lists = Vec::new();
    for typed in named {
        let target = match PagesOf::parse(&typed) {
            Some(PagesOf::Path(path)) => target(context, by, &path, &settings.languages).await?,
            _ => Some(LinkTarget::Nowhere),
        };
        lists.extend(target.filter(|target| *target != LinkTarget::Public).map(|target| CheckedLink { typed, target }));
    }
    let HtmlTags { dropped: html_dropped, as_text: html_as_text } = tags;
    Ok(LinkCheck { links, external_pictures, lists, unusable_blocks, html_dropped, html_as_text })
}

/// As a visitor would be answered: capitals and slashes too many are forgiven.
async fn target(context: &AppContext, by: &Viewer, path: &str, languages: &Languages) -> Result<Option<LinkTarget>, AppError> {
    let (store, now) = (context.store(), now());
    let target = match Address::parse_lenient(path, languages) {
        Address::Search(_) | Address::Whitepapers(_) => LinkTarget::Public,
        Address::Consent(_, ConsentPage::Withdrawal) => LinkTarget::Public,
        Address::Consent(..) | Address::Grant(..) => return Ok(None),
        Address::Unknown(_) => LinkTarget::Nowhere,
        Address::Page(language, slug) => match pages::published(store, &language, &slug, languages, now).await? {
            Found::Nothing => hidden_or_nowhere(context, by, ItemKind::Page, &language, &slug).await?,
            Found::Here(_) | Found::Moved(_) => LinkTarget::Public,
        },
        Address::Whitepaper(language, slug) | Address::WhitepaperFile(language, slug) => {
            match whitepapers::published(store, &language, &slug, languages, now).await? {
                Found::Nothing => hidden_or_nowhere(context, by, ItemKind::Whitepaper, &language, &slug).await?,
                Found::Here(_) | Found::Moved(_) => LinkTarget::Public,
            }
        }
    };
    Ok(Some(target))
}

/// A slug that is not free belongs to something that visitors do not see.
async fn hidden_or_nowhere(
    context: &AppContext,
    by: &Viewer,
    kind: ItemKind,
    language: &Language,
    slug: &Slug,
) -> Result<LinkTarget, AppError> {
    let is_taken = slug.is_home() || propose_slug(context.store(), by, kind, language, slug, None).await? != *slug;
    Ok(if is_taken { LinkTarget::Hidden } else { LinkTarget::Nowhere })
}
