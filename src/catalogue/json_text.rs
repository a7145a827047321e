//! Parsing JSON text.
//!
//! The parts of a large catalogue are parsed here, card by card, and not by the browser: its values would have to be
//! fetched from JavaScript one by one, and all at once. `serde_json` would do as well, but adds 6.8 kB to what is
//! downloaded before the panel answers, where this adds a quarter of that.

use super::json::Json;

/// How deep lists and objects may be nested, as in `serde_json`: deeper ones could exhaust the stack.
const DEEPEST: u8 = 128;

impl Json {
    /// Parses JSON text in UTF-8; `None` when it is not JSON, or is nested too deeply. Half of a surrogate pair is read as
    /// U+FFFD, as JavaScript hands it over. Numbers beyond 2⁵³ may be off in their last digits: no value of a catalogue is.
    ///
    /// # Examples
    /// ```
    /// use virker::catalogue::Json;
    ///
    /// let json = Json::parse(br#"{ "title": "Madkassen" }"#).unwrap();
    /// assert_eq!(json.text("title"), Some("Madkassen"));
    /// assert_eq!(Json::parse(b"{ 'title': 1 }"), None);
    /// ```
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let mut parser = Parser { rest: bytes };
        let value = parser.value(DEEPEST)?;
        parser.peek().is_none().then_some(value)
    }
}

struct Parser<'a> {
    rest: &'a [u8],
}

impl Parser<'_> {
    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        while let [b' ' | b'\n' | b'\r' | b'\t', rest @ ..] = self.rest {
            self.rest = rest;
        }
        self.rest.first().copied()
    }

    /// The next byte, whatever it is.
    fn next(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }

    /// Takes the next byte if it is this one.
    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.rest.first() == Some(&byte);
        if is_next {
            self.next();
        }
        is_next
    }

    fn value(&mut self, depth: u8) -> Option<Json> {
        let first = self.peek()?;
        let (word, value) = match first {
            b'"' => return self.string().map(Json::Text),
            b'{' => {
                let mut fields = Vec::new();
                self.elements(b'}', depth, &mut |parser, depth| {
                    parser.peek();
                    let key = parser.string()?;
                    parser.peek();
                    let value = parser.takes(b':').then(|| parser.value(depth))??;
                    fields.push((key, value));
                    Some(())
                })?;
                fields.shrink_to_fit();
                return Some(Json::Object(fields));
            }
            b'[' => {
                let mut list = Vec::new();
                self.elements(b']', depth, &mut |parser, depth| {
                    list.push(parser.value(depth)?);
                    Some(())
                })?;
                list.shrink_to_fit();
                return Some(Json::List(list));
            }
            b't' => ("true", Json::Bool(true)),
            b'f' => ("false", Json::Bool(false)),
            b'n' => ("null", Json::Null),
            _ => return self.number().map(Json::Number),
        };
        word.bytes().all(|byte| self.takes(byte)).then_some(value)
    }

    /// Reads what stands between brackets, with commas between.
    fn elements(
        &mut self,
        close: u8,
        depth: u8,
        element: &mut dyn FnMut(&mut Self, u8) -> Option<()>,
    ) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        self.next();
        self.peek();
        if self.takes(close) {
            return Some(());
        }
        loop {
            element(self, depth)?;
            self.peek();
            if !self.takes(b',') {
                return self.takes(close).then_some(());
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        let mut text = Vec::new();
        let mut is_open = self.takes(b'"');
        if !is_open {
            return None;
        }
        while is_open {
            let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..=0x1f);
            let (run, rest) = self
                .rest
                .split_at_checked(self.rest.iter().position(is_special)?)?;
            text.extend_from_slice(run);
            self.rest = rest;
            match self.next()? {
                b'"' => is_open = false,
                b'\\' => {
                    let character = self.escaped()?;
                    text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                }
                // A control character.
                _ => return None,
            }
        }
        text.shrink_to_fit();
        String::from_utf8(text).ok()
    }

    /// What stands for a character behind a backslash.
    fn escaped(&mut self) -> Option<char> {
        Some(match self.next()? {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let mut code = self.code_unit()?;
                // A character beyond U+FFFF takes two.
                let before = self.rest;
                if code & 0xfc00 == 0xd800 && self.takes(b'\\') && self.takes(b'u') {
                    match self.code_unit()? {
                        low if low & 0xfc00 == 0xdc00 => {
                            code = 0x1_0000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
                        }
                        _ => self.rest = before,
                    }
                } else {
                    self.rest = before;
                }
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            _ => return None,
        })
    }

    /// Four hexadecimal digits.
    fn code_unit(&mut self) -> Option<u32> {
        let mut code = 0;
        for _ in 0..4 {
            code = code * 16 + char::from(self.next()?).to_digit(16)?;
        }
        Some(code)
    }

    fn number(&mut self) -> Option<f64> {
        let is_negative = self.takes(b'-');
        let mut number = 0.0;
        let leads_with_zero = self.rest.first() == Some(&b'0');
        let count = self.digits(&mut number)?;
        if leads_with_zero && count > 1 {
            return None;
        }
        let mut exponent = 0;
        if self.takes(b'.') {
            exponent = -self.digits(&mut number)?;
        }
        if self.takes(b'e') || self.takes(b'E') {
            let is_negative = self.takes(b'-');
            if !is_negative {
                self.takes(b'+');
            }
            let mut written = 0.0;
            self.digits(&mut written)?;
            // Beyond this, a double is 0 or infinite.
            #[allow(clippy::cast_possible_truncation)]
            let written = written.min(999.0) as i32;
            exponent += if is_negative { -written } else { written };
        }
        // Powers of ten are exact up to 10²², so whole numbers are, however they are written.
        for _ in 0..exponent {
            number *= 10.0;
        }
        let mut power = 1.0;
        for _ in exponent..0 {
            power *= 10.0;
        }
        number /= power;
        Some(if is_negative { -number } else { number })
    }

    /// Appends one digit or more to a number: how many.
    fn digits(&mut self, number: &mut f64) -> Option<i32> {
        let mut count = 0;
        while let Some(digit @ b'0'..=b'9') = self.rest.first() {
            *number = *number * 10.0 + f64::from(*digit - b'0');
            self.next();
            count += 1;
        }
        (count > 0).then_some(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(text: &str) -> (Option<Json>, Option<Json>) {
        let native = serde_json::from_str(text).ok();
        (Json::parse(text.as_bytes()), native)
    }

    #[test]
    fn what_is_json_is_read_as_the_publishers_command_reads_it() {
        for text in [
            "null",
            " [true , false,null,\t[ ], {}\r\n] ",
            r#"{"a":{"b":[1,{"c":"d"}]},"a":2,"":[]}"#,
            r#""\"\\\/\b\f\n\r\tæ\u00E6\u00e6 \ud83d\ude00 – 😀""#,
            "[0,-0,10,4165.0,69.42,1e3,1E+2,120e-1,-2.5E-1,9007199254740991,1e22]",
        ] {
            let (ours, native) = both(text);
            assert!(native.is_some(), "{text}");
            assert_eq!(ours, native, "{text}");
        }
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in [
            "",
            " ",
            "nul",
            "nulll",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[1",
            "{",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{a:1}",
            "{'a':1}",
            "\"a",
            "\"\n\"",
            "\"\u{0}\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u12g4\"",
            "01",
            "-",
            "+1",
            ".5",
            "1.",
            "1e",
            "1e+",
            "1 1",
            "[]]",
            "NaN",
            "\u{feff}1",
        ] {
            assert_eq!(both(text), (None, None), "{text:?}");
        }
        assert_eq!(Json::parse(b"\"\xff\""), None);
    }

    #[test]
    fn half_a_character_is_read_as_javascript_hands_it_over() {
        let text = |escaped: &str| Json::parse(escaped.as_bytes());
        let read = |text: &str| Some(Json::Text(text.into()));
        assert_eq!(text(r#""\ud83d""#), read("\u{fffd}"));
        assert_eq!(text(r#""\ude00\ud83d""#), read("\u{fffd}\u{fffd}"));
        assert_eq!(text(r#""\ud83d\n""#), read("\u{fffd}\n"));
        assert_eq!(text(r#""\ud83d\u0041""#), read("\u{fffd}A"));
    }

    #[test]
    fn what_is_nested_too_deeply_is_refused_and_not_a_trap() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(Json::parse(nested(128).as_bytes()).is_some());
        assert_eq!(Json::parse(nested(129).as_bytes()), None);
        assert_eq!(Json::parse("[".repeat(1 << 20).as_bytes()), None);
        assert_eq!(Json::parse("{\"a\":".repeat(1 << 20).as_bytes()), None);
    }

    #[cfg(not(target_arch = "wasm32"))]
    mod whatever {
        use proptest::prelude::*;
        use serde_json::Value;

        use super::*;

        fn values() -> impl Strategy<Value = Value> {
            let leaf = prop_oneof![
                Just(Value::Null),
                any::<bool>().prop_map(Value::from),
                any::<i32>().prop_map(Value::from),
                any::<String>().prop_map(Value::from),
            ];
            leaf.prop_recursive(5, 64, 6, |inner| {
                let list = proptest::collection::vec(inner.clone(), 0..6);
                let object = proptest::collection::hash_map(any::<String>(), inner, 0..6);
                prop_oneof![
                    list.prop_map(Value::from),
                    object.prop_map(Value::from_iter),
                ]
            })
        }

        proptest! {
            #[test]
            fn is_written_is_read_as_the_publishers_command_reads_it(value in values()) {
                for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
                    let (ours, native) = both(&text);
                    prop_assert_eq!(ours, native);
                }
            }

            #[test]
            fn is_broken_is_taken_or_refused_as_by_the_publishers_command(
                value in values(), place in any::<proptest::sample::Index>(), put in "[\\[\\]{}\",:0-9eE.\\\\u+ tfn-]{0,3}",
            ) {
                let mut letters: Vec<char> = value.to_string().chars().collect();
                let at = place.index(letters.len());
                letters.splice(at..=at, put.chars());
                let text: String = letters.into_iter().collect();
                let (ours, native) = both(&text);
                // Half a surrogate pair and an infinite number are errors there only.
                if !text.contains("\\u") && !text.contains(['e', 'E']) {
                    prop_assert_eq!(ours.is_some(), native.is_some(), "{}", text);
                }
            }

            #[test]
            fn comes_there_is_no_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
                let _ = Json::parse(&bytes);
            }
        }
    }
}
