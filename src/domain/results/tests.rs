//! Masking, queue and table, each by itself and against the other figures of the campaign.

mod mask;
mod queue;
mod table;
