use clap::Parser;

use super::*;

#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    config: Config,
}

fn config(arguments: &[&str]) -> Config {
    let all = ["magnetiq"].iter().chain(arguments);
    Cli::try_parse_from(all).unwrap_or_else(|error| panic!("{error}")).config
}

fn refusal(arguments: &[&str]) -> String {
    let production = [&["--env", "production"], arguments].concat();
    config(&production).check().expect_err("refused").to_string()
}

#[test]
fn nothing_has_to_be_set_to_begin_with() {
    let config = config(&[]);
    assert_eq!(config.check(), Ok(()));
    assert_eq!(config.database(), Path::new("data/magnetiq_dev.db"));
    assert_eq!(config.base_url("127.0.0.1:3000".parse().unwrap()), "http://127.0.0.1:3000");
}

#[test]
fn production_refuses_what_is_unsafe() {
    assert!(refusal(&[]).contains("MAGNETIQ_BASE_URL"));
    assert!(refusal(&["--base-url", "http://a.example"]).contains("https://"));
    let safe = ["--base-url", "https://a.example"];
    assert!(refusal(&[&safe[..], &["--sign-in-per-minute", "0"]].concat()).contains("SIGN_IN_PER_MINUTE"));
    assert!(refusal(&[&safe[..], &["--trusted-proxies", "::/0"]].concat()).contains("TRUSTED_PROXIES"));
    let clear = refusal(&[&safe[..], &["--smtp-url", "smtp://a:secret@mail.example?tls=none"]].concat());
    assert!(clear.contains("SMTP_URL") && !clear.contains("secret"), "{clear}");
    assert_eq!(config(&["--env", "production", "--base-url", "https://a.example"]).check(), Ok(()));
}

#[test]
fn only_a_site_for_this_machine_is_for_this_machine() {
    for flags in [&[][..], &["--base-url", "http://localhost:3000"], &["--addr", "[::1]:3000", "--base-url", "http://[::1]:3000"]]
    {
        assert!(config(flags).is_for_this_machine(), "{flags:?}");
    }
    for flags in [
        &["--base-url", "https://a.example"][..],
        &["--base-url", "http://localhost.a.example"],
        &["--trusted-proxies", "127.0.0.1"],
        &["--addr", "0.0.0.0:3000"],
        &["--env", "production"],
    ] {
        assert!(!config(flags).is_for_this_machine(), "{flags:?}");
    }
}

#[test]
fn a_token_is_long_and_printed_nowhere() {
    let text = "0123456789abcdef0123456789abcdef";
    let config = config(&["--metrics-token", text]);
    assert!(!format!("{config:?}").contains("0123"));
    let token = config.metrics_token.unwrap();
    assert!(token.is_in(&format!("Bearer {text}")) && token.is_in(&format!("bearer  {text} ")));
    for bad in ["", "Bearer", "Bearer ", text, &format!("Basic {text}"), &format!("Bearer {text}0")] {
        assert!(!token.is_in(bad), "{bad}");
    }
    assert!(Cli::try_parse_from(["magnetiq", "--metrics-token", "short"]).is_err());
}

#[test]
fn production_refuses_a_secret_that_can_be_guessed() {
    let with = |secret: &str| refusal(&["--base-url", "https://a.example", "--secret-key", secret]);
    assert!(with("M4q7ZkXw1uTn0pRb").contains("at least 32 characters"));
    for weak in [
        "a".repeat(32),
        "a".repeat(500),
        "ab1".repeat(20),
        "0123456789".repeat(4),
        "abcdefghijklmnopqrstuvwxyz0123456789".into(),
        "changeme-changeme-changeme-changeme".into(),
        " ".repeat(40),
    ] {
        let told = with(&weak);
        assert!(told.contains("MAGNETIQ_SECRET_KEY") && !told.contains(&weak), "{told}");
    }
    let strong = ["--env", "production", "--base-url", "https://a.example", "--secret-key", "M4q7ZkXw1uTn0pRbV9sYc2LhJd6Ef3Ga"];
    assert_eq!(config(&strong).check(), Ok(()));
}

#[cfg(unix)]
#[test]
fn production_refuses_a_folder_that_others_may_enter() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("magnetiq.db");
    let config = config(&["--env", "production", "--base-url", "https://a.example", "--database", file.to_str().unwrap()]);
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
    assert!(config.store_options().expect_err("refused").to_string().contains("chmod 700"));
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o700)).unwrap();
    assert!(config.store_options().is_ok());
}

#[cfg(unix)]
#[test]
fn a_folder_is_made_for_nobody_else_to_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new/folder/magnetiq.db");
    config(&["--database", file.to_str().unwrap()]).store_options().unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(file.parent().unwrap()), mode(&file)), (0o700, 0o600));
}

#[test]
fn a_base_url_is_scheme_and_host() {
    assert_eq!("https://A.Example/".parse::<BaseUrl>().map(|url| url.to_string()), Ok("https://a.example".into()));
    for bad in
        ["a.example", "ftp://a.example", "https://", "https://a.example/x", "https://a.example?x", "https://u@a.example", "/x"]
    {
        assert!(bad.parse::<BaseUrl>().is_err(), "{bad}");
    }
}

#[test]
fn proxies_are_addresses_or_networks() {
    let config = config(&["--trusted-proxies", "10.1.0.0/16, 192.0.2.7,fd00::/8"]);
    for (address, is_trusted) in [
        ("10.1.2.3", true),
        ("10.2.0.1", false),
        ("192.0.2.7", true),
        ("192.0.2.8", false),
        ("fd00::1", true),
        ("::ffff:10.1.2.3", true),
    ] {
        assert_eq!(config.is_trusted_proxy(address.parse().unwrap()), is_trusted, "{address}");
    }
}
