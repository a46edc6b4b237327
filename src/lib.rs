//! duban
