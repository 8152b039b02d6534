//! The form before a whitepaper: what it says is checked, and kept with the mail that carries the link. The server brings the request
//! and takes the answer (`server::forms`).

use domain::address::{ConsentPage, consent_path, grant_path, whitepaper_path};
use domain::consent::CONFIRM_DAYS;
use domain::form::{Attribution, FormToken, HONEYPOT, Lead, LeadForm, RequestedFields, SpamVerdict, check};
use domain::id::DownloadId;
use domain::invalid::Invalid;
use domain::language::Language;
use domain::setting::Settings;
use domain::text::Slug;
use domain::time::Timestamp;
use domain::whitepaper::public::PublicWhitepaper;
use store::consents::{ConfirmLink, Wording};
use store::outbox::NewMail;
use store::publishing::Found;
use store::whitepapers::gate::{self, Consents, KnownVisitor, Link, Registered, Request};
use store::whitepapers::{DownloadFile, published};

use crate::error::AppError;
use crate::public_form::Obstacle;
use crate::ssr::mail::{Envelope, Sender};
use crate::ssr::public::Refused;
use crate::ssr::public::whitepapers::{form_name, known};
use crate::ssr::{AppContext, now};
use crate::text::public_form::PublicForm;
use crate::text::{UiLanguage, mail};

/// What a form says, as it came.
#[derive(Debug, Default)]
pub struct Fields {
    typed: LeadForm,
    attribution: Attribution,
    form_token: String,
    honeypot: String,
    /// One click of someone whom the browser remembers.
    is_known: bool,
}

impl Fields {
    /// Unknown fields are ignored; of repeated fields the last wins.
    pub fn read(pairs: Vec<(String, String)>) -> Self {
        let mut fields = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "first_name" => fields.typed.first_name = value,
                "last_name" => fields.typed.last_name = value,
                "email" => fields.typed.email = value,
                "company" => fields.typed.company = value,
                "job_title" => fields.typed.job_title = value,
                "phone" => fields.typed.phone = value,
                "privacy" => fields.typed.privacy = value == "yes",
                "marketing" => fields.typed.marketing = value == "yes",
                "remember" => fields.typed.remember = value == "yes",
                "form_token" => fields.form_token = value,
                "known" => fields.is_known = value == "yes",
                HONEYPOT => fields.honeypot = value,
                name => {
                    fields.attribution.keep(name, &value);
                }
            }
        }
        fields
    }

    fn refused(self, problems: Invalid, obstacle: Option<Obstacle>) -> Refused {
        let form_token = if obstacle == Some(Obstacle::Spam(SpamVerdict::TooOld)) { String::new() } else { self.form_token };
        Refused { typed: self.typed, problems, obstacle, form_token, attribution: self.attribution }
    }

    /// What a click of someone known carries, to be sent once more.
    pub fn click(&self) -> Option<(String, Attribution)> {
        self.is_known.then(|| (self.form_token.clone(), self.attribution.clone()))
    }

    /// Refused because of an obstacle. What is wrong with its fields is told with it.
    pub fn stopped(self, obstacle: Obstacle) -> Refused {
        let problems = self.typed.clone().parse(RequestedFields::GATE).err().unwrap_or_default();
        self.refused(problems, Some(obstacle))
    }
}

/// Stored about the sender of a form.
#[derive(Debug, Default)]
pub struct Client {
    /// A hash of it that is another one every day.
    pub address: Option<String>,
    pub user_agent: Option<String>,
    /// The cookie of a browser in which a form was sent before.
    pub reader: Option<String>,
}

/// One click of a known browser, before anything is written about it.
#[derive(Debug)]
pub struct Click {
    known: KnownVisitor,
    form_key: String,
    attribution: Attribution,
    /// What it gives.
    pub file: DownloadFile,
}

/// The outcome of a form.
#[derive(Debug)]
pub enum Outcome {
    /// Stored. `path` shows the link.
    Kept {
        path: String,
        /// Whether the link is in the outbox too.
        is_mailed: bool,
        /// Whether another mail asks to confirm what was ticked.
        asks_to_confirm: bool,
        cookie: Option<ReaderCookie>,
    },
    /// The form is shown again.
    Refused(Box<Refused>),
}

/// The cookie value by which the browser is recognised the next time. None where nobody asked for that.
#[derive(Debug)]
pub struct ReaderCookie {
    pub value: String,
    pub days: i64,
}

/// A published whitepaper and its form.
pub struct LeadGate<'a> {
    context: &'a AppContext,
    settings: &'a Settings,
    language: &'a Language,
    whitepaper: Box<PublicWhitepaper>,
    /// Of its page.
    pub path: String,
}

impl<'a> LeadGate<'a> {
    /// `NotFound` where no whitepaper is published at this address, and none was that is published at another.
    pub async fn at(
        context: &'a AppContext,
        settings: &'a Settings,
        language: &'a Language,
        slug: &Slug,
    ) -> Result<Self, AppError> {
        let (store, languages) = (context.store(), &settings.languages);
        let mut path = whitepaper_path(language, slug, languages);
        let mut found = published(store, language, slug, languages, now()).await?;
        // It got another address while its form was open.
        if let Found::Moved(slug) = &found {
            path = whitepaper_path(language, slug, languages);
            found = published(store, language, slug, languages, now()).await?;
        }
        match found {
            Found::Here(whitepaper) => Ok(Self { context, settings, language, whitepaper, path }),
            Found::Moved(_) | Found::Nothing => Err(AppError::NotFound),
        }
    }

    pub fn whitepaper(&self) -> &PublicWhitepaper {
        &self.whitepaper
    }

    pub async fn take(&self, fields: Fields, client: &Client) -> Result<Outcome, AppError> {
        let form_token = self.form_token(&fields);
        let verdict = check(form_token.as_ref(), &fields.honeypot, now()).err();
        let (lead, form_token) = match (fields.typed.clone().parse(RequestedFields::GATE), verdict, form_token) {
            (Ok(lead), None, Some(form_token)) => (lead, form_token),
            (Ok(_), verdict, _) => {
                return Ok(Outcome::Refused(Box::new(fields.stopped(Obstacle::Spam(verdict.unwrap_or(SpamVerdict::TooOld))))));
            }
            // A corrected form comes late enough anyway, so only the field problems are shown.
            (Err(invalid), Some(SpamVerdict::TooFast), _) => {
                return Ok(Outcome::Refused(Box::new(fields.refused(invalid, None))));
            }
            (Err(invalid), verdict, _) => {
                return Ok(Outcome::Refused(Box::new(fields.refused(invalid, verdict.map(Obstacle::Spam)))));
            }
        };
        match self.register(&idempotency_key(&form_token, &lead), &fields.attribution, &lead, client).await {
            Ok((token, Registered { download, is_mailed })) => {
                let days = self.settings.known_browser_days;
                let cookie = fields.typed.remember.then(|| {
                    let value = self.context.secret().reader(download, Timestamp(now().0 + days * 86_400));
                    ReaderCookie { value, days }
                });
                let path = grant_path(self.language, &token, &self.settings.languages);
                Ok(Outcome::Kept { path, is_mailed, asks_to_confirm: lead.marketing, cookie })
            }
            // The form token stays, so that the form counts once, should it have been taken after all.
            Err(AppError::Unavailable | AppError::Internal) => {
                Ok(Outcome::Refused(Box::new(fields.stopped(Obstacle::Unavailable))))
            }
            // It was withdrawn between reading and writing.
            Err(AppError::NotFound) => Ok(Outcome::Refused(Box::new(fields.stopped(Obstacle::Withdrawn)))),
            Err(error) => Err(error),
        }
    }

    /// What a click gives; none where the browser is not known after all. Nothing is written yet, so that the file can be opened
    /// first.
    pub async fn click(&self, fields: &Fields, client: &Client) -> Result<Option<Click>, AppError> {
        let known = known(self.context, client.reader.as_deref()).await?;
        let (Some(known), Some(FormToken { key: form_key, .. }), true) =
            (known, self.form_token(fields), fields.honeypot.is_empty())
        else {
            return Ok(None);
        };
        let file = gate::file_behind(self.context.store(), self.whitepaper.id, now()).await?;
        Ok(Some(Click { known, form_key, attribution: fields.attribution.clone(), file }))
    }

    /// Keeps a click; the download that it stands for, and the file as the whitepaper has it now.
    pub async fn take_click(&self, click: &Click, client: &Client) -> Result<(DownloadId, DownloadFile), AppError> {
        let request = self.request(&click.form_key, &click.attribution, client);
        Ok(gate::register_known(self.context.store(), &request, &click.known, now()).await?)
    }

    fn form_token(&self, fields: &Fields) -> Option<FormToken> {
        self.context.secret().read_form_token(&form_name(self.whitepaper.id), &fields.form_token)
    }

    /// Keeps the request with its mail; what the link carries, and what was kept.
    async fn register(
        &self,
        key: &str,
        attribution: &Attribution,
        lead: &Lead,
        client: &Client,
    ) -> Result<(String, Registered), AppError> {
        let Self { context, settings, language, whitepaper, .. } = self;
        let ui_language = UiLanguage::of(language);
        let token = context.secret().link(key);
        let (hours, uses) = (settings.whitepaper_link_hours, settings.whitepaper_link_uses);
        let address = format!("{}{}", context.base_url(), grant_path(language, &token, &settings.languages));
        let sender = Sender::of(context, ui_language).await?;
        let name = format!("{} {}", lead.first_name, lead.last_name);
        let template = mail::whitepaper(ui_language, &name, &sender.site, &whitepaper.title, address, hours, uses);
        let mail = sender.render(ui_language, template).to(Envelope {
            key: format!("whitepaper:{key}"),
            kind: domain::mail::Kind::Whitepaper,
            to_address: lead.email.to_string(),
            to_name: Some(name),
            attachments: Vec::new(),
            unsubscribe: None,
        });
        let form = PublicForm::of(ui_language);
        let (privacy, marketing) = (form.privacy(), form.marketing());
        let wording = Wording { language: ui_language.tag(), privacy: &privacy, marketing: &marketing };
        // A mail of its own, so that the file arrives even where this one does not.
        let confirm_token = context.secret().confirm_link(key);
        let confirm_hash = store::sessions::hash(&confirm_token);
        let confirm_mail = lead.marketing.then(|| self.confirm_mail(key, &confirm_token, lead, &sender));
        let expires_at = Timestamp(now().0 + CONFIRM_DAYS * 86_400);
        let confirm = confirm_mail.as_ref().map(|mail| ConfirmLink { token_hash: &confirm_hash, expires_at, mail });
        let consents = Consents { wording, confirm };
        let hash = store::sessions::hash(&token);
        let link = Link { token_hash: &hash, expires_at: Timestamp(now().0 + hours * 3_600), uses, mail: &mail };
        let request = self.request(key, attribution, client);
        let registered = gate::register(context.store(), &request, lead, &link, &consents, now()).await?;
        Ok((token, registered))
    }

    /// The mail that asks to confirm the ticked consent.
    fn confirm_mail(&self, key: &str, token: &str, lead: &Lead, sender: &Sender) -> NewMail {
        let ui_language = UiLanguage::of(self.language);
        let page = consent_path(self.language, &ConsentPage::Confirm(token.to_owned()), &self.settings.languages);
        let page = format!("{}{page}", self.context.base_url());
        let name = format!("{} {}", lead.first_name, lead.last_name);
        let sentence = PublicForm::of(ui_language).marketing;
        let template = mail::consent_request(ui_language, &name, &sender.site, sentence, page, CONFIRM_DAYS);
        sender.render(ui_language, template).to(Envelope {
            key: format!("consent_request:{key}"),
            kind: domain::mail::Kind::ConsentRequest,
            to_address: lead.email.to_string(),
            to_name: Some(name),
            attachments: Vec::new(),
            unsubscribe: None,
        })
    }

    fn request<'b>(&'b self, form_key: &'b str, attribution: &'b Attribution, client: &'b Client) -> Request<'b> {
        Request {
            whitepaper: self.whitepaper.id,
            form_key,
            language: self.language,
            attribution,
            address: client.address.as_deref(),
            user_agent: client.user_agent.as_deref(),
        }
    }
}

/// The idempotency key: the form and its content. Other content is another lead.
fn idempotency_key(form_token: &FormToken, lead: &Lead) -> String {
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let Lead { first_name, last_name, email, company, job_title, phone, marketing } = lead;
    let (company, job_title, phone) = (optional(company), optional(job_title), optional(phone));
    let marketing = if *marketing { "yes" } else { "no" };
    let said: [&str; 7] = [first_name, last_name, email.as_str(), &company, &job_title, &phone, marketing];
    format!("{}.{}", form_token.key, &store::sessions::hash(&said.join("\n"))[..16])
}
