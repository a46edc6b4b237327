//! The measures of GB/T 9704—2012 党政机关公文格式: lengths in twentieths of a point, sizes of type in half points.

/// 5.1: A4, 210 mm × 297 mm.
pub(super) const PAPER: (u32, u32) = (11906, 16838);
/// 5.2.1: 天头 37 mm.
pub(super) const TOP: i32 = 2098;
/// The foot left by a 版心 225 mm high: 35 mm.
pub(super) const BOTTOM: i32 = 1984;
/// 5.2.1: 订口 28 mm.
pub(super) const LEFT: i32 = 1587;
/// The edge left by a 版心 156 mm wide: 26 mm.
pub(super) const RIGHT: i32 = 1474;
/// Width of the 版心, 156 mm.
pub(super) const WIDTH: usize = 8845;
/// From the paper's edge to the page number, whose line stands 7 mm below the 版心 (7.5).
pub(super) const FOOT: i32 = 1300;
/// From the paper's edge to the mark at the head of the page.
pub(super) const HEAD: i32 = 1100;

/// 5.2.3: 22 lines a page.
pub(super) const LINE: i32 = 579;
/// 5.2.3: 28 characters a line, each so wide.
pub(super) const CHAR: i32 = 315;
/// What a character of size 3 must give up for that.
pub(super) const TIGHTER: i32 = -5;

/// A face and a size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    /// The face of Chinese characters.
    pub(super) face: &'static str,
    /// The face of letters and digits.
    pub(super) latin: &'static str,
    /// Size in half points.
    pub(super) size: usize,
    /// What is added between characters.
    pub(super) spacing: i32,
}

const fn chinese(face: &'static str, size: usize) -> Type {
    Type {
        face,
        latin: "Times New Roman",
        size,
        spacing: 0,
    }
}

/// 3号, 28 characters a line.
const fn text(face: &'static str) -> Type {
    Type {
        spacing: TIGHTER,
        ..chinese(face, 32)
    }
}

/// 7.3.1 标题: 2号小标宋体.
pub(super) const TITLE: Type = chinese("方正小标宋简体", 44);
/// 5.2.2 正文: 3号仿宋体.
pub(super) const BODY: Type = text("仿宋_GB2312");
/// 7.3.3 第一层标题: 黑体.
pub(super) const FIRST: Type = text("黑体");
/// 7.3.3 第二层标题: 楷体.
pub(super) const SECOND: Type = text("楷体_GB2312");
/// Text of tables: 小4号, which the standard leaves open.
pub(super) const CELL: Type = chinese("仿宋_GB2312", 24);
/// Headings of tables.
pub(super) const CELL_HEAD: Type = chinese("黑体", 24);
/// The mark at the head of a page.
pub(super) const MARK: Type = chinese("黑体", 24);
/// 7.5 页码: 4号半角宋体.
pub(super) const NUMBER: Type = Type {
    face: "宋体",
    latin: "宋体",
    size: 28,
    spacing: 0,
};
/// Distance between the lines of a title.
pub(super) const TITLE_LINE: i32 = 720;
/// Free room above and below the text of a cell.
pub(super) const CELL_MARGIN: usize = 30;
/// Free room beside it.
pub(super) const CELL_SIDE: usize = 85;
/// Free room between a table and a heading below it.
pub(super) const BEHIND_TABLE: u32 = 120;
