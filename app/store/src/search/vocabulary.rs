//! The words of the search index, in memory: which of them contain a word, begin with it, or are spelled nearly the same.
//!
//! A search that needs them reads them, and reads them again after the index changed. The words of a large index are read in the
//! background, so that nobody waits for them; until then the older ones are used.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::search::is_unspaced;
use tokio::sync::Mutex;

use crate::changes::Topic;
use crate::error::Error;
use crate::sqlite::Store;

/// An index of so many texts is read while a search waits for it.
const SMALL: i64 = 2_000;

/// A large index is read again after so long at the earliest.
const PAUSE: Duration = Duration::from_secs(60);

/// Words that are kept. If there are more, those in the fewest texts are left out.
const MAX_WORDS: usize = 500_000;

/// Words that are searched in less than half a millisecond.
const FEW_WORDS: usize = 20_000;

/// Words that are read at once.
const BATCH: i64 = 5_000;

/// The shortest words that are looked for within others, and that may be misspelled.
const MIN_PART: usize = 4;
const MIN_MISSPELLED: usize = 5;

/// Words that are answered at most.
const MAX_ANSWERED: usize = 100;

/// The words in order, each after a line end, and in how many texts each is.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    words: String,
    /// Where each word begins, and its texts.
    entries: Vec<(u32, u32)>,
}

impl Vocabulary {
    fn push(&mut self, word: &str, texts: i64) {
        let Ok(start) = u32::try_from(self.words.len() + 1) else { return };
        self.words.push('\n');
        self.words.push_str(word);
        self.entries.push((start, u32::try_from(texts).unwrap_or(u32::MAX)));
    }

    fn word(&self, nth: usize) -> &str {
        let start = self.entries[nth].0 as usize;
        let end = self.entries.get(nth + 1).map_or(self.words.len(), |(next, _)| *next as usize - 1);
        &self.words[start..end]
    }

    fn find(&self, word: &str) -> Result<usize, usize> {
        let (mut from, mut to) = (0, self.entries.len());
        while from < to {
            let middle = from.midpoint(to);
            match self.word(middle).cmp(word) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Equal => return Ok(middle),
                std::cmp::Ordering::Greater => to = middle,
            }
        }
        Err(from)
    }

    /// Other words that contain this one, and two words that it consists of (`online shop`), the most common ones.
    pub(crate) fn containing(&self, part: &str) -> Vec<String> {
        if part.chars().count() < MIN_PART || part.contains(char::is_whitespace) {
            return Vec::new();
        }
        let mut found: Vec<(u32, Cow<'_, str>)> = Vec::new();
        let mut last = None;
        for at in memchr::memmem::find_iter(self.words.as_bytes(), part) {
            let nth = self.entries.partition_point(|(start, _)| *start as usize <= at) - 1;
            if last.replace(nth) != Some(nth) && self.word(nth) != part {
                found.push((self.entries[nth].1, self.word(nth).into()));
            }
        }
        for (at, _) in part.char_indices().skip(1) {
            let (first, second) = part.split_at(at);
            if let (Ok(first_nth), Ok(second_nth)) = (self.find(first), self.find(second)) {
                let texts = self.entries[first_nth].1.min(self.entries[second_nth].1);
                found.push((texts, format!("{first} {second}").into()));
            }
        }
        most_common(found, MAX_ANSWERED)
    }

    /// The most common words that begin with these letters.
    pub(crate) fn beginning(&self, letters: &str, count: usize) -> Vec<String> {
        let from = self.find(letters).unwrap_or_else(|nth| nth);
        let words = (from..self.entries.len()).map(|nth| (self.entries[nth].1, self.word(nth)));
        let begun = words.take_while(|(_, word)| word.starts_with(letters)).map(|(texts, word)| (texts, word.into()));
        most_common(begun.collect(), count)
    }

    /// Words with one letter more, less or other than this one, or two in another order; the most common first.
    pub(crate) fn similar(&self, typed: &str) -> Vec<String> {
        let letters: Vec<char> = typed.chars().collect();
        let is_number = letters.iter().any(char::is_ascii_digit);
        if letters.len() < MIN_MISSPELLED || is_number || letters.iter().any(|c| c.is_whitespace()) {
            return Vec::new();
        }
        // One error leaves the first or the second half unchanged. Most words have neither half, which is quickly seen.
        let half = (letters.len() - 1) / 2;
        let begin: String = letters[..half].iter().collect();
        let end: String = letters[half + 1..].iter().collect();
        let words = (0..self.entries.len()).map(|nth| (self.entries[nth].1, self.word(nth)));
        let near = words.filter(|(_, word)| {
            word.len().abs_diff(typed.len()) <= 4
                && (word.starts_with(&begin) || word.ends_with(&end))
                && *word != typed
                && is_one_off(&letters, word)
        });
        most_common(near.map(|(texts, word)| (texts, word.into())).collect(), MAX_ANSWERED)
    }

    /// Leaves out words that are in fewer texts.
    fn retain(&mut self, min_texts: i64) {
        let mut kept = Self::default();
        for (nth, (_, texts)) in self.entries.iter().enumerate().filter(|(_, (_, texts))| i64::from(*texts) >= min_texts) {
            kept.push(self.word(nth), i64::from(*texts));
        }
        *self = kept;
    }
}

/// The words of the most texts.
fn most_common(mut words: Vec<(u32, Cow<'_, str>)>, count: usize) -> Vec<String> {
    let by_texts = |(a, first): &(u32, Cow<'_, str>), (b, second): &(u32, Cow<'_, str>)| b.cmp(a).then_with(|| first.cmp(second));
    if words.len() > count {
        words.select_nth_unstable_by(count, by_texts);
        words.truncate(count);
    }
    words.sort_unstable_by(by_texts);
    words.into_iter().map(|(_, word)| word.into_owned()).collect()
}

/// Whether one typing error lies between two words.
fn is_one_off(typed: &[char], word: &str) -> bool {
    let mut other = word.chars();
    let mut same = 0;
    let mut next = other.next();
    while same < typed.len() && next == Some(typed[same]) {
        same += 1;
        next = other.next();
    }
    let (rest, Some(next)) = (&typed[same..], next) else {
        // The word is the beginning of what was typed.
        return typed.len() == same + 1;
    };
    let behind = other.as_str();
    let is = |letters: &[char], text: &str| letters.iter().copied().eq(text.chars());
    let is_swapped = || {
        let mut after = behind.chars();
        rest.len() > 1 && after.next() == Some(rest[0]) && rest[1] == next && is(&rest[2..], after.as_str())
    };
    is(rest, behind)
        || !rest.is_empty() && is(&rest[1..], behind)
        || !rest.is_empty() && rest[1..].first() == Some(&next) && is(&rest[2..], behind)
        || is_swapped()
}

/// Searches the words. Many words are searched on another thread than those that answer requests.
pub(super) async fn look_up<T: Send + 'static>(
    words: &Arc<Vocabulary>,
    look: impl FnOnce(&Vocabulary) -> T + Send + 'static,
) -> T {
    if words.entries.len() <= FEW_WORDS {
        return look(words);
    }
    let words = words.clone();
    let looked = tokio::task::spawn_blocking(move || look(&words));
    looked.await.expect("the work ends, and is not cancelled while it is awaited")
}

/// The words that were last read, and when.
#[derive(Debug, Default)]
pub(crate) struct VocabularyCache {
    state: Mutex<State>,
    reading: Arc<Mutex<()>>,
}

#[derive(Debug, Default)]
struct State {
    words: Arc<Vocabulary>,
    version: Option<u64>,
    read_at: Option<Instant>,
}

/// The words of the index. Those of a large one may be a minute old, and there are none while it is read for the first time.
pub(super) async fn vocabulary(store: &Store) -> Result<Arc<Vocabulary>, Error> {
    let cache = store.vocabulary();
    let version = store.changes().version(Topic::Search | Topic::Translations);
    let mut state = cache.state.lock().await;
    if state.version == Some(version) {
        return Ok(state.words.clone());
    }
    let largest = sqlx::query_scalar!(r#"select coalesce(max(id), 0) as "id!: i64" from translations"#);
    if largest.fetch_one(store.readers()).await? <= SMALL {
        let words = Arc::new(read(store).await?);
        *state = State { words: words.clone(), version: Some(version), read_at: Some(Instant::now()) };
        return Ok(words);
    }
    if state.read_at.is_none_or(|at| at.elapsed() > PAUSE)
        && let Ok(reading) = cache.reading.clone().try_lock_owned()
    {
        let store = store.clone();
        tokio::spawn(async move {
            match read(&store).await {
                Ok(words) => {
                    let mut state = store.vocabulary().state.lock().await;
                    *state = State { words: Arc::new(words), version: Some(version), read_at: Some(Instant::now()) };
                }
                Err(error) => tracing::warn!(%error, "the words of the search index could not be read"),
            }
            drop(reading);
        });
    }
    Ok(state.words.clone())
}

async fn read(store: &Store) -> Result<Vocabulary, Error> {
    let mut vocabulary = Vocabulary::default();
    let (mut last, mut min_texts) = (String::new(), 1);
    loop {
        // Expressions, because sqlx asks where a plain column comes from, and fts5vocab cannot say (SQLite crashes).
        let rows = sqlx::query!(
            r#"
            select term || '' as "term!: String", doc + 0 as "texts!: i64"
            from search_words
            where term > ?
            order by term
            limit ?
            "#,
            last,
            BATCH,
        )
        .fetch_all(store.readers())
        .await?;
        let Some(row) = rows.last() else { return Ok(vocabulary) };
        last.clone_from(&row.term);
        for row in rows.iter().filter(|row| row.texts >= min_texts && !row.term.contains(is_unspaced)) {
            vocabulary.push(&row.term, row.texts);
        }
        while vocabulary.entries.len() > MAX_WORDS {
            min_texts += 1;
            vocabulary.retain(min_texts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(words: &[&str]) -> Vocabulary {
        let mut words = words.to_vec();
        words.sort_unstable();
        let mut vocabulary = Vocabulary::default();
        words.iter().enumerate().for_each(|(nth, word)| vocabulary.push(word, i64::try_from(nth).unwrap_or(0)));
        vocabulary
    }

    #[test]
    fn one_typing_error_is_one_letter_more_less_or_other_or_two_swapped() {
        for (typed, word, is_near) in [
            ("tranformator", "transformator", true),
            ("transsformator", "transformator", true),
            ("tramsformator", "transformator", true),
            ("trasnformator", "transformator", true),
            ("ransformator", "transformator", true),
            ("transformatro", "transformator", true),
            ("transformato", "transformator", true),
            ("transformatorx", "transformator", true),
            ("transformator", "transformator", false),
            ("tranformato", "transformator", false),
            ("xxansformator", "transformator", false),
            ("кабелъ", "кабель", true),
            ("größe", "grösse", false),
            ("abcde", "abced", true),
            ("abcde", "badce", false),
        ] {
            let letters: Vec<char> = typed.chars().collect();
            assert_eq!(typed != word && is_one_off(&letters, word), is_near, "{typed} {word}");
        }
    }

    #[test]
    fn of_too_many_words_those_of_the_fewest_texts_are_forgotten() {
        let mut words = vocabulary(&["kabel", "motor", "turbine", "кабель"]);
        words.retain(2);
        assert_eq!((words.entries.len(), words.similar("motro").len()), (2, 0));
        assert_eq!((words.similar("turbien"), words.containing("абель")), (vec!["turbine".into()], vec!["кабель".into()]));
    }

    #[test]
    fn words_contain_others_and_correct_them() {
        let words = vocabulary(&["transformator", "leistungstransformator", "transformatoren", "online", "shop", "netz", "ort"]);
        assert_eq!(words.containing("transformator"), ["transformatoren", "leistungstransformator"]);
        assert_eq!(words.containing("onlineshop"), ["online shop"]);
        assert_eq!(words.beginning("transf", 9), ["transformatoren", "transformator"]);
        assert_eq!((words.beginning("o", 1), words.beginning("x", 9).len()), (vec!["ort".into()], 0));
        assert_eq!((words.containing("ort").len(), words.containing("nirgends").len()), (0, 0));
        assert_eq!(words.similar("trnasformator"), ["transformator"]);
        assert_eq!((words.similar("netz").len(), words.similar("nezt").len(), words.similar("transformator").len()), (0, 0, 0));
    }
}
