//! How a language would look among the results of a search engine.

use domain::language::Language;
use domain::text::shortened;
use leptos::prelude::*;

use super::item::{Item, ItemField};
use super::reading::{self, DESCRIPTION, MAX_TITLE_CHARS};
use crate::form::editable::FieldOf;
use crate::form::state::FormState;

/// The result for the language in focus.
#[component]
pub fn ResultCard<I: Item>(editing: FormState<I>) -> impl IntoView {
    let text = editing.editor_text();
    view! {
        <section class="card stack stack-tight" aria-labelledby="result:heading">
            <div class="row row-spread">
                <h2 class="card-title" id="result:heading">{text.result}</h2>
                <span class="small soft">{move || editing.extension.language.with(|language| editing.ui_language.language_name(language).to_owned())}</span>
            </div>
            {move || view! { <SearchResult editing language=editing.extension.language.get()/> }}
        </section>
    }
}

#[component]
pub fn SearchResult<I: Item>(editing: FormState<I>, language: Language) -> impl IntoView {
    let text = editing.editor_text();
    let lang = language.to_string();
    let result = Memo::new(move |_| result_of(editing, &language));
    view! {
        <div class="result" lang=lang>
            <p class="small soft result-address">{move || result.get().address}</p>
            <p class="result-title">{move || result.get().title}</p>
            <p class="small soft">
                {move || match result.get().description {
                    description if description.is_empty() => {
                        view! { <span lang=editing.ui_language.tag()>{text.result_empty}</span> }.into_any()
                    }
                    description => description.into_any(),
                }}
            </p>
        </div>
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct SearchResult {
    address: String,
    title: String,
    description: String,
}

fn result_of<I: Item>(editing: FormState<I>, language: &Language) -> SearchResult {
    let read = |field: fn(Language) -> FieldOf<I>| editing.read(&field(language.clone()));
    let path = I::prefix(language, &editing.languages()) + &read(ItemField::slug);
    let summaries = FieldOf::<I>::summaries(language.clone()).iter().map(|field| editing.read(field)).collect::<Vec<_>>();
    SearchResult {
        address: address(&editing.extension.base_url.get_value(), &path),
        title: title(
            &read(ItemField::seo_title),
            &read(ItemField::title),
            &editing.extension.site_title.get_value(),
            editing.editor_text().untitled,
        ),
        description: description(&read(ItemField::description), &summaries),
    }
}

/// `nordlicht.example › services › measure`
fn address(base_url: &str, path: &str) -> String {
    let host = base_url.split("://").last().unwrap_or_default();
    let parts = path.split('/').filter(|part| !part.is_empty());
    std::iter::once(host).chain(parts).collect::<Vec<_>>().join(" › ")
}

/// The given title, cut where search engines cut it.
fn title(seo_title: &str, title: &str, site_title: &str, untitled: &str) -> String {
    let title = match (seo_title.trim(), title.trim()) {
        ("", "") => untitled.to_owned(),
        ("", title) if site_title.is_empty() => title.to_owned(),
        ("", title) => format!("{title} · {site_title}"),
        (title, _) => title.to_owned(),
    };
    shortened(&title, MAX_TITLE_CHARS)
}

/// The description, else the beginning of the best text that there is.
fn description(given: &str, summaries: &[String]) -> String {
    if !given.trim().is_empty() {
        return shortened(given, *DESCRIPTION.end());
    }
    let best = summaries.iter().find(|text| !text.trim().is_empty()).map_or("", String::as_str);
    reading::beginning(best, *DESCRIPTION.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_shows_the_best_text_there_is() {
        let text = "## A\n\nWe *measure*.".to_owned();
        assert_eq!(title("", "About us", "Nordlicht", "–"), "About us · Nordlicht");
        assert_eq!(description("", &[String::new(), text.clone()]), "We measure.");
        assert_eq!(title("Engineers in Kiel", "About us", "Nordlicht", "–"), "Engineers in Kiel");
        assert_eq!(description("", &["Short.".to_owned(), text.clone()]), "Short.");
        assert_eq!(description("Given.", &["Short.".to_owned(), text]), "Given.");
        assert_eq!(title("", "", "", "–"), "–");
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn a_result_shows_what_the_page_says_of_itself() {
        let texts = [
            "# A\n\nWe **measure** [grids](/grids), and *more*.\n\n- Cables\n- Coils\n\n> Quoted.".to_owned(),
            "word ".repeat(200),
        ];
        for text in texts {
            let shown = domain::markdown::render(&text).html;
            assert_eq!(Some(description("", std::slice::from_ref(&text))), domain::text::summary(&shown), "{text}");
        }
    }

    #[test]
    fn an_address_is_shown_as_a_path() {
        assert_eq!(address("https://nordlicht.example", "/de/ueber-uns"), "nordlicht.example › de › ueber-uns");
        assert_eq!(address("http://127.0.0.1:3000", "/"), "127.0.0.1:3000");
    }
}
