//! The clock by which the file system dates its files.

use std::time::SystemTime;

/// Now, as a file written now would be dated. It is compared with the times of files only.
#[expect(clippy::disallowed_methods, reason = "files are dated by the system's clock, finer than seconds")]
pub fn now() -> SystemTime {
    SystemTime::now()
}
