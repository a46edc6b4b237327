//! Dates as people and spreadsheets write them.

use chrono::{Days, NaiveDate, NaiveTime};

use super::cell;

/// Reads a date: `2019-03-05`, `2019/3/5`, `2019.3.5`, `2019年3月5日`, `20190305`, Excel's serial number of five digits,
/// each with or without a time of day behind, also `20190305134500`. `None` for anything else, and for years outside 1900–2199:
/// `3/5/2019` and `19-3-5` could mean more than one day.
pub fn date(raw: &str) -> Option<NaiveDate> {
    let text = cell::text(raw);
    let day = text
        .split([' ', 'T', '\u{3000}'])
        .next()
        .filter(|day| complete(day))
        .unwrap_or(&text);
    // 2019年3月5日13时45分
    let day = match day.split_once('日') {
        Some((day, time)) if time.starts_with(|c: char| c.is_numeric()) => day,
        _ => day,
    };
    let day = cell::code(day);
    let parsed = if day.bytes().all(|b| b.is_ascii_digit()) {
        digits(&day)
    } else {
        parted(&day).or_else(|| serial_with_time(&day))
    };
    parsed.filter(|d| (1900..2200).contains(&chrono::Datelike::year(d)))
}

/// Whether a time of day may be cut off behind this part: `2019 年 3 月 5 日` must stay whole.
fn complete(day: &str) -> bool {
    day.chars().filter(|c| c.is_numeric()).count() >= 5
}

fn digits(text: &str) -> Option<NaiveDate> {
    match text.len() {
        5 => serial(text.parse().ok()?),
        8 => ymd(text.get(..4)?, text.get(4..6)?, text.get(6..)?),
        12 | 14 => {
            let (day, time) = text.split_at_checked(8)?;
            let format = if time.len() == 4 { "%H%M" } else { "%H%M%S" };
            NaiveTime::parse_from_str(time, format).ok()?;
            digits(day)
        }
        _ => None,
    }
}

fn parted(text: &str) -> Option<NaiveDate> {
    let mut parts = text
        .strip_suffix(['日', '号'])
        .unwrap_or(text)
        .split(['-', '/', '.', '年', '月']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    (parts.next().is_none() && year.len() == 4)
        .then(|| ymd(year, month, day))
        .flatten()
}

fn ymd(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let short = |s: &str| (1..=2).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    if !short(month) || !short(day) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn serial_with_time(text: &str) -> Option<NaiveDate> {
    let (days, time) = text.split_once('.')?;
    (days.len() == 5 && time.bytes().all(|b| b.is_ascii_digit()))
        .then(|| serial(days.parse().ok()?))
        .flatten()
}

/// Days of the 1900 system. Counting from 1899-12-30 is right from 1900-03-01 on, where five digits (1927) are.
fn serial(days: u64) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2019-03-05")]
    #[case("2019-3-5")]
    #[case("2019/3/5")]
    #[case("2019/03/05")]
    #[case("2019.3.5")]
    #[case("2019年3月5日")]
    #[case("2019 年 3 月 5 日")]
    #[case("2019年3月5号")]
    #[case("20190305")]
    #[case("43529")]
    #[case("43529.75")]
    #[case("2019-03-05 13:45:00")]
    #[case("2019-03-05T13:45:00")]
    #[case("2019/3/5 0:00")]
    #[case("2019-03-05 13:45")]
    #[case("2019年3月5日 13:45:00")]
    #[case("2019年3月5日13时45分")]
    #[case("201903051345")]
    #[case("20190305134500")]
    #[case(" ２０１９／３／５ ")]
    #[case("=\"2019-03-05\"")]
    #[case("'20190305")]
    fn reads(#[case] raw: &str) {
        assert_eq!(date(raw), NaiveDate::from_ymd_opt(2019, 3, 5), "{raw}");
    }

    #[rstest]
    #[case("")]
    #[case("2019")]
    #[case("2019-03")]
    #[case("2019年3月")]
    #[case("3/5/2019")]
    #[case("19-3-5")]
    #[case("2019-02-29")]
    #[case("20191301")]
    #[case("20190305994500")]
    #[case("2019030513")]
    #[case("2019-3-5-1")]
    #[case("02019-3-5")]
    #[case("2019-+3-5")]
    #[case("2019--3-5")]
    #[case("-43529")]
    #[case("99999999")]
    #[case("1234-05-06")]
    #[case("明年三月")]
    #[case("長期")]
    fn refuses(#[case] raw: &str) {
        assert_eq!(date(raw), None, "{raw}");
    }
}
