//! The worker that sends what waits in the outbox: one mail after the other, each held by a lease while it is handed over.
//!
//! Exactly once, as far as SMTP can: a mail is marked as sent right after the mail server has taken it. If the program dies between
//! the two, nobody can know; the mail goes out again when its lease is over, with the same Message-ID, by which a mail program
//! knows it for the same mail. The same holds for a mail server whose answer does not come in time.

pub mod folder;
mod message;
pub mod smtp;

use std::path::PathBuf;
use std::time::Duration;

use app::error::AppError;
use app::ssr::mail::Sender;
use app::ssr::{AppContext, auth, now};
use app::text::UiLanguage;
use domain::id::MailId;
use domain::mail::{self, Failure, FailureKind};
use domain::time::Timestamp;
use lettre::message::Mailbox;
use store::Store;
use store::changes::Topic;
use store::outbox::queue::{self, HandedOver, Leased};
use tokio::sync::watch;

use crate::config::{Config, Refusal};

/// The pause after which the worker looks by itself, for what waits for its next try.
const POLL_INTERVAL: Duration = Duration::from_secs(10);

/// Writing one mail into a folder may take this long.
const FOLDER_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a mail is held beyond the time that handing it over may take.
const SPARE_SECONDS: i64 = 30;

/// Hands over mails, one at a time.
#[derive(Debug)]
pub struct Mailer {
    context: AppContext,
    transport: Transport,
    /// Names this worker on the mails that it holds.
    lease: String,
}

/// Where mails go.
#[derive(Debug)]
enum Transport {
    Server(Box<smtp::SmtpConnection>),
    Folder(PathBuf),
}

impl Mailer {
    pub fn new(context: AppContext, config: &Config) -> Result<Self, Refusal> {
        let transport = match config.smtp()? {
            Some(server) => {
                context.set_mail_transport(mail::MailTransport::Server(server.host().to_owned()));
                Transport::Server(Box::new(smtp::SmtpConnection::new(server)))
            }
            None => {
                let folder = config.mail_dir();
                context.set_mail_transport(mail::MailTransport::Folder(folder.display().to_string()));
                Transport::Folder(folder)
            }
        };
        let lease = auth::new_token().map_err(|_| Refusal("The system gave no random bytes.".into()))?;
        Ok(Self { context, transport, lease })
    }

    /// Another one with the same settings, which has no connection yet.
    #[must_use]
    pub fn again(&self) -> Self {
        let transport = match &self.transport {
            Transport::Server(post) => Transport::Server(Box::new(smtp::SmtpConnection::new(post.server().clone()))),
            Transport::Folder(folder) => Transport::Folder(folder.clone()),
        };
        Self { context: self.context.clone(), transport, lease: self.lease.clone() }
    }

    /// Sends until it is told to end; a mail that is being handed over is finished.
    pub async fn run(mut self, mut ended: watch::Receiver<bool>) {
        let mut outbox = self.context.store().changes().subscribe(Topic::Outbox);
        while !*ended.borrow() {
            outbox.see();
            match self.deliver(now()).await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => {
                    tracing::error!(%error, "the outbox could not be worked on");
                    // The worker's own writes are no reason to try again at once.
                    outbox.see();
                }
            }
            self.hang_up().await;
            tokio::select! {
                () = outbox.changed() => {}
                () = tokio::time::sleep(POLL_INTERVAL) => {}
                // The sender is gone.
                changed = ended.changed() => if changed.is_err() { break },
            }
        }
        self.hang_up().await;
    }

    /// Takes one mail that is due at this time and tries to hand it over; false where none is due.
    pub async fn deliver(&mut self, now: Timestamp) -> Result<bool, AppError> {
        let store = &self.context.store().clone();
        if !queue::is_due(store, now).await? {
            return Ok(false);
        }
        let until = Timestamp(now.0 + self.longest().as_secs() as i64 + SPARE_SECONDS);
        let Some(mail) = queue::take(store, &self.lease, until, 1, now).await?.pop() else { return Ok(false) };
        let id = mail.id;
        let outcome = self.hand_over(mail).await?;
        let how = match self.transport {
            Transport::Server(_) => HandedOver::ToServer,
            Transport::Folder(_) => HandedOver::AsFile,
        };
        match record_outcome(store, id, &self.lease, how, &outcome, now).await {
            Err(store::Error::NotFound) => tracing::warn!(%id, "a mail took longer than its lease"),
            recorded => recorded?,
        }
        Ok(true)
    }

    /// The outer error is ours, the inner one is the mail's.
    async fn hand_over(&mut self, mail: Leased) -> Result<Result<(), Failure>, AppError> {
        let settings = self.context.settings().await?;
        let name = match settings.from_name() {
            None => Sender::of(&self.context, UiLanguage::of_tag(&mail.language)).await?.site,
            Some(name) => name.to_owned(),
        };
        let from = message::address(settings.email_from_address.as_str()).map(|address| Mailbox::new(Some(name), address));
        let message = match from.and_then(|from| message::of(&mail, from)) {
            Ok(message) => message,
            Err(why) => return Ok(Err(Failure { kind: FailureKind::Refused, detail: why })),
        };
        Ok(match &mut self.transport {
            Transport::Server(post) => post.send(&message).await,
            Transport::Folder(folder) => folder::write(folder.clone(), &mail, message.formatted()).await,
        })
    }

    /// How long handing over one mail may take.
    fn longest(&self) -> Duration {
        match &self.transport {
            Transport::Server(post) => post.longest(),
            Transport::Folder(_) => FOLDER_TIMEOUT,
        }
    }

    async fn hang_up(&mut self) {
        if let Transport::Server(post) = &mut self.transport {
            post.hang_up().await;
        }
    }
}

/// Says of a mail how handing it over went. A database that does not take it just now is asked again while the lease lasts: as long
/// as a mail that was taken is not marked, it could go out twice.
async fn record_outcome(
    store: &Store,
    id: MailId,
    lease: &str,
    how: HandedOver,
    outcome: &Result<(), Failure>,
    now: Timestamp,
) -> Result<(), store::Error> {
    let mut seconds_left = SPARE_SECONDS;
    loop {
        let recorded = match outcome {
            Ok(()) => queue::sent(store, id, lease, how, now).await.inspect(|()| tracing::info!(%id, "sent a mail")),
            Err(failure) => {
                let failed = queue::failed(store, id, lease, failure, now).await;
                // The other side's words may name people.
                failed.map(|is_parked| tracing::warn!(%id, why = failure.kind.as_str(), is_parked, "a mail was not sent"))
            }
        };
        match recorded {
            Err(store::Error::Database(error) | store::Error::Unavailable(error)) if seconds_left > 0 => {
                tracing::error!(%id, %error, "what became of a mail could not be written down");
                seconds_left -= 1;
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            recorded => return recorded,
        }
    }
}
