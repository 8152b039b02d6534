//! The texts of the checklist beside an editor, and of the question before something is published in spite of it.

use super::UiLanguage;
use super::noun::ItemTexts;
use crate::editor::checklist::Finding;

/// See [`ChecklistTexts::of`].
pub struct ChecklistTexts {
    ui_language: UiLanguage,
    pub heading: &'static str,
    pub mark_done: &'static str,
    pub mark_to_do: &'static str,
    pub mark_open: &'static str,
    pub mark_stop: &'static str,
    pub to_field: &'static str,
    pub fetch: &'static str,
    pub fetching: &'static str,
    pub fetched: &'static str,
    pub not_fetched: &'static str,
    pub publish_anyway: &'static str,
    pub back: &'static str,
}

impl ChecklistTexts {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    /// `3 of 7 in order`.
    pub fn done_of(&self, done: usize, all: usize) -> String {
        self.ui_language.pick(format!("{done} of {all} in order"), format!("{done} von {all} in Ordnung"))
    }

    /// Heading of the question before something is published that is not in order.
    pub fn ask_publish(&self, language: &str) -> String {
        self.ui_language.pick(format!("Publish {language} as it is?"), format!("{language} so veröffentlichen?"))
    }

    /// The sentence above the findings.
    pub fn not_in_order(&self, count: usize) -> &'static str {
        match count {
            1 => self.ui_language.pick("One thing should be corrected first:", "Ein Punkt sollte zuerst berichtigt werden:"),
            _ => {
                self.ui_language.pick("These things should be corrected first:", "Diese Punkte sollten zuerst berichtigt werden:")
            }
        }
    }

    /// A line of the checklist.
    pub fn finding(&self, finding: &Finding, item: &ItemTexts) -> String {
        let ui_language = self.ui_language;
        let name = |language| ui_language.language_name(language);
        let pick = |en: String, de: String| ui_language.pick(en, de);
        match finding {
            Finding::Described => pick("Title and description set".into(), "Titel und Beschreibung gesetzt".into()),
            Finding::NoTitle(l) => pick(format!("{} has no title.", name(l)), format!("{}: Der Titel fehlt.", name(l))),
            Finding::NoNeededText(l) => {
                let needed = item.needed_text;
                pick(format!("{} has no {needed}.", name(l)), format!("{}: {needed} fehlt.", name(l)))
            }
            Finding::NoDescription(l) => pick(
                format!("{} has no description for search engines.", name(l)),
                format!("{}: Die Beschreibung für Suchmaschinen fehlt.", name(l)),
            ),
            Finding::DescriptionLengthGood => pick("Description of a good length".into(), "Beschreibung in guter Länge".into()),
            Finding::DescriptionTooShort(l, count) => pick(
                format!("The {} description is short: {count} characters.", name(l)),
                format!("{}: Die Beschreibung ist mit {count} Zeichen kurz.", name(l)),
            ),
            Finding::DescriptionTooLong(l, count) => pick(
                format!("The {} description has {count} characters; search engines cut it off.", name(l)),
                format!("{}: Die Beschreibung hat {count} Zeichen; Suchmaschinen kürzen sie.", name(l)),
            ),
            Finding::FileChosen => pick("File chosen".into(), "Datei ausgewählt".into()),
            Finding::NoFile => pick("The file is missing.".into(), "Die Datei fehlt.".into()),
            Finding::HeadingsInOrder => pick("Headings in order".into(), "Überschriften in Ordnung".into()),
            Finding::HeadingSkipsLevel(l, heading) => pick(
                format!("{}: the heading “{heading}” skips a level.", name(l)),
                format!("{}: Die Überschrift „{heading}“ überspringt eine Ebene.", name(l)),
            ),
            Finding::SlugsFree => pick("Slug is free".into(), "Adresse ist frei".into()),
            Finding::NoSlug(l) => pick(format!("{} has no slug.", name(l)), format!("{}: Die Adresse fehlt.", name(l))),
            Finding::SlugBad(l, _) => {
                pick(format!("The {} slug cannot be used.", name(l)), format!("{}: Die Adresse geht so nicht.", name(l)))
            }
            Finding::Words(counts) => {
                let counts: Vec<String> = counts.iter().map(|(_, count)| count.to_string()).collect();
                match counts.as_slice() {
                    [one] => pick(format!("Text is {one} words long"), format!("Text ist {one} Wörter lang")),
                    many => pick(
                        format!("Texts are {} words long", many.join(" and ")),
                        format!("Texte sind {} Wörter lang", many.join(" und ")),
                    ),
                }
            }
            Finding::FewWords(l, 1) => {
                pick(format!("The {} text has 1 word.", name(l)), format!("{}: Der Text hat 1 Wort.", name(l)))
            }
            Finding::FewWords(l, count) => pick(
                format!("The {} text has only {count} words.", name(l)),
                format!("{}: Der Text hat nur {count} Wörter.", name(l)),
            ),
            Finding::LinksLead => {
                pick("Links on this site lead somewhere".into(), "Links auf dieser Website führen ans Ziel".into())
            }
            Finding::LinkNowhere(l, address) => pick(
                format!("{}: the link to {address} leads nowhere.", name(l)),
                format!("{}: Der Link auf {address} führt ins Leere.", name(l)),
            ),
            Finding::LinkHidden(l, address) => pick(
                format!("{}: the link leads to {address}, which is not public.", name(l)),
                format!("{}: Der Link führt auf {address}, was nicht öffentlich ist.", name(l)),
            ),
            Finding::LinkNoHeading(l, address) => pick(
                format!("{}: the link “{address}” leads to no heading of this text.", name(l)),
                format!("{}: Der Link „{address}“ führt zu keiner Überschrift dieses Textes.", name(l)),
            ),
            Finding::PictureExternal(l, link) => pick(
                format!("{}: the image “{}” is on another website, so the page only links to it.", name(l), link.address),
                format!("{}: Das Bild „{}“ liegt auf einer anderen Website; die Seite verlinkt es nur.", name(l), link.address),
            ),
            Finding::ListHidden(l, path) => pick(
                format!("{}: the list shows the pages below {path}, which is not public.", name(l)),
                format!("{}: Die Liste zeigt die Seiten unter {path}; diese Seite ist nicht öffentlich.", name(l)),
            ),
            Finding::ListNowhere(l, path) => pick(
                format!("{}: the list of pages names {path}, and there is no such page.", name(l)),
                format!("{}: Die Liste der Seiten nennt {path}; diese Seite gibt es nicht.", name(l)),
            ),
            Finding::BlockAsText(l, block) => pick(
                format!("{}: the block “{block}” is unknown or has no line “:::” at its end, so it is shown as text.", name(l)),
                format!(
                    "{}: Der Block „{block}“ ist unbekannt oder endet nicht mit einer Zeile „:::“; er erscheint als Text.",
                    name(l)
                ),
            ),
            Finding::HtmlDropped(l, 1, tags) => pick(
                format!("{}: one HTML tag is left out, and its content stays: {tags}.", name(l)),
                format!("{}: Ein HTML-Tag entfällt, sein Inhalt bleibt: {tags}.", name(l)),
            ),
            Finding::HtmlDropped(l, count, tags) => pick(
                format!("{}: {count} HTML tags are left out, and their content stays: {tags}.", name(l)),
                format!("{}: {count} HTML-Tags entfallen, ihr Inhalt bleibt: {tags}.", name(l)),
            ),
            Finding::HtmlAsText(l, 1, tags) => pick(
                format!("{}: one HTML tag is shown as text: {tags}.", name(l)),
                format!("{}: Ein HTML-Tag erscheint als Text: {tags}.", name(l)),
            ),
            Finding::HtmlAsText(l, count, tags) => pick(
                format!("{}: {count} HTML tags are shown as text: {tags}.", name(l)),
                format!("{}: {count} HTML-Tags erscheinen als Text: {tags}.", name(l)),
            ),
            Finding::Translated => pick("All languages are up to date".into(), "Alle Sprachen sind aktuell".into()),
            Finding::NotTranslated(l) => pick(format!("{} is missing.", name(l)), format!("{} fehlt.", name(l))),
            Finding::NotPublished(l) => {
                pick(format!("{} is not published yet.", name(l)), format!("{} ist noch nicht veröffentlicht.", name(l)))
            }
            Finding::Outdated(l) => {
                pick(format!("{} is older than the original.", name(l)), format!("{} ist älter als das Original.", name(l)))
            }
            Finding::PicturesDescribed(1) => {
                pick("The image has an alternative text".into(), "Das Bild hat einen Alternativtext".into())
            }
            Finding::PicturesDescribed(count) => pick(
                format!("All {count} images have an alternative text"),
                format!("Alle {count} Bilder haben einen Alternativtext"),
            ),
            Finding::FileBare(l, title) => pick(
                format!("{}: the image “{title}” has no alternative text, neither here nor in the library.", name(l)),
                format!("{}: Das Bild „{title}“ hat weder hier noch in der Mediathek einen Alternativtext.", name(l)),
            ),
            Finding::FilesGone(l, 1) => pick(
                format!("{}: one file of the library is no longer there.", name(l)),
                format!("{}: Eine Datei der Mediathek ist nicht mehr da.", name(l)),
            ),
            Finding::FilesGone(l, count) => pick(
                format!("{}: {count} files of the library are no longer there.", name(l)),
                format!("{}: {count} Dateien der Mediathek sind nicht mehr da.", name(l)),
            ),
            Finding::PicturesBare(l, 1) => pick(
                format!("{}: one image has no alternative text.", name(l)),
                format!("{}: Ein Bild hat keinen Alternativtext.", name(l)),
            ),
            Finding::PicturesBare(l, count) => pick(
                format!("{}: {count} images have no alternative text.", name(l)),
                format!("{}: {count} Bilder haben keinen Alternativtext.", name(l)),
            ),
        }
    }
}

static EN: ChecklistTexts = ChecklistTexts {
    ui_language: UiLanguage::En,
    heading: "Before it goes out",
    mark_done: "Done",
    mark_to_do: "To do",
    mark_open: "Worth a look",
    mark_stop: "To correct",
    to_field: "Show",
    fetch: "Fetch into the library",
    fetching: "Fetching the image …",
    fetched: "The image is now in the library, and the text shows it from there.",
    not_fetched: "No image could be fetched from this address.",
    publish_anyway: "Publish anyway",
    back: "Back to the form",
};

static DE: ChecklistTexts = ChecklistTexts {
    ui_language: UiLanguage::De,
    heading: "Vor der Veröffentlichung",
    mark_done: "Erledigt",
    mark_to_do: "Noch offen",
    mark_open: "Einen Blick wert",
    mark_stop: "Zu berichtigen",
    to_field: "Zeigen",
    fetch: "In die Mediathek holen",
    fetching: "Das Bild wird geholt …",
    fetched: "Das Bild liegt jetzt in der Mediathek; der Text zeigt es von dort.",
    not_fetched: "Von dieser Adresse ließ sich kein Bild holen.",
    publish_anyway: "Trotzdem veröffentlichen",
    back: "Zurück zum Formular",
};
