//! Each mail with made-up data, as the admin previews it.

use domain::consent::CONFIRM_DAYS;
use domain::mail::Kind;

use super::{Rendered, Sender};
use crate::routes;
use crate::text::UiLanguage;
use crate::text::mail as templates;
use crate::text::public_form::PublicForm;

/// The mail of this kind to someone who does not exist.
pub fn of(sender: &Sender, ui_language: UiLanguage, kind: Kind) -> Rendered {
    let (name, site) = ("Mara Lindqvist", sender.site.as_str());
    let at = |path: &str| format!("{}{path}", sender.base_url);
    let link = || at(&format!("{}/0000", routes::SET_UP));
    let template = match kind {
        Kind::Invitation => templates::invitation(ui_language, name, "Jonas Feddersen", site, link(), 1),
        Kind::Reset => templates::reset(ui_language, name, site, link(), 1),
        Kind::Locked => templates::locked(ui_language, name, site, at(routes::FORGOT), 30),
        Kind::Whitepaper => {
            let title = ui_language.pick("Finding earth faults in one night", "Erdschlüsse in einer Nacht finden");
            templates::whitepaper(ui_language, name, site, title, at("/0000"), 48, 5)
        }
        Kind::ConsentRequest => {
            let sentence = PublicForm::of(ui_language).marketing;
            templates::consent_request(ui_language, name, site, sentence, at("/0000"), CONFIRM_DAYS)
        }
        Kind::ConsentConfirmed => {
            templates::consent_confirmed(ui_language, name, site, PublicForm::of(ui_language).marketing, at("/0000"))
        }
        Kind::Test => templates::test(ui_language, name, site, at(routes::MAIL)),
    };
    sender.render(ui_language, template)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mail_has_its_own_words_in_both_languages() {
        let base_url = "https://www.example.com".to_owned();
        let home = format!("{base_url}/");
        let sender = Sender { site: "Tidewater".into(), home, base_url, postal_address: Vec::new(), privacy: None };
        let all = Kind::ALL
            .into_iter()
            .flat_map(|kind| [UiLanguage::En, UiLanguage::De].map(|ui_language| of(&sender, ui_language, kind)));
        let subjects: Vec<_> = all.map(|mail| mail.subject).collect();
        let different: std::collections::BTreeSet<_> = subjects.iter().collect();
        assert_eq!(different.len(), 2 * Kind::ALL.len(), "{subjects:?}");
    }
}
