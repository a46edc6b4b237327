//! One line that says how far long work has come.

use crate::tui::event::Progress;
use crate::tui::ui::Ui;

/// Columns of the bar.
const BAR: u64 = 20;

/// Label, bar, share, count, rate and remaining time, as far as they are known; cut to `width` columns.
pub fn gauge(ui: &Ui, progress: &Progress, width: u16) -> String {
    let mut parts = vec![progress.label.clone()];
    let done = progress.done;
    match progress.total.filter(|total| *total > 0) {
        Some(total) => {
            let share = |of: u64| done.min(total).saturating_mul(of) / total;
            let filled = usize::try_from(share(BAR)).unwrap_or(0);
            let empty = usize::try_from(BAR).unwrap_or(0) - filled;
            parts.push(format!(
                "[{}{}] {}%",
                "#".repeat(filled),
                "-".repeat(empty),
                share(100)
            ));
            parts.push(format!("{}/{}", grouped(done), grouped(total)));
        }
        None => parts.push(grouped(done)),
    }
    let millis = u64::try_from(progress.elapsed.as_millis()).unwrap_or(u64::MAX);
    if millis >= 1000 && done > 0 {
        parts.push(ui.say(
            "progress.rate",
            &[("rate", &grouped(done.saturating_mul(1000) / millis))],
        ));
        if let Some(total) = progress.total {
            let left = millis.saturating_mul(total.saturating_sub(done)) / done / 1000;
            parts.push(ui.say("progress.left", &[("left", &span(ui, left))]));
        }
    }
    ui.fit(&parts.join("  "), width)
}

fn span(ui: &Ui, seconds: u64) -> String {
    if seconds < 90 {
        ui.say("progress.seconds", &[("n", &seconds.to_string())])
    } else {
        ui.say("progress.minutes", &[("n", &seconds.div_ceil(60).to_string())])
    }
}

/// A number with a comma before every third digit from the right.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::tui::term::Caps;
    use std::time::Duration;

    fn line(done: u64, total: Option<u64>, seconds: u64) -> String {
        let progress = Progress {
            label: "导入".to_owned(),
            done,
            total,
            elapsed: Duration::from_secs(seconds),
            over: false,
            cancel: Default::default(),
        };
        gauge(&Ui::new(Lang::Zh, &Caps::default()), &progress, 120)
    }

    #[test]
    fn what_is_known_is_said() {
        assert_eq!(
            line(500_000, Some(2_000_000), 10),
            "导入  [#####---------------] 25%  500,000/2,000,000  每秒 50,000  剩余 30 秒"
        );
        assert_eq!(line(1234, None, 0), "导入  1,234");
        assert_eq!(line(0, Some(0), 5), "导入  0");
        assert_eq!(
            line(7, Some(5), 2),
            "导入  [####################] 100%  7/5  每秒 3  剩余 0 秒"
        );
    }
}
