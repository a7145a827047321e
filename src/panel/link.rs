//! Links into the panel, in the page's fragment. Browsers do not send fragments to servers, so a link tells no server
//! what was searched for.
//!
//! The form is `#virker.<element-id>=1;q=mad;arena=hjem-og-mad;entry=madkassen`.

/// The part of the state that a link carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// What to search for.
    pub query: String,
    /// Id of the chosen arena.
    pub arena: Option<String>,
    /// Id of the open entry.
    pub entry: Option<String>,
    /// Id of the open calculator.
    pub calculator: Option<String>,
    /// Id of the open worksheet. Its texts are never part of a link.
    pub worksheet: Option<String>,
    /// The numbers that were changed in the calculator, by the ids of their inputs.
    pub numbers: Vec<(String, String)>,
}

/// The most changed numbers of a link.
const MAX_NUMBERS: usize = 60;

/// The longest value of a link, in bytes. Longer ones are left out.
const MAX_VALUE: usize = 300;

impl Link {
    /// Parses the fragment of this element. `None` when the fragment is another's or of another version. A link is
    /// untrusted: values that cannot be decoded are left out.
    #[must_use]
    pub fn parse(fragment: &str, element: &str) -> Option<Self> {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let rest = fragment
            .strip_prefix("virker.")?
            .strip_prefix(element)?
            .strip_prefix("=1")?;
        let mut link = Self::default();
        for part in rest.split(';') {
            let Some((key, value)) = part.split_once('=') else {
                continue;
            };
            let Some(value) =
                decode(value).filter(|value| value.len() <= MAX_VALUE && !value.is_empty())
            else {
                continue;
            };
            match key {
                "q" => link.query = value,
                "arena" => link.arena = Some(value),
                "entry" => link.entry = Some(value),
                "calculator" => link.calculator = Some(value),
                "worksheet" => link.worksheet = Some(value),
                _ => {
                    // `n.` and the id of an input.
                    if let Some(input) = key.strip_prefix("n.")
                        && link.numbers.len() < MAX_NUMBERS
                    {
                        link.numbers.push((input.to_owned(), value));
                    }
                }
            }
        }
        Some(link)
    }

    /// The fragment, with its `#`.
    #[must_use]
    pub fn write(&self, element: &str) -> String {
        let mut fragment = format!("#virker.{element}=1");
        let query = Some(&self.query).filter(|query| !query.is_empty());
        let mut add = |key: &str, value: &str| {
            fragment.push(';');
            fragment.push_str(key);
            fragment.push('=');
            encode(value, &mut fragment);
        };
        let parts = [
            ("q", query),
            ("arena", self.arena.as_ref()),
            ("entry", self.entry.as_ref()),
            ("calculator", self.calculator.as_ref()),
            ("worksheet", self.worksheet.as_ref()),
        ];
        for (key, value) in parts {
            if let Some(value) = value {
                add(key, value);
            }
        }
        for (input, number) in &self.numbers {
            add(&format!("n.{input}"), number);
        }
        fragment
    }
}

fn encode(text: &str, to: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b',') {
            to.push(char::from(byte));
        } else {
            to.push('%');
            for half in [byte >> 4, byte & 15] {
                to.push(char::from(if half < 10 {
                    b'0' + half
                } else {
                    b'A' - 10 + half
                }));
            }
        }
    }
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => half(rest.next()?)? << 4 | half(rest.next()?)?,
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

fn half(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_fragment_that_is_not_ours_is_left_alone() {
        for fragment in [
            "",
            "#top",
            "#virker",
            "#virker.other=1;q=mad",
            "#virker.panel=2;q=mad",
        ] {
            assert_eq!(Link::parse(fragment, "panel"), None, "{fragment}");
        }
    }

    #[test]
    fn what_cannot_be_read_in_a_link_is_left_out() {
        let link = Link::parse(
            "#virker.panel=1;q=%ZZ;arena;entry=mad%20kassen;x=1",
            "panel",
        )
        .unwrap();
        assert_eq!(
            link,
            Link {
                entry: Some("mad kassen".into()),
                ..Link::default()
            }
        );
    }

    proptest! {
        #[test]
        fn a_written_link_is_read_back(query in "\\PC{0,30}", entry in proptest::option::of("[a-z-]{1,20}"),
            worksheet in proptest::option::of("[a-z-]{1,20}"),
            numbers in proptest::collection::vec(("[a-z_]{1,9}", "-?[0-9]{1,9}(.[0-9]{1,6})?"), 0..5)) {
            let link = Link { query, entry, worksheet, numbers, ..Link::default() };
            prop_assert_eq!(Link::parse(&link.write("panel"), "panel"), Some(link));
        }
    }
}
