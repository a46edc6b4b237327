//! A matter on the command line: a subcommand a kind.

use chrono::NaiveDate;
use clap::Subcommand;

use crate::cli::parse;
use crate::domain::follow_up::{Matter, Receiver, Scale};

#[derive(Subcommand, Debug)]
pub(in crate::cli) enum Args {
    Order {
        #[arg(long, value_name = "TEXT")]
        what: String,
        #[arg(long, value_name = "ID")]
        violation: Option<String>,
        #[arg(long, value_name = "DATE", value_parser = parse::date)]
        deadline: NaiveDate,
    },
    Case {
        #[arg(long, value_name = "TEXT")]
        number: String,
        #[arg(long, value_name = "ID")]
        violation: String,
        #[arg(long, value_name = "DATE", value_parser = parse::date)]
        filed: NaiveDate,
    },
    Refund {
        #[arg(long, value_name = "TEXT")]
        what: String,
        #[arg(long, value_name = "YUAN", value_parser = parse::number::<u64>)]
        yuan: u64,
        #[arg(long, value_name = "N", value_parser = parse::number::<u32>)]
        people: u32,
        #[arg(long, value_name = "DATE", value_parser = parse::date)]
        deadline: NaiveDate,
    },
    Fine {
        #[arg(long, value_name = "ID")]
        violation: String,
        #[arg(long, value_name = "ID", default_value = "")]
        fine: String,
        #[arg(long, value_name = "TEXT", default_value = "")]
        precondition: String,
        #[arg(long, value_name = "N", value_parser = parse::number::<u64>)]
        of: Option<u64>,
        #[arg(long, value_name = "YUAN", value_parser = parse::number::<u64>)]
        yuan: u64,
        #[arg(long, value_name = "YUAN", value_parser = parse::number::<u64>, default_value = "0")]
        confiscated: u64,
        #[arg(long, value_name = "TEXT", default_value = "")]
        departs: String,
        #[arg(long, value_name = "TEXT")]
        decision: String,
        #[arg(long, value_name = "DATE", value_parser = parse::date)]
        decided: NaiveDate,
        #[arg(long, value_name = "DATE", value_parser = parse::date)]
        deadline: NaiveDate,
    },
    Referral {
        #[arg(long, value_name = "RECEIVER", value_parser = parse::word::<Receiver>(&Receiver::ALL.map(Receiver::word)))]
        to: Receiver,
        #[arg(long, value_name = "NAME")]
        authority: String,
        #[arg(long, value_name = "TEXT")]
        what: String,
        #[arg(long = "officer", id = "officer", value_name = "ID", num_args = 1..)]
        officers: Vec<String>,
    },
    Notice {
        #[arg(long, value_name = "RECEIVER", value_parser = parse::word::<Receiver>(&Receiver::ALL.map(Receiver::word)))]
        to: Receiver,
        #[arg(long, value_name = "NAME")]
        authority: String,
        #[arg(long, value_name = "TEXT")]
        what: String,
    },
    Credit {
        #[arg(long, value_name = "SCALE", value_parser = parse::word::<Scale>(&Scale::ALL.map(Scale::word)))]
        scale: Scale,
        #[arg(long, value_name = "GRADE", default_value = "")]
        from: String,
        #[arg(long = "grade", id = "grade", value_name = "GRADE", default_value = "")]
        to: String,
        #[arg(long, value_name = "TEXT")]
        what: String,
    },
    Major {
        #[arg(long, value_name = "TEXT")]
        what: String,
    },
    Typical {
        #[arg(long, value_name = "TEXT")]
        what: String,
    },
}

impl From<Args> for Matter {
    fn from(args: Args) -> Self {
        match args {
            Args::Order {
                what,
                violation,
                deadline,
            } => Matter::Order {
                what,
                violation,
                deadline,
            },
            Args::Case {
                number,
                violation,
                filed,
            } => Matter::Case {
                number,
                violation,
                filed,
            },
            Args::Refund {
                what,
                yuan,
                people,
                deadline,
            } => Matter::Refund {
                what,
                yuan,
                people,
                deadline,
            },
            Args::Fine {
                violation,
                fine,
                precondition,
                of,
                yuan,
                confiscated,
                departs,
                decision,
                decided,
                deadline,
            } => Matter::Fine {
                violation,
                fine,
                precondition,
                of,
                yuan,
                confiscated,
                departs,
                decision,
                decided,
                deadline,
            },
            Args::Referral {
                to,
                authority,
                what,
                officers,
            } => Matter::Referral {
                to,
                authority,
                what,
                officers,
            },
            Args::Notice { to, authority, what } => Matter::Notice { to, authority, what },
            Args::Credit {
                scale,
                from,
                to,
                what,
            } => Matter::Credit {
                scale,
                from,
                to,
                what,
            },
            Args::Major { what } => Matter::Major { what },
            Args::Typical { what } => Matter::Typical { what },
        }
    }
}
