//! Files of the media library as tests want them, and pages that show them.

use domain::id::MediaId;
use domain::media::{Folder, Format, MediaDraft, MediaForm, MediaTextForm};
use domain::page::PageForm;
use store::media::{self, Added, NewFile};
use store::pages::{self, Saved};

use super::pages::{editor, form, language, languages, parsed};
use super::{NOW, TestStore};

/// A file whose hash is this digit, 64 times.
pub fn file(digit: char, format: Format) -> NewFile {
    let hash: String = std::iter::repeat_n(digit, 64).collect();
    NewFile {
        path: format!("{digit}{digit}/{hash}.{}", format.extension()),
        stored_hash: hash.replace(digit, "0"),
        hash,
        format,
        size_bytes: 1_000 + u64::from(u32::from(digit)),
        filename: format!("file-{digit}.{}", format.extension()),
        original_filename: format!("File {digit}"),
        size: format.is_image().then_some((1600, 900)),
        pages: None,
        folder: Folder::root(),
    }
}

pub async fn added(db: &TestStore, digit: char, format: Format) -> MediaId {
    match media::add(db, &editor(), &file(digit, format), NOW).await.expect("added") {
        Added::New(id) => id,
        Added::Known(id) => panic!("{id} is there already"),
    }
}

pub fn described(id: MediaId, version: i64) -> MediaDraft {
    let text = |alt: &str| MediaTextForm { title: String::new(), alt: alt.into(), description: String::new() };
    let texts = [(language("en"), text("A relay")), (language("de"), text("Ein Relais"))].into();
    let form = MediaForm { id: Some(id), version, texts, folder: "Covers".into(), tags: "Husum".into(), ..MediaForm::default() };
    form.parse(&languages()).expect("a file that may be stored")
}

fn page_with(text: &str) -> PageForm {
    let mut form = form(&[("en", "about", "About us"), ("de", "ueber-uns", "Über uns")]);
    form.texts.values_mut().for_each(|page| page.content = text.into());
    form
}

/// A page with this text in both languages.
pub async fn saved(db: &TestStore, text: &str) -> Saved {
    pages::save(db, &editor(), parsed(page_with(text)), NOW).await.expect("saved")
}
