//! Forms with a file (RFC 7578), as a browser writes them.

const BOUNDARY: &str = "----magnetiq";

pub fn content_type() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

/// A form with these fields and one file.
pub fn form(fields: &[(&str, &str)], name: &str, content: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, value) in fields {
        body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    // As WHATWG's HTML escapes a name (4.10.21.8).
    let name = name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n").into_bytes());
    body.extend(b"Content-Type: application/octet-stream\r\n\r\n");
    body.extend(content);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    body
}

/// A form whose part has begun its head, and nothing else of it.
pub fn head_without_end() -> Vec<u8> {
    format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"").into_bytes()
}
