//! How a language of the page would look among the results of a search engine.

use domain::language::Language;
use domain::page::TextForm;
use leptos::prelude::*;

use super::checklist::DESCRIPTION;
use super::editing::Editing;
use super::reading;

/// Characters of a title that search engines show.
pub const TITLE_MAX: usize = 60;

/// For the language that is typed in.
#[component]
pub fn ResultCard(editing: Editing) -> impl IntoView {
    let text = editing.text();
    view! {
        <section class="card stack stack-tight" aria-labelledby="result:heading">
            <div class="row row-spread">
                <h2 class="card-title" id="result:heading">{text.result}</h2>
                <span class="small soft">{move || editing.language.with(|language| editing.speech.language_name(language).to_owned())}</span>
            </div>
            {move || view! { <SearchResult editing language=editing.language.get()/> }}
        </section>
    }
}

#[component]
pub fn SearchResult(editing: Editing, language: Language) -> impl IntoView {
    let text = editing.text();
    let lang = language.to_string();
    let result = Memo::new(move |_| {
        let form = editing.form.with(|form| form.texts.get(&language).cloned().unwrap_or_default());
        result_of(&form, &language, editing)
    });
    view! {
        <div class="result" lang=lang>
            <p class="small soft result-address">{move || result.get().address}</p>
            <p class="result-title">{move || result.get().title}</p>
            <p class="small soft">
                {move || match result.get().description {
                    description if description.is_empty() => {
                        view! { <span lang=editing.speech.tag()>{text.result_empty}</span> }.into_any()
                    }
                    description => description.into_any(),
                }}
            </p>
        </div>
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
    address: String,
    title: String,
    description: String,
}

fn result_of(form: &TextForm, language: &Language, editing: Editing) -> Shown {
    let languages = editing.languages();
    let prefix = if languages.is_default(language) { String::new() } else { format!("/{language}") };
    Shown {
        address: address(&editing.base_url(), &format!("{prefix}/{}", form.slug)),
        title: title(form, &editing.site_title(), editing.text().untitled),
        description: description(form),
    }
}

/// `nordlicht.example › services › measure`
fn address(base_url: &str, path: &str) -> String {
    let host = base_url.split("://").last().unwrap_or_default();
    let parts = path.split('/').filter(|part| !part.is_empty());
    std::iter::once(host).chain(parts).collect::<Vec<_>>().join(" › ")
}

/// What the page gives as its title, cut where search engines cut it.
fn title(form: &TextForm, site_title: &str, untitled: &str) -> String {
    let title = match (form.seo_title.trim(), form.title.trim()) {
        ("", "") => untitled.to_owned(),
        ("", title) if site_title.is_empty() => title.to_owned(),
        ("", title) => format!("{title} · {site_title}"),
        (title, _) => title.to_owned(),
    };
    reading::shortened(&title, TITLE_MAX)
}

/// The description, else the excerpt, else how the text begins.
fn description(form: &TextForm) -> String {
    let given = [&form.meta_description, &form.excerpt].into_iter().find(|text| !text.trim().is_empty());
    match given {
        Some(text) => reading::shortened(text, *DESCRIPTION.end()),
        None => reading::beginning(&form.content, *DESCRIPTION.end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_shows_the_best_text_there_is() {
        let form = TextForm { title: "About us".into(), content: "## A\n\nWe *measure*.".into(), ..TextForm::default() };
        assert_eq!(title(&form, "Nordlicht", "–"), "About us · Nordlicht");
        assert_eq!(description(&form), "We measure.");
        let form = TextForm { seo_title: "Engineers in Kiel".into(), excerpt: "Short.".into(), ..form };
        assert_eq!(title(&form, "Nordlicht", "–"), "Engineers in Kiel");
        assert_eq!(description(&form), "Short.");
        assert_eq!(title(&TextForm::default(), "Nordlicht", "–"), "–");
    }

    #[test]
    fn an_address_is_shown_as_a_path() {
        assert_eq!(address("https://nordlicht.example", "/de/ueber-uns"), "nordlicht.example › de › ueber-uns");
        assert_eq!(address("http://127.0.0.1:3000", "/"), "127.0.0.1:3000");
    }
}
