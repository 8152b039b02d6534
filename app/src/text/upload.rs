//! The texts of the plain form for files.

use super::UiLanguage;

/// See [`UploadText::of`].
pub struct UploadText {
    pub title: &'static str,
    pub folder: &'static str,
    pub folder_help: &'static str,
    pub files: &'static str,
    pub send: &'static str,
    pub taken: &'static str,
    pub known: &'static str,
    pub not_allowed: &'static str,
    pub to_library: &'static str,
    ui_language: UiLanguage,
}

impl UploadText {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    pub fn taken_files(&self, files: usize) -> String {
        match (self.ui_language, files) {
            (UiLanguage::En, 1) => "One file is in the library.".into(),
            (UiLanguage::En, files) => format!("{files} files are in the library."),
            (UiLanguage::De, 1) => "Eine Datei ist in der Mediathek.".into(),
            (UiLanguage::De, files) => format!("{files} Dateien sind in der Mediathek."),
        }
    }

    pub fn files_help(&self, max_megabytes: i64) -> String {
        match self.ui_language {
            UiLanguage::En => format!("Pictures, PDF, DOCX, XLSX, PPTX and MP4, each at most {max_megabytes} MB."),
            UiLanguage::De => format!("Bilder, PDF, DOCX, XLSX, PPTX und MP4, jede höchstens {max_megabytes} MB."),
        }
    }
}

static EN: UploadText = UploadText {
    title: "Upload files",
    folder: "Folder",
    folder_help: "Such as Covers/2026. Left empty, the files lie at the top.",
    files: "Files",
    send: "Upload",
    taken: "Uploaded.",
    known: "The library had this file already; nothing was added.",
    not_allowed: "Your account may look at files, but not upload any.",
    to_library: "To the media library",
    ui_language: UiLanguage::En,
};

static DE: UploadText = UploadText {
    title: "Dateien hochladen",
    folder: "Ordner",
    folder_help: "Zum Beispiel Titelbilder/2026. Bleibt das Feld leer, liegen die Dateien ganz oben.",
    files: "Dateien",
    send: "Hochladen",
    taken: "Hochgeladen.",
    known: "Die Mediathek hatte diese Datei schon; es kam nichts hinzu.",
    not_allowed: "Ihr Konto darf Dateien ansehen, aber keine hochladen.",
    to_library: "Zur Mediathek",
    ui_language: UiLanguage::De,
};
