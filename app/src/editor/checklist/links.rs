//! Where the links of the texts lead.

use domain::address::LinkState;
use domain::text_findings::TextFindings;

use super::text::Text;
use super::{Check, CheckState, Checklist, Finding, Found, Links};
use crate::editor::item::ItemField;
use crate::editor::reading;

impl<F: ItemField> Checklist<F> {
    /// Links to this site lead to something that visitors can read. Other sites are not asked.
    pub(super) fn add_links(&mut self, texts: &[Text<F>], states: &Links) {
        let mut found = Vec::new();
        let mut good = 0;
        for text in texts {
            for link in reading::links(&text.content) {
                let (finding, state) = match states.get(&link.address) {
                    Some(LinkState::Public) => {
                        good += 1;
                        continue;
                    }
                    Some(LinkState::Hidden) => (Finding::LinkHidden(text.language.clone(), link.address), CheckState::Open),
                    Some(LinkState::Nowhere) => (Finding::LinkDead(text.language.clone(), link.address), CheckState::Stop),
                    None => continue,
                };
                found.push(Check::new(finding, state, F::content(text.language.clone())).at(link.place));
            }
        }
        if good > 0 || !found.is_empty() {
            self.close(Finding::LinksLead(good), found);
        }
    }

    /// Each place by itself. Where nothing was found, nothing is said: most texts hold no such links.
    pub(super) fn add_found(&mut self, texts: &[Text<F>], found: &Found) {
        for text in texts {
            let Some(TextFindings { dead_links, external_pictures }) = found.get(&text.language) else { continue };
            let language = || text.language.clone();
            let dead = dead_links.iter().map(|link| (link, Finding::FragmentDead(language(), link.typed.clone())));
            let external = external_pictures.iter().map(|link| (link, Finding::PictureExternal(language(), link.clone())));
            for findings in [dead.collect::<Vec<_>>(), external.collect()] {
                // The text may have changed since the server was asked.
                let found = findings.into_iter().filter_map(|(link, finding)| {
                    let start = text.content.find(&link.typed)?;
                    let check = Check::new(finding, CheckState::Open, F::content(language()));
                    Some(check.at(start..start + link.typed.len()))
                });
                let before = self.checks.len();
                self.checks.extend(found);
                self.all += usize::from(self.checks.len() > before);
            }
        }
    }
}
