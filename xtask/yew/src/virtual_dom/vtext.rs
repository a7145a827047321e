use super::AttrValue;

/// A text.
#[derive(Clone)]
pub struct VText {
    pub text: AttrValue,
}

impl VText {
    pub fn new(text: impl Into<AttrValue>) -> Self {
        Self { text: text.into() }
    }
}
