//! `magnetiq setting show` and `magnetiq setting set`

use std::process::ExitCode;

use app::ssr::now;
use app::ssr::zone::Zone;
use app::text::UiLanguage;
use clap::{Args, Subcommand, ValueEnum};
use domain::language::{Language, Localized};
use domain::setting::Settings;
use domain::text::{self, Email};
use store::access::Admin;
use store::settings::{self, Setting};

use crate::config::{Config, Refusal};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shows them.
    Show,
    /// Changes one.
    Set(Set),
}

#[derive(Debug, Args)]
pub struct Set {
    /// Its name, as `magnetiq setting show` has it.
    name: SettingName,
    /// Its value. Where it has several lines, divide them by `\n`.
    value: String,
    /// The language of the value, of those that have one in each [default: the default language of the site].
    #[arg(long)]
    language: Option<String>,
}

/// A setting that can be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum SettingName {
    /// The name of the company, as site and mails show it. In each language.
    SiteTitle,
    /// The line below the name that says what the company does. In each language.
    SiteDescription,
    /// The postal address, at the end of every page and mail. In each language.
    SiteAddress,
    /// Who writes the mails; the title of the site where it is empty.
    EmailFromName,
    /// The address that mails come from.
    EmailFromAddress,
    /// The zone of the times on public pages, as in the IANA database: Europe/Berlin.
    TimeZone,
    /// Closes the site for visitors: true or false.
    MaintenanceMode,
}

pub async fn run(command: Command, config: &Config) -> Result<ExitCode, Refusal> {
    let store = super::open(config).await?;
    let settings = settings::load(&store).await.map_err(|error| Refusal(format!("The settings cannot be read: {error}.")))?;
    match command {
        Command::Show => show(&settings),
        Command::Set(set) => {
            let setting = parse(&set, &settings)?;
            settings::set(&store, &Admin::command_line(), &setting, now()).await.map_err(|error| super::refused(&error))?;
        }
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::print_stdout, reason = "the answer of the command")]
fn show(settings: &Settings) {
    for (name, texts) in [
        ("site_title", &settings.site_title),
        ("site_description", &settings.site_description),
        ("site_address", &settings.site_address),
    ] {
        for (language, text) in texts.0.iter() {
            println!("{name} ({language}): {}", text.replace('\n', "\\n"));
        }
    }
    println!("email_from_name: {}", settings.email_from_name);
    println!("email_from_address: {}", settings.email_from_address);
    println!("time_zone: {}", settings.time_zone);
    println!("maintenance_mode: {}", settings.maintenance_mode);
}

fn parse(set: &Set, settings: &Settings) -> Result<Setting, Refusal> {
    let Set { name, value, language } = set;
    let refused = |problem| Refusal(UiLanguage::En.problem(&problem));
    let language = match language {
        None => settings.languages.default.clone(),
        Some(tag) => Language::parse(tag).map_err(refused)?,
    };
    let line = || text::line(value, MAX_LINE).map_err(refused);
    let with = |texts: &Localized<String>, text: String| {
        let others = texts.0.iter().filter(|(other, _)| **other != language).map(|(other, text)| (other.clone(), text.clone()));
        others.chain([(language.clone(), text)]).collect()
    };
    Ok(match name {
        SettingName::SiteTitle => Setting::SiteTitle(with(&settings.site_title, line()?)),
        SettingName::SiteDescription => Setting::SiteDescription(with(&settings.site_description, line()?)),
        SettingName::SiteAddress => {
            let lines = value.split("\\n").map(|line| text::line(line, MAX_LINE)).collect::<Result<Vec<_>, _>>();
            Setting::SiteAddress(with(&settings.site_address, lines.map_err(refused)?.join("\n")))
        }
        SettingName::EmailFromName => {
            Setting::EmailFromName(text::optional_line(value, MAX_LINE).map_err(refused)?.unwrap_or_default())
        }
        SettingName::EmailFromAddress => Setting::EmailFromAddress(Email::parse(value).map_err(refused)?),
        SettingName::TimeZone => match Zone::parse(value) {
            zone if zone.name().eq_ignore_ascii_case(value) => Setting::TimeZone(zone.name().to_owned()),
            _ => return Err(Refusal("time_zone is the name of a zone, such as Europe/Berlin.".into())),
        },
        SettingName::MaintenanceMode => match value.as_str() {
            "true" => Setting::MaintenanceMode(true),
            "false" => Setting::MaintenanceMode(false),
            _ => return Err(Refusal("maintenance_mode is true or false.".into())),
        },
    })
}

/// Characters of a line.
const MAX_LINE: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(name: SettingName, value: &str, language: Option<&str>) -> Result<Setting, Refusal> {
        let set = Set { name, value: value.into(), language: language.map(str::to_owned) };
        let title =
            [("en", "Tidewater"), ("de", "Tidenhub")].map(|(tag, title)| (Language::parse(tag).unwrap(), title.to_owned()));
        parse(&set, &Settings { site_title: title.into_iter().collect(), ..Settings::default() })
    }

    #[test]
    fn a_text_is_changed_in_one_language() {
        let Ok(Setting::SiteTitle(title)) = parsed(SettingName::SiteTitle, " Nordlicht ", Some("de")) else { panic!() };
        assert_eq!(title.0.values().map(String::as_str).collect::<Vec<_>>(), ["Nordlicht", "Tidewater"]);
        let Ok(Setting::SiteAddress(address)) = parsed(SettingName::SiteAddress, r"Quay 1\n24103 Kiel", None) else { panic!() };
        assert_eq!(address.get(&Language::parse("en").unwrap()).map(String::as_str), Some("Quay 1\n24103 Kiel"));
    }

    #[test]
    fn what_is_no_value_is_refused_with_a_sentence() {
        for (name, value) in
            [(SettingName::EmailFromAddress, "nobody"), (SettingName::MaintenanceMode, "yes"), (SettingName::SiteTitle, "")]
        {
            assert!(!parsed(name, value, None).unwrap_err().0.is_empty(), "{value}");
        }
        assert!(parsed(SettingName::SiteTitle, "x", Some("no language")).is_err());
    }
}
