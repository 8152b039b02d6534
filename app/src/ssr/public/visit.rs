//! One request of a visitor while it is answered: where it is, and how the answer is made.

use domain::address::page_path;
use domain::glossary::Glossary;
use domain::language::{Language, Languages, Localized};
use domain::page::SiteChrome;
use domain::setting::SiteTexts;
use domain::text::Slug;
use http::StatusCode;
use leptos::prelude::*;
use memchr::memmem;

use super::{Content, PublicAnswer};
use crate::layout::header_row;
use crate::layout::public::{PageContext, SiteLayout};
use crate::shell::{Document, Files, Head, HeaderRow};
use crate::ssr::{AppContext, html, now};

/// Who asks for what.
pub(super) struct Visit<'a> {
    pub context: &'a AppContext,
    pub languages: &'a Languages,
    pub glossary: &'a Glossary,
    pub texts: &'a SiteTexts,
    /// Of the address.
    pub language: &'a Language,
    pub path: &'a str,
}

impl<'a> Visit<'a> {
    pub fn context(&self, chrome: &'a SiteChrome, alternates: &'a [(&'a Language, String)]) -> PageContext<'a> {
        let Self { glossary, texts, language, path, .. } = *self;
        PageContext { chrome, glossary, texts, language, path, alternates, year: now().parts().year }
    }

    /// Where the same is read in each other language: the translation, else the text of the default language, which answers there
    /// too, else the front page of that language. A language in which none of them answers is left out.
    pub fn alternates(&self, translations: &Localized<Slug>, chrome: &SiteChrome) -> Vec<(&'a Language, String)> {
        let (home, source) = (Slug::home(), translations.get(&self.languages.default));
        let slug = |language| {
            let front_page = Some(&home).filter(|_| chrome.front_pages.contains(language));
            translations.get(language).or(source).or(front_page)
        };
        self.other_languages()
            .filter_map(|language| Some((language, page_path(language, slug(language)?, self.languages))))
            .collect()
    }

    /// The root of each other language.
    pub fn roots(&self) -> Vec<(&'a Language, String)> {
        self.elsewhere(|language| page_path(language, &Slug::home(), self.languages))
    }

    /// Where each other language has the same.
    pub fn elsewhere(&self, path: impl Fn(&Language) -> String) -> Vec<(&'a Language, String)> {
        self.other_languages().map(|language| (language, path(language))).collect()
    }

    fn other_languages(&self) -> impl Iterator<Item = &'a Language> {
        self.languages.all.iter().filter(|language| *language != self.language)
    }

    /// The query goes along, so that the new address still knows the campaign.
    pub fn moved(&self, path: String, query: &str) -> PublicAnswer {
        let to = if query.is_empty() { path } else { format!("{path}?{query}") };
        self.answer(StatusCode::MOVED_PERMANENTLY, Content::Redirect(to))
    }

    pub fn answer(&self, status: StatusCode, content: Content) -> PublicAnswer {
        PublicAnswer { status, content, language: self.language.clone(), is_personal: false, viewed: None }
    }

    /// `has_lines`: whether a drawing of field lines is in it.
    pub fn document<V: IntoView>(
        &self,
        head: Head<'_>,
        context: PageContext<'_>,
        has_lines: bool,
        main: impl FnOnce() -> V,
    ) -> Content {
        let assets = self.context.assets();
        let header_row =
            header_row::fits_from(context).map(|from_rem| HeaderRow { stylesheet: &assets.header_row_css, from_rem });
        let files = Files { stylesheet: &assets.site_css, header_row, icons: &assets.icons, script: &assets.site_script.text };
        let mut html = html(|| {
            let body = view! { <SiteLayout context has_lines main=main()/> };
            match context.interface_lang() {
                Some(interface_lang) => view! { <Document head files interface_lang body/> }.into_any(),
                None => view! { <Document head files body/> }.into_any(),
            }
        });
        fetch_first_picture(&mut html);
        html.insert_str(0, "<!doctype html>");
        Content::Html(html)
    }
}

/// Readers wait for the first picture of a page, so the browser fetches it at once. All others wait until they come near.
fn fetch_first_picture(html: &mut String) {
    const LAZY: &str = " loading=\"lazy\"";
    let main = memmem::find(html.as_bytes(), b"<main");
    let picture = main.and_then(|main| Some(main + memmem::find(&html.as_bytes()[main..], b"<img ")?));
    let lazy = picture.and_then(|picture| Some(picture + html[picture..].split('>').next()?.find(LAZY)?));
    if let Some(lazy) = lazy {
        html.replace_range(lazy..lazy + LAZY.len(), " fetchpriority=\"high\"");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_picture_is_fetched_at_once() {
        let lazy = r#"<img src="/a.png" alt="A" loading="lazy" decoding="async">"#;
        let eager = r#"<img src="/a.png" alt="A" fetchpriority="high" decoding="async">"#;
        let page = |first: &str| format!("<body><img src=\"/logo.png\"><main>{first}<p>{lazy}</p></main></body>");
        let fetched = |mut html: String| {
            fetch_first_picture(&mut html);
            html
        };
        assert_eq!(fetched(page(lazy)), page(eager));
        assert_eq!(fetched(page("<img src=\"/b.png\">")), page("<img src=\"/b.png\">"));
        assert_eq!(fetched("<main></main>".into()), "<main></main>");
    }
}
