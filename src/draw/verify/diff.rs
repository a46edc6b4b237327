//! The first place where two JSON values part.

use std::fmt;

use serde_json::Value;

/// Where a published value differs from the recomputed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueDifference {
    /// JSON pointer (RFC 6901); empty for the whole value.
    pub path: String,
    /// The published value as JSON; none when it is missing.
    pub published: Option<String>,
    /// The recomputed value as JSON; none when there should be none.
    pub recomputed: Option<String>,
}

impl fmt::Display for ValueDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_nothing = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
        let (published, recomputed) = (or_nothing(&self.published), or_nothing(&self.recomputed));
        write!(
            f,
            "at {}: published {published}, recomputed {recomputed}",
            self.path
        )
    }
}

impl ValueDifference {
    /// Its parameters by name, for messages in other languages: `path`, `published` and `recomputed`; a value that is
    /// not there is left out.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        let published = self.published.clone().map(|value| ("published", value));
        let recomputed = self.recomputed.clone().map(|value| ("recomputed", value));
        let path = [("path", self.path.clone())];
        path.into_iter().chain(published).chain(recomputed).collect()
    }
}

/// The first difference in reading order; none when the values are equal. The order of an object's members counts
/// for nothing here.
pub fn first_difference(published: &Value, recomputed: &Value) -> Option<ValueDifference> {
    walk(String::new(), Some(published), Some(recomputed))
}

fn walk(path: String, published: Option<&Value>, recomputed: Option<&Value>) -> Option<ValueDifference> {
    match (published, recomputed) {
        (Some(Value::Object(one)), Some(Value::Object(other))) => {
            let extra = one.keys().filter(|key| !other.contains_key(*key));
            other.keys().chain(extra).find_map(|key| {
                let step = key.replace('~', "~0").replace('/', "~1");
                walk(format!("{path}/{step}"), one.get(key), other.get(key))
            })
        }
        (Some(Value::Array(one)), Some(Value::Array(other))) => (0..one.len().max(other.len()))
            .find_map(|index| walk(format!("{path}/{index}"), one.get(index), other.get(index))),
        (one, other) if one == other => None,
        (one, other) => Some(ValueDifference {
            path,
            published: one.map(Value::to_string),
            recomputed: other.map(Value::to_string),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use serde_json::json;

    #[rstest]
    #[case(json!({"a": [1, 2]}), json!({"a": [1, 2]}), None)]
    #[case(json!({"a": [1, 3]}), json!({"a": [1, 2]}), Some("/a/1"))]
    #[case(json!({"a": [1]}), json!({"a": [1, 2]}), Some("/a/1"))]
    #[case(json!({"a": 1, "b": 2}), json!({"a": 1}), Some("/b"))]
    #[case(json!({"x/y": 1}), json!({"x/y": 2}), Some("/x~1y"))]
    #[case(json!([]), json!({}), Some(""))]
    fn the_path_leads_there(#[case] one: Value, #[case] other: Value, #[case] path: Option<&str>) {
        assert_eq!(first_difference(&one, &other).map(|d| d.path).as_deref(), path);
    }
}
