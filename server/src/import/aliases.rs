//! Old addresses of a page, which lead to it.

use domain::address;
use domain::language::{Language, Languages};
use domain::text::Slug;

/// The slugs of the addresses that a file says, and a sentence on each that can be none here.
pub fn read(typed: &[String], language: &Language, languages: &Languages) -> (Vec<Slug>, Vec<String>) {
    let (mut slugs, mut unusable) = (Vec::new(), Vec::new());
    for alias in typed {
        match slug(alias, language, languages) {
            Some(slug) => slugs.push(slug),
            None => unusable.push(format!("the old address \"{alias}\" can be none here, so nothing leads from it to this page")),
        }
    }
    slugs.dedup();
    (slugs, unusable)
}

/// The slug of a path; small letters are looked for where an address has capitals.
fn slug(alias: &str, language: &Language, languages: &Languages) -> Option<Slug> {
    let path = alias.trim().trim_matches('/').to_lowercase();
    let own = format!("{language}/");
    let path = path.strip_prefix(&own.to_lowercase()).unwrap_or(&path);
    let slug = Slug::parse(path).ok().filter(|slug| !slug.is_home())?;
    address::check_free(&slug, languages).ok().map(|()| slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_address_is_a_slug_or_is_named() {
        let languages = Languages::default();
        let de = Language::parse("de").unwrap();
        let typed = ["/old/", "Old/Page", "/de/alt", "/old.html", "/admin", "/", "https://a.example/x"].map(str::to_owned);
        let (slugs, unusable) = read(&typed, &de, &languages);
        assert_eq!(slugs.iter().map(Slug::as_str).collect::<Vec<_>>(), ["old", "old/page", "alt"]);
        assert_eq!(unusable.len(), 4);
    }
}
