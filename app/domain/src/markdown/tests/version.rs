//! The HTML of one large text, so that nobody changes it without raising [`VERSION`].

use crate::block::BLOCKS;
use crate::id::MediaId;
use crate::markdown::{Picture, Pictures, Source, VERSION, render_with};
use crate::media::Format;

const RUNNING_TEXT: &str = r#"# A title

Some *words* with **weight**, ~~without~~, `code`, a [link](/de/kontakt), one [to elsewhere](https://example.com/a?b=1&c=2),
<https://example.org>, www.example.net and "quotes" -- with a note[^1].\
A second line<br>and a third <b>not HTML</b> <!-- a comment -->.

### Deeper at once

- one
- two
  - below

3. three

   with a paragraph

> A quotation.
>
> — Its author

| Method | Median |
|---|--:|
| Pulse "A" | 410 m |
| | x |

```rust
let a = 1 < 2;
```

---

![A relay](media:1 "Caption")

![](https://example.com/a.png)

## Sizes {#sizes}

[Sizes](#Sizes), [nowhere](#nowhere), 20~25 °C, **「強調」**です, https://example.com/a。次に; H<sub>2</sub>O, <kbd>Ctrl</kbd>,
<abbr title="Hypertext">HTML</abbr> ![elsewhere](https://example.com/b.png)

> [!WARNING]
> Hot.

> [!note] A title
> Text.

<details>
<summary>More</summary>

- a

</details>

::: unknown
text
:::

!!! tip "A title"
    Text.

:::danger
Text.
:::

- [ ] one
- [x] two

[^1]: The note.
"#;

/// FNV-1a: the hashes of the standard library may differ from one version of Rust to the next.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn the_html_of_a_text_belongs_to_its_version() {
    let source = |format, width| Source { format, size: (width, width / 2), address: format!("/media/h/{width}/p") };
    let picture = Picture {
        format: Format::Jpeg,
        address: "/media/h/p.jpg".into(),
        alt: "A relay".into(),
        size: Some((1600, 800)),
        sources: vec![source(Format::Jpeg, 640), source(Format::Webp, 640)],
        crops: vec![source(Format::Jpeg, 320)],
    };
    let mut sample = RUNNING_TEXT.to_owned();
    for block in BLOCKS {
        sample.push_str(&format!("\n{}\n\n{}\n", block.example_en, block.example_de));
    }
    let html =
        render_with(&sample, &crate::language::Languages::default().default, Pictures([(MediaId(1), picture)].into())).html;
    let made = (VERSION, digest(&html));
    assert_eq!(made, (7, 0x66e4_4656_d11f_fe65), "raise VERSION, then change this test; the HTML is:\n{html}");
}
