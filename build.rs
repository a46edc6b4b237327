//! Rebuilds the crate when a message file changes; the messages are compiled in.

fn main() {
    println!("cargo:rerun-if-changed=locales");
}
