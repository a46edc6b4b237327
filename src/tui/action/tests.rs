//! The table of actions is complete.

use super::*;

#[test]
fn ids_are_unique_and_found_again() {
    for (place, info) in ACTIONS.iter().enumerate() {
        assert_eq!(Action::parse(info.id), Some(info.action));
        assert_eq!(
            info.action as usize, place,
            "{} is out of order or missing before it",
            info.id
        );
    }
    assert_eq!(ACTIONS.len(), Action::Quit as usize + 1);
}

#[test]
fn every_action_has_words_in_both_languages() {
    for info in &ACTIONS {
        for code in ["zh", "en"] {
            for part in ["name", "desc"] {
                let key = format!("action.{}.{part}", info.id);
                assert!(
                    crate::_rust_i18n_try_translate(code, &key).is_some(),
                    "{key} is missing in {code}"
                );
            }
        }
    }
}
