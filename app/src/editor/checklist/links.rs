//! Where the links and pictures of the texts lead.

use std::ops::Range;

use domain::block::LiveList;
use domain::insertion::address_places;
use domain::language::Language;
use domain::link_check::LinkTarget;

use super::text::Text;
use super::{Check, CheckState, Checklist, Finding, Links};
use crate::editor::item::ItemField;

impl<F: ItemField> Checklist<F> {
    /// Links to this site lead to something that visitors can read. Other sites are not asked.
    pub(super) fn add_links(&mut self, texts: &[Text<F>], links: &Links) {
        let mut found = Vec::new();
        let mut is_any_good = false;
        for text in texts {
            for link in links.get(&text.language).into_iter().flat_map(|check| &check.links) {
                let told = (text.language.clone(), link.typed.clone());
                let (finding, state) = match link.target {
                    LinkTarget::Public => {
                        is_any_good |= address_places(&text.content, &link.typed).next().is_some();
                        continue;
                    }
                    LinkTarget::Hidden => (Finding::LinkHidden(told.0, told.1), CheckState::Open),
                    LinkTarget::Nowhere => (Finding::LinkNowhere(told.0, told.1), CheckState::Stop),
                    LinkTarget::NoHeading => (Finding::LinkNoHeading(told.0, told.1), CheckState::Open),
                };
                found.extend(typed_at(text, &link.typed, finding, state));
            }
        }
        if is_any_good || !found.is_empty() {
            self.close(Finding::LinksLead, found);
        }
    }

    /// Most texts have no such pictures, and then nothing is said.
    pub(super) fn add_external_pictures(&mut self, texts: &[Text<F>], links: &Links) {
        let mut found = Vec::new();
        for text in texts {
            for picture in links.get(&text.language).into_iter().flat_map(|check| &check.external_pictures) {
                let finding = Finding::PictureExternal(text.language.clone(), picture.clone());
                found.extend(typed_at(text, &picture.typed, finding, CheckState::Open));
            }
        }
        self.all += usize::from(!found.is_empty());
        self.checks.append(&mut found);
    }

    /// What a text has typed that no page shows as it was meant. Most texts have nothing of it, and then nothing is said.
    pub(super) fn add_not_shown(&mut self, texts: &[Text<F>], links: &Links) {
        for text in texts {
            let Some(check) = links.get(&text.language) else { continue };
            let lists = check.lists.iter().map(|list| {
                let told = (text.language.clone(), list.typed.clone());
                let (finding, state) = match list.target {
                    LinkTarget::Hidden => (Finding::ListHidden(told.0, told.1), CheckState::Open),
                    _ => (Finding::ListNowhere(told.0, told.1), CheckState::Stop),
                };
                (finding, state, block_place(&text.content, LiveList::Pages.as_str(), &list.typed))
            });
            let blocks = check.unusable_blocks.iter().map(|name| {
                let finding = Finding::BlockAsText(text.language.clone(), name.clone());
                (finding, CheckState::Open, block_place(&text.content, name, ""))
            });
            let all: [(_, TagFinding); 2] =
                [(&check.html_dropped, Finding::HtmlDropped), (&check.html_as_text, Finding::HtmlAsText)];
            let tags = all.into_iter().filter_map(|(tags, finding)| {
                let place = tags.keys().filter_map(|name| tag_place(&text.content, name)).min_by_key(|place| place.start)?;
                let names: Vec<String> = tags.keys().take(MAX_NAMES).map(|name| format!("<{name}>")).collect();
                let finding = finding(text.language.clone(), tags.values().sum(), names.join(", "));
                Some((finding, CheckState::Open, Some(place)))
            });
            let found = lists.chain(blocks).chain(tags).filter_map(|(finding, state, place)| {
                // None where the text has changed since the server was asked.
                Some(Check::new(finding, state, F::content(text.language.clone())).at(place?))
            });
            let mut found: Vec<Check<F>> = found.collect();
            self.all += found.len();
            self.checks.append(&mut found);
        }
    }
}

/// What is told of tags: the language of the text, how many there are, and their names.
type TagFinding = fn(Language, u32, String) -> Finding;

/// Names of tags in one line of the checklist.
const MAX_NAMES: usize = 5;

/// The line that opens such a block, and holds these words.
fn block_place(text: &str, name: &str, words: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let info = line.strip_prefix(":::").map(|info| info.trim_start_matches(':').trim());
        if info.is_some_and(|info| info.strip_prefix(name).is_some_and(|rest| rest.contains(words))) {
            return Some(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    None
}

/// The name of a tag, with the sign before it.
fn tag_place(text: &str, name: &str) -> Option<Range<usize>> {
    let is_tag = |at: &usize| {
        let rest = text[at + 1..].strip_prefix('/').unwrap_or(&text[at + 1..]);
        rest.get(..name.len()).is_some_and(|typed| typed.eq_ignore_ascii_case(name))
    };
    let at = text.match_indices('<').map(|(at, _)| at).find(is_tag)?;
    let end = text[at..].find(|c: char| c.is_whitespace() || c == '>').map_or(text.len(), |length| at + length);
    Some(at..end)
}

/// None where the text has changed since the server was asked.
fn typed_at<F: ItemField>(text: &Text<F>, typed: &str, finding: Finding, state: CheckState) -> Option<Check<F>> {
    let place = address_places(&text.content, typed).next()?;
    Some(Check::new(finding, state, F::content(text.language.clone())).at(place))
}
