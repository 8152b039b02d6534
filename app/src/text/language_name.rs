//! The names of languages: their native ones, English and German (from Unicode's CLDR).

use std::borrow::Cow;
use std::sync::OnceLock;

use domain::language::{Language, Languages};
use serde::{Deserialize, Serialize};

use super::UiLanguage;

/// The tag, its own name, the English and the German one.
type Names = (&'static str, &'static str, &'static str, &'static str);

/// Languages of many sites, by their tags.
#[rustfmt::skip]
const NAMES: [Names; 108] = [
    ("af", "Afrikaans", "Afrikaans", "Afrikaans"),
    ("am", "አማርኛ", "Amharic", "Amharisch"),
    ("ar", "العربية", "Arabic", "Arabisch"),
    ("az", "Azərbaycan", "Azerbaijani", "Aserbaidschanisch"),
    ("be", "Беларуская", "Belarusian", "Belarussisch"),
    ("bg", "Български", "Bulgarian", "Bulgarisch"),
    ("bn", "বাংলা", "Bangla", "Bengalisch"),
    ("bs", "Bosanski", "Bosnian", "Bosnisch"),
    ("ca", "Català", "Catalan", "Katalanisch"),
    ("ca-valencia", "Valencià", "Valencian", "Valencianisch"),
    ("cs", "Čeština", "Czech", "Tschechisch"),
    ("cy", "Cymraeg", "Welsh", "Walisisch"),
    ("da", "Dansk", "Danish", "Dänisch"),
    ("de", "Deutsch", "German", "Deutsch"),
    ("de-AT", "Deutsch (Österreich)", "German (Austria)", "Deutsch (Österreich)"),
    ("de-CH", "Deutsch (Schweiz)", "German (Switzerland)", "Deutsch (Schweiz)"),
    ("de-DE", "Deutsch (Deutschland)", "German (Germany)", "Deutsch (Deutschland)"),
    ("el", "Ελληνικά", "Greek", "Griechisch"),
    ("en", "English", "English", "Englisch"),
    ("en-AU", "English (Australia)", "English (Australia)", "Englisch (Australien)"),
    ("en-CA", "English (Canada)", "English (Canada)", "Englisch (Kanada)"),
    ("en-GB", "English (United Kingdom)", "English (United Kingdom)", "Englisch (Vereinigtes Königreich)"),
    ("en-US", "English (United States)", "English (United States)", "Englisch (Vereinigte Staaten)"),
    ("es", "Español", "Spanish", "Spanisch"),
    ("es-419", "Español (Latinoamérica)", "Spanish (Latin America)", "Spanisch (Lateinamerika)"),
    ("es-AR", "Español (Argentina)", "Spanish (Argentina)", "Spanisch (Argentinien)"),
    ("es-ES", "Español (España)", "Spanish (Spain)", "Spanisch (Spanien)"),
    ("es-MX", "Español (México)", "Spanish (Mexico)", "Spanisch (Mexiko)"),
    ("et", "Eesti", "Estonian", "Estnisch"),
    ("eu", "Euskara", "Basque", "Baskisch"),
    ("fa", "فارسی", "Persian", "Persisch"),
    ("fi", "Suomi", "Finnish", "Finnisch"),
    ("fil", "Filipino", "Filipino", "Filipino"),
    ("fo", "Føroyskt", "Faroese", "Färöisch"),
    ("fr", "Français", "French", "Französisch"),
    ("fr-BE", "Français (Belgique)", "French (Belgium)", "Französisch (Belgien)"),
    ("fr-CA", "Français (Canada)", "French (Canada)", "Französisch (Kanada)"),
    ("fr-CH", "Français (Suisse)", "French (Switzerland)", "Französisch (Schweiz)"),
    ("ga", "Gaeilge", "Irish", "Irisch"),
    ("gl", "Galego", "Galician", "Galicisch"),
    ("gu", "ગુજરાતી", "Gujarati", "Gujarati"),
    ("he", "עברית", "Hebrew", "Hebräisch"),
    ("hi", "हिन्दी", "Hindi", "Hindi"),
    ("hr", "Hrvatski", "Croatian", "Kroatisch"),
    ("hu", "Magyar", "Hungarian", "Ungarisch"),
    ("hy", "Հայերեն", "Armenian", "Armenisch"),
    ("id", "Bahasa Indonesia", "Indonesian", "Indonesisch"),
    ("is", "Íslenska", "Icelandic", "Isländisch"),
    ("it", "Italiano", "Italian", "Italienisch"),
    ("it-CH", "Italiano (Svizzera)", "Italian (Switzerland)", "Italienisch (Schweiz)"),
    ("ja", "日本語", "Japanese", "Japanisch"),
    ("ka", "ქართული", "Georgian", "Georgisch"),
    ("kk", "Қазақ тілі", "Kazakh", "Kasachisch"),
    ("km", "ខ្មែរ", "Khmer", "Khmer"),
    ("kn", "ಕನ್ನಡ", "Kannada", "Kannada"),
    ("ko", "한국어", "Korean", "Koreanisch"),
    ("ky", "Кыргызча", "Kyrgyz", "Kirgisisch"),
    ("lb", "Lëtzebuergesch", "Luxembourgish", "Luxemburgisch"),
    ("lo", "ລາວ", "Lao", "Laotisch"),
    ("lt", "Lietuvių", "Lithuanian", "Litauisch"),
    ("lv", "Latviešu", "Latvian", "Lettisch"),
    ("mk", "Македонски", "Macedonian", "Mazedonisch"),
    ("ml", "മലയാളം", "Malayalam", "Malayalam"),
    ("mn", "Монгол", "Mongolian", "Mongolisch"),
    ("mr", "मराठी", "Marathi", "Marathi"),
    ("ms", "Bahasa Melayu", "Malay", "Malaiisch"),
    ("mt", "Malti", "Maltese", "Maltesisch"),
    ("my", "မြန်မာ", "Burmese", "Birmanisch"),
    ("nb", "Norsk", "Norwegian", "Norwegisch"),
    ("nds", "Plattdüütsch", "Low German", "Niederdeutsch"),
    ("ne", "नेपाली", "Nepali", "Nepalesisch"),
    ("nl", "Nederlands", "Dutch", "Niederländisch"),
    ("nl-BE", "Nederlands (België)", "Dutch (Belgium)", "Niederländisch (Belgien)"),
    ("nn", "Norsk nynorsk", "Norwegian Nynorsk", "Norwegisch (Nynorsk)"),
    ("no", "Norsk", "Norwegian", "Norwegisch"),
    ("pa", "ਪੰਜਾਬੀ", "Punjabi", "Punjabi"),
    ("pl", "Polski", "Polish", "Polnisch"),
    ("ps", "پښتو", "Pashto", "Paschtu"),
    ("pt", "Português", "Portuguese", "Portugiesisch"),
    ("pt-BR", "Português (Brasil)", "Portuguese (Brazil)", "Portugiesisch (Brasilien)"),
    ("pt-PT", "Português (Portugal)", "Portuguese (Portugal)", "Portugiesisch (Portugal)"),
    ("rm", "Rumantsch", "Romansh", "Rätoromanisch"),
    ("ro", "Română", "Romanian", "Rumänisch"),
    ("ru", "Русский", "Russian", "Russisch"),
    ("si", "සිංහල", "Sinhala", "Singhalesisch"),
    ("sk", "Slovenčina", "Slovak", "Slowakisch"),
    ("sl", "Slovenščina", "Slovenian", "Slowenisch"),
    ("sq", "Shqip", "Albanian", "Albanisch"),
    ("sr", "Српски", "Serbian", "Serbisch"),
    ("sr-Cyrl", "Српски (ћирилица)", "Serbian (Cyrillic)", "Serbisch (Kyrillisch)"),
    ("sr-Latn", "Srpski (latinica)", "Serbian (Latin)", "Serbisch (Lateinisch)"),
    ("sv", "Svenska", "Swedish", "Schwedisch"),
    ("sw", "Kiswahili", "Swahili", "Suaheli"),
    ("ta", "தமிழ்", "Tamil", "Tamil"),
    ("te", "తెలుగు", "Telugu", "Telugu"),
    ("th", "ไทย", "Thai", "Thailändisch"),
    ("tr", "Türkçe", "Turkish", "Türkisch"),
    ("uk", "Українська", "Ukrainian", "Ukrainisch"),
    ("ur", "اردو", "Urdu", "Urdu"),
    ("uz", "Oʻzbek", "Uzbek", "Usbekisch"),
    ("vi", "Tiếng Việt", "Vietnamese", "Vietnamesisch"),
    ("zh", "中文", "Chinese", "Chinesisch"),
    ("zh-CN", "中文（中国）", "Chinese (China)", "Chinesisch (China)"),
    ("zh-Hans", "简体中文", "Simplified Chinese", "Chinesisch (vereinfacht)"),
    ("zh-Hant", "繁體中文", "Traditional Chinese", "Chinesisch (traditionell)"),
    ("zh-Hant-HK", "繁體中文（香港）", "Traditional Chinese (Hong Kong)", "Chinesisch (traditionell, Hongkong)"),
    ("zh-HK", "中文（香港）", "Chinese (Hong Kong)", "Chinesisch (Hongkong)"),
    ("zh-TW", "中文（台灣）", "Chinese (Taiwan)", "Chinesisch (Taiwan)"),
];

/// The names of one language, as the admin is told them. The whole table would make its first screen a hundredth larger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageNames {
    language: Language,
    native: String,
    english: String,
    german: String,
}

/// Those of a site's languages and of the interface's.
pub fn names_of(languages: &Languages) -> Vec<LanguageNames> {
    let interface = ["en", "de"].into_iter().filter_map(|tag| Language::parse(tag).ok());
    let mut all: Vec<Language> = languages.all.iter().cloned().chain(interface).collect();
    all.sort();
    all.dedup();
    let named = |language: Language| LanguageNames {
        native: native_name(&language).into_owned(),
        english: UiLanguage::En.language_name(&language).to_owned(),
        german: UiLanguage::De.language_name(&language).to_owned(),
        language,
    };
    all.into_iter().map(named).collect()
}

static TOLD: OnceLock<Vec<LanguageNames>> = OnceLock::new();

/// Keeps the names that the admin was told when it was opened.
pub fn keep_names(names: Vec<LanguageNames>) {
    let _ = TOLD.set(names);
}

fn told(language: &Language) -> Option<&'static LanguageNames> {
    TOLD.get()?.iter().find(|names| names.language == *language)
}

/// Whether this program has the table.
const HAS_TABLE: bool = cfg!(any(feature = "ssr", test));

/// How a language calls itself, for links that lead to it. A region for which there is no name stands behind that of the language.
pub fn native_name(language: &Language) -> Cow<'_, str> {
    if !HAS_TABLE {
        return told(language).map_or(language.as_str(), |names| &names.native).into();
    }
    match (names(language), language.region()) {
        (Some((tag, native, ..)), Some(region)) if !tag.ends_with(region) => format!("{native} ({region})").into(),
        (Some((_, native, ..)), _) => (*native).into(),
        (None, _) => language.as_str().into(),
    }
}

impl UiLanguage {
    /// The name of a content language in this language; the tag itself where we have no word for it.
    pub fn language_name(self, language: &Language) -> &str {
        if !HAS_TABLE {
            return told(language).map_or(language.as_str(), |names| self.pick(&names.english, &names.german));
        }
        names(language).map_or(language.as_str(), |(_, _, english, german)| self.pick(english, german))
    }
}

/// The names of a language: of its whole tag, else without what stands at its end.
fn names(language: &Language) -> Option<&'static Names> {
    let find = |tag: &str| NAMES.iter().find(|(known, ..)| *known == tag);
    let mut tag = language.as_str();
    loop {
        if let Some(names) = find(tag) {
            return Some(names);
        }
        tag = tag.rsplit_once('-')?.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_belongs_to_a_tag_as_it_is_written() {
        for (tag, native, english, german) in NAMES {
            let language = Language::parse(tag).unwrap();
            assert_eq!((language.as_str(), &*native_name(&language)), (tag, native));
            assert!(!english.is_empty() && !german.is_empty());
        }
        assert!(NAMES.is_sorted_by(|(a, ..), (b, ..)| a.to_lowercase() < b.to_lowercase()), "each once, in order");
    }

    #[test]
    fn a_language_is_called_by_its_name_and_not_by_its_tag() {
        for (tag, native, english) in [
            ("zh-Hant", "繁體中文", "Traditional Chinese"),
            ("zh-Hant-TW", "繁體中文 (TW)", "Traditional Chinese"),
            ("es-419", "Español (Latinoamérica)", "Spanish (Latin America)"),
            ("sr-Latn-RS", "Srpski (latinica) (RS)", "Serbian (Latin)"),
            ("de-LI", "Deutsch (LI)", "German"),
            ("de-1996", "Deutsch", "German"),
            ("tlh", "tlh", "tlh"),
        ] {
            let language = Language::parse(tag).unwrap();
            assert_eq!((&*native_name(&language), UiLanguage::En.language_name(&language)), (native, english), "{tag}");
        }
    }
}
