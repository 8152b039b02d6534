//! Compiles the crate again when a migration is added: `sqlx::migrate!` itself only sees those that were there before.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
