//! Whitepapers for tests, and people who ask for them.

use domain::form::{Attribution, Lead, LeadForm, RequestedFields};
use domain::id::{DownloadId, WhitepaperId};
use domain::language::Language;
use domain::mail::Kind;
use domain::time::Timestamp;
use domain::whitepaper::{WhitepaperDraft, WhitepaperForm, WhitepaperTextForm};
use store::consents::{ConfirmLink, Wording};
use store::error::Error;
use store::outbox::NewMail;
use store::publishing;
use store::sessions::hash;
use store::whitepapers::gate::{self, Consents, Link, Request};
use store::whitepapers::{self, Saved};

use super::pages::{editor, language, languages};
use super::{NOW, TestStore};

/// A language, its slug, its title; the description is the title too.
pub type Text<'a> = (&'a str, &'a str, &'a str);

pub const FAULTS: [Text<'static>; 2] = [("en", "fault-location", "Fault location"), ("de", "fehlerortung", "Fehlerortung")];

/// The form of a new whitepaper of the file [`TestStore::file`] makes.
pub fn form(texts: &[Text<'_>]) -> WhitepaperForm {
    let text = |(tag, slug, title): &Text<'_>| {
        let form = WhitepaperTextForm {
            title: (*title).into(),
            slug: (*slug).into(),
            description: format!("{title}."),
            preview: format!("# {title}\n\nWhat *it* says.\n"),
            ..WhitepaperTextForm::default()
        };
        (language(tag), form)
    };
    WhitepaperForm {
        file: Some(domain::id::MediaId(1)),
        category: "guide".into(),
        requires_registration: true,
        lead_magnet_active: true,
        texts: texts.iter().map(text).collect(),
        ..WhitepaperForm::default()
    }
}

pub fn parsed(form: WhitepaperForm) -> WhitepaperDraft {
    form.parse(&languages()).expect("a whitepaper that may be stored")
}

pub fn lead() -> Lead {
    let form = LeadForm {
        first_name: "Ada".into(),
        last_name: "Berg".into(),
        email: "ada@example.org".into(),
        company: "Stadtwerke".into(),
        privacy: true,
        marketing: true,
        ..LeadForm::default()
    };
    form.parse(RequestedFields::GATE).expect("a lead")
}

pub fn mail(key: &str) -> NewMail {
    NewMail {
        key: key.into(),
        kind: "whitepaper",
        language: language("de"),
        to_address: "ada@example.org".into(),
        to_name: None,
        subject: "S".into(),
        text: "T".into(),
        html: "H".into(),
        attachments: Vec::new(),
        unsubscribe: None,
    }
}

impl TestStore {
    /// The file of all whitepapers of a test.
    pub async fn file(&self) {
        self.execute(
            "insert or ignore into media_files (id, filename, original_filename, file_path, file_size, mime_type, file_hash)
            values (1, 'paper.pdf', 'Paper.pdf', 'ab/paper.pdf', 1000, 'application/pdf', 'ab')",
        )
        .await
        .expect("a file");
    }

    pub async fn whitepaper(&self, form: WhitepaperForm) -> Saved {
        self.file().await;
        whitepapers::save(self, &editor(), parsed(form), NOW).await.expect("a new whitepaper")
    }

    pub async fn show(&self, saved: Saved, tag: &str, from: Option<Timestamp>, until: Option<Timestamp>) -> Saved {
        let shown = publishing::publish(self, &editor(), saved.id, saved.version, &language(tag), from, until, NOW).await;
        Saved { version: shown.expect("a version"), ..saved }
    }

    /// A new whitepaper, public in all its languages.
    pub async fn live_whitepaper(&self, form: WhitepaperForm) -> Saved {
        let tags: Vec<Language> = form.texts.keys().cloned().collect();
        let mut saved = self.whitepaper(form).await;
        for tag in tags {
            saved = self.show(saved, tag.as_str(), None, None).await;
        }
        saved
    }

    /// A form that is sent, with a link of five uses and two days.
    pub async fn ask(&self, whitepaper: WhitepaperId, key: &str) -> Result<DownloadId, Error> {
        self.ask_with(whitepaper, key, None, NOW).await
    }

    /// As [`TestStore::ask`], with the tick that asks for other mails. The link to confirm it carries `confirm:KEY` and works for an hour.
    pub async fn ask_for_mails(&self, whitepaper: WhitepaperId, key: &str, now: Timestamp) -> Result<DownloadId, Error> {
        let key_of_link = format!("confirm:{key}");
        let mail = NewMail { kind: Kind::ConsentRequest.as_str(), ..mail(&key_of_link) };
        let token_hash = hash(&key_of_link);
        let link = ConfirmLink { token_hash: &token_hash, expires_at: Timestamp(now.0 + 3_600), mail: &mail };
        self.ask_with(whitepaper, key, Some(link), now).await
    }

    async fn ask_with(
        &self,
        whitepaper: WhitepaperId,
        key: &str,
        confirm: Option<ConfirmLink<'_>>,
        now: Timestamp,
    ) -> Result<DownloadId, Error> {
        let mut attribution = Attribution::default();
        attribution.keep("utm_source", "newsletter");
        let (language, mail, token_hash) = (language("de"), mail(key), hash(key));
        let request = Request {
            whitepaper,
            form_key: key,
            language: &language,
            attribution: &attribution,
            address: Some("h"),
            user_agent: None,
        };
        let link = Link { token_hash: &token_hash, expires_at: Timestamp(now.0 + 2 * 86_400), uses: 5, mail: &mail };
        let wording = Wording { language: "de", privacy: "Privacy.", marketing: "Marketing." };
        let registered = gate::register(self, &request, &lead(), &link, &Consents { wording, confirm }, now).await?;
        Ok(registered.download)
    }
}
