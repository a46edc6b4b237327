//! Flows and screens.
