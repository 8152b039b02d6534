//! The settings of the machine: every one is a flag and an environment variable, and all have a default but for production.
//! The settings of the site (title, languages, sessions) are `store::settings`.

#![allow(rustdoc::bare_urls, reason = "the comments of the flags are the texts of --help")]

mod values;

use std::env;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use clap::Args;
use store::sqlite::{self, Durability};

pub use self::values::{Audience, BaseUrl, DurabilityOption, Environment, Proxy, Token, is_loopback};
use crate::mailer::smtp;
use crate::media::Library;

/// Why the program refuses to start, as one message for the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Settings")]
pub struct Config {
    /// `production` refuses to start unsafely, logs JSON and only errors; `development` logs every SQL statement.
    #[arg(long, env = "MAGNETIQ_ENV", value_name = "NAME", default_value = "development", global = true)]
    pub env: Environment,

    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, env = "MAGNETIQ_ADDR", value_name = "ADDRESS", default_value = "127.0.0.1:3000", global = true)]
    pub addr: SocketAddr,

    /// The database file; its folder is made, for nobody else to read [default: data/magnetiq_dev.db, in production
    /// /data/magnetiq_prod.db].
    #[arg(long, env = "MAGNETIQ_DATABASE", value_name = "FILE", global = true)]
    pub database: Option<PathBuf>,

    /// The folder of the media library's files; it is made, for nobody else to read [default: media, beside the database].
    #[arg(long, env = "MAGNETIQ_MEDIA_DIR", value_name = "DIR", global = true)]
    pub media_dir: Option<PathBuf>,

    /// What a commit outlives: `normal` the end of the program however sudden, `full` a power cut too, at the price of speed.
    #[arg(long, env = "MAGNETIQ_DURABILITY", value_name = "KIND", default_value = "normal", global = true)]
    pub durability: DurabilityOption,

    /// Where visitors reach the site, such as https://www.example.com [default: http:// and the address listened on; needed in
    /// production].
    #[arg(long, env = "MAGNETIQ_BASE_URL", value_name = "URL", global = true)]
    pub base_url: Option<BaseUrl>,

    /// Addresses or networks of proxies whose X-Forwarded-For is believed, divided by commas.
    #[arg(long, env = "MAGNETIQ_TRUSTED_PROXIES", value_name = "LIST", value_delimiter = ',', global = true)]
    pub trusted_proxies: Vec<Proxy>,

    /// Who may read /metrics without the token.
    #[arg(long, env = "MAGNETIQ_METRICS", value_name = "WHO", default_value = "loopback", global = true)]
    pub metrics: Audience,

    /// At least 32 secret characters; a client that sends them as `Authorization: Bearer TOKEN` may read /metrics from anywhere.
    /// Needed in production and behind a proxy, where everyone may seem to be on this machine.
    #[arg(long, env = "MAGNETIQ_METRICS_TOKEN", value_name = "TEXT", hide_env_values = true, global = true)]
    pub metrics_token: Option<Token>,

    /// Attempts to sign in or to follow a one-time link, per client address and minute; 0 for no limit.
    #[arg(long, env = "MAGNETIQ_SIGN_IN_PER_MINUTE", value_name = "COUNT", default_value_t = 10, global = true)]
    pub sign_in_per_minute: u32,

    /// Pages and calls per second from one client address, for a while ten times as many; 0 for no limit. Stylesheets, scripts
    /// and the like are not counted.
    #[arg(long, env = "MAGNETIQ_REQUESTS_PER_SECOND", value_name = "COUNT", default_value_t = 50, global = true)]
    pub requests_per_second: u32,

    /// Connections that may be open at once, a quarter of them of one client address; fewer where the system allows fewer open
    /// files. Where they are short, idle ones are closed.
    #[arg(long, env = "MAGNETIQ_CONNECTIONS", value_name = "COUNT", default_value_t = 2_000, global = true)]
    pub connections: u32,

    /// Forms and links to files per client address and minute; 0 for no limit.
    #[arg(long, env = "MAGNETIQ_FORMS_PER_MINUTE", value_name = "COUNT", default_value_t = 20, global = true)]
    pub forms_per_minute: u32,

    /// At least 32 characters that nobody else knows; they sign forms, links and cookies [default: made once and kept beside the
    /// database, for nobody else to read].
    #[arg(long, env = "MAGNETIQ_SECRET_KEY", value_name = "TEXT", hide_env_values = true, global = true)]
    pub secret_key: Option<String>,

    /// The mail server: smtp://USER:PASSWORD@HOST begins in the clear and insists on STARTTLS (on this machine it takes what is
    /// offered), smtps:// is encrypted from the start. `?tls=none` never encrypts, `?timeout=SECONDS` says how long an answer may
    /// take (60). Without it mails become files in MAGNETIQ_MAIL_DIR.
    #[arg(long, env = "MAGNETIQ_SMTP_URL", value_name = "URL", hide_env_values = true, global = true)]
    pub smtp_url: Option<smtp::Address>,

    /// Where mails are written as .eml files while there is no mail server; made, for nobody else to read [default: mail,
    /// beside the database].
    #[arg(long, env = "MAGNETIQ_MAIL_DIR", value_name = "FOLDER", global = true)]
    pub mail_dir: Option<PathBuf>,

    /// What is logged, as a filter of tracing such as `warn` or `info,server=debug` [default: info and SQL, in production error].
    #[arg(long, env = "MAGNETIQ_LOG", value_name = "FILTER", global = true)]
    pub log: Option<String>,

    /// The program that is started for each picture, where it is not the one that runs.
    #[arg(skip)]
    pub program: Option<PathBuf>,
}

impl Config {
    /// Refuses what would be unsafe in production, each with a sentence.
    pub fn check(&self) -> Result<(), Refusal> {
        let smtp = self.smtp()?;
        if self.env == Environment::Development {
            return Ok(());
        }
        let refuse = |sentence: &str| Err(Refusal(format!("Refused to start in production: {sentence}")));
        match &self.base_url {
            None => return refuse("MAGNETIQ_BASE_URL must say at which https:// address visitors reach the site."),
            Some(url) if !url.is_secure() => {
                return refuse("MAGNETIQ_BASE_URL must begin with https://, or sign-in cookies could be read on the way.");
            }
            Some(_) => {}
        }
        if self.sign_in_per_minute == 0 {
            return refuse("MAGNETIQ_SIGN_IN_PER_MINUTE must not be 0, or passwords could be tried without limit.");
        }
        if smtp.is_some_and(|server| server.tells_password()) {
            return refuse("MAGNETIQ_SMTP_URL must not send a password in the clear; leave out tls=none.");
        }
        if self.secret_key.is_some() {
            self.secret()?;
        }
        if self.trusted_proxies.iter().any(|proxy| proxy.0.prefix_len() == 0) {
            return refuse("MAGNETIQ_TRUSTED_PROXIES must not hold every address, or anyone could pretend to be anyone.");
        }
        Ok(())
    }

    pub fn program(&self) -> Result<PathBuf, Refusal> {
        let own = || env::current_exe().map_err(|error| Refusal(format!("The program does not find its own file: {error}.")));
        self.program.clone().map_or_else(own, Ok)
    }

    pub fn database(&self) -> &Path {
        let default = match self.env {
            Environment::Development => "data/magnetiq_dev.db",
            Environment::Production => "/data/magnetiq_prod.db",
        };
        self.database.as_deref().unwrap_or(Path::new(default))
    }

    /// Where the files of the media library are.
    pub fn media_dir(&self) -> PathBuf {
        self.media_dir.clone().unwrap_or_else(|| folder_of(self.database()).join("media"))
    }

    /// The mail server; none where mails become files.
    pub fn smtp(&self) -> Result<Option<smtp::Server>, Refusal> {
        let Some(address) = self.smtp_url.as_ref().filter(|address| !address.is_empty()) else { return Ok(None) };
        address.server().map(Some).map_err(|why| Refusal(format!("MAGNETIQ_SMTP_URL {why}.")))
    }

    pub fn mail_dir(&self) -> PathBuf {
        self.mail_dir.clone().unwrap_or_else(|| folder_of(self.database()).join("mail"))
    }

    /// The media library's files. Makes their folder.
    pub fn library(&self) -> Result<Library, Refusal> {
        let folder = self.media_dir();
        let shown = folder.display().to_string();
        Library::open(folder, self.program()?)
            .map_err(|error| Refusal(format!("The media folder {shown} could not be made: {error}.")))
    }

    /// How the store opens the file. Makes its folder, for nobody else to read, and refuses one in production that others may read.
    pub fn store_options(&self) -> Result<sqlite::Options, Refusal> {
        let path = self.database();
        make_folder(path)?;
        make_file(path)?;
        if self.env == Environment::Production {
            refuse_open_folder(path)?;
        }
        let durability = match self.durability {
            DurabilityOption::Normal => Durability::Normal,
            DurabilityOption::Full => Durability::Full,
        };
        Ok(sqlite::Options { durability, log_sql: self.env == Environment::Development, ..sqlite::Options::new(path) })
    }

    /// Without a trailing slash. `listening` is the address that was bound in the end.
    pub fn base_url(&self, listening: SocketAddr) -> String {
        self.base_url.as_ref().map_or_else(|| format!("http://{listening}"), ToString::to_string)
    }

    /// Whether only this machine is meant to reach the site, so that no proxy speaks for others.
    pub fn is_for_this_machine(&self) -> bool {
        let is_public = self.base_url.as_ref().is_some_and(|url| !url.is_loopback());
        self.env == Environment::Development && self.addr.ip().is_loopback() && self.trusted_proxies.is_empty() && !is_public
    }

    pub fn is_trusted_proxy(&self, address: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|proxy| proxy.0.contains(&address.to_canonical()))
    }
}

pub(crate) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn make_folder(file: &Path) -> Result<(), Refusal> {
    let folder = folder_of(file);
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| Refusal(format!("The folder {} could not be made: {error}.", folder.display())))
}

/// Empty, for nobody else to read; what SQLite lays beside it gets the same rights.
fn make_file(file: &Path) -> Result<(), Refusal> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Refusal(format!("The file {} could not be made: {error}.", file.display()))),
    }
}

#[cfg(unix)]
fn refuse_open_folder(file: &Path) -> Result<(), Refusal> {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder_of(file);
    let metadata = std::fs::metadata(folder)
        .map_err(|error| Refusal(format!("The folder {} could not be looked at: {error}.", folder.display())))?;
    if metadata.permissions().mode() & 0o007 == 0 {
        return Ok(());
    }
    let folder = folder.display();
    Err(Refusal(format!(
        "Refused to start in production: everyone on this machine may enter {folder}, where the database is; run chmod 700 {folder} first."
    )))
}

#[cfg(not(unix))]
fn refuse_open_folder(_file: &Path) -> Result<(), Refusal> {
    Ok(())
}

#[cfg(test)]
mod tests;
