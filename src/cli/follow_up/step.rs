//! A step in a matter on the command line: a subcommand a sort of step.

use chrono::{NaiveDate, NaiveDateTime};
use clap::{ArgGroup, Subcommand};

use crate::cli::parse;
use crate::domain::follow_up::{Advance, Owner};
use crate::domain::operator::Department;
use crate::domain::region::RegionCode;

#[derive(Subcommand, Debug)]
pub(in crate::cli) enum Args {
    #[command(group = ArgGroup::new("found").required(true))]
    Recheck {
        #[arg(long, value_name = "DATE", value_parser = parse::date)]
        on: NaiveDate,
        #[arg(long, group = "found")]
        corrected: bool,
        #[arg(long, group = "found")]
        not_corrected: bool,
        #[arg(long, value_name = "TEXT")]
        seen: String,
    },
    Extend {
        #[arg(long, value_name = "DATE", value_parser = parse::date)]
        to: Option<NaiveDate>,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    Pay {
        #[arg(long, value_name = "DATE", value_parser = parse::date)]
        on: NaiveDate,
        #[arg(long, value_name = "YUAN", value_parser = parse::number::<u64>)]
        yuan: u64,
        #[arg(long, value_name = "N", value_parser = parse::number::<u32>, default_value = "0")]
        people: u32,
    },
    #[command(group = ArgGroup::new("decision").required(true))]
    Decide {
        #[arg(long, group = "decision")]
        approve: bool,
        #[arg(long, group = "decision", requires = "reason")]
        refuse: bool,
        #[arg(long, value_name = "TIME", value_parser = parse::moment)]
        at: NaiveDateTime,
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
    },
    Send {
        #[arg(long, value_name = "TIME", value_parser = parse::moment)]
        at: NaiveDateTime,
        #[arg(long, value_name = "TEXT")]
        receipt: String,
        #[arg(long = "attach", id = "attach", value_name = "TEXT", num_args = 1..)]
        attachments: Vec<String>,
    },
    #[command(group = ArgGroup::new("answer").required(true))]
    Answer {
        #[arg(long, value_name = "DATE", value_parser = parse::date)]
        on: NaiveDate,
        #[arg(long, group = "answer")]
        accepted: bool,
        #[arg(long, group = "answer")]
        declined: bool,
        #[arg(long, value_name = "TEXT")]
        text: String,
    },
    Finish {
        #[arg(long, value_name = "DATE", value_parser = parse::date)]
        on: NaiveDate,
        #[arg(long, value_name = "TEXT")]
        result: String,
        #[arg(long)]
        banned: bool,
        #[arg(long)]
        revoked: bool,
    },
    Hand {
        #[arg(long, value_name = "CODE", value_parser = parse::region)]
        region: RegionCode,
        #[arg(long, value_name = "hr|mr", value_parser = parse::word::<Department>(&["hr", "mr"]))]
        department: Department,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    Withdraw {
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

impl From<Args> for Advance {
    fn from(args: Args) -> Self {
        match args {
            Args::Recheck {
                on, corrected, seen, ..
            } => Advance::Recheck { on, corrected, seen },
            Args::Extend { to, reason } => Advance::Extend { to, reason },
            Args::Pay { on, yuan, people } => Advance::Pay { on, yuan, people },
            Args::Decide {
                approve, at, reason, ..
            } => Advance::Decide { approve, at, reason },
            Args::Send {
                at,
                receipt,
                attachments,
            } => Advance::Send {
                at,
                attachments,
                receipt,
            },
            Args::Answer {
                on, accepted, text, ..
            } => Advance::Answer { on, accepted, text },
            Args::Finish {
                on,
                result,
                banned,
                revoked,
            } => Advance::Finish {
                on,
                result,
                banned,
                revoked,
            },
            Args::Hand {
                region,
                department,
                reason,
            } => Advance::Hand {
                to: Owner { region, department },
                reason,
            },
            Args::Withdraw { reason } => Advance::Withdraw { reason },
        }
    }
}
