//! The folder of the built assets has to exist for the program to compile, even where nothing has been built yet.

fn main() {
    let folder = "../target/assets";
    std::fs::create_dir_all(folder).expect("the workspace's target folder can be written");
    // Whenever the assets are built anew, they are embedded anew.
    println!("cargo:rerun-if-changed={folder}");
}
