//! How a mail is laid out: as text, and as one calm HTML document that mail programs can show, light and dark.

pub mod sample;

use domain::address::page_path;
use domain::language::Language;
use domain::mail::Kind;
use domain::setting::owner;
use domain::text::Slug;
use leptos::prelude::*;
use store::access::{Admin, Staff};
use store::outbox::{self, Attachment, NewMail};

use crate::error::AppError;
use crate::routes;
use crate::ssr::auth::new_token;
use crate::ssr::{AppContext, html, now};
use crate::text::UiLanguage;
use crate::text::mail::{Button, MailTemplate};

/// A mail that is ready to be sent, but for its recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    pub ui_language: UiLanguage,
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Who writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The title of the site.
    pub site: String,
    /// Its address, without a trailing slash.
    pub base_url: String,
    /// Its front page in the language of the mail.
    pub home: String,
    /// Where the company is, line by line.
    pub postal_address: Vec<String>,
    /// Its privacy notice, where it has one.
    pub privacy: Option<String>,
}

/// To whom, and for which event.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// See [`NewMail::key`].
    pub key: String,
    pub kind: Kind,
    pub to_address: String,
    pub to_name: Option<String>,
    pub attachments: Vec<Attachment>,
    /// See [`NewMail::unsubscribe`].
    pub unsubscribe: Option<String>,
}

impl Sender {
    /// The site, by its title in this language.
    pub async fn of(context: &AppContext, ui_language: UiLanguage) -> Result<Self, AppError> {
        let settings = context.settings().await?;
        let languages = &settings.languages;
        let language = languages.find(ui_language.tag()).unwrap_or(&languages.default);
        let title = settings.site_title.best(language, languages).map(|(_, title)| title.clone());
        let home = format!("{}{}", context.base_url(), page_path(language, &Slug::home(), languages));
        let postal_address =
            settings.site_address.best(language, languages).map(|(_, address)| address.as_str()).unwrap_or_default();
        let chrome = context.site_chrome(language).await?;
        Ok(Self {
            site: title.unwrap_or_else(|| "Magnetiq".into()),
            base_url: context.base_url().into(),
            home,
            postal_address: postal_address.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
            privacy: chrome.privacy_path().map(|path| format!("{}{path}", context.base_url())),
        })
    }

    pub fn render(&self, ui_language: UiLanguage, template: MailTemplate) -> Rendered {
        let template = tidy(template);
        Rendered {
            ui_language,
            text: text(self, ui_language, &template),
            html: document(self, ui_language, &template),
            subject: template.subject,
        }
    }
}

impl Rendered {
    pub fn to(self, envelope: Envelope) -> NewMail {
        let Envelope { key, kind, to_address, to_name, attachments, unsubscribe } = envelope;
        let language = Language::parse(self.ui_language.tag()).expect("the tags of the interface's languages are language tags");
        let Self { subject, text, html, .. } = self;
        NewMail { key, kind: kind.as_str(), language, to_address, to_name, subject, text, html, attachments, unsubscribe }
    }
}

/// Puts a test mail to this person into the outbox. Answers the address.
pub async fn test(context: &AppContext, by: &Admin, staff: &Staff) -> Result<String, AppError> {
    let (ui_language, name) = (UiLanguage::of_tag(staff.language()), staff.name());
    let sender = Sender::of(context, ui_language).await?;
    let screen = format!("{}{}", context.base_url(), routes::MAIL);
    let mail = sender.render(ui_language, crate::text::mail::test(ui_language, &name, &sender.site, screen)).to(Envelope {
        key: format!("test:{}", new_token()?),
        kind: Kind::Test,
        to_address: staff.email().to_owned(),
        to_name: Some(name),
        attachments: Vec::new(),
        unsubscribe: None,
    });
    outbox::put(context.store(), by, &mail, now()).await?;
    Ok(mail.to_address)
}

/// No line of a mail can be made two by what somebody typed.
fn tidy(template: MailTemplate) -> MailTemplate {
    let line = |text: String| text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    MailTemplate {
        subject: line(template.subject),
        greeting: line(template.greeting),
        paragraphs: template.paragraphs.into_iter().map(line).collect(),
        button: template.button.map(|button| Button { label: button.label, address: line(button.address) }),
        notes: template.notes.into_iter().map(line).collect(),
        withdraw: template.withdraw.map(line),
    }
}

/// The part that every mail program can show. The signature begins as RFC 3676 4.3 says.
fn text(sender: &Sender, ui_language: UiLanguage, template: &MailTemplate) -> String {
    let button = template.button.as_ref().map(|button| format!("{}:\n{}", button.label, button.address));
    let parts = [&template.greeting].into_iter().chain(&template.paragraphs).chain(&button).chain(&template.notes);
    let body = parts.map(String::as_str).collect::<Vec<_>>().join("\n\n");
    let (owner, address) = owner(&sender.site, &sender.postal_address);
    let company = [owner].into_iter().chain(address.iter().map(String::as_str)).chain([sender.home.as_str()]).map(str::to_owned);
    let links = foot_links(sender, ui_language, template).into_iter().map(|(label, address)| format!("{label}: {address}"));
    let foot = company.chain(links).collect::<Vec<_>>().join("\n");
    format!("{body}\n\n-- \n{foot}\n")
}

/// Label and address of the links at the end of a mail.
fn foot_links(sender: &Sender, ui_language: UiLanguage, template: &MailTemplate) -> Vec<(&'static str, String)> {
    let privacy = sender.privacy.clone().map(|address| (ui_language.privacy_notice(), address));
    let withdraw = template.withdraw.clone().map(|address| (ui_language.stop_these_mails(), address));
    privacy.into_iter().chain(withdraw).collect()
}

/// The document that follows the text. Its style is one constant element, which the security policy of the preview names by hash.
fn document(sender: &Sender, ui_language: UiLanguage, template: &MailTemplate) -> String {
    let MailTemplate { subject, greeting, paragraphs, button, notes, .. } = template.clone();
    let home = sender.home.clone();
    let links = foot_links(sender, ui_language, template);
    let (owner, address) = owner(&sender.site, &sender.postal_address);
    let company = [owner].into_iter().chain(address.iter().map(String::as_str)).collect::<Vec<_>>().join(", ");
    let line = |text: String| view! { <p>{text}</p> };
    let page = html(move || {
        view! {
            <html lang=ui_language.tag()>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="color-scheme" content="light dark"/>
                    <meta name="supported-color-schemes" content="light dark"/>
                    <title>{subject.clone()}</title>
                    <style inner_html=STYLE></style>
                </head>
                <body>
                    <main class="mail">
                        <p class="site">{sender.site.clone()}</p>
                        <h1>{subject}</h1>
                        {line(greeting)}
                        {paragraphs.into_iter().map(line).collect::<Vec<_>>()}
                        {button.map(|button| view! { <Pressed ui_language button/> })}
                        <div class="notes">{notes.into_iter().map(line).collect::<Vec<_>>()}</div>
                    </main>
                    <div class="foot">
                        <p>{company}<br/><a href=home.clone()>{home.clone()}</a></p>
                        {(!links.is_empty()).then(|| view! { <p>{links.into_iter().map(foot_link).collect::<Vec<_>>()}</p> })}
                    </div>
                </body>
            </html>
        }
    });
    format!("<!doctype html>\n{page}\n")
}

/// Each on a line of its own, which a finger hits.
fn foot_link((label, address): (&'static str, String)) -> impl IntoView {
    view! { <a class="line" href=address>{label}</a> }
}

#[component]
fn Pressed(ui_language: UiLanguage, button: Button) -> impl IntoView {
    let Button { label, address } = button;
    view! {
        <p class="action"><a class="button" href=address.clone()>{label}</a></p>
        <p class="address">{ui_language.or_this_address()}<br/><a href=address.clone()>{address.clone()}</a></p>
    }
}

/// Colours are those of `style/tokens.css`, written out: few mail programs know custom properties.
pub const STYLE: &str = "\
:root{color-scheme:light dark;supported-color-schemes:light dark}\
body{margin:0;padding:24px 16px;background:#fbfafd;color:#191622;font:16px/1.6 -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;-webkit-text-size-adjust:100%}\
.mail{max-width:544px;margin:0 auto;padding:32px 28px;background:#fff;border:1px solid #e3dfec;border-radius:16px;overflow-wrap:anywhere}\
.site{margin:0 0 24px;font-weight:600;color:#6d28d9}\
h1{margin:0 0 20px;font-size:24px;line-height:1.25;font-weight:650;letter-spacing:-0.02em}\
p{margin:0 0 16px}\
.action{margin:28px 0 20px}\
.button{display:inline-block;padding:14px 26px;border-radius:999px;background:#7c3aed;color:#fff;font-weight:500;line-height:1.2;text-decoration:none}\
a{color:#6d28d9}\
.address,.notes,.foot{font-size:14px;color:#544e66}\
.notes p:last-child{margin:0}\
.foot{max-width:544px;margin:20px auto 0;padding:0 28px;overflow-wrap:anywhere}\
.foot p{margin:0 0 12px}\
.line{display:block;padding:4px 0}\
@media (prefers-color-scheme:dark){body{background:#14111b;color:#f3f1f8}.mail{background:#191622;border-color:#2b2638}.site,a{color:#c4b5fd}.button{color:#fff}.address,.notes,.foot{color:#bcb6cc}}";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::mail;

    fn sender(site: &str) -> Sender {
        let base_url = "https://www.example.com".to_owned();
        Sender {
            site: site.into(),
            home: format!("{base_url}/"),
            postal_address: vec!["Quay 1".into(), "Kiel".into()],
            privacy: Some(format!("{base_url}/privacy")),
            base_url,
        }
    }

    #[test]
    fn nothing_that_was_typed_becomes_markup() {
        let hostile = "</textarea><script>alert(1)</script>\"'&";
        let template =
            mail::whitepaper(UiLanguage::De, hostile, hostile, hostile, format!("https://x.example/?a=\"{hostile}"), 48, 5);
        let Rendered { html, text, .. } = sender(hostile).render(UiLanguage::De, template);
        assert!(!html.contains("<script"), "{html}");
        assert!(!html.contains("</textarea"), "{html}");
        assert!(!html.contains("=\"\""), "{html}");
        assert!(html.starts_with("<!doctype html>\n<html lang=\"de\">"), "{html}");
        assert!(text.contains(hostile), "the text is text: {text}");
    }

    #[test]
    fn a_line_end_in_a_title_ends_no_line() {
        let template =
            mail::whitepaper(UiLanguage::En, "A", "S", "x\r\nBcc: all@example.com", "https://x.example/".into(), 48, 5);
        let rendered = sender("S\r\nX: y").render(UiLanguage::En, template);
        assert_eq!(rendered.subject, "Your whitepaper: x  Bcc: all@example.com");
        assert!(rendered.text.lines().all(|line| !line.starts_with("Bcc")), "{}", rendered.text);
    }

    #[test]
    fn a_mail_says_who_writes_from_where_and_only_one_by_consent_how_to_stop_it() {
        let base = "https://www.example.com";
        let stop = format!("{base}/consent/withdraw/x");
        let asked = sender("Tidewater").render(
            UiLanguage::En,
            mail::consent_request(UiLanguage::En, "Mia", "Tidewater", "Write to me.", format!("{base}/consent/confirm/x"), 7),
        );
        let confirmed = sender("Tidewater")
            .render(UiLanguage::En, mail::consent_confirmed(UiLanguage::En, "Mia", "Tidewater", "Write to me.", stop.clone()));
        let foot = "\n-- \nTidewater\nQuay 1\nKiel\nhttps://www.example.com/\nPrivacy notice: https://www.example.com/privacy\n";
        assert!(asked.text.ends_with(foot), "{}", asked.text);
        assert!(confirmed.text.ends_with(&format!("{foot}Stop these mails: {stop}\n")), "{}", confirmed.text);
        for mail in [&asked, &confirmed] {
            assert!(mail.html.contains("Tidewater, Quay 1, Kiel<br>"), "{}", mail.html);
            assert!(mail.html.contains(&format!("href=\"{base}/privacy\"")), "{}", mail.html);
        }
        assert!(!asked.html.contains("/withdraw/") && confirmed.html.contains(&format!("href=\"{stop}\"")));
    }

    #[test]
    fn both_parts_hold_the_link_and_the_html_nothing_that_is_loaded() {
        let link = "https://www.example.com/admin/set-up/abc";
        let rendered =
            sender("Tidewater").render(UiLanguage::En, mail::reset(UiLanguage::En, "Mia Muster", "Tidewater", link.into(), 1));
        assert!(rendered.text.contains(&format!("Choose a new password:\n{link}\n")), "{}", rendered.text);
        assert!(rendered.html.contains(&format!("href=\"{link}\"")), "{}", rendered.html);
        for loaded in ["src=", "url(", "<link", "<img", " style=", "<table", "<!>"] {
            assert!(!rendered.html.contains(loaded), "{loaded}");
        }
    }
}
