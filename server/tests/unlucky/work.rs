//! What people do on a site all day, and the note of what the program said it had kept.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use domain::whitepaper::list::WhitepaperFilter;
use hyper::StatusCode;
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use sha2::{Digest, Sha256};

use crate::client::Client;
use crate::support::browser::{Answer, Failed};
use crate::support::program::Program;

/// Of the sample site: gated.
pub const WHITEPAPER: &str = "/whitepapers/fault-location-seven-methods";

/// Everything that was acknowledged.
#[derive(Debug, Default, Clone)]
pub struct Acknowledged {
    /// E-mail addresses of forms.
    pub leads: Vec<String>,
    /// Path below the media folder, and id.
    pub files: Vec<(String, i64)>,
    /// Where a file may be, by its id: first the folder that was acknowledged last, then those that were asked for after it.
    pub folders: BTreeMap<i64, Vec<String>>,
}

/// One who works: sends forms and files and moves files, each with a number of its own.
pub struct Worker {
    pub client: Client,
    pub acknowledged: Acknowledged,
    form_token: String,
    name: String,
}

static NEXT: AtomicUsize = AtomicUsize::new(0);

/// A number that no other test of this run has.
pub fn number() -> usize {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A picture like no other.
pub fn picture() -> Vec<u8> {
    let number = number() as u32;
    let drawn = RgbImage::from_fn(64, 48, |x, y| {
        let seed = (x * 31 + y * 17).wrapping_mul(number.wrapping_mul(2_654_435_761) | 1);
        Rgb([(seed >> 8) as u8, (seed >> 16) as u8, (number % 251) as u8])
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&drawn).unwrap();
    // A comment tells pictures apart that would be packed alike (JPEG, ITU-T T.81, B.2.4.5).
    let comment = format!("{number:016}-{}", std::process::id());
    let mut segment = vec![0xff, 0xfe];
    segment.extend(u16::try_from(comment.len() + 2).unwrap().to_be_bytes());
    segment.extend(comment.into_bytes());
    bytes.splice(2..2, segment);
    bytes
}

fn stored_path(content: &[u8]) -> String {
    let hash: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}/{hash}.jpg", &hash[..2])
}

impl Worker {
    /// Signed in, with the form of a whitepaper open for long enough to count as typed by a person.
    pub async fn at(program: &Program) -> Self {
        let client = Client::signed_in(program).await;
        let page = client.get(WHITEPAPER).await.unwrap();
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let form_token = page.attribute("input[name=form_token]", "value").expect("the whitepaper has a form");
        let mut worker = Self { client, acknowledged: Acknowledged::default(), form_token, name: format!("w{}", number()) };
        // A form that is sent too fast is shown once more.
        let typing = async { while worker.lead().await.unwrap().status == StatusCode::UNPROCESSABLE_ENTITY {} };
        tokio::time::timeout(Duration::from_secs(30), typing).await.expect("a form that was open for some seconds is taken");
        worker
    }

    pub async fn send_lead(&self, email: &str) -> Result<Answer, Failed> {
        let fields = [
            ("first_name", "Ada"),
            ("last_name", "Störlicht"),
            ("email", email),
            ("company", "Stadtwerke"),
            ("privacy", "yes"),
            ("form_token", &self.form_token),
        ];
        self.client.form(WHITEPAPER, &fields).await
    }

    pub async fn lead(&mut self) -> Result<Answer, Failed> {
        let email = format!("{}-{}@stadtwerke.example", self.name, number());
        let answer = self.send_lead(&email).await?;
        if answer.status == StatusCode::SEE_OTHER {
            self.acknowledged.leads.push(email);
        }
        Ok(answer)
    }

    pub async fn file(&mut self) -> Result<Answer, Failed> {
        let content = picture();
        let answer = self.client.upload(&format!("{}.jpg", self.name), &content).await?;
        if answer.status == StatusCode::OK {
            let uploaded: serde_json::Value = serde_json::from_str(&answer.body)?;
            let id = uploaded["media"]["id"].as_i64().expect("an upload has a number");
            self.acknowledged.files.push((stored_path(&content), id));
        }
        Ok(answer)
    }

    /// Moves the first file of this worker.
    pub async fn folder(&mut self) -> Result<Answer, Failed> {
        let Some(id) = self.acknowledged.files.first().map(|(_, id)| *id) else { return self.file().await };
        let folder = format!("f{}", number());
        let folders = self.acknowledged.folders.entry(id).or_insert_with(|| vec![String::new()]);
        folders.push(folder.clone());
        let answer = self.client.call("/api/admin/media/move", &format!("{{\"ids\":[{id}],\"folder\":\"{folder}\"}}")).await?;
        if answer.status == StatusCode::OK {
            *folders = vec![folder];
        }
        Ok(answer)
    }

    /// All of these, one after the other.
    pub async fn all(&mut self) -> Result<[Answer; 3], Failed> {
        Ok([self.lead().await?, self.file().await?, self.folder().await?])
    }
}

impl Acknowledged {
    pub fn add(&mut self, other: Self) {
        let Self { leads, files, folders } = other;
        self.leads.extend(leads);
        self.files.extend(files);
        self.folders.extend(folders);
    }

    /// All of it is there, each thing once.
    pub async fn assert_stored(&self, program: &Program, client: &Client) {
        let Self { leads, files, folders } = self;
        let media = program.folder().join("data/media");
        for (path, id) in files {
            assert!(media.join(path).is_file(), "{path} was acknowledged");
            let open = client.call("/api/admin/media/open", &format!("{{\"id\":{id}}}")).await.unwrap();
            assert_eq!(open.status, StatusCode::OK, "media {id} was acknowledged: {}", open.body);
        }
        for (id, folders) in folders {
            let open = client.call("/api/admin/media/open", &format!("{{\"id\":{id}}}")).await.unwrap();
            let is_kept = folders.iter().any(|folder| open.body.contains(&format!("\"/{folder}\"")));
            assert!(is_kept, "{folders:?} of media {id}: {}", open.body);
        }
        let filter = serde_json::json!({ "filter": WhitepaperFilter::default() });
        let list = client.call("/api/admin/whitepapers/list", &filter.to_string()).await.unwrap();
        let list: serde_json::Value = serde_json::from_str(&list.body).unwrap_or_else(|error| panic!("{error}: {}", list.body));
        let mut all = String::new();
        for row in list["list_page"]["items"].as_array().expect("there are whitepapers") {
            let exported = client.get(&format!("/admin/whitepapers/{}/downloads.csv", row["item"]["id"])).await.unwrap();
            all.push_str(&exported.body);
        }
        for email in leads {
            assert_eq!(all.matches(email.as_str()).count(), 1, "{email} was acknowledged");
        }
    }

    /// No form that was acknowledged has two mails.
    pub fn assert_not_mailed_twice(&self, folder: &Path) {
        for email in &self.leads {
            assert!(mails_to(folder, email).len() <= 1, "{email}");
        }
    }

    /// Every form that was acknowledged has its mail, and it has one.
    pub async fn assert_mailed_once(&self, folder: &Path) {
        for email in &self.leads {
            let written = until(|| mails_to(folder, email).len() == 1).await;
            assert!(written, "{email}: {:?}", mails_to(folder, email));
        }
    }
}

fn mails_to(folder: &Path, email: &str) -> Vec<String> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
    let mails = files.filter(|file| file.extension().is_some_and(|kind| kind == "eml"));
    mails.filter_map(|mail| std::fs::read_to_string(mail).ok()).filter(|mail| mail.contains(email)).collect()
}

/// Waits for something that another process does; false where it does not come about. A mail that a program held when it was
/// killed is held for 40 seconds, and looked for every ten.
pub async fn until(mut is_so: impl FnMut() -> bool) -> bool {
    let looking = async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(70), looking).await.is_ok()
}
