//! Texts of real words, each as often as people use it: the few that stand everywhere, and the long tail that stands hardly anywhere.

use std::path::Path;

use crate::Failure;

/// Words of a document: as many as a page of a company's website has.
const WORDS: (usize, usize) = (60, 440);

/// Words that a document comes back to, and one in how many of its words is one of them.
const TOPIC_WORDS: usize = 12;
const TOPIC_SHARE: usize = 8;

/// One in how many words is a number.
const NUMBER_SHARE: usize = 40;

/// A language and its words, the most common first.
pub struct Lexicon {
    pub tag: &'static str,
    pub words: Vec<String>,
    /// The frequencies of all words up to each.
    sums: Vec<f64>,
    between: &'static str,
    sentence_end: &'static str,
}

pub struct Document {
    pub title: String,
    pub text: String,
}

impl Lexicon {
    /// Reads a file of `tools/words`.
    pub fn read(folder: &Path, tag: &'static str) -> Result<Self, Failure> {
        let path = folder.join(format!("{tag}.tsv"));
        let lines = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let (mut words, mut sums, mut sum) = (Vec::new(), Vec::new(), 0.0);
        for line in lines.lines() {
            let (word, frequency) = line.split_once('\t').ok_or("a line without a frequency")?;
            sum += frequency.parse::<f64>()?;
            words.push(word.to_owned());
            sums.push(sum);
        }
        let is_unspaced = matches!(tag, "zh" | "ja");
        let (between, sentence_end) = if is_unspaced { ("", "。") } else { (" ", ". ") };
        Ok(Self { tag, words, sums, between, sentence_end })
    }

    /// A word by its frequency.
    fn word(&self, chance: &mut Chance) -> &str {
        let sum = self.sums.last().copied().unwrap_or_default() * chance.fraction();
        let nth = self.sums.partition_point(|before| *before < sum);
        &self.words[nth.min(self.words.len() - 1)]
    }

    /// A text has its own words, and all others as often as other texts.
    pub fn document(&self, chance: &mut Chance) -> Document {
        // The 200 most common words say nothing of what a text is about.
        let is_topic = |word: &&str| !self.words[..200].iter().any(|common| common == word);
        let topic: Vec<String> = std::iter::repeat_with(|| self.word(chance).to_owned())
            .filter(|word| is_topic(&word.as_str()))
            .take(TOPIC_WORDS)
            .collect();
        let title = [topic[0].as_str(), self.word(chance), topic[1].as_str()].join(self.between);
        let (shortest, longest) = WORDS;
        let length = shortest + chance.below(longest - shortest);
        let mut text = String::with_capacity(length * 8);
        let mut left_in_sentence = 0;
        for _ in 0..length {
            if left_in_sentence == 0 {
                text.push_str(if text.is_empty() { "" } else { self.sentence_end });
                left_in_sentence = 6 + chance.below(14);
            } else {
                text.push_str(self.between);
            }
            left_in_sentence -= 1;
            if chance.below(NUMBER_SHARE) == 0 {
                text.push_str(&NUMBERS[chance.below(NUMBERS.len())].replace('#', &chance.below(3_000).to_string()));
            } else if chance.below(TOPIC_SHARE) == 0 {
                text.push_str(&topic[chance.below(TOPIC_WORDS)]);
            } else {
                text.push_str(self.word(chance));
            }
        }
        text.push_str(self.sentence_end.trim_end());
        Document { title, text }
    }
}

/// Numbers as texts have them.
const NUMBERS: [&str; 8] = ["#", "#", "# kV", "# MVA", "# %", "20#", "EN #", "#-1"];

/// Numbers that look like chance and are the same each time (xorshift).
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: usize) -> usize {
        (self.fraction() * limit as f64) as usize
    }

    fn fraction(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}
