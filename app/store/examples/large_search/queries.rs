//! What visitors type: common and rare words, alone and together, unfinished, misspelled, parts of longer words, numbers, and nothing
//! that any text has.

use crate::texts::{Chance, Lexicon};

pub struct Asked {
    pub kind: &'static str,
    pub tag: &'static str,
    pub typed: String,
}

/// The queries of a language. The words are of every rank, chosen without knowing which are slow.
pub fn queries(lexicon: &Lexicon) -> Vec<Asked> {
    if matches!(lexicon.tag, "zh" | "ja") { signs(lexicon) } else { words(lexicon) }
}

const COMMON: [usize; 6] = [0, 1, 4, 12, 40, 90];
const USUAL: [usize; 6] = [200, 500, 1_000, 2_000, 4_000, 8_000];
const RARE: [usize; 6] = [16_000, 30_000, 50_000, 80_000, 120_000, 180_000];

fn words(lexicon: &Lexicon) -> Vec<Asked> {
    let tag = lexicon.tag;
    let word = |rank: usize| lexicon.words[rank].as_str();
    let mut all = Vec::new();
    let mut ask = |kind, typed: String| all.push(Asked { kind, tag, typed });
    for nth in 0..6 {
        let (common, usual, rare) = (word(COMMON[nth]), word(USUAL[nth]), word(RARE[nth]));
        let (other, next) = (word(USUAL[(nth + 2) % 6] + 7), word(COMMON[(nth + 1) % 6]));
        ask("common word", common.to_owned());
        ask("usual word", usual.to_owned());
        ask("rare word", rare.to_owned());
        ask("two words", format!("{common} {next}"));
        ask("two words", format!("{usual} {other}"));
        ask("two words", format!("{common} {rare}"));
        ask("three words", format!("{usual} {common} {other}"));
        ask("three words", format!("{rare} {usual} {next}"));
        ask("number", format!("{} kV", 20 + nth * 90));
        ask("number", format!("{usual} {}", 2_000 + nth * 5));
        ask("number", format!("EN {}-1", 1_100 + nth));
        ask("nowhere", ["xqzvbn", "qqqqqqqqqq", "wzrkpftlm", "xyzzyxq vvbnm", "kqjxw", "bzzbzzbzzqq"][nth].to_owned());
    }
    // What is looked for in the long tail is chosen from long words, by every so manieth.
    let long = |from: usize, letters: usize| {
        let words = lexicon.words[from..from + 4_000].iter().filter(move |word| word.chars().count() >= letters);
        words.step_by(60).take(6)
    };
    for (word, rare) in long(2_000, 8).zip(long(60_000, 8)) {
        for word in [word, rare] {
            let letters: Vec<char> = word.chars().collect();
            let middle = letters.len() / 2;
            let mut swapped = letters.clone();
            swapped.swap(middle, middle + 1);
            let dropped = letters.iter().enumerate().filter(|(at, _)| *at != middle).map(|(_, c)| c);
            ask("misspelled", swapped.iter().collect());
            ask("misspelled", dropped.collect());
            ask(
                "misspelled",
                format!("{}x{}", letters[..middle].iter().collect::<String>(), letters[middle..].iter().collect::<String>()),
            );
            ask("part of words", letters[letters.len() - 5..].iter().collect());
            ask("part of words", letters[2..].iter().collect());
        }
        for length in 1..=5 {
            ask("unfinished", word.chars().take(length).collect());
        }
    }
    let folded = lexicon.words[1_000..60_000].iter().filter(|word| word.contains(['ä', 'ö', 'ü', 'ß', 'é', 'й', 'ё']));
    for word in folded.step_by(400).take(8) {
        let without: String = word.chars().map(|c| if c == 'ё' { 'е' } else { c }).collect();
        ask("folded", without.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss").replace('é', "e"));
        ask("folded", without.replace('ä', "a").replace('ö', "o").replace('ü', "u").replace('ß', "ss").to_uppercase());
    }
    all
}

/// Signs without spaces: words, and what stands beside one another in a text.
fn signs(lexicon: &Lexicon) -> Vec<Asked> {
    let tag = lexicon.tag;
    let mut all = Vec::new();
    let mut ask = |kind, typed: String| all.push(Asked { kind, tag, typed });
    for rank in COMMON {
        ask("common signs", lexicon.words[rank].clone());
    }
    for (kind, count) in [("two signs", 2), ("three signs", 3), ("four signs", 4)] {
        for from in [0, 300, 3_000, 20_000, 80_000] {
            let words = lexicon.words[from..from + 20_000].iter().filter(|word| word.chars().count() == count);
            words.step_by(150).take(3).for_each(|word| ask(kind, word.clone()));
        }
    }
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for _ in 0..5 {
        let signs: Vec<char> = lexicon.document(&mut chance).text.chars().filter(|c| c.is_alphabetic()).collect();
        for count in [2, 3, 4] {
            ask("signs of a text", signs[20..20 + count].iter().collect());
        }
    }
    for nth in 0..4 {
        let (first, second) = (&lexicon.words[300 + nth * 40], &lexicon.words[2_000 + nth * 900]);
        ask("two words", format!("{first} {second}"));
        ask("number", format!("{} {first}", 2_000 + nth * 5));
        ask("number", format!("{} kV", 20 + nth * 90));
        ask("nowhere", ["龘鱻", "靐龖齾", "爩", "麤灥"][nth].to_owned());
    }
    all
}
