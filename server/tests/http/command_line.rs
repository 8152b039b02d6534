//! The binary as it is called.

use std::path::Path;

use crate::support::program::{run, said};

const CREATE: [&str; 10] = [
    "user",
    "create",
    "--email",
    "jonas@nordlicht.example",
    "--role",
    "admin",
    "--first-name",
    "Jonas",
    "--last-name",
    "Feddersen",
];

#[test]
fn it_runs_from_an_empty_folder() {
    let folder = tempfile::tempdir().unwrap();
    let migrated = run(folder.path(), &["migrate"], "");
    assert!(migrated.status.success(), "{}", said(&migrated));
    assert!(folder.path().join("data/magnetiq_dev.db").exists());
    assert!(run(folder.path(), &["seed", "demo"], "").status.success());
    let checked = run(folder.path(), &["check"], "");
    assert!(checked.status.success() && said(&checked).contains("is sound"), "{}", said(&checked));
}

#[test]
fn a_check_says_what_is_wrong_and_ends_with_one() {
    let folder = tempfile::tempdir().unwrap();
    let none = run(folder.path(), &["check"], "");
    assert_eq!(none.status.code(), Some(1));
    assert!(said(&none).contains("There is no database"), "{}", said(&none));
    assert!(!folder.path().join("data").exists(), "looking makes nothing");
    assert!(run(folder.path(), &["seed", "demo"], "").status.success());
    let file = folder.path().join("data/magnetiq_dev.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8_192].fill(0x5a);
    std::fs::write(&file, bytes).unwrap();
    let damaged = run(folder.path(), &["check"], "");
    assert_eq!(damaged.status.code(), Some(1), "{}", said(&damaged));
}

#[test]
fn a_check_names_a_mail_that_was_left_half_written() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["migrate"], "").status.success());
    let mails = folder.path().join("data/mail");
    std::fs::create_dir_all(&mails).unwrap();
    let half = std::fs::File::create(mails.join(".20261122T090500-0a.eml.half")).unwrap();
    let sound = run(folder.path(), &["check"], "");
    assert!(sound.status.success(), "a mail that is just being written is no fault: {}", said(&sound));
    half.set_modified(server::file_time::now() - std::time::Duration::from_secs(3_600)).unwrap();
    let checked = run(folder.path(), &["check"], "");
    assert_eq!(checked.status.code(), Some(1));
    assert!(said(&checked).contains(".20261122T090500-0a.eml.half was left half written"), "{}", said(&checked));
}

#[test]
fn a_password_is_read_from_what_is_piped_in() {
    let folder = tempfile::tempdir().unwrap();
    let bad = run(folder.path(), &CREATE, "short\n");
    assert_eq!(bad.status.code(), Some(1));
    assert!(said(&bad).contains("password: At least 12 characters"), "{}", said(&bad));
    let good = run(folder.path(), &CREATE, "correct horse battery\n");
    assert!(good.status.success() && said(&good).contains("can sign in now"), "{}", said(&good));
    assert!(!said(&good).contains("horse"));
    let again = run(folder.path(), &CREATE, "correct horse battery\n");
    assert!(!again.status.success() && said(&again).contains("already someone"), "{}", said(&again));
}

#[test]
fn without_a_password_a_link_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let created = run(folder.path(), &CREATE, "");
    assert!(created.status.success(), "{}", said(&created));
    assert!(said(&created).contains("http://127.0.0.1:3000/admin/set-up/"), "{}", said(&created));
}

#[test]
fn what_is_wrong_with_someone_is_said_for_each_field() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["user", "create", "--email", "x", "--role", "king", "--first-name", "", "--last-name", "F"];
    let refused = run(folder.path(), &arguments, "");
    assert_eq!(refused.status.code(), Some(1));
    for field in ["email: ", "role: ", "first-name: "] {
        assert!(said(&refused).contains(field), "{}", said(&refused));
    }
}

#[test]
fn production_refuses_to_start_unsafely() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, word) in [
        (&["serve", "--env", "production"][..], "MAGNETIQ_BASE_URL"),
        (&["serve", "--env", "production", "--base-url", "http://a.example"], "https://"),
        (
            &["serve", "--env", "production", "--base-url", "https://a.example", "--sign-in-per-minute", "0"],
            "MAGNETIQ_SIGN_IN_PER_MINUTE",
        ),
    ] {
        let refused = run(folder.path(), arguments, "");
        assert_eq!(refused.status.code(), Some(1), "{arguments:?}");
        assert!(said(&refused).contains(word) && said(&refused).trim_end().lines().count() == 1, "{}", said(&refused));
    }
}

#[test]
fn production_wants_to_know_from_where_mails_come() {
    let folder = tempfile::tempdir().unwrap();
    let production = ["--env", "production", "--base-url", "https://a.example", "--database", "data/production.db"];
    let with = |first: &[&str]| run(folder.path(), &[first, &production].concat(), "");

    let refused = with(&["serve"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("noreply@magnetiq.local"), "{}", said(&refused));
    assert!(said(&refused).contains("`magnetiq setting set email_from_address ADDRESS`"), "{}", said(&refused));
    assert_eq!(said(&refused).trim_end().lines().count(), 1, "{}", said(&refused));

    let refused = with(&["setting", "set", "email_from_address", "nobody"]);
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
    let set = with(&["setting", "set", "email_from_address", "post@nordlicht.example"]);
    assert_eq!(set.status.code(), Some(0), "{}", said(&set));
    let shown = with(&["setting", "show"]);
    assert!(said(&shown).contains("email_from_address: post@nordlicht.example"), "{}", said(&shown));
}

#[test]
fn help_names_every_setting() {
    let help = run(Path::new("."), &["--help"], "");
    for name in [
        "ENV",
        "ADDR",
        "DATABASE",
        "DURABILITY",
        "BASE_URL",
        "TRUSTED_PROXIES",
        "METRICS",
        "METRICS_TOKEN",
        "SIGN_IN_PER_MINUTE",
        "REQUESTS_PER_SECOND",
        "CONNECTIONS",
        "LOG",
    ] {
        assert!(["=", "]"].iter().any(|end| said(&help).contains(&format!("[env: MAGNETIQ_{name}{end}"))), "{name}");
    }
}
