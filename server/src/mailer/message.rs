//! A mail as it travels (RFC 5322, RFC 2045). Nothing in it was typed by hand: lettre encodes headers and bodies, and what could
//! end a line is taken out before.

use std::time::{Duration, UNIX_EPOCH};

use domain::text::Email;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart};
use lettre::{Address, message::SinglePart};
use store::outbox::queue::Leased;

/// The message, or why there can be none. The same mail makes the same message, but for the borders between its parts.
pub fn of(mail: &Leased, from: Mailbox) -> Result<Message, String> {
    let to = Mailbox::new(mail.to_name.as_deref().map(line), address(&mail.to_address)?);
    let message_id = format!("<{}@{}>", mail.message_id, from.email.domain());
    let written = UNIX_EPOCH + Duration::from_secs(u64::try_from(mail.created_at.0).unwrap_or_default());
    let from = Mailbox::new(from.name.as_deref().map(line), from.email);
    let builder = Message::builder()
        .from(from)
        .to(to)
        .subject(line(&mail.subject))
        .message_id(Some(message_id))
        .date(written)
        .raw_header(header("Auto-Submitted", "auto-generated")) // RFC 3834: no holiday notes, please
        .raw_header(header("Content-Language", line(&mail.language)));
    // RFC 8058: a mail program shows a button of its own, and sends a POST for who presses it.
    let builder = match &mail.unsubscribe {
        Some(address) => builder
            .raw_header(header("List-Unsubscribe", format!("<{}>", line(address))))
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")),
        None => builder,
    };
    let text = SinglePart::plain(mail.text.clone());
    let texts = match &mail.html {
        Some(html) => MultiPart::alternative().singlepart(text).singlepart(SinglePart::html(html.clone())),
        None => MultiPart::alternative().singlepart(text),
    };
    let message = if mail.attachments.is_empty() {
        builder.multipart(texts)
    } else {
        let mut parts = MultiPart::mixed().multipart(texts);
        for attachment in &mail.attachments {
            let kind = ContentType::parse(&attachment.content_type).map_err(|error| error.to_string())?;
            parts = parts.singlepart(Attachment::new(line(&attachment.name)).body(attachment.content.clone(), kind));
        }
        builder.multipart(parts)
    };
    message.map_err(|error| error.to_string())
}

/// An address as SMTP takes it, or why it is none. One that was stored by an older version of the program may have a domain in letters
/// that mail servers do not know.
pub fn address(text: &str) -> Result<Address, String> {
    let parsed = Email::parse(text);
    parsed.as_ref().map_or(text, Email::as_str).parse().map_err(|error: lettre::address::AddressError| error.to_string())
}

/// Without anything that could end a line or change the direction of reading.
fn line(text: &str) -> String {
    let is_odd =
        |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if is_odd(c) { ' ' } else { c }).collect()
}

fn header(name: &'static str, value: impl Into<String>) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.into())
}

#[cfg(test)]
mod tests {
    use domain::id::MailId;
    use domain::time::Timestamp;
    use store::outbox;

    use super::*;

    #[test]
    fn an_address_of_another_script_goes_out_in_letters_that_mail_servers_know() {
        for (stored, sent) in [
            ("info@müller.example", "info@xn--mller-kva.example"),
            ("info@mu\u{308}ller.example", "info@xn--mller-kva.example"),
            ("info@пример.рф", "info@xn--e1afmkfd.xn--p1ai"),
            ("in\u{200b}fo@firma.example", "info@firma.example"),
            ("root@localhost", "root@localhost"),
        ] {
            let from = Mailbox::new(None, address(stored).unwrap());
            let message = of(&Leased { to_address: stored.into(), to_name: None, ..mail() }, from).unwrap();
            let envelope = message.envelope();
            let recipients: Vec<&str> = envelope.to().iter().map(AsRef::as_ref).collect();
            assert_eq!((envelope.from().map(AsRef::as_ref), recipients), (Some(sent), vec![sent]), "{stored:?}");
            let text = String::from_utf8(message.formatted()).unwrap();
            assert!(text.contains(&format!("To: {sent}\r\n")) && text.contains(&format!("From: {sent}\r\n")), "{text}");
        }
    }

    fn mail() -> Leased {
        Leased {
            id: MailId(1),
            message_id: "0123456789abcdef0123456789abcdef".into(),
            language: "de".into(),
            to_address: "mia@example.org".into(),
            to_name: Some("Mia Müller".into()),
            subject: "Ihr Whitepaper: Größe".into(),
            text: "Guten Tag,\n.\nEnde\n".into(),
            html: Some("<!doctype html><p>Größe</p>".into()),
            attachments: Vec::new(),
            unsubscribe: None,
            created_at: Timestamp(1_795_338_300),
        }
    }

    fn written(mail: &Leased) -> String {
        let from = Mailbox::new(Some("Tidewater".into()), address("noreply@example.com").unwrap());
        String::from_utf8(of(mail, from).unwrap().formatted()).unwrap()
    }

    fn heads(message: &str) -> Vec<&str> {
        message.split("\r\n\r\n").next().unwrap().split("\r\n").collect()
    }

    #[test]
    fn a_mail_says_who_when_and_which_one_it_is() {
        let message = written(&mail());
        let heads = heads(&message);
        for head in [
            "From: Tidewater <noreply@example.com>",
            "Message-ID: <0123456789abcdef0123456789abcdef@example.com>",
            "Date: Sun, 22 Nov 2026 09:05:00 +0000",
            "Auto-Submitted: auto-generated",
            "Content-Language: de",
            "MIME-Version: 1.0",
        ] {
            assert!(heads.contains(&head), "{head} in {heads:?}");
        }
        assert!(message.is_ascii());
        assert!(message.contains("multipart/alternative"));
    }

    #[test]
    fn what_was_typed_adds_no_header() {
        let hostile = "x\r\nBcc: all@example.com\r\n\r\nbody\u{0}\u{202e}\n Cc: b@example.com";
        let attachment = outbox::Attachment {
            name: format!("{hostile}\".ics"),
            content_type: "text/calendar; charset=utf-8".into(),
            content: "BEGIN:VCALENDAR".into(),
        };
        let mail = Leased {
            to_name: Some(hostile.into()),
            subject: hostile.into(),
            language: hostile.into(),
            attachments: vec![attachment],
            ..mail()
        };
        let message = written(&mail);
        let is_injected = |head: &&str| ["bcc:", "cc:", "body"].iter().any(|bad| head.to_lowercase().starts_with(bad));
        assert!(!message.split("\r\n").any(|line| is_injected(&line)), "{message}");
        let froms = message.split("\r\n").filter(|line| line.starts_with("To: ")).count();
        assert_eq!(froms, 1);
    }

    #[test]
    fn an_address_that_is_several_is_none() {
        for bad in ["a@example.com, b@example.com", "a@example.com\r\nRCPT TO:<b@example.com>", "<a@example.com>", "a", ""] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }
}
