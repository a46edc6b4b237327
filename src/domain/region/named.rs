//! Divisions by name, as people write them: 湖北省武汉市武昌区, 武昌区, 武汉 武昌, 恩施州, 武昌区人社局.

use super::{Region, RegionCode, Regions};

/// What may stand between the names of a division and of the one below it.
const BETWEEN: [char; 9] = [' ', '\u{3000}', '/', '-', '—', '·', '>', '、', ','];

/// What may follow a division's name where the division itself is meant and none below it.
const ITSELF: [&str; 6] = ["本级", "市本级", "省本级", "市直", "省直", "市辖区"];

impl Regions {
    /// The division that `text` stands for: its code, or its name in full or in short, with or without the names of
    /// those above it. None where anything else is said.
    pub fn named(&self, text: &str) -> Option<RegionCode> {
        let text = text.trim();
        if let Ok(code) = text.parse() {
            return self.get(code).map(|region| region.code);
        }
        let (code, rest) = self.named_first(text)?;
        (rest.is_empty() || ITSELF.contains(&rest)).then_some(code)
    }

    /// The division that `text` begins with the names of, and what follows them: of 武汉市武昌区人社局 the code of 武昌区
    /// and 人社局.
    pub fn named_first<'t>(&self, text: &'t str) -> Option<(RegionCode, &'t str)> {
        let (mut found, mut rest) = (None, text.trim());
        while let Some((code, after)) = self.step(found, rest) {
            (found, rest) = (Some(code), after.trim_start_matches(BETWEEN));
        }
        found.map(|code| (code, rest))
    }

    /// The division below `above` (any where none is given) whose name `text` begins with: the longest name; of two that
    /// are alike, as 荆州 for the city and its district, the higher division, whose code is the lower.
    fn step<'t>(&self, above: Option<RegionCode>, text: &'t str) -> Option<(RegionCode, &'t str)> {
        let below = |region: &&Region| {
            above.is_none_or(|above| region.code != above && self.contains(above, region.code))
        };
        let after = |region: &Region| {
            let named = names(&region.name);
            let rests = named.iter().filter_map(|name| text.strip_prefix(name.as_str()));
            rests
                .min_by_key(|rest| rest.len())
                .map(|rest| (region.code, rest))
        };
        let found = self.iter().filter(below).filter_map(after);
        found.min_by_key(|(code, rest)| (rest.len(), *code))
    }
}

/// The names a division goes by: 恩施土家族苗族自治州, 恩施州, 恩施. None has less than two characters.
fn names(name: &str) -> Vec<String> {
    let mut names = vec![name.to_owned()];
    let ethnic = name.find("土家族");
    let plain = ethnic.zip(name.chars().last()).and_then(|(at, last)| {
        let stem = name.get(..at)?;
        Some((stem, last))
    });
    let short = match plain {
        Some((stem, last)) => {
            names.push(format!("{stem}{last}"));
            stem
        }
        None => {
            let stem = name.strip_suffix("林区");
            stem.unwrap_or_else(|| name.strip_suffix(['省', '市', '区', '县', '州']).unwrap_or(name))
        }
    };
    if short.chars().count() > 1 {
        names.push(short.to_owned());
    }
    names
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::domain::region::Level;

    fn hubei() -> Regions {
        let row = |(code, name, level, parent): (&str, &str, Level, Option<&str>)| Region {
            code: code.parse().unwrap(),
            name: name.into(),
            level,
            parent: parent.map(|p| p.parse().unwrap()),
        };
        let rows = [
            ("420000", "湖北省", Level::Province, None),
            ("420100", "武汉市", Level::Prefecture, Some("420000")),
            ("420106", "武昌区", Level::County, Some("420100")),
            ("421000", "荆州市", Level::Prefecture, Some("420000")),
            ("421002", "沙市区", Level::County, Some("421000")),
            ("421003", "荆州区", Level::County, Some("421000")),
            ("420528", "长阳土家族自治县", Level::County, Some("420000")),
            (
                "422800",
                "恩施土家族苗族自治州",
                Level::Prefecture,
                Some("420000"),
            ),
            ("422801", "恩施市", Level::County, Some("422800")),
            ("429021", "神农架林区", Level::Direct, Some("420000")),
        ];
        Regions::new(rows.map(row).into())
    }

    #[rstest]
    #[case("420106", "420106")]
    #[case("武昌区", "420106")]
    #[case("湖北省武汉市武昌区", "420106")]
    #[case("湖北省 / 武汉市 / 武昌区", "420106")]
    #[case("武汉 武昌", "420106")]
    #[case("湖北省武昌区", "420106")]
    #[case("武汉市本级", "420100")]
    #[case("荆州", "421000")]
    #[case("荆州荆州", "421003")]
    #[case("荆州市沙市", "421002")]
    #[case("恩施州", "422800")]
    #[case("恩施州恩施市", "422801")]
    #[case("长阳县", "420528")]
    #[case("神农架", "429021")]
    fn a_division_is_known_by_its_names(#[case] text: &str, #[case] code: &str) {
        assert_eq!(hubei().named(text), code.parse().ok(), "{text}");
    }

    #[rstest]
    #[case("")]
    #[case("110000")]
    #[case("武汉经济技术开发区")]
    #[case("武昌区武汉市")]
    #[case("昌区")]
    #[case("某省武汉市")]
    fn nothing_else_is(#[case] text: &str) {
        assert_eq!(hubei().named(text), None, "{text}");
    }

    #[test]
    fn an_office_is_told_from_its_division() {
        let first = |text| {
            hubei()
                .named_first(text)
                .map(|(code, rest)| (code.to_string(), rest))
        };
        let office = |code: &str, rest| Some((code.to_owned(), rest));
        assert_eq!(first("武汉市武昌区人社局"), office("420106", "人社局"));
        assert_eq!(
            first("湖北省人力资源和社会保障厅"),
            office("420000", "人力资源和社会保障厅")
        );
        assert_eq!(first("市人社局"), None);
    }
}
