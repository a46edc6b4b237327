#!/usr/bin/env python3
"""Bytes a step sends to the terminal: duban beside vim and VisiData, each on the same 10,000 Chinese rows.

    cargo build --release && python3 benches/peers.py [DUBAN]

Every program runs behind a pseudo-terminal of its own, and what it writes is counted until it has been quiet for a while.
The rows have five columns: code, name, division, grade, status. duban shows them in its registry (pane 7), at 120
columns with the particulars of the selected row beside them, which the others do not have, and its first frame is
two: the tasks it opens with, then the registry; vim runs without its
configuration and does not wrap. Nothing is installed: a program that is not there is named and passed over.
Needs Python 3.9 and a terminal description of xterm-256color.
"""
import fcntl, os, pathlib, pty, select, shutil, signal, statistics, struct, subprocess, sys, tempfile, termios, time

ROWS = 10_000
QUIET, PATIENCE = 0.4, 20.0     # seconds without a byte that end a step; seconds a step may take
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
REGIONS = {"420102": "江岸区", "420103": "江汉区", "420106": "武昌区", "420502": "西陵区", "420606": "樊城区"}
HEADER = ("统一社会信用代码,企业名称,主体类型,法定代表人,成立日期,登记状态,登记机关,行政区划代码,住所,经营范围,"
          "信用风险等级,联系电话,人力资源服务许可证编号,劳务派遣经营许可证编号")
ENV = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def code(n, region):
    digits = "91" + region + "".join(ALPHABET[n * 7919 // 31 ** i % 31] for i in range(9))
    total = sum(ALPHABET.index(c) * w for c, w in zip(digits, WEIGHTS))
    return digits + ALPHABET[-total % 31]


def rows():
    for n in range(ROWS):
        region = list(REGIONS)[n % len(REGIONS)]
        yield code(n, region), f"示例启恒{n}人力资源服务有限公司", region, "AABC"[n % 4], "存续"


class Seat:
    """A program behind a terminal of so many columns and rows."""

    def __init__(self, command, size):
        self.born = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.execvpe(command[0], command, ENV)

    def read(self, wait):
        """How many bytes come until it is quiet, the first within `wait` seconds, and when the last of them came."""
        count, last, until = 0, self.born, time.monotonic() + PATIENCE
        while time.monotonic() < until and select.select([self.fd], [], [], wait)[0]:
            try:
                count += len(os.read(self.fd, 65536))
            except OSError:
                break
            last, wait = time.monotonic(), QUIET
        return count, last

    def press(self, keys):
        os.write(self.fd, keys.encode())
        return self.read(QUIET * 2)[0]

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def measure(command, size, page, search, first=""):
    seat = Seat(command, size)
    try:
        start, shown = seat.read(PATIENCE)
        start += seat.press(first) if first else 0
        downs = [seat.press("j") for _ in range(15)]
        pages = [seat.press(page) for _ in range(8)]
        found = seat.press(search)
        return (shown - seat.born) * 1000, start, statistics.median(downs), statistics.median(pages), found
    finally:
        seat.close()


def office(duban, where, all_rows):
    """A data directory whose registry has the rows."""
    file, data = where / "registry.csv", where / "data"
    lines = [HEADER] + [f"{c},{name},有限责任公司,张样,2015-03-01,{status},示例市场监督管理局,{region},湖北省示例路1号,"
                        f"软件开发,{grade},10000000000,," for c, name, region, grade, status in all_rows]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for words in (["init"], ["import", "targets", str(file)]):
        subprocess.run([duban, "--data", str(data), "--as", "省人社", "--today", "2022-06-02", *words],
                       check=True, capture_output=True, env=ENV)
    return data


def main():
    duban = sys.argv[1] if len(sys.argv) > 1 else "target/release/duban"
    if not pathlib.Path(duban).is_file():
        sys.exit(f"{duban} is not there: cargo build --release makes it")
    all_rows = sorted(rows())
    goal = all_rows[7777][0]
    with tempfile.TemporaryDirectory() as where:
        where = pathlib.Path(where)
        table = where / "rows.tsv"
        text = [f"{c}\t{name}\t{REGIONS[region]}\t{grade}\t{status}" for c, name, region, grade, status in all_rows]
        table.write_text("\n".join(["代码\t名称\t地区\t等级\t状态"] + text) + "\n", encoding="utf-8")
        data = office(duban, where, all_rows)
        programs = [
            ("duban", [duban, "--data", str(data), "--as", "省人社", "--today", "2022-06-02"], "\x1b[6~", f"/{goal}\r", "7"),
            ("vim", ["vim", "-u", "NONE", "-N", "-R", "-c", "set nowrap", str(table)], "\x06", f"/{goal}\r", ""),
            ("VisiData", ["vd", str(table)], "\x1b[6~", f"/{goal}\r", ""),
        ]
        print(f"{'bytes':24}{'start, ms':>10}{'first frame':>12}{'one down':>10}{'one page':>10}{'search':>10}")
        for size in ((80, 24), (120, 40)):
            for name, command, page, search, first in programs:
                if not shutil.which(command[0]):
                    print(f"{name}: {command[0]} is not on the path, passed over")
                    continue
                shown, start, down, page, found = measure(command, size, page, search, first)
                print(f"{name:9} at {size[0]:3} x {size[1]:<6}{shown:10.0f}{start:12}{down:10.0f}{page:10.0f}{found:10}")


if __name__ == "__main__":
    main()
