//! JSON text, and the parts of a catalogue: any bytes are refused or read, and text is read as `serde_json` reads it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use virker::catalogue::{BodyParts, Json, PartText, read_cards};

fuzz_target!(|bytes: &[u8]| {
    let json = Json::parse(bytes);
    // Half a surrogate pair and a number beyond all doubles are errors there only; numbers may differ in their last digit.
    if let Ok(native) = serde_json::from_slice::<Json>(bytes) {
        let json = json.clone().expect("what is JSON is read");
        if !bytes.iter().any(u8::is_ascii_digit) {
            assert_eq!(json, native);
        }
    } else if !bytes.contains(&b'u')
        && !bytes.contains(&b'e')
        && !bytes.contains(&b'E')
        && bytes.len() < 300
    {
        assert_eq!(json, None);
    }
    let part = PartText::new(bytes.to_vec().into());
    let _ = read_cards(json.unwrap_or_default(), &part);
    if let Some(mut parts) = BodyParts::new(part) {
        if parts.to_come(0).is_some() {
            parts.add(PartText::new(bytes.to_vec().into()));
        }
        let _ = parts.bodies().entries.get(1, "a");
    }
});
