//! The command tree's texts in the operator's language, from `locales/cli.*`.
//!
//! A command's text is under `cli.<path>.about`: its first line is the short form, all of it the long one. An argument's
//! is under `cli.<path>.arg.<name>`, or, where several commands share it, under `arg` of a command above.

use clap::{Arg, ArgAction, Command};

use crate::lang::Lang;

/// The tree with every text in `lang`.
pub(super) fn localise(root: Command, lang: Lang) -> Command {
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .global(true);
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version);
    let mut root = root
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(help)
        .arg(version);
    root = command(root, "cli", lang);
    root.build();
    usage(root, lang)
}

/// The usage lines, whose words clap has only in English. They are known once the tree is built.
fn usage(mut command: Command, lang: Lang) -> Command {
    let line = command.render_usage().to_string();
    let line = line
        .trim_start_matches("Usage: ")
        .replace("[OPTIONS]", &lang.word("help.some-options"));
    let names: Vec<String> = command
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect();
    for name in names {
        command = command.mut_subcommand(name, |sub| usage(sub, lang));
    }
    command.override_usage(line)
}

fn command(mut command: Command, path: &str, lang: Lang) -> Command {
    let about = text(lang, &format!("{path}.about"));
    let heading = |key: &str| lang.word(key).into_owned();
    command = command
        .disable_help_subcommand(true)
        .about(about.lines().next().unwrap_or_default().to_owned())
        .long_about(about)
        .next_help_heading(heading("help.options"))
        .subcommand_help_heading(heading("help.commands"))
        .subcommand_value_name(heading("help.command"))
        .help_template(format!(
            "{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
            heading("help.usage")
        ));
    let arguments = heading("help.arguments");
    let (options, general) = (heading("help.options"), heading("help.general"));
    command = command.mut_args(|arg| {
        let title = if arg.is_global_set() {
            &general
        } else if arg.is_positional() {
            &arguments
        } else {
            &options
        };
        let help = argument(lang, path, arg.get_id().as_str());
        let takes = arg.get_action().takes_values();
        arg.help_heading(title.clone())
            .help(help)
            .hide_possible_values(takes)
            .hide_default_value(takes)
    });
    let names: Vec<String> = command
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect();
    for name in names {
        let inner = format!("{path}.{name}");
        command = command.mut_subcommand(name, |sub| self::command(sub, &inner, lang));
    }
    command
}

fn argument(lang: Lang, path: &str, name: &str) -> String {
    shared(lang, path, name).unwrap_or_else(|| format!("{path}.arg.{name}"))
}

/// The argument's text at the command itself, or at the nearest above it.
fn shared(lang: Lang, path: &str, name: &str) -> Option<String> {
    let own = find(lang, &format!("{path}.arg.{name}"));
    own.or_else(|| shared(lang, path.rsplit_once('.')?.0, name))
}

fn text(lang: Lang, key: &str) -> String {
    find(lang, key).unwrap_or_else(|| key.to_owned())
}

fn find(lang: Lang, key: &str) -> Option<String> {
    crate::_rust_i18n_try_translate(lang.code(), key).map(|text| text.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(command: &Command, path: &str, lang: Lang, found: &mut Vec<String>) {
        if find(lang, &format!("{path}.about")).is_none() {
            found.push(format!("{path}.about"));
        }
        for arg in command.get_arguments().map(|a| a.get_id().as_str()) {
            if shared(lang, path, arg).is_none() {
                found.push(format!("{path}.arg.{arg}"));
            }
        }
        for sub in command.get_subcommands() {
            missing(sub, &format!("{path}.{}", sub.get_name()), lang, found);
        }
    }

    #[test]
    fn every_command_and_argument_has_its_text_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            let mut found = Vec::new();
            missing(&super::super::tree(lang), "cli", lang, &mut found);
            assert_eq!(found, Vec::<String>::new(), "{lang:?}");
        }
    }

    #[test]
    fn the_tree_is_sound_and_speaks_chinese() {
        super::super::tree(Lang::En).debug_assert();
        let help = super::super::tree(Lang::Zh).render_long_help().to_string();
        let english = [
            "Usage",
            "Options",
            "OPTIONS",
            "Commands:",
            "Print",
            "possible values",
        ];
        assert!(english.iter().all(|word| !help.contains(word)), "{help}");
        assert!(help.contains("用法"));
    }
}
