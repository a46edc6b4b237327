//! The beginning of a campaign: what its file gives, and who acts first.

use std::path::Path;

use super::identity::{login, terminal};
use super::{Denied, Office};
use crate::domain::command::Command;
use crate::domain::operator::{Actor, Role};
use crate::domain::refusal::Refusal;
use crate::exchange::campaign::{Fault, Given, default_campaign, read_campaign};

/// A campaign that has not begun yet.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// The campaign and its checklist, as the file gives them.
    pub given: Given,
    /// Who begins it.
    pub actor: Actor,
}

impl Beginning {
    /// The campaign of `file`, or that of the notice where none is given, begun by the operator `name`; without a
    /// name by the first administrator, whose login this process's becomes.
    ///
    /// # Errors
    /// [`Fault`] with file, line and column.
    pub fn read(file: Option<&Path>, name: Option<&str>) -> Result<Self, Fault> {
        let given = match file {
            Some(path) => read_campaign(path)?,
            None => default_campaign()?,
        };
        let mut operators = given.campaign.operators.iter();
        let first = operators.find(|o| o.roles.contains(&Role::Admin));
        let name = name.or(first.map(|o| o.name.as_str())).unwrap_or_default();
        let actor = Actor {
            operator: name.to_owned(),
            os_user: login(),
            terminal: terminal(),
        };
        Ok(Self { given, actor })
    }

    /// Begins the campaign, with its checklist.
    ///
    /// # Errors
    /// [`Refusal::UnknownOperator`] for somebody whom the file does not name, or what the door says.
    pub fn submit(&self, office: &Office) -> Result<(), Denied> {
        let operators = &self.given.campaign.operators;
        if operators.iter().all(|o| o.name != self.actor.operator) {
            let known = operators.iter().map(|o| o.name.clone()).take(8).collect();
            let name = self.actor.operator.clone();
            return Err(Refusal::UnknownOperator { name, known }.into());
        }
        let Given {
            campaign,
            checklist,
            source,
        } = self.given.clone();
        office.submit(&self.actor, Command::Begin(Box::new(campaign)))?;
        office.submit(&self.actor, Command::ImportChecklist(source, checklist))?;
        Ok(())
    }
}
