use std::rc::Rc;

/// Which of its siblings a node is.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(Rc<str>);

impl From<String> for Key {
    fn from(key: String) -> Self {
        Self(key.into())
    }
}
