//! A disk that is full when something is handed in: it is said, nothing typed is lost, and it goes through once there is
//! room.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use portable_pty::CommandBuilder;
use rustix::process::{Resource, Rlimit, prlimit};

use super::seat::{AS, DUBAN, Home, Seat};

/// A home on a disk of its own; where no mount is allowed, one whose files cannot grow while it is full.
struct Disk {
    home: Home,
    own: bool,
}

impl Disk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=96m", "tmpfs"]);
        let own = mount
            .arg(dir.path())
            .output()
            .is_ok_and(|ran| ran.status.success());
        Disk {
            home: Home::at(dir),
            own,
        }
    }

    fn seat(&self) -> Seat {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", "trap '' XFSZ; exec \"$@\"", "sh", DUBAN]);
        command.args(AS);
        Seat::of(&self.home, command, &[])
    }

    fn filler(&self) -> PathBuf {
        self.home.0.path().join("filler")
    }

    fn fill(&self, seat: &Seat) {
        if !self.own {
            return limit(seat, Some(1));
        }
        let mut filler = File::create(self.filler()).unwrap();
        let block = vec![7; 1 << 20];
        while filler.write_all(&block).is_ok() {}
    }

    fn free(&self, seat: &Seat) {
        match self.own {
            true => fs::remove_file(self.filler()).unwrap(),
            false => limit(seat, None),
        }
    }

    /// The cure that goes with the fault.
    fn cure(&self) -> &'static str {
        if self.own {
            "磁盘已满"
        } else {
            "允许的文件大小上限"
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if self.own {
            let _ = Command::new("umount").arg("-l").arg(self.home.0.path()).status();
        }
    }
}

fn limit(seat: &Seat, current: Option<u64>) {
    let maximum = None;
    prlimit(Some(seat.pid()), Resource::Fsize, Rlimit { current, maximum }).unwrap();
}

#[test]
fn handing_in_on_a_full_disk_loses_nothing_and_goes_through_later() {
    let disk = Disk::new();
    let mut seat = disk.seat();
    seat.open_form();
    seat.send(&format!("2022-06-19\t1121{}1\t\t", "1".repeat(22)));
    let note = "现场情况说明。".repeat(600);
    seat.send(&"\t".repeat(60));
    seat.send(&format!("\x1b[200~{note}\x1b[201~"));
    seat.wait_draft(&disk.home, "现场情况说明。");
    disk.fill(&seat);
    seat.send("\x13");
    seat.wait_said(disk.cure());
    seat.wait_said("上次提交未写入！");
    seat.wait_said("现场情况说明");
    disk.home.verified();
    disk.free(&seat);
    seat.send("\x13");
    seat.wait_said("已录入：");
    seat.wait_gone("上次提交未写入！");
    seat.send("n");
    seat.wait_gone("现在录入？");
    seat.send("q");
    seat.restored();
    assert_eq!(seat.ended(), 0);
    disk.home.verified();
}

#[test]
fn a_view_that_cannot_be_saved_is_asked_for_again_with_its_name() {
    let disk = Disk::new();
    let mut seat = disk.seat();
    seat.wait_for("[1 ");
    seat.send("/武汉\r");
    seat.wait_said("武汉");
    disk.fill(&seat);
    seat.send("v");
    seat.wait_said("存为视图");
    seat.send("存为");
    seat.wait_gone("今日待办");
    seat.send("\r");
    seat.wait_said("视图名称");
    seat.send("常看的\r");
    seat.wait_said(disk.cure());
    seat.wait_said("常看的");
    disk.free(&seat);
    seat.send("\r");
    let file = disk.home.0.path().join(".config/duban/views.toml");
    seat.wait_until("the view in its file", || {
        fs::read_to_string(&file).is_ok_and(|text| text.contains("常看的"))
    });
}
