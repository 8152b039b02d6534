//! Characters without a shape of their own that give those beside them theirs: joiners and variation selectors.

/// Whether the character stands where it shapes what is beside it (Unicode 23.2 and 23.4, UTS 51). `before` is the text before it.
pub(super) fn is_needed(c: char, before: &str, after: Option<char>) -> bool {
    let Some(last) = before.chars().next_back() else { return false };
    match c {
        '\u{200c}' => after.is_some_and(|after| is_joined(last, after)),
        '\u{200d}' => is_virama(last) || after.is_some_and(|after| is_joined(last, after) || is_emoji_joined(before, after)),
        // Text or picture, also of the keys 0 to 9.
        '\u{fe0e}' | '\u{fe0f}' => is_emoji(last) || last.is_ascii_digit() || matches!(last, '#' | '*'),
        // Mathematical signs, letters of Myanmar and Phags-pa, ideographs, the signs between them.
        '\u{fe00}'..='\u{fe0d}' => last >= '\u{1000}' && !super::is_invisible(last),
        '\u{e0100}'..='\u{e01ef}' => is_ideograph(last),
        // The letters in the flags of England, Scotland and Wales.
        '\u{e0020}'..='\u{e007f}' => last == '\u{1f3f4}' || matches!(last, '\u{e0020}'..='\u{e007e}'),
        // Mongolian; old Korean, whose syllables may lack their first or second letter; the order of marks in Hebrew.
        '\u{180b}'..='\u{180f}' => matches!(last, '\u{1800}'..='\u{18af}'),
        '\u{115f}' => matches!(after, Some('\u{1160}'..='\u{11ff}')),
        '\u{1160}' => matches!(last, '\u{1100}'..='\u{115f}'),
        '\u{34f}' => matches!(last, '\u{591}'..='\u{5c7}') && matches!(after, Some('\u{591}'..='\u{5c7}')),
        _ => false,
    }
}

/// Whether a joiner between these two has a meaning: letters of a script whose letters are joined, on one side at least.
fn is_joined(before: char, after: char) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || is_of_joined_script(c);
    is_letter(before) && is_letter(after) && (is_of_joined_script(before) || is_of_joined_script(after))
}

/// Letters, marks and digits of scripts in which U+200C and U+200D change how letters are joined: Arabic, Syriac, N'Ko, Mandaic,
/// Mongolian, Adlam, the scripts of India and of its neighbours.
fn is_of_joined_script(c: char) -> bool {
    let is_script = matches!(c,
        '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{18af}'
        | '\u{1b00}'..='\u{1bff}' | '\u{1cd0}'..='\u{1cff}' | '\u{a840}'..='\u{a87f}' | '\u{a8e0}'..='\u{a8ff}'
        | '\u{a980}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{11000}'..='\u{11fff}' | '\u{1e900}'..='\u{1e95f}');
    let is_sign = matches!(c,
        '\u{600}'..='\u{60f}' | '\u{61b}'..='\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}' | '\u{700}'..='\u{70d}'
        | '\u{7f6}'..='\u{7f9}' | '\u{964}' | '\u{965}' | '\u{970}' | '\u{df4}' | '\u{104a}'..='\u{104f}'
        | '\u{17d4}'..='\u{17da}' | '\u{1800}'..='\u{180a}' | '\u{fd3e}' | '\u{fd3f}');
    is_script && !is_sign && !super::is_invisible(c)
}

/// The sign that takes a consonant its vowel. Old texts end words with one and U+200D (Malayalam, Bengali).
fn is_virama(c: char) -> bool {
    matches!(
        c,
        '\u{94d}' | '\u{9cd}' | '\u{a4d}' | '\u{acd}' | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{ccd}' | '\u{d4d}' | '\u{dca}'
    )
}

/// Whether a joiner makes one picture of two, which may have a selector or a colour of skin between them.
fn is_emoji_joined(before: &str, after: char) -> bool {
    let picture = before.chars().rev().find(|c| *c != '\u{fe0f}');
    is_emoji(after) && picture.is_some_and(is_emoji)
}

fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2194}'..='\u{21aa}'
        | '\u{231a}'..='\u{23ff}' | '\u{24c2}' | '\u{25aa}'..='\u{25fe}' | '\u{2600}'..='\u{27bf}' | '\u{2934}' | '\u{2935}'
        | '\u{2b05}'..='\u{2b55}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
