//! `magnetiq user create`

use std::io::{IsTerminal, Read};
use std::process::ExitCode;

use app::ssr::auth::{self, PRINTED_LINK_HOURS};
use app::ssr::now;
use app::ssr::password::Hasher;
use app::text::UiLanguage;
use clap::{Args, Subcommand};
use domain::invalid::Invalid;
use domain::text::Password;
use domain::user::{NewUser, UserForm};
use store::access::Admin;
use store::users::links::Purpose;

use crate::config::{Config, Refusal};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Creates a member of staff. The password is read from stdin; where nothing is piped in, a one-time link to choose one is
    /// printed.
    Create(Create),
}

#[derive(Debug, Args)]
pub struct Create {
    #[arg(long)]
    email: String,
    /// viewer, editor or admin
    #[arg(long)]
    role: String,
    #[arg(long)]
    first_name: String,
    #[arg(long)]
    last_name: String,
    /// The language in which the admin speaks to this person: en or de.
    #[arg(long, default_value = "en")]
    language: String,
}

pub async fn run(command: Command, config: &Config) -> Result<ExitCode, Refusal> {
    match command {
        Command::Create(create) => run_create(create, config).await,
    }
}

#[expect(clippy::print_stdout, reason = "the answer of the command")]
async fn run_create(create: Create, config: &Config) -> Result<ExitCode, Refusal> {
    let Create { email, role, first_name, last_name, language } = create;
    let form = UserForm { email, first_name, last_name, role, language };
    let new = form.parse().map_err(|invalid| refused_input(&invalid))?;
    let password = piped_password(&new)?;
    let store = super::open(config).await?;
    let by = Admin::command_line();
    match password {
        Some(password) => {
            let hash = Hasher::new()
                .hash(password)
                .await
                .map_err(|error| Refusal(format!("The password could not be hashed: {error}.")))?;
            store::users::create_with_password(&store, &by, &new, &hash, now()).await.map_err(|error| refused(&new, &error))?;
            println!("{} can sign in now.", new.email);
        }
        None => {
            let user = store::users::create(&store, &by, &new, now()).await.map_err(|error| refused(&new, &error))?;
            let link = auth::issue_link(&store, &config.base_url(config.addr), &by, Purpose::SetUp(user)).await;
            let link = link.map_err(|error| Refusal(format!("The link could not be made: {error}.")))?;
            println!("{} can choose a password here, once, within {PRINTED_LINK_HOURS} hours:\n{link}", new.email);
        }
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// The first line of standard input, if it is piped.
fn piped_password(new: &NewUser) -> Result<Option<Password>, Refusal> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        return Ok(None);
    }
    let mut piped = Vec::new();
    let read = stdin.take(4096).read_to_end(&mut piped);
    read.map_err(|error| Refusal(format!("The password could not be read: {error}.")))?;
    let piped = String::from_utf8(piped).map_err(|_| Refusal("The password is not UTF-8.".into()))?;
    let Some(line) = piped.lines().next().filter(|line| !line.is_empty()) else { return Ok(None) };
    let password = Password::parse(line, &[new.email.as_str(), &new.first_name, &new.last_name]);
    password.map(Some).map_err(|problem| refused_input(&Invalid::at("password", problem)))
}

fn refused_input(invalid: &Invalid) -> Refusal {
    let lines =
        invalid.0.iter().map(|(field, problem)| format!("{}: {}", field.replace('_', "-"), UiLanguage::En.problem(problem)));
    Refusal(lines.collect::<Vec<_>>().join("\n"))
}

fn refused(new: &NewUser, error: &store::Error) -> Refusal {
    match error {
        store::Error::Taken { .. } => Refusal(format!("There is already someone with the e-mail address {}.", new.email)),
        error => super::refused(error),
    }
}
