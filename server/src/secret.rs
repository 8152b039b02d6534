//! The secret that signs forms, links and cookies: told by the environment, else made at the first start and kept in a file.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use app::ssr::secret::{Secret, WeakSecret};

use crate::config::{Config, Refusal};

impl Config {
    /// The secret of this site. Changing it invalidates every open form, link and known browser.
    pub fn secret(&self) -> Result<Secret, Refusal> {
        match &self.secret_key {
            Some(text) => Secret::parse(text).map_err(|weak| match weak {
                WeakSecret::TooShort => Refusal(format!("MAGNETIQ_SECRET_KEY must have at least {} characters.", Secret::MIN)),
                WeakSecret::Guessable => Refusal(
                    "MAGNETIQ_SECRET_KEY could be guessed: it repeats itself, counts up or is made of known words. Take one made by \
                     chance, such as that of: openssl rand -base64 32"
                        .into(),
                ),
            }),
            None => load_or_create(&self.secret_file()),
        }
    }

    /// Beside the database.
    fn secret_file(&self) -> PathBuf {
        self.database().with_extension("key")
    }
}

/// The secret in the file; made by chance where there is none.
fn load_or_create(path: &Path) -> Result<Secret, Refusal> {
    let failed = |what, error| Refusal(format!("The secret in {} could not be {what}: {error}.", path.display()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => {
            let text = Secret::propose().map_err(|error| Refusal(format!("There is no randomness: {error}.")))?;
            file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| failed("kept", error))?;
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => refuse_open(path)?,
        Err(error) => return Err(failed("kept", error)),
    }
    let mut text = String::new();
    let file = std::fs::File::open(path).map_err(|error| failed("read", error))?;
    file.take(4096).read_to_string(&mut text).map_err(|error| failed("read", error))?;
    Secret::parse(&text).map_err(|weak| {
        let is = match weak {
            WeakSecret::TooShort => "is too short",
            WeakSecret::Guessable => "could be guessed",
        };
        Refusal(format!("The secret in {} {is}; delete the file, and the next start makes another.", path.display()))
    })
}

/// A secret that others can read is none.
#[cfg(unix)]
fn refuse_open(path: &Path) -> Result<(), Refusal> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = std::fs::metadata(path)
        .map_err(|error| Refusal(format!("The secret in {} could not be looked at: {error}.", path.display())))?;
    if metadata.permissions().mode() & 0o077 == 0 {
        return Ok(());
    }
    let path = path.display();
    Err(Refusal(format!("Others may read the secret in {path}; run chmod 600 {path} first.")))
}

#[cfg(not(unix))]
fn refuse_open(_path: &Path) -> Result<(), Refusal> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::form::FormToken;
    use domain::time::Timestamp;

    use super::*;

    #[test]
    fn a_secret_is_made_once_for_nobody_else_to_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("magnetiq.key");
        let form_token = load_or_create(&path).unwrap().form_token("form", Timestamp(7)).unwrap();
        let read = load_or_create(&path).unwrap().read_form_token("form", &form_token);
        assert!(matches!(read, Some(FormToken { rendered_at: Timestamp(7), .. })));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
            assert!(load_or_create(&path).unwrap_err().to_string().contains("chmod 600"));
        }
    }

    #[test]
    fn a_file_without_a_secret_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("magnetiq.key");
        std::fs::write(&path, "").unwrap();
        #[cfg(unix)]
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        assert!(load_or_create(&path).unwrap_err().to_string().contains("too short"));
    }
}
