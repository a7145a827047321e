//! Links into the panel, in the page's fragment. Browsers do not send fragments to servers, so a link tells no server
//! what was searched for.
//!
//! The form is `#virker.<element-id>=1;q=mad;arena=hjem-og-mad;entry=madkassen`, alone or after a host's own fragment.

use super::Screen;
use crate::search::{Choices, Filter, MAX_QUERY_BYTES, readable};

/// The part of the state that a link carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// What to search for.
    pub query: String,
    /// What is chosen.
    pub choices: Choices,
    /// What is open, from below: an entry, a calculator, a worksheet. The texts of a worksheet are never part of a link.
    pub screens: Vec<Screen>,
    /// The numbers that were changed in the calculator, by the ids of their inputs.
    pub numbers: Vec<(String, String)>,
}

/// The most screens that a link opens: an entry, its calculator, its worksheet.
const MAX_SCREENS: usize = 3;

/// The most choices of one filter, and the most numbers.
const MAX_PARTS: usize = 60;

/// The longest value of a link, in bytes: that of a query. Longer ones are left out.
const MAX_VALUE: usize = MAX_QUERY_BYTES;

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
            let choices = &mut link.choices;
            match key {
                "q" => link.query = value,
                "entry" => link.screens.push(Screen::Concept(value)),
                "calculator" => link.screens.push(Screen::Calculator(value)),
                "worksheet" => link.screens.push(Screen::Worksheet(value)),
                _ => {
                    let mut filters = Filter::ALL.into_iter();
                    if let Some(filter) = filters.find(|filter| filter.name() == key) {
                        if choices.of(filter).len() < MAX_PARTS {
                            choices.add(filter, value);
                        }
                    } else if let Some(input) = key.strip_prefix("n.")
                        && link.numbers.len() < MAX_PARTS
                    {
                        // `n.` and the id of an input.
                        link.numbers.push((input.to_owned(), value));
                    }
                }
            }
        }
        link.screens.truncate(MAX_SCREENS);
        Some(link)
    }

    /// A link that opens this screen.
    #[must_use]
    pub fn to(screen: Screen) -> Self {
        Self {
            screens: vec![screen],
            ..Self::default()
        }
    }

    /// Whether it names something to search for.
    #[must_use]
    pub fn searches(&self) -> bool {
        !self.query.is_empty() || !self.choices.is_empty()
    }

    /// The calculator that it opens, by its id.
    #[must_use]
    pub fn calculator(&self) -> Option<&String> {
        self.screens.iter().find_map(|screen| match screen {
            Screen::Calculator(id) => Some(id),
            _ => None,
        })
    }

    /// The fragment, with its `#`.
    #[must_use]
    pub fn write(&self, element: &str) -> String {
        let mut fragment = "#virker.".to_owned();
        encode(element, &mut fragment);
        fragment.push_str("=1");
        let mut add = |key: &str, value: &str| {
            fragment.push(';');
            fragment.push_str(key);
            fragment.push('=');
            encode(value, &mut fragment);
        };
        if !self.query.is_empty() {
            add("q", readable(&self.query));
        }
        for filter in Filter::ALL {
            for id in self.choices.of(filter) {
                add(filter.name(), id);
            }
        }
        // What was opened last is what the link is about.
        let first = self.screens.len().saturating_sub(MAX_SCREENS);
        for screen in self.screens.get(first..).unwrap_or_default() {
            match screen {
                Screen::Concept(id) | Screen::Card(id) => add("entry", id),
                Screen::Calculator(id) => add("calculator", id),
                Screen::Worksheet(id) => add("worksheet", id),
                Screen::Search => {}
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
                screens: vec![Screen::Concept("mad kassen".into())],
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

    /// Fewer ids than this, and short ones, so that now and then two are the same.
    fn chosen(fewer_than: usize) -> impl Strategy<Value = Vec<String>> {
        proptest::collection::vec("[a-z-]{1,2}", 0..fewer_than)
    }

    #[test]
    fn a_filter_that_takes_one_choice_has_the_last_of_a_link() {
        let link = Link::parse("#virker.panel=1;arena=a;kind=x;arena=b;kind=y", "panel");
        let choices = link.unwrap().choices;
        assert_eq!(choices.of(Filter::Arena), ["b"]);
        assert_eq!(choices.of(Filter::Kind), ["x", "y"]);
    }

    #[test]
    fn what_is_chosen_twice_is_written_and_read_once() {
        let twice = ["a".to_owned(), "b".to_owned(), "a".to_owned()];
        let link = Link {
            choices: Choices::default().with(Filter::Audience, &twice),
            ..Link::default()
        };
        let fragment = link.write("panel");
        assert_eq!(fragment, "#virker.panel=1;audience=a;audience=b");
        assert_eq!(Link::parse(&fragment, "panel"), Some(link));
    }

    #[test]
    fn a_link_opens_what_was_opened_last() {
        let screens: Vec<Screen> = ["a", "b", "c", "d", "e"]
            .map(|id| Screen::Concept(id.into()))
            .into();
        let link = Link {
            screens: screens.clone(),
            ..Link::default()
        };
        let read = Link::parse(&link.write("panel"), "panel").unwrap();
        assert_eq!(read.screens, screens[2..]);
    }

    proptest! {
        #[test]
        fn a_written_link_is_read_back(
            query in "\\PC{0,900}",
            audiences in chosen(3),
            goals in chosen(3),
            places in chosen(2),
            screens in proptest::collection::vec("[a-z-]{1,20}".prop_map(Screen::Worksheet), 0..3),
            numbers in proptest::collection::vec(
                ("[a-z_]{1,9}", "-?[0-9]{1,9}(.[0-9]{1,6})?"),
                0..5,
            ),
        ) {
            let choices = Choices::default()
                .with(Filter::Audience, &audiences)
                .with(Filter::Goal, &goals)
                .with(Filter::Place, &places);
            let mut link = Link { query, choices, screens, numbers };
            let read = Link::parse(&link.write("panel"), "panel");
            // No more of it is searched for either.
            link.query = readable(&link.query).to_owned();
            prop_assert_eq!(read, Some(link));
        }
    }
}
