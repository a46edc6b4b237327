//! 落款 (GB/T 9704—2012, 7.3.5): the date stands four characters from the right, and the offices' names centred above it;
//! where a name is too long for that, it stands two characters from the right, and the date is centred below it.

/// Characters between the date and the right edge.
const BEHIND_DATE: f64 = 4.0;
/// Characters that are left free behind the longest name.
const BEHIND_NAME: f64 = 2.0;

/// How far each line ends before the right edge, in characters. The last line is the date.
pub(super) fn indents(lines: &[String]) -> Vec<f64> {
    let widths: Vec<f64> = lines.iter().map(|line| width(line)).collect();
    let middle = BEHIND_DATE + widths.last().copied().unwrap_or(0.0) / 2.0;
    let widest = widths.iter().copied().fold(0.0, f64::max);
    let middle = middle.max(BEHIND_NAME + widest / 2.0);
    widths.iter().map(|width| middle - width / 2.0).collect()
}

/// Characters of a line: letters, digits and signs of ASCII are half as wide.
fn width(line: &str) -> f64 {
    line.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_centred_above_the_date() {
        let lines = ["武汉市人社局".to_owned(), "2022年6月20日".to_owned()];
        // The date is 3 characters and 7 digits wide: 6.5.
        assert_eq!(indents(&lines), [4.25, 4.0]);
    }

    #[test]
    fn below_a_long_name_the_date_is_centred() {
        let lines = [
            "恩施土家族苗族自治州人力资源和社会保障局".to_owned(),
            "2022年6月20日".to_owned(),
        ];
        assert_eq!(indents(&lines), [2.0, 8.75]);
    }
}
