//! The texts of the page editor: how it speaks of a page, the fields that only a page has, and its checklist.

use domain::page::{PageKind, Template};

use super::UiLanguage;
use super::editor::EditorTexts;
use super::form::FormTexts;
use super::noun::{ItemTexts, NounTexts};
use crate::pages::fields::{PageField, Part};

/// See [`PageEditor::of`].
pub struct PageEditor {
    ui_language: UiLanguage,
    pub excerpt: &'static str,
    pub excerpt_help: &'static str,
    pub seo_keywords: &'static str,
    pub seo_keywords_help: &'static str,
    pub canonical: &'static str,
    pub canonical_help: &'static str,
    pub template: &'static str,
    pub template_help: &'static str,
    pub kind: &'static str,
    pub kind_help: &'static str,
    pub kind_of_address: &'static str,
    pub in_menu: &'static str,
    pub in_menu_help: &'static str,
    pub featured: &'static str,
    pub featured_help: &'static str,
    pub noun: NounTexts,
    pub item: ItemTexts,
}

impl PageEditor {
    pub fn of(ui_language: UiLanguage) -> &'static Self {
        match ui_language {
            UiLanguage::En => &EN,
            UiLanguage::De => &DE,
        }
    }

    pub fn field(&self, field: &PageField) -> &'static str {
        let editor = EditorTexts::of(self.ui_language);
        match field {
            PageField::Text(Part::Title, _) => editor.title,
            PageField::Text(Part::Slug, _) => editor.slug,
            PageField::Text(Part::Content, _) => editor.content,
            PageField::Text(Part::Excerpt, _) => self.excerpt,
            PageField::Text(Part::MetaDescription, _) => editor.description,
            PageField::Text(Part::SeoTitle, _) => editor.seo_title,
            PageField::Text(Part::SeoKeywords, _) => self.seo_keywords,
            PageField::Canonical => self.canonical,
            PageField::Template => self.template,
            PageField::Kind => self.kind,
            PageField::Featured => self.featured,
            PageField::InMenu => self.in_menu,
            PageField::SortOrder => editor.sort_order,
        }
    }

    /// What a field without a text holds, in words.
    pub fn value(&self, field: &PageField, value: &str) -> String {
        let form = FormTexts::of(self.ui_language);
        match field {
            PageField::Featured | PageField::InMenu => form.yes_or_no(!value.is_empty()).to_owned(),
            PageField::Template => {
                Template::parse(value).map_or(value, |template| self.ui_language.template(template)).to_owned()
            }
            PageField::Kind => match PageKind::parse(value) {
                Ok(Some(kind)) => self.page_kind(kind),
                Ok(None) => self.kind_of_address,
                Err(_) => value,
            }
            .to_owned(),
            _ if value.is_empty() => form.nothing.to_owned(),
            _ => value.to_owned(),
        }
    }

    pub fn page_kind(&self, kind: PageKind) -> &'static str {
        match kind {
            PageKind::Article => self.ui_language.pick("Article", "Fachbeitrag"),
            PageKind::Service => self.ui_language.pick("Service", "Leistung"),
            PageKind::About => self.ui_language.pick("About the company", "Über das Unternehmen"),
            PageKind::Contact => self.ui_language.pick("Contact", "Kontakt"),
            PageKind::Other => self.ui_language.pick("Other page", "Andere Seite"),
        }
    }
}

static EN: PageEditor = PageEditor {
    ui_language: UiLanguage::En,
    excerpt: "Excerpt",
    excerpt_help: "For lists and feeds. One or two sentences.",
    seo_keywords: "Keywords",
    seo_keywords_help: "Separated by commas. Most search engines ignore them.",
    canonical: "Canonical address",
    canonical_help: "Only if the same text stands elsewhere first. Empty: this page itself.",
    template: "Template",
    template_help: "How the page is laid out.",
    kind: "Kind",
    kind_help: "What search engines take the page for. An article shows its author and reading time, and is in the feed.",
    kind_of_address: "As its address says",
    in_menu: "In the main menu",
    in_menu_help: "In the order given below.",
    featured: "Featured",
    featured_help: "Stands in the footer of every page.",
    noun: NounTexts {
        ui_language: UiLanguage::En,
        one: "page",
        many: "pages",
        this: "this page",
        not_found: "This page does not exist",
        not_found_text: "It may have been removed for good, or the address may be mistyped.",
        not_opened: "The page could not be opened",
        to_list: "All pages",
        read_only: "You may read this page. Changing it takes the role of an editor.",
        made_by_editors: "New pages are made by editors",
        trashed: "The page is in the trash.",
        restored: "The page is back, as it was.",
        in_trash_text: "Visitors do not see it, and its addresses are free for other pages.",
        draft_older: "The page was saved since then. If you take your text back, saving shows both versions side by side.",
        trashed_meanwhile: "Your changes are still here. You can restore the page and save them.",
        gone: "This page no longer exists",
        gone_text: "It was removed for good. Your text is still here and can become a new page.",
        save_as_new: Some("Save as a new page"),
    },
    item: ItemTexts {
        new_item: "New page",
        parts: "Parts of the page",
        slug_taken: "Another page has this address.",
        needed_text: "text",
        trash_heading: "Move this page to the trash?",
        trash_unseen: "Visitors do not see it.",
        restorable: "You can restore the page at any time.",
    },
};

static DE: PageEditor = PageEditor {
    ui_language: UiLanguage::De,
    excerpt: "Kurztext",
    excerpt_help: "Für Listen und Feeds. Ein oder zwei Sätze.",
    seo_keywords: "Stichwörter",
    seo_keywords_help: "Durch Kommas getrennt. Die meisten Suchmaschinen beachten sie nicht.",
    canonical: "Kanonische Adresse",
    canonical_help: "Nur wenn derselbe Text zuerst anderswo steht. Leer: diese Seite selbst.",
    template: "Vorlage",
    template_help: "Wie die Seite aufgebaut ist.",
    kind: "Art der Seite",
    kind_help: "Wofür Suchmaschinen die Seite halten. Ein Fachbeitrag nennt Verfasser und Lesezeit und steht im Feed.",
    kind_of_address: "Ergibt sich aus der Adresse",
    in_menu: "Im Hauptmenü",
    in_menu_help: "In der Reihenfolge, die unten steht.",
    featured: "Hervorgehoben",
    featured_help: "Steht in der Fußzeile jeder Seite.",
    noun: NounTexts {
        ui_language: UiLanguage::De,
        one: "Seite",
        many: "Seiten",
        this: "diese Seite",
        not_found: "Diese Seite gibt es nicht",
        not_found_text: "Vielleicht wurde sie endgültig entfernt, oder die Adresse enthält einen Tippfehler.",
        not_opened: "Die Seite ließ sich nicht öffnen",
        to_list: "Alle Seiten",
        read_only: "Sie dürfen diese Seite lesen. Zum Ändern braucht es die Rolle Redaktion.",
        made_by_editors: "Neue Seiten legt die Redaktion an",
        trashed: "Die Seite liegt im Papierkorb.",
        restored: "Die Seite ist wieder da, wie sie war.",
        in_trash_text: "Besucher sehen sie nicht, und ihre Adressen sind für andere Seiten frei.",
        draft_older: "Die Seite wurde seither gespeichert. Holen Sie Ihren Text zurück, zeigt das Speichern beide Fassungen nebeneinander.",
        trashed_meanwhile: "Ihre Änderungen sind noch da. Sie können die Seite wiederherstellen und Ihre Änderungen speichern.",
        gone: "Diese Seite gibt es nicht mehr",
        gone_text: "Sie wurde endgültig entfernt. Ihr Text ist noch da und kann eine neue Seite werden.",
        save_as_new: Some("Als neue Seite speichern"),
    },
    item: ItemTexts {
        new_item: "Neue Seite",
        parts: "Teile der Seite",
        slug_taken: "Eine andere Seite hat diese Adresse.",
        needed_text: "Der Text",
        trash_heading: "Diese Seite in den Papierkorb legen?",
        trash_unseen: "Besucher sehen sie nicht.",
        restorable: "Sie können die Seite jederzeit wiederherstellen.",
    },
};
