#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| duban_fuzz::table_officers(data));
