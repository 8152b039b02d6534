//! Makes the files of one bundle from one WASM file: `bundler INPUT.wasm NAME DIR`.
//!
//! The input has to be linked with `--emit-relocs`. The functions marked `#[lazy]` become files of their own, which the rest loads
//! when it needs them. wasm-bindgen then writes `NAME_bg.wasm` and the JavaScript that loads it.

mod warnings;

use std::path::PathBuf;
use std::{env, fs};

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::Options;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [input, name, folder] = arguments.as_slice() else {
        return Err(anyhow!("usage: bundler INPUT.wasm NAME DIR"));
    };
    let folder = PathBuf::from(folder);
    let compiled = fs::read(input).with_context(|| format!("{input} cannot be read"))?;

    let main = folder.join("main.wasm");
    let main_module = format!("./{name}.js");
    let mut options = Options::new(&compiled);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.main_module = &main_module;
    options.link_name = "./__wasm_split.js";
    // Its errors are of a library that does not go with anyhow's.
    let (split, warnings) = warnings::of(|| wasm_split_cli_support::transform(options));
    split.map_err(|error| anyhow!("{input} cannot be split: {error:#}"))?;
    // The constants of each file are aligned anew. Where all together take a byte more than before, they stay in the first file. The
    // other segments, of variables, are small.
    if let Some(warning) = warnings.iter().find(|warning| warning.contains("Overlong segment 0 ")) {
        return Err(anyhow!("{input} needs more SLACK in its lib.rs: {warning}"));
    }

    Bindgen::new()
        .input_path(&main)
        .out_name(name)
        .web(true)?
        .typescript(false)
        // The split-off files find what they share with the main one by these names.
        .keep_lld_exports(true)
        .demangle(false)
        .generate(&folder)?;
    fs::remove_file(main)?;
    Ok(())
}
