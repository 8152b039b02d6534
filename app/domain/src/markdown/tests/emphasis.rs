//! Emphasis where languages differ: a range is not struck out, and a script without spaces is emphasised as any other.

use super::*;

/// Each text is one paragraph.
fn assert_shown(table: &[(&str, &str)]) {
    for (text, shown) in table {
        assert_eq!(prose(text), format!("<p>{shown}</p>"), "{text}");
    }
}

#[test]
fn one_tilde_is_a_tilde_and_two_strike_out() {
    assert_shown(&[
        ("20~25 °C, nachts 30~35 °C", "20~25 °C, nachts 30~35 °C"),
        ("~5 °C bis ~7 °C", "~5 °C bis ~7 °C"),
        ("~a~", "~a~"),
        ("~ a ~", "~ a ~"),
        ("9~12 Uhr, *14~16 Uhr*", "9~12 Uhr, <em>14~16 Uhr</em>"),
        ("20~25 **fett 30~35 fett**", "20~25 <strong>fett 30~35 fett</strong>"),
        ("**~5 °C**, **5~**", "<strong>~5 °C</strong>, <strong>5~</strong>"),
        ("~/.config und ~/Bilder", "~/.config und ~/Bilder"),
        ("H~2~O", "H~2~O"),
        ("月~金 9:00~17:00", "月~金 9:00~17:00"),
        ("`~a~` ~b", "<code>~a~</code> ~b"),
        ("\\~a\\~ und \\\\~b~", "~a~ und \\~b~"),
        ("~~weg~~", "<del>weg</del>"),
        ("~~20~25~~ 30~35", "<del>20~25</del> 30~35"),
        ("~a ~~weg~~ b~", "~a <del>weg</del> b~"),
        ("a ~~~b~~~", "a ~~~b~~~"),
        ("[~a~](/~x/~y)", "<a href=\"/~x/~y\">~a~</a>"),
        ("https://a.example/~x/~y", "<a href=\"https://a.example/~x/~y\" rel=\"noopener\">https://a.example/~x/~y</a>"),
        ("![~](/~x)~", "<img src=\"/~x\" alt=\"~\" loading=\"lazy\" decoding=\"async\">~"),
        ("20&#126;25 &#126;", "20~25 ~"),
    ]);
    assert_eq!(prose("~~~\n~a~\n~~~"), "<pre><code>~a~\n</code></pre>");
    assert_eq!(prose("    ~a~"), "<pre><code>~a~</code></pre>".replace("~a~", "~a~\n"));
    let rendered = render("# 20~25\n\n|a~b|c~d|\n|-|-|\n\n<b>~x~</b>");
    assert!(rendered.html.contains("<h2 id=\"20-25\">20~25</h2>") && rendered.html.contains("a~b, c~d"), "{}", rendered.html);
    assert_eq!(rendered.plain, "20~25\na~b\tc~d\n~x~");
}

#[test]
fn emphasis_ends_at_the_punctuation_of_chinese_japanese_and_korean() {
    assert_shown(&[
        ("**「重要」**です", "<strong>「重要」</strong>です"),
        ("これは**「重要」**です。", "これは<strong>「重要」</strong>です。"),
        ("**重要。**これ", "<strong>重要。</strong>これ"),
        ("**重要！**これ", "<strong>重要！</strong>これ"),
        ("**（注意）**です", "<strong>（注意）</strong>です"),
        ("注意**（重要）**注意", "注意<strong>（重要）</strong>注意"),
        ("*『本』*を読む", "<em>『本』</em>を読む"),
        ("***【新】***商品", "<em><strong>【新】</strong></em>商品"),
        ("~~「旧」~~新", "<del>「旧」</del>新"),
        ("**50%**の人", "<strong>50%</strong>の人"),
        ("**(a)**は", "<strong>(a)</strong>は"),
        ("**`code`**を使う", "<strong><code>code</code></strong>を使う"),
        ("**[リンク](/a)**です", "<strong><a href=\"/a\">リンク</a></strong>です"),
        ("**“重要”**的", "<strong>“重要”</strong>的"),
        ("**《书》**是", "<strong>《书》</strong>是"),
        ("**注意：**请看", "<strong>注意：</strong>请看"),
        ("**한국어(Korean)**은", "<strong>한국어(Korean)</strong>은"),
        ("**'한글'**을", "<strong>'한글'</strong>을"),
    ]);
    assert!(prose("|**「あ」**い|\n|-|").contains("<strong>「あ」</strong>い"));
}

#[test]
fn emphasis_within_a_word_is_as_before() {
    assert_shown(&[
        ("snake_case_name und 2*3*4", "snake_case_name und 2<em>3</em>4"),
        ("un**frei**willig", "un<strong>frei</strong>willig"),
        ("**„Wort“** und", "<strong>„Wort“</strong> und"),
        ("a ** b ** c", "a ** b ** c"),
    ]);
}
