//! A bar: how much of a whole is there.

use crate::tui::ui::Ui;

const EIGHTHS: [char; 8] = ['█', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/// `[█▏        ]` in `width` columns between the brackets, to an eighth of a column; `[##........]` where such glyphs
/// may be missing or too wide. Something is never drawn as nothing, nor less than all as all.
pub fn bar(ui: &Ui, part: u64, whole: u64, width: u16) -> String {
    let steps = if ui.plain() { 1 } else { 8 };
    let all = u64::from(width) * steps;
    let part = part.min(whole);
    let filled = part.saturating_mul(all).checked_div(whole).unwrap_or(0);
    let filled = match (part, whole - part) {
        (0, _) => 0,
        (_, 0) => filled,
        _ => filled.clamp(1, all.saturating_sub(1)),
    };
    let cell = |at: u64| match filled.saturating_sub(at * steps) {
        0 if ui.plain() => '.',
        0 => ' ',
        _ if ui.plain() => '#',
        over => {
            let eighths = usize::try_from(over).unwrap_or(8);
            EIGHTHS.get(eighths).copied().unwrap_or('█')
        }
    };
    let cells: String = (0..u64::from(width)).map(cell).collect();
    format!("[{cells}]")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::tui::term::Caps;
    use rstest::rstest;

    #[rstest]
    #[case(0, 7, "[          ]", "[..........]")]
    #[case(1, 1000, "[▏         ]", "[#.........]")]
    #[case(4, 10, "[████      ]", "[####......]")]
    #[case(45, 100, "[████▌     ]", "[####......]")]
    #[case(999, 1000, "[█████████▉]", "[#########.]")]
    #[case(7, 7, "[██████████]", "[##########]")]
    #[case(0, 0, "[          ]", "[..........]")]
    fn some_is_never_none_and_full_is_all(
        #[case] part: u64,
        #[case] whole: u64,
        #[case] blocks: &str,
        #[case] plain: &str,
    ) {
        let ui = |ascii| {
            let caps = Caps {
                ascii,
                ..Caps::default()
            };
            Ui::new(Lang::Zh, &caps)
        };
        assert_eq!(bar(&ui(false), part, whole, 10), blocks);
        assert_eq!(bar(&ui(true), part, whole, 10), plain);
    }
}
