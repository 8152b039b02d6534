//! Other words in place of those that find little: longer ones that contain them, and those that were probably meant.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::language::Language;
use domain::search::Query;
use serde_json::json;

use super::vocabulary::{Vocabulary, look_up, vocabulary};
use super::{in_language, tags};
use crate::error::Error;
use crate::sqlite::Store;

/// Words that are looked for beside one that they contain.
const MAX_CONTAINING: usize = 20;

/// Words that are tried in place of a misspelled one.
const MAX_CORRECTIONS: usize = 3;

/// Looks up other words for a query. The index has the words of all languages; only those of the searched language are used.
pub(super) struct Wording<'a> {
    store: &'a Store,
    language: &'a Language,
    vocabulary: Arc<Vocabulary>,
}

impl<'a> Wording<'a> {
    /// None if the words cannot be read. The search then answers without them.
    pub(super) async fn of_index(store: &'a Store, language: &'a Language) -> Option<Self> {
        match vocabulary(store).await {
            Ok(vocabulary) => Some(Self { store, language, vocabulary }),
            Err(error) => {
                tracing::warn!(%error, "the words of the search index could not be read");
                None
            }
        }
    }

    /// The query with the words that contain its own, if there are any.
    pub(super) async fn wider(&self, query: &Query) -> Result<Option<Query>, Error> {
        let parts: Vec<String> = query.words().map(str::to_owned).collect();
        let containing = move |vocabulary: &Vocabulary| {
            let of_part = |part: String| {
                let words = vocabulary.containing(&part);
                (part, words)
            };
            parts.into_iter().map(of_part).collect()
        };
        let mut containing: BTreeMap<String, Vec<String>> = look_up(&self.vocabulary, containing).await;
        // Words of other languages are only removed where there is no room for all: they find nothing.
        for words in containing.values_mut().filter(|words| words.len() > MAX_CONTAINING) {
            *words = self.own(std::mem::take(words)).await?;
            words.truncate(MAX_CONTAINING);
        }
        let wider = query.clone().or(|word| containing.get(word).cloned().unwrap_or_default());
        Ok((wider != *query).then_some(wider))
    }

    /// Queries that were probably meant, the likeliest first, each as it would be typed.
    pub(super) async fn corrections(&self, query: &Query) -> Result<Vec<(Query, String)>, Error> {
        let typed: Vec<String> = query.words().map(str::to_owned).collect();
        let known = self.own(typed.clone()).await?;
        let unknown: Vec<String> = typed.into_iter().filter(|word| !known.contains(word)).collect();
        let similar = move |vocabulary: &Vocabulary| {
            let of_word = |word: String| {
                let words = vocabulary.similar(&word);
                (word, words)
            };
            unknown.into_iter().map(of_word).collect()
        };
        let similar: Vec<(String, Vec<String>)> = look_up(&self.vocabulary, similar).await;
        let mut right = BTreeMap::new();
        for (word, words) in similar {
            right.insert(word, self.own(words).await?);
        }
        let nth = |nth: usize| query.corrected(|word: &str| right.get(word)?.get(nth).cloned());
        let corrected = (0..MAX_CORRECTIONS).map_while(nth);
        Ok(corrected.map(|(query, typed)| (in_language(&query, self.language), typed)).collect())
    }

    /// The words that are in texts of the language.
    async fn own(&self, mut words: Vec<String>) -> Result<Vec<String>, Error> {
        if words.is_empty() {
            return Ok(words);
        }
        let tags = tags(self.language, None);
        let matches = json!(words.iter().map(|word| Query::exact(word).to_fts(&tags)).collect::<Vec<_>>()).to_string();
        let is_own = self
            .store
            .read_once(async |db| {
                sqlx::query_scalar!(
                    r#"
            select exists (select 1 from search_fts f where f.search_fts match word.value) as "is_own!: bool"
            from json_each(?1) word
            order by word.key
            limit 200
            "#,
                    matches,
                )
                .fetch_all(db)
                .await
            })
            .await?;
        let mut is_own = is_own.into_iter();
        words.retain(|_| is_own.next() == Some(true));
        Ok(words)
    }
}
