//! What computes longer than a millisecond is called in a few places, each of them off the threads that answer requests.
//!
//! The types do not say that by themselves: [`store::render_pool::RenderPool`] and `app::ssr::password::Hasher` take whatever they
//! are given, and nobody is kept from rendering without them. So the sources are looked through.

use std::path::{Path, PathBuf};

struct Heavy {
    /// How it is called.
    calls: &'static [&'static str],
    /// The files that do so, and what in each of them leads to another thread or process.
    places: &'static [(&'static str, &'static str)],
}

const HEAVY: &[Heavy] = &[
    Heavy {
        calls: &["markdown::render(", "markdown::render_with("],
        places: &[
            ("app/src/items/api.rs", "render_pool().run(move || domain::markdown::render_with("),
            ("app/store/src/publishing/render.rs", "render_pool().run(render)"),
            ("app/store/src/publishing/text.rs", "tokio::task::spawn_blocking(render)"),
            ("server/src/import/prepare.rs", "tokio::task::spawn_blocking(move ||"),
        ],
    },
    Heavy {
        calls: &["Argon2::", "bcrypt::verify("],
        places: &[("app/src/ssr/password.rs", "tokio::task::spawn_blocking(move ||")],
    },
    // Decoding and encoding pictures and drawing pages, which `worker::work` does in a process of its own.
    Heavy {
        calls: &["ImageReader::", "PngDecoder::", "WebPDecoder::", "JpegEncoder::", "PngEncoder::", "pdf::cover(", "pdf::pages("],
        places: &[
            ("server/src/media/variants.rs", ""),
            ("server/src/media/variants/encode.rs", ""),
            ("server/src/media/variants/read.rs", ""),
            ("server/src/media/cards/drawing.rs", ""),
        ],
    },
    Heavy { calls: &["pdf::first_page("], places: &[("server/src/media/cards/drawing.rs", "")] },
    Heavy { calls: &["drawing::draw("], places: &[("server/src/media/cards.rs", "pub fn work() -> io::Result<()>")] },
    Heavy {
        calls: &["variants::make(", "variants::pages("],
        places: &[("server/src/media/worker.rs", "pub fn work() -> io::Result<()>")],
    },
    Heavy {
        calls: &["vocabulary.containing(", "vocabulary.similar("],
        places: &[("app/store/src/search/wording.rs", "look_up(&self.vocabulary, ")],
    },
    Heavy { calls: &["inspect::inspect("], places: &[("server/src/media/inspector.rs", "pub fn work() -> io::Result<()>")] },
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") && path.file_stem().is_some_and(|name| name != "tests") {
            found.push(path);
        }
    }
}

#[test]
fn rendering_hashing_and_pictures_are_reached_only_by_their_pools_and_processes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    ["app/src", "app/store/src", "server/src"].iter().for_each(|folder| sources(&root.join(folder), &mut files));
    assert!(files.len() > 150, "the sources, not a part of them");
    for Heavy { calls, places } in HEAVY {
        let mut met = 0;
        for file in &files {
            let name = file.strip_prefix(root).unwrap().to_str().unwrap();
            let text = std::fs::read_to_string(file).unwrap();
            // Tests stand at the end of a file, and comments call nothing.
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
            let code: String =
                code.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect();
            let Some(call) = calls.iter().find(|call| code.contains(**call)) else { continue };
            let place = places.iter().find(|(place, _)| *place == name);
            let (_, way) = place.unwrap_or_else(|| panic!("{name} calls {call}, which takes longer than a runtime thread has"));
            assert!(code.contains(way), "{name} calls {call} without {way}");
            met += 1;
        }
        assert_eq!(met, places.len(), "each place of {calls:?} is still one");
    }
}
