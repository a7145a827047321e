//! Links into the panel, in the page's fragment. Browsers do not send fragments to servers, so a link tells no server
//! what was searched for.
//!
//! The form is `#virker.<element-id>=1;q=mad;arena=hjem-og-mad;entry=madkassen`, alone or after a host's own fragment.

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
    ///
    /// It may follow a fragment of the host's own, after `?` or `&`: `#/route?virker.panel=1;entry=madkassen`.
    #[must_use]
    pub fn parse(fragment: &str, element: &str) -> Option<Self> {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let mut parts = fragment.split(['?', '&']);
        parts.find_map(|part| Self::parse_own(part, element))
    }

    fn parse_own(part: &str, element: &str) -> Option<Self> {
        let (name, rest) = part.strip_prefix("virker.")?.split_once('=')?;
        let (version, rest) = rest.split_once(';').unwrap_or((rest, ""));
        // Browsers encode letters beyond ASCII in an address.
        if version != "1" || decode(name)? != element {
            return None;
        }
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
        let mut fragment = "#virker.".to_owned();
        encode(element, &mut fragment);
        fragment.push_str("=1");
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
            "#virker.panel=10;q=mad",
            "#virker.paneler=1;q=mad",
            "#/route/virker.panel=1;q=mad",
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

    #[test]
    fn a_link_after_a_hosts_own_route_is_read() {
        for fragment in [
            "#/route?virker.panel=1;q=mad",
            "#!/route?side=2&virker.panel=1;q=mad&x=1",
            "#virker.other=1;q=nej&virker.panel=1;q=mad",
        ] {
            let link = Link::parse(fragment, "panel").map(|link| link.query);
            assert_eq!(link.as_deref(), Some("mad"), "{fragment}");
        }
    }

    #[test]
    fn an_elements_name_may_have_any_letters() {
        for name in ["søg", "a=b;c", "50 %", "日本"] {
            let link = Link {
                query: "mad".into(),
                ..Link::default()
            };
            let fragment = link.write(name);
            assert!(fragment.is_ascii(), "{fragment}");
            assert_eq!(Link::parse(&fragment, name), Some(link), "{fragment}");
        }
        assert!(Link::parse("#virker.søg=1;q=mad", "søg").is_some());
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
