//! Until when a lead is to be decided, and by whom.

use chrono::NaiveDate;

use super::Agenda;
use crate::domain::calendar::LastDay;
use crate::domain::lead::Lead;
use crate::domain::operator::{Operator, Role};
use crate::domain::region::RegionCode;

impl Agenda {
    /// The last day on which the lead is decided in time: the campaign's working days after its receipt, wherever it was
    /// forwarded meanwhile. None once it is decided; an error where the year's holidays are unknown.
    pub fn decide_on(&self, lead: &Lead) -> Option<LastDay> {
        let days = self.campaign.clocks.lead_decide.days;
        let open = lead.state().is_open();
        open.then(|| self.limits.last_day(lead.received, days))
    }

    /// [`Agenda::decide_on`] where it can be told.
    pub fn decide_by(&self, lead: &Lead) -> Option<NaiveDate> {
        self.decide_on(lead)?.ok()
    }

    /// Whether the operator is to decide the lead.
    pub fn decides(&self, lead: &Lead, operator: &Operator) -> bool {
        lead.state().is_open() && self.decides_for(lead.holder(), operator)
    }

    /// Whether the operator is to decide the leads that a division holds.
    pub fn decides_for(&self, holder: RegionCode, operator: &Operator) -> bool {
        operator.roles.contains(&Role::Leads) && self.campaign.regions.contains(operator.unit, holder)
    }
}
