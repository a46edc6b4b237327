//! What the operator sees.

use super::{seat, shared};
use crate::lang::Lang;
use crate::tui::harness::Harness;

#[test]
fn look() {
    for (who, keys) in [
        ("武汉人社", ""),
        ("武汉人社", "<enter>"),
        ("武汉人社", "2"),
        ("武汉人社", "3"),
        ("武汉人社", "3 <enter>"),
        ("省人社", ""),
    ] {
        for (w, h) in [(80, 24), (120, 40)] {
            let mut harness = Harness::new(seat(&shared(), who, Lang::Zh, false), w, h);
            println!("{who} {keys}\n{}", harness.keys(keys).screen());
        }
    }
}
