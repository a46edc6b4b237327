//! Freezing a pool: the new batch's name, whose it is, what is taken in, and what it means for other batches.

use crate::domain::batch::{Batch, InsteadOf, OverlapChoice, Profile};
use crate::domain::campaign::Campaign;
use crate::domain::command::{Command, PoolWish};
use crate::domain::refusal::Refusal;
use crate::domain::region::RegionCode;
use crate::domain::state::Read;
use crate::office::Denied;
use crate::tui::desk::Desk;
use crate::tui::layer::Cx;
use crate::tui::panes::paper::{Faults, Handed, Matter, Paper, chosen, done, mark, text};
use crate::tui::theme::Tone;
use crate::tui::ui::Ui;
use crate::tui::widget::{Choice, Entry, Field, Form, Kind};

/// Options of a field, by what the program calls them.
const YES_NO: [&str; 2] = ["no", "yes"];
const OVERLAP: [(&str, OverlapChoice); 2] = [
    ("leave-out", OverlapChoice::LeaveOut),
    ("keep", OverlapChoice::Keep),
];
const GRADES: [&str; 2] = ["open", "leaves"];
const HASHES: [&str; 2] = ["sha256", "sm3"];

/// A new batch.
pub(in crate::tui::panes::draw) struct Pool {
    campaign: String,
}

impl Pool {
    /// The form of a new batch.
    pub(in crate::tui::panes::draw) fn paper(desk: &Desk, ui: &Ui, campaign: &Campaign) -> Paper<Self> {
        let rule = if campaign.draw.confidential {
            "leaves"
        } else {
            "open"
        };
        let rule = ui.word(&format!("pane.draw.grades-{rule}"));
        let field = |id: &str, kind: Kind| {
            let (label, hint) = (
                format!("pane.draw.pool-{id}"),
                format!("pane.draw.hint.pool-{id}"),
            );
            let args = [("campaign", campaign.id.as_str()), ("rule", &rule)];
            Field::new(id, ui.word(&label), kind).hint(ui.say(&hint, &args))
        };
        let one = |words: &[&str], prefix: &str| {
            let choice = |word: &&str| Choice::new(*word, ui.word(&format!("{prefix}{word}")));
            Kind::One(words.iter().map(choice).collect())
        };
        let void: Vec<Choice> = redrawable(desk)
            .into_iter()
            .map(|id| Choice::new(id.clone(), id))
            .collect();
        let mut fields = vec![
            field("batch", Kind::Line),
            field("unit", Kind::One(units(desk, campaign))),
            field("excluded", one(&YES_NO, "pane.")),
            field("days", Kind::Line),
            field("overlap", one(&OVERLAP.map(|(word, _)| word), "overlap.")),
        ];
        if !void.is_empty() {
            fields.push(field("instead", Kind::One(void)));
            fields.push(field("why", Kind::Line));
        }
        fields.push(field("grades", one(&GRADES, "pane.draw.grades-")));
        fields.push(field("profile", one(&HASHES, "pane.draw.hash-")));
        let matter = Pool {
            campaign: campaign.id.clone(),
        };
        Paper::new(desk.clone(), matter, Form::new(fields))
    }
}

/// The units that the operator's hand reaches and that draw: the province, then the prefectures.
fn units(desk: &Desk, campaign: &Campaign) -> Vec<Choice> {
    let own = desk.operator().map(|operator| operator.unit);
    let all = std::iter::once(campaign.province).chain(campaign.regions.units().map(|unit| unit.code));
    all.filter(|unit| own.is_some_and(|own| campaign.regions.contains(own, *unit)))
        .map(|unit| Choice::new(unit.to_string(), campaign.regions.name(unit)))
        .collect()
}

/// Void batches that nobody has drawn anew.
fn redrawable(desk: &Desk) -> Vec<String> {
    let batches: Vec<Batch> = desk.view().state().all();
    let redrawn = |id: &str| {
        let mut others = batches.iter().filter_map(|batch| batch.instead_of.as_ref());
        others.any(|other| other.batch == id)
    };
    let open = batches
        .iter()
        .filter(|batch| batch.void.is_some() && !redrawn(&batch.id));
    open.map(|batch| batch.id.clone()).collect()
}

/// What is asked for, apart from the entropy for salts.
fn wish(form: &Form, faults: &mut Faults<'_>) -> PoolWish {
    let unit: Option<RegionCode> = faults.chosen(form, "unit").parse().ok();
    let overlap = chosen(form, "overlap");
    let instead_of = chosen(form, "instead").map(|batch| InsteadOf {
        batch,
        reason: text(form, "why"),
    });
    PoolWish {
        region: unit,
        include_excluded: faults.chosen(form, "excluded") == "yes",
        not_inspected_for: faults.number(form, "days"),
        overlap: OVERLAP
            .iter()
            .find(|(word, _)| Some(*word) == overlap.as_deref())
            .map(|(_, choice)| *choice),
        instead_of,
        profile: if chosen(form, "profile").as_deref() == Some("sm3") {
            Profile::Sm3
        } else {
            Profile::default()
        },
        confidential: chosen(form, "grades").map(|form| form == "leaves"),
        salt: None,
    }
}

impl Matter for Pool {
    fn title(&self, ui: &Ui) -> String {
        ui.word("act.freeze-pool")
    }

    fn notes(&self, ui: &Ui) -> Vec<Entry> {
        vec![
            Entry::new(ui.word("pane.draw.campaign"), &self.campaign),
            Entry::new("", ui.word("pane.draw.frozen-for-good")),
        ]
    }

    fn draft(&self) -> Option<String> {
        Some("form/pool".to_owned())
    }

    fn changed(&self, form: &mut Form) {
        form.hide("why", chosen(form, "instead").is_none());
    }

    fn submit(&self, desk: &Desk, form: &mut Form, cx: &mut Cx) -> Handed {
        let mut faults = Faults::new(cx.ui);
        let batch = faults.text(form, "batch");
        let wish = wish(form, &mut faults);
        if !faults.none(form, cx) {
            return Handed::Not;
        }
        let salt = match desk.entropy() {
            Ok(salt) => Some(salt),
            Err(fault) => {
                cx.say(Tone::Bad, fault.text(cx.ui.lang));
                return Handed::Not;
            }
        };
        let wish = PoolWish { salt, ..wish };
        match desk.submit(Command::FreezePool { batch, wish }) {
            Ok(receipt) => done("act.freeze-pool", &receipt, cx),
            Err(denied) => {
                mark(form, field(&denied), &denied, cx);
                Handed::Not
            }
        }
    }
}

/// The field that a refusal is about.
fn field(denied: &Denied) -> Option<&'static str> {
    let Denied::Refused(refusal) = denied else {
        return None;
    };
    match refusal {
        Refusal::BadName { .. } | Refusal::BatchExists { .. } => Some("batch"),
        Refusal::NotAUnit { .. } | Refusal::OutOfReach { .. } => Some("unit"),
        Refusal::OverlapUndecided { .. } => Some("overlap"),
        Refusal::RedrawUnsaid { .. } | Refusal::NotRedrawable { .. } => Some("instead"),
        Refusal::ReasonMissing { .. } => Some("why"),
        _ => None,
    }
}
