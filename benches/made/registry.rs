//! A made-up registry of any size, the same bytes each time.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use duban::exchange::campaign::default_campaign;

/// Scope entries that name no keyword.
const PLAIN: &str = "软件开发；信息技术咨询服务；日用百货销售；道路货物运输（不含危险货物）；会议及展览服务；技术服务、技术开发、技术咨询、技术交流、技术转让、技术推广；企业管理咨询；园林绿化工程施工";
/// What names are made of.
const SYLLABLES: [&str; 16] = [
    "启恒", "泽瑞", "昌和", "达信", "诚汇", "鼎盛", "源泰", "宏远", "嘉禾", "润丰", "利华", "安康", "博雅",
    "创新", "云腾", "楚荆",
];
/// What businesses are in.
const TRADES: [&str; 5] = ["企业管理", "人力资源服务", "劳务", "商贸", "信息科技"];

/// Writes `rows` rows to `file`. Of every hundred, `affirmed` affirm a keyword, and four more name one only to exclude it.
pub fn write(file: &Path, rows: usize, affirmed: usize) {
    let given = default_campaign().expect("the campaign reads");
    let regions = &given.campaign.regions;
    let of_a_unit = |code| regions.unit_of(code).is_some();
    let counties: Vec<String> = regions
        .iter()
        .filter(|r| of_a_unit(r.code))
        .map(|r| r.code.to_string())
        .collect();
    let mut out = BufWriter::new(File::create(file).expect("the file is made"));
    writeln!(
        out,
        "统一社会信用代码,企业名称,主体类型,法定代表人,成立日期,登记状态,登记机关,行政区划代码,住所,经营范围,信用风险等级,联系电话,人力资源服务许可证编号,劳务派遣经营许可证编号"
    )
    .expect("written");
    for i in 0..rows {
        let region = &counties[i % counties.len()];
        let scope = match i * 7 % 100 {
            n if n < affirmed => format!("一般项目：人力资源服务（不含职业中介活动、劳务派遣服务）；{PLAIN}"),
            n if n < affirmed + 4 => format!("{PLAIN}；劳务服务（不含劳务派遣）"),
            _ => PLAIN.to_owned(),
        };
        writeln!(
            out,
            "{},示例{}{}{i}{}有限公司,有限责任公司(自然人独资),张样,2015-03-{:02},存续,示例市场监督管理局,{region},湖北省示例路{}号,{scope},{},100{:08},,",
            code(i, region),
            SYLLABLES[i % 16],
            SYLLABLES[i / 16 % 16],
            TRADES[i / 256 % 5],
            i % 28 + 1,
            i % 999 + 1,
            ["A", "A", "A", "B", "C", "A", "B", "A", "A", "D"][i / 3 % 10],
            i % 100_000_000
        )
        .expect("written");
    }
}

/// The `i`th 统一社会信用代码, with a true check character (GB 32100-2015).
fn code(i: usize, region: &str) -> String {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    // A fixed odd multiplier scatters the codes, so that the file is not in their order.
    let mut serial = (i as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) % 26_439_622_160_671;
    let mut code: Vec<u8> = [b"91".as_slice(), region.as_bytes()].concat();
    for _ in 0..9 {
        code.push(ALPHABET[(serial % 31) as usize]);
        serial /= 31;
    }
    let value = |c: &u8| ALPHABET.iter().position(|a| a == c).unwrap_or(0);
    let sum: usize = code.iter().zip(WEIGHTS).map(|(c, w)| value(c) * w).sum();
    code.push(ALPHABET[(31 - sum % 31) % 31]);
    String::from_utf8_lossy(&code).into_owned()
}
