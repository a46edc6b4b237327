//! What is kept, where, and that nothing of it is lost.

use super::*;
use crate::domain::fields::Value;

fn draft(operator: &str, task: &str, note: &str) -> Draft {
    Draft {
        operator: operator.to_owned(),
        task: task.to_owned(),
        saved: DateTime::UNIX_EPOCH,
        version: 0,
        fields: BTreeMap::from([
            ("note".to_owned(), Value::Text(note.to_owned())),
            (
                "codes".to_owned(),
                Value::Chosen(vec!["2".to_owned(), "5".to_owned()]),
            ),
        ]),
    }
}

#[test]
fn a_draft_comes_back_as_it_was_left() {
    let dir = tempfile::tempdir().unwrap();
    let drafts = Drafts::of(dir.path());
    assert_eq!(drafts.read("武汉人社", "X-0001").unwrap(), None);
    let mut kept = draft("武汉人社", "X-0001", "一\n二");
    drafts.write(&kept).unwrap();
    kept.fields
        .insert("note".to_owned(), Value::Text("三".to_owned()));
    drafts.write(&kept).unwrap();
    assert_eq!(drafts.read("武汉人社", "X-0001").unwrap(), Some(kept));
}

#[test]
fn operators_and_tasks_are_kept_apart() {
    let dir = tempfile::tempdir().unwrap();
    let drafts = Drafts::of(dir.path());
    for (operator, task) in [
        ("甲", "X-0001"),
        ("乙", "X-0001"),
        ("甲", "X-0002"),
        ("甲", "../X_0002"),
    ] {
        drafts.write(&draft(operator, task, operator)).unwrap();
    }
    let own = drafts.all("甲");
    assert_eq!(own.keys().collect::<Vec<_>>(), ["../X_0002", "X-0001", "X-0002"]);
    let other = drafts.read("乙", "X-0001").unwrap().unwrap();
    assert_eq!(other.fields["note"], Value::Text("乙".to_owned()));
    let files = fs::read_dir(dir.path().join("drafts")).unwrap();
    assert_eq!(files.count(), 4, "nothing was written elsewhere");
}

#[test]
fn what_is_done_is_moved_and_not_deleted() {
    let dir = tempfile::tempdir().unwrap();
    let drafts = Drafts::of(dir.path());
    drafts.write(&draft("甲", "X-0001", "")).unwrap();
    drafts.done("甲", "X-0001").unwrap();
    drafts.done("甲", "X-0001").unwrap();
    assert_eq!(drafts.read("甲", "X-0001").unwrap(), None);
    assert_eq!(fs::read_dir(dir.path().join("drafts/done")).unwrap().count(), 1);
}

/// The process dies between the first byte and the last of a saving: the draft before it is what is found.
#[test]
fn a_saving_cut_short_leaves_the_draft_before_it() {
    let dir = tempfile::tempdir().unwrap();
    let drafts = Drafts::of(dir.path());
    let kept = draft("甲", "X-0001", "已写完的");
    drafts.write(&kept).unwrap();
    let half = drafts.path("甲", "X-0001").with_extension("new");
    fs::write(&half, b"{\"operator\": \"\xe7").unwrap();
    assert_eq!(drafts.read("甲", "X-0001").unwrap(), Some(kept));
    assert_eq!(drafts.all("甲").len(), 1);
    let next = draft("甲", "X-0001", "接着写的");
    drafts.write(&next).unwrap();
    assert_eq!(drafts.read("甲", "X-0001").unwrap(), Some(next));
}

#[test]
fn a_damaged_draft_is_reported_and_kept_aside() {
    let dir = tempfile::tempdir().unwrap();
    let drafts = Drafts::of(dir.path());
    drafts.write(&draft("甲", "X-0001", "话")).unwrap();
    let path = drafts.path("甲", "X-0001");
    fs::write(&path, b"{\"operator\": \"\xe7").unwrap();
    assert!(drafts.read("甲", "X-0001").is_err());
    drafts.write(&draft("甲", "X-0001", "新")).unwrap();
    let names: Vec<String> = fs::read_dir(dir.path().join("drafts"))
        .unwrap()
        .map(|f| f.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(names.iter().any(|n| n.contains("damaged")), "{names:?}");
}

/// A form that takes a lead in, with who reported it.
fn confidential(name: &str) -> Draft {
    draft("武汉人社", &format!("{CONFIDENTIAL}lead/add"), name)
}

/// Every byte under the folder.
fn bytes(dir: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in fs::read_dir(dir).unwrap().flatten() {
        match entry.path().is_dir() {
            true => all.extend(bytes(&entry.path())),
            false => all.extend(fs::read(entry.path()).unwrap()),
        }
    }
    all
}

fn says(dir: &Path, word: &str) -> bool {
    memchr::memmem::find(&bytes(dir), word.as_bytes()).is_some()
}

#[test]
fn a_draft_that_may_name_a_reporter_is_sealed_at_rest() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    fs::create_dir(&data).unwrap();
    let drafts = Drafts::of(&data);
    let kept = confidential("举报人样某甲子");
    drafts.write(&draft("武汉人社", "X-0001", "没有署名")).unwrap();
    for _ in 0..2 {
        drafts.write(&kept).unwrap();
    }
    assert!(says(&data, "没有署名") && !says(&data, "样某甲子"));
    assert_eq!(drafts.read("武汉人社", &kept.task).unwrap(), Some(kept.clone()));
    assert!(drafts.all("武汉人社").contains_key(&kept.task));
    drafts.done("武汉人社", &kept.task).unwrap();
    assert_eq!(drafts.read("武汉人社", &kept.task).unwrap(), None);
    assert_eq!(fs::read_dir(data.join("drafts/done")).unwrap().count(), 1);
    assert!(!says(&data, "样某甲子"));
}

#[test]
fn a_sealed_draft_without_its_key_is_said_and_neither_lost_nor_overwritten() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    fs::create_dir(&data).unwrap();
    let drafts = Drafts::of(&data);
    let first = confidential("举报人样某甲子");
    drafts.write(&first).unwrap();
    let (keys, away) = (home.path().join("data.keys"), home.path().join("away"));
    fs::rename(&keys, &away).unwrap();
    let fault = drafts.read("武汉人社", &first.task).unwrap_err();
    assert!(
        matches!(&fault, Fault::Key { path, .. } if path.starts_with(&keys)),
        "{fault:?}"
    );
    // What is typed now is kept too, beside what could not be opened.
    drafts.write(&confidential("举报人样某乙丑")).unwrap();
    fs::rename(&away, &keys).unwrap();
    let second = drafts.read("武汉人社", &first.task).unwrap().unwrap();
    assert_eq!(second.fields["note"], Value::Text("举报人样某乙丑".to_owned()));
    let files = fs::read_dir(data.join("drafts")).unwrap().flatten();
    let spared = files
        .map(|file| file.path())
        .find(|path| path.to_string_lossy().contains("unopened"))
        .unwrap();
    let opened = drafts.open(&fs::read_to_string(spared).unwrap()).unwrap();
    assert_eq!(serde_json::from_str::<Draft>(&opened).unwrap(), first);
}

#[test]
fn a_sealed_draft_that_is_damaged_is_moved_aside() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    fs::create_dir(&data).unwrap();
    let drafts = Drafts::of(&data);
    let kept = confidential("举报人样某甲子");
    drafts.write(&kept).unwrap();
    let path = drafts.path("武汉人社", &kept.task);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, &text[..text.len() - 2]).unwrap();
    assert!(drafts.read("武汉人社", &kept.task).is_err());
    assert_eq!(drafts.read("武汉人社", &kept.task).unwrap(), None);
}
