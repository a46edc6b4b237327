//! Rows of the registry (市场主体名录) as an extract keeps them: one line a row, fields parted by tabs.

use sha2::{Digest, Sha256};

use super::region::RegionCode;
use super::scope::ScopeMatcher;
use super::target::{Grade, Target};

/// Fields of a line.
const FIELDS: usize = 14;

/// A registered entity, or a place or person without a code. Fields hold no tabs and no line breaks; unknown ones are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row<'a> {
    /// 统一社会信用代码, or a made-up id (see [`made_up_id`]).
    pub id: &'a str,
    /// 企业名称
    pub name: &'a str,
    /// 主体类型
    pub kind: &'a str,
    /// 法定代表人
    pub legal_person: &'a str,
    /// 成立日期, `YYYY-MM-DD`.
    pub founded: &'a str,
    /// 登记状态
    pub status: &'a str,
    /// 登记机关
    pub authority: &'a str,
    /// 行政区划代码
    pub region: &'a str,
    /// 住所
    pub address: &'a str,
    /// 经营范围
    pub scope: &'a str,
    /// 信用风险等级, `A` to `D`.
    pub grade: &'a str,
    /// 联系电话
    pub phone: &'a str,
    /// 人力资源服务许可证编号
    pub hr_licence: &'a str,
    /// 劳务派遣经营许可证编号
    pub dispatch_licence: &'a str,
}

impl<'a> Row<'a> {
    /// The row of a line without its line break; none where the line has another number of fields.
    pub fn parse(line: &'a str) -> Option<Self> {
        let mut fields = [""; FIELDS];
        let mut parts = line.split('\t');
        for field in &mut fields {
            *field = parts.next()?;
        }
        if parts.next().is_some() {
            return None;
        }
        let [
            id,
            name,
            kind,
            legal_person,
            founded,
            status,
            authority,
            region,
            address,
            scope,
            grade,
            phone,
            hr_licence,
            dispatch_licence,
        ] = fields;
        Some(Self {
            id,
            name,
            kind,
            legal_person,
            founded,
            status,
            authority,
            region,
            address,
            scope,
            grade,
            phone,
            hr_licence,
            dispatch_licence,
        })
    }

    /// Appends the row's line, with its line break, to `out`.
    pub fn write(&self, out: &mut String) {
        for (i, field) in self.fields().into_iter().enumerate() {
            if i > 0 {
                out.push('\t');
            }
            out.push_str(field);
        }
        out.push('\n');
    }

    /// The fields in the order of the line.
    pub fn fields(&self) -> [&'a str; FIELDS] {
        [
            self.id,
            self.name,
            self.kind,
            self.legal_person,
            self.founded,
            self.status,
            self.authority,
            self.region,
            self.address,
            self.scope,
            self.grade,
            self.phone,
            self.hr_licence,
            self.dispatch_licence,
        ]
    }

    /// The target this row makes, with the keywords of its scope.
    pub fn target(&self, matcher: &ScopeMatcher) -> Option<Target> {
        let found = matcher.matches(self.scope);
        Some(Target {
            id: self.id.to_owned(),
            name: self.name.to_owned(),
            region: self.region.parse::<RegionCode>().ok()?,
            grade: grade(self.grade),
            status: self.status.to_owned(),
            affirmed: found.affirmed,
            excluded: found.excluded,
            regraded: None,
            last_visit: None,
        })
    }
}

fn grade(text: &str) -> Option<Grade> {
    Grade::ALL.into_iter().find(|g| g.to_string() == text)
}

/// An id for a place or person without a 统一社会信用代码: the same name, division and address give the same id.
/// `V` is not in the alphabet of GB 32100-2015, so it can never be taken for a code.
pub fn made_up_id(name: &str, region: &str, address: &str) -> String {
    let digest = Sha256::digest(format!("{name}\n{region}\n{address}\n").as_bytes());
    let mut id = String::from("V-");
    id.push_str(&hex::encode_upper(digest.get(..8).unwrap_or_default()));
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_gives_back_its_row() {
        let row = Row {
            id: "91420100MA0XJ4GX6D",
            name: "武汉示例有限公司",
            region: "420106",
            ..Row::default()
        };
        let mut line = String::new();
        row.write(&mut line);
        assert_eq!(Row::parse(line.trim_end_matches('\n')), Some(row));
        assert_eq!(Row::parse("a\tb"), None);
        assert_eq!(
            Row::parse(&format!("{}\tmore", line.trim_end_matches('\n'))),
            None
        );
    }

    #[test]
    fn a_made_up_id_is_stable_and_no_code() {
        let id = made_up_id("某零工市场", "420106", "示例路1号");
        assert_eq!(id, made_up_id("某零工市场", "420106", "示例路1号"));
        assert_ne!(id, made_up_id("某零工市场", "420106", "示例路2号"));
        assert_eq!(id.len(), 18);
    }
}
