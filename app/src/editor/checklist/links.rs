//! Where the links and pictures of the texts lead.

use domain::insertion::address_places;
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
}

/// None where the text has changed since the server was asked.
fn typed_at<F: ItemField>(text: &Text<F>, typed: &str, finding: Finding, state: CheckState) -> Option<Check<F>> {
    let place = address_places(&text.content, typed).next()?;
    Some(Check::new(finding, state, F::content(text.language.clone())).at(place))
}
