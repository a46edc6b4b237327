//! Configuration, templates and published batches made to be looked at: what is said of them commands nothing.

use crate::cli_support::Desk;
use crate::{harmless, several};

fn begun() -> Desk {
    let desk = Desk::new();
    desk.run("--today 2022-06-01 init").ok();
    desk
}

/// A mistake in a file is quoted, and the quotation is safe.
#[test]
fn mistakes_are_quoted_safely() {
    let desk = begun();
    for text in several() {
        let quoted = serde_json::to_string(&text).unwrap();
        let files = [
            (
                "keymap.toml",
                "keys",
                format!("list = [{{ on = {quoted}, run = \"open\" }}]\n"),
            ),
            (
                "keymap.toml",
                "keys",
                format!("list = [{{ on = \"x\", run = {quoted} }}]\n"),
            ),
            ("keymap.toml", "keys", format!("{quoted} = []\n")),
            ("keymap.toml", "keys", text.to_owned()),
            (
                "views.toml",
                "tasks --view x",
                format!("[view.{quoted}]\nlist = \"tasks\"\nfilter = {quoted}\norder = {quoted}\n"),
            ),
            (
                "views.toml",
                "tasks --view x",
                format!("[view.x]\nlist = {quoted}\n"),
            ),
        ];
        for (name, line, content) in &files {
            desk.configure(name, content);
            for json in ["", "--json "] {
                let ran = desk.run(&format!("{json}{line}"));
                assert!((1..=3).contains(&ran.code), "{content}: {}{}", ran.out, ran.err);
                harmless("what is said", &ran.err);
                harmless("the document", &ran.out);
            }
            desk.configure(name, "");
        }
        let file = desk.write("campaign.toml", &format!("id = {quoted}\nname = {quoted}\n"));
        let ran = desk.run(&format!("init --campaign {file}"));
        harmless("what is said", &ran.err);
        let file = desk.write("template.md", &format!("{text} {{{{ {text} }}}}"));
        let ran = desk.run(&format!(
            "--as 武汉人社 document notice --task B1-1 --template {file}"
        ));
        harmless("what is said", &(ran.out + &ran.err));
    }
}

/// A batch that somebody published to attack whoever checks it: in its files, and in their names.
#[test]
fn a_published_batch_made_to_harm() {
    let desk = begun();
    let dir = desk.path("batch");
    std::fs::create_dir_all(&dir).unwrap();
    for text in several() {
        let quoted = serde_json::to_string(&text).unwrap();
        let records = [
            format!("{{\"batch\": {quoted}}}"),
            format!("{{\"{}\": 1}}", text.replace(['"', '\\'], "")),
            text.clone(),
        ];
        for record in records {
            std::fs::write(dir.join("record.json"), &record).unwrap();
            std::fs::write(dir.join("pool.tsv"), format!("id\tstratum\n{text}\t{text}\n")).unwrap();
            std::fs::write(dir.join(text.replace('/', "_")), &text).unwrap();
            for json in ["", "--json "] {
                let ran = desk.run(&format!("{json}verify {}", dir.display()));
                assert!((1..=3).contains(&ran.code), "{}", ran.err);
                harmless("what is said", &ran.err);
                harmless("the document", &ran.out);
            }
        }
        let ids = desk.write("ids.txt", &format!("{text}\n"));
        let ran = desk.run(&format!("order --seed {} --ids {ids} --take 1", "0".repeat(64)));
        harmless("what is said", &ran.err);
        let plan = desk.write("plan.tsv", &format!("{text}\t1\t1\t1\n"));
        let ran = desk.run(&format!("allocate --plan {plan} -n 1"));
        harmless("what is said", &ran.err);
        let seed = desk.write("seed.txt", &format!("SSJ-SEED-1\nbatch: {text}\n"));
        let ran = desk.run(&format!("seed --file {seed}"));
        harmless("what is said", &ran.err);
    }
}

/// A pipe in the place of a file would never end; it is told, not waited for.
#[test]
fn what_is_no_file_is_not_waited_for() {
    let desk = begun();
    let pipe = desk.path("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let pipe = pipe.display().to_string();
    for device in ["/dev/zero", "/dev/full", "/", &pipe] {
        let ran = desk.words(&[
            "--as",
            "省人社",
            "--today",
            "2022-06-01",
            "import",
            "targets",
            device,
        ]);
        assert_eq!(ran.code, 3, "{device}: {}", ran.err);
    }
}
