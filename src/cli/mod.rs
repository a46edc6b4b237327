//! The command line: every command is one small file, and all of them go through the office's door.
//!
//! Results go to standard output, everything else to standard error; exit codes are 0 done, 1 refused by a rule,
//! 2 usage, 3 file or data error.

mod audit;
mod batch;
mod bundle;
mod calendar;
mod ceremony;
mod completions;
mod demo;
mod desk;
mod doctor;
mod document;
mod draw_acts;
mod end;
mod extend;
mod follow_up;
mod found;
mod global;
mod history;
mod import;
mod init;
mod inspect;
mod journal;
mod keys;
mod lead;
mod listing;
mod next;
mod officer;
mod operators;
mod order;
mod parse;
mod pool;
mod publish;
mod report;
mod review;
mod show;
mod slip;
mod sought;
mod steps;
mod usage;
mod verify;
mod why;
mod words;
mod workstation;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use desk::Desk;
use end::{Done, End, finish, print};
use global::Global;

use crate::lang::Lang;

#[derive(Parser, Debug)]
#[command(name = "duban", version)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand, Debug)]
enum Command {
    Demo(demo::Args),
    Init(init::Args),
    #[command(subcommand)]
    Import(import::Args),
    #[command(subcommand)]
    Pool(pool::Args),
    Plan(batch::PlanArgs),
    #[command(subcommand)]
    Ceremony(ceremony::Args),
    Draw(batch::BatchArgs),
    Extend(draw_acts::ExtendArgs),
    Replace(draw_acts::RetireArgs),
    Strike(draw_acts::RetireArgs),
    Approve(batch::ApproveArgs),
    Void(batch::VoidArgs),
    Dispatch(steps::DispatchArgs),
    Claim(steps::ClaimArgs),
    #[command(subcommand)]
    Roster(steps::RosterArgs),
    Match(steps::MatchArgs),
    ReplaceOfficer(officer::Args),
    Inspect(inspect::Args),
    Review(review::Args),
    #[command(subcommand)]
    Publish(publish::Args),
    #[command(subcommand)]
    FollowUp(follow_up::Args),
    #[command(subcommand)]
    Report(report::Args),
    #[command(subcommand)]
    Document(document::Args),
    ExtendPhase(extend::Args),
    Calendar(calendar::Args),
    Tasks(listing::TasksArgs),
    Teams(listing::TeamsArgs),
    #[command(subcommand)]
    Lead(lead::Args),
    Show(show::Args),
    History(history::Args),
    Why(why::Args),
    #[command(subcommand)]
    Operators(operators::Args),
    Ticket(audit::TicketArgs),
    Order(order::OrderArgs),
    Merge(order::MergeArgs),
    Allocate(audit::AllocateArgs),
    Seed(audit::SeedArgs),
    Verify(verify::Args),
    #[command(subcommand)]
    Bundle(bundle::Args),
    #[command(subcommand)]
    Journal(journal::Args),
    Doctor,
    Keys(keys::Args),
    Completions(completions::Args),
}

/// Runs the program on the process's arguments.
pub fn run() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let (lang, json) = (global::language(&args), global::wants_json(&args));
    let matches = tree(lang).try_get_matches_from(args);
    let cli = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            return print(&error.to_string()).err().unwrap_or(ExitCode::SUCCESS);
        }
        Err(error) => return finish(Err(End::Usage(usage::text(&error, lang))), lang, json),
    };
    let desk = Desk::new(cli.global, lang);
    let end = match cli.command {
        Some(command) => dispatch(&desk, command),
        None => workstation::run(&desk),
    };
    finish(end, lang, json)
}

/// What is wrong with the bytes as a filled-in form of a visit; none where they are one. For tests that try any bytes.
pub fn form_fault(bytes: &[u8], lang: Lang) -> Option<String> {
    inspect::form_fault(bytes, lang)
}

/// The command tree in `lang`.
fn tree(lang: Lang) -> clap::Command {
    words::localise(Cli::command(), lang)
}

fn dispatch(desk: &Desk, command: Command) -> Result<Done, End> {
    match command {
        Command::Demo(args) => demo::run(desk, &args),
        Command::Init(args) => init::run(desk, &args),
        Command::Import(args) => import::run(desk, &args),
        Command::Pool(args) => pool::run(desk, &args),
        Command::Plan(args) => batch::plan(desk, args),
        Command::Ceremony(args) => ceremony::run(desk, args),
        Command::Draw(args) => batch::draw(desk, &args),
        Command::Extend(args) => draw_acts::extend(desk, &args),
        Command::Replace(args) => draw_acts::replace(desk, &args),
        Command::Strike(args) => draw_acts::strike(desk, &args),
        Command::Approve(args) => batch::approve(desk, &args),
        Command::Void(args) => batch::void(desk, &args),
        Command::Dispatch(args) => steps::dispatch(desk, &args),
        Command::Claim(args) => steps::claim(desk, &args),
        Command::Roster(args) => steps::roster(desk, &args),
        Command::Match(args) => steps::match_teams(desk, &args),
        Command::ReplaceOfficer(args) => officer::run(desk, &args),
        Command::Inspect(args) => inspect::run(desk, &args),
        Command::Review(args) => review::run(desk, &args),
        Command::Publish(args) => publish::run(desk, &args),
        Command::FollowUp(args) => follow_up::run(desk, args),
        Command::Report(args) => report::run(desk, &args),
        Command::Document(args) => document::run(desk, &args),
        Command::ExtendPhase(args) => extend::run(desk, args),
        Command::Calendar(args) => calendar::run(desk, &args),
        Command::Tasks(args) => listing::tasks(desk, &args),
        Command::Teams(args) => listing::teams(desk, &args),
        Command::Lead(args) => lead::run(desk, &args),
        Command::Show(args) => show::run(desk, &args),
        Command::History(args) => history::run(desk, &args),
        Command::Why(args) => why::run(desk, &args),
        Command::Operators(args) => operators::run(desk, &args),
        Command::Ticket(args) => audit::ticket(&args),
        Command::Order(args) => order::order(desk, &args),
        Command::Merge(args) => order::merge(desk, &args),
        Command::Allocate(args) => audit::allocate(desk, &args),
        Command::Seed(args) => audit::seed(desk, &args),
        Command::Verify(args) => verify::run(desk, &args),
        Command::Bundle(args) => bundle::run(desk, &args),
        Command::Journal(args) => journal::run(desk, &args),
        Command::Doctor => doctor::run(desk),
        Command::Keys(args) => keys::run(desk, &args),
        Command::Completions(args) => completions::run(desk, &args),
    }
}
