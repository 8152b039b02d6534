//! What a program wrote into its log.

/// Panics, and errors in whose line none of `expected` stands. Nobody may expect a panic.
pub fn faults(log: &str, expected: &[String]) -> Vec<String> {
    let is_panic = |line: &str| line.contains("panicked");
    // The time comes first, then the level.
    let is_error = |line: &str| line.split_whitespace().nth(1) == Some("ERROR");
    let is_expected = |line: &str| expected.iter().any(|words| line.contains(words.as_str()));
    let found = log.lines().filter(|line| is_panic(line) || is_error(line) && !is_expected(line));
    found.map(str::to_owned).collect()
}

#[test]
fn a_panic_is_a_fault_and_an_error_is_one_unless_it_is_expected() {
    let log = "\
2026-11-29T10:00:00.000001Z  WARN server::mailer: an ERROR of another
2026-11-29T10:00:00.000002Z ERROR server::health: not ready: the database takes no writes
2026-11-29T10:00:00.000003Z ERROR server::log: the program panicked place=\"not ready\"
thread 'main' (7) panicked at src/main.rs:1:1:";
    assert_eq!(faults(log, &[]).len(), 3);
    assert_eq!(faults(log, &["not ready".to_owned()]).len(), 2);
}
