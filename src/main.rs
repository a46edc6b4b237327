//! duban 督办, the program.

use std::process::ExitCode;

fn main() -> ExitCode {
    duban::cli::run()
}
