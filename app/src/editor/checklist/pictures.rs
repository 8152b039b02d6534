//! Pictures and files of the texts.

use domain::media::ids_in;

use super::text::Text;
use super::{Check, CheckState, Checklist, Finding, Library};
use crate::editor::item::ItemField;
use crate::editor::reading;

impl<F: ItemField> Checklist<F> {
    /// A picture is described by the text, or by the library in this language, or it needs no words.
    pub(super) fn add_pictures(&mut self, texts: &[Text<F>], library: &Library) {
        let mut found = Vec::new();
        let mut count = 0;
        for text in texts {
            let stop = |finding| Check::new(finding, CheckState::Stop, F::content(text.language.clone()));
            let pictures = reading::pictures(&text.content);
            count += pictures.len();
            let bare: Vec<_> = pictures.into_iter().filter(|picture| !picture.has_words).collect();
            let mut own = bare.iter().filter(|picture| picture.media.is_none());
            if let Some(first) = own.next() {
                let count = 1 + own.count();
                found.push(stop(Finding::PicturesBare(text.language.clone(), count)).at(first.place.clone()));
            }
            for picture in &bare {
                let known = picture.media.and_then(|id| library.get(&id));
                if let Some(file) = known.filter(|file| file.is_there && file.missing_alts.contains(&text.language)) {
                    found.push(stop(Finding::FileBare(text.language.clone(), file.title.clone())).at(picture.place.clone()));
                }
            }
            let ids = ids_in(&text.content);
            let mut gone = ids.iter().filter(|id| library.get(id).is_some_and(|file| !file.is_there));
            if let Some(first) = gone.next() {
                let check = stop(Finding::FilesGone(text.language.clone(), 1 + gone.count()));
                let address = format!("media:{first}");
                let start = text.content.find(&address);
                found.push(Check { place: start.map(|start| start..start + address.len()), ..check });
            }
        }
        if count > 0 || !found.is_empty() {
            self.close(Finding::PicturesDescribed(count), found);
        }
    }
}
