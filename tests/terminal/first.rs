//! Where nothing is yet, the program opens on the guide, and leaves with the terminal as it was.

use super::seat::{Home, Seat};

#[test]
fn an_empty_directory_opens_on_the_guide_and_a_library_is_imported_beside_the_keys() {
    let home = Home::empty();
    let mut seat = Seat::with(&home, &["--today", "2022-06-01"], &[]);
    seat.wait_for("1 开始专项行动");
    seat.wait_for("duban demo");
    seat.send("\r");
    seat.wait_for("以谁的名义");
    seat.send("\x13");
    seat.wait_for("已开始“");
    // The registry, its path pasted in one piece; the work goes on in a thread of its own.
    let file = home.0.path().join("targets.csv");
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/targets.csv");
    std::fs::copy(sample, &file).unwrap();
    seat.send("j\r");
    seat.wait_for("拒收行写入");
    seat.send(&format!("\x1b[200~{}\x1b[201~", file.display()));
    seat.wait_for("targets.csv");
    seat.send("\x13");
    seat.wait_for("现在导入？");
    seat.send("y");
    seat.wait_for("已导入 targets.csv");
    seat.send("\x1b");
    seat.wait_for("7 下一步");
    seat.send("q");
    seat.restored();
    assert_eq!(seat.ended(), 0);
}
