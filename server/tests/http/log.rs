//! What the program writes about requests: nothing that opens a door.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::support::program::Program;

/// The status line of the answer.
fn ask(port: u16, line: &str, headers: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.write_all(format!("{line} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n\r\n").as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
}

#[test]
fn no_token_is_written_however_its_address_is_and_however_much_is_logged() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start_with(folder.path(), &["--log", "trace"]);
    let link = program.line("/admin/set-up/").unwrap();
    let port = program.address.port();
    let token = link.rsplit('/').next().unwrap().trim().to_owned();
    assert!(ask(port, &format!("GET /admin/set-up/{token}"), "").contains("200"));
    let encoded: String = token.bytes().map(|byte| format!("%{byte:02x}")).collect();
    for path in [
        format!("/admin/set%2Dup/{token}"),
        format!("/admin/%73et-up/{encoded}"),
        format!("//admin/set-up/{token}"),
        format!("/admin//set-up/{token}"),
        format!("/ADMIN/SET-UP/{}", token.to_uppercase()),
        format!("/admin/set-up/{token}/"),
        format!("/admin/set-up/{token}/x"),
        format!("/admin/set-up/{token}?language=de"),
        format!("/de/whitepapers/link/{token}"),
        format!("/de/whitepapers/link%2f{token}"),
        format!("/whitepapers/link/{token}?{token}"),
        format!("/api/admin/{token}"),
        format!("/assets/{token}"),
        format!("/media/{token}/a.pdf"),
        format!("/{token}"),
        format!("/sitemap.xml?after={token}"),
        format!("http://a/admin/set%2Dup/{token}"),
    ] {
        for method in ["GET", "POST", "HEAD", "DELETE"] {
            let headers = format!(
                "Referer: http://a/admin/set-up/{token}\r\nCookie: magnetiq={token}\r\nAuthorization: Bearer {token}\r\nContent-Length: 0"
            );
            assert!(!ask(port, &format!("{method} {path}"), &headers).contains(" 5"), "{method} {path}");
        }
    }
    let log = program.end().to_lowercase();
    assert!(log.contains("answered"), "requests are logged");
    for written in [token, encoded] {
        let found = log.lines().find(|line| line.contains(&written));
        assert_eq!(found, None);
    }
}
