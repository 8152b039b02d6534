//! Why a file was not taken into the library, as a sentence that says what would be; what was taken out of one that was.

use domain::media::{MediaKind, Refusal, Removal};

use super::UiLanguage;

impl UiLanguage {
    /// One sentence or two; the file's name stands beside it.
    pub fn refusal(self, refusal: Refusal) -> String {
        let (en, de) = match refusal {
            Refusal::NoFile => ("No file was chosen.", "Es wurde keine Datei ausgewählt."),
            Refusal::Empty => ("The file is empty.", "Die Datei ist leer."),
            Refusal::TooLarge { max_megabytes } => {
                return self.pick(
                    format!("The file is too large: at most {max_megabytes} MB are taken."),
                    format!("Die Datei ist zu groß: höchstens {max_megabytes} MB werden angenommen."),
                );
            }
            Refusal::UnknownFormat => (
                "This is none of the formats that are taken: JPEG, PNG, GIF, WebP, AVIF, SVG, PDF, DOCX, XLSX, PPTX, MP4. What counts is the content, not the name.",
                "Das ist keines der Formate, die angenommen werden: JPEG, PNG, GIF, WebP, AVIF, SVG, PDF, DOCX, XLSX, PPTX, MP4. Es zählt der Inhalt, nicht der Name.",
            ),
            Refusal::Damaged { format } => {
                let format = format.label();
                return self.pick(
                    format!("The file begins as {format} but cannot be read to its end. Save it once more and try again."),
                    format!("Die Datei beginnt als {format}, lässt sich aber nicht bis zum Ende lesen. Speichern Sie sie neu und versuchen Sie es noch einmal."),
                );
            }
            Refusal::Foreign { format } => {
                let format = format.label();
                return self.pick(
                    format!("Something is hidden in this {format} file that does not belong there. Export it anew from the program it was made with."),
                    format!("In dieser {format}-Datei steckt etwas, das nicht hineingehört. Exportieren Sie sie neu aus dem Programm, mit dem sie gemacht wurde."),
                );
            }
            Refusal::TooManyPixels { max_megapixels } => {
                return self.pick(
                    format!("The picture has too many pixels: at most {max_megapixels} million are taken. Make it smaller first."),
                    format!("Das Bild hat zu viele Pixel: höchstens {max_megapixels} Millionen werden angenommen. Verkleinern Sie es zuerst."),
                );
            }
            Refusal::Bomb => (
                "The file unpacks to far more than it is. It was refused for safety.",
                "Die Datei wird beim Entpacken um ein Vielfaches größer. Sie wurde zur Sicherheit abgelehnt.",
            ),
            Refusal::Unchecked => (
                "The file could not be checked: reading it takes too much time or memory. Export it anew, or make it simpler.",
                "Die Datei ließ sich nicht prüfen: Sie zu lesen braucht zu viel Zeit oder Speicher. Exportieren Sie sie neu oder vereinfachen Sie sie.",
            ),
            Refusal::Busy => (
                "Too many files are being checked right now. Please wait a moment and send it again.",
                "Gerade werden zu viele Dateien geprüft. Bitte warten Sie einen Moment und senden Sie sie noch einmal.",
            ),
            Refusal::Macros => (
                "The document holds macros. Save it without them (as DOCX, XLSX or PPTX).",
                "Das Dokument enthält Makros. Speichern Sie es ohne sie (als DOCX, XLSX oder PPTX).",
            ),
            Refusal::Locked => (
                "The file is locked with a password. Save it without one.",
                "Die Datei ist mit einem Passwort geschützt. Speichern Sie sie ohne Passwort.",
            ),
            Refusal::Active => (
                "The file runs scripts or opens programs. Save or export it anew without them.",
                "Die Datei führt Skripte aus oder startet Programme. Speichern oder exportieren Sie sie neu, ohne diese.",
            ),
            Refusal::Share => (
                "A link in the PDF leads to a file on another computer (file://… or \\\\…). Remove it or make it a web address, then export the PDF anew.",
                "Ein Link im PDF führt zu einer Datei auf einem anderen Rechner (file://… oder \\\\…). Entfernen Sie ihn oder machen Sie ihn zu einer Webadresse und exportieren Sie das PDF neu.",
            ),
            Refusal::DamagedPart => (
                "A picture, a film or another document within the file cannot be read to its end. Replace it there, save the file and try again.",
                "Ein Bild, ein Film oder ein anderes Dokument in der Datei lässt sich nicht bis zum Ende lesen. Ersetzen Sie es dort, speichern Sie die Datei und versuchen Sie es noch einmal.",
            ),
            Refusal::OtherKind => (
                "Only a file of the same kind can take its place: a picture for a picture, a document for a document.",
                "An ihre Stelle kann nur eine Datei derselben Art treten: ein Bild für ein Bild, ein Dokument für ein Dokument.",
            ),
            Refusal::AlreadyThere { .. } => (
                "The library has this very file already. Use that one instead.",
                "Die Mediathek hat genau diese Datei schon. Verwenden Sie sie stattdessen.",
            ),
            Refusal::Cut => (
                "The connection ended before the file did. Nothing of it is kept; try again.",
                "Die Verbindung endete vor der Datei. Von ihr ist nichts gespeichert; versuchen Sie es noch einmal.",
            ),
            Refusal::Unavailable => (
                "There was no room to store it, or the storage failed. Nothing of it is kept; try again in a moment.",
                "Zum Speichern war kein Platz, oder der Speicher hat versagt. Von der Datei ist nichts gespeichert; versuchen Sie es gleich noch einmal.",
            ),
            Refusal::Malformed => (
                "The server did not understand this upload. Reload the page; it may have been updated.",
                "Der Server hat diesen Upload nicht verstanden. Laden Sie die Seite neu; sie wurde vielleicht aktualisiert.",
            ),
            Refusal::Stale => (
                "The file was changed in the meantime. Look at what it is now; trying again then puts yours in its place.",
                "Die Datei wurde inzwischen geändert. Sehen Sie nach, wie sie jetzt ist; ein neuer Versuch setzt dann Ihre an ihre Stelle.",
            ),
            Refusal::Gone => (
                "The file that was to be replaced is no longer there.",
                "Die Datei, die ersetzt werden sollte, ist nicht mehr da.",
            ),
        };
        self.pick(en, de).into()
    }

    /// What cleaning took out of a drawing; none where that is nothing.
    pub fn removals(self, removals: &[Removal]) -> Option<String> {
        let part = |removal: &Removal| match removal {
            Removal::Scripts => self.pick("scripts", "Skripte"),
            Removal::Html => self.pick("embedded HTML (foreignObject)", "eingebettetes HTML (foreignObject)"),
            Removal::References => self.pick("links and references to other addresses", "Links und Verweise auf andere Adressen"),
        };
        let parts = removals.iter().map(part).collect::<Vec<_>>().join(", ");
        (!parts.is_empty()).then(|| {
            self.pick(
                format!("Removed from the drawing for safety: {parts}. Please check what it looks like now."),
                format!("Zur Sicherheit aus der Zeichnung entfernt: {parts}. Bitte prüfen Sie, wie sie jetzt aussieht."),
            )
        })
    }

    pub fn media_kind(self, kind: MediaKind) -> &'static str {
        match kind {
            MediaKind::Image => self.pick("Images", "Bilder"),
            MediaKind::Document => self.pick("Documents", "Dokumente"),
            MediaKind::Video => self.pick("Videos", "Videos"),
        }
    }
}
