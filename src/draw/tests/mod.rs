//! Tests of the whole room; tests of one file alone stand beside it.

mod vectors;
