//! What is said of a campaign's files.

use rstest::rstest;

use super::*;

#[test]
fn the_notices_campaign_is_sound() {
    let given = default_campaign().unwrap();
    assert_eq!(given.campaign.faults(), Vec::new());
    assert_eq!(given.campaign.regions.units().count(), 17);
    assert_eq!(given.checklist.len(), 22);
    assert!(given.campaign.holidays.len() > 100);
}

#[test]
fn a_campaign_on_disk_is_read_with_its_side_files() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/campaign.toml");
    assert_eq!(read_campaign(&path).unwrap(), default_campaign().unwrap());
}

#[test]
fn a_fault_names_line_and_column() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("c.toml");
    std::fs::write(&path, "id = \"X\"\nname = 5\n").unwrap();
    match read_campaign(&path).unwrap_err() {
        Fault::Content { line, column, .. } => assert_eq!((line, column), (2, 8)),
        other => panic!("{other}"),
    }
    std::fs::write(&path, "id = \"X\"\nweird = 5\n").unwrap();
    let text = read_campaign(&path).unwrap_err().to_string();
    assert!(text.contains("line 2") && text.contains("weird"), "{text}");
}

#[test]
fn a_bad_row_of_a_side_file_is_named() {
    let bad = "code,name,level,parent\n420000,湖北省,省,\n42x,某市,市州,420000\n";
    match rows::<Region>("regions.csv", bad.as_bytes()).unwrap_err() {
        Fault::Content { line, flaw, .. } => {
            assert_eq!(line, 3);
            assert!(flaw.text(Lang::En).contains("six digits"), "{flaw:?}");
        }
        other => panic!("{other}"),
    }
}

/// The notice's campaign with one thing changed, read from a folder with its side files.
fn with(old: &str, new: &str) -> Result<Given, Fault> {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let dir = tempfile::tempdir().unwrap();
    for side in ["regions-hubei.csv", "holidays-cn.csv", "checklist.csv"] {
        std::fs::copy(sample.join(side), dir.path().join(side)).unwrap();
    }
    let text = std::fs::read_to_string(sample.join("campaign.toml")).unwrap();
    assert!(text.contains(old), "nothing to change: {old}");
    let path = dir.path().join("campaign.toml");
    std::fs::write(&path, text.replacen(old, new, 1)).unwrap();
    read_campaign(&path)
}

/// The line of the notice's campaign on which a text stands first.
fn line_of(text: &str) -> usize {
    let all = include_str!("../../../sample-data/campaign.toml");
    all[..all.find(text).unwrap()].matches('\n').count() + 1
}

#[rstest]
#[case("count = { violations = [\"unlicensed-dispatch\"]", "count = { violations = [\"unlicenced\"]", "summary_columns.unlicensed-dispatch.count", &["unlicenced"])]
#[case("count = { items = [\"RS19\"] }", "count = { items = [\"RS99\"] }", "summary_columns.minority-workers.count", &["RS99"])]
#[case("count = { items = [\"RS19\"] }", "count = { items = [] }", "summary_columns.minority-workers.count", &[])]
#[case("count = { items = [\"RS19\"] }", "count = { codes = [99] }", "summary_columns.minority-workers.count", &["99"])]
#[case("measure = \"banned\"", "measure = \"bans\"", "summary_columns.count", &["bans", "banned"])]
#[case("present = \"other\" }", "present = \"police\" }", "summary_columns.count", &["police", "other"])]
#[case("kind = \"agency\" }", "sort = \"agency\" }", "summary_columns.count", &["sort", "kind"])]
#[case("reason = \"moved-out\"", "reason = \"gone\"", "outcomes.moved.reason", &["gone"])]
#[case("then = \"stands\"", "then = \"sits\"", "outcomes.then", &["sits", "stands"])]
#[case("outcome = \"no-activity\"\nthen", "outcome = \"moved\"\nthen", "outcomes.moved", &["moved"])]
#[case("id = \"unfiled\"\n", "id = \"visits-hr\"\n", "summary_columns.visits-hr", &["visits-hr"])]
#[case("department = \"mr\"\nwords = [", "department = \"hr\"\nwords = [", "leads.routes.hr", &["hr"])]
#[case("\"没有营业执照\", \"无营业执照\"", "\" \"", "actions.1.words", &[])]
#[case("weights = { A = 1,", "weights = { A = 0,", "draw.weights", &[])]
#[case("unit = \"429021\"", "unit = \"429022\"", "operators.神农架人社.unit", &["429022"])]
fn a_contradiction_names_line_and_field(
    #[case] old: &str,
    #[case] new: &str,
    #[case] field: &str,
    #[case] parts: &[&str],
) {
    let fault = with(old, new).map(|_| ()).unwrap_err();
    let Fault::Content { line, field: at, .. } = &fault else {
        panic!("{fault}");
    };
    assert_eq!(at, field);
    let (first, rows) = (line_of(old), old.matches('\n').count());
    assert!(
        (first.saturating_sub(1)..=first + rows).contains(line),
        "{line}: {fault}"
    );
    for lang in [Lang::Zh, Lang::En] {
        let text = fault.text(lang);
        assert!(
            !text.contains("campaign-fault.") && !text.contains("%{"),
            "{text}"
        );
        for part in parts.iter().chain([&field]) {
            assert!(text.contains(part), "no {part} in {text}");
        }
    }
}

#[rstest]
#[case("code = 9\n", "code = 9\nexcludes = [9]\n", "excludes-itself")]
#[case("code = 9\n", "code = 9\nexcludes = [99]\n", "no-such-code")]
#[case("code = 9\n", "code = 8\n", "twice")]
fn a_result_code_excludes_others_that_are_there(#[case] old: &str, #[case] new: &str, #[case] fault: &str) {
    match with(old, new).map(|_| ()).unwrap_err() {
        Fault::Content {
            flaw: Flaw::Unsound(found),
            ..
        } => assert_eq!(found.fault, fault),
        other => panic!("{other}"),
    }
}

#[test]
fn a_file_whose_columns_count_nothing_is_refused_and_a_column_may() {
    let text = include_str!("../../../sample-data/campaign.toml");
    let mut campaign: Campaign = ::toml::from_str(text).unwrap();
    campaign.regions = default_campaign().unwrap().campaign.regions;
    assert_eq!(campaign.faults(), []);
    for column in &mut campaign.summary_columns {
        column.count = None;
    }
    let faults: Vec<&str> = campaign.faults().iter().map(|fault| fault.fault).collect();
    assert_eq!(faults, ["no-counts"]);
}

#[test]
fn which_registration_statuses_are_in_business_is_the_files_to_say() {
    let mut campaign = default_campaign().unwrap().campaign;
    assert!(campaign.is_active("存续（在营、开业、在册）") && !campaign.is_active("注销"));
    campaign.active_statuses = vec!["正常经营".to_owned()];
    assert!(campaign.is_active("正常经营") && !campaign.is_active("存续"));
    let mut journal = serde_json::to_value(&campaign).unwrap();
    journal.as_object_mut().unwrap().remove("active_statuses");
    let before: Campaign = serde_json::from_value(journal).unwrap();
    assert!(before.is_active("存续"), "a journal begun before files said so");
    campaign.active_statuses.clear();
    assert_eq!(campaign.faults()[0].field, "active_statuses");
}
