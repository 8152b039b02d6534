//! Settings of the site, and who changed them.

use crate::support::{NOW, Outcome, TestStore, email};
use domain::language::{Language, Languages, Localized};
use domain::setting::Settings;
use store::access::Admin;
use store::settings::{self, Setting};

fn language(tag: &str) -> Language {
    Language::parse(tag).expect("a language")
}

#[tokio::test]
async fn a_new_site_has_the_specifications_settings() -> Outcome {
    let db = TestStore::new().await;
    let settings = settings::load(&db).await?;
    assert_eq!(settings.site_title.get(&language("de")).map(String::as_str), Some("Magnetiq CMS"));
    assert_eq!(settings.feed_id.len(), 32, "made by chance");
    let rest =
        Settings { site_title: Localized::default(), site_description: Localized::default(), feed_id: String::new(), ..settings };
    assert_eq!(rest, Settings::default());
    Ok(())
}

#[tokio::test]
async fn a_setting_that_was_set_is_loaded() -> Outcome {
    let db = TestStore::new().await;
    let (de, fr) = (language("de"), language("fr"));
    let title: Localized<String> = [(de.clone(), "Nordlicht \"Netze\" äöü".to_owned())].into_iter().collect();
    let address: Localized<String> = [(de.clone(), "Hafenstraße 1\n20457 Hamburg".to_owned())].into_iter().collect();
    let languages = Languages::new(de, vec![fr]);
    for setting in [
        Setting::SiteTitle(title.clone()),
        Setting::SiteAddress(address.clone()),
        Setting::Languages(languages.clone()),
        Setting::MaintenanceMode(true),
        Setting::SessionIdleMinutes(5),
        Setting::SessionAbsoluteHours(0),
        Setting::EmailFromName("Nordlicht".into()),
        Setting::EmailFromAddress(email("post@nordlicht.example")),
    ] {
        settings::set(&db, &Admin::command_line(), &setting, NOW).await?;
    }
    let loaded = settings::load(&db).await?;
    assert_eq!((loaded.site_title, loaded.site_address, loaded.languages), (title, address, languages));
    assert!(loaded.maintenance_mode);
    assert_eq!((loaded.session_idle_minutes, loaded.session_absolute_hours), (5, 1));
    assert_eq!((loaded.email_from_name.as_str(), loaded.email_from_address.as_str()), ("Nordlicht", "post@nordlicht.example"));
    Ok(())
}

#[tokio::test]
async fn a_setting_that_cannot_be_read_counts_as_its_default() -> Outcome {
    let db = TestStore::new().await;
    db.execute(
        r#"update system_settings set value = '["x y"]' where key = 'supported_languages';
            update system_settings set value = '-5' where key = 'session_idle_minutes';
            update system_settings set value = '[]' where key = 'site_title';
            update system_settings set value = null where key = 'maintenance_mode';
            update system_settings set value = 'nobody' where key = 'email_from_address';
            delete from system_settings where key in ('session_absolute_hours', 'feed_id');"#,
    )
    .await?;
    let settings = settings::load(&db).await?;
    assert_eq!(Settings { site_description: Localized::default(), ..settings }, Settings::default());
    Ok(())
}

#[tokio::test]
async fn one_entry_that_cannot_be_read_takes_no_other_away() -> Outcome {
    let db = TestStore::new().await;
    db.execute(
        r#"update system_settings set value = '["en", "zh-hant", "x y", 7, "es-419", "EN", null, "sr-Latn"]'
            where key = 'supported_languages';
            update system_settings set value = '{"en": "Title", "x y": "?", "zh-Hant": "標題", "de": 7}' where key = 'site_title';
            update system_settings set value = 'A' || char(13, 10) || 'Bcc: x@y.example' where key = 'email_from_name';"#,
    )
    .await?;
    let settings = settings::load(&db).await?;
    assert_eq!(settings.languages.all, ["en", "zh-Hant", "es-419", "sr-Latn"].map(language));
    let titles: Vec<&str> = settings.site_title.0.values().map(String::as_str).collect();
    assert_eq!(titles, ["Title", "標題"]);
    assert_eq!(settings.email_from_name, "A Bcc: x@y.example", "one line");
    Ok(())
}

#[tokio::test]
async fn a_changed_setting_is_logged_with_before_and_after() -> Outcome {
    let db = TestStore::new().await;
    for _ in 0..2 {
        settings::set(&db, &Admin::command_line(), &Setting::MaintenanceMode(true), NOW).await?;
    }
    let logged =
        db.texts("select actor || ' ' || action || ' ' || item_kind || ' ' || before || ' ' || after from audit_log").await;
    assert_eq!(logged, [r#"command line changed setting {"maintenance_mode":"false"} {"maintenance_mode":"true"}"#]);
    Ok(())
}
