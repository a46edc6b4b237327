//! The demo is built through the door, in full.

use duban::office::demo;

#[test]
fn the_demo_stands_on_its_day() {
    let dir = tempfile::tempdir().unwrap();
    let start = std::time::Instant::now();
    let (office, built) = demo::make(&dir.path().join("data"))
        .map_err(|e| e.text(duban::lang::Lang::Zh))
        .unwrap();
    eprintln!("{built:?} {:?}", start.elapsed());
    drop(office);
}
